"""Grids → Excel, as somebody in an agency fills it in: days as days here and as words there, lines hidden."""

import io
from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from sightline.analytics.synthetic.returns.grid import Grid, Line
from sightline.archives import repeatable


def excel_file(grids: Sequence[Grid]) -> bytes:
    """Return a workbook with a sheet for each grid; its notes stand in the rows above."""
    workbook = Workbook()
    workbook.properties.creator = "Invented"
    for number, grid in enumerate(grids):
        sheet = workbook.active if number == 0 else workbook.create_sheet()
        assert isinstance(sheet, Worksheet)  # a new workbook has one
        sheet.title = grid.name
        for row, note in enumerate(grid.notes, start=1):
            sheet.cell(row, 1, note)
        for row, line in enumerate(grid.lines, start=first_row(grid)):
            _write(sheet, row, line)
        _merge(sheet, grid)
    written = io.BytesIO()
    workbook.save(written)
    return repeatable(written.getvalue())


def first_row(grid: Grid) -> int:
    """Return the row in which the head of a sheet stands: under the notes and an empty row."""
    return len(grid.notes) + 2 if grid.notes else 1


def _write(sheet: Worksheet, row: int, line: Line) -> None:
    for column, cell in enumerate(line.cells, start=1):
        if cell.day:
            sheet.cell(row, column, cell.day).number_format = "dd/mm/yyyy"
        elif cell.words:
            sheet.cell(row, column, cell.words)
    if line.is_hidden:
        sheet.row_dimensions[row].hidden = True


def _merge(sheet: Worksheet, grid: Grid) -> None:
    """Join each cell with those below that are one with it."""
    first = first_row(grid)
    for column in range(max(len(line.cells) for line in grid.lines)):
        begins = 0
        for number in range(1, len(grid.lines) + 1):
            cells = grid.lines[number].cells if number < len(grid.lines) else ()
            if column < len(cells) and cells[column].is_continued:
                continue
            if number - begins > 1:
                sheet.merge_cells(None, first + begins, column + 1, first + number - 1, column + 1)
            begins = number
