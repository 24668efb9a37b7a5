"""`sightline backup`, `sightline restore` and `sightline drill`."""

import sys
from datetime import UTC, datetime
from pathlib import Path

import typer
from django.db import connections

from sightline.cli.acting import clock
from sightline.cli.errors import WrongInput
from sightline.cli.terminal import progress_shown
from sightline.exchange.backups.archive import About, Contents
from sightline.exchange.backups.keys import BackupKey, key_from_file, key_from_passphrase, make_key_file
from sightline.jobs.backups.back_up import back_up
from sightline.jobs.backups.drill import Drill, drill, newest_backup
from sightline.jobs.backups.places import configured_database, database_at
from sightline.jobs.backups.restore import restore
from sightline.records.kept_files import kept_files_folder


def new_key(file: Path) -> None:
    """Make a key file."""
    make_key_file(file)
    typer.echo(f"Wrote {file}. Keep a copy away from this machine: without it no backup can be opened.")


def backup(to: Path | None, *, key_file: Path | None) -> None:
    """Make a backup; exit code 1 where it is made but a file was damaged already."""
    if to is None:
        raise WrongInput("Say where the backup goes: a folder, or a new file.")
    key = _key(key_file, is_new=True)
    with progress_shown() as progress:
        made = back_up(
            to=to,
            key=key,
            now=clock().astimezone(UTC),
            database=configured_database(),
            files=kept_files_folder(),
            progress=progress,
        )
    typer.echo(f"Wrote {made.file}: {_size(made.n_bytes)}, {_holding(made.about, made.contents)}.")
    _tell_damaged(made.contents)


def restore_from(
    source: Path, *, key_file: Path | None, into: str | None, files: Path | None, accepts_older: bool
) -> None:
    """Restore a backup into an empty place; exit code 1 where it lacks a file."""
    key = _key(key_file)
    connections.close_all()
    with progress_shown() as progress:
        done = restore(
            source=source,
            key=key,
            database=database_at(into) if into else configured_database(),
            files=files or kept_files_folder(),
            accepts_older=accepts_older,
            progress=progress,
        )
    typer.echo(f"Restored {_holding(done.about, done.contents)}, as of {_moment(done.about)}. Checked.")
    if accepts_older:
        typer.echo("Now run `sightline migrate`.")
    _tell_damaged(done.contents)


def drill_from(place: Path, *, key_file: Path | None) -> None:
    """Try a backup out and print what was found; exit code 1 where something was wrong."""
    source = newest_backup(place)
    key = _key(key_file)
    with progress_shown() as progress:
        done = drill(source=source, key=key, database=configured_database(), progress=progress)
    _print_report(done)
    if not done.is_passed:
        raise typer.Exit(1)


def _print_report(done: Drill) -> None:
    typer.echo(f"Drill of {done.source}")
    if done.about:
        typer.echo(f"made {_moment(done.about)} by Sightline {done.about.sightline_version}")
    typer.echo("")
    for check in done.checks:
        typer.echo(
            f"  {'FAULT' if check.fault else 'ok':6}{check.name:28}{check.seconds:7.1f} s  "
            f"{check.fault or check.told}".rstrip()
        )
    total = sum(check.seconds for check in done.checks)
    verdict = "This backup can be restored." if done.is_passed else "This backup does not pass the drill."
    typer.echo(f"\n{verdict} {total:.1f} s in all.")


def _key(key_file: Path | None, *, is_new: bool = False) -> BackupKey:
    """Return the key of the file, or of a passphrase that is asked for or read from the input."""
    if key_file:
        return key_from_file(key_file)
    if sys.stdin.isatty():
        return key_from_passphrase(
            str(typer.prompt("Passphrase", hide_input=True, confirmation_prompt=is_new))
        )
    return key_from_passphrase(sys.stdin.readline().rstrip("\n"))


def _tell_damaged(contents: Contents) -> None:
    if not contents.damaged:
        return
    typer.echo("These files were missing or changed already when the backup was made:", err=True)
    for each in contents.damaged:
        typer.echo(f"  {each.name} ({'missing' if each.is_missing else 'changed'})", err=True)
    raise typer.Exit(1)


def _holding(about: About, contents: Contents) -> str:
    n_files = len(contents.parts) - 1
    return f"{sum(about.n_rows.values()):,} rows and {n_files:,} file{'' if n_files == 1 else 's'}"


def _moment(about: About) -> str:
    return f"{datetime.fromisoformat(about.made_at):%d/%m/%Y %H:%M} UTC"


def _size(n_bytes: int) -> str:
    return f"{n_bytes / 1e6:,.1f} MB" if n_bytes > 1e6 else f"{n_bytes / 1e3:,.0f} kB"
