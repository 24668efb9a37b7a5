"""Recommendations outside the plan, and to whom each is addressed."""

from sightline.domain.published_reviews.recommendations import read_recommendations
from tests.unit.domain.published_reviews.printed_document import (
    Printed,
    assert_attributed,
    names_in,
    passages_in,
)


def _recommendations(*printed: Printed) -> list[tuple[str | None, str, str | None]]:
    passages, words = passages_in(*printed)
    found = read_recommendations(passages, words, names_in(words, "Lanternlight"))
    for wanted in found:
        assert_attributed(wanted, words)
    return [(wanted.number, wanted.text, wanted.addressed_to) for wanted in found]


def test_a_lead_in_says_to_whom_the_list_is_addressed() -> None:
    assert _recommendations(
        "# 10. RECOMMENDATIONS",
        "## 10.1 Single Agency",
        "10.1.1\tThe single agency recommendations appear in the Action Plan and are not repeated here.",
        "## 10.2 DHR Panel",
        "10.2.1\tThe DHR Panel recommends that the Safer Fenmoor Partnership:",
        "1. Satisfies itself that policies are kept.",
        "2. Agrees one form.",
    ) == [
        ("1", "Satisfies itself that policies are kept.", "Safer Fenmoor Partnership"),
        ("2", "Agrees one form.", "Safer Fenmoor Partnership"),
    ]


def test_a_heading_or_a_label_names_the_agency() -> None:
    assert _recommendations(
        "# Recommendations",
        "## Fenmoor Police",
        "• Ask about earlier calls.",
        "## Recommendations for Lanternlight",
        "• Keep a record.",
    ) == [
        (None, "Ask about earlier calls.", "Fenmoor Police"),
        (None, "Keep a record.", "Lanternlight"),
    ]
    assert _recommendations(
        "# Recommendations", "Recommendation 3 – Fenmoor Health Board", "Staff should be trained in asking."
    ) == [("3", "Staff should be trained in asking.", "Fenmoor Health Board")]


def test_a_label_above_or_before_its_words() -> None:
    expected = [
        ("1", "Police should ask again and again.", None),
        ("2", "Schools should be told of it.", None),
    ]
    assert (
        _recommendations(
            "# Recommendations",
            "Recommendation 1: Police should ask again and again.",
            "Recommendation 2: Schools should be told of it.",
        )
        == expected
    )
    assert (
        _recommendations(
            "# Recommendations",
            "Recommendation 1",
            "Police should ask again and again.",
            "Recommendation 2",
            "Schools should be told of it.",
        )
        == expected
    )


def test_a_table_that_is_no_plan() -> None:
    assert _recommendations(
        "# Recommendations",
        [["No.", "Recommendation", "For"], ["1", "Ask about earlier calls at once.", "Fenmoor Police"]],
    ) == [("1", "Ask about earlier calls at once.", "Fenmoor Police")]


def test_the_plan_is_not_repeated() -> None:
    assert (
        _recommendations(
            "# 6 Agency Recommendations",
            "## 6.1 Fenmoor Police",
            [
                ["Finding", "Recommendation", "Required action", "By Whom", "To be completed by when"],
                ["1. Late", "Be on time for every call.", "Set the clock.", "Sergeant", "May 2014"],
            ],
        )
        == []
    )


def test_an_agency_as_a_heading_of_its_own_heads_the_recommendations_that_follow() -> None:
    assert _recommendations(
        "# Recommendations",
        "## Fenmoor Police",
        "## Recommendation 1",
        "Ask about earlier calls.",
        "## Lanternlight",
        "## Recommendation 2",
        "Keep a log.",
    ) == [("1", "Ask about earlier calls.", "Fenmoor Police"), ("2", "Keep a log.", "Lanternlight")]
