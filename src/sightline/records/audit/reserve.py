"""A file that was given its room in advance, for the entries of reads when the database takes none.

A full disk must not make a safety plan unreadable, and nothing is shown that is not written down. So the
entry of a read goes here while the database cannot be written, and moves into the trail as soon as it can.

The file is one frame after another, then zeros: four bytes of length, the entry as JSON, and the SHA-256 of
the digest before (zeros at first), the length and the entry. Whoever adds or empties holds a lock on it.
"""

import fcntl
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sightline.errors import SightlineError

SIZE = 64 * 1024 * 1024
_LENGTH = 4
_BEFORE_THE_FIRST = bytes(32)

# Where each file ended when this process last looked, and the digest there: so that to add the ten
# thousandth frame the others need not be read again. Checked against the file each time.
_ends: dict[Path, tuple[int, bytes]] = {}


class ReserveUnusable(SightlineError):
    """The reserve was never made, or is full too."""


def prepare(file: Path) -> None:
    """Give the reserve its room, unless it has it. Raises: OSError"""
    if file.exists() and file.stat().st_size >= SIZE:
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    with _locked(file, os.O_RDWR | os.O_CREAT) as descriptor:
        os.posix_fallocate(descriptor, 0, SIZE)
        os.fsync(descriptor)
    folder = os.open(file.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def is_waiting(file: Path) -> bool:
    """Say whether the reserve holds entries that are not in the trail."""
    try:
        with open(file, "rb") as opened:
            return any(opened.read(_LENGTH))
    except FileNotFoundError:
        return False


def add(file: Path, entry: bytes) -> None:
    """Keep an entry, on the disk when this returns. Raises: ReserveUnusable"""
    try:
        with _locked(file, os.O_RDWR) as descriptor:
            end, digest = _end(descriptor, file)
            length = len(entry).to_bytes(_LENGTH, "big")
            digest = hashlib.sha256(digest + length + entry).digest()
            frame = length + entry + digest
            if end + len(frame) + _LENGTH > os.fstat(descriptor).st_size:
                raise ReserveUnusable("The reserve for audit entries is full.")
            os.pwrite(descriptor, frame + bytes(_LENGTH), end)
            os.fdatasync(descriptor)
            _ends[file] = end + len(frame), digest
    except OSError as error:
        raise ReserveUnusable(f"The reserve for audit entries cannot be written: {error}") from error


@contextmanager
def emptied(file: Path) -> Iterator[list[bytes]]:
    """Hand out the entries, and empty the reserve once they are stored elsewhere without an error."""
    with _locked(file, os.O_RDWR) as descriptor:
        entries = [entry for entry, _, _ in _frames(descriptor, 0, _BEFORE_THE_FIRST)]
        yield entries
        end, _ = _end(descriptor, file)
        os.pwrite(descriptor, bytes(end + _LENGTH), 0)
        os.fdatasync(descriptor)


def _end(descriptor: int, file: Path) -> tuple[int, bytes]:
    end, digest = _ends.get(file, (0, _BEFORE_THE_FIRST))
    if end and os.pread(descriptor, 32, end - 32) != digest:  # it was emptied meanwhile
        end, digest = 0, _BEFORE_THE_FIRST
    for _, next_end, next_digest in _frames(descriptor, end, digest):
        end, digest = next_end, next_digest
    return end, digest


def _frames(descriptor: int, start: int, digest: bytes) -> Iterator[tuple[bytes, int, bytes]]:
    """Read whole frames: the entry, where the frame ends, and its digest."""
    size = os.fstat(descriptor).st_size
    while True:
        head = os.pread(descriptor, _LENGTH, start)
        length = int.from_bytes(head, "big")
        if not length or start + _LENGTH + length + 32 > size:
            return
        rest = os.pread(descriptor, length + 32, start + _LENGTH)
        digest = hashlib.sha256(digest + head + rest[:length]).digest()
        if digest != rest[length:]:
            return  # the power went while it was written; nobody was shown what it tells of
        start += _LENGTH + length + 32
        yield rest[:length], start, digest


@contextmanager
def _locked(file: Path, flags: int) -> Iterator[int]:
    descriptor = os.open(file, flags, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield descriptor
    finally:
        os.close(descriptor)
