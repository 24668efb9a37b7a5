"""What each agency sent, from lists, tables and sentences."""

import pytest

from sightline.domain.published_reviews.contributions import read_contributions
from sightline.domain.published_reviews.reading import ContributionKind
from tests.unit.domain.published_reviews.printed_document import Printed, assert_attributed, passages_in

IMR, SUMMARY, INFORMATION = (
    ContributionKind.IMR,
    ContributionKind.SUMMARY_REPORT,
    ContributionKind.INFORMATION,
)


@pytest.mark.parametrize(
    "printed",
    [
        [
            "# 2.3 Agencies Submitting Individual Management Reviews [IMRs]",
            "2.3.1\tThe following agencies submitted IMRs.",
            "· Fenmoor Police",
            "· Lanternlight",
            "Summary reports were provided by:",
            "· Moor Vale NHS Trust",
            "Non IMR written information was received from:",
            "· Larch School",
        ],
        [
            "# Contributors to the review",
            "• Fenmoor Police – chronology and IMR",
            "• Lanternlight (Individual Management Review)",
            "• Moor Vale NHS Trust – short report",
            "• Larch School: letter",
        ],
        [
            "# Contributors",
            [
                ["Agency", "Nature of contribution"],
                ["Fenmoor Police", "IMR"],
                ["Lanternlight", "Individual Management Review"],
                ["Moor Vale NHS Trust", "Summary report"],
                ["Larch School", "Information only"],
            ],
        ],
        [
            "# Methodology",
            "IMRs were received from Fenmoor Police and Lanternlight. Moor Vale NHS Trust"
            " provided a summary report. "
            "Information was supplied by Larch School.",
        ],
    ],
    ids=["lists", "each line says", "table", "sentences"],
)
def test_agencies_and_what_they_sent(printed: list[Printed]) -> None:
    passages, words = passages_in(*printed, "# Dissemination", "Copies go to Fenmoor Police.")
    sent = read_contributions(passages, words)
    assert [(found.agency, found.kind) for found in sent] == [
        ("Fenmoor Police", IMR),
        ("Lanternlight", IMR),
        ("Moor Vale NHS Trust", SUMMARY),
        ("Larch School", INFORMATION),
    ]
    for found in sent:
        assert_attributed(found, words)


def test_a_row_that_is_a_heading_changes_the_kind_of_those_beneath() -> None:
    passages, words = passages_in(
        "# 1.4 Independent Management Review Authors",
        [
            ["Agency", "Author Name", "Author Title"],
            ["Fenmoor Police", "Ada Rush", "Detective Inspector"],
            ["Summary Report Authors", "", ""],
            ["Moor Vale NHS Trust", "Bran Sedge", "Lead Nurse"],
        ],
        "1.4.2 It was decided that full IMR's would not be required from the following agencies:",
        "• Dale Police",
    )
    assert [(f.agency, f.kind, f.author, f.author_title) for f in read_contributions(passages, words)] == [
        ("Fenmoor Police", IMR, "Ada Rush", "Detective Inspector"),
        ("Moor Vale NHS Trust", SUMMARY, "Bran Sedge", "Lead Nurse"),
    ]


def test_a_name_with_commas_is_one_agency() -> None:
    passages, words = passages_in(
        "# Contributors",
        "Individual Management Reviews were submitted by Fenmoor Police, Moor, Fen and Vale NHS"
        " Trust and Lanternlight.",
    )
    sent = read_contributions(passages, words)
    assert [found.agency for found in sent] == [
        "Fenmoor Police",
        "Moor, Fen and Vale NHS Trust",
        "Lanternlight",
    ]


def test_the_panel_s_table_is_no_contribution() -> None:
    passages, words = passages_in(
        "# The review panel members",
        [
            ["Name", "Role", "Agency"],
            ["Ada Rush", "Detective Inspector", "Fenmoor Police"],
            ["Bran Sedge", "Nurse", "Vale NHS"],
        ],
    )
    assert read_contributions(passages, words) == ()


def test_a_sentence_that_lists_agencies_between_semicolons() -> None:
    passages, words = passages_in(
        "# Individual management reviews",
        "IMRs were completed by the following: Fenmoor Police; Lanternlight; and Moor Vale NHS Trust.",
    )

    found = read_contributions(passages, words)

    assert [(sent.agency, sent.kind) for sent in found] == [
        ("Fenmoor Police", IMR),
        ("Lanternlight", IMR),
        ("Moor Vale NHS Trust", IMR),
    ]
