"""Backups of SQLite: its own online backup into a file beside the database, on the same disk."""

import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from sightline.jobs.backups.database import DatabaseTrouble, NotEmpty, Progress, only_one, write_through
from sightline.records.kept_files import KeptFileColumns

_BLOCK_BYTES = 1024 * 1024
_PAGES = 2_000
_SIDE_FILES = ("-wal", "-shm", "-journal")


@dataclass(frozen=True, slots=True)
class SqliteSnapshot:
    """A copy of the database that nobody else writes to."""

    file: Path
    connection: sqlite3.Connection

    @property
    def dump_version(self) -> int:
        return _version()

    def n_rows(self) -> dict[str, int]:
        return _n_rows(self.connection)

    def migrations(self) -> tuple[str, ...]:
        rows = self.connection.execute("SELECT app, name FROM django_migrations ORDER BY app, name")
        return tuple(f"{app}.{name}" for app, name in rows)

    def named_files(self, columns: Sequence[KeptFileColumns]) -> dict[str, str]:
        tables = set(_tables(self.connection))
        return {
            name: sha256
            for each in columns
            if each.table in tables
            for name, sha256 in self.connection.execute(
                f'SELECT "{each.name}", "{each.sha256}" FROM "{each.table}" WHERE "{each.name}" <> \'\''  # noqa: S608  names of our own tables
            )
        }

    def dump(self) -> Iterator[bytes]:
        with self.file.open("rb") as file:
            while block := file.read(_BLOCK_BYTES):
                yield block


@dataclass(frozen=True, slots=True)
class SqliteDatabase:
    """A database in one file."""

    file: Path
    kind = "sqlite"

    @property
    def version(self) -> int:
        return _version()

    @contextmanager
    def snapshot(self, progress: Progress) -> Iterator[SqliteSnapshot]:
        if not self.file.is_file():
            raise DatabaseTrouble("There is no database to back up. Check SIGHTLINE_DATABASE_URL.")
        # Beside the database: as well protected as itself, on a disk that has room for its like. The name
        # is fixed so that the next run takes over what a killed one left.
        copy = self._beside("being-backed-up")
        copy.touch(mode=0o600)
        with only_one(copy, "backup of this database"):
            os.truncate(copy, 0)
            try:
                with closing(sqlite3.connect(copy, isolation_level=None)) as connection:
                    self._copy_to(connection, progress)
                    yield SqliteSnapshot(copy, connection)
            finally:
                copy.unlink()

    def require_empty(self) -> None:
        left = [name for name in _SIDE_FILES if self._side_file(name).exists()]
        if not self.file.exists() and left:
            raise NotEmpty(
                f"Beside the place of the database lies a file of an earlier one (it ends in {left[0]}). "
                "Move it away, or name another place with --into."
            )
        if self.file.exists() and self.n_tables():
            raise NotEmpty(
                "The database holds something already, and nothing is ever overwritten. Move it away, or "
                "name another place with --into."
            )

    def n_tables(self) -> int:
        """Raises: DatabaseTrouble where the file is no database"""
        try:
            with closing(sqlite3.connect(f"{self.file.absolute().as_uri()}?mode=ro", uri=True)) as connection:
                return len(_tables(connection))
        except sqlite3.DatabaseError as error:
            raise DatabaseTrouble("The file of the database is no SQLite database. Move it away.") from error

    def require_takes(self, *, database_version: int, dump_version: int) -> None:
        """Every SQLite of version 3 reads the file of any other."""

    def place_of_dump(self, scratch: Path) -> Path:
        """Beside the database, so that it can be moved there in one step, whatever disk `scratch` is on."""
        self.file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        return self._beside("being-restored")

    def load(self, dump: Path) -> None:
        for name in _SIDE_FILES:
            self._side_file(name).unlink(missing_ok=True)
        dump.replace(self.file)
        write_through(self.file.parent)

    def n_rows(self) -> dict[str, int]:
        with closing(sqlite3.connect(self.file)) as connection, _told("cannot be read"):
            return _n_rows(connection)

    def faults(self) -> list[str]:
        with closing(sqlite3.connect(self.file)) as connection, _told("cannot be checked"):
            found = [str(row[0]) for row in connection.execute("PRAGMA integrity_check")]
            orphans = connection.execute("PRAGMA foreign_key_check").fetchall()
        faults = [] if found == ["ok"] else found
        return [*faults, *(f"a row of {row[0]} points to a missing row of {row[2]}" for row in orphans)]

    def _copy_to(self, connection: sqlite3.Connection, progress: Progress) -> None:
        with (
            closing(sqlite3.connect(self.file, isolation_level=None, timeout=20)) as source,
            _told("cannot be copied"),
        ):
            # An open read transaction: the copy is of this moment, and does not begin again at each write.
            source.execute("BEGIN")
            source.execute("SELECT count(*) FROM sqlite_master").fetchone()
            source.backup(
                connection, pages=_PAGES, progress=lambda _status, left, total: progress(total - left, total)
            )
            source.execute("ROLLBACK")
        connection.execute("PRAGMA journal_mode = DELETE")

    def _beside(self, what: str) -> Path:
        return self.file.with_name(f"{self.file.name}.{what}")

    def _side_file(self, ending: str) -> Path:
        return self.file.with_name(self.file.name + ending)


@contextmanager
def _told(what: str) -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        raise DatabaseTrouble(f"The database {what}: {error}.") from error


def _version() -> int:
    return sqlite3.sqlite_version_info[0]


def _tables(connection: sqlite3.Connection) -> list[str]:
    rows = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT GLOB 'sqlite_*' ORDER BY name"
    )
    return [str(name) for (name,) in rows]


def _n_rows(connection: sqlite3.Connection) -> dict[str, int]:
    return {
        table: connection.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0]  # noqa: S608  of sqlite_master
        for table in _tables(connection)
    }
