"""A backup that is not the very one that was made is refused, and the place stays as it was."""

import io
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from sightline.exchange.backups.archive import About, ArchiveWriter, unpack
from sightline.exchange.backups.keys import (
    BackupKey,
    KeyKind,
    UnusableKey,
    key_from_file,
    key_from_passphrase,
    make_key_file,
)
from sightline.exchange.backups.sealed import CHUNK_BYTES, BackupRefused, SealedWriter, opened_chunks
from sightline.jobs.backups.database import NotEmpty
from sightline.jobs.backups.places import WrongAddress, database_at
from sightline.jobs.backups.restore import AnotherVersion, known_migrations
from tests.integration.jobs.backups.conftest import (
    IS_POSTGRESQL,
    Places,
    Site,
    backed_up,
    restored,
    rewritten,
)

N_FLIPS, N_CUTS = 60, 20
HEADER_BYTES = 50
OTHER_KEY = BackupKey(KeyKind.FILE, bytes(32))


@pytest.fixture(scope="module")
def place(new_place: Places) -> Site:
    """An empty place that stays so."""
    return new_place()


def assert_refused(
    data: bytes, place: Site, key: BackupKey, tmp_path: Path, match: str | None = None
) -> None:
    changed = tmp_path / "changed.backup"
    changed.write_bytes(data)
    with pytest.raises(BackupRefused, match=match):
        restored(changed, place, key)
    assert place.is_untouched()


def test_each_flipped_byte_is_refused(archive: Path, place: Site, key: BackupKey, tmp_path: Path) -> None:
    data = bytearray(archive.read_bytes())
    chance = random.Random(20260501)
    places = [*range(HEADER_BYTES), len(data) - 1, *chance.sample(range(len(data)), N_FLIPS)]
    for position in places:
        change = chance.randrange(1, 256)
        data[position] ^= change
        assert_refused(bytes(data), place, key, tmp_path)
        data[position] ^= change
    assert bytes(data) == archive.read_bytes()


def test_each_cut_is_refused(archive: Path, place: Site, key: BackupKey, tmp_path: Path) -> None:
    data = archive.read_bytes()
    ends_of_chunks = [start + length for start, length in chunks_of(data)][:-1]
    chance = random.Random(20260502)
    lengths = [0, 1, HEADER_BYTES, len(data) - 1, *ends_of_chunks, *chance.sample(range(len(data)), N_CUTS)]
    for length in lengths:
        assert_refused(data[:length], place, key, tmp_path)


def test_what_follows_the_end_is_refused(archive: Path, place: Site, key: BackupKey, tmp_path: Path) -> None:
    assert_refused(archive.read_bytes() + b"\0", place, key, tmp_path, "goes on after its end")


def test_chunks_swapped_left_out_or_doubled_are_refused(
    archive: Path, place: Site, key: BackupKey, tmp_path: Path
) -> None:
    data = archive.read_bytes()
    header = data[:HEADER_BYTES]
    chunks = [data[start : start + length] for start, length in chunks_of(data)]
    assert len(chunks) > 5
    assert header + b"".join(chunks) == data
    for first in range(len(chunks) - 1):
        swapped = chunks.copy()
        swapped[first], swapped[first + 1] = swapped[first + 1], swapped[first]
        assert_refused(header + b"".join(swapped), place, key, tmp_path)
        assert_refused(header + b"".join(chunks[:first] + chunks[first + 1 :]), place, key, tmp_path)
        assert_refused(header + b"".join([*chunks[: first + 1], *chunks[first:]]), place, key, tmp_path)


def test_a_chunk_of_another_backup_with_the_same_key_is_refused(
    site: Site, archive: Path, place: Site, key: BackupKey, tmp_path: Path
) -> None:
    data = archive.read_bytes()
    other = backed_up(site, tmp_path / "other.backup", key).file.read_bytes()
    start, length = chunks_of(data)[1]
    other_start, other_length = chunks_of(other)[1]
    mixed = data[:start] + other[other_start : other_start + other_length] + data[start + length :]
    assert_refused(mixed, place, key, tmp_path)


def chunks_of(data: bytes) -> list[tuple[int, int]]:
    """Where each chunk begins, its length in front, and how long it is."""
    found, start = [], HEADER_BYTES
    while start < len(data):
        length = 4 + (int.from_bytes(data[start : start + 4], "big") & 0x7FFFFFFF)
        found.append((start, length))
        start += length
    return found


