"""The sheets of an Excel workbook as tables: every cell in its place, as a person sees it there.

What a person does not see (hidden rows, columns and sheets) is read and told of. Merged cells are one
cell. A formula is read as what it came to when the workbook was saved.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from itertools import groupby
from typing import IO, Any

from lxml import etree
from openpyxl.utils.cell import coordinate_to_tuple

from sightline.domain.chronology.tables import (
    RawCell,
    RawRow,
    RawTable,
    RowProblem,
    column_letters,
)
from sightline.domain.vocabulary.returned_tables import ProblemSeverity
from sightline.exchange.exporters.xlsx import ABOUT_SHEET
from sightline.exchange.importers import limits
from sightline.exchange.importers.table_limits import too_many_columns, too_many_rows
from sightline.exchange.importers.unreadable import UnreadableFile
from sightline.exchange.importers.workbook_file import opened_workbook
from sightline.exchange.importers.workbook_words import cell_words, iso_words, shown_words

_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_CELL_COMMENTS = re.compile(r"xl/(?:threadedComments/|comments)")
_DECIMALS = re.compile(r"#?,?#*0\.(0+)(?:_.)?")
_DAMAGED = (
    "This workbook is damaged or cut short and cannot be opened. Open it in Excel, save it again as .xlsx "
    "and try that copy."
)


def workbook_tables(data: bytes, file_name: str) -> list[RawTable]:
    """Read the sheets that hold any words, in their order.

    Raises: UnreadableFile
    """
    with opened_workbook(data, UnreadableFile(_DAMAGED), with_results=True) as workbook:
        sheets = [sheet for sheet in workbook.worksheets if sheet.title != ABOUT_SHEET]
        tables = [_Sheet(file_name, sheet).table() for sheet in sheets]
        has_comments = any(map(_CELL_COMMENTS.match, workbook._archive.namelist()))
    tables = [table for table in tables if table.rows or table.problems]
    if sum(len(table.rows) for table in tables) > limits.TABLE_ROWS:
        raise too_many_rows()
    if has_comments and tables:
        tables[0] = _with_comments_told(tables[0])
    return tables


def _with_comments_told(table: RawTable) -> RawTable:
    problem = RowProblem(
        table.file,
        "",
        0,
        "",
        "The workbook has comments fastened to cells. They are not read.",
        "Write what belongs to the chronology into a column.",
        ProblemSeverity.WARNING,
    )
    return RawTable(
        table.file, table.name, table.rows, table.notes, table.has_letters, (problem, *table.problems)
    )


@dataclass(slots=True)
class _Layout:
    """What openpyxl leaves out when it reads row by row: by the row's number and the column from 1."""

    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    merged: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    without_result: list[tuple[int, int]] = field(default_factory=list)


