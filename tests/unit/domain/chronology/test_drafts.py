"""Rows of a returned table as drafts of entries, with what is wrong by row and column; nothing is lost."""

import re
from collections.abc import Sequence
from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.domain.chronology.columns import recognise_columns
from sightline.domain.chronology.drafts import CELL_CHARACTERS, EntryDraft, Reading, drafts_of
from sightline.domain.chronology.expected import Expected
from sightline.domain.chronology.people_named import NamedSubject
from sightline.domain.chronology.reading_dates import DayMonthOrder
from sightline.domain.chronology.tables import RawTable
from sightline.domain.chronology.uncertain_date import DatePrecision
from sightline.domain.vocabulary.events import EventKind, EventRole
from tests.factories.chronology_files import FIRST, HEADS, SECOND, raw_table

ADULT_A, ADULT_B = NamedSubject("a", ("Adult A", "Ada Example")), NamedSubject("b", ("Adult B",))
EXPECTED = Expected(date(2013, 1, 1), date(2013, 12, 31), date(2014, 3, 1), (ADULT_A, ADULT_B))


def reading_of(table: RawTable, expected: Expected | None = None) -> Reading:
    return drafts_of(table, recognise_columns(table), order=DayMonthOrder.DAY_FIRST, expected=expected)


def read_rows(
    *rows: Sequence[str], heads: Sequence[str] = HEADS, expected: Expected | None = None
) -> Reading:
    return reading_of(raw_table([heads, *rows]), expected)


def told(reading: Reading) -> list[tuple[int, str, str]]:
    return [(problem.row, problem.column[:1], problem.severity.value) for problem in reading.problems]


def one(reading: Reading) -> EntryDraft:
    (draft,) = reading.drafts
    return draft


def test_a_row_becomes_a_draft_with_every_cell_in_its_place() -> None:
    reading = read_rows(FIRST, expected=EXPECTED)
    draft = one(reading)
    assert draft.rows == (2,)
    assert (draft.date_words, draft.time_words, draft.source_record, draft.text, draft.response) == FIRST[:5]
    assert draft.comment == FIRST[5]
    assert (draft.occurred.earliest, draft.occurred.latest) == (date(2013, 5, 3), date(2013, 5, 3))
    assert (draft.occurred.at, draft.occurred.text) == (time(14, 30), "03/05/2013")
    assert reading.problems == ()


def test_a_date_that_a_program_keeps_is_read_by_its_iso_form_and_worded_as_it_is_shown() -> None:
    table = raw_table([HEADS, ("2013-05-03", *FIRST[1:])], kept_as_dates=True)
    month_first = drafts_of(table, recognise_columns(table), order=DayMonthOrder.MONTH_FIRST)
    draft = one(month_first)
    assert (draft.occurred.earliest, draft.date_words) == (date(2013, 5, 3), "03/05/2013")


def test_two_columns_of_dates_are_one_period() -> None:
    row = ("3 May 2013", "9 June 2013", "Log 1", "Nightly calls")
    draft = one(read_rows(row, heads=("Date from", "Date to", "Source", "Event")))
    assert (draft.occurred.earliest, draft.occurred.latest) == (date(2013, 5, 3), date(2013, 6, 9))
    assert [each.words for each in draft.further] == ["9 June 2013"]


# --- Which rows are one entry


def test_a_row_without_date_and_source_goes_on_with_the_entry_above() -> None:
    draft, after = read_rows(FIRST, ("", "", "", "The door was forced", "", ""), SECOND).drafts
    assert (draft.rows, draft.text) == ((2, 3), f"{FIRST[3]}\nThe door was forced")
    assert after.rows == (4,)


def test_a_row_without_date_but_with_a_source_is_an_undated_entry() -> None:
    reading = read_rows(FIRST, ("", "", "Log 118", "A second call", "", ""))
    assert [draft.occurred.is_dated for draft in reading.drafts] == [True, False]
    assert told(reading) == [(3, "1", "WARNING")]


