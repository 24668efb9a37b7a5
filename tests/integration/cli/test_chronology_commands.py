"""`sightline chronology check`: an agency sees what is made of its file, without an account or a database."""

import json
from pathlib import Path

import pytest
import time_machine
from typer.testing import CliRunner, Result

from sightline.cli import app
from tests.factories.chronology_files import (
    FIRST,
    HEADS,
    SECOND,
    chronology_csv,
    chronology_docx,
    chronology_xlsx,
)

WITHOUT_SOURCE = ("03/06/2013", "", "", "A call", "", "")


def check(file: Path, *options: str) -> Result:
    return CliRunner().invoke(app, ["chronology", "check", str(file), *options])


@pytest.fixture
def good(tmp_path: Path) -> Path:
    file = tmp_path / "police.xlsx"
    file.write_bytes(chronology_xlsx({"Log": [("Harbour Police",), HEADS, FIRST, SECOND]}))
    return file


def test_a_good_file_is_shown_as_it_is_read(good: Path) -> None:
    result = check(good)
    assert result.exit_code == 0, result.output
    assert "police.xlsx: 2 entries" in result.output
    assert "Sheet “Log”: heads in row 2" in result.output
    assert "C “Source of information” is read as: Source record" in result.output
    assert "Sheet “Log”, row 3: “03/05/2013” is 2013-05-03 14:30." in result.output
    assert "Incident of abuse or violence: “shouting”" in result.output
    assert "Must be mended" not in result.output


def test_what_must_be_mended_is_told_by_row_and_column_and_fails_the_command(tmp_path: Path) -> None:
    file = tmp_path / "police.docx"
    file.write_bytes(chronology_docx([[HEADS, WITHOUT_SOURCE, SECOND]]))
    result = check(file)
    assert result.exit_code == 2
    assert "Must be mended: 1" in result.output
    assert "Table 1, row 2, column 3 “Source of information”: This entry has no source." in result.output
    assert "Error: 1 problem must be mended before this file can be taken." in result.output


def test_the_period_that_was_asked_for_is_looked_at(good: Path) -> None:
    result = check(good, "--begins", "2013-05-04", "--ends", "2013-12-31")
    assert result.exit_code == 0
    assert (
        "Sheet “Log”, row 3, column A “Date”: This date is outside the period of the return." in result.output
    )
    assert "row 4, column A" not in result.output
    assert check(good, "--begins", "2014-01-01", "--ends", "2013-12-31").exit_code == 2


def test_a_date_to_come_cannot_have_happened(good: Path) -> None:
    with time_machine.travel("2013-06-01T12:00:00+00:00"):
        result = check(good)
    assert result.exit_code == 2
    assert "after the day on which the file was received" in result.output


def test_a_file_that_writes_the_month_first_is_read_so_when_told(tmp_path: Path) -> None:
    file = tmp_path / "police.csv"
    file.write_bytes(chronology_csv([HEADS, ("03/04/2013", *FIRST[1:])]))
    asked = check(file)
    assert "is 2013-04-03" in asked.output
    assert "whether the day or the month comes first" in asked.output
    told = check(file, "--month-first")
    assert "is 2013-03-04" in told.output
    assert "whether the day or the month comes first" not in told.output


def test_json_holds_every_entry_and_problem(tmp_path: Path) -> None:
    file = tmp_path / "police.docx"
    file.write_bytes(chronology_docx([[HEADS, FIRST, WITHOUT_SOURCE]], before=["A note"]))
    result = check(file, "--json")
    found = json.loads(result.stdout)
    assert result.exit_code == 2
    assert found["is_acceptable"] is False
    assert found["tables"][0]["columns"]["2"] == "SOURCE_RECORD"
    assert [(each["rows"], each["earliest"], each["at"]) for each in found["entries"]] == [
        ([2], "2013-05-03", "14:30:00"),
        ([3], "2013-06-03", None),
    ]
    assert [(each["row"], each["severity"]) for each in found["problems"]] == [
        (2, "WARNING"),
        (3, "ERROR"),
    ]
    assert found["notes"] == [{"sheet": "Table 1", "row": 0, "words": "A note"}]


def test_a_file_that_is_none_is_refused_with_advice(tmp_path: Path) -> None:
    file = tmp_path / "police.doc"
    file.write_bytes(b"{\\rtf1 chronology}")
    result = check(file)
    assert result.exit_code == 2
    assert "save it as .docx" in result.output
    missing = check(tmp_path / "nothing.docx")
    assert missing.exit_code == 2
    assert "There is no such file." in missing.output
