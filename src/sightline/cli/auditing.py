"""`sightline audit`: the audit trail checked, signed and handed out."""

import os
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

import typer

from sightline.cli.acting import clock, in_name_of
from sightline.cli.errors import WrongInput
from sightline.domain.audit_trail.checkpoints import NotACheckpoint, parse_note
from sightline.jobs.audit_trail import export_audit, make_checkpoint, public_key, verify_audit


def checkpoint(*, output: Path | None, by: str | None) -> None:
    """Sign the trail, print the checkpoint, and write it to a file where one is named."""
    with in_name_of(by) as user:
        signed = make_checkpoint(by=user, now=clock())
    typer.echo(f"Signed {signed.at} over {_entries(signed.size)}.\nPublic key: {public_key()}\n")
    typer.echo(signed.note, nl=False)
    if output:
        _write(output, [signed.note])
        typer.echo(f"\nWrote {output}")


def verify(*, kept_in: Sequence[Path], by: str | None) -> None:
    """Print what was found right, and what that leaves open."""
    with in_name_of(by) as user:
        found = verify_audit(by=user, kept=[_note_in(file) for file in kept_in])
    typer.echo(f"The audit trail holds: {_entries(found.size)}, each as it was written after the one before.")
    typer.echo(f"Checkpoints in the database cover the first {found.stored_up_to}.")
    if kept_in:
        typer.echo(f"Checkpoints kept elsewhere cover the first {found.kept_up_to}.")
    else:
        typer.echo(
            "No checkpoint kept elsewhere was given (--checkpoint FILE), so this cannot show an older copy "
            "of the database put back, or entries cut off at the end together with their checkpoints."
        )


def export(file: Path, *, by: str | None) -> None:
    """Write the trail to a file, whole or not at all."""
    with in_name_of(by) as user:
        _write(file, export_audit(by=user, now=clock()))
    typer.echo(f"Wrote {file}. Check it on another machine: python3 verify_record.py {file.name}")


def _note_in(file: Path) -> str:
    try:
        note = file.read_text(encoding="utf-8")
        parse_note(note)
    except OSError as error:
        raise WrongInput(f"{file} cannot be opened: {error.strerror}.") from error
    except (UnicodeDecodeError, NotACheckpoint) as error:
        raise WrongInput(
            f"{file} is not a checkpoint: it must be as `sightline audit checkpoint` wrote it."
        ) from error
    return note


def _write(file: Path, lines: Iterable[str]) -> None:
    try:
        descriptor, made = tempfile.mkstemp(dir=file.parent)
    except OSError as error:
        raise WrongInput(f"{file} cannot be written: {error.strerror}.") from error
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as opened:
            opened.writelines(lines)
        os.replace(made, file)
    except OSError as error:
        raise WrongInput(f"{file} cannot be written: {error.strerror}.") from error
    finally:
        Path(made).unlink(missing_ok=True)


def _entries(number: int) -> str:
    return f"{number:,} {'entry' if number == 1 else 'entries'}"
