"""Text files: encodings, paragraphs, and tables flattened to lines or to tabs."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.domain.published_reviews.document import ReadDocument, Table
from sightline.exchange.importers.txt import read_txt
from sightline.exchange.importers.unreadable import UnreadableFile
from tests.integration.exchange.importers.shown import (
    assert_spans_are_sound,
    paragraphs,
    row_words,
    rows,
    shown,
    tables,
)
from tests.seeds import FIRST, SECOND, requires_seeds

STACKED = """Appendix A
\tThe review panel agreed what follows.

\tRecommendation

\tLead agency
\tAction(s) to take
\tKey milestone
\tTarget date

\tNORTHMERE POLICE\t
\t
\t
\t
\t

\t1:   Record each call.

\tPolice
\t1. Amend the form.

2. Tell the staff.
\tForm in use
Audit in July 2014\t
\tMay 2014


July 2014

\t
2:   Share what is recorded.

\t
Police

\t
\t
Agreement signed
\t
in 4 weeks



Appendix B

Definitions
"""

TABBED = (
    "4.1\tNorthmere Police\n"
    "\n"
    "Finding\tRecommendation\tRequired action\tBy whom\tWhen\n"
    "1. Calls were not recorded by the\tRecord each call\t<p>Amend the form</p> <p>Tell the staff</p>"
    "\t<p>Inspector</p><p>Sergeant</p>\t1.11.13\n"
    "\n"
    "control room.\t\t\t\t\n"
    "2. No check was made.\tCheck.\t\t\t\n"
    "--\t--\t---\t-----\t--\n"
    "\n"
    "4.2 Housing\n"
)


def _read(text: str) -> ReadDocument:
    return read_txt(text.encode())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_an_encoding_is_told_by_its_bytes(encoding: str) -> None:
    text = "The panel’s view – “it met” – is printed here.\n" * 20

    assert read_txt(text.encode(encoding)).text == text


def test_the_text_is_the_file_to_the_character() -> None:
    text = " 1.\tOne\r\n\r\n\u00a02.\tTwo \rThree\n\n\x0cFour"

    document = _read(text)

    assert document.text == text
    assert shown(document) == ["1.\tOne", "2.\tTwo", "Three", "Four"]


def test_form_feeds_begin_pages() -> None:
    document = _read("One\n\x0cTwo\n\x0cThree\n")

    assert [document.page_at(document.text.index(word)) for word in ("One", "Two", "Three")] == [1, 2, 3]


def test_an_unknown_encoding_is_refused() -> None:
    with pytest.raises(UnreadableFile, match="UTF-8"):
        read_txt(bytes([0x81, 0x8D, 0x41, 0x42] * 50))


def test_a_table_flattened_to_lines_keeps_each_cell_in_its_column() -> None:
    document = _read(STACKED)

    assert shown(document) == [
        "Appendix A",
        "The review panel agreed what follows.",
        [
            ["Recommendation", "Lead agency", "Action(s) to take", "Key milestone", "Target date"],
            ["NORTHMERE POLICE", "", "", "", ""],
            [
                "1: Record each call.",
                "Police",
                "1. Amend the form. / 2. Tell the staff.",
                "Form in use / Audit in July 2014",
                "May 2014 / July 2014",
            ],
            ["2: Share what is recorded.", "Police", "", "Agreement signed", "in 4 weeks"],
        ],
        "Appendix B",
        "Definitions",
    ]


def test_a_section_row_of_one_merged_cell_shifts_nothing() -> None:
    merged = STACKED.replace("\tNORTHMERE POLICE\t\n\t\n\t\n\t\n\t\n", "\tNORTHMERE POLICE\n")

    section, first, second = rows(_read(merged))

    assert [len(row.cells) for row in (section, first, second)] == [1, 5, 5]
    assert section.cells[0].n_columns == 5


def test_two_tables_flattened_to_lines_are_parted_by_the_heading_between_them() -> None:
    table = STACKED[STACKED.index("\tRecommendation") : STACKED.index("Appendix B")]

    document = _read(f"6.1 Police\n\n{table}6.2 Housing\n\n{table}")

    assert [block if isinstance(block, str) else len(block) for block in shown(document)] == [
        "6.1 Police",
        4,
        "6.2 Housing",
        4,
    ]


def test_a_head_over_two_columns_is_placed_by_the_row_below() -> None:
    head = "\tNo.\n\tRecommendation\n\tHow it will be done\n\tTarget date\n\n\t\n\t\n\tAction\n\tLead\n\t\n\n"
    body = "".join(f"\t{n}\n\tDo it\n\tWrite\n\tNurse\n\tMay 2014\n\n" for n in range(1, 4))

    (table,) = tables(_read(head + body))

    assert [(cell.column, cell.n_columns) for cell in table.rows[0].cells] == [(0, 1), (1, 1), (2, 2), (4, 1)]


def test_cards_of_labels_and_values_are_tables_of_two_columns() -> None:
    card = "\tRecommendation {n}\n\tDo it.\n\n\tLead agency\n\tPolice\n\n\tTarget date\n\tMay 2014\n\n\n"

    document = _read("Plan\n\n" + card.format(n=1) + card.format(n=2))

    assert [block if isinstance(block, str) else block[0][0] for block in shown(document)] == [
        "Plan",
        "Recommendation 1",
        "Recommendation 2",
    ]


BARE = """Appendix A: Action plan
No.
Recommendation
Action
Lead
Target date
Status
Northmere Police
1
Record each call from a neighbour.
Amend the form.
Tell the staff.
Head of Contact
Crime Registrar
May 2014
July 2014
Amber
2
Share what is recorded.
Sign an agreement.
Head of Contact