def test_the_wrong_key_is_refused(archive: Path, place: Site, tmp_path: Path) -> None:
    assert_refused(archive.read_bytes(), place, OTHER_KEY, tmp_path, "key does not open")


def test_a_passphrase_for_a_backup_with_a_key_file_is_refused(
    archive: Path, place: Site, tmp_path: Path
) -> None:
    passphrase = key_from_passphrase("seven grey herons on the quay")
    assert_refused(archive.read_bytes(), place, passphrase, tmp_path, "locked by a key file")


def test_another_version_of_the_format_is_refused(
    archive: Path, place: Site, key: BackupKey, tmp_path: Path
) -> None:
    data = bytearray(archive.read_bytes())
    for version in (0, 2):
        data[16] = version
        assert_refused(bytes(data), place, key, tmp_path, f"version {version} of the format")


def test_any_other_file_is_refused(place: Site, key: BackupKey, tmp_path: Path) -> None:
    assert_refused(b"SQLite format 3\0" + bytes(4096), place, key, tmp_path, "no backup made by")
    with pytest.raises(BackupRefused, match="cannot be opened"):
        restored(tmp_path / "absent.backup", place, key)


def test_an_older_backup_is_refused_unless_asked_for(
    archive: Path, place: Site, new_place: Places, key: BackupKey, tmp_path: Path
) -> None:
    older = rewritten(
        archive, key, tmp_path / "older.backup", migrations=tuple(sorted(known_migrations()))[:-1]
    )
    with pytest.raises(AnotherVersion, match="older than this one"):
        restored(older, place, key)
    assert place.is_untouched()

    assert restored(older, new_place(), key, accepts_older=True).n_files == 4


def test_a_newer_backup_is_refused(archive: Path, place: Site, key: BackupKey, tmp_path: Path) -> None:
    migrations = (*sorted(known_migrations()), "reviews.9999_from_the_future")
    newer = rewritten(archive, key, tmp_path / "newer.backup", migrations=migrations)
    for accepts_older in (False, True):
        with pytest.raises(AnotherVersion, match="newer than this one"):
            restored(newer, place, key, accepts_older=accepts_older)
    assert place.is_untouched()


def test_a_backup_of_the_other_kind_of_database_is_refused(
    archive: Path, place: Site, key: BackupKey, tmp_path: Path
) -> None:
    other = "sqlite" if IS_POSTGRESQL else "postgresql"
    file = rewritten(archive, key, tmp_path / "other.backup", database_kind=other)
    with pytest.raises(BackupRefused, match=f"of a {other} database"):
        restored(file, place, key)
    assert place.is_untouched()


def test_a_file_outside_the_folder_is_refused(place: Site, key: BackupKey, tmp_path: Path) -> None:
    about = About("2026-05-01T09:00:00+00:00", "0", place.database.kind, 0, 0, tuple(known_migrations()), {})
    for name in ("files/../../escaped", "/escaped", ".."):
        file = io.BytesIO()
        writer = ArchiveWriter(file, key, about)
        writer.add(name, [b"anything"])
        writer.finish([])
        assert_refused(file.getvalue(), place, key, tmp_path, "outside its own folder")


def test_a_full_place_is_never_overwritten(archive: Path, new_place: Places, key: BackupKey) -> None:
    place = new_place()
    restored(archive, place, key)
    rows = place.database.n_rows()
    with pytest.raises(NotEmpty, match="nothing is ever overwritten"):
        restored(archive, place, key)
    assert place.database.n_rows() == rows


def test_a_folder_with_other_files_is_left_alone(archive: Path, new_place: Places, key: BackupKey) -> None:
    place = new_place()
    place.files.mkdir()
    (place.files / "a letter.txt").write_text("keep me")
    with pytest.raises(NotEmpty, match="holds 1 that are not in the backup"):
        restored(archive, place, key)
    place.database.require_empty()
    assert [path.name for path in place.files.parent.iterdir()] == ["files"]
    assert [path.name for path in place.files.iterdir()] == ["a letter.txt"]


