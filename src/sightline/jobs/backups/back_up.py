"""Making a backup: one moment of the database, and every file that its rows name."""

import hashlib
import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import IO

from sightline.errors import UserError
from sightline.exchange.backups.archive import DATABASE, About, ArchiveWriter, Contents, Damaged
from sightline.exchange.backups.keys import BackupKey
from sightline.jobs.backups.database import Database, write_through
from sightline.records.kept_files import kept_file_columns

FILES = "files/"
ENDING = ".backup"
_MIGRATIONS = "django_migrations"
_BLOCK_BYTES = 1024 * 1024

#: (stage, done, total)
ProgressShown = Callable[[str, int, int], None]


class BackupNotMade(UserError):
    """The backup could not be written where it was to go; nothing was left there."""


@dataclass(frozen=True, slots=True)
class Backup:
    """An archive that was made."""

    file: Path
    n_bytes: int
    about: About
    contents: Contents


def back_up(
    *, to: Path, key: BackupKey, now: datetime, database: Database, files: Path, progress: ProgressShown
) -> Backup:
    """Write an archive to a new file, or into a folder under a name with the time.

    A file that is missing or not as its row says does not stop the backup: the archive lists it, and
    holds what there is of it.

    Raises: BackupNotMade, DatabaseTrouble
    """
    target = to / f"sightline-{now:%Y-%m-%dT%H%M%SZ}{ENDING}" if to.is_dir() else to
    with (
        database.snapshot(lambda done, total: progress("Copying the database", done, total)) as snapshot,
        _whole_or_not_at_all(target) as file,
    ):
        n_rows = snapshot.n_rows()
        if _MIGRATIONS not in n_rows:
            raise BackupNotMade("The database holds nothing yet. Check SIGHTLINE_DATABASE_URL.")
        about = About(
            made_at=now.isoformat(timespec="seconds"),
            sightline_version=version("sightline"),
            database_kind=database.kind,
            database_version=database.version,
            dump_version=snapshot.dump_version,
            migrations=snapshot.migrations(),
            n_rows=n_rows,
        )
        archive = ArchiveWriter(file, key, about)
        progress("Writing the database", 0, 0)
        archive.add(DATABASE, snapshot.dump())
        named = snapshot.named_files(kept_file_columns())
        damaged = []
        for number, (name, sha256) in enumerate(sorted(named.items())):
            progress("Writing the files", number, len(named))
            path = files / name
            if not path.is_file():
                damaged.append(Damaged(name, sha256, is_missing=True))
            elif archive.add(FILES + name, _blocks(path)).sha256 != sha256:
                damaged.append(Damaged(name, sha256, is_missing=False))
        contents = archive.finish(damaged)
    return Backup(target, target.stat().st_size, about, contents)


@contextmanager
def _whole_or_not_at_all(target: Path) -> Iterator[IO[bytes]]:
    """This is a file under a temporary name, which gets its name once it is whole and on the disk."""
    if target.exists():
        raise BackupNotMade(f"{target} exists already, and a backup is never overwritten. Name a new file.")
    partial = target.with_name(f"{target.name}.{secrets.token_hex(4)}.partial")
    try:
        descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        raise BackupNotMade(f"{target} cannot be written: {error.strerror}.") from error
    try:
        with os.fdopen(descriptor, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        partial.rename(target)
        write_through(target.parent)
    except OSError as error:
        raise BackupNotMade(f"The backup could not be written: {error.strerror}.") from error
    finally:
        partial.unlink(missing_ok=True)


def _blocks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while block := file.read(_BLOCK_BYTES):
            yield block


def digest_of_file(path: Path) -> str:
    """Return the digest of a file, however large."""
    digest = hashlib.sha256()
    for block in _blocks(path):
        digest.update(block)
    return digest.hexdigest()
