"""Checkpoints as files, as `sightline audit checkpoint` writes them."""

from pathlib import Path

from sightline.cli.errors import WrongInput
from sightline.domain.audit_trail.checkpoints import NotACheckpoint, parse_note


def note_in(file: Path) -> str:
    """This is the note in a file. Raises: WrongInput"""
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
