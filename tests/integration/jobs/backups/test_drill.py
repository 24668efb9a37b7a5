"""The drill passes a backup that can be restored and served, and says what is wrong with any other."""

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from sightline.exchange.backups.keys import BackupKey, make_key_file
from sightline.jobs.backups.database import DatabaseTrouble
from sightline.jobs.backups.drill import Drill, drill
from sightline.jobs.backups.postgresql import PostgresqlDatabase
from sightline.jobs.backups.restore import known_migrations
from tests.integration.jobs.backups.conftest import (
    IS_POSTGRESQL,
    URL_OF_SERVER,
    Places,
    Site,
    quiet,
    restored,
    rewritten,
)

sqlite_only = pytest.mark.skipif(IS_POSTGRESQL, reason="damage that PostgreSQL's dump cannot hold")
postgresql_only = pytest.mark.skipif(not IS_POSTGRESQL, reason="needs SIGHTLINE_DATABASE_URL on PostgreSQL")


def test_a_good_backup_passes_and_leaves_nothing(
    site: Site, archive: Path, key_file: Path, tmp_path: Path
) -> None:
    rows = site.database.n_rows()
    environment = {**site.environment, "TMPDIR": str(tmp_path)}

    done = site.run("drill", archive.parent, "--key", key_file, env=environment)

    assert done.returncode == 0, done.stdout + done.stderr
    lines = done.stdout.splitlines()
    assert lines[0] == f"Drill of {archive}"
    checks = [line for line in lines if line.startswith("  ")]
    assert len(checks) == 7
    assert [line for line in checks if not line.startswith("  ok ")] == []
    assert "audit trail, sign-in page, plan page" in checks[-1]
    assert "This backup can be restored." in lines[-1]
    assert len(lines) < 24, "the report fills more than a screen"
    assert list(tmp_path.iterdir()) == []
    assert scratch_databases(site) == []
    assert site.database.n_rows() == rows


def scratch_databases(site: Site) -> list[str]:
    if not isinstance(site.database, PostgresqlDatabase):
        return []
    with psycopg.connect(URL_OF_SERVER) as connection:
        found = connection.execute(
            "SELECT datname FROM pg_database WHERE datname = %s", [f"{site.database.name}_drill"]
        )
        return [name for (name,) in found]


