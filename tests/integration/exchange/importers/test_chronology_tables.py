"""An agency's chronology as it is: every cell with its words and its place, whatever the format."""

import io
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time

import pytest

from sightline.domain.chronology.tables import RawTable
from sightline.domain.vocabulary.returned_tables import ProblemSeverity
from sightline.exchange.importers import limits
from sightline.exchange.importers.chronology_tables import read_tables
from sightline.exchange.importers.sandbox import read_chronology_in_sandbox
from sightline.exchange.importers.unreadable import UnreadableFile
from tests.factories.chronology_files import (
    FIRST,
    HEADS,
    SECOND,
    chronology_csv,
    chronology_docx,
    chronology_xlsx,
)
from tests.integration.exchange.importers.hostile import honest_pdf

ROWS = (HEADS, FIRST, SECOND)


def words_of(table: RawTable) -> list[tuple[int, dict[int, str]]]:
    return [(row.number, {cell.column: cell.words for cell in row.cells}) for row in table.rows]


def placed(*rows: tuple[str, ...], first: int = 1) -> list[tuple[int, dict[int, str]]]:
    numbered = enumerate(rows, start=first)
    return [(number, {at: words for at, words in enumerate(row) if words}) for number, row in numbered]


@pytest.mark.parametrize(
    ("file_name", "make"),
    [
        ("police.docx", lambda: chronology_docx([ROWS])),
        ("police.xlsx", lambda: chronology_xlsx({"Chronology": ROWS})),
        ("police.csv", lambda: chronology_csv(ROWS)),
        ("police.csv", lambda: chronology_csv(ROWS, delimiter=";", encoding="cp1252")),
        ("police.txt", lambda: chronology_csv(ROWS, delimiter="\t", encoding="utf-16")),
        ("police.txt", lambda: chronology_csv(ROWS, delimiter="|")),
    ],
)
def test_a_table_is_the_same_in_every_format(file_name: str, make: Callable[[], bytes]) -> None:
    (table,) = read_chronology_in_sandbox(make(), file_name)
    assert table.file == file_name
    assert words_of(table) == placed(*ROWS)
    assert table.problems == ()


def test_a_word_file_of_several_tables_keeps_the_words_between_them() -> None:
    data = chronology_docx(
        [[("Agency", "Harbour Police"), ("Author", "A Reader")], ROWS, [SECOND]],
        before=["Chronology for the review", "Period: 2013"],
        between=["Continued"],
    )
    cover, first, second = read_tables(data, "police.docx")
    assert [table.name for table in (cover, first, second)] == ["Table 1", "Table 2", "Table 3"]
    assert cover.notes == ("Chronology for the review", "Period: 2013")
    assert second.notes == ("Continued",)
    assert words_of(second) == placed(SECOND)


def test_merged_cells_of_a_word_table_are_one_cell_that_says_how_far_it_reaches() -> None:
    data = chronology_docx(
        [[HEADS, FIRST, ("", "", *SECOND[2:]), ("2014", "", "", "", "", "")]],
        merged=[(0, (1, 0), (2, 0)), (0, (3, 0), (3, 5))],
    )
    (table,) = read_tables(data, "police.docx")
    date_cell, band = table.rows[1].cells[0], table.rows[3].cells[0]
    assert (date_cell.text, date_cell.n_rows) == ("03/05/2013", 2)
    assert (band.text, band.n_columns) == ("2014", 6)


def test_words_after_the_last_table_are_kept() -> None:
    table, rest = read_tables(chronology_docx([ROWS], after=["Signed", "A Reader"]), "a.docx")
    assert (words_of(table), table.notes) == (placed(*ROWS), ())
    assert (rest.rows, rest.notes) == ((), ("Signed", "A Reader"))
    only_words = chronology_docx([], before=["We hold no records of Adult A."])
    (table,) = read_tables(only_words, "nil.docx")
    assert (table.rows, table.notes) == ((), ("We hold no records of Adult A.",))


