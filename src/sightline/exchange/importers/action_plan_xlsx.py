"""An action plan that Sightline exported to Excel and somebody filled in: file → rows and problems.

Nothing is changed here, and nothing is known here of what the plan says now: the rows are the
cells' words, keyed by the exporter's columns. What Excel and LibreOffice do to a file when they save
it (dates and numbers retyped, columns moved, rows sorted, styles dropped) is understood; what cannot
be understood is a problem that names its row and column.
"""

import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time
from itertools import islice
from typing import Any, NamedTuple

from openpyxl.utils import get_column_letter

from sightline.exchange.exporters.xlsx import ABOUT_SHEET, CUT_MARK, WORKBOOK_VERSION
from sightline.exchange.importers import limits
from sightline.exchange.importers.returned_plan import Cell, Problem, ReturnedPlan, ReturnedRow
from sightline.exchange.importers.unreadable import UnreadableFile
from sightline.exchange.importers.workbook_file import opened_workbook
from sightline.exchange.importers.workbook_words import cell_words, shows_day

UNPACKED_BYTES = 60 * limits.MEGABYTE
SHEET_ROWS = 20_000
SHEET_COLUMNS = 100
_ROWS_ABOVE_HEADS = 20
_ABOUT_ROWS = 50


class _Column(NamedTuple):
    key: str
    title: str


def read_action_plan_xlsx(data: bytes, *, titles: Mapping[str, str], key: str) -> ReturnedPlan:
    """Read the sheet that has the columns of these titles, given by their keys, in this process.

    The cell of column `key` tells which row it is. Files from outside go through
    `sandbox.read_action_plan_in_sandbox`.

    Raises: UnreadableFile where the file is none of ours or goes beyond the limits
    """
    _check_file(data)
    with opened_workbook(data, _damaged()) as workbook:
        return _read_workbook(workbook, titles, key)


def _check_file(data: bytes) -> None:
    if len(data) > limits.FILE_BYTES:
        raise UnreadableFile(
            f"This file is larger than {limits.FILE_BYTES // limits.MEGABYTE} MB, more than any action plan. "
            "Export the plan again and fill in that file."
        )
    if not data:
        raise UnreadableFile("This file is empty. Export the plan again and fill in that file.")
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise UnreadableFile(
            "This is an old Excel file (.xls) or one protected with a password. Save it as an Excel workbook "
            "(.xlsx) without a password and try that copy."
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError) as error:
        raise _no_workbook() from error
    if not any(entry.filename.startswith("xl/") for entry in entries):
        raise _no_workbook()
    if any(entry.filename.lower().endswith("vbaproject.bin") for entry in entries):
        raise UnreadableFile(
            "This workbook holds macros, which are never accepted. Save it as an Excel workbook (.xlsx), "
            "which leaves them out, and try that copy."
        )
    if (
        len(entries) > limits.ARCHIVE_ENTRIES
        or sum(entry.file_size for entry in entries) > UNPACKED_BYTES
        or any(limits.is_packed_too_tight(entry) for entry in entries)
    ):
        raise UnreadableFile(
            "This workbook unpacks to far more than an action plan holds, so it is refused: at most "
            f"{UNPACKED_BYTES // limits.MEGABYTE} MB. Export the plan again and fill in that file."
        )


def _read_workbook(workbook: Any, titles: Mapping[str, str], key: str) -> ReturnedPlan:
    about = _about(workbook)
    if about.get("kind") != "action_plan":
        raise UnreadableFile("This workbook is not an action plan. Export the plan and fill in that file.")
    columns = {_folded(title): _Column(name, title) for name, title in titles.items()}
    for sheet in workbook.worksheets:
        if sheet.title == ABOUT_SHEET:
            continue
        sheet.reset_dimensions()
        rows = enumerate(sheet.iter_rows(max_row=SHEET_ROWS + 1, max_col=SHEET_COLUMNS), start=1)
        for _number, row in islice(rows, _ROWS_ABOVE_HEADS):
            heads = [_folded(_text(cell)) for cell in row]
            if _folded(titles[key]) in heads:
                _require_heads(heads, columns, sheet.title)
                placed = {index: columns[head] for index, head in enumerate(heads) if head in columns}
                return _read_rows(sheet.title, about, placed, rows, key)
    raise UnreadableFile(
        f"No sheet of this workbook has the column '{titles[key]}'. It is hidden and tells which row is "
        "which action: it must not be deleted. Export the plan again and copy your changes into that file."
    )


