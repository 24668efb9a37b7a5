"""A backup made while others write is one moment of the site, and restoring it brings that moment back."""

import os
import signal
import sqlite3
import sys
import threading
from collections.abc import Callable
from itertools import count
from pathlib import Path

import psycopg
import pytest

from sightline.exchange.backups.keys import BackupKey
from sightline.jobs.backups.back_up import BackupNotMade, ProgressShown
from sightline.jobs.backups.database import DatabaseTrouble, NotEmpty
from sightline.jobs.backups.postgresql import PostgresqlDatabase
from sightline.jobs.backups.sqlite import SqliteDatabase
from tests.integration.jobs.backups.conftest import (
    IS_POSTGRESQL,
    Places,
    Site,
    backed_up,
    restored,
)

postgresql_only = pytest.mark.skipif(not IS_POSTGRESQL, reason="needs SIGHTLINE_DATABASE_URL on PostgreSQL")


def test_a_restored_site_is_the_site(
    site: Site, review_id: str, new_place: Places, key_file: Path, tmp_path: Path
) -> None:
    before = site.exported(review_id)
    made = site.run("backup", tmp_path, "--key", key_file)
    assert made.returncode == 0, made.stderr
    (archive,) = tmp_path.iterdir()
    assert archive.stat().st_mode & 0o777 == 0o600
    assert f"Wrote {archive}" in made.stdout
    assert "and 4 files" in made.stdout

    place = new_place()
    put_back = place.run("restore", archive, "--key", key_file)

    assert put_back.returncode == 0, put_back.stderr
    assert "Checked." in put_back.stdout
    assert place.exported(review_id) == before
    assert kept(place) == kept(site)
    refused = place.run("restore", archive, "--key", key_file)
    assert (refused.returncode, "nothing is ever overwritten" in refused.stderr) == (2, True)


def kept(site: Site) -> dict[str, bytes]:
    return {
        str(path.relative_to(site.files)): path.read_bytes()
        for path in site.files.rglob("*")
        if path.is_file() and path.parent.name != "exports"  # no backup has them
    }


def test_into_names_another_place(
    site: Site, review_id: str, new_place: Places, archive: Path, key_file: Path
) -> None:
    place = new_place()
    done = site.run("restore", archive, "--key", key_file, "--into", place.address, "--files", place.files)
    assert done.returncode == 0, done.stderr
    assert place.exported(review_id) == site.exported(review_id)


def test_a_passphrase_locks_a_backup(site: Site, new_place: Places, tmp_path: Path) -> None:
    file, right, wrong = (
        tmp_path / "a.backup",
        "seven grey herons on the quay\n",
        "eight grey herons on the quay\n",
    )
    assert site.run("backup", file, input=right).returncode == 0
    place = new_place()
    refused = place.run("restore", file, input=wrong)
    assert (refused.returncode, "key does not open" in refused.stderr) == (2, True)
    assert place.is_untouched()
    assert place.run("restore", file, input=right).returncode == 0


def test_each_backup_among_writers_is_one_moment(
    new_place: Places, archive: Path, key: BackupKey, tmp_path: Path
) -> None:
    """Writers add a row to two tables in one transaction: no moment has more of one than of the other."""
    site = new_place()
    restored(archive, site, key)
    execute(
        site, "CREATE TABLE pair_a (n INTEGER, filling TEXT); CREATE TABLE pair_b (n INTEGER, filling TEXT)"
    )
    enough, written = threading.Event(), count()

    def write() -> None:
        while not enough.is_set():
            execute(
                site,
                "INSERT INTO pair_a VALUES (1, 'heron'); INSERT INTO pair_b VALUES (1, 'heron')",
            )
            next(written)

    writers = [threading.Thread(target=write) for _ in range(2)]
    for writer in writers:
        writer.start()
    try:
        made = [backed_up(site, tmp_path / f"{number}.backup", key) for number in range(8)]
    finally:
        enough.set()
        for writer in writers:
            writer.join()

    pairs = [(backup.about.n_rows["pair_a"], backup.about.n_rows["pair_b"]) for backup in made]
    assert [a for a, b in pairs if a != b] == []
    assert len(set(pairs)) > 1, "nothing was written between two backups"
    for backup in (made[0], made[-1]):
        place = new_place()
        restored(backup.file, place, key)  # counts every row of what was restored
        assert place.database.faults() == []


def execute(site: Site, statements: str) -> None:
    """Several statements in one transaction."""
    database = site.database
    if isinstance(database, PostgresqlDatabase):
        with psycopg.connect(database.url) as connection:
            connection.execute(statements)
        return
    assert isinstance(database, SqliteDatabase)
    connection = sqlite3.connect(database.file, timeout=20, isolation_level=None)
    connection.executescript(f"BEGIN IMMEDIATE; {statements}; COMMIT")
    connection.close()


def test_nothing_of_the_case_can_be_read_in_a_backup_or_is_left_beside_it(
    site: Site, key: BackupKey, tmp_path: Path
) -> None:
    before = sorted(site.files.parent.iterdir())
    data = backed_up(site, tmp_path / "a.backup", key).file.read_bytes()
    for words in (
        b"heron",
        b"saltby",
        b"Marram",
        b"minutes",
        b"published-documents",
        b"files/",
        b"PGDMP",
        b"SQLite",
    ):
        assert words not in data
    assert sorted(site.files.parent.iterdir()) == before
    assert [path.name for path in tmp_path.iterdir()] == ["a.backup"]


