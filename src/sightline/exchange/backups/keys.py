"""What locks a backup: a key file, or a passphrase that somebody remembers."""

import base64
import binascii
import hashlib
import os
import secrets
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from sightline.errors import UserError

SHORTEST_PASSPHRASE = 15
_N_BYTES = 32
_MARK = "sightline-backup-key-1"
# 128 MB and about half a second for each guess. Part of version 1 of the format.
_SCRYPT = {"n": 2**17, "r": 8, "p": 1}
_ADVICE = "Keep a copy away from this machine: without it no backup can be opened.\n"


class UnusableKey(UserError):
    """A key file or passphrase that is none, or a place where no key file can be made."""

    exit_code = 2


class KeyKind(IntEnum):
    """How an archive's key is come by; the number stands in the archive's header."""

    FILE = 1
    PASSPHRASE = 2


@dataclass(frozen=True, slots=True, repr=False)
class BackupKey:
    """A secret. It is never printed."""

    kind: KeyKind
    secret: bytes

    def for_archive(self, *, salt: bytes, header: bytes) -> bytes:
        """Return the key of one archive; another header gives another key."""
        secret = self.secret
        if self.kind is KeyKind.PASSPHRASE:
            secret = Scrypt(salt=salt, length=_N_BYTES, **_SCRYPT).derive(secret)
        return HKDF(SHA256(), _N_BYTES, salt=salt, info=header).derive(secret)


def key_from_passphrase(passphrase: str) -> BackupKey:
    """Return the key of a passphrase. Raises: UnusableKey"""
    if len(passphrase) < SHORTEST_PASSPHRASE:
        raise UnusableKey(f"The passphrase needs at least {SHORTEST_PASSPHRASE} characters.")
    return BackupKey(KeyKind.PASSPHRASE, passphrase.encode())


def key_from_file(path: Path) -> BackupKey:
    """Return the key in a file that `make_key_file` made. Raises: UnusableKey"""
    try:
        lines = path.read_text(encoding="ascii").splitlines()
    except OSError as error:
        raise UnusableKey(f"The key file {path} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise _no_key(path) from error
    for line in lines:
        mark, _, rest = line.partition(" ")
        text, _, check = rest.partition(" ")
        if mark == _MARK and check == _check(text):
            return BackupKey(KeyKind.FILE, _decoded(text, path))
    raise _no_key(path)


def make_key_file(path: Path) -> None:
    """Make a key and write it to a new file that only its owner may read. Raises: UnusableKey"""
    text = base64.b64encode(secrets.token_bytes(_N_BYTES)).decode()
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as error:
        raise UnusableKey(
            f"{path} exists already, and a key is never overwritten. Name a new file."
        ) from error
    except OSError as error:
        raise UnusableKey(f"{path} cannot be written: {error.strerror}.") from error
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(f"# Opens the backups of Sightline. {_ADVICE}{_MARK} {text} {_check(text)}\n")
        file.flush()
        os.fsync(file.fileno())


def _check(text: str) -> str:
    """Eight characters that show a key copied wrongly."""
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def _decoded(text: str, path: Path) -> bytes:
    try:
        secret = base64.b64decode(text, validate=True)
    except binascii.Error as error:
        raise _no_key(path) from error
    if len(secret) != _N_BYTES:
        raise _no_key(path)
    return secret


def _no_key(path: Path) -> UnusableKey:
    return UnusableKey(
        f"{path} holds no whole backup key. Use the file that `sightline backup --new-key` made, unchanged."
    )