def _about(workbook: Any) -> Mapping[str, str]:
    if ABOUT_SHEET not in workbook.sheetnames:
        raise UnreadableFile(
            f"This workbook was not made by Sightline, or its hidden sheet '{ABOUT_SHEET}' was deleted. "
            "Export the plan again and copy your changes into that file."
        )
    sheet = workbook[ABOUT_SHEET]
    sheet.reset_dimensions()
    pairs = [[_text(cell) for cell in row] for row in sheet.iter_rows(max_row=_ABOUT_ROWS, max_col=2)]
    about = {row[0]: row[1] for row in pairs if len(row) == 2 and row[0]}
    if about.get("workbook_version") != WORKBOOK_VERSION:
        raise UnreadableFile(
            "This workbook was made by another version of Sightline. Export the plan again and copy your "
            "changes into that file."
        )
    return about


def _require_heads(heads: Sequence[str], columns: Mapping[str, _Column], sheet: str) -> None:
    twice = sorted({columns[head].title for head in heads if head in columns and heads.count(head) > 1})
    if twice:
        raise UnreadableFile(
            f"Sheet '{sheet}' has the column '{twice[0]}' twice. Delete the copy that Sightline did not make."
        )


def _read_rows(
    sheet: str,
    about: Mapping[str, str],
    placed: Mapping[int, _Column],
    rows: Iterable[tuple[int, Sequence[Any]]],
    key: str,
) -> ReturnedPlan:
    read: list[ReturnedRow] = []
    problems: list[Problem] = []
    first_seen: dict[Cell, int] = {}
    for number, row in rows:
        cells = dict(_cells(sheet, number, row, placed, problems))
        if all(cell in (None, "") for cell in cells.values()):
            continue
        if number > SHEET_ROWS:
            raise UnreadableFile(
                f"Sheet '{sheet}' has more than {SHEET_ROWS:,} rows, more than any action plan."
            )
        identity = cells.get(key)
        if identity in (None, ""):
            problems.append(Problem(sheet, number, "", _NEW_ROW))
        elif identity in first_seen:
            problems.append(
                Problem(sheet, number, "", f"this is a copy of row {first_seen[identity]}. Delete one.")
            )
        else:
            first_seen[identity] = number
            read.append(ReturnedRow(number, cells))
    return ReturnedPlan(sheet, about, tuple(read), tuple(problems))


_NEW_ROW = (
    "this row is not one that Sightline exported. Actions are not added in the spreadsheet: delete the row "
    "and add what it says to the action it belongs to."
)


def _cells(
    sheet: str, number: int, row: Sequence[Any], placed: Mapping[int, _Column], problems: list[Problem]
) -> Iterator[tuple[str, Cell]]:
    for index, column in placed.items():
        cell = row[index] if index < len(row) else None
        kind = getattr(cell, "data_type", "n")
        if kind == "f":
            where = f"{get_column_letter(index + 1)}{number}"
            message = f"cell {where} holds a formula, which is not calculated here. Type its value instead."
            problems.append(Problem(sheet, number, column.title, message))
        elif kind == "e":
            message = "the cell holds a spreadsheet error. Type a value instead."
            problems.append(Problem(sheet, number, column.title, message))
        else:
            value = _value(cell)
            if not (isinstance(value, str) and value.endswith(CUT_MARK)):
                yield column.key, value


def _value(cell: Any) -> Cell:
    value = getattr(cell, "value", None)
    match value:
        case None:
            return None
        case bool():
            return "TRUE" if value else "FALSE"
        case datetime():
            return value.date() if shows_day(cell.number_format) else f"{value:%Y-%m}"
        case date() | int() | float():
            return value
        case time():
            return value.isoformat(timespec="minutes")
        case _:
            return cell_words(str(value))


def _text(cell: Any) -> str:
    value = _value(cell)
    return "" if value is None else str(value)


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()


def _no_workbook() -> UnreadableFile:
    return UnreadableFile(
        "This is not a whole Excel workbook (.xlsx). Export the plan to Excel, fill in that file and give it "
        "back."
    )


def _damaged() -> UnreadableFile:
    return UnreadableFile(
        "This workbook is damaged or cut short and cannot be opened. Open it in Excel, save it again as "
        ".xlsx and try that copy."
    )
