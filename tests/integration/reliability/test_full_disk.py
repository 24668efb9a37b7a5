"""While the disk is full everything can be read, each read is written down, and nothing is half saved.

In full: `python -m benchmarks.full_disk`.
"""

import subprocess
import sys
from pathlib import Path

import pytest

from sightline.records.audit import reserve
from tests.integration.reliability.small_disk import NoSmallDisk, fill_and_empty, small_disk


def test_a_full_disk_leaves_everything_readable_and_every_read_written_down(tmp_path: Path) -> None:
    try:
        with small_disk(tmp_path) as disk:
            found = fill_and_empty(disk, n_fillings=2, n_reads=60)
    except NoSmallDisk as error:
        pytest.skip(str(error))
    assert found["in_reserve"], "the reserve was never needed: the disk was not full"
    assert found["shown"] == found["reads"] == found["logged"] == 120
    assert found["from_reserve"] > 100
    assert found["refused_with_text"] == found["writes"] == 2
    assert max(found["recovered_in"]) <= 5
    assert (found["fault"], found["waiting"]) == ("", False)


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(reserve, "SIZE", 4096)
    file = tmp_path / "reserve"
    reserve.prepare(file)
    return file


def entries_in(file: Path) -> list[bytes]:
    with reserve.emptied(file) as entries:
        return entries


def test_a_reserve_gives_back_what_it_took_in_order_and_is_empty_then(file: Path) -> None:
    for number in range(5):
        reserve.add(file, f"entry {number}".encode())
    assert reserve.is_waiting(file)
    assert entries_in(file) == [f"entry {number}".encode() for number in range(5)]
    assert not reserve.is_waiting(file)
    reserve.add(file, b"later")
    assert entries_in(file) == [b"later"]


def test_what_could_not_be_stored_stays(file: Path) -> None:
    reserve.add(file, b"entry")
    with pytest.raises(ZeroDivisionError), reserve.emptied(file):
        raise ZeroDivisionError
    assert entries_in(file) == [b"entry"]


def test_a_full_reserve_takes_no_more_and_loses_nothing(file: Path) -> None:
    entries = [b"a" * 1000, b"b" * 1000, b"c" * 1000, b"d" * 1000]
    for entry in entries[:3]:
        reserve.add(file, entry)
    with pytest.raises(reserve.ReserveUnusable, match="full"):
        reserve.add(file, entries[3])
    assert file.stat().st_size == 4096
    assert entries_in(file) == entries[:3]


def test_a_frame_that_the_power_cut_short_is_none_and_is_written_over(file: Path) -> None:
    for number in range(3):
        reserve.add(file, f"entry {number}".encode())
    data = bytearray(file.read_bytes())
    data[data.rindex(b"entry 2")] ^= 1
    file.write_bytes(data)
    reserve._ends.clear()  # as in a process that has just begun
    reserve.add(file, b"after")
    assert entries_in(file) == [b"entry 0", b"entry 1", b"after"]


def test_a_second_process_adds_behind_the_first(file: Path) -> None:
    reserve.add(file, b"here")
    code = "import pathlib, sys; from sightline.records.audit import reserve as r; "
    code += "r.add(pathlib.Path(sys.argv[1]), b'there')"
    subprocess.run([sys.executable, "-c", code, str(file)], check=True)
    reserve.add(file, b"here again")
    assert entries_in(file) == [b"here", b"there", b"here again"]
