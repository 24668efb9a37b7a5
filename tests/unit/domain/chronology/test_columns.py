"""Which column holds what: by its head, by what stands in it, and what is doubted."""

import json

import pytest

from sightline.domain.chronology.columns import Mapping, data_rows, recalled_columns, recognise_columns
from sightline.domain.chronology.head_words import meanings_of_head
from sightline.domain.vocabulary.column_heads import HEAD_WORDS
from sightline.domain.vocabulary.returned_tables import ColumnMeaning
from tests.factories.chronology_files import FIRST, HEADS, SECOND, raw_table

USUAL = ["DATE", "TIME", "SOURCE_RECORD", "EVENT", "RESPONSE", "COMMENT"]


def meanings(mapping: Mapping) -> list[str]:
    return [mapping.columns[position].value for position in sorted(mapping.columns)]


@pytest.mark.parametrize(
    ("head", "meaning"),
    [
        ("Date", "DATE"),
        ("DATE/TIME", "DATE"),
        ("Date of contact (dd/mm/yy)", "DATE"),
        ("Dtae", "DATE"),
        ("Time (24hr)", "TIME"),
        ("Source of Information (e.g. GP record)", "SOURCE_RECORD"),
        ("Sorce", "SOURCE_RECORD"),
        ("Log no.", "SOURCE_RECORD"),
        ("Details of event / contact", "EVENT"),
        ("Signifcant Evnets", "EVENT"),
        ("What happened?", "EVENT"),
        ("Action taken & outcome", "RESPONSE"),
        ("Agency’s response", "RESPONSE"),
        ("IMR Author's comments", "COMMENT"),
        ("Analysis", "COMMENT"),
        ("Recorded by", "AUTHOR"),
        ("Agency / Service", "AGENCY"),
        ("Location of incident", "PLACE"),
        ("People involved", "PEOPLE"),
        ("Type of contact", "KIND"),
        ("DASH risk level", "RISK"),
        ("Information shared with", "SHARED_WITH"),
        ("Was the child seen?", "SEEN"),
        ("Victim’s wishes", "VOICE"),
        ("Link to ToR", "TERM"),
        ("Disclosure status", "DISCLOSURE"),
        ("No.", "NUMBER"),
        ("Date of birth", "OTHER"),
    ],
)
def test_a_head_is_known_by_its_words(head: str, meaning: str) -> None:
    assert meanings_of_head(head)[0] == (ColumnMeaning(meaning), pytest.approx(1, abs=0.4))


@pytest.mark.parametrize("head", ["Tide", "Postcode", "Blood pressure", "", "x" * 500])
def test_a_head_that_names_nothing_known_is_not_guessed(head: str) -> None:
    assert meanings_of_head(head) == ()


def test_each_head_that_is_listed_means_one_thing() -> None:
    listed = [(head, meaning) for meaning, heads in HEAD_WORDS.items() for head in heads]
    assert [head for head, meaning in listed if meanings_of_head(head) != ((meaning, 1.0),)] == []


def test_heads_are_found_below_a_title_and_a_form() -> None:
    table = raw_table(
        [("Harbour Police",), ("Author", "A Reader", "Date", "1 May 2014"), HEADS, FIRST, SECOND]
    )
    mapping = recognise_columns(table)
    assert (meanings(mapping), mapping.header_row, mapping.doubts) == (USUAL, 3, ())
    assert mapping.is_chronology


def test_two_rows_of_heads_are_read_together() -> None:
    table = raw_table(
        [
            ("When", "", "Source", "What happened", "Response"),
            ("Date", "Time", "", "", ""),
            ("3 May 2013", "14:30", "Log 1", "Call", "Visit"),
        ],
        reaching={(0, 0): (1, 2), (0, 2): (2, 1)},
    )
    mapping = recognise_columns(table)
    assert mapping.header_row == 2
    assert meanings(mapping) == ["DATE", "TIME", "SOURCE_RECORD", "EVENT", "RESPONSE"]


def test_heads_repeated_on_a_new_page_are_no_rows() -> None:
    table = raw_table([HEADS, FIRST, tuple(head.upper() for head in HEADS), SECOND])
    assert [row.number for row in data_rows(table, recognise_columns(table))] == [2, 4]


