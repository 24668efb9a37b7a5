"""What a review prints of itself on its title page and in its first sections."""

import pytest

from sightline.domain.published_reviews.front_matter import read_front_matter
from sightline.domain.published_reviews.reading import FrontMatter, Precision
from tests.unit.domain.published_reviews.printed_document import assert_attributed, passages_in


def _front(*printed: str) -> FrontMatter:
    passages, words = passages_in(*printed)
    front = read_front_matter(passages, words)
    assert_attributed(front, words)
    return front


def test_the_title_page() -> None:
    front = _front(
        "Safer Fenmoor Partnership",
        "Domestic Homicide Review",
        "Overview Report",
        "Adult F",
        "Died October 2012",
        "Independent Chair and Author: Ottoline Fennimore OBE",
        "14 March 2014",
        "# 1. Introduction",
        "1.1 Adult F died at home.",
    )
    assert front.title == "Domestic Homicide Review\nOverview Report\nAdult F\nDied October 2012"
    assert front.review_kind == "Domestic Homicide Review"
    assert front.commissioned_by == "Safer Fenmoor Partnership"
    assert (front.chair, front.author) == ("Ottoline Fennimore", "Ottoline Fennimore")
    assert front.report_date is not None
    assert (front.report_date.on, front.report_date.precision) == ("2014-03-14", Precision.DAY)


@pytest.mark.parametrize(
    ("line", "chair", "author"),
    [
        ("Report produced by Bran Sedge", None, "Bran Sedge"),
        ("Chair: Ada Rush    Author: Bran Sedge", "Ada Rush", "Bran Sedge"),
        ("Ada Rush, Independent Chair and Author", "Ada Rush", "Ada Rush"),
        ("Chaired by Ada Rush", "Ada Rush", None),
        ("Cadeirydd / Chair: Ada Rush", "Ada Rush", None),
    ],
)
def test_who_chaired_and_who_wrote_by_a_line_of_the_cover(
    line: str, chair: str | None, author: str | None
) -> None:
    front = _front("Domestic Homicide Review", line, "# 1. Introduction", "Adult F died.")
    assert (front.chair, front.author) == (chair, author)
    assert front.title == "Domestic Homicide Review"


def test_what_the_cover_does_not_say_the_text_may() -> None:
    front = _front(
        "# 1. INTRODUCTION",
        "1.1\tAdult F died in 2012.",
        "# 2. ESTABLISHING THE DOMESTIC HOMICIDE REVIEW [DHR]",
        "2.1\tThe Safer Fenmoor Partnership [SFP] chair established a DHR.",
        "2.2\tAda Rush was appointed as the Independent Chair and Author. She has never been"
        " employed by the agencies.",
        "## 2.3 Timeframe under Review",
        "The DHR covers the period spring 2007 [when they met], to Adult F’s death in autumn 2012.",
    )
    assert front.title is None
    assert front.report_date is None
    assert front.commissioned_by == "Safer Fenmoor Partnership"
    assert (front.chair, front.author) == ("Ada Rush", "Ada Rush")
    assert front.scope is not None
    assert (front.scope.start, front.scope.end) == (None, None)
    assert front.scope.text.startswith("spring 2007")


@pytest.mark.parametrize(
    ("sentence", "text", "start", "end"),
    [
        (
            "The review covers the period 1 May 2009 to 6 June 2012.",
            "1 May 2009 to 6 June 2012",
            "2009-05-01",
            "2012-06-06",
        ),
        (
            "The period under review is from 1st January 2010 to the point of death.",
            "from 1st January 2010 to the point of death",
            "2010-01-01",
            None,
        ),
        ("Period under review: May 2019 – April 2022", "May 2019 – April 2022", "2019-05", "2022-04"),
    ],
)
def test_the_period_under_review(sentence: str, text: str, start: str, end: str | None) -> None:
    scope = _front("# 1. Introduction", "Words.", "# 2. Scope of the review", sentence).scope
    assert scope is not None
    assert (scope.text, scope.start, scope.end) == (text, start, end)


def test_the_death_s_date_is_not_the_report_s() -> None:
    front = _front(
        "Domestic Homicide Review into the death of Adult F", "Died 3 May 2012", "# 1. Introduction", "Words."
    )
    assert front.report_date is None
