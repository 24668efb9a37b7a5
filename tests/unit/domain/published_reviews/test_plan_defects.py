"""What is asked about a plan's rows, and what is let pass."""

from collections.abc import Sequence

import pytest

from sightline.domain.published_reviews.defects.duplicates import duplicate_pairs
from sightline.domain.published_reviews.defects.plan import plan_defects
from sightline.domain.published_reviews.interpret import interpret
from sightline.domain.published_reviews.reading import PrintedDate
from tests.unit.domain.published_reviews.printed_plan import HEADS, Heading, PrintedRow, plan_of, printed

GOOD = ("1. Train all staff in the pathway.", "Head of Training", "Write a course.", "Course run", "May 2015")
REPORT_DATE = PrintedDate(text="August 2014", on="2014-08")


def asked(*rows: PrintedRow, heads: Sequence[str] = HEADS) -> list[tuple[str, str]]:
    found = plan_defects(plan_of([heads, *rows]).rows, REPORT_DATE)
    return [(defect.code, defect.where) for defect in found]


def row(number: int = 2, **changed: str) -> tuple[str, ...]:
    values = {
        "rec": f"{number}. Share what was learnt in team {number * 7}.",
        "lead": "Manager",
        "act": "Do it.",
    }
    values |= {"mile": "Done once", "date": "June 2015"} | changed
    return tuple(values[name] for name in ("rec", "lead", "act", "mile", "date"))


def test_a_whole_row_raises_nothing() -> None:
    assert asked(GOOD, row()) == []


@pytest.mark.parametrize(
    ("cell", "code"), [("lead", "missing_owner"), ("act", "missing_action"), ("date", "missing_date")]
)
def test_a_blank_cell_is_raised_once(cell: str, code: str) -> None:
    assert asked(GOOD, row(**{cell: ""})) == [(code, "action_plan/1")]


def test_a_nil_row_needs_nothing() -> None:
    assert asked(GOOD, ("2. No action required", "", "", "", "")) == []


def test_a_completed_row_needs_neither_owner_nor_date() -> None:
    heads = (*HEADS, "Status")
    assert asked((*GOOD, ""), (*row(lead="", date=""), "Complete"), heads=heads) == []


def test_an_owner_that_breaks_off_is_raised() -> None:
    assert asked(GOOD, row(lead="Lantern /")) == [("missing_owner", "action_plan/1")]


@pytest.mark.parametrize(
    ("date", "is_raised"), [("July 2014", True), ("31.7.14", True), ("August 2014", False), ("2014", False)]
)
def test_a_target_wholly_before_the_report_is_raised(date: str, is_raised: bool) -> None:
    assert (("target_before_report", "action_plan/1") in asked(GOOD, row(date=date))) is is_raised


def test_a_target_before_the_report_is_let_pass_where_a_status_is_printed() -> None:
    assert asked((*GOOD, ""), (*row(date="May 2014"), "Completed"), heads=(*HEADS, "Status")) == []


def test_done_and_refused_do_not_go_together() -> None:
    refused = row(act="A decision has been made that this is not workable.", date="Completed")
    assert asked(GOOD, refused) == [("completed_but_refused", "action_plan/1")]


def test_done_before_the_date_by_which_to_do_it_is_raised() -> None:
    assert asked((*GOOD, ""), (*row(date="May 2016"), "Done"), heads=(*HEADS, "Status")) == [
        ("completed_before_due", "action_plan/1")
    ]


def test_in_place_already_with_a_date_to_come_is_raised() -> None:
    assert asked(GOOD, row(act="In place already as per policy")) == [
        ("completed_before_due", "action_plan/1")
    ]


def test_a_recommendation_printed_twice_is_raised_at_the_second() -> None:
    again = ("2. Train all staff in the  pathway", *GOOD[1:])
    assert asked(GOOD, again) == [("duplicate_recommendation", "action_plan/1")]


def test_alike_recommendations_to_different_bodies_are_no_duplicates() -> None:
    one = "1. Each surgery in the Hollow Lane group should ask about home at every visit it records."
    other = one.replace("1. ", "2. ").replace("Hollow", "Tanner")
    assert asked((one, *GOOD[1:]), (other, *GOOD[1:])) == []
    misspelt = one.replace("1. ", "2. ").replace("should", "shoud")
    assert asked((one, *GOOD[1:]), (misspelt, *GOOD[1:])) == [("duplicate_recommendation", "action_plan/1")]


def test_actions_under_one_recommendation_are_no_duplicates() -> None:
    heads = ("No.", *HEADS)
    words = ("Train all staff in the pathway.", "Manager", "Do it.", "", "May 2015")
    rows = plan_of([heads, ("1a", *words), ("1b", *words), ("2", *words)]).rows
    assert duplicate_pairs(rows) == ((0, 2),)