def test_rows_beside_one_merged_date_have_that_date() -> None:
    rows = [HEADS, FIRST, ("", "", "Log 118", "A second call", "", ""), ("", "", "", "Nobody came", "", "")]
    first, second = reading_of(raw_table(rows, reaching={(1, 0): (3, 1)})).drafts
    assert (second.rows, second.date_words, second.text) == (
        (3, 4),
        "03/05/2013",
        "A second call\nNobody came",
    )
    assert second.occurred.earliest == first.occurred.earliest


def test_a_merged_date_ends_where_it_is_drawn_to_end() -> None:
    rows = [HEADS, FIRST, ("", "", "Log 118", "One", "", ""), ("", "", "Log 119", "Two", "", "")]
    reading = reading_of(raw_table(rows, reaching={(1, 0): (2, 1)}))
    assert [draft.occurred.is_dated for draft in reading.drafts] == [True, True, False]


def test_a_heading_over_all_columns_is_a_note() -> None:
    rows = [HEADS, FIRST, ("Part two", "", "", "", "", ""), SECOND]
    reading = reading_of(raw_table(rows, reaching={(2, 0): (1, 6)}))
    assert [draft.rows for draft in reading.drafts] == [(2,), (4,)]
    assert [(note.row, note.words) for note in reading.notes] == [(3, "Part two")]
    assert told(reading) == [(3, "", "NOTE")]


def test_blank_rows_and_rows_that_hold_only_a_number_are_no_entries() -> None:
    heads = ("No", "Date", "Source", "Event")
    reading = read_rows(("1", "3 May 2013", "Log", "Call"), (), ("2", "", "", ""), heads=heads)
    assert [draft.rows for draft in reading.drafts] == [(2,)]
    assert [note.words for note in reading.notes] == ["2"]


# --- What is wrong


@pytest.mark.parametrize(
    ("row", "severity"),
    [
        (("31/02/2013", "", "Log", "Call", "", ""), "WARNING"),
        (("41397", "", "Log", "Call", "", ""), "WARNING"),
        (("not recorded", "", "Log", "Call", "", ""), "NOTE"),
        (("3 May 2012", "", "Log", "Call", "", ""), "WARNING"),
        (("Monday 3 May 2013", "", "Log", "Call", "", ""), "WARNING"),
        (("3 May 2014", "", "Log", "Call", "", ""), "ERROR"),
    ],
)
def test_what_is_wrong_with_a_date_is_told_by_its_cell(row: Sequence[str], severity: str) -> None:
    reading = read_rows(row, expected=EXPECTED)
    assert told(reading) == [(2, "1", severity)]
    (problem,) = reading.problems
    assert problem.words == row[0]
    assert row[0] not in problem.message
    assert reading.is_acceptable == (severity != "ERROR")


def test_a_date_that_only_may_be_outside_the_period_is_not_told() -> None:
    assert read_rows(("2013", "", "Log", "Call", "", ""), expected=EXPECTED).problems == ()
    assert read_rows(("before 2014", "", "Log", "Call", "", ""), expected=EXPECTED).problems == ()


def test_a_date_that_only_may_be_after_the_day_of_receipt_is_not_told() -> None:
    received = Expected(received_on=date(2014, 3, 1))
    assert read_rows(("2014", "", "Log", "Call", "", ""), expected=received).problems == ()
    assert told(read_rows(("April 2014", "", "Log", "Call", "", ""), expected=received)) == [
        (2, "1", "ERROR")
    ]


def test_the_serial_number_of_a_date_is_explained_but_not_taken_for_one() -> None:
    reading = read_rows(("41397", "", "Log", "Call", "", ""))
    assert not one(reading).occurred.is_dated
    assert "3 May 2013" in reading.problems[0].message


def test_an_entry_without_a_source_keeps_the_file_out() -> None:
    reading = read_rows(("3 May 2013", "", "", "Call", "", ""))
    assert told(reading) == [(2, "3", "ERROR")]
    assert not reading.is_acceptable


