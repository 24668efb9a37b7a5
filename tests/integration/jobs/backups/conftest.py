"""An invented site of its own on SQLite, or on PostgreSQL where SIGHTLINE_DATABASE_URL says so."""

import dataclasses
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest

from sightline.exchange.backups.archive import DATABASE, ArchiveWriter, unpack
from sightline.exchange.backups.keys import BackupKey, key_from_file, make_key_file
from sightline.jobs.backups.back_up import Backup, ProgressShown, back_up
from sightline.jobs.backups.database import Database
from sightline.jobs.backups.places import database_at
from sightline.jobs.backups.restore import Restored, restore

ROOT = Path(__file__).parents[4]
SIGHTLINE = Path(sys.executable).parent / "sightline"
URL = os.environ.get("SIGHTLINE_DATABASE_URL", "")
IS_POSTGRESQL = URL.startswith("postgres")
NOW = datetime(2026, 5, 1, 9, tzinfo=UTC)


def quiet(_stage: str, _done: int, _total: int) -> None:
    """Shows no progress."""


@dataclass(frozen=True, slots=True)
class Site:
    """A database and a folder of files."""

    address: str
    files: Path

    @property
    def database(self) -> Database:
        return database_at(self.address)

    @property
    def environment(self) -> dict[str, str]:
        return {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "sightline.config.settings",
            "SIGHTLINE_DATABASE_URL": self.address,
            "SIGHTLINE_FILES": str(self.files),
        }

    def run(self, *command: object, **options: Any) -> subprocess.CompletedProcess[str]:
        """Run `sightline` on this site."""
        if "input" not in options:
            options["stdin"] = subprocess.DEVNULL
        return subprocess.run(
            [SIGHTLINE, *map(str, command)],
            **{"env": self.environment, "cwd": ROOT, "capture_output": True, "text": True, **options},
        )

    def python(self, *command: object) -> subprocess.CompletedProcess[str]:
        """Run Python on this site, from the root of the project."""
        return subprocess.run(
            [sys.executable, *map(str, command)],
            env=self.environment,
            cwd=ROOT,
            capture_output=True,
            text=True,
        )

    def exported(self, review_id: str) -> str:
        """Return the plan of a review as `sightline plan export` writes it, without that export's mark."""
        file = self.files.parent / "exported.json"
        done = self.run(
            "plan", "export", review_id, "--format", "json", "--output", file, "--by", "cora@saltby.example"
        )
        assert done.returncode == 0, done.stderr
        return re.sub('"exported_as": "[^"]+"', '"exported_as": ""', file.read_text())

    def is_untouched(self) -> bool:
        """Return whether nothing was put here."""
        self.database.require_empty()
        return not self.files.exists() and not list(self.files.parent.iterdir())


Places = Callable[[], Site]


@pytest.fixture(scope="session")
def new_place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Places]:
    """This makes empty places: a database that holds nothing, and no folder of files."""
    made: list[str] = []

    def make() -> Site:
        folder = tmp_path_factory.mktemp("place")
        if not IS_POSTGRESQL:
            return Site(f"sqlite:///{folder}/site.sqlite3", folder / "files")
        name = f"sightline_backup_{os.getpid()}_{len(made)}"
        with psycopg.connect(URL_OF_SERVER, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        made.append(name)
        return Site(urlunsplit(urlsplit(URL)._replace(path=f"/{name}")), folder / "files")

    yield make
    if made:
        with psycopg.connect(URL_OF_SERVER, autocommit=True) as connection:
            for name in made:
                connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


URL_OF_SERVER = urlunsplit(urlsplit(URL)._replace(scheme="postgres", path="/postgres"))


def filled(site: Site, n_actions: int = 3) -> str:
    """Migrate a place and fill it. Returns the review's id."""
    migrated = site.run("migrate")
    assert migrated.returncode == 0, migrated.stderr
    done = site.python("-m", "tests.integration.jobs.backups.invented_site", n_actions)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.fixture(scope="session")
def site_and_review(new_place: Places) -> tuple[Site, str]:
    site = new_place()
    return site, filled(site)


@pytest.fixture(scope="session")
def site(site_and_review: tuple[Site, str]) -> Site:
    """A site that no test changes."""
    return site_and_review[0]


@pytest.fixture(scope="session")
def review_id(site_and_review: tuple[Site, str]) -> str:
    return site_and_review[1]


@pytest.fixture(scope="session")
def key_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("key") / "backup.key"
    make_key_file(file)
    return file


@pytest.fixture(scope="session")
def key(key_file: Path) -> BackupKey:
    return key_from_file(key_file)


def backed_up(site: Site, to: Path, key: BackupKey, progress: ProgressShown = quiet) -> Backup:
    return back_up(to=to, key=key, now=NOW, database=site.database, files=site.files, progress=progress)


def restored(
    source: Path,
    place: Site,
    key: BackupKey,
    *,
    accepts_older: bool = False,
    progress: ProgressShown = quiet,
) -> Restored:
    return restore(
        source=source,
        key=key,
        database=place.database,
        files=place.files,
        accepts_older=accepts_older,
        progress=progress,
    )


@pytest.fixture(scope="session")
def archive(site: Site, key: BackupKey, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A whole backup of the site; tests change copies of it."""
    return backed_up(site, tmp_path_factory.mktemp("archive") / "whole.backup", key).file


def rewritten(
    archive: Path,
    key: BackupKey,
    file: Path,
    *,
    database: Callable[[Path], None] = lambda dump: None,
    more_rows: dict[str, int] | None = None,
    **about: object,
) -> Path:
    """Make the same backup with another database in it, or saying something else about itself."""
    parts = file.with_name(f"{file.name} parts")

    def place(name: str) -> IO[bytes]:
        (parts / name).parent.mkdir(parents=True, exist_ok=True)
        return (parts / name).open("wb")

    with archive.open("rb") as source:
        before, contents = unpack(source, key, accept=lambda about: None, place=place)
    database(parts / DATABASE)
    with file.open("wb") as target:
        if more_rows:
            about["n_rows"] = {**before.n_rows, **more_rows}
        writer = ArchiveWriter(target, key, dataclasses.replace(before, **about))
        for part in contents.parts:
            writer.add(part.name, [(parts / part.name).read_bytes()])
        writer.finish([])
    shutil.rmtree(parts)
    return file
