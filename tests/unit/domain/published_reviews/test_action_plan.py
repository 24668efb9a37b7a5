"""Rows of action plans, in the layouts that published reviews use."""

import pytest

from sightline.domain.published_reviews.action_plan import ReadPlan
from sightline.domain.published_reviews.reading import ActionPlanRow, as_json
from tests.unit.domain.published_reviews.printed_plan import HEADS, Heading, Tall, Wide, plan_of

FULL = ("1:  Train staff.", "Head of Training", "Write a course.", "Course run", "April 2014")


def cells(row: ActionPlanRow) -> tuple[str | None, ...]:
    return row.number, row.recommendation, row.lead, row.action, row.milestone, row.target_text


def numbers(plan: ReadPlan) -> list[str | None]:
    return [row.number for row in plan.rows]


def test_a_row_is_read_by_the_heads_above_it() -> None:
    (row,) = plan_of([HEADS, FULL]).rows
    assert cells(row) == (
        "1",
        "Train staff.",
        "Head of Training",
        "Write a course.",
        "Course run",
        "April 2014",
    )
    assert row.target_on == ("2014-04",)


@pytest.mark.parametrize(
    "heads",
    [
        ("Recommendation", "Lead agency", "Action(s) to taken", "Key Milestone", "Target date"),
        ("Recomendation", "Responsible officer", "What needs to happen", "Desired outcome", "Timescale"),
        (
            "What needs to change?",
            "Who will lead?",
            "What will we do?",
            "How will we know it has worked?",
            "By when?",
        ),
        ("Objective", "Owner", "Actions", "Evidence", "Deadline"),
        ("RECOMMENDATION", "NAMED OFFICER", "KEY ACTIONS", "KEY OUTCOMES", "BY DATE"),
        (
            "Argymhelliad / Recommendation",
            "Arweinydd / Lead",
            "Cam / Action",
            "Carreg / Milestone",
            "Dyddiad / Due",
        ),
    ],
)
def test_heads_are_known_by_their_words(heads: tuple[str, ...]) -> None:
    (row,) = plan_of([heads, FULL]).rows
    assert cells(row)[1:] == tuple(FULL[0][4:].split("\n")) + FULL[1:]


@pytest.mark.parametrize(
    "heads",
    [
        ("Agency", "Author", "Job title"),
        ("Date", "Agency", "Action taken", "Outcome"),
        ("Name", "Role", "Agency"),
        ("Date", "Event", "Source", "Action"),
    ],
)
def test_other_tables_are_no_plan(heads: tuple[str, ...]) -> None:
    assert plan_of([heads, tuple("words" for _ in heads)]).tables == ()


def test_repeated_heads_prompts_rules_and_blank_rows_are_no_rows() -> None:
    prompts = ("What is recommended?", "Who will do it?", "How?\nWhat must occur?", "", "When?")
    plan = plan_of(
        [HEADS, prompts, FULL, ("", "", "", "", ""), HEADS, ("--", "--", "---", "--", "----"), FULL]
    )
    assert numbers(plan) == ["1", "1"]


def test_heading_rows_name_the_section_and_a_lead_in_does_not() -> None:
    plan = plan_of(
        [
            HEADS,
            ("WESTMARCH POLICE", "", "", "", ""),
            FULL,
            (Wide("Safer Hollow Partnership", 5), None, None, None, None),
            ("The panel recommends that the partnership:", "", "", "", ""),
            ("2:  Reviews its policy.", "", "", "", "31st March 2015"),
        ]
    )
    assert [row.section for row in plan.rows] == ["WESTMARCH POLICE", "Safer Hollow Partnership"]


def test_the_heading_over_a_table_names_the_section_without_its_number() -> None:
    table = [HEADS, FULL]
    plan = plan_of(
        Heading("6 Action plan"), Heading("6.1 Westmarch Police", 2), table, Heading("6.2 Lantern", 2), table
    )
    assert [row.section for row in plan.rows] == ["Westmarch Police", "Lantern"]


def test_a_plain_line_that_names_an_agency_begins_a_section_though_the_heads_are_the_same() -> None:
    plan = plan_of("Fenmoor Police", [HEADS, FULL], "Moor Vale NHS Trust", [HEADS, FULL])

    assert [row.section for row in plan.rows] == ["Fenmoor Police", "Moor Vale NHS Trust"]


def test_a_plan_of_the_whole_review_has_no_section() -> None:
    (row,) = plan_of(Heading("Appendix B: Action plan"), [HEADS, FULL]).rows
    assert row.section is None


