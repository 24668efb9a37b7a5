"""The drill: a backup is restored to a scratch place, looked at, and thrown away. Nothing else proves it."""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from sightline.errors import UserError
from sightline.exchange.backups.archive import DATABASE, About, Contents
from sightline.exchange.backups.keys import BackupKey
from sightline.exchange.backups.sealed import BackupRefused
from sightline.jobs.backups.back_up import ENDING, ProgressShown
from sightline.jobs.backups.database import Database
from sightline.jobs.backups.places import address_of
from sightline.jobs.backups.postgresql import PostgresqlDatabase
from sightline.jobs.backups.restore import differences, open_backup, require_version
from sightline.jobs.backups.sqlite import SqliteDatabase

_SITE = (sys.executable, "-m", "sightline.jobs.backups.drilled_site")
_PAGES = ("sign-in page", "plan page")
_PAGE_SECONDS = 120


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at; `fault` is empty where it was right."""

    name: str
    seconds: float
    told: str
    fault: str = ""


@dataclass(slots=True)
class Drill:
    """A drill under way, and its report."""

    source: Path
    about: About | None = None
    checks: list[Check] = field(default_factory=list)

    @property
    def is_passed(self) -> bool:
        return not any(check.fault for check in self.checks)


class _Ended(Exception):
    """A check failed without which the next ones mean nothing."""


def newest_backup(place: Path) -> Path:
    """Return the file itself, or the newest backup in a folder. Raises: BackupRefused"""
    if not place.is_dir():
        return place
    found = sorted(place.glob(f"*{ENDING}"), key=lambda path: path.stat().st_mtime_ns)
    if not found:
        raise BackupRefused(f"There is no backup in {place}.")
    return found[-1]


def drill(*, source: Path, key: BackupKey, database: Database, progress: ProgressShown) -> Drill:
    """Try a backup out, all the way to a page. `database` is the site's own; it is not touched."""
    done = Drill(source)
    with tempfile.TemporaryDirectory(prefix="sightline-drill-") as folder, suppress(_Ended):
        _drill(done, key, database, Path(folder), progress)
    return done


def _drill(done: Drill, key: BackupKey, own: Database, folder: Path, progress: ProgressShown) -> None:
    dump, files = folder / "dump", folder / "files"
    with _timed(done, "opened and whole") as opened:
        about, contents = open_backup(
            done.source, key, accept=lambda about: None, dump=dump, files=folder, progress=progress
        )
        done.about = about
        opened.told = f"{sum(part.n_bytes for part in contents.parts) / 1e6:,.1f} MB unpacked"
    with _scratch_database(done, about, own, folder) as database:
        with _timed(done, "restored") as restored:
            database.require_takes(database_version=about.database_version, dump_version=about.dump_version)
            database.load(dump)
            restored.told = about.database_kind
        progress("Looking at what was restored", 0, 0)
        _look(done, about, contents, database, files)


def _look(done: Drill, about: About, contents: Contents, database: Database, files: Path) -> None:
    with _timed(done, "integrity, foreign keys") as integrity:
        integrity.fault = "; ".join(database.faults()[:3])
    with _timed(done, "row counts, file digests") as counted:
        counted.fault = "; ".join(differences(about, contents, database, files)[:3])
        n_files = sum(part.name != DATABASE for part in contents.parts)
        counted.told = f"{sum(about.n_rows.values()):,} rows, {len(about.n_rows)} tables, {n_files:,} files"
    with _timed(done, "files whole when backed up") as kept:
        if contents.damaged:
            kept.fault = (
                f"{len(contents.damaged)} were missing or changed already, {contents.damaged[0].name}"
            )
    with _timed(done, "migrations match") as migrations:
        migrations.told = f"{len(about.migrations)}"
        require_version(about, accepts_older=False)
    with _timed(done, "audit whole, pages served") as pages:
        found = _pages_of(database, files)
        pages.told = ", ".join(found) + ("" if "plan page" in found else " (there is no review to open)")
        pages.fault = "; ".join(f"{name}: {fault}" for name, fault in found.items() if fault)


@dataclass(slots=True)
class _Looking:
    told: str = ""
    fault: str = ""


@contextmanager
def _timed(done: Drill, name: str) -> Iterator[_Looking]:
    """Time a check and keep how it went. Raises: _Ended in the place of any error that a user is told"""
    looking, started = _Looking(), time.perf_counter()
    try:
        yield looking
    except UserError as error:
        looking.fault = str(error)
        raise _Ended from error
    finally:
        done.checks.append(Check(name, time.perf_counter() - started, looking.told, looking.fault))


@contextmanager
def _scratch_database(done: Drill, about: About, own: Database, folder: Path) -> Iterator[Database]:
    if about.database_kind == SqliteDatabase.kind:
        yield SqliteDatabase(folder / "restored.sqlite3")
    elif isinstance(own, PostgresqlDatabase):
        with own.scratch_database() as scratch:
            yield scratch
    else:
        done.checks.append(
            Check("restored", 0, "", "a backup of PostgreSQL needs SIGHTLINE_DATABASE_URL to name its server")
        )
        raise _Ended


def _pages_of(database: Database, files: Path) -> dict[str, str]:
    """Return page → what is wrong with it, as a process of its own found serving the restored site."""
    files.mkdir(exist_ok=True)
    environment = {
        **os.environ,
        "SIGHTLINE_DATABASE_URL": address_of(database),
        "SIGHTLINE_FILES": str(files),
    }
    try:
        process = subprocess.run(_SITE, env=environment, capture_output=True, timeout=_PAGE_SECONDS)
    except subprocess.TimeoutExpired:
        return {_PAGES[0]: f"no answer in {_PAGE_SECONDS} s"}
    if process.returncode:
        said = process.stderr.decode(errors="replace").strip().splitlines() or [""]
        return {_PAGES[0]: f"the site does not start: {said[-1]}"}
    found: dict[str, str] = json.loads(process.stdout)
    return found
