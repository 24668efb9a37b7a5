"""Dates told by another date of the same entry: "the following day", "that night", "two weeks later"."""

import calendar
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from sightline.domain.chronology.day_month_order import WEEKDAY, weekday_number
from sightline.domain.chronology.intervals import (
    approximate,
    doubted,
    interval,
    monday_of,
    month_of,
    weekend_at,
    year_of,
)
from sightline.domain.chronology.uncertain_date import DatePrecision, UncertainDate

_NUMBERS = dict(
    zip(
        "a an one two three four five six seven eight nine ten eleven twelve".split(),
        (1, 1, *range(1, 13)),
        strict=True,
    )
)
_NUMBER = rf"(?P<number>\d{{1,3}}|{'|'.join(_NUMBERS)})"
_PART = r"(?:early hours|morning|afternoon|evening)"
_AGAIN = r"(?:that|(?:on |in )?(?:the )?same)"
_SAME_NIGHT = re.compile(rf"(?:later )?{_AGAIN} night|overnight")
_NEXT = r"(?:on )?(?:the )?(?:next|following)"


def relative_date(words: str, after: UncertainDate) -> UncertainDate | None:
    """Return the date that words tell by an earlier one; None for other words, or without days to count from.

    What is counted from an interval is as wide as it. Weeks, months and years later are about then.
    """
    if after.earliest is None or after.latest is None:
        return None
    if after.precision is DatePrecision.NIGHT and _SAME_NIGHT.fullmatch(words):
        return replace(after, at=None)
    for pattern, read in _FORMS:
        if match := pattern.fullmatch(words):
            try:
                found = read(match, after.earliest, after.latest)
            except (OverflowError, ValueError):  # beyond the last year of the calendar
                return None
            return found and doubted(found, after.qualifier)
    return None


_Match = re.Match[str]


def _same_day(match: _Match, first: date, last: date) -> UncertainDate | None:
    return _shifted(first, last, 0)


def _same_night(match: _Match, first: date, last: date) -> UncertainDate | None:
    return _night(first, last)


def _next_day(match: _Match, first: date, last: date) -> UncertainDate | None:
    return _shifted(first, last, 1)


def _next_night(match: _Match, first: date, last: date) -> UncertainDate | None:
    return _night(first + timedelta(days=1), last + timedelta(days=1))


def _day_before(match: _Match, first: date, last: date) -> UncertainDate | None:
    return _shifted(first, last, -1)


def _night_before(match: _Match, first: date, last: date) -> UncertainDate | None:
    return _night(first - timedelta(days=1), last - timedelta(days=1))


def _counted(match: _Match, first: date, last: date) -> UncertainDate | None:
    number = _NUMBERS.get(match["number"]) or int(match["number"])
    if match["way"] in ("before", "earlier", "previously"):
        number = -number
    match match["unit"]:
        case "day":
            return _shifted(first, last, number)
        case "week":
            return approximate(_shifted(first, last, 7 * number))
        case "month":
            return approximate(_between(_months_on(first, number), _months_on(last, number)))
        case _:
            return approximate(_between(_months_on(first, 12 * number), _months_on(last, 12 * number)))


def _rest_of(match: _Match, first: date, last: date) -> UncertainDate | None:
    begins = first if match["later"] else date.min
    match match["unit"]:
        case "week":
            return interval(max(begins, monday_of(first)), monday_of(last) + timedelta(days=6))
        case "month":
            month = last.replace(day=calendar.monthrange(last.year, last.month)[1])
            return interval(max(begins, first.replace(day=1)), month)
        case _:
            return interval(max(begins, first.replace(month=1, day=1)), last.replace(month=12, day=31))


def _next_unit(match: _Match, first: date, last: date) -> UncertainDate | None:
    match match["unit"]:
        case "week":
            return interval(monday_of(first) + timedelta(days=7), monday_of(last) + timedelta(days=13))
        case "weekend":
            begins, ends = (monday_of(day) + timedelta(days=7) for day in (first, last))
            return interval(begins + timedelta(days=5), ends + timedelta(days=6))
        case "month":
            begins, ends = (_months_on(day.replace(day=1), 1) for day in (first, last))
            whole = month_of(ends.year, ends.month)
        case _:
            begins = date(first.year + 1, 1, 1)
            whole = year_of(last.year + 1)
    assert whole
    return whole if whole.earliest == begins else interval(begins, whole.latest)


def _that_weekend(match: _Match, first: date, last: date) -> UncertainDate | None:
    return interval(weekend_at(first).earliest, weekend_at(last).latest)


def _next_weekday(match: _Match, first: date, last: date) -> UncertainDate | None:
    weekday = weekday_number(match["weekday"])
    return _between(*(day + timedelta(days=(weekday - day.weekday() - 1) % 7 + 1) for day in (first, last)))


def _few_days(match: _Match, first: date, last: date) -> UncertainDate | None:
    return approximate(interval(first + timedelta(days=2), last + timedelta(days=6)))


_Reader = Callable[[_Match, date, date], UncertainDate | None]
_FORMS: tuple[tuple[re.Pattern[str], _Reader], ...] = tuple(
    (re.compile(pattern), read)
    for pattern, read in (
        (rf"(?:later )?(?:on )?{_AGAIN} (?:day|{_PART})|later on", _same_day),
        (_SAME_NIGHT.pattern, _same_night),
        (rf"{_NEXT} (?:day|{_PART})|(?:the )?day after|the day afterwards", _next_day),
        (rf"{_NEXT} night", _next_night),
        (r"(?:on )?(?:the )?(?:previous day|day before|day previously)", _day_before),
        (r"(?:on )?(?:the )?(?:previous night|night before)", _night_before),
        (
            rf"(?:about |approx(?:imately)? |around )?{_NUMBER} (?P<unit>day|week|month|year)s? "
            r"(?P<way>later|after|afterwards|on|before|earlier|previously)",
            _counted,
        ),
        (r"(?:a )?(?:few|several) days (?:later|after|afterwards)", _few_days),
        (rf"(?P<later>later )?(?:on )?(?:in )?{_AGAIN} (?P<unit>week|month|year)", _rest_of),
        (rf"(?:in |during )?{_NEXT} (?P<unit>weekend|week|month|year)", _next_unit),
        (rf"(?:on |over )?{_AGAIN} weekend", _that_weekend),
        (rf"{_NEXT} (?P<weekday>{WEEKDAY})", _next_weekday),
    )
)


def _shifted(first: date, last: date, n_days: int) -> UncertainDate:
    return _between(first + timedelta(days=n_days), last + timedelta(days=n_days))


def _between(first: date, last: date) -> UncertainDate:
    return interval(first, last, DatePrecision.DAY if first == last else DatePrecision.RANGE)


def _night(first: date, last: date) -> UncertainDate:
    return interval(
        first, last + timedelta(days=1), DatePrecision.NIGHT if first == last else DatePrecision.RANGE
    )


def _months_on(day: date, n_months: int) -> date:
    years, index = divmod(day.month - 1 + n_months, 12)
    last = calendar.monthrange(day.year + years, index + 1)[1]
    return date(day.year + years, index + 1, min(day.day, last))