def test_a_table_without_a_column_of_sources_is_told_once() -> None:
    rows = [("3 May 2013", "Call"), ("4 May 2013", "Visit")]
    assert told(read_rows(*rows, heads=("Date", "Event"))) == [(0, "", "ERROR")]


@pytest.mark.parametrize(("response", "severity"), [("Visit made", "WARNING"), ("", "ERROR")])
def test_an_entry_that_does_not_say_what_happened_is_told(response: str, severity: str) -> None:
    assert told(read_rows(("3 May 2013", "", "Log", "", response, ""))) == [(2, "4", severity)]


@pytest.mark.parametrize("beyond", [-1, 0])
def test_a_cell_as_long_as_a_sheet_allows_may_be_cut(beyond: int) -> None:
    reading = read_rows(("3 May 2013", "", "Log", "x" * (CELL_CHARACTERS + beyond), "", ""))
    assert told(reading) == ([(2, "4", "WARNING")] if beyond == 0 else [])


def test_a_row_longer_than_the_heads_is_told_and_kept() -> None:
    reading = read_rows(("3 May 2013", "Log", "Call", "and more"), heads=("Date", "Source", "Event"))
    assert told(reading) == [(2, "4", "WARNING")]
    assert [each.words for each in one(reading).further] == ["and more"]


def test_a_row_about_somebody_else_is_told() -> None:
    heads = ("Date", "Source", "Subject", "Event")
    rows = [("3 May 2013", "Log", who, "Call") for who in ("Adult A", "Victim", "Someone Else")]
    assert told(read_rows(*rows, heads=heads, expected=EXPECTED)) == [(4, "3", "WARNING")]


def test_what_the_reader_of_the_file_told_is_kept() -> None:
    table = raw_table([HEADS, FIRST])
    (problem,) = read_rows(("", "", "Log", "Call", "", "")).problems
    told_before = RawTable(table.file, table.name, table.rows, problems=(problem,))
    assert reading_of(told_before).problems == (problem,)


# --- What the words say


def test_people_are_known_by_pseudonym_or_name_and_their_part_by_the_words_of_this_entry() -> None:
    heads = ("Date", "Source", "Victim", "Others present", "People", "Event")
    row = (
        "3 May 2013",
        "Log",
        "Ada Example",
        "x",
        "Suspect: Adult B; a neighbour",
        "Adult A and adult b argued",
    )
    draft = one(read_rows(row, heads=heads, expected=EXPECTED))
    assert [(each.words, each.key, each.role) for each in draft.people if each.words != "x"] == [
        ("Ada Example", "a", EventRole.VICTIM),
        ("Suspect: Adult B", "b", EventRole.PERPETRATOR),
        ("a neighbour", None, None),
    ]


def test_without_a_column_for_people_the_subjects_are_found_in_the_text_without_a_part() -> None:
    row = ("3 May 2013", "", "Log", "Adult A says that ADULT B hit Adult A", "", "")
    draft = one(read_rows(row, expected=EXPECTED))
    assert [(each.key, each.role) for each in draft.people] == [("a", None), ("b", None)]


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("DNA her appointment with the practice nurse", EventKind.DID_NOT_ATTEND, "DNA"),
        ("Referred to MARAC by the IDVA", EventKind.MARAC_REFERRAL, "Referred to MARAC"),
        ("No referral was made. Home visit by the midwife", EventKind.HOME_VISIT, "Home visit"),
        ("Adult B was not arrested", EventKind.OTHER, ""),
        ("She denied any assault", EventKind.OTHER, ""),
        ("A note of the day", EventKind.OTHER, ""),
        ("Adult B arrested for assault", EventKind.ARREST, "arrested"),
    ],
)
def test_a_kind_is_taken_from_clear_words_that_are_shown(text: str, kind: EventKind, words: str) -> None:
    draft = one(read_rows(("3 May 2013", "", "Log", text, "", "")))
    assert (draft.kind, draft.kind_words) == (kind, words)


