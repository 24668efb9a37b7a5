"""The outer form of a backup: a header, then chunks, each encrypted and bound to its place.

The form is described in docs/reference/backup-format.md; change them together, with a new version.
"""

import secrets
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from sightline.errors import UserError
from sightline.exchange.backups.keys import BackupKey, KeyKind

VERSION = 1
CHUNK_BYTES = 256 * 1024
_MAGIC = b"SIGHTLINE-BACKUP"
_HEADER = struct.Struct(f">{len(_MAGIC)}sBB32s")  # mark, version, kind of key, salt
_LENGTH = struct.Struct(">I")  # its highest bit marks the last chunk
_LAST = 1 << 31
_TAG_BYTES = 16


class BackupRefused(UserError):
    """An archive that is damaged, incomplete, changed, locked by another key or of another version."""

    exit_code = 2


@dataclass(slots=True)
class SealedWriter:
    """This encrypts chunks into a file. Only `finish` makes what was written openable."""

    file: IO[bytes]
    key: BackupKey
    _cipher: AESGCM = field(init=False)
    _n_chunks: int = field(default=0, init=False)

    def __post_init__(self) -> None:
        salt = secrets.token_bytes(32)
        header = _HEADER.pack(_MAGIC, VERSION, self.key.kind, salt)
        self._cipher = AESGCM(self.key.for_archive(salt=salt, header=header))
        self.file.write(header)

    def write(self, chunk: bytes) -> None:
        """Add a chunk of at most CHUNK_BYTES."""
        self._seal(chunk, is_last=False)

    def finish(self, chunk: bytes) -> None:
        """Add the last chunk."""
        self._seal(chunk, is_last=True)

    def _seal(self, chunk: bytes, *, is_last: bool) -> None:
        assert len(chunk) <= CHUNK_BYTES
        sealed = self._cipher.encrypt(_nonce(self._n_chunks, is_last), chunk, None)
        self.file.write(_LENGTH.pack(len(sealed) | (_LAST if is_last else 0)))
        self.file.write(sealed)
        self._n_chunks += 1


def opened_chunks(file: IO[bytes], key: BackupKey) -> Iterator[bytes]:
    """This gives the chunks of an archive, each proved whole and in its place.

    Only when it ends without an error is the archive whole. Raises: BackupRefused
    """
    cipher = _cipher_of(file, key)
    is_last, n_chunks = False, 0
    while not is_last:
        length, is_last = _length_of_next(file)
        sealed = file.read(length)
        if len(sealed) < length:
            raise _cut_off()
        try:
            chunk = cipher.decrypt(_nonce(n_chunks, is_last), sealed, None)
        except InvalidTag as error:
            raise _does_not_open(n_chunks) from error
        yield chunk
        n_chunks += 1
    if file.read(1):
        raise BackupRefused("The backup goes on after its end: it was changed. Use another copy of it.")


def _cipher_of(file: IO[bytes], key: BackupKey) -> AESGCM:
    header = file.read(_HEADER.size)
    if not header.startswith(_MAGIC):
        raise BackupRefused("This is no backup made by `sightline backup`, or its beginning is damaged.")
    if len(header) < _HEADER.size:
        raise _cut_off()
    _, version, kind, salt = _HEADER.unpack(header)
    if version != VERSION:
        raise BackupRefused(
            f"This backup is of version {version} of the format; this Sightline opens version {VERSION}. "
            "Use the Sightline that made it."
        )
    if kind != key.kind:
        locked_by = {KeyKind.FILE: "a key file", KeyKind.PASSPHRASE: "a passphrase"}.get(kind)
        if not locked_by:
            raise BackupRefused("The beginning of this backup is damaged. Use another copy of it.")
        raise BackupRefused(f"This backup is locked by {locked_by}, and something else was given.")
    return AESGCM(key.for_archive(salt=salt, header=header))


def _length_of_next(file: IO[bytes]) -> tuple[int, bool]:
    prefix = file.read(_LENGTH.size)
    if len(prefix) < _LENGTH.size:
        raise _cut_off()
    (value,) = _LENGTH.unpack(prefix)
    length = value & ~_LAST
    if not _TAG_BYTES <= length <= CHUNK_BYTES + _TAG_BYTES:
        raise BackupRefused("The backup is damaged: a chunk of impossible length. Use another copy of it.")
    return length, bool(value & _LAST)


def _nonce(number: int, is_last: bool) -> bytes:
    return number.to_bytes(11, "big") + (b"\1" if is_last else b"\0")


def _cut_off() -> BackupRefused:
    return BackupRefused("The backup is not whole: it ends too early. Use another copy of it.")


def _does_not_open(number: int) -> BackupRefused:
    if number == 0:
        return BackupRefused("The key does not open this backup, or the beginning of the backup is damaged.")
    return BackupRefused(
        "The backup is damaged or was changed: a chunk is not as it was written. Use another copy of it."
    )