def test_a_sheet_keeps_row_numbers_and_columns_wherever_the_heads_stand() -> None:
    rows = [("Harbour Police",), (), ("", *HEADS), ("", *FIRST), (), ("", *SECOND)]
    (table,) = read_tables(chronology_xlsx({"Log": rows}), "police.xlsx")
    assert [row.number for row in table.rows] == [1, 3, 4, 6]
    assert [cell.column for cell in table.rows[1].cells] == [1, 2, 3, 4, 5, 6]
    assert table.column_name(1) == "B"


def test_a_real_date_is_read_as_exactly_as_it_is_shown() -> None:
    rows = [
        ("Date", "Time"),
        (date(2013, 5, 3), time(14, 30)),
        (date(2013, 5, 1), 14.3),
        (datetime.fromisoformat("2013-05-03T09:05"), 2),
        ("May 2013", "2 pm"),
    ]
    formats = {"A2": "dd/mm/yyyy", "A3": "mmm yyyy", "B3": "0.00", "A4": "d mmmm yyyy hh:mm"}
    (table,) = read_tables(chronology_xlsx({"Log": rows}, formats=formats), "police.xlsx")
    read = [[(cell.text, cell.words) for cell in row.cells] for row in table.rows[1:]]
    assert read == [
        [("2013-05-03", "03/05/2013"), ("14:30", "14:30:00")],
        [("2013-05", "May 2013"), ("14.30", "14.30")],
        [("2013-05-03 09:05", "3 May 2013 09:05"), ("2", "2")],
        [("May 2013", "May 2013"), ("2 pm", "2 pm")],
    ]


def test_what_is_hidden_is_read_and_told_of() -> None:
    data = chronology_xlsx(
        {"Log": [HEADS, FIRST, SECOND, FIRST], "Old": [HEADS, FIRST]},
        hidden_rows=[2, 3],
        hidden_columns=["F"],
        hidden_sheets=["Old"],
    )
    log, old = read_tables(data, "police.xlsx")
    assert words_of(log) == placed(HEADS, FIRST, SECOND, FIRST)
    assert [row.is_hidden for row in log.rows] == [False, True, True, False]
    told = [(problem.row, problem.column, problem.message) for problem in (*log.problems, *old.problems)]
    assert told == [
        (0, "F", "This column is hidden, and read all the same."),
        (2, "", "Rows 2 to 3 are hidden, and read all the same."),
        (0, "", "This sheet is hidden. It was read all the same."),
    ]
    assert all(problem.severity is ProblemSeverity.WARNING for problem in log.problems)


def test_merged_cells_of_a_sheet_reach_as_far_as_they_are_drawn() -> None:
    rows = [HEADS, FIRST, ("", "", *SECOND[2:])]
    (table,) = read_tables(chronology_xlsx({"Log": rows}, merged=["A2:A3", "E3:F3"]), "police.xlsx")
    assert (table.rows[1].cells[0].n_rows, table.rows[1].cells[0].n_columns) == (2, 1)
    assert table.rows[2].cells[-1].n_columns == 2


def test_a_formula_is_what_it_came_to_and_told_of_where_nobody_knows() -> None:
    data = chronology_xlsx({"Log": [HEADS, ("=DATE(2013,5,3)", *FIRST[1:])]})
    (table,) = read_tables(data, "police.xlsx")
    assert [(problem.row, problem.column) for problem in table.problems] == [(2, "A")]
    saved = with_part(data, "xl/worksheets/sheet1.xml", b"<v></v>", b"<v>41397</v>")
    saved = with_part(saved, "xl/worksheets/sheet1.xml", b"<v/>", b"<v>41397</v>")
    (table,) = read_tables(saved, "police.xlsx")
    assert table.problems == ()
    assert table.rows[1].cells[0].words == "41397"


