"""Printed dates: every way reviews print them, and never more than is printed."""

import calendar
import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.domain.published_reviews.dates import (
    FoundDate,
    is_all_dates,
    iso_dates,
    printed_dates,
    printed_periods,
)
from sightline.domain.published_reviews.reading import Precision


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("April 2014", ["2014-04"]),
        ("March  2014", ["2014-03"]),
        ("Nov 2013", ["2013-11"]),
        ("Sept. 2014", ["2014-09"]),
        ("Jan-14", ["2014-01"]),
        ("19thJune 2014", ["2014-06-19"]),
        ("31 st December 2013", ["2013-12-31"]),
        ("the 3rd of March 2016", ["2016-03-03"]),
        ("Monday 24th June 2013", ["2013-06-24"]),
        ("By January 31st 2014", ["2014-01-31"]),
        ("By June 30 th 2014", ["2014-06-30"]),
        ("1.11.13", ["2013-11-01"]),
        ("31/1/14", ["2014-01-31"]),
        ("21/1/14.", ["2014-01-21"]),
        ("31.03.2015", ["2015-03-31"]),
        ("31-12-2016", ["2016-12-31"]),
        ("2014-08-25", ["2014-08-25"]),
        ("14th\nMay 2013", ["2013-05-14"]),
        ("03/2015", ["2015-03"]),
        ("by 2016", ["2016"]),
        ("end of March 2015", ["2015-03"]),
        ("mid-August 2013", ["2013-08"]),
        ("New Year's Eve 2012", ["2012-12-31"]),
        ("1/1/70", ["1970-01-01"]),
        ("1/1/69", ["2069-01-01"]),
    ],
)
def test_a_date_becomes_iso_as_precisely_as_it_is_printed(text: str, dates: list[str]) -> None:
    assert list(iso_dates(text)) == dates


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("Managers by April 2014 and for others by July 2014", ["2014-04", "2014-07"]),
        ("31 st December 2013 1 st April 2014", ["2013-12-31", "2014-04-01"]),
        ("Nov 2013 Nov 2013 Jan 2014", ["2013-11", "2013-11", "2014-01"]),
        ("1. Complete\n\n2. March 2014\n\n3. March 2014", ["2014-03", "2014-03"]),
        ("January and March 2014", ["2014-01", "2014-03"]),
        ("1st and 15th March 2014", ["2014-03-01", "2014-03-15"]),
        ("30 November to 2 December 2014", ["2014-11-30", "2014-12-02"]),
    ],
)
def test_several_dates_are_kept_in_printed_order(text: str, dates: list[str]) -> None:
    assert list(iso_dates(text)) == dates


@pytest.mark.parametrize(
    "text",
    [
        "in 4 weeks",
        "Within 3 months",
        "Ongoing",
        "COMPLETED",
        "",
        "2014/15",
        "2013-14",
        "Q1 2015",
        "31 February 2014",
        "29/02/2015",
        "0/0/14",
        "Care Act 2014",
        "Circular 003/2013",
        "section 3.1.11",
        "24/7",
        "12 people in 3 teams",
    ],
)
def test_what_is_no_date_is_not_read(text: str) -> None:
    assert iso_dates(text) == ()


def test_a_season_is_known_as_one_and_keeps_its_year_only() -> None:
    assert printed_dates("in Spring 2015") == (FoundDate(3, 14, "2015", "2015", Precision.SEASON),)


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("July 2011 – October 2011", ("2011-07", "2011-10")),
        ("between January and December 2010", ("2010-01", "2010-12")),
        ("from 1st January 2010 until 3 May 2013", ("2010-01-01", "2013-05-03")),
        ("2010-2013", ("2010", "2013")),
    ],
)
def test_two_dates_with_a_link_are_a_period(text: str, period: tuple[str, str]) -> None:
    (found,) = printed_periods(text)
    assert (found.from_, found.to, found.precision) == (*period, Precision.RANGE)


def test_two_dates_without_a_link_are_two_periods() -> None:
    assert [p.from_ for p in printed_periods("in May 2013 and in June 2014")] == ["2013-05", "2014-06"]


def test_a_cell_of_dates_is_told_from_a_sentence_with_one() -> None:
    assert is_all_dates("By 31/1/14")
    assert not is_all_dates("Policy to be ratified and sent to every ward by March 2014")


DAYS = st.dates(dt.date(1970, 1, 1), dt.date(2069, 12, 31))


@given(DAYS, st.sampled_from("./-"), st.booleans())
def test_any_day_in_figures_is_read_day_first(day: dt.date, separator: str, is_short: bool) -> None:
    year = f"{day.year % 100:02}" if is_short else str(day.year)
    assert iso_dates(separator.join((str(day.day), str(day.month), year))) == (day.isoformat(),)


@given(DAYS, st.sampled_from(["", "st", " th", "rd"]), st.sampled_from([" ", "  ", " of "]))
def test_any_day_in_words_is_read(day: dt.date, ordinal: str, gap: str) -> None:
    month = calendar.month_name[day.month]
    assert iso_dates(f"{day.day}{ordinal}{gap}{month} {day.year}") == (day.isoformat(),)


@given(st.text(alphabet="0123456789 ./-thstMarchMay,\n", max_size=60))
def test_whatever_is_read_is_a_day_of_the_calendar_printed_where_it_says(text: str) -> None:
    position = 0
    for date in printed_dates(text):
        assert position <= date.start < date.end <= len(text)
        position = date.end
        year, *rest = map(int, date.from_.split("-"))
        dt.date(year, *[*rest, 1, 1][:2])
        assert str(year % 100) in text


@pytest.mark.parametrize(
    ("words", "on"),
    [
        ("Dec 16", ("2016-12",)),
        ("By Jan 19", ("2019-01",)),
        ("Draft: June 2016\nSept 16", ("2016-06", "2016-09")),
        ("seen on Dec 16 by her doctor", ()),
        ("May 10 and later", ()),
    ],
)
def test_a_month_and_two_figures_are_a_year_only_on_a_line_of_their_own(
    words: str, on: tuple[str, ...]
) -> None:
    assert iso_dates(words) == on
