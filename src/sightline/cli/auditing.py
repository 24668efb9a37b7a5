"""`sightline audit`: the audit trail checked, signed, proved and handed out."""

import os
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

import typer

from sightline.cli.acting import clock, in_name_of
from sightline.cli.errors import WrongInput
from sightline.cli.notes import note_in
from sightline.domain.audit_trail.cosignatures import ENOUGH
from sightline.jobs.audit_trail import export_audit, make_checkpoint, public_key, room_warning, verify_audit
from sightline.jobs.audit_witnesses import (
    add_cosignatures,
    cosigned_by,
    cosigned_up_to,
    cosigners,
    prove_entry,
    prove_growth,
)


def checkpoint(*, output: Path | None, by: str | None) -> None:
    """Sign the trail, print the checkpoint, and write it to a file where one is named."""
    with in_name_of(by) as user:
        signed = make_checkpoint(by=user, now=clock())
    typer.echo(f"Signed {signed.at} over {_entries(signed.size)}.\nPublic key: {public_key()}\n")
    typer.echo(signed.note, nl=False)
    names = sorted(cosigned_by(signed))
    typer.echo(f"\nCosigned by {len(names)} of {len(cosigners())} agencies{_listed(names)}.")
    if len(names) < ENOUGH:
        typer.echo(f"It takes {ENOUGH} to vouch for it: send it to those who cosign.")
    if output:
        _write(output, [signed.note])
        typer.echo(f"\nWrote {output}")
    warning = room_warning()
    if warning:
        typer.echo(f"Warning: {warning}", err=True)


def verify(*, kept_in: Sequence[Path], by: str | None) -> None:
    """Print what was found right, and what that leaves open."""
    with in_name_of(by) as user:
        found = verify_audit(by=user, kept=[note_in(file) for file in kept_in])
    typer.echo(f"The audit trail holds: {_entries(found.size)}, each as it was written after the one before.")
    typer.echo(f"Checkpoints in the database cover the first {found.stored_up_to}.")
    typer.echo(f"At least {ENOUGH} agencies have cosigned the first {cosigned_up_to()}.")
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


def add(file: Path, *, by: str | None) -> None:
    """Keep the cosignatures in a file that an agency sent back."""
    with in_name_of(by) as user:
        names = add_cosignatures(by=user, now=clock(), note=note_in(file))
    typer.echo(f"Kept {len(names)} {'cosignature' if len(names) == 1 else 'cosignatures'}{_listed(names)}.")


def prove(*, entry: int | None, since: int | None, output: Path, by: str | None) -> None:
    """Write a proof about one entry, or that the record only grew."""
    if (entry is None) == (since is None):
        raise WrongInput("Say what to prove: --entry NUMBER, or --since SIZE of an older checkpoint.")
    with in_name_of(by) as user:
        proof = (
            prove_entry(by=user, sequence=entry)
            if entry is not None
            else prove_growth(by=user, since=since or 0)
        )
    _write(output, [proof])
    typer.echo(f"Wrote {output}. Check it on another machine: python3 verify_record.py --proof {output.name}")


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


def _listed(names: Sequence[str]) -> str:
    return f": {', '.join(names)}" if names else ""