def test_a_row_cut_by_a_page_break_is_one_row() -> None:
    heads = ("Finding", "Recommendation", "Action", "By whom", "By when")
    plan = plan_of(
        [heads, ("1. Nobody asked when she", "Ask at every", "Write the", "Matron", "31st May 2014")],
        [
            ("came alone", "visit.", "form.", "", ""),
            ("2. No flag", "Flag the record.", "Build it.", "Head of IT", "June 2014"),
        ],
    )
    assert numbers(plan) == ["1", "2"]
    first = plan.rows[0]
    assert (first.finding, first.recommendation, first.action) == (
        "Nobody asked when she came alone",
        "Ask at every visit.",
        "Write the form.",
    )
    assert first.sources["finding"].continued[0].text == "came alone"


def test_a_table_goes_on_without_heads_and_below_repeated_ones() -> None:
    second = ("2:  Share it.", "Lead nurse", "Send it out.", "Sent", "May 2014")
    assert numbers(plan_of([HEADS, FULL], [second])) == ["1", "2"]
    assert numbers(plan_of([HEADS, FULL], [HEADS, second])) == ["1", "2"]


def test_a_merged_recommendation_is_that_of_each_of_its_action_rows() -> None:
    heads = ("No.", "Recommendation", "Action", "Lead", "Date")
    plan = plan_of(
        [
            heads,
            (Tall("3", 2), Tall("Train staff.", 2), "Write it.", "Trainer", "May 2014"),
            (None, None, "Run it.", "Manager", "July 2014"),
        ]
    )
    assert [(row.number, row.recommendation, row.action) for row in plan.rows] == [
        ("3", "Train staff.", "Write it."),
        ("3", "Train staff.", "Run it."),
    ]
    assert plan.rows[0].sources["recommendation"] == plan.rows[1].sources["recommendation"]


def test_a_recommendation_printed_over_its_actions_is_theirs() -> None:
    heads = ("Ref", "Action", "Lead", "Date")
    plan = plan_of(
        [
            heads,
            (Wide("Recommendation 2: Ask alone.", 4), None, None, None),
            ("2.1", "Change the form.", "Matron", "May 2014"),
            ("2.2", "Audit it.", "Auditor", "July 2014"),
            (Wide("Recommendation 3: Thank the nurse.", 4), None, None, None),
        ]
    )
    assert [(row.number, row.recommendation, row.action) for row in plan.rows] == [
        ("2.1", "Ask alone.", "Change the form."),
        ("2.2", "Ask alone.", "Audit it."),
        ("3", "Thank the nurse.", None),
    ]


def test_two_rows_of_heads_part_a_wide_one() -> None:
    plan = plan_of(
        [
            (
                Tall("No.", 2),
                Tall("Recommendation", 2),
                Wide("How it will be done", 2),
                None,
                Tall("Target date", 2),
            ),
            (None, None, "Action", "Lead agency", None),
            ("1", "Use interpreters.", "Sign the contract.", "Westmarch Police", "June 2016"),
        ]
    )
    assert cells(plan.rows[0]) == (
        "1",
        "Use interpreters.",
        "Westmarch Police",
        "Sign the contract.",
        None,
        "June 2016",
    )


def test_a_table_of_labels_is_one_row_for_each_recommendation() -> None:
    card = [
        ("Recommendation 1", "Train staff."),
        ("Lead agency", "Lantern"),
        ("Action", "Hold a day."),
        ("Timescale", "May 2014"),
    ]
    plan = plan_of(Heading("Action plan"), card, [("Recommendation 2", "Share it."), *card[1:]])
    assert [cells(row)[:4] for row in plan.rows] == [
        ("1", "Train staff.", "Lantern", "Hold a day."),
        ("2", "Share it.", "Lantern", "Hold a day."),
    ]


def test_heads_that_a_page_break_cuts_make_no_row() -> None:
    heads = ("Recommendation", "Lead", "Action", "Outcome /", "Target date")
    plan = plan_of(Heading("Action plan"), [heads], [("", "", "", "Evidence", ""), FULL])
    assert numbers(plan) == ["1"]


def test_a_card_that_a_page_break_cuts_is_one_row() -> None:
    card = [("Recommendation 1", "Train staff."), ("Lead agency", "Lantern"), ("Action", "Hold a day.")]
    plan = plan_of(Heading("Action plan"), card, [("Timescale", "May 2014")])
    assert [(row.action, row.target_on) for row in plan.rows] == [("Hold a day.", ("2014-05",))]


