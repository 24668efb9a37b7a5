"""Terms of reference, numbered, lettered, bulleted, and under what heading."""

from sightline.domain.published_reviews.terms_of_reference import read_terms_of_reference
from tests.unit.domain.published_reviews.printed_document import assert_attributed, passages_in


def _terms(*printed: str) -> list[tuple[str | None, str, str | None]]:
    passages, words = passages_in(*printed)
    terms = read_terms_of_reference(passages, words)
    for term in terms:
        assert_attributed(term, words)
    return [(term.number, term.text, term.group) for term in terms]


def test_a_lead_in_names_the_group_and_is_no_term() -> None:
    assert _terms(
        "# 2.5 Terms of Reference",
        "2.5.1\tThe purpose of a DHR is to:",
        "· Learn lessons",
        "· Apply these lessons",
        "[Statutory Guidance 2013]",
        "## 2.5.2 Timeframe under Review",
        "The DHR covers the period 1 May 2009 to 2 June 2013.",
        "## 2.5.3 Case Specific Terms",
        "\t1.\tWere the risks to FB 1 \trecognised?",
        "   2.  Were services timely?",
        "On 06.02.2014 it was agreed that the terms of reference would be revised to include"
        " these points by IMR authors:",
        "3. Was the risk to family members recognised?",
    ) == [
        (None, "Learn lessons", "purpose"),
        (None, "Apply these lessons", "purpose"),
        ("1", "Were the risks to FB 1 recognised?", "Case Specific Terms"),
        ("2", "Were services timely?", "Case Specific Terms"),
        ("3", "Was the risk to family members recognised?", "Case Specific Terms"),
    ]


def test_a_term_keeps_the_points_beneath_it() -> None:
    assert _terms(
        "# 1.2 Terms of reference",
        "The following terms of reference were agreed",
        "- 1.2.1 To review the involvement of each agency.",
        "- 1.2.2 Authors should look at earlier contact. In particular authors should include:",
        " - Any history of violence.",
        " - Any contact with social care.",
        "- 1.2.3 Authors will meet the chair.",
    ) == [
        ("1.2.1", "To review the involvement of each agency.", "Terms of reference"),
        (
            "1.2.2",
            "Authors should look at earlier contact. In particular authors should include:\nAny"
            " history of violence.\n"
            "Any contact with social care.",
            "Terms of reference",
        ),
        ("1.2.3", "Authors will meet the chair.", "Terms of reference"),
    ]


def test_labels_letters_and_brackets_are_numbers() -> None:
    assert _terms("# Key lines of enquiry", "KLOE 1: Who knew?", "KLOE 2: Who asked?") == [
        ("1", "Who knew?", "Key lines of enquiry"),
        ("2", "Who asked?", "Key lines of enquiry"),
    ]
    assert _terms("# Terms of reference", "The review will:", "a) ask who knew", "b) ask who acted")[1][
        :2
    ] == (
        "b",
        "ask who acted",
    )
    assert _terms("# Terms of reference", "The panel asked:", "(1) Who knew?", "(2) Who acted?") == [
        ("(1)", "Who knew?", "The panel asked"),
        ("(2)", "Who acted?", "The panel asked"),
    ]


def test_terms_may_stand_under_no_heading_of_their_own() -> None:
    assert _terms(
        "# Introduction",
        "This review considers 2014 to 2016, and in particular:",
        "• who knew",
        "• who acted",
    ) == [
        (None, "who knew", "Introduction"),
        (None, "who acted", "Introduction"),
    ]


def test_a_section_without_terms_has_none() -> None:
    assert _terms("# Terms of reference", "The terms of reference were agreed at the first meeting.") == []


def test_an_analysis_by_the_terms_has_none_of_its_own() -> None:
    assert _terms(
        "# 4. Terms of reference",
        "1. Who knew of the abuse?",
        "# 5. Analysis",
        "## KLOE 1: Who knew of the abuse?",
        "• The police knew.",
    ) == [("1", "Who knew of the abuse?", "Terms of reference")]
