"""Putting a backup back: opened and proved whole beside the place, then moved there."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from django.db.migrations.loader import MigrationLoader

from sightline.errors import UserError
from sightline.exchange.backups.archive import DATABASE, About, Contents, unpack
from sightline.exchange.backups.keys import BackupKey
from sightline.exchange.backups.sealed import BackupRefused
from sightline.jobs.backups.back_up import FILES, ProgressShown, digest_of_file
from sightline.jobs.backups.database import Database, NotEmpty, only_one, write_through


class AnotherVersion(UserError):
    """The backup is of a Sightline with other migrations than this one."""

    exit_code = 2


class RestoredOtherwise(UserError):
    """What stands in its place now is not what the backup lists."""


@dataclass(frozen=True, slots=True)
class Restored:
    """What was put in place, and proved."""

    about: About
    contents: Contents
    n_files: int


def restore(
    *,
    source: Path,
    key: BackupKey,
    database: Database,
    files: Path,
    accepts_older: bool,
    progress: ProgressShown,
) -> Restored:
    """Put a backup into an empty database and a folder of files that holds nothing else.

    Nothing is in place before the whole archive was opened and every digest was right; a run that is
    killed leaves the place as it was, or can be repeated.

    Raises: BackupRefused, AnotherVersion, NotEmpty, DatabaseTrouble, RestoredOtherwise
    """

    def accept(about: About) -> None:
        require_kind(about, database)
        require_version(about, accepts_older=accepts_older)
        database.require_takes(database_version=about.database_version, dump_version=about.dump_version)

    database.require_empty()
    with _scratch(files) as scratch:
        dump = database.place_of_dump(scratch)
        try:
            about, contents = open_backup(
                source, key, accept=accept, dump=dump, files=scratch, progress=progress
            )
            names = [part.name.removeprefix(FILES) for part in contents.parts if part.name != DATABASE]
            require_room(files, scratch, names)
            progress("Putting the files in place", 0, 0)
            _move_files(scratch, files, names)
            progress("Loading the database", 0, 0)
            database.load(dump)
        finally:
            dump.unlink(missing_ok=True)
    progress("Checking", 0, 0)
    found = differences(about, contents, database, files)
    if found:
        raise RestoredOtherwise(
            "The restored site is not what the backup lists: " + "; ".join(found) + ". Do not use it."
        )
    return Restored(about, contents, len(names))


def open_backup(
    source: Path,
    key: BackupKey,
    *,
    accept: Callable[[About], None],
    dump: Path,
    files: Path,
    progress: ProgressShown,
) -> tuple[About, Contents]:
    """Open a whole backup: the database to the file `dump`, the files under the folder `files`.

    Raises: BackupRefused
    """

    def place(name: str) -> _WrittenThrough:
        path = dump if name == DATABASE else files / name
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        return _WrittenThrough(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600))

    try:
        n_bytes = source.stat().st_size
        with source.open("rb") as file:
            return unpack(file, key, accept=accept, place=_telling(place, file, n_bytes, progress))
    except OSError as error:
        raise BackupRefused(f"{source} cannot be opened here: {error.strerror}.") from error


def require_kind(about: About, database: Database) -> None:
    """Raises: BackupRefused"""
    if about.database_kind != database.kind:
        raise BackupRefused(
            f"The backup is of a {about.database_kind} database and the place is for {database.kind}. Set "
            "SIGHTLINE_DATABASE_URL, or --into, to a database of the same kind."
        )


def require_version(about: About, *, accepts_older: bool) -> None:
    """Raises: AnotherVersion"""
    ours = known_migrations()
    if set(about.migrations) - ours:
        raise AnotherVersion(
            f"The backup was made by Sightline {about.sightline_version}, which is newer than this one. "
            "Install that version, or a later one, and restore with it."
        )
    if not accepts_older and ours - set(about.migrations):
        raise AnotherVersion(
            f"The backup was made by Sightline {about.sightline_version}, which is older than this one. "
            "Restore it with --older, then run `sightline migrate`; or restore with that version."
        )


def known_migrations() -> set[str]:
    """Return every migration of this version."""
    return {f"{app}.{name}" for app, name in MigrationLoader(None).graph.nodes}


def require_room(files: Path, scratch: Path, names: list[str]) -> None:
    """Refuse a folder with anything else in it than the same files. Raises: NotEmpty"""
    present = {str(path.relative_to(files)) for path in files.rglob("*") if not path.is_dir()}
    strange = present - set(names) or {
        name for name in present if digest_of_file(files / name) != digest_of_file(scratch / FILES / name)
    }
    if strange:
        raise NotEmpty(
            f"The folder of files holds {len(strange)} that are not in the backup. Move them away, or name "
            "another folder with --files."
        )


def differences(about: About, contents: Contents, database: Database, files: Path) -> list[str]:
    """Return where a restored site is not what its backup lists, table by table and file by file."""
    n_rows = database.n_rows()
    tables = sorted(about.n_rows.keys() | n_rows.keys())
    wrong = [
        f"{table} has {n_rows.get(table, 'no table')} rows instead of {about.n_rows.get(table, 'no table')}"
        for table in tables
        if about.n_rows.get(table) != n_rows.get(table)
    ]
    changed = [
        part.name
        for part in contents.parts
        if part.name != DATABASE and digest_of_file(files / part.name.removeprefix(FILES)) != part.sha256
    ]
    return [*wrong, *(f"{name} has another digest" for name in changed)]


class _WrittenThrough:
    """A file that is on the disk when it is closed."""

    def __init__(self, descriptor: int) -> None:
        self._file = os.fdopen(descriptor, "wb")

    def write(self, data: bytes) -> int:
        return self._file.write(data)

    def __enter__(self) -> "_WrittenThrough":
        return self

    def __exit__(self, *_error: object) -> None:
        with self._file:
            self._file.flush()
            os.fsync(self._file.fileno())


def _telling(
    place: Callable[[str], "_WrittenThrough"], file: IO[bytes], n_bytes: int, progress: ProgressShown
) -> Callable[[str], "_WrittenThrough"]:
    def tell(name: str) -> _WrittenThrough:
        progress("Opening the backup", file.tell(), n_bytes)
        return place(name)

    return tell


@contextmanager
def _scratch(files: Path) -> Iterator[Path]:
    """This is a folder beside the folder of files, on its disk; what a killed run left there is gone."""
    scratch = files.absolute().with_name(f"{files.name}.being-restored")
    scratch.mkdir(mode=0o700, parents=True, exist_ok=True)
    with only_one(scratch, "restore"):
        _empty(scratch)
        try:
            yield scratch
        finally:
            shutil.rmtree(scratch)


def _empty(folder: Path) -> None:
    for path in folder.iterdir():
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()


def _move_files(scratch: Path, files: Path, names: list[str]) -> None:
    folders = {files}
    files.mkdir(mode=0o700, parents=True, exist_ok=True)
    for name in names:
        target = files / name
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        (scratch / FILES / name).replace(target)
        folders |= {parent for parent in target.parents if files in parent.parents}
    for folder in folders:
        write_through(folder)