def test_of_two_date_columns_the_one_with_dates_is_taken_and_the_other_doubted() -> None:
    table = raw_table(
        [
            ("Date recorded", "Date", "Event"),
            ("by hand", "3 May 2013", "Call"),
            ("later", "4 May 2013", "Visit"),
        ]
    )
    mapping = recognise_columns(table)
    assert meanings(mapping) == ["OTHER", "DATE", "EVENT"]
    assert [doubt.position for doubt in mapping.doubts] == [0]


def test_dates_are_found_under_a_head_that_does_not_say_so() -> None:
    table = raw_table([("Blank", "Source", "Event"), ("3 May 2013", "Log 1", "Call")])
    mapping = recognise_columns(table)
    assert meanings(mapping) == ["DATE", "SOURCE_RECORD", "EVENT"]
    assert [doubt.position for doubt in mapping.doubts] == [0]


def test_a_head_that_its_cells_belie_is_doubted() -> None:
    table = raw_table(
        [("Date", "Source", "Event"), ("see file", "Log 1", "Call"), ("ditto", "Log 2", "Visit")]
    )
    mapping = recognise_columns(table)
    assert meanings(mapping)[0] == "DATE"
    assert [(doubt.position, "few of its cells" in doubt.words) for doubt in mapping.doubts] == [(0, True)]


@pytest.mark.parametrize(("ref", "meaning"), [("7", "NUMBER"), ("Niche 117/13", "SOURCE_RECORD")])
def test_references_are_the_source_where_no_head_names_one(ref: str, meaning: str) -> None:
    mapping = recognise_columns(raw_table([("Ref", "Date", "Event"), (ref, "3 May 2013", "Call")]))
    assert meanings(mapping) == [meaning, "DATE", "EVENT"]
    assert [doubt.position for doubt in mapping.doubts] == ([0] if meaning == "SOURCE_RECORD" else [])


def test_a_head_for_two_things_is_doubted() -> None:
    table = raw_table(
        [("Date", "Source", "Event and outcome"), ("3 May 2013", "Log 1", "Call, advice given")]
    )
    mapping = recognise_columns(table)
    assert meanings(mapping) == ["DATE", "SOURCE_RECORD", "EVENT"]
    assert [doubt.position for doubt in mapping.doubts] == [2]


def test_without_heads_dates_and_the_longest_words_are_found_and_all_is_doubted() -> None:
    table = raw_table(
        [("03/05/2013", "Log 117", "A neighbour reports shouting"), ("04/05/2013", "Log 9", "A call")]
    )
    mapping = recognise_columns(table)
    assert (mapping.header_row, meanings(mapping)) == (0, ["DATE", "OTHER", "EVENT"])
    assert [doubt.position for doubt in mapping.doubts] == [None, 0, 2]


def test_a_table_without_heads_goes_on_with_the_one_above() -> None:
    above = recognise_columns(raw_table([HEADS, FIRST]))
    below = recognise_columns(raw_table([SECOND]), above=above)
    assert (below.columns, below.header_row, below.doubts) == (above.columns, 0, ())


@pytest.mark.parametrize(
    "rows",
    [
        [("Agency", "Harbour Police"), ("Author", "A Reader"), ("Date", "1 May 2014")],
        [("Abbreviation", "Meaning"), ("DNA", "Did not attend")],
    ],
)
def test_a_form_or_a_list_is_no_chronology(rows: list[tuple[str, ...]]) -> None:
    above = recognise_columns(raw_table([HEADS, FIRST]))
    assert not recognise_columns(raw_table(rows), above=above).is_chronology


def test_a_mapping_is_saved_and_recalled_for_the_next_file_whatever_its_order() -> None:
    saved = recognise_columns(raw_table([HEADS, FIRST]))
    again = Mapping.from_json(json.loads(json.dumps(saved.as_json())))
    assert again == saved
    turned = raw_table([("Title",), HEADS[::-1], FIRST[::-1]])
    recalled = recalled_columns(again, turned)
    assert recalled is not None
    assert (meanings(recalled), recalled.header_row) == (USUAL[::-1], 2)
    assert recalled_columns(again, raw_table([HEADS[:-1], FIRST[:-1]])) is None
