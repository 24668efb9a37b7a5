"""Tables → Excel that people can filter, fill in and send back; the same bytes for the same tables.

The first sheet says what to do, one sheet holds each table, and a hidden one holds what the importer
needs (which review, which columns) and the lists of choices. No cell can be a formula.
Source: SECURITY-P24
"""

import io
from datetime import date

from openpyxl import Workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from sightline.archives import repeatable
from sightline.exchange.exporters.cell_text import CELL_CHARACTERS, safe_text, sayable
from sightline.exchange.exporters.tables import Column, Export, Table, Value, as_words

#: The form of the workbook; the importer refuses one it does not know.
WORKBOOK_VERSION = "1"
ABOUT_SHEET = "Sightline"
#: Ends a text that did not fit into a cell. The importer takes such a cell as not changed.
CUT_MARK = " [… the rest is in Sightline]"

_THIN = Side(style="thin", color="B1B4B6")
_BORDER = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_HEAD_FONT = Font(name="Arial", size=10, bold=True)
_FONT = Font(name="Arial", size=10)
_HEAD_FILL = PatternFill("solid", fgColor="D9E2EC")
_EDITABLE_FILL = PatternFill("solid", fgColor="FFF7BF")
_WRAPPED = Alignment(wrap_text=True, vertical="top")


def export_xlsx(export: Export) -> bytes:
    """This writes the workbook."""
    workbook = Workbook()
    workbook.properties.creator = workbook.properties.lastModifiedBy = "Sightline"
    workbook.properties.title = sayable(export.title)[:255]
    read_me = workbook.active
    assert isinstance(read_me, Worksheet)  # a new workbook has one sheet
    _write_notes(read_me, export)
    about = workbook.create_sheet(ABOUT_SHEET)
    about.sheet_state = "hidden"
    choices = _write_about(about, export)
    for table in export.tables:
        sheet = workbook.create_sheet(table.title, index=len(workbook.sheetnames) - 1)
        _write_table(sheet, table, choices)
        # In a footer an ampersand begins a code of Excel's.
        sheet.oddFooter.center.text = sayable(export.footer).replace("&", "&&")
    workbook.active = 1 if export.tables else 0
    written = io.BytesIO()
    workbook.save(written)
    return repeatable(written.getvalue())


def _write_notes(sheet: Worksheet, export: Export) -> None:
    sheet.title = "Read me"
    sheet.column_dimensions["A"].width = 110
    for row, line in enumerate((export.title, *export.notes), start=1):
        cell = sheet.cell(row, 1)
        _set_text(cell, line)
        cell.font = Font(name="Arial", size=14, bold=True) if row == 1 else _FONT
        cell.alignment = _WRAPPED


def _write_about(sheet: Worksheet, export: Export) -> dict[tuple[str, str], str]:
    """Write names and values into two columns and each list of choices into one; return where those are."""
    for row, (name, value) in enumerate(
        (("workbook_version", WORKBOOK_VERSION), ("kind", export.kind), *export.about), start=1
    ):
        _set_text(sheet.cell(row, 1), name)
        _set_text(sheet.cell(row, 2), value)
    ranges = {}
    column_number = 4
    for table in export.tables:
        for column in table.columns:
            if not column.choices:
                continue
            letter = get_column_letter(column_number)
            for row, choice in enumerate(column.choices, start=1):
                _set_text(sheet.cell(row, column_number), choice)
            ranges[table.key, column.key] = f"'{ABOUT_SHEET}'!${letter}$1:${letter}${len(column.choices)}"
            column_number += 1
    return ranges


def _write_table(sheet: Worksheet, table: Table, choices: dict[tuple[str, str], str]) -> None:
    for number, column in enumerate(table.columns, start=1):
        _write_head(sheet, number, column)
    for row_number, row in enumerate(table.rows, start=2):
        for number, (column, value) in enumerate(zip(table.columns, row, strict=True), start=1):
            _write_cell(sheet.cell(row_number, number), column, value)
    last = f"{get_column_letter(len(table.columns))}{len(table.rows) + 1}"
    sheet.auto_filter.ref = f"A1:{last}"
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    for number, column in enumerate(table.columns, start=1):
        where = choices.get((table.key, column.key))
        if where and table.rows:
            _offer_choices(sheet, get_column_letter(number), len(table.rows) + 1, where, column)


def _write_head(sheet: Worksheet, number: int, column: Column) -> None:
    head = sheet.cell(1, number)
    _set_text(head, column.title)
    head.font, head.alignment, head.border = _HEAD_FONT, _WRAPPED, _BORDER
    head.fill = _EDITABLE_FILL if column.is_editable else _HEAD_FILL
    dimension = sheet.column_dimensions[get_column_letter(number)]
    dimension.width, dimension.hidden = column.width, column.is_hidden


def _write_cell(cell: Cell | MergedCell, column: Column, value: Value) -> None:
    match value:
        case date() | int():
            cell.value = value
            cell.number_format = "dd/mm/yyyy" if isinstance(value, date) else "0"
        case _:
            _set_text(cell, as_words(value))
    cell.font, cell.alignment, cell.border = _FONT, _WRAPPED, _BORDER


def _set_text(cell: Cell | MergedCell, text: str) -> None:
    """Put words into a cell so that they stay words, also after a person presses F2 and Enter."""
    if not text:
        return
    said = sayable(safe_text(text))
    if len(said) > CELL_CHARACTERS:
        said = said[: CELL_CHARACTERS - len(CUT_MARK)] + CUT_MARK
    cell.value = said
    cell.data_type = "s"
    cell.quotePrefix = True
    cell.number_format = "@"


def _offer_choices(sheet: Worksheet, letter: str, last_row: int, where: str, column: Column) -> None:
    validation = DataValidation(
        type="list",
        formula1=where,
        allow_blank=True,
        showErrorMessage=True,
        errorTitle=column.title[:32],
        error="Choose one of the list.",
    )
    validation.add(f"{letter}2:{letter}{last_row}")
    sheet.add_data_validation(validation)
