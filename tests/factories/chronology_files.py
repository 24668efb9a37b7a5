"""Invented chronologies as files, drawn as agencies draw them: Word tables, sheets, delimited text.

A table is rows of words. `Over` in a row's place is a cell that goes on from above or from the left.
"""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

import docx
from docx.enum.section import WD_ORIENT
from openpyxl import Workbook
from openpyxl.styles import Alignment

from sightline.domain.chronology.tables import RawCell, RawRow, RawTable

Value = str | int | float | date | datetime | time | None

HEADS = ("Date", "Time", "Source of information", "Event", "Response or outcome", "Author's comment")
FIRST = (
    "03/05/2013",
    "14:30",
    "Niche log 117",
    "Neighbour reports shouting at the flat",
    "Officers attend, no offence disclosed",
    "No risk assessment was recorded",
)
SECOND = (
    "25/06/2013",
    "",
    "Niche log 204",
    "Adult A calls: Adult B is at the door",
    "Adult B moved on",
    "",
)


def chronology_docx(
    tables: Iterable[Sequence[Sequence[str]]],
    *,
    before: Sequence[str] = (),
    between: Sequence[str] = (),
    after: Sequence[str] = (),
    merged: Sequence[tuple[int, tuple[int, int], tuple[int, int]]] = (),
    is_landscape: bool = True,
) -> bytes:
    """Return a Word file; `merged` names a table and the two corners of each merged block, from 0."""
    document = docx.Document()
    if is_landscape:
        section = document.sections[0]
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = section.page_height, section.page_width
    for words in before:
        document.add_paragraph(words)
    drawn = []
    for number, rows in enumerate(tables):
        for words in between if number else ():
            document.add_paragraph(words)
        table = document.add_table(rows=len(rows), cols=max(map(len, rows)))
        for row, cells in zip(table.rows, rows, strict=True):
            for cell, words in zip(row.cells, cells, strict=False):
                cell.text = words
        drawn.append(table)
    for words in after:
        document.add_paragraph(words)
    for number, first, last in merged:
        # Word keeps the words of every merged cell; ours are empty but for the first.
        kept = drawn[number].cell(*first).text
        drawn[number].cell(*first).merge(drawn[number].cell(*last)).text = kept
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def chronology_xlsx(
    sheets: Mapping[str, Sequence[Sequence[Value]]],
    *,
    merged: Sequence[str] = (),
    hidden_rows: Sequence[int] = (),
    hidden_columns: Sequence[str] = (),
    hidden_sheets: Sequence[str] = (),
    formats: Mapping[str, str] | None = None,
) -> bytes:
    """Return a workbook; merged ranges, hidden rows and formats by cell are those of the first sheet."""
    workbook = Workbook()
    workbook.remove(workbook.active)
    for title, rows in sheets.items():
        sheet: Any = workbook.create_sheet(title)
        for row in rows:
            sheet.append([None if value == "" else value for value in row])
        if title in hidden_sheets:
            sheet.sheet_state = "hidden"
    first: Any = workbook.worksheets[0]
    for cells in merged:
        first.merge_cells(cells)
    for number in hidden_rows:
        first.row_dimensions[number].hidden = True
    for letters in hidden_columns:
        first.column_dimensions[letters].hidden = True
    for place, number_format in (formats or {}).items():
        first[place].number_format = number_format
        first[place].alignment = Alignment(wrap_text=True)
    file = io.BytesIO()
    workbook.save(file)
    return file.getvalue()


def chronology_csv(rows: Iterable[Sequence[str]], *, delimiter: str = ",", encoding: str = "utf-8") -> bytes:
    """Return delimited text as a spreadsheet writes it."""
    file = io.StringIO()
    csv.writer(file, delimiter=delimiter).writerows(rows)
    return file.getvalue().encode(encoding)


def raw_table(
    rows: Sequence[Sequence[str]],
    *,
    name: str = "Table 1",
    notes: Sequence[str] = (),
    reaching: Mapping[tuple[int, int], tuple[int, int]] | None = None,
    kept_as_dates: bool = False,
) -> RawTable:
    """Return a table as a reader gives it; `reaching` says by row and column from 0 how far a cell reaches.

    With `kept_as_dates`, a date in ISO form is one that a program keeps, and shows as Britain writes it.
    """
    reaching = reaching or {}
    read = []
    for at, row in enumerate(rows):
        cells = []
        for column, words in enumerate(row):
            n_rows, n_columns = reaching.get((at, column), (1, 1))
            shown = _shown(words) if kept_as_dates else ""
            if words.strip():
                cells.append(RawCell(column, words, shown, n_columns, n_rows))
        if cells:
            read.append(RawRow(at + 1, tuple(cells)))
    return RawTable("return.docx", name, tuple(read), tuple(notes))


def _shown(words: str) -> str:
    try:
        return f"{date.fromisoformat(words):%d/%m/%Y}"
    except ValueError:
        return ""