def test_a_file_that_is_missing_or_changed_is_told_and_the_rest_is_saved(
    new_place: Places, archive: Path, key: BackupKey, key_file: Path, tmp_path: Path
) -> None:
    site = new_place()
    restored(archive, site, key)
    missing, changed, *_rest = sorted(path for path in site.files.rglob("*") if path.is_file())
    missing.unlink()
    changed.write_bytes(changed.read_bytes()[:-1] + b"?")

    made = site.run("backup", tmp_path, "--key", key_file)

    assert made.returncode == 1
    assert f"{missing.relative_to(site.files)} (missing)" in made.stderr
    assert f"{changed.relative_to(site.files)} (changed)" in made.stderr
    (incomplete,) = tmp_path.iterdir()
    place = new_place()
    put_back = place.run("restore", incomplete, "--key", key_file)
    assert put_back.returncode == 1
    assert "(missing)" in put_back.stderr
    assert kept(place) == kept(site)


def test_a_backup_is_never_overwritten(site: Site, archive: Path, key: BackupKey) -> None:
    data = archive.read_bytes()
    with pytest.raises(BackupNotMade, match="never overwritten"):
        backed_up(site, archive, key)
    assert archive.read_bytes() == data


def test_a_place_that_cannot_be_written_is_told(site: Site, key_file: Path, tmp_path: Path) -> None:
    done = site.run("backup", tmp_path / "absent" / "a.backup", "--key", key_file)
    assert (done.returncode, "cannot be written" in done.stderr) == (1, True)
    done = site.run("backup")
    assert (done.returncode, "Say where the backup goes" in done.stderr) == (2, True)


def test_a_place_without_a_site_is_told(new_place: Places, key: BackupKey, tmp_path: Path) -> None:
    with pytest.raises((BackupNotMade, DatabaseTrouble), match=r"holds nothing yet|no database to back up"):
        backed_up(new_place(), tmp_path, key)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(IS_POSTGRESQL, reason="the copy of a SQLite database")
def test_two_backups_at_once_do_not_share_a_copy(site: Site, key: BackupKey, tmp_path: Path) -> None:
    with (
        site.database.snapshot(lambda done, total: None),
        pytest.raises(DatabaseTrouble, match="Another backup"),
    ):
        backed_up(site, tmp_path / "a.backup", key)
    backed_up(site, tmp_path / "a.backup", key)


def killed(at_step: int, work: Callable[[ProgressShown], object]) -> bool:
    """Do the work in a process of its own, ended by kill -9 at a step. Returns whether there was that step.

    A step is a report of progress, and each file or folder that is made, moved, emptied or removed.
    """
    child = os.fork()
    if child == 0:
        try:
            step = steps_until(at_step)
            sys.addaudithook(lambda event, arguments: step() if changes_a_disk(event, arguments) else None)
            work(lambda _stage, _done, _total: step())
            os._exit(0)
        finally:
            os._exit(1)
    ended = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert ended in (0, -signal.SIGKILL)
    return ended != 0


def steps_until(last: int) -> Callable[[], None]:
    steps = count(1)

    def step() -> None:
        if next(steps) == last:
            os.kill(os.getpid(), signal.SIGKILL)

    return step


def changes_a_disk(event: str, arguments: tuple[object, ...]) -> bool:
    if event == "open":
        return isinstance(arguments[2], int) and bool(arguments[2] & os.O_CREAT)
    return event in ("os.rename", "os.mkdir", "os.remove", "os.rmdir", "os.truncate", "subprocess.Popen")


def half_done(site: Site) -> list[str]:
    return [path.name for path in site.files.parent.iterdir() if "being" in path.name]


def test_a_killed_backup_leaves_nothing_that_looks_whole(
    site: Site, key: BackupKey, new_place: Places, tmp_path: Path
) -> None:
    n_whole = 0
    for step in count(1):
        target = tmp_path / f"{step}.backup"
        was_killed = killed(step, lambda progress, to=target: backed_up(site, to, key, progress))
        if target.exists():
            n_whole += 1
            restored(target, new_place(), key)
        if not was_killed:
            break
    assert step > 10
    assert 0 < n_whole < step / 2
    assert target.exists()
    assert half_done(site) == []


def test_a_killed_restore_can_be_run_again(
    archive: Path, key: BackupKey, site: Site, new_place: Places
) -> None:
    place, expected, n_in_place = new_place(), restored(archive, new_place(), key).about.n_rows, 0
    for step in count(1):
        if not killed(step, lambda progress, place=place: restored(archive, place, key, progress=progress)):
            break
        try:
            place.database.require_empty()
        except NotEmpty:  # killed while it was looking at what is in place
            n_in_place += 1
            assert place.database.n_rows() == expected
            assert kept(place) == kept(site)
            place = new_place()
    assert step > 20
    assert n_in_place < step / 2
    assert place.database.n_rows() == expected
    assert kept(place) == kept(site)
    assert half_done(place) == []


@postgresql_only
def test_a_missing_or_older_client_program_is_told(site: Site, key_file: Path, tmp_path: Path) -> None:
    programs = tmp_path / "bin"
    programs.mkdir()
    environment = {**site.environment, "PATH": str(programs)}
    done = site.run("backup", tmp_path, "--key", key_file, env=environment)
    assert (done.returncode, "pg_dump is not installed" in done.stderr) == (1, True)

    (programs / "pg_dump").write_text("#!/bin/sh\necho 'pg_dump (PostgreSQL) 9.6.24'\n")
    (programs / "pg_dump").chmod(0o700)
    done = site.run("backup", tmp_path, "--key", key_file, env=environment)
    assert (done.returncode, "pg_dump is of version 9 and the server" in done.stderr) == (1, True)
    assert [path.name for path in tmp_path.iterdir()] == ["bin"]