Green
Northmere Homes
1
Keep letters safe.

Housing Manager
Completed

The panel will meet again in a year to see what has been done.
"""


def test_a_table_flattened_to_bare_lines_is_parted_by_what_its_columns_hold() -> None:
    document = read_txt(BARE.encode())

    assert [list(row_words(document, row).values()) for row in tables(document)[0].rows] == [
        ["No.", "Recommendation", "Action", "Lead", "Target date", "Status"],
        ["Northmere Police"],
        [
            "1",
            "Record each call from a neighbour.",
            "Amend the form. / Tell the staff.",
            "Head of Contact / Crime Registrar",
            "May 2014 / July 2014",
            "Amber",
        ],
        ["2", "Share what is recorded.", "Sign an agreement.", "Head of Contact", "", "Green"],
        ["Northmere Homes"],
        ["1", "Keep letters safe.", "", "Housing Manager", "Completed", ""],
    ]
    assert shown(document)[-1] == "The panel will meet again in a year to see what has been done."


def test_bare_lines_of_other_tables_are_found_by_their_heads_and_end_where_headings_begin() -> None:
    panel = (
        "Name\nRole\nOrganisation\nAda Brook\nChair\n\nBen Moss\nDetective Inspector\nNorthmere Police\n\n"
    )

    document = read_txt(
        f"The panel:\n{panel}9\tAuthor of the report\nAda Brook wrote this report.\n".encode()
    )

    assert [list(row_words(document, row).values()) for row in tables(document)[0].rows] == [
        ["Name", "Role", "Organisation"],
        ["Ada Brook", "Chair", ""],
        ["Ben Moss", "Detective Inspector", "Northmere Police"],
    ]


def test_bare_lines_of_a_file_converted_from_pages_are_wrapped_and_make_no_table() -> None:
    assert tables(read_txt(BARE.replace("Northmere Homes", "\fNorthmere Homes").encode())) == []


def test_cards_of_bare_lines_are_tables_of_labels_and_values() -> None:
    card = (
        "Recommendation {n}\nKeep letters safe.\nAction\nBuy a safe.\n"
        "Lead\nHousing Manager\nTarget date\nMay 2014\n"
    )

    document = read_txt(f"Northmere Homes\n{card.format(n=1)}{card.format(n=2)}The end.\n".encode())

    assert [len(table.rows) for table in tables(document)] == [4, 4]
    assert [list(row_words(document, row).values()) for row in tables(document)[1].rows] == [
        ["Recommendation 2", "Keep letters safe."],
        ["Action", "Buy a safe."],
        ["Lead", "Housing Manager"],
        ["Target date", "May 2014"],
    ]
    assert shown(document)[-1] == "The end."


def test_heads_in_two_languages_and_cells_lost_at_the_end_of_a_file() -> None:
    heads = "Rhif / No.\nArgymhelliad / Recommendation\nArweinydd / Lead\nDyddiad / Due\nStatws / Status\n"

    document = read_txt(f"{heads}1\nKeep letters safe.\nHousing Manager\n30.6.2019".encode())

    assert [list(row_words(document, row).values()) for row in tables(document)[0].rows][1:] == [
        ["1", "Keep letters safe.", "Housing Manager", "30.6.2019", ""]
    ]


def test_headings_that_could_head_columns_make_no_table() -> None:
    lines = [
        "Findings",
        "Recommendations",
        "Action plan",
        "Lessons",
        "The panel found that nobody asked.",
    ] * 2

    document = read_txt("\n".join(lines).encode())

    assert shown(document) == lines


def test_a_table_flattened_to_lines_ends_where_numbered_paragraphs_begin() -> None:
    table = (
        "\tName\n\tRole\n\tAgency\n\n"
        "\tAda Brook\n\tChair\n\t\n\n"
        "\tBen Moss\n\tInspector\n\tNorthmere Police\n"
    )
    later = "\n4.1\tThe panel met twice.\n\n\tPolice\n\tIMR\n\n\tHomes\n\tReport\n\n\tSchool\n\tReport\n"

    document = read_txt(f"{table}{later}".encode())

    assert [len(table.rows) for table in tables(document)] == [3, 3]
    assert tables(document)[1].n_columns == 2
    assert shown(document)[1] == "4.1\tThe panel met twice."


def test_cards_flattened_to_lines_are_no_rows_of_a_plan() -> None:
    card = "\tAction\n\tPost holders named.\n\n\tLead\n\tHousing Manager\n\n\tTarget date\n\tMay 2014\n"

    document = read_txt(f"{card}\n{card}\nNorthmere Homes\n\n{card}".encode())

    assert [(table.n_columns, len(table.rows)) for table in tables(document)] == [(2, 3)] * 3


def test_a_last_row_keeps_its_cells_where_the_file_ends_without_its_empty_ones() -> None:
    rows = "\tAction\n\tLead\n\tTarget date\n\tStatus\n\n\tWrite\n\tPolice\n\tMay 2014\n\tOpen\n\n"

    document = read_txt(f"{rows}\tAsk\n\tHomes\n\tJune 2014".encode())

    assert list(row_words(document, tables(document)[0].rows[-1]).values()) == [
        "Ask",
        "Homes",
        "June 2014",
        "",
    ]


def test_contents_without_numbers_do_not_draw_numbered_headings_into_a_table() -> None:
    contents = "Local recommendations\t12\nNational recommendations\t13\nAppendix\t14\n"

    document = read_txt(f"{contents}1.\tIntroduction\n1.1\tThis report is about Ada.\n".encode())

    assert tables(document) == []


def test_a_table_flattened_to_tabs_keeps_rows_that_a_page_break_cut() -> None:
    document = _read(TABBED)

    assert shown(document) == [
        "4.1\tNorthmere Police",
        [
            ["Finding", "Recommendation", "Required action", "By whom", "When"],
            [
                "1. Calls were not recorded by the",
                "Record each call",
                "Amend the form / Tell the staff",
                "Inspector / Sergeant",
                "1.11.13",
            ],
            ["control room.", "", "", "", ""],
            ["2. No check was made.", "Check.", "", "", ""],
        ],
        "4.2 Housing",
    ]
    assert [row.is_header for row in tables(document)[0].rows] == [True, False, False, False]


def test_contents_and_columns_aligned_by_tabs_stay_paragraphs() -> None:
    text = (
        "1.1\tBackground.....\t4\n1.2\tTerms of reference\t4\n2\tFindings\t12\n\n"
        "· Ash Holloway\tHousing\t\t\t[HMBC]\n· Bryony Vale\t\t\tNorthmere Police\n"
        "Drink\t\t\t\tDebt\nAnxiety   \t\tInjury\n"
    )

    document = _read(text)

    assert not tables(document)
    assert "· Ash Holloway\tHousing\t\t\t[HMBC]" in shown(document)


def test_a_table_of_upright_strokes() -> None:
    document = _read("Plan\n\n| No | Action |\n|----|--------|\n| 1 | Write |\n|   | again |\n\nEnd\n")

    assert shown(document) == ["Plan", [["No", "Action"], ["1", "Write"], ["", "again"]], "End"]


def test_wrapped_lines_are_one_paragraph() -> None:
    line = "The panel met in spring and heard from each agency what it knew of Rowan and what\n"

    document = _read(
        f"1. Introduction\n\n{line}it had done about it, which was little.\n1.1 {line}it had done.\n\n" * 5
    )

    assert shown(document)[:3] == [
        "1. Introduction",
        f"{line}it had done about it, which was little.",
        f"1.1 {line}it had done.",
    ]


def test_a_sentence_that_a_page_break_cuts_is_one_paragraph_and_others_are_not() -> None:
    cut = "Adult A told her neighbour, her doctor and her sister that the couple would move to the coast in"
    low = "The panel heard that many of those who had met the couple knew of the quarrels between them and"
    printed = [cut, "September 2012. She was seen in May.", low, "said nothing.", "Events", "More."]

    document = read_txt("\n\n".join(printed).encode())

    assert shown(document) == ["\n\n".join(printed[:2]), "\n\n".join(printed[2:4]), *printed[4:]]


def test_a_line_that_a_raised_number_begins_is_a_footnote() -> None:
    found = paragraphs(_read("As agreed ¹ .\n\n¹ In the minutes.\n"))

    assert [paragraph.is_footnote for paragraph in found] == [False, True]


# Words that no bullet, number, rule or head of a column is made of.
_WORDS = st.lists(
    st.sampled_from("ash birch cedar elm hazel juniper larch maple".split()), min_size=1, max_size=6
).map(" ".join)
_CELL = st.lists(_WORDS, max_size=3).map("\n".join)
_PLAN = st.lists(st.lists(_CELL, min_size=4, max_size=4), min_size=3, max_size=12)


@given(_PLAN)
def test_any_plan_flattened_to_lines_is_read_back_cell_for_cell(plan: list[list[str]]) -> None:
    heads = "".join(
        f"\t{head}\n" for head in ("Recommendation", "Lead agency", "Action", "Milestone", "Target date")
    )
    body = "".join(
        f"\n\t{number}: start\n" + "".join(f"\t{cell}\n" for cell in cells)
        for number, cells in enumerate(plan, 1)
    )

    document = _read(heads + body)

    expected = [
        {0: f"{number}: start"} | {column: cell.replace("\n", " / ") for column, cell in enumerate(cells, 1)}
        for number, cells in enumerate(plan, 1)
    ]
    assert [row_words(document, row) for row in rows(document)] == expected
    assert_spans_are_sound(document)


@given(st.text(alphabet="ab1. \t\n|-·<p>/", max_size=300))
def test_spans_are_sound_whatever_the_text(text: str) -> None:
    try:
        document = _read(text)
    except UnreadableFile:
        return
    assert document.text == text
    assert_spans_are_sound(document)


@requires_seeds
def test_the_first_real_plan_has_102_numbered_rows_of_five_cells() -> None:
    document = read_txt(FIRST.path.read_bytes())

    (plan,) = tables(document)
    numbered = {}
    for row in plan.rows:
        words = row_words(document, row)
        assert len(words) == 5
        if match := re.match(r"(\d+):", words[0]):
            numbered[int(match[1])] = words
        else:
            assert row.is_header or not any(words[column] for column in range(1, 5)) or "?" in words[0]
    assert list(numbered) == list(range(1, FIRST.n_plan_rows + 1))
    assert all(words[1] and words[4] for words in numbered.values())
    assert_spans_are_sound(document)


@requires_seeds
def test_the_second_real_plan_prints_40_findings_in_8_tables() -> None:
    document = read_txt(SECOND.path.read_bytes())

    plans = [table for table in tables(document) if table.n_columns == 5]
    assert len(plans) == 8
    assert all(table.rows[0].is_header and not table.rows[1].is_header for table in plans)
    assert sum(_begins_finding(document, table) for table in plans) == SECOND.n_plan_rows
    assert_spans_are_sound(document)


def _begins_finding(document: ReadDocument, table: Table) -> int:
    """Count the rows that begin a finding; the others go on where a page break cut one."""
    return sum(bool(re.match(r"\d", row_words(document, row)[0])) for row in table.rows)