@pytest.mark.skipif(IS_POSTGRESQL, reason="files of SQLite")
def test_a_left_over_journal_is_not_played_into_the_restored_database(
    archive: Path, new_place: Places, key: BackupKey
) -> None:
    place = new_place()
    (place.files.parent / "site.sqlite3-wal").write_bytes(b"of an earlier database")
    with pytest.raises(NotEmpty, match="ends in -wal"):
        restored(archive, place, key)
    assert [path.name for path in place.files.parent.iterdir()] == ["site.sqlite3-wal"]


@pytest.mark.parametrize("n_bytes", [0, 1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 3 * CHUNK_BYTES])
def test_parts_of_every_length_come_back(n_bytes: int, key: BackupKey, tmp_path: Path) -> None:
    data = random.Random(n_bytes).randbytes(n_bytes)
    about = About("2026-05-01T09:00:00+00:00", "0", "sqlite", 3, 3, ("a.0001",), {"a": n_bytes})
    file = io.BytesIO()
    writer = ArchiveWriter(file, key, about)
    writer.add("database", blocks_of(data))
    writer.add("files/b", [])
    contents = writer.finish([])

    file.seek(0)
    out = tmp_path / "out"
    out.mkdir()
    found = unpack(
        file,
        key,
        accept=lambda about: None,
        place=lambda name: (out / name.replace("/", "-")).open("wb"),
    )
    assert found == (about, contents)
    assert {path.name: path.read_bytes() for path in out.iterdir()} == {"database": data, "files-b": b""}


def blocks_of(data: bytes) -> Iterator[bytes]:
    for start in range(0, len(data), 100_000):
        yield data[start : start + 100_000]


def test_a_long_run_of_zeros_comes_back(key: BackupKey) -> None:
    about = About("2026-05-01T09:00:00+00:00", "0", "sqlite", 3, 3, (), {})
    file, lengths = io.BytesIO(), []
    writer = ArchiveWriter(file, key, about)
    part = writer.add("database", (bytes(1_000_000) for _ in range(30)))
    writer.finish([])

    class Measured(io.BytesIO):
        def write(self, data: object) -> int:
            lengths.append(len(data))  # type: ignore[arg-type]
            return lengths[-1]

    file.seek(0)
    _about, contents = unpack(file, key, accept=lambda about: None, place=lambda name: Measured())
    assert sum(lengths) == 30_000_000 == part.n_bytes
    assert max(lengths) <= 4 * CHUNK_BYTES
    assert contents.parts == (part,)


def test_an_unfinished_archive_does_not_open(key: BackupKey) -> None:
    file = io.BytesIO()
    SealedWriter(file, key).write(b"the first chunk")
    file.seek(0)
    with pytest.raises(BackupRefused, match="ends too early"):
        list(opened_chunks(file, key))


def test_a_key_file_is_private_and_never_overwritten(tmp_path: Path) -> None:
    file = tmp_path / "backup.key"
    make_key_file(file)
    assert file.stat().st_mode & 0o777 == 0o600
    written = file.read_text()
    with pytest.raises(UnusableKey, match="never overwritten"):
        make_key_file(file)
    assert file.read_text() == written
    assert key_from_file(file) == key_from_file(file)
    assert "secret" not in repr(key_from_file(file))


def test_a_key_copied_wrongly_is_told_from_a_wrong_key(tmp_path: Path) -> None:
    file = tmp_path / "backup.key"
    make_key_file(file)
    *rest, last = file.read_text().splitlines()
    mark, text, check = last.split()
    for wrong in (f"{mark} {'B' if text[0] == 'A' else 'A'}{text[1:]} {check}", mark, "", "é"):
        file.write_text("\n".join([*rest, wrong]))
        with pytest.raises(UnusableKey, match="no whole backup key"):
            key_from_file(file)
    with pytest.raises(UnusableKey, match="cannot be read"):
        key_from_file(tmp_path / "absent.key")


def test_a_short_passphrase_is_refused() -> None:
    with pytest.raises(UnusableKey, match="at least 15"):
        key_from_passphrase("fourteen chars")


@pytest.mark.parametrize(
    "address", ["", "site.sqlite3", "sqlite://host/name", "mysql://a/b", "postgres://host/"]
)
def test_an_address_of_no_database_is_refused(address: str) -> None:
    with pytest.raises(WrongAddress, match="The address of a database is"):
        database_at(address)
