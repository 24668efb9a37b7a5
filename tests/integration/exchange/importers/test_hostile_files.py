"""Whatever a file holds, reading it ends in a reading or in a message, never in anything else."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from sightline.exchange.importers import sandbox
from sightline.exchange.importers.sandbox import read_in_sandbox
from sightline.exchange.importers.unreadable import UnreadableFile
from tests.integration.exchange.importers.hostile import EITHER, READS, HostileFile, hostile_files
from tests.integration.exchange.importers.hostile_active import active_files
from tests.integration.exchange.importers.watching import can_watch, escapes, watched

_FILES = [*hostile_files(), *active_files()]


@pytest.fixture
def _nothing_escapes(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """The kernel is asked for no file to write, no connection and no program; seen where strace is there."""
    log = tmp_path / "strace"
    if can_watch():
        monkeypatch.setattr(sandbox, "_WORKER", watched(sandbox._WORKER, log))
    yield
    assert not can_watch() or escapes(log) == []


def _message_or_none(data: bytes) -> str | None:
    try:
        envelope = read_in_sandbox(data, "report")
    except UnreadableFile as error:
        return str(error)
    assert envelope["text"]
    return None


@pytest.mark.usefixtures("_nothing_escapes")
@pytest.mark.parametrize("file", _FILES, ids=[file.name for file in _FILES])
def test_a_hostile_file_is_read_or_refused_with_a_plain_message(file: HostileFile) -> None:
    message = _message_or_none(file.make())

    if message is None:
        assert file.outcome in (READS, EITHER)
    else:
        assert file.outcome != READS, message
        assert re.search(file.outcome, message), message
        assert message.endswith(".")


@pytest.mark.skipif(not can_watch(), reason="strace is not installed: what the reader asks for is not seen")
def test_what_escapes_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The watch itself on trial: a reader that keeps a copy and calls out is caught at both."""
    code = (
        "import ctypes, socket; ctypes.CDLL(None).prctl(38, 1, 0, 0, 0); "
        f"open({str(tmp_path / 'kept')!r}, 'w'); socket.socket(); "
        'print(\'{"unreadable": "kept."}\')'
    )
    reader = (sandbox.sys.executable, "-I", "-B", "-c", code)  # type: ignore[attr-defined]
    monkeypatch.setattr(sandbox, "_WORKER", watched(reader, tmp_path / "strace"))

    with pytest.raises(UnreadableFile, match="kept"):
        read_in_sandbox(b"any words", "report")

    found = escapes(tmp_path / "strace")
    assert [("openat" in line, "socket" in line) for line in found] == [(True, False), (False, True)]


def test_there_are_many_of_them() -> None:
    assert len(_FILES) >= 120