def test_lines_with_labels_are_a_plan_and_a_list_of_recommendations_is_none() -> None:
    lines = (
        "Recommendation 4",
        "Ask about animals.",
        "Action: Change the form.",
        "Lead: Team manager",
        "Timescale: May 2019",
    )
    (row,) = plan_of(Heading("Action plan"), *lines).rows
    assert cells(row) == ("4", "Ask about animals.", "Team manager", "Change the form.", None, "May 2019")
    assert (
        plan_of(Heading("Recommendations"), "Recommendation 1: Ask.", "Recommendation 2: Record.").rows == ()
    )


@pytest.mark.parametrize(
    ("printed", "number"),
    [
        ("1. Train", "1"),
        ("1:   Train", "1"),
        ("1.1 Train", "1.1"),
        ("1a) Train", "1a"),
        ("R1 Train", "R1"),
        ("Recommendation 1: Train", "1"),
        ("1 Train", "1"),
        ("Train 3 nurses", None),
        ("3 month audit", None),
    ],
)
def test_the_number_stands_before_the_words(printed: str, number: str | None) -> None:
    (row,) = plan_of([HEADS, (printed, "Lead nurse", "Do it.", "", "May 2014")]).rows
    assert row.number == number
    assert row.recommendation is not None
    assert row.recommendation.endswith(
        "audit" if number is None and "audit" in printed else printed.split(" ", 1)[-1][-5:]
    )


def test_a_row_with_two_numbers_keeps_both() -> None:
    heads = ("Finding", "Recommendation", "Action", "By whom", "By when")
    plan = plan_of([heads, ("1 and 4", "Review it.", "", "", ""), ("5", "No action required", "", "", "")])
    assert numbers(plan) == ["1 and 4", "5"]
    assert [row.status for row in plan.rows] == [None, "No action required"]


@pytest.mark.parametrize(
    ("target", "status"),
    [
        ("COMPLETED", "COMPLETED"),
        ("Action complete", "Action complete"),
        ("1. Complete\n2. May 2014", None),
        ("May 2014", None),
    ],
)
def test_a_status_in_the_target_cell_is_both(target: str, status: str | None) -> None:
    (row,) = plan_of([HEADS, (*FULL[:4], target)]).rows
    assert (row.status, row.target_text) == (status, target)


def test_actions_are_paired_by_their_labels() -> None:
    action = "2a) Brief teams.\n2b) Audit records."
    (row,) = plan_of(
        [HEADS, ("2. Record.", "2a) Manager\n2b) Auditor", action, "", "2b) May 2014\n2a) June 2014")]
    ).rows
    assert [(p.label, p.action, p.lead, p.target_on) for p in row.parts] == [
        ("2a", "Brief teams.", "Manager", ("2014-06",)),
        ("2b", "Audit records.", "Auditor", ("2014-05",)),
    ]


def test_actions_are_paired_where_the_cells_have_as_many_lines_and_else_not() -> None:
    paired = plan_of([HEADS, ("1. Write.", "Nurse", "Draft it.\nSend it.", "", "May 2014\nJune 2014")]).rows[
        0
    ]
    assert [(part.lead, part.target_text) for part in paired.parts] == [
        (None, "May 2014"),
        (None, "June 2014"),
    ]
    unpaired = plan_of([HEADS, ("1. Write.", "Nurse", "Draft it.\nSend it.", "", "May 2014")]).rows[0]
    assert unpaired.parts == ()


def test_columns_without_a_place_are_named_and_never_dropped_in_silence() -> None:
    plan = plan_of(
        [("Recommendation", "Scope", "Action", "Target date"), ("1. Train.", "local", "Do it.", "May 2014")]
    )
    (unplaced,) = plan.unplaced
    assert unplaced.head == "Scope"


def test_two_columns_of_one_kind_are_both_kept() -> None:
    heads = ("Recommendation", "Action", "Lead agency", "Lead officer", "Date")
    (row,) = plan_of([heads, ("1. Train.", "Do it.", "Lantern", "Manager", "May 2014")]).rows
    assert row.lead == "Lantern\nManager"


def test_every_source_holds_the_words_of_its_value() -> None:
    plan = plan_of(
        [HEADS, FULL, ("2. Write.", "a) Nurse\nb) Clerk", "a) Draft it.\nb) Send it.", "", "May 2014")]
    )
    for row in plan.rows:
        for item in (row, *row.parts):
            for name, source in item.sources.items():
                value = as_json(getattr(item, name))
                if isinstance(value, str):
                    assert "".join(value.split()) == "".join(
                        "".join(p.text for p in (source, *source.continued)).split()
                    )
