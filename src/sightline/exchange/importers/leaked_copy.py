"""A copy of an export that turned up somewhere: what a watermark can be found in, and nothing else of it.

Only the words and the widths of columns are looked for, with plain patterns in the parts of an Excel or Word
file: whoever cleaned a copy may have left it in a state that no library opens. Any other file is text.
"""

import html
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from sightline.domain.watermark import N_STEPS
from sightline.exchange.importers import limits
from sightline.exchange.importers.docx.package import opened_archive
from sightline.exchange.importers.unreadable import UnreadableFile

# As the renderer of Word files makes columns, in twentieths of a point.
_WORD_UNIT, _WORD_STEP = 40, 10
_SHEET = re.compile(r"xl/worksheets/sheet(\d+)\.xml")
_WORDS = re.compile(r"(?:xl/sharedStrings|xl/worksheets/sheet\d+|word/(?:document|header\d*|footer\d*))\.xml")
_COLUMN = re.compile(r"<(?:\w+:)?col\b([^>]*)>")
_GRID = re.compile(r"<w:tblGrid>(.*?)</w:tblGrid>", re.DOTALL)
_GRID_COLUMN = re.compile(r'<w:gridCol\b[^>]*\bw:w="(\d{1,6})"')
_END_OF_WORDS = re.compile(r"</(?:w:p|si|is|oddFooter)>")
_TAG = re.compile(r"<[^<>]*>")


@dataclass(frozen=True, slots=True)
class LeakedCopy:
    """The words of a copy, and for each of its tables the steps that its columns' widths show."""

    text: str
    tables: tuple[tuple[int, ...], ...] = ()


def read_leaked_copy(data: bytes) -> LeakedCopy:
    """Read a copy in this process. Files from outside go through `sandbox.read_leaked_copy_in_sandbox`.

    Raises: UnreadableFile where the file goes beyond the limits
    """
    if len(data) > limits.FILE_BYTES:
        raise UnreadableFile(f"This file is larger than {limits.FILE_BYTES // limits.MEGABYTE} MB.")
    if not data.startswith(b"PK"):
        return LeakedCopy(_decoded(data))
    with opened_archive(data) as archive:
        parts = dict(_parts(archive))
    text = "\n".join(html.unescape(_TAG.sub("", _END_OF_WORDS.sub("\n", part))) for part in parts.values())
    sheets = sorted((int(found[1]), part) for name, part in parts.items() if (found := _SHEET.match(name)))
    tables = [
        *(_sheet_steps(part) for _number, part in sheets),
        *map(_grid_steps, _GRID.findall(parts.get("word/document.xml", ""))),
    ]
    return LeakedCopy(text, tuple(steps for steps in tables if len(steps) > 1))


def _parts(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    for name in archive.namelist():
        if _WORDS.fullmatch(name):
            try:
                yield name, _decoded(archive.read(name))
            except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
                raise UnreadableFile("This file is damaged. Give the text it shows instead.") from error


def _decoded(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    return data.decode("utf-8-sig", errors="replace")


def _sheet_steps(part: str) -> tuple[int, ...]:
    steps: list[int] = []
    for column in _COLUMN.findall(part):
        said = dict(re.findall(r'\b(min|max|width)="(\d{1,5}(?:\.\d{1,20})?)"', column))
        if said.keys() == {"min", "max", "width"}:
            # Neighbours of one width may be said at once; a sheet has no more than 16,384 columns.
            n_columns = min(int(said["max"].partition(".")[0]) - int(said["min"].partition(".")[0]) + 1, 100)
            steps += [round(float(said["width"]) % 1 * N_STEPS) % N_STEPS] * n_columns
    return tuple(steps)


def _grid_steps(grid: str) -> tuple[int, ...]:
    widths = map(int, _GRID_COLUMN.findall(grid))
    return tuple(round(width % _WORD_UNIT / _WORD_STEP) % N_STEPS for width in widths)