@pytest.mark.parametrize(
    ("printed_numbers", "raised"),
    [
        (("1", "2", "3"), []),
        (("1", "2", "4"), [("numbering_gap", 2)]),
        (("1", "1", "2"), [("numbering_repeat", 1)]),
        (("2", "3"), [("numbering_gap", 0)]),
        (("1", "2", "1 and 4", "4"), [("numbering_gap", 2), ("numbering_repeat", 3)]),
        (("1.1", "1.2", "2.1", "4.1"), [("numbering_gap", 3)]),
        (("A1", "A2", "B1", "B3"), [("numbering_gap", 3)]),
        (("2a", "2b", "2d"), [("numbering_gap", 2)]),
    ],
)
def test_numbers_skipped_or_used_twice_are_raised(
    printed_numbers: tuple[str, ...], raised: list[tuple[str, int]]
) -> None:
    heads = ("No.", *HEADS)
    rows = [
        (n, f"Share what was learnt, part {i * 11}, with team {i}.", *row()[1:])
        for i, n in enumerate(printed_numbers)
    ]
    assert [f for f in asked(*rows, heads=heads) if f[0].startswith("numbering")] == [
        (code, f"action_plan/{index}") for code, index in raised
    ]


def test_each_section_may_number_anew_or_go_on() -> None:
    section = ("WESTMARCH POLICE", "", "", "", "")
    anew = ("1. Ask about animals when planning for safety.", *row()[1:])
    assert asked(GOOD, row(2), section, row(3)) == []
    assert asked(GOOD, row(2), section, anew) == []


@pytest.mark.parametrize(
    ("owner", "is_named"),
    [
        ("Hester Smallbone (Lead Nurse)", True),
        ("Lantern, Silas Wintergreen", True),
        ("DI Pennywhistle", True),
        ("1. Manager\n2. Fenella Crabtree, Head of Records", True),
        ("Line Managers", False),
        ("Supt. Public Protection", False),
        ("Head of Crime Recording", False),
        ("Westmarch Police", False),
        ("Learning Subgroup / Policy Lead", False),
    ],
)
def test_owners_who_are_people_are_raised_and_posts_are_not(owner: str, is_named: bool) -> None:
    document = printed(Heading("Action plan"), [HEADS, row(1, lead=owner)])
    raised = [d for d in interpret(document).defects if d.code == "person_named_in_plan"]
    assert bool(raised) is is_named
    for defect in raised:
        assert defect.sources[0].text in document.text
        assert not any(word in defect.message for word in defect.sources[0].text.split())


def test_recommendations_that_begin_again_for_each_agency_repeat_no_number() -> None:
    document = printed(
        Heading("Recommendations", 1),
        *(
            part
            for name in ("Fenmoor Police", "Moor Vale NHS Trust")
            for part in (Heading(name, 2), "1. Keep a log.")
        ),
    )
    assert [d.code for d in interpret(document).defects if d.code.startswith("numbering")] == []


def test_a_heading_with_nothing_under_it_is_raised() -> None:
    document = printed(
        Heading("1 Introduction"), "Words of it.", Heading("2 Family tree"), Heading("3 The facts"), "More."
    )
    assert [d.where for d in interpret(document).defects if d.code == "empty_heading"] == ["section/2"]


def test_an_unplaced_column_is_raised_once() -> None:
    heads = ("Recommendation", "Scope", "Action", "Lead", "Date")
    rows = [(r[0], "local", r[2], r[1], r[4]) for r in (GOOD, row(2), row(3))]
    raised = [
        d
        for d in interpret(printed(Heading("Action plan"), [heads, *rows])).defects
        if d.code == "unread_text"
    ]
    assert [defect.where for defect in raised] == ["action_plan"]
    assert "Scope" in raised[0].message


def test_words_under_a_plan_of_which_no_action_is_read_are_raised_and_a_few_are_not() -> None:
    lost = [
        "Recommendation   Action   Lead",
        *["Train staff in       Write a course    Head of Training"] * 9,
    ]
    labelled = [
        "Recommendation 1: Train staff.",
        "Action: Write a course.",
        "Lead: Head.",
        "Timescale: May 2015",
    ]

    raised = {
        name: [
            d.where
            for d in interpret(printed(Heading("Action plan"), *words)).defects
            if d.code == "unread_text"
        ]
        for name, words in (
            ("lost", lost),
            ("told", ["The plan is kept by the board."]),
            ("read", labelled * 5),
        )
    }

    assert raised == {"lost": ["section/Action plan"], "told": [], "read": []}
