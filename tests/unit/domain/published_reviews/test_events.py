"""Dated sentences of the narrative, and rows of its chronology."""

from sightline.domain.published_reviews.document import Span
from sightline.domain.published_reviews.events import read_events, sentences
from sightline.domain.published_reviews.reading import Precision, ReportedEvent
from sightline.domain.published_reviews.words import Words
from tests.unit.domain.published_reviews.printed_document import Printed, document_of, names_in, passages_in

PEOPLE = ["Adult F", "Adult M", "Child A"]


def _events(*printed: Printed) -> list[ReportedEvent]:
    passages, words = passages_in(*printed)
    return list(read_events(passages, words, names_in(words, "Fenmoor Police", "Lanternlight"), PEOPLE))


def test_a_dated_sentence_with_the_people_and_agencies_it_names() -> None:
    (event,) = _events(
        "# 3. Background",
        "3.1\tOfficers came. On 3rd February 2010 Adult F told Fenmoor Police that Adult M had"
        " pushed her. She wept.",
    )
    assert event.text == "On 3rd February 2010 Adult F told Fenmoor Police that Adult M had pushed her."
    assert (event.date.text, event.date.from_, event.date.to) == (
        "3rd February 2010",
        "2010-02-03",
        "2010-02-03",
    )
    assert event.date.precision is Precision.DAY
    assert event.people == ("Adult F", "Adult M")
    assert event.agencies == ("Fenmoor Police",)


def test_a_period_is_as_exact_as_it_is_printed() -> None:
    first, second, third = _events(
        "# Chronology",
        "Between March and June 2012 Adult M missed four meetings.",
        "They moved in the spring of 2009.",
        "In February and March 2013 Adult F came three times.",
    )
    assert (first.date.text, first.date.from_, first.date.to) == (
        "Between March and June 2012",
        "2012-03",
        "2012-06",
    )
    assert (second.date.precision, second.date.from_) == (Precision.SEASON, "2009")
    assert (third.date.from_, third.date.to, third.date.precision) == ("2013-02", "2013-03", Precision.RANGE)


def test_rows_of_a_chronology_are_events_and_a_cut_row_is_one() -> None:
    first, second = _events(
        "# Chronology",
        [
            ["Date", "Agency", "Event"],
            ["1/2/2010", "Lanternlight", "Adult F asked for"],
            ["", "", "a place. None was free."],
            ["March 2011", "Fenmoor Police", "Adult M was warned."],
        ],
    )
    assert first.text == "Adult F asked for a place. None was free."
    assert (first.date.from_, first.agencies) == ("2010-02-01", ("Lanternlight",))
    assert (second.date.from_, second.people) == ("2011-03", ("Adult M",))


def test_the_review_s_own_dates_laws_and_guidance_are_no_events() -> None:
    assert (
        _events(
            "# Introduction",
            "The DHR panel met on 6 February 2014. This review began in May 2013.",
            "It had regard to the Care Act of 2014 and to the guidance published in 2013.",
            "The period under review is 1 May 2009 to 2 June 2013.",
            "# Methodology",
            "Agencies sent chronologies in June 2013.",
            "# Recommendations",
            "1. A form should be agreed in May 2015.",
            "# Appendix A Definitions",
            "The definition came into force on 14.02.2013.",
        )
        == []
    )


def test_a_sentence_ends_at_its_full_stop_not_at_an_abbreviation() -> None:
    document = document_of(
        "Dr. Reed wrote to St. Win’s at 3 p.m. on Monday. Child A. was told by Child A. Nobody came."
    )
    words = Words(document)
    said = [words.of(span) for span in sentences(Span(0, len(document.text) - 1), words)]
    assert said[0] == "Dr. Reed wrote to St. Win’s at 3 p.m. on Monday."
    assert said[-1] == "Nobody came."
