"""The invented review's returns: files in many forms, each told the truth of, each read as it stands."""

import io
import re
from collections import Counter

import docx
import openpyxl
import pytest
from docx.enum.section import WD_ORIENT

from sightline.analytics.synthetic.cast import AGENCIES, FAMILY, STRANGER
from sightline.analytics.synthetic.invented_review import invented_review
from sightline.analytics.synthetic.returns.files import ReturnedFile, WrittenEvent, returned_files
from sightline.analytics.synthetic.returns.grid import MistakeKind
from sightline.domain.chronology.tables import RawRow, RawTable
from sightline.domain.vocabulary.returned_tables import ColumnMeaning
from sightline.exchange.importers.chronology_tables import read_tables

REVIEW = invented_review()
FILES = {file.name: file for file in returned_files(REVIEW)}
CHRONOLOGIES = [file for file in FILES.values() if file.written]

chronologies = pytest.mark.parametrize("file", CHRONOLOGIES, ids=lambda file: file.name)


def tables(file: ReturnedFile) -> list[RawTable]:
    return [table for table in read_tables(file.data, file.name) if table.rows]


def row_of(file: ReturnedFile, line: WrittenEvent) -> RawRow:
    return next(row for row in tables(file)[line.table - 1].rows if row.number == line.row)


def words(row: RawRow) -> list[str]:
    return [cell.words for cell in row.cells]


def cell_under(file: ReturnedFile, line: WrittenEvent, meaning: ColumnMeaning) -> str:
    place = [means for _, means in file.columns].index(meaning)
    return next((cell.words for cell in row_of(file, line).cells if cell.column == place), "")


def planted(kind: MistakeKind) -> list[tuple[ReturnedFile, WrittenEvent]]:
    return [(file, line) for file in CHRONOLOGIES for line in file.mistakes if line.mistake is kind]


def test_the_same_seed_gives_the_same_bytes_and_another_seed_others() -> None:
    assert list(returned_files(invented_review())) == list(FILES.values())
    others = {file.name: file.data for file in returned_files(invented_review(2))}
    assert [file.name for file in CHRONOLOGIES if others[file.name] == file.data] == []


def test_eleven_agencies_send_a_chronology_in_four_formats() -> None:
    assert [file.agency for file in CHRONOLOGIES] == [agency.key for agency in AGENCIES]
    formats = Counter(file.name.rpartition(".")[2] for file in CHRONOLOGIES)
    assert formats == {"docx": 4, "xlsx": 3, "csv": 3, "txt": 1}


@pytest.mark.parametrize("size", [1, 6])
def test_each_event_stands_whole_at_the_place_the_truth_names(size: int) -> None:
    review = invented_review(3, size=size)
    texts = {event.id: event.text for event in review.events if event.agency != FAMILY}
    for file in returned_files(review):
        rows = [{row.number: row for row in table.rows} for table in tables(file)]
        for line in file.written:
            if line.event_id:
                read = rows[line.table - 1][line.row]
                assert texts[line.event_id] in words(read)
                assert read.is_hidden is line.is_hidden
    written = {line.event_id for file in returned_files(review) for line in file.written}
    assert written - {""} == texts.keys()


@chronologies
def test_the_heads_stand_as_the_truth_names_them(file: ReturnedFile) -> None:
    heads = [head for head, _ in file.columns]
    for table in tables(file):
        assert heads in [words(row) for row in table.rows]


@chronologies
def test_each_event_has_its_date_as_the_agency_writes_it(file: ReturnedFile) -> None:
    written = {account.event.id: account for account in REVIEW.accounts}
    joined = 0
    for line in file.written:
        if line.event_id and line.mistake_in is not ColumnMeaning.DATE:
            cell = cell_under(file, line, ColumnMeaning.DATE)
            account = written[line.event_id]
            joined += not cell
            assert cell in ("", account.date_words, account.event.occurred.text)
    assert (joined > 0) is (file.name in ("police.xlsx", "childrens-social-care.docx"))


def test_the_police_sheet_has_its_head_below_notes_days_as_days_and_as_words_hidden_and_joined_cells() -> (
    None
):
    sheet = openpyxl.load_workbook(io.BytesIO(FILES["police.xlsx"].data)).active
    assert isinstance(sheet, openpyxl.worksheet.worksheet.Worksheet)
    assert sheet["B5"].value == "Date"
    kinds = Counter(type(sheet.cell(row, 2).value).__name__ for row in range(6, sheet.max_row + 1))
    assert kinds["datetime"] > 10 < kinds["str"]
    assert sum(dimension.hidden for dimension in sheet.row_dimensions.values()) > 1
    assert sheet.merged_cells.ranges