def test_a_column_for_the_kind_counts_more_than_the_text() -> None:
    heads = ("Date", "Source", "Type of contact", "Event")
    rows = [
        ("3 May 2013", "Log", kind, "Arrested at home") for kind in ("Appointment missed", "Home visit", "")
    ]
    drafts = read_rows(*rows, heads=heads).drafts
    kinds = [EventKind.DID_NOT_ATTEND, EventKind.HOME_VISIT, EventKind.ARREST]
    assert [draft.kind for draft in drafts] == kinds


@pytest.mark.parametrize("dates", ["", "May 2013"])
def test_a_statement_of_no_contact_has_its_own_period_and_needs_no_source(dates: str) -> None:
    text = "There was no contact with Adult A between 3 May 2013 and 6 June 2013."
    reading = read_rows((dates, "", "", text, "", ""))
    draft = one(reading)
    assert draft.kind is EventKind.NO_CONTACT
    assert (draft.occurred.earliest, draft.occurred.latest) == (date(2013, 5, 3), date(2013, 6, 6))
    assert draft.occurred.precision is DatePrecision.RANGE
    assert reading.problems == ()


@pytest.mark.parametrize(
    "text", ["No contact. Not known to us.", "Nil contact with the tenant", "No contact of the team"]
)
def test_a_statement_of_no_contact_without_a_period_has_the_date_of_its_row(text: str) -> None:
    draft = one(read_rows(("May 2013", "", "", text, "", "")))
    assert (draft.kind, draft.occurred.earliest) == (EventKind.NO_CONTACT, date(2013, 5, 1))


def test_no_contact_details_are_no_statement_of_no_contact() -> None:
    draft = one(read_rows(("3 May 2013", "", "Log", "No contact details were left", "", "")))
    assert draft.kind is not EventKind.NO_CONTACT


# --- Properties

WORDS = st.sampled_from(
    (
        "",
        "3 May 2013",
        "03/04/2013",
        "unknown",
        "14:30",
        "Log 7",
        "Call",
        "No contact",
        "DNA",
        "Adult A",
        "7",
        "x",
    )
)
MORE_HEADS = (*HEADS, "Victim", "Type of contact", "Risk level", "Odd column", "No")
TABLES = st.lists(st.lists(WORDS, min_size=len(MORE_HEADS), max_size=len(MORE_HEADS)), min_size=1, max_size=6)


@given(rows=TABLES, order=st.permutations(range(len(MORE_HEADS))))
def test_the_order_of_columns_never_matters(rows: list[list[str]], order: list[int]) -> None:
    table = raw_table([MORE_HEADS, *rows])
    mapping = recognise_columns(table)
    turned = raw_table([[row[at] for at in order] for row in (MORE_HEADS, *rows)])
    straight = drafts_of(table, mapping, order=DayMonthOrder.DAY_FIRST)
    shuffled = drafts_of(turned, recognise_columns(turned), order=DayMonthOrder.DAY_FIRST)
    assert list(map(content, shuffled.drafts)) == list(map(content, straight.drafts))


def content(draft: EntryDraft) -> object:
    further = frozenset((each.meaning, each.head, each.words) for each in draft.further)
    return (draft.rows, draft.occurred, draft.text, draft.source_record, draft.kind, draft.people, further)


@given(
    rows=TABLES,
    reach=st.dictionaries(
        st.tuples(st.integers(1, 6), st.integers(0, 10)), st.tuples(st.integers(1, 3), st.integers(1, 11))
    ),
)
def test_no_words_are_lost(rows: list[list[str]], reach: dict[tuple[int, int], tuple[int, int]]) -> None:
    marked = [
        [f"{words}·r{at}c{column}" if words else "" for column, words in enumerate(row)]
        for at, row in enumerate(rows)
    ]
    reading = reading_of(raw_table([MORE_HEADS, *marked], reaching=reach), EXPECTED)
    kept = "\n".join(map(repr, (reading.drafts, reading.notes, reading.problems)))
    # A cell for people is taken apart between them; every part of it is there.
    parts = [part for row in marked for words in row for part in re.findall(r"[^\s/]+", words)]
    assert [part for part in parts if part not in kept] == []
