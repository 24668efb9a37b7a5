"""The key that signs checkpoints. It is kept in a file outside the database, so that whoever can write to the
database alone cannot sign what they wrote.
"""

from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from sightline.domain.audit_trail.checkpoints import Checkpoint, key_id
from sightline.errors import UserError
from sightline.new_files import put_new


class SigningKeyUnusable(UserError):
    """There is no key where one must be, or what is there is none."""


@dataclass(frozen=True, slots=True)
class SigningKey:
    """The key, read from its file."""

    private: Ed25519PrivateKey

    @property
    def public(self) -> bytes:
        return self.private.public_key().public_bytes_raw()

    def sign(self, text: bytes) -> bytes:
        return self.private.sign(text)

    def signed(self, checkpoint: Checkpoint) -> bool:
        """This says whether a checkpoint was signed by this key."""
        if checkpoint.key_id != key_id(self.public):
            return False
        return is_signed_by(self.public, checkpoint.text, checkpoint.signature)


def is_signed_by(public: bytes, text: bytes, signature: bytes) -> bool:
    """Say whether a signature of a text is by the holder of a public key.

    Source: RFC-8032
    """
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, text)
    except InvalidSignature:
        return False
    return True


def read_signing_key(kept_in: Path) -> SigningKey:
    """Read the key. Raises: SigningKeyUnusable"""
    try:
        private = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(kept_in.read_text(encoding="ascii")))
    except FileNotFoundError as error:
        raise SigningKeyUnusable(
            f"The key that signs the audit trail is not in {kept_in}. Put it back from where you keep it; "
            "without it no checkpoint can be signed or checked here."
        ) from error
    except (OSError, ValueError) as error:
        raise SigningKeyUnusable(
            f"{kept_in} cannot be read as the key that signs the audit trail."
        ) from error
    return SigningKey(private)


def make_signing_key(kept_in: Path) -> None:
    """Put a new key there, unless there is one. Only the account that runs Sightline can read the file."""
    put_new(Ed25519PrivateKey.generate().private_bytes_raw().hex(), kept_in)
