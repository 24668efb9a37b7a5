"""A checkpoint: how many entries there were, the root over them and when, as a signed note of plain text.

The form is that of certificate transparency's signed notes, under which witnesses add lines of their own:

    sightline-audit
    1204
    <root, base64>
    2026-05-01T09:00:00.000000Z

    — sightline-audit <key id and signature, base64>
    — marram-police <key id, time and signature, base64>
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
    r"(?P<cosignatures>(?:— [a-z0-9][a-z0-9.-]{0,60} [A-Za-z0-9+/]{102}==\n){0,32})"
)
_COSIGNATURE = re.compile(r"— (?P<name>\S+) (?P<data>\S+)\n")


class NotACheckpoint(ValueError):
    """A text that is not a checkpoint of an audit trail."""


@dataclass(frozen=True, slots=True)
class Cosignature:
    """A line by which somebody else says that they saw a checkpoint; `at` is in seconds since 1970."""

    name: str
    key_id: bytes
    at: int
    signature: bytes
    line: str


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A note taken apart; whether its signatures are right is another question."""

    size: int
    root: bytes
    at: str
    key_id: bytes
    signature: bytes
    note: str
    cosignatures: tuple[Cosignature, ...] = ()

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
        int(match["size"]),
        _exact(match["root"]),
        match["at"],
        signature[:4],
        signature[4:],
        note,
        tuple(_cosignature(line) for line in _COSIGNATURE.finditer(match["cosignatures"])),
    )


def key_id(public: bytes) -> bytes:
    """This is the short name of a public key, by which a note says who signed."""
    return hashlib.sha256(f"{NAME}\n".encode() + _ED25519 + public).digest()[:4]


def public_key_text(public: bytes) -> str:
    """This is a public key as it is printed and given to others."""
    return f"{NAME}+{key_id(public).hex()}+{base64.b64encode(_ED25519 + public).decode()}"


def read_public_key(text: str) -> bytes:
    """This is the key in `public_key_text`. Raises: NotACheckpoint"""
    data = exact_base64(text.split("+", 2)[-1])  # a + stands in base64 too
    if data is None or public_key_text(data[1:]) != text or len(data) != 33:
        raise NotACheckpoint("This is not the public key of an audit trail.")
    return data[1:]


def _cosignature(line: re.Match[str]) -> Cosignature:
    data = _exact(line["data"])
    return Cosignature(line["name"], data[:4], int.from_bytes(data[4:12], "big"), data[12:], line[0])


def _exact(text: str) -> bytes:
    data = exact_base64(text)
    if data is None:
        raise NotACheckpoint("This is not a checkpoint of an audit trail.")
    return data


def exact_base64(text: str) -> bytes | None:
    """This is the bytes of a text in base64, or None where it is not the one spelling of them."""
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None
    # The last letter has bits that decode to nothing.
    return data if base64.b64encode(data).decode() == text else None
