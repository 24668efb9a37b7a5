"""What each format of an export looks like to the program that opens it."""

import csv
import io
import json
import zipfile
from datetime import UTC, datetime

import pytest
from openpyxl import load_workbook

from sightline.archives import repeatable
from sightline.domain.watermark import Mark, hidden_references
from sightline.exchange.exporters import EXPORTERS
from sightline.exchange.exporters.cell_text import CELL_CHARACTERS
from sightline.exchange.exporters.tables import Column, Export, Table
from sightline.exchange.exporters.watermarked import watermarked
from sightline.exchange.importers.leaked_copy import read_leaked_copy
from sightline.exchange.importers.sandbox import read_action_plan_in_sandbox
from tests.integration.exchange.exporters.invented_export import TITLES, invented_export


@pytest.mark.parametrize("extension", sorted(EXPORTERS))
def test_the_same_data_makes_the_same_bytes(extension: str) -> None:
    assert EXPORTERS[extension](invented_export()) == EXPORTERS[extension](invented_export())


def test_an_archive_holds_no_moment_of_writing() -> None:
    data = EXPORTERS["xlsx"](invented_export())
    written_later = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(written_later, "w") as later:
        for name in source.namelist():
            content = source.read(name).replace(b"1980-01-01T00:00:00Z", b"2031-05-06T07:08:09Z")
            later.writestr(zipfile.ZipInfo(name, (2031, 5, 6, 7, 8, 9)), content)

    assert repeatable(written_later.getvalue()) == data


def test_excel_has_frozen_heads_filters_wrapped_text_and_lists() -> None:
    workbook = load_workbook(io.BytesIO(EXPORTERS["xlsx"](invented_export())))

    sheet = workbook["Action plan"]

    assert workbook.sheetnames == ["Read me", "Action plan", "Sightline"]
    assert workbook["Sightline"].sheet_state == "hidden"
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:E10"
    assert sheet["C2"].alignment.wrap_text
    assert sheet.column_dimensions["A"].hidden
    assert not sheet.column_dimensions["B"].hidden
    (validation,) = sheet.data_validations.dataValidation
    assert str(validation.sqref) == "D2:D10"
    choices = workbook["Sightline"][validation.formula1.split("!")[1].replace("$", "")]
    assert [cell.value for (cell,) in choices] == ["Not started", "In progress"]


def test_excel_keeps_nobody_s_name() -> None:
    properties = load_workbook(io.BytesIO(EXPORTERS["xlsx"](invented_export()))).properties

    assert (properties.creator, properties.lastModifiedBy) == ("Sightline", "Sightline")


def test_a_text_longer_than_a_cell_is_cut_and_comes_back_as_not_given() -> None:
    data = EXPORTERS["xlsx"](invented_export(("word " * 8_000,)))

    sheet = load_workbook(io.BytesIO(data))["Action plan"]
    (row,) = read_action_plan_in_sandbox(data, titles=TITLES, key="action_id").rows

    assert len(sheet["C2"].value) == CELL_CHARACTERS
    assert sheet["C2"].value.endswith("[… the rest is in Sightline]")
    assert "text" not in row.cells


def test_csv_is_marked_as_utf_8_and_leaves_out_what_is_hidden() -> None:
    written = EXPORTERS["csv"](invented_export())

    rows = list(csv.reader(io.StringIO(written.decode("utf-8-sig"), newline="")))

    assert written.startswith(b"\xef\xbb\xbf")
    assert rows[0] == ["No.", "Action", "Status", "Due"]
    assert rows[1] == ["1", "Train every member of staff", "Not started", "2031-04-30"]


def test_csv_of_several_tables_names_each() -> None:
    counts = Table("counts", "Counts", (Column("n", "Number", 8),), ((3,),))
    export = Export("board_report", "Board", (), (), (counts, counts))

    written = EXPORTERS["csv"](export).decode("utf-8-sig")

    assert written == '"Counts"\r\n"Number"\r\n"3"\r\n\r\n"Counts"\r\n"Number"\r\n"3"\r\n'


def test_json_says_its_version_and_holds_every_column() -> None:
    content = json.loads(EXPORTERS["json"](invented_export()))

    assert content["schema_version"] == "1.1"
    assert content["kind"] == "action_plan"
    assert content["review_id"] == "review-1"
    assert content["actions"][0] == {
        "action_id": "action-1",
        "number": "1",
        "text": "Train every member of staff",
        "status": "Not started",
        "due_on": "2031-04-30",
    }


def test_a_row_of_another_width_is_refused() -> None:
    with pytest.raises(ValueError, match="needs 1 cells"):
        Table("counts", "Counts", (Column("n", "Number", 8),), ((1, 2),))


MARK = Mark("XK7M9Q2D", "Cora Example", datetime(2031, 1, 31, 9, 30, tzinfo=UTC))


@pytest.mark.parametrize("extension", sorted(EXPORTERS))
def test_each_row_of_a_marked_export_says_whose_it_is(extension: str) -> None:
    written = EXPORTERS[extension](watermarked(invented_export(), MARK, hides=True))

    assert read_leaked_copy(written).text.count("XK7M-9Q2D Cora Example 31/01/2031 09:30") >= 8


def test_a_marked_workbook_says_so_at_the_foot_of_each_printed_page() -> None:
    by = Mark("XK7M9Q2D", "Fish & Sons", MARK.at)
    workbook = load_workbook(io.BytesIO(EXPORTERS["xlsx"](watermarked(invented_export(), by, hides=True))))

    assert workbook["Action plan"].oddFooter.center.text == by.words.replace("&", "&&")


def test_what_is_filled_in_or_hidden_gets_no_hidden_mark() -> None:
    marked = watermarked(invented_export(("Check the locks.",)), MARK, hides=True)

    (row,) = marked.tables[0].rows
    assert [bool(hidden_references(str(value))) for value in row] == [False, False, True, False, False, False]
