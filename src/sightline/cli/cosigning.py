"""`sightline audit cosign`: what another agency runs, on a machine without a server or a database."""

from datetime import UTC, datetime
from pathlib import Path

import typer

from sightline.cli.errors import WrongInput
from sightline.cli.notes import note_in
from sightline.domain.audit_trail.checkpoints import NotACheckpoint, parse_note, read_public_key
from sightline.domain.audit_trail.proof_files import NotAProof, parse_growth
from sightline.records.audit.cosigning import cosign, last_signed, make_cosigning_key


def new_key(file: Path, *, name: str | None) -> None:
    """Make a key, and print its public half."""
    if name is None:
        raise WrongInput("Say what your agency is called in signatures: --name marram-police")
    cosigner = make_cosigning_key(file, name=name)
    typer.echo(f"Wrote {file}. Keep it to yourself. Give the server's keeper this public key:")
    typer.echo(cosigner.key_text)


def cosign_file(
    checkpoint: Path | None,
    *,
    growth: Path | None,
    key_file: Path | None,
    log_key: str | None,
    output: Path | None,
) -> None:
    """Sign a checkpoint, if the record only grew since the one signed last."""
    if checkpoint is None or key_file is None or log_key is None:
        raise WrongInput("Name the checkpoint, your key (--key) and the record's public key (--log).")
    try:
        told = read_public_key(log_key)
    except NotACheckpoint as error:
        raise WrongInput("--log is not a public key as `sightline audit checkpoint` prints it.") from error
    last = last_signed(key_file)
    note = cosign(
        parse_note(note_in(checkpoint)),
        key_file=key_file,
        log_key=told,
        growth=_path_in(growth) if growth else (),
        at=int(datetime.now(UTC).timestamp()),
    )
    target = output or checkpoint
    try:
        target.write_text(note, encoding="utf-8", newline="\n")
    except OSError as error:
        raise WrongInput(f"{target} cannot be written: {error.strerror}.") from error
    typer.echo(
        f"Cosigned: the record grew from {last.size if last else 0} to {parse_note(note).size} entries."
    )
    typer.echo(f"Wrote {target}. Send it back.")


def _path_in(file: Path) -> tuple[bytes, ...]:
    try:
        return parse_growth(file.read_text(encoding="utf-8")).path
    except OSError as error:
        raise WrongInput(f"{file} cannot be opened: {error.strerror}.") from error
    except (UnicodeDecodeError, NotAProof) as error:
        raise WrongInput(f"{file} is not a proof as `sightline audit prove --since` writes it.") from error
