"""The inner form of a backup: what it says about itself, the parts, and the list of their digests."""

import hashlib
import json
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass, field
from pathlib import PurePosixPath
from typing import IO, Any, Protocol

from sightline.exchange.backups.keys import BackupKey
from sightline.exchange.backups.sealed import CHUNK_BYTES, BackupRefused, SealedWriter, opened_chunks

DATABASE = "database"
_ABOUT, _BEGIN, _DATA, _END, _CONTENTS = b"A", b"B", b"D", b"E", b"C"


@dataclass(frozen=True, slots=True)
class About:
    """What stands first: enough to refuse an archive before anything is taken out of it."""

    made_at: str
    sightline_version: str
    database_kind: str
    database_version: int
    dump_version: int
    migrations: tuple[str, ...]
    n_rows: dict[str, int]


@dataclass(frozen=True, slots=True)
class Part:
    """A part as it was packed."""

    name: str
    n_bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Damaged:
    """A file that was missing or not as its row says when the backup was made."""

    name: str
    sha256: str
    is_missing: bool


@dataclass(frozen=True, slots=True)
class Contents:
    """What stands last: every part, and the files that were damaged already."""

    parts: tuple[Part, ...]
    damaged: tuple[Damaged, ...]


class Output(Protocol):
    """Where the bytes of a part go."""

    def write(self, data: bytes, /) -> object: ...


@dataclass(slots=True)
class ArchiveWriter:
    """This packs parts into a file; `finish` completes it."""

    file: IO[bytes]
    key: BackupKey
    about: About
    _sealed: SealedWriter = field(init=False)
    _parts: list[Part] = field(default_factory=list, init=False)

    def __post_init__(self) -> None:
        self._sealed = SealedWriter(self.file, self.key)
        for chunk in _records(_ABOUT, _json(asdict(self.about))):
            self._sealed.write(chunk)

    def add(self, name: str, blocks: Iterable[bytes]) -> Part:
        """Pack a part, compressed."""
        self._sealed.write(_BEGIN + name.encode())
        digest, n_bytes, packer = hashlib.sha256(), 0, zlib.compressobj(level=1)
        for block in blocks:
            digest.update(block)
            n_bytes += len(block)
            self._write_data(packer.compress(block))
        self._write_data(packer.flush())
        part = Part(name, n_bytes, digest.hexdigest())
        self._sealed.write(_END + _json(asdict(part)))
        self._parts.append(part)
        return part

    def finish(self, damaged: Iterable[Damaged]) -> Contents:
        """Add the list of the parts and close the archive."""
        contents = Contents(tuple(self._parts), tuple(damaged))
        *chunks, last = _records(_CONTENTS, _json(asdict(contents)))
        for chunk in chunks:
            self._sealed.write(chunk)
        self._sealed.finish(last)
        return contents

    def _write_data(self, packed: bytes) -> None:
        for chunk in _records(_DATA, packed) if packed else ():
            self._sealed.write(chunk)


def unpack(
    file: IO[bytes],
    key: BackupKey,
    *,
    accept: Callable[[About], None],
    place: Callable[[str], AbstractContextManager[Output]],
) -> tuple[About, Contents]:
    """Take an archive out: `accept` may refuse it by what it says first, `place` opens a file for a part.

    What was placed counts only when this returns. Raises: BackupRefused
    """
    records = _Records(opened_chunks(file, key))
    about = _about(records.joined(_ABOUT))
    accept(about)
    parts = []
    while records.kind == _BEGIN:
        name = records.take().decode()
        with place(_plain(name)) as output:
            parts.append(_unpacked(name, records, output))
    contents = _contents(records.joined(_CONTENTS))
    if records.kind is not None or contents.parts != tuple(parts):
        raise _not_as_listed()
    return about, contents


def _unpacked(name: str, records: "_Records", output: Output) -> Part:
    digest, n_bytes, unpacker = hashlib.sha256(), 0, zlib.decompressobj()
    while records.kind == _DATA:
        packed = records.take()
        while packed:
            block = unpacker.decompress(packed, CHUNK_BYTES * 4)
            packed = unpacker.unconsumed_tail
            digest.update(block)
            n_bytes += len(block)
            output.write(block)
    rest = unpacker.flush()
    digest.update(rest)
    output.write(rest)
    n_bytes += len(rest)
    part = Part(name, n_bytes, digest.hexdigest())
    if records.kind != _END or not unpacker.eof or _json(asdict(part)) != records.take():
        raise _not_as_listed()
    return part


class _Records:
    """The chunks of an archive with one looked at ahead: `kind` says what comes next, None at the end."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks = chunks
        self._advance()

    def take(self) -> bytes:
        """Return the next record's content and go on."""
        content = self._next[1:]
        self._advance()
        return content

    def joined(self, kind: bytes) -> bytes:
        """Return the content of a record that is written in several chunks."""
        found = []
        while self.kind == kind:
            found.append(self.take())
        if not found:
            raise _not_as_listed()
        return b"".join(found)

    def _advance(self) -> None:
        self._next = next(self._chunks, b"")
        self.kind = self._next[:1] or None


def _records(kind: bytes, content: bytes) -> Iterator[bytes]:
    size = CHUNK_BYTES - len(kind)
    for start in range(0, len(content), size):
        yield kind + content[start : start + size]


def _json(value: dict[str, Any]) -> bytes:
    return json.dumps(value, sort_keys=True).encode()


def _about(content: bytes) -> About:
    values = json.loads(content)
    return About(**{**values, "migrations": tuple(values["migrations"])})


def _contents(content: bytes) -> Contents:
    values = json.loads(content)
    return Contents(
        tuple(Part(**each) for each in values["parts"]), tuple(Damaged(**each) for each in values["damaged"])
    )


def _plain(name: str) -> str:
    """A name that leads nowhere but down."""
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or not path.parts:
        raise BackupRefused("The backup names a file outside its own folder, so nothing was taken out of it.")
    return name


def _not_as_listed() -> BackupRefused:
    return BackupRefused("The backup does not hold what it lists. Use another copy of it.")
