"""A whole returned file: several tables, the order of day and month, what stands in it twice or nowhere."""

import pytest

from sightline.domain.chronology.reading_dates import DayMonthOrder
from sightline.domain.chronology.returned_file import ReturnedFile, read_returned_file
from sightline.domain.vocabulary.returned_tables import ColumnMeaning
from tests.factories.chronology_files import FIRST, HEADS, SECOND, raw_table


def told(returned: ReturnedFile) -> list[tuple[str, int, str]]:
    return [(each.sheet, each.row, each.severity.value) for each in returned.reading.problems]


def dated(*dates: str, kept_as_dates: bool = False) -> ReturnedFile:
    rows = [(words, "", f"Log {at}", f"Call {at}", "", "") for at, words in enumerate(dates)]
    return read_returned_file([raw_table([HEADS, *rows], kept_as_dates=kept_as_dates)])


def test_tables_of_a_file_are_read_one_after_the_other_and_others_kept_as_notes() -> None:
    cover = raw_table([("Agency", "Harbour Police"), ("Author", "A Reader")], notes=["Chronology"])
    first = raw_table([HEADS, FIRST], name="Table 2")
    second = raw_table([SECOND], name="Table 3", notes=["continued"])
    returned = read_returned_file([cover, first, second])
    assert [(draft.sheet, draft.rows) for draft in returned.reading.drafts] == [
        ("Table 2", (2,)),
        ("Table 3", (1,)),
    ]
    assert [note.words for note in returned.reading.notes] == [
        "Chronology",
        "Agency | Harbour Police",
        "Author | A Reader",
        "continued",
    ]
    assert told(returned) == [("Table 1", 0, "NOTE")]


def test_a_table_with_dates_that_is_not_understood_is_a_warning() -> None:
    odd = raw_table([("3 May 2013",), ("4 May 2013",), ("5 May 2013",)], name="Table 2")
    assert ("Table 2", 0, "WARNING") in told(read_returned_file([raw_table([HEADS, FIRST]), odd]))


def test_what_a_person_settled_is_used_instead_of_what_would_be_guessed() -> None:
    table = raw_table([HEADS, ("03/04/2013", *FIRST[1:])])
    guessed = read_returned_file([table])
    columns = {**guessed.mappings[0].columns, 4: ColumnMeaning.COMMENT, 5: ColumnMeaning.RESPONSE}
    (mapping,) = guessed.mappings
    corrected = type(mapping)(columns, mapping.header_row, mapping.heads)
    returned = read_returned_file([table], mappings=[corrected], order=DayMonthOrder.MONTH_FIRST)
    (draft,) = returned.reading.drafts
    assert (draft.response, draft.comment) == (FIRST[5], FIRST[4])
    assert (draft.occurred.earliest and draft.occurred.earliest.isoformat()) == "2013-03-04"
    assert told(returned) == []


@pytest.mark.parametrize(
    ("dates", "order", "is_asked", "rows"),
    [
        (("03/04/2013", "25/04/2013"), "DAY_FIRST", False, []),
        (("03/04/2013", "04/25/2013"), "MONTH_FIRST", False, [3]),
        (("03/04/2013", "05/04/2013"), "DAY_FIRST", True, [2]),
        (("03/03/2013", "May 2013"), "DAY_FIRST", False, []),
        (("25/04/2013", "26/04/2013", "04/27/2013"), "DAY_FIRST", True, [4, 4]),
    ],
)
def test_the_order_of_day_and_month_is_settled_by_the_file_or_asked(
    dates: tuple[str, ...], order: str, is_asked: bool, rows: list[int]
) -> None:
    returned = dated(*dates)
    assert (returned.order.order.value, returned.order.is_asked) == (order, is_asked)
    assert [problem.row for problem in returned.reading.problems] == rows


def test_dates_that_contradict_each_other_keep_the_file_out() -> None:
    assert not dated("25/04/2013", "26/04/2013", "04/27/2013").reading.is_acceptable


def test_dates_that_excel_may_have_exchanged_are_asked_about() -> None:
    kept = [f"2013-0{month}-05" for month in range(1, 7)]
    returned = dated(*kept, "25/04/2013", kept_as_dates=True)
    assert returned.order.is_asked
    assert "exchanged" in returned.reading.problems[0].message
    assert not dated(*kept, "2013-04-25", "25/04/2013", kept_as_dates=True).order.is_asked


def test_an_entry_that_stands_in_the_file_twice_is_told_at_its_second_place() -> None:
    again = raw_table([HEADS, SECOND, tuple(words.upper() for words in FIRST)], name="Table 2")
    assert told(read_returned_file([raw_table([HEADS, FIRST]), again])) == [("Table 2", 3, "WARNING")]


def test_abbreviations_that_the_file_does_not_explain_are_named() -> None:
    row = (
        "3 May 2013",
        "",
        "Log",
        "DNA. The IDVA rang ABC (Advice Bureau), GP told. HV and SOVA seen by Wren. WREN left",
        "",
        "",
    )
    returned = read_returned_file(
        [
            raw_table([HEADS, row], notes=["IDVA: independent domestic violence adviser"]),
            raw_table([("Abbreviation", "Meaning"), ("DNA", "Did not attend")], name="Table 2"),
        ]
    )
    told_words = [
        problem.words for problem in returned.reading.problems if "abbreviations" in problem.message
    ]
    assert told_words == ["HV, SOVA"]


def test_a_file_without_entries_is_an_error_unless_it_says_so_itself() -> None:
    assert told(read_returned_file([raw_table([], notes=["Dear coordinator"])])) == [("", 0, "ERROR")]
    assert told(read_returned_file([])) == [("", 0, "ERROR")]
    nil = read_returned_file([raw_table([], notes=["We hold no records of Adult A."])])
    assert told(nil) == [("Table 1", 0, "NOTE")]
    assert nil.reading.is_acceptable