def with_part(data: bytes, name: str, old: bytes, new: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(file, "w") as target:
        for each in source.namelist():
            part = source.read(each)
            target.writestr(each, part.replace(old, new) if each == name else part)
    return file.getvalue()


def test_a_spreadsheet_error_keeps_its_words_and_is_told_of() -> None:
    (table,) = read_tables(chronology_xlsx({"Log": [HEADS, ("#REF!", *FIRST[1:])]}), "police.xlsx")
    (problem,) = table.problems
    assert (problem.row, problem.column, problem.words) == (2, "A", "#REF!")
    assert table.rows[1].cells[0].words == "#REF!"


def test_cells_keep_their_line_breaks_and_delimiters() -> None:
    quoted = ("03/05/2013", "Log; 117", 'She said "go",\nthen left', "a|b")
    (table,) = read_tables(chronology_csv([("Date", "Source", "Event", "Outcome"), quoted]), "a.csv")
    assert words_of(table)[1] == (2, dict(enumerate(quoted)))


def test_the_delimiter_that_excel_names_is_used_and_its_line_is_no_row() -> None:
    data = b"sep=;\r\nDate;Event\r\n03/05/2013;Call, from a neighbour\r\n"
    (table,) = read_tables(data, "a.csv")
    assert words_of(table) == placed(("Date", "Event"), ("03/05/2013", "Call, from a neighbour"))


def test_a_table_of_bars_loses_only_the_line_under_its_heads() -> None:
    data = b"| Date | Event |\n|---|:---|\n| 3 May 2013 | Call |\n| 4 May 2013 | Visit |\n"
    (table,) = read_tables(data, "a.txt")
    assert [list(cells.values()) for _, cells in words_of(table)] == [
        ["Date", "Event"],
        ["3 May 2013", "Call"],
        ["4 May 2013", "Visit"],
    ]


def test_a_quotation_mark_that_is_never_closed_is_told_of() -> None:
    lines = ["Date,Source,Event", '03/05/2013,Log 1,"Call', *["04/05/2013,Log 2,Visit"] * 4]
    (table,) = read_tables("\n".join(lines).encode(), "a.csv")
    (problem,) = table.problems
    assert (problem.row, problem.column, problem.severity) == (2, "C", ProblemSeverity.ERROR)


def test_prose_with_commas_is_no_table() -> None:
    prose = "On Friday, after work, she called.\nHe came, late.\nNobody, she said, asked, or wrote.\n"
    (table,) = read_tables(prose.encode(), "letter.txt")
    assert table.rows == ()
    assert " ".join(table.notes).split() == prose.split()


@pytest.mark.parametrize("beyond", [0, 1])
@pytest.mark.parametrize("make", [chronology_csv, lambda rows: chronology_xlsx({"Log": list(rows)})])
def test_a_file_has_no_more_rows_than_the_limit(
    make: Callable[[list[tuple[str, ...]]], bytes], beyond: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "TABLE_ROWS", 30)
    data = make([("Date", "Source", "Event")] * (30 + beyond))
    if beyond:
        with pytest.raises(UnreadableFile, match="more than 30 rows"):
            read_tables(data, "long")
    else:
        assert len(read_tables(data, "long")[0].rows) == 30


@pytest.mark.parametrize("make", [chronology_csv, lambda rows: chronology_xlsx({"Log": list(rows)})])
def test_a_row_has_no_more_columns_than_the_limit(make: Callable[[list[tuple[str, ...]]], bytes]) -> None:
    at_limit = ("x",) * limits.TABLE_COLUMNS
    assert len(read_tables(make([at_limit] * 2), "wide")[0].rows[0].cells) == limits.TABLE_COLUMNS
    with pytest.raises(UnreadableFile, match=r"[Rr]ow 1 has words in more than 200 columns"):
        read_tables(make([(*at_limit, "y")] * 2), "wide")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "holds the chronology"),
        (honest_pdf(), "Ask for the file it was made of"),
        (chronology_xlsx({"Log": ROWS})[:-900], "damaged"),
    ],
)
def test_what_cannot_be_read_is_refused_with_advice(data: bytes, message: str) -> None:
    with pytest.raises(UnreadableFile, match=message):
        read_chronology_in_sandbox(data, "police.xlsx")