class _Sheet:
    def __init__(self, file: str, sheet: Any) -> None:
        self._file = file
        self._sheet = sheet
        self._name = f"Sheet “{sheet.title}”"
        self._problems: list[RowProblem] = []
        with sheet._get_source() as part:
            self._layout = _layout(part)

    def table(self) -> RawTable:
        rows = tuple(self._rows())
        self._tell_hidden(rows)
        for row, column in self._layout.without_result:
            self._tell(
                row,
                column - 1,
                "This cell holds a formula, and the file does not hold what it comes to.",
                "Open the file in Excel and save it again, or type the value.",
            )
        problems = tuple(sorted(self._problems, key=lambda problem: problem.row))
        return RawTable(self._file, self._name, rows, has_letters=True, problems=problems)

    def _rows(self) -> Iterator[RawRow]:
        self._sheet.reset_dimensions()
        n_rows = 0
        for number, cells in enumerate(self._sheet.iter_rows(), start=1):
            read = tuple(self._cells(number, cells))
            if not read:
                continue
            n_rows += 1
            if n_rows > limits.TABLE_ROWS:
                raise too_many_rows()
            yield RawRow(number, read, is_hidden=number in self._layout.hidden_rows)

    def _cells(self, number: int, cells: Sequence[Any]) -> Iterator[RawCell]:
        for column, cell in enumerate(cells, start=1):
            if cell.value is None:
                continue
            text, shown = _words(cell)
            if not text.strip():
                continue
            if column > limits.TABLE_COLUMNS:
                raise too_many_columns(f"{self._name}, row {number}")
            if cell.data_type == "e":
                self._tell(
                    number,
                    column - 1,
                    "This cell holds a spreadsheet error.",
                    "Type the value that belongs here.",
                    text,
                )
            n_rows, n_columns = self._layout.merged.get((number, column), (1, 1))
            yield RawCell(column - 1, text, shown if shown != text else "", n_columns, n_rows)

    def _tell_hidden(self, rows: Sequence[RawRow]) -> None:
        if not rows:
            return
        if self._sheet.sheet_state != "visible":
            self._tell(
                0,
                None,
                "This sheet is hidden. It was read all the same.",
                "Show the sheet and check that it belongs to the chronology, or delete it.",
            )
        for first, last in _runs(row.number for row in rows if row.is_hidden):
            which = "This row is" if first == last else f"Rows {first} to {last} are"
            self._tell(
                first,
                None,
                f"{which} hidden, and read all the same.",
                "Show what is hidden and check that it belongs to the chronology, or delete it.",
            )
        used = {cell.column + 1 for row in rows for cell in row.cells}
        for column in sorted(used & self._layout.hidden_columns):
            self._tell(
                0,
                column - 1,
                "This column is hidden, and read all the same.",
                "Show the column and check that it belongs to the chronology, or delete it.",
            )

    def _tell(self, row: int, position: int | None, message: str, expected: str, words: str = "") -> None:
        column = "" if position is None else column_letters(position)
        self._problems.append(
            RowProblem(self._file, self._name, row, column, message, expected, ProblemSeverity.WARNING, words)
        )


def _words(cell: Any) -> tuple[str, str]:
    """Return a cell's words as they are read, and as they are shown."""
    value = cell.value
    match value:
        case bool():
            return ("TRUE" if value else "FALSE"), ""
        case datetime() | date() | time():
            return iso_words(value, cell.number_format), shown_words(value, cell.number_format)
        case int() | float():
            return _number(value, cell.number_format), ""
        case _:
            return cell_words(str(value)).strip(), ""


def _number(value: float, number_format: str) -> str:
    """Return a number as it is shown where its decimals are fixed: 14.30 is a time that somebody typed."""
    decimals = _DECIMALS.fullmatch(number_format)
    if decimals:
        return f"{value:.{len(decimals[1])}f}"
    return str(int(value)) if float(value).is_integer() else str(value)


def _runs(numbers: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Yield the first and last of numbers that follow each other."""
    for _, run in groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0]):
        members = [number for _, number in run]
        yield members[0], members[-1]


def _layout(part: IO[bytes]) -> _Layout:
    layout = _Layout()
    tags = [_S + name for name in ("row", "col", "mergeCell")]
    parsed = etree.iterparse(part, tag=tags, resolve_entities=False, load_dtd=False, no_network=True)
    number = 0
    for _, element in parsed:
        match etree.QName(element).localname:
            case "row":
                number = int(element.get("r") or number + 1)
                _add_row(layout, element, number)
            case "col":
                if _is_on(element.get("hidden")):
                    first, last = int(element.get("min")), int(element.get("max"))
                    layout.hidden_columns.update(range(first, min(last, limits.TABLE_COLUMNS) + 1))
            case _:
                first, _, last = element.get("ref").partition(":")
                (top, left), (bottom, right) = coordinate_to_tuple(first), coordinate_to_tuple(last or first)
                layout.merged[top, left] = (bottom - top + 1, right - left + 1)
        element.clear()
        while element.getprevious() is not None:
            del element.getparent()[0]
    return layout


def _add_row(layout: _Layout, element: Any, number: int) -> None:
    if _is_on(element.get("hidden")):
        layout.hidden_rows.add(number)
    for place, cell in enumerate(element, start=1):
        names = {etree.QName(child).localname for child in cell if child.text}
        is_formula = any(etree.QName(child).localname == "f" for child in cell)
        if is_formula and "v" not in names:
            reference = cell.get("r")
            column = coordinate_to_tuple(reference)[1] if reference else place
            layout.without_result.append((number, column))


def _is_on(value: str | None) -> bool:
    return value in ("1", "true")
