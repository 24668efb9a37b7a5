"""This script makes `.venv` ready: Python packages, the `sightline` command, front-end assets.

It needs Python 3.11 and pip alone. Each step is skipped while the files it depends on have not changed,
so that every make target can begin with it.
"""

from __future__ import annotations  # so that an old Python gets as far as being told

import fcntl
import hashlib
import importlib.util
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
VENV_PYTHON = VENV / "bin" / "python"

PACKAGE_FILES = ["pyproject.toml", "requirements/base.in", "requirements/base.txt", "requirements/dev.txt"]
ASSET_FILES = ["package.json", "package-lock.json", "scripts/assets.py", "requirements/node.txt"]
ASSETS = ROOT / "src" / "sightline" / "web" / "static" / "vendor"


def main() -> None:
    if sys.version_info < (3, 11):
        sys.exit(f"Sightline needs Python 3.11 or later; {sys.executable} is {sys.version.split()[0]}.")
    VENV.mkdir(exist_ok=True)
    with (VENV / ".setup-lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # two make targets started together must not install over each other
        unless_unchanged("packages", PACKAGE_FILES, VENV_PYTHON, install_packages)
        unless_unchanged("assets", ASSET_FILES, ASSETS, install_assets)


def unless_unchanged(name: str, inputs: list[str], result: Path, step: Callable[[], None]) -> None:
    stamp = VENV / f".stamp-{name}"
    digest = hashlib.sha256()
    digest.update(sys.version.encode())
    for path in inputs:
        digest.update(path.encode() + b"\0" + (ROOT / path).read_bytes())
    if result.exists() and stamp.exists() and stamp.read_text() == digest.hexdigest():
        return
    stamp.unlink(missing_ok=True)
    step()
    stamp.write_text(digest.hexdigest())


def install_packages() -> None:
    print("Setting up .venv (a minute or two the first time) …", flush=True)
    # Debian's Python comes without ensurepip, but any pip can install into another environment.
    if importlib.util.find_spec("ensurepip"):
        run(sys.executable, "-m", "venv", str(VENV))
        pip = [str(VENV_PYTHON), "-m", "pip"]
    else:
        run(sys.executable, "-m", "venv", "--without-pip", str(VENV))
        pip = [sys.executable, "-m", "pip", "--python", str(VENV_PYTHON)]
    pip += ["--disable-pip-version-check", "install", "-qq"]
    run(*pip, "--require-hashes", "-r", "requirements/dev.txt")
    run(*pip, "--no-deps", "--no-build-isolation", "--editable", ".")


def install_assets() -> None:
    print("Installing the front-end files …", flush=True)
    run(str(VENV_PYTHON), "scripts/assets.py")


def run(*command: str) -> None:
    done = subprocess.run(command, cwd=ROOT)
    if done.returncode:
        sys.exit(
            f"Set-up stopped: this command failed with exit code {done.returncode}:\n  {' '.join(command)}"
        )


if __name__ == "__main__":
    main()
