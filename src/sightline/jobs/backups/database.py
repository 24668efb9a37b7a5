"""What a backup asks of a database, whichever it is."""

import fcntl
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Protocol

from sightline.errors import UserError
from sightline.records.kept_files import KeptFileColumns

#: (done, total), in whatever the work is counted in
Progress = Callable[[int, int], None]


class DatabaseTrouble(UserError):
    """The database, or a program that belongs to it, cannot do what a backup needs."""


class NotEmpty(UserError):
    """The place to restore into holds something that would be lost."""

    exit_code = 2


class Snapshot(Protocol):
    """The whole database at one moment, while others go on writing."""

    @property
    def dump_version(self) -> int:
        """The version of the program that writes the dump."""

    def n_rows(self) -> dict[str, int]:
        """Return the number of rows of each table."""

    def migrations(self) -> tuple[str, ...]:
        """Return the migrations that were applied."""

    def named_files(self, columns: Sequence[KeptFileColumns]) -> dict[str, str]:
        """Return name → digest of every file that a row names."""

    def dump(self) -> Iterator[bytes]:
        """Give the database as one file."""


class Database(Protocol):
    """A database of one kind at one place."""

    kind: str

    @property
    def version(self) -> int:
        """The version of the database itself, as a number that rises."""

    def snapshot(self, progress: Progress) -> AbstractContextManager[Snapshot]:
        """Hold the database at this moment. Raises: DatabaseTrouble"""

    def require_empty(self) -> None:
        """Raises: NotEmpty, DatabaseTrouble"""

    def require_takes(self, *, database_version: int, dump_version: int) -> None:
        """Refuse a dump that is newer than what is here. Raises: DatabaseTrouble"""

    def place_of_dump(self, scratch: Path) -> Path:
        """Where a dump is written to before `load` takes it."""

    def load(self, dump: Path) -> None:
        """Take in a dump, all of it or nothing. Raises: DatabaseTrouble"""

    def n_rows(self) -> dict[str, int]:
        """Return the number of rows of each table."""

    def faults(self) -> list[str]:
        """Return what the database's own checks find wrong with it."""


@contextmanager
def only_one(path: Path, what: str) -> Iterator[None]:
    """This holds a file or folder as long as it is used; what a killed run held is free again.

    Raises: DatabaseTrouble where another run holds it
    """
    descriptor = os.open(path, os.O_RDONLY)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise DatabaseTrouble(f"Another {what} is running here. Wait until it has ended.") from error
        yield
    finally:
        os.close(descriptor)


def write_through(folder: Path) -> None:
    """Wait until the disk knows which names a folder holds."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
