"""Trials on a disk that forgets what was not synchronised: for the tests and `benchmarks.power_cuts`."""

import ctypes.util
import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from tests.integration.reliability.installation import (
    PRODUCT_SETTINGS,
    ROOT,
    Site,
    prepared_installation,
)
from tests.integration.reliability.writers import Outcome, writing

N_WRITERS = 6
N_SAVED_BEFORE_A_CUT = 15
SECONDS_TO_MOUNT = 20


def why_no_disk() -> str:
    """Say what is missing for a disk of our own; empty where nothing is."""
    if not os.access("/dev/fuse", os.R_OK | os.W_OK):
        return "there is no /dev/fuse here that may be used"
    if not ctypes.util.find_library("fuse"):
        return "libfuse is not installed (Debian: apt-get install libfuse2)"
    if os.geteuid() != 0:
        return "only root may mount a disk here"
    return ""


def cut_power_under_load(folder: Path, *, n_cuts: int, settings: str = PRODUCT_SETTINGS) -> Outcome:
    """Cut the power again and again, each time from the same beginning."""
    prepared = replace(prepared_installation(folder / "data", n_writers=N_WRITERS), settings=settings)
    outcome = Outcome()
    moments = random.Random(n_cuts)
    for number in range(n_cuts):
        left = folder / f"left-{number}"
        with lossy_disk(prepared.data, left) as disk:
            on_disk = replace(prepared, data=disk.mount)
            with Site(on_disk), writing(on_disk.port, on_disk.writers) as ledger:
                ledger.wait_for(N_SAVED_BEFORE_A_CUT)
                time.sleep(moments.uniform(0, 0.3))
                disk.cut_power()
        outcome.add(ledger, replace(prepared, data=left).inside("examine"))
        shutil.rmtree(left)
    return outcome


class Disk:
    """A mounted disk."""

    def __init__(self, mount: Path, process: subprocess.Popen[bytes]) -> None:
        self.mount = mount
        self.process = process

    def cut_power(self) -> None:
        """Cut it and wait until what was left is written; no write reaches the disk after this call."""
        self.process.communicate(b"cut\n")


@contextmanager
def lossy_disk(begin: Path, left: Path) -> Iterator[Disk]:
    mount = left.with_name("disk")
    mount.mkdir(exist_ok=True)
    command = [sys.executable, "-m", "tests.integration.reliability.lossy_disk", begin, mount, left]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE) as process:
        try:
            _wait_until_mounted(mount, process)
            yield Disk(mount, process)
        finally:
            process.kill()
            subprocess.run(["umount", "--lazy", mount], check=False, capture_output=True)


def _wait_until_mounted(mount: Path, process: subprocess.Popen[bytes]) -> None:
    begun = time.monotonic()
    while not mount.is_mount():
        assert process.poll() is None, "the disk ended by itself"
        assert time.monotonic() - begun < SECONDS_TO_MOUNT, "the disk cannot be mounted"
        time.sleep(0.02)