def test_the_housing_workbook_has_two_sheets() -> None:
    workbook = openpyxl.load_workbook(io.BytesIO(FILES["housing.xlsx"].data))
    assert workbook.sheetnames == ["Tenancy", "Complaints"]


def test_the_hospital_document_lies_across_and_has_a_table_for_each_year_under_one_wide_cell() -> None:
    document = docx.Document(io.BytesIO(FILES["hospital.docx"].data))
    assert document.sections[0].orientation == WD_ORIENT.LANDSCAPE
    assert len(document.tables) >= 4
    for table in document.tables:
        assert table.rows[0].cells[0].grid_span == len(table.columns) == 4
        assert re.fullmatch(r"20\d\d", table.rows[0].cells[0].text)


def test_the_council_joins_the_days_of_entries_and_writes_years_between_them() -> None:
    (table,) = tables(FILES["childrens-social-care.docx"])
    cells = [cell for row in table.rows for cell in row.cells]
    assert "07/03/15" in [cell.words for cell in cells if cell.n_rows > 1]
    assert {"2014", "2015"} <= {cell.words for cell in cells if cell.n_columns == 5}


def test_the_drug_service_repeats_its_head_within_the_table() -> None:
    file = FILES["drug-and-alcohol.docx"]
    heads = [head for head, _ in file.columns]
    (table,) = tables(file)
    assert [words(row) for row in table.rows].count(heads) == 2


def test_text_comes_in_several_encodings_and_with_several_delimiters() -> None:
    assert FILES["out-of-area-police.csv"].data.startswith(b"\xef\xbb\xbf")
    with pytest.raises(UnicodeDecodeError):
        FILES["ambulance.csv"].data.decode()
    assert "Date of call;Time;" in FILES["ambulance.csv"].data.decode("cp1252")
    assert "Date | Type of entry | " in FILES["surgery.txt"].data.decode()


def test_one_file_writes_the_month_first() -> None:
    file = FILES["out-of-area-police.csv"]
    days = [cell_under(file, line, ColumnMeaning.DATE) for line in file.written]
    assert any(int(day.split("/")[1]) > 12 for day in days)
    assert all(int(day.split("/")[0]) <= 12 for day in days)


def test_a_source_is_missing_only_where_that_was_planted() -> None:
    lines = planted(MistakeKind.MISSING_SOURCE)
    assert len(lines) == 4
    for file, line in lines:
        assert cell_under(file, line, ColumnMeaning.SOURCE_RECORD) == ""
    for file in CHRONOLOGIES:
        for line in file.written:
            if line.mistake is not MistakeKind.MISSING_SOURCE:
                assert cell_under(file, line, ColumnMeaning.SOURCE_RECORD)


def test_a_date_that_no_calendar_has_is_planted() -> None:
    lines = planted(MistakeKind.IMPOSSIBLE_DATE)
    assert len(lines) == 2
    for file, line in lines:
        assert re.match(r"31(\.6\.| June )", cell_under(file, line, ColumnMeaning.DATE))


def test_a_date_outside_the_period_is_planted() -> None:
    lines = planted(MistakeKind.OUTSIDE_PERIOD)
    assert len(lines) == 2
    for file, line in lines:
        assert "2008" in cell_under(file, line, ColumnMeaning.DATE)
        assert line.event_id == ""


def test_rows_are_there_twice_where_that_was_planted() -> None:
    lines = planted(MistakeKind.DUPLICATE_ROW)
    assert len(lines) == 3
    for file, line in lines:
        (original,) = (
            each for each in file.written if each.event_id == line.event_id and each.mistake is None
        )
        for meaning in (ColumnMeaning.EVENT, ColumnMeaning.SOURCE_RECORD, ColumnMeaning.RESPONSE):
            assert cell_under(file, line, meaning) == cell_under(file, original, meaning)


def test_a_row_about_somebody_else_is_planted() -> None:
    lines = planted(MistakeKind.ANOTHER_PERSON)
    assert len(lines) == 2
    for file, line in lines:
        assert STRANGER.name in cell_under(file, line, ColumnMeaning.EVENT)


def test_one_agency_answers_that_it_had_no_contact_and_one_sends_nothing() -> None:
    nil = FILES["fire-and-rescue.docx"]
    assert (nil.agency,) == REVIEW.without_contact
    assert tables(nil) == []
    (notes,) = read_tables(nil.data, nil.name)
    assert any("no contact" in note for note in notes.notes)
    assert not {file.agency for file in FILES.values()} & set(REVIEW.unanswered)
