"""Cosignatures: lines under a checkpoint by which other agencies say that they saw it, and when.

Each is a line of the same form as the log's own signature, with eight bytes of time (seconds since 1970)
between key id and signature. Who signs vouches that the record they see only ever grew.
"""

import base64
import hashlib
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from sightline.domain.audit_trail.checkpoints import NAME, Checkpoint, Cosignature, exact_base64

#: So many agencies have to have seen a checkpoint before it counts as witnessed.
ENOUGH = 2

_ED25519_COSIGNATURE = b"\x04"
_NAME = re.compile("[a-z0-9][a-z0-9.-]{0,60}")


class NotACosigner(ValueError):
    """A text that is not a public key of somebody who cosigns checkpoints."""


@dataclass(frozen=True, slots=True)
class Cosigner:
    """An agency that cosigns: the name it is known by, and its public key."""

    name: str
    public: bytes

    @property
    def key_id(self) -> bytes:
        """The short name of the key, by which a line says who signed.

        Source: C2SP-COSIGNATURE
        """
        return hashlib.sha256(f"{self.name}\n".encode() + _ED25519_COSIGNATURE + self.public).digest()[:4]

    @property
    def key_text(self) -> str:
        """The public key as it is printed and given to others."""
        key = base64.b64encode(_ED25519_COSIGNATURE + self.public).decode()
        return f"{self.name}+{self.key_id.hex()}+{key}"

    def line(self, checkpoint: Checkpoint, *, at: int, sign: Callable[[bytes], bytes]) -> str:
        """Return the line to put under a checkpoint's note."""
        signature = sign(cosigned_text(checkpoint, at))
        data = base64.b64encode(self.key_id + at.to_bytes(8, "big") + signature).decode()
        return f"— {self.name} {data}\n"


def cosigned_text(checkpoint: Checkpoint, at: int) -> bytes:
    """This is what a cosigner signs.

    Source: C2SP-COSIGNATURE
    """
    return f"cosignature/v1\ntime {at}\n".encode() + checkpoint.text


def parse_cosigner(text: str) -> Cosigner:
    """Read a public key as it is printed. Raises: NotACosigner"""
    name, _, rest = text.strip().partition("+")
    _, _, key = rest.partition("+")
    data = exact_base64(key)
    cosigner = Cosigner(name, (data or b"")[1:])
    if not is_name(name) or not data or len(data) != 33 or cosigner.key_text != text.strip():
        raise NotACosigner(f"'{text.strip()}' is not the public key of a cosigner.")
    return cosigner


def is_name(name: str) -> bool:
    """This says whether a cosigner can be called that."""
    return _NAME.fullmatch(name) is not None and name != NAME


def who_cosigned(
    checkpoint: Checkpoint,
    cosigners: Iterable[Cosigner],
    *,
    is_signed: Callable[[bytes, bytes, bytes], bool],
) -> frozenset[str]:
    """This is the names of the cosigners whose signature under a checkpoint is right.

    `is_signed` gets public key, text and signature.
    """
    return frozenset(
        cosigner.name
        for cosigner in cosigners
        for line in checkpoint.cosignatures
        if is_by(line, cosigner)
        and is_signed(cosigner.public, cosigned_text(checkpoint, line.at), line.signature)
    )


def is_by(line: Cosignature, cosigner: Cosigner) -> bool:
    """This says whose a line claims to be."""
    return (line.name, line.key_id) == (cosigner.name, cosigner.key_id)
