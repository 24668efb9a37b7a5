"""A small disk in memory, and a site on it."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

MEGABYTES = 80  # the reserve takes 64


class NoSmallDisk(Exception):
    """This machine allows no disk to be mounted."""


@contextmanager
def small_disk(folder: Path) -> Iterator[Path]:
    """Mount it. Raises: NoSmallDisk"""
    command = ["mount", "-t", "tmpfs", "-o", f"size={MEGABYTES}m", "tmpfs", str(folder)]
    try:
        done = subprocess.run(command, capture_output=True, text=True)
    except FileNotFoundError as error:
        raise NoSmallDisk("There is no `mount` on this machine.") from error
    if done.returncode:
        raise NoSmallDisk(f"No disk can be mounted here: {done.stderr.strip()}")
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def fill_and_empty(disk: Path, *, n_fillings: int, n_reads: int) -> dict[str, Any]:
    """This is what `full_disk` found, in a process whose database and reserve are on that disk."""
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "sightline.config.settings",
        "SIGHTLINE_DATABASE_URL": f"sqlite:///{disk}/sightline.sqlite3",
        "SIGHTLINE_AUDIT_RESERVE": str(disk / "audit-reserve"),
        "SIGHTLINE_AUDIT_KEY": str(disk / "audit-key"),
        "SIGHTLINE_FILES": str(disk / "files"),
        "SIGHTLINE_SECRET_KEY": "only-for-this-test",
    }
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "tests.integration.reliability.full_disk",
            str(disk),
            str(n_fillings),
            str(n_reads),
        ],
        cwd=Path(__file__).parents[3],
        env=environment,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise AssertionError(done.stderr[-3000:])
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found
