"""Doubts about appendices, dates and the numbers of lists."""

import pytest

from sightline.domain.published_reviews.defects.document import document_defects
from sightline.domain.published_reviews.defects.numbering import numbering_faults
from sightline.domain.published_reviews.interpret import interpret
from sightline.domain.published_reviews.outline import read_outline
from sightline.domain.published_reviews.passages import passages_of
from sightline.domain.published_reviews.reading import Defect
from tests.unit.domain.published_reviews.printed_document import Printed, document_of


def _defects(*printed: Printed) -> list[Defect]:
    document = document_of(*printed)
    outline = read_outline(document)
    found = list(document_defects(interpret(document), outline.words, outline, passages_of(outline)))
    for defect in found:
        assert defect.message.endswith(".")
        for source in defect.sources:
            assert document.text[source.start : source.end] == source.text
    return found


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        (["1", "2", "3"], []),
        (["1", "1", "3"], [("numbering_repeat", 1)]),
        (["1", "2", "4"], [("numbering_gap", 2)]),
        (["5.1", "5.2", "5.4"], [("numbering_gap", 2)]),
        (["1", "2", "1", "2"], []),
        (["1.1", "1.2", "2.1"], []),
        (["R9", "R10", "R12"], [("numbering_gap", 2)]),
        (["(1)", "(2)", "(3)"], []),
        ([None, "1", None, "2"], []),
        (["1", "3", "2"], [("numbering_gap", 1), ("numbering_repeat", 2)]),
        (["11", "12"], []),
    ],
)
def test_numbers_skipped_or_used_twice(numbers: list[str | None], expected: list[tuple[str, int]]) -> None:
    assert [(fault.code, fault.index) for fault in numbering_faults(numbers)] == expected


def test_a_repeated_lesson_is_asked_about_where_it_stands() -> None:
    (defect,) = _defects("# 1. Introduction", "Words.", "# 2. Lessons", "1. Ask.", "1. Write.", "3. Tell.")
    assert (defect.code, defect.where) == ("numbering_repeat", "lessons/1")


def test_an_appendix_that_is_not_there_or_is_another() -> None:
    missing, misplaced = _defects(
        "# 1. Introduction",
        "1.1 A glossary is at Appendix C. The action plan is at Appendix A.",
        "1.2 The form in Appendix 3 of the Home Office guidance was used.",
        "# Appendix A: Definitions",
        "A word means what it says.",
        "# Appendix B: Action plan",
        "To follow.",
    )
    assert (missing.code, missing.message) == (
        "missing_appendix",
        "The text refers to Appendix C, but no Appendix C is printed.",
    )
    assert "Appendix A" in misplaced.message
    assert "Appendix B" in misplaced.message
    assert misplaced.where == "section/1"


def test_an_event_after_the_period_but_not_its_aftermath() -> None:
    (defect,) = _defects(
        "# 1. Introduction",
        "1.1 The subjects are:",
        "• Adult F – victim",
        "• Adult M – perpetrator",
        "# 2. Scope",
        "The review covers the period 1 May 2009 to 2 June 2013.",
        "# 3. Chronology",
        "In 1999 Adult F met Adult M.",
        "On 2 June 2013 Adult F was found dead.",
        "On 5 July 2013 a friend told the police that Adult F was afraid.",
        "On 8 May 2014 Adult M was sentenced.",
    )
    assert (defect.code, defect.where) == ("date_outside_period", "events/2")
    assert "5 July 2013" in defect.message


def test_one_event_with_two_dates() -> None:
    (defect,) = _defects(
        "# 1. Terms of reference",
        "• 1.1 Authors will meet the chair on the 12th April 2013 to review chronologies.",
        "• 1.2 Authors will write to the chair.",
        "# 2. Method",
        "Following a review of chronologies on the 3rd May 2013 it was decided who should write.",
    )
    assert defect.code == "contradictory_dates"
    assert "12th April 2013" in defect.message
    assert "3rd May 2013" in defect.message


def test_a_period_to_the_death_that_begins_when_it_was_over() -> None:
    (defect,) = _defects(
        "# 1. Introduction",
        "This review examines the support given to Rowan before the point of his death in 2013.",
        "# 2. Key timeframes",
        "- April 2012 to December 2012.",
        "- New Year's Eve 2013 to the point of death.",
    )
    assert defect.code == "contradictory_dates"
    assert "New Year's Eve 2013" in defect.message


def test_a_sound_review_raises_nothing() -> None:
    assert (
        _defects(
            "# 1. Introduction",
            "1.1 The review covers the period 1 May 2009 to 2 June 2013. The glossary is at Appendix A.",
            "# 2. Chronology",
            "On 1 June 2011 Adult F moved.",
            "# 3. Lessons",
            "1. Ask.",
            "2. Write.",
            "# Appendix A: Glossary",
            "A word means what it says.",
        )
        == []
    )
