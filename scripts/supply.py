"""`make supply`: no secret in the tree, no known weakness in what is pinned, and a list of what is delivered.

Weaknesses are asked of PyPI's advisory database, or of an OSV server where SUPPLY_ADVISORIES names one. Where
neither is reached, that is said: it is no pass. Unsafe code is ruff's business: its rules S are bandit's.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
BIN = Path(sys.executable).parent
BASELINE = ROOT / ".secrets.baseline"
REQUIREMENTS = tuple(ROOT / "requirements" / f"{name}.txt" for name in ("base", "dev", "node"))
BILL = ROOT / "var" / "sbom.json"
#: Full of digests that are none of a secret.
NOT_SCANNED = {
    "package-lock.json",
    ".secrets.baseline",
    *(str(path.relative_to(ROOT)) for path in REQUIREMENTS),
}


class NotRun(Exception):
    """Something outside that the check needs was not reached."""


def tracked_files() -> list[str]:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, check=True, capture_output=True, text=True)
    return [
        name for name in listed.stdout.splitlines() if name not in NOT_SCANNED and (ROOT / name).is_file()
    ]


def secrets_in(files: Iterable[str]) -> list[str]:
    """Return what looks like a secret and does not stand in the baseline, which was looked through."""
    with tempfile.TemporaryDirectory() as folder:
        # The program rewrites the baseline wherever a line it names has moved, and then ends with 3.
        baseline = shutil.copy(BASELINE, folder)
        command = [BIN / "detect-secrets-hook", "--baseline", baseline, "--json", *files]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    if done.returncode in {0, 3}:
        return []
    if not done.stdout.startswith("{"):
        raise RuntimeError(done.stderr or done.stdout)
    found = json.loads(done.stdout)["results"]
    return [
        f"{name}:{secret['line_number']}: {secret['type']}" for name, each in found.items() for secret in each
    ]


def weaknesses_in(requirements: Iterable[Path], *, advisories: str = "") -> list[str]:
    """Return the known weaknesses of pinned packages. Raises: NotRun"""
    source = ["--vulnerability-service", "osv", "--osv-url", advisories] if advisories else []
    files = [part for path in requirements for part in ("--requirement", path)]
    options = [
        "--no-deps",
        "--disable-pip",
        "--format",
        "json",
        "--progress-spinner",
        "off",
        "--timeout",
        "20",
    ]
    done = subprocess.run(
        [BIN / "pip-audit", *files, *options, *source], cwd=ROOT, capture_output=True, text=True
    )
    try:
        packages: list[dict[str, Any]] = json.loads(done.stdout)["dependencies"]
    except ValueError as error:
        raise NotRun(done.stderr.strip().splitlines()[-1] if done.stderr else "no answer") from error
    unknown = [package["name"] for package in packages if "skip_reason" in package]
    if unknown:
        raise NotRun(f"nothing is known of {len(unknown)} of {len(packages)} packages, such as {unknown[0]}")
    return [
        f"{package['name']} {package['version']}: {weakness['id']}"
        for package in packages
        for weakness in package["vulns"]
    ]


def write_bill_of_materials() -> int:
    """Write the packages that Sightline runs on as CycloneDX; return how many there are."""
    BILL.parent.mkdir(exist_ok=True)
    command = [BIN / "cyclonedx-py", "requirements", REQUIREMENTS[0], "--output-file", BILL]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return len(json.loads(BILL.read_text())["components"])


def main() -> int:
    """Do all three, and return how many were not as they should be."""
    secrets = secrets_in(tracked_files())
    print(f"secrets: {len(secrets)} beyond the baseline", *secrets, sep="\n  ")
    try:
        weaknesses = weaknesses_in(REQUIREMENTS, advisories=os.environ.get("SUPPLY_ADVISORIES", ""))
        print(f"advisories: {len(weaknesses)} known weaknesses", *weaknesses, sep="\n  ")
    except NotRun as error:
        weaknesses = []
        print(f"advisories: NOT RUN, no advisory database ({error})")
    print(f"bill of materials: {write_bill_of_materials()} packages in {BILL.relative_to(ROOT)}")
    return bool(secrets) + bool(weaknesses)


if __name__ == "__main__":
    sys.exit(main())
