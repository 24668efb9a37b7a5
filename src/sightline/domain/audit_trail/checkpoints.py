"""A checkpoint: how many entries there were, the root over them and when, as a signed note of plain text.

The form is that of certificate transparency's signed notes, so that witnesses can add their lines later:

    sightline-audit
    1204
    <root, base64>
    2026-05-01T09:00:00.000000Z

    — sightline-audit <key id and signature, base64>
"""

import base64
import binascii
import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass

NAME = "sightline-audit"
_ED25519 = b"\x01"
_NOTE = re.compile(
    rf"(?P<text>{NAME}\n(?P<size>[1-9][0-9]{{0,17}})\n(?P<root>[A-Za-z0-9+/]{{43}}=)\n(?P<at>[0-9TZ:.-]{{27}})\n)"
    rf"\n— {NAME} (?P<signature>[A-Za-z0-9+/]{{91}}=)\n"
)


class NotACheckpoint(ValueError):
    """A text that is not a checkpoint of an audit trail."""


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A note taken apart; whether its signature is right is another question."""

    size: int
    root: bytes
    at: str
    key_id: bytes
    signature: bytes
    note: str

    @property
    def text(self) -> bytes:
        """This is what was signed."""
        return note_text(self.size, self.root, self.at)


def note_text(size: int, root: bytes, at: str) -> bytes:
    """This is the part of a note that is signed."""
    return f"{NAME}\n{size}\n{base64.b64encode(root).decode()}\n{at}\n".encode()


def signed_note(size: int, root: bytes, at: str, *, public: bytes, sign: Callable[[bytes], bytes]) -> str:
    """This is a whole note."""
    text = note_text(size, root, at)
    signature = base64.b64encode(key_id(public) + sign(text)).decode()
    return f"{text.decode()}\n— {NAME} {signature}\n"


def parse_note(note: str) -> Checkpoint:
    """Take a note apart. Raises: NotACheckpoint"""
    match = _NOTE.fullmatch(note)
    if not match:
        raise NotACheckpoint("This is not a checkpoint of an audit trail.")
    signature = _exact(match["signature"])
    return Checkpoint(
        int(match["size"]), _exact(match["root"]), match["at"], signature[:4], signature[4:], note
    )


def key_id(public: bytes) -> bytes:
    """This is the short name of a public key, by which a note says who signed."""
    return hashlib.sha256(f"{NAME}\n".encode() + _ED25519 + public).digest()[:4]


def public_key_text(public: bytes) -> str:
    """This is a public key as it is printed and given to others."""
    return f"{NAME}+{key_id(public).hex()}+{base64.b64encode(_ED25519 + public).decode()}"


def _exact(text: str) -> bytes:
    try:
        data = base64.b64decode(text, validate=True)
    except binascii.Error as error:
        raise NotACheckpoint("This is not a checkpoint of an audit trail.") from error
    if base64.b64encode(data).decode() != text:  # the last letter has bits that decode to nothing
        raise NotACheckpoint("This is not a checkpoint of an audit trail.")
    return data
