"""Reads the words of a date cell as an interval of days, never more exactly than they are written.

All of the words must make sense: what is left over makes the whole unread, since it may be "not". What cannot
be read has no days and keeps its words: the undated shelf. Nothing is borrowed from elsewhere, not even
today's date; only `after`, an earlier date of the same entry, settles "the following day".

`periods` reads one day or period; here is what stands around it, and what joins two of them.

Source: SIGHTLINE-CHRONOLOGY
"""

import re
from dataclasses import replace
from functools import cache, lru_cache

from sightline.domain.calendar_words import MONTH
from sightline.domain.chronology.date_surroundings import LEADS, SURROUNDINGS
from sightline.domain.chronology.date_words import plain
from sightline.domain.chronology.day_month_order import (
    DayMonthOrder,
    OrderEvidence,
    evidence_of_order,
    order_in,
)
from sightline.domain.chronology.intervals import doubted, interval, night_from
from sightline.domain.chronology.joined_dates import Reader, bounded_dates, joined_dates
from sightline.domain.chronology.periods import period
from sightline.domain.chronology.relative_dates import relative_date
from sightline.domain.chronology.times_of_day import TimedWords, single_times, time_span
from sightline.domain.chronology.uncertain_date import DatePrecision, DateQualifier, UncertainDate

__all__ = ["DayMonthOrder", "OrderEvidence", "evidence_of_order", "order_in", "read_date"]


@lru_cache(maxsize=8192)  # one chronology repeats its days
def read_date(
    text: str, *, order: DayMonthOrder = DayMonthOrder.DAY_FIRST, after: UncertainDate | None = None
) -> UncertainDate:
    """Return when a cell says something happened, with its words; without days where it cannot be read.

    `order` says how 03/04/2013 is meant, `after` is the date before this one in the same entry.

    Example:
        >>> night = read_date("the night of 3/4 May 2013")
        >>> night.precision, night.earliest.isoformat(), night.latest.isoformat()
        (<DatePrecision.NIGHT: 'NIGHT'>, '2013-05-03', '2013-05-04')
        >>> read_date("31/02/2013").is_dated
        False
        >>> read_date("two days later", after=night).earliest.isoformat()
        '2013-05-05'
    """
    words = plain(text)
    # A date names some figure, or tells itself by another date.
    has_hope = after or any(each.isdigit() for each in words)
    found = _cell(words, _reader(order, after)) if has_hope else None
    return replace(found or _UNREAD, text=text)


_UNREAD = interval(None, None, DatePrecision.UNKNOWN)
_IN_BRACKETS = re.compile(r"(?P<rest>.+?) ?[(\[](?P<note>[^()\[\]]*)[)\]]")
_WHOLLY_IN_BRACKETS = re.compile(r"[(\[](?P<rest>[^()\[\]]*)[)\]]")
_BY_WHOM = re.compile(
    r"(?P<rest>.+?)[ ,;:-]+(?:(?:as )?per|according to|(?:recorded|noted|reported) by|source:|ref:) .*"
)
_COUNTED = re.compile(r"(?P<count>.{3,40}? (?:before|after)) (?P<rest>.+)")
_TOLD_ELSEWHERE = re.compile(r"(?:recorded|entered|logged|noted|received|reported|dob|born|age)\b")
_DOUBTING_NOTE = re.compile(
    rf"\?|\b(?:or|not|unsure|unclear|uncertain|unconfirmed|possibly|perhaps|conflicting|disputed)\b"
    rf"|\d ?[/.-] ?\d|\d ?(?:st|nd|rd|th)?(?: of)? ?{MONTH}\b|\b{MONTH} \d"
)


def _reader(order: DayMonthOrder, after: UncertainDate | None) -> Reader:
    """Return what reads words as a whole; words that come up again on the way are read once."""

    @cache
    def read(words: str) -> UncertainDate | None:
        return (
            period(words, order)
            or (after and relative_date(words, after))
            or _with_time(time_span(words), read)
            or bounded_dates(words, read)
            or _counted_from(words, read)
            or _surrounded(words, read)
            or joined_dates(words, read)
            or _at_a_time(words, read)
            or _led(words, read)
        )

    return read


def _cell(words: str, read: Reader) -> UncertainDate | None:
    """Return the date of a whole cell, which may end in a note that is no part of it."""
    if found := read(words):
        return found
    if match := _WHOLLY_IN_BRACKETS.fullmatch(words):
        return read(match["rest"])
    if match := _IN_BRACKETS.fullmatch(words):
        rest, note = match["rest"], match["note"]
        return read(f"{rest} {note}") or _noted(_cell(rest, read), note)
    if match := _BY_WHOM.fullmatch(words):
        return _cell(match["rest"], read)
    return None


def _noted(found: UncertainDate | None, note: str) -> UncertainDate | None:
    """Return a date, in doubt where the note beside it doubts it or names another."""
    is_doubted = _DOUBTING_NOTE.search(note) and not _TOLD_ELSEWHERE.match(note)
    return doubted(found, DateQualifier.UNCERTAIN) if found and is_doubted else found


def _counted_from(words: str, read: Reader) -> UncertainDate | None:
    """Return "two days before Christmas Day 2011"; other words before "before" only open the date."""
    match = _COUNTED.fullmatch(words)
    anchor = match and read(match["rest"])
    return relative_date(match["count"], anchor) if match and anchor else None


def _surrounded(words: str, read: Reader) -> UncertainDate | None:
    for pattern, change in SURROUNDINGS:
        match = pattern.fullmatch(words)
        inner = match and read(match["rest"])
        if match and inner and (found := change(inner, match)):
            return found
    return None


def _at_a_time(words: str, read: Reader) -> UncertainDate | None:
    return next(filter(None, (_with_time(timed, read) for timed in single_times(words))), None)


def _with_time(timed: TimedWords | None, read: Reader) -> UncertainDate | None:
    """Return a day or night with the time of day beside it; a month has none."""
    found = timed and read(timed.words)
    if not timed or not found:
        return None
    match found.precision:
        case DatePrecision.DAY if timed.ends_next_day and found.earliest:
            found = doubted(night_from(found.earliest), found.qualifier)
            precision = found.precision
        case DatePrecision.DAY:
            precision = DatePrecision.TIME if timed.at else DatePrecision.DAY
        case DatePrecision.NIGHT | DatePrecision.RANGE:
            precision = found.precision
        case _:
            return None
    return doubted(replace(found, precision=precision, at=timed.at), timed.qualifier)


def _led(words: str, read: Reader) -> UncertainDate | None:
    match = LEADS.fullmatch(words)
    return match and read(match["rest"])
