"""The page of limits says what the code does."""

from pathlib import Path

import pytest

from sightline.exchange.importers import limits

_PAGE = Path(__file__).parents[4] / "docs" / "reference" / "reading-limits.md"


@pytest.mark.parametrize(
    ("what", "limit"),
    [
        ("size of the file", f"{limits.FILE_BYTES // limits.MEGABYTE} MB"),
        ("unpacked, for Word files", f"{limits.UNPACKED_BYTES // limits.MEGABYTE} MB"),
        ("one part of a Word file", f"{limits.PACKED_PART_BYTES // limits.MEGABYTE} MB"),
        ("parts of a Word file", f"{limits.ARCHIVE_ENTRIES:,}"),
        (
            f"unpacked to packed, for any part above {limits.RATIO_FLOOR_BYTES // limits.MEGABYTE} MB",
            f"{limits.COMPRESSION_RATIO} to 1",
        ),
        ("pages of a PDF", str(limits.PDF_PAGES)),
        ("words on a PDF page", f"{limits.PAGE_WORDS:,}"),
        ("lines drawn on a PDF page", f"{limits.PAGE_RULES:,}"),
        ("rows of a chronology with words in them", f"{limits.TABLE_ROWS:,}"),
        ("columns of a chronology", str(limits.TABLE_COLUMNS)),
        (
            "memory (address space) of the reading process",
            f"{limits.MEMORY_BYTES // limits.MEGABYTE} MB",
        ),
        ("processor time", f"{limits.CPU_SECONDS} seconds"),
        ("time by the clock", f"{limits.WALL_SECONDS} seconds"),
        ("open files", str(limits.OPEN_FILES)),
    ],
)
def test_the_page_gives_the_limit(what: str, limit: str) -> None:
    assert f"| {what} | {limit} |" in _PAGE.read_text().splitlines()