def test_a_backup_that_does_not_open_fails(site: Site, archive: Path, key_file: Path, tmp_path: Path) -> None:
    data = bytearray(archive.read_bytes())
    data[len(data) // 2] ^= 1
    changed = tmp_path / "changed.backup"
    changed.write_bytes(data)
    done = site.run("drill", changed, "--key", key_file)
    assert done.returncode == 1
    assert "FAULT opened and whole" in done.stdout
    assert "This backup does not pass the drill." in done.stdout

    make_key_file(tmp_path / "other.key")
    done = site.run("drill", archive, "--key", tmp_path / "other.key")
    assert (done.returncode, "key does not open" in done.stdout) == (1, True)


def test_a_folder_without_backups_is_told(site: Site, key_file: Path, tmp_path: Path) -> None:
    done = site.run("drill", tmp_path, "--key", key_file)
    assert (done.returncode, "There is no backup in" in done.stderr) == (2, True)


def test_the_newest_backup_of_a_folder_is_tried(
    site: Site, archive: Path, key_file: Path, tmp_path: Path
) -> None:
    (tmp_path / "new.backup").write_bytes(archive.read_bytes())
    (tmp_path / "old.backup").write_bytes(b"damaged")
    (tmp_path / "half.backup.1234.partial").write_bytes(b"damaged")
    os.utime(tmp_path / "old.backup", (1, 1))
    done = site.run("drill", tmp_path, "--key", key_file)
    assert done.returncode == 0, done.stdout
    assert "new.backup" in done.stdout


def drilled(site: Site, archive: Path, key: BackupKey) -> Drill:
    return drill(source=archive, key=key, database=site.database, progress=quiet)


def faults_of(done: Drill) -> dict[str, str]:
    return {check.name: check.fault for check in done.checks if check.fault}


def test_a_row_that_is_missing_fails(site: Site, archive: Path, key: BackupKey, tmp_path: Path) -> None:
    told = rewritten(archive, key, tmp_path / "a.backup", more_rows={"reviews_review": 2})
    done = drilled(site, told, key)
    assert "reviews_review has 1 rows instead of 2" in faults_of(done)["row counts, file digests"]


def test_an_older_backup_fails(site: Site, archive: Path, key: BackupKey, tmp_path: Path) -> None:
    migrations = tuple(sorted(known_migrations()))[:-1]
    done = drilled(site, rewritten(archive, key, tmp_path / "a.backup", migrations=migrations), key)
    assert not done.is_passed
    assert "older than this one" in faults_of(done)["migrations match"]


def test_a_file_that_was_missing_fails(
    new_place: Places, archive: Path, key: BackupKey, key_file: Path, tmp_path: Path
) -> None:
    site = new_place()
    restored(archive, site, key)
    next(path for path in site.files.rglob("*") if path.is_file()).unlink()
    site.run("backup", tmp_path / "a.backup", "--key", key_file)
    done = site.run("drill", tmp_path, "--key", key_file)
    assert done.returncode == 1
    assert "1 were missing or changed already" in done.stdout


def points_nowhere(dump: Path) -> None:
    with closing(sqlite3.connect(dump)) as connection, connection:
        connection.execute("UPDATE actions_action SET plan_id = '0' WHERE rowid = 1")


def torn_index(dump: Path) -> None:
    """An index that lacks a row of its table, as a torn write leaves it."""
    with closing(sqlite3.connect(dump)) as connection:
        (root,) = connection.execute(
            "SELECT rootpage FROM sqlite_master WHERE type = 'index' AND tbl_name = 'access_user' LIMIT 1"
        ).fetchone()
        size = connection.execute("PRAGMA page_size").fetchone()[0]
    data = bytearray(dump.read_bytes())
    start = (root - 1) * size
    data[start + 3 : start + 5] = (int.from_bytes(data[start + 3 : start + 5], "big") - 1).to_bytes(2, "big")
    dump.write_bytes(data)


def wiped_page(dump: Path) -> None:
    with closing(sqlite3.connect(dump)) as connection:
        (root,) = connection.execute(
            "SELECT rootpage FROM sqlite_master WHERE name = 'reviews_review'"
        ).fetchone()
        size = connection.execute("PRAGMA page_size").fetchone()[0]
    data = bytearray(dump.read_bytes())
    data[(root - 1) * size : root * size] = bytes(size)
    dump.write_bytes(data)


def a_plan_that_cannot_be_shown(dump: Path) -> None:
    with closing(sqlite3.connect(dump)) as connection, connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        connection.execute("UPDATE actions_action SET status = 'OF_NO_KIND'")


def a_changed_audit_entry(dump: Path) -> None:
    with closing(sqlite3.connect(dump)) as connection, connection:
        triggers = (
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'audit_auditentry'"
        )
        for name, _ in (kept := connection.execute(triggers).fetchall()):
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute("UPDATE audit_auditentry SET verb = 'never happened' WHERE sequence = 2")
        for _, sql in kept:
            connection.execute(sql)


@sqlite_only
@pytest.mark.parametrize(
    ("damage", "check", "fault"),
    [
        (points_nowhere, "integrity, foreign keys", "points to a missing row of actions_actionplan"),
        (torn_index, "integrity, foreign keys", "wrong # of entries in index"),
        (wiped_page, "integrity, foreign keys", "malformed"),
        (a_changed_audit_entry, "audit whole, pages served", "audit trail: Entry 2 is wrong"),
        (a_plan_that_cannot_be_shown, "audit whole, pages served", "plan page: status 500"),
    ],
)
def test_a_damaged_database_fails(
    damage: Callable[[Path], None],
    check: str,
    fault: str,
    site: Site,
    archive: Path,
    key: BackupKey,
    tmp_path: Path,
) -> None:
    done = drilled(site, rewritten(archive, key, tmp_path / "a.backup", database=damage), key)
    assert fault in faults_of(done)[check]


@postgresql_only
def test_what_a_killed_drill_left_is_dropped_and_what_is_anothers_is_not(
    site: Site, archive: Path, key: BackupKey
) -> None:
    assert isinstance(site.database, PostgresqlDatabase)
    name = f"{site.database.name}_drill"
    with psycopg.connect(URL_OF_SERVER, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        with pytest.raises(DatabaseTrouble, match="that is no drill's"):
            drilled(site, archive, key)
        assert scratch_databases(site) == [name]
        connection.execute(f"COMMENT ON DATABASE {name} IS 'scratch database of `sightline drill`'")
    assert drilled(site, archive, key).is_passed
    assert scratch_databases(site) == []
