"""What an agency does on a machine of its own: sign checkpoints of a record that it has seen only grow.

Nothing here needs the server or its database. Beside the key stands the checkpoint that was signed last: a
record that is shorter than it, or is not its continuation, is refused whoever signed it.
"""

import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sightline.domain.audit_trail.checkpoints import Checkpoint, key_id, parse_note
from sightline.domain.audit_trail.cosignatures import Cosigner, is_name
from sightline.domain.audit_trail.proofs import is_consistent
from sightline.errors import UserError
from sightline.records.audit.signing_key import is_signed_by

_HEAD = "sightline-cosigner"


class CosigningKeyUnusable(UserError):
    """There is no key where one must be, what is there is none, or one is there already."""

    exit_code = 2


class NotCosigned(UserError):
    """A checkpoint that must not be cosigned: it is forged, or the record did not only grow."""


@dataclass(frozen=True, slots=True)
class CosigningKey:
    """An agency's key, read from its file."""

    cosigner: Cosigner
    private: Ed25519PrivateKey


def make_cosigning_key(kept_in: Path, *, name: str) -> Cosigner:
    """Put a new key there, which nobody else can read. Raises: CosigningKeyUnusable"""
    if not is_name(name):
        raise CosigningKeyUnusable(
            f"'{name}' cannot name a cosigner. Take small letters, figures, dots and hyphens, such as "
            "marram-police."
        )
    private = Ed25519PrivateKey.generate()
    try:
        descriptor = os.open(kept_in, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        raise CosigningKeyUnusable(f"No key can be made in {kept_in}: {error.strerror}.") from error
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(f"{_HEAD} {name} {private.private_bytes_raw().hex()}\n")
        file.flush()
        os.fsync(file.fileno())
    return Cosigner(name, private.public_key().public_bytes_raw())


def read_cosigning_key(kept_in: Path) -> CosigningKey:
    """Read a key. Raises: CosigningKeyUnusable"""
    try:
        head, name, key = kept_in.read_text(encoding="ascii").split()
        private = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(key))
    except (OSError, ValueError) as error:
        raise CosigningKeyUnusable(f"{kept_in} cannot be read as a key for cosigning.") from error
    if head != _HEAD or not is_name(name):
        raise CosigningKeyUnusable(f"{kept_in} cannot be read as a key for cosigning.")
    return CosigningKey(Cosigner(name, private.public_key().public_bytes_raw()), private)


def cosign(
    checkpoint: Checkpoint, *, key_file: Path, log_key: bytes, growth: tuple[bytes, ...], at: int
) -> str:
    """Return the checkpoint's note with this agency's line under it.

    `log_key` is the record's public key as the agency was told it; `growth` the consistency path from the
    checkpoint signed last to this one.

    Raises: CosigningKeyUnusable, NotCosigned
    """
    key, last = read_cosigning_key(key_file), last_signed(key_file)
    if checkpoint.key_id != key_id(log_key) or not is_signed_by(
        log_key, checkpoint.text, checkpoint.signature
    ):
        raise NotCosigned("This checkpoint is not signed by the key you were told. Nothing was signed.")
    if last:
        _require_growth(last, checkpoint, growth)
    # What was signed has to be remembered before the signature can be given away.
    _replace(_last_file(key_file), checkpoint.note)
    return checkpoint.note + key.cosigner.line(checkpoint, at=at, sign=key.private.sign)


def last_signed(key_file: Path) -> Checkpoint | None:
    """This is the checkpoint that was signed last with a key, if any. Raises: CosigningKeyUnusable"""
    try:
        return parse_note(_last_file(key_file).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except ValueError as error:
        raise CosigningKeyUnusable(
            f"{_last_file(key_file)} is no checkpoint any more. Put back the one you signed last."
        ) from error


def _last_file(key_file: Path) -> Path:
    return key_file.with_name(f"{key_file.name}.last")


def _require_growth(last: Checkpoint, checkpoint: Checkpoint, growth: tuple[bytes, ...]) -> None:
    if checkpoint.size < last.size:
        raise NotCosigned(
            f"The record shrank: the checkpoint you signed last was over {last.size} entries, this one is "
            f"over {checkpoint.size}. Nothing was signed. Keep both files and ask who runs the server."
        )
    if not is_consistent(
        old_size=last.size,
        old_root=last.root,
        new_size=checkpoint.size,
        new_root=checkpoint.root,
        path=growth,
    ):
        raise NotCosigned(
            f"It is not shown that this record continues the one you signed last, over {last.size} entries. "
            f"Nothing was signed. Ask for the proof: sightline audit prove --since {last.size}"
        )


def _replace(file: Path, text: str) -> None:
    descriptor, made = tempfile.mkstemp(dir=file.parent)
    with os.fdopen(descriptor, "w", encoding="utf-8") as opened:
        opened.write(text)
        opened.flush()
        os.fsync(opened.fileno())
    os.replace(made, file)
    folder = os.open(file.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
