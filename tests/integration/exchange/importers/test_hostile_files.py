"""Whatever a file holds, reading it ends in a reading or in a message, never in anything else."""

import re

import pytest

from sightline.exchange.importers.sandbox import read_in_sandbox
from sightline.exchange.importers.unreadable import UnreadableFile
from tests.integration.exchange.importers.hostile import EITHER, READS, HostileFile, hostile_files

_FILES = list(hostile_files())


def _message_or_none(data: bytes) -> str | None:
    try:
        envelope = read_in_sandbox(data, "report")
    except UnreadableFile as error:
        return str(error)
    assert envelope["text"]
    return None


@pytest.mark.parametrize("file", _FILES, ids=[file.name for file in _FILES])
def test_a_hostile_file_is_read_or_refused_with_a_plain_message(file: HostileFile) -> None:
    message = _message_or_none(file.make())

    if message is None:
        assert file.outcome in (READS, EITHER)
    else:
        assert file.outcome != READS, message
        assert re.search(file.outcome, message), message
        assert message.endswith(".")


def test_there_are_many_of_them() -> None:
    assert len(_FILES) >= 40
