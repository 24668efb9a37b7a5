"""What people write around a date that changes what it says: before, about, the night of, week commencing.

Each entry of `SURROUNDINGS` is a pattern whose group `rest` holds the words of the date itself, and what
becomes of it; None where it makes no sense around such a date. They are tried in order: those that stand
before the date, then those behind it.

Source: SIGHTLINE-CHRONOLOGY
"""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from sightline.domain.chronology.day_month_order import WEEKDAY, weekday_number
from sightline.domain.chronology.intervals import (
    doubted,
    interval,
    night_from,
    week_from,
    weekend_at,
)
from sightline.domain.chronology.uncertain_date import DatePrecision, DateQualifier, UncertainDate

_A_DAY = timedelta(days=1)
_ONE_DAY = frozenset({DatePrecision.DAY, DatePrecision.TIME})
_Match = re.Match[str]
_Change = Callable[[UncertainDate, _Match], UncertainDate | None]


def _about(found: UncertainDate, match: _Match) -> UncertainDate:
    return doubted(found, DateQualifier.APPROXIMATE)


def _perhaps(found: UncertainDate, match: _Match) -> UncertainDate:
    return doubted(found, DateQualifier.UNCERTAIN)


def _unchanged(found: UncertainDate, match: _Match) -> UncertainDate:
    return found


def _before(found: UncertainDate, match: _Match) -> UncertainDate | None:
    if found.earliest is None:
        return None
    # "Before 2pm on 3 May" may well be on 3 May.
    margin = timedelta(0) if found.at else _A_DAY
    return _open(found, None, found.earliest - margin)


def _after(found: UncertainDate, match: _Match) -> UncertainDate | None:
    if found.latest is None:
        return None
    margin = timedelta(0) if found.at else _A_DAY
    return _open(found, found.latest + margin, None)


def _by(found: UncertainDate, match: _Match) -> UncertainDate | None:
    return _open(found, None, found.latest) if found.latest else None


def _since(found: UncertainDate, match: _Match) -> UncertainDate | None:
    return _open(found, found.earliest, None) if found.earliest else None


def _open(found: UncertainDate, first: date | None, last: date | None) -> UncertainDate:
    return doubted(interval(first, last), found.qualifier)


def _week_from(found: UncertainDate, match: _Match) -> UncertainDate | None:
    return _of_day(found, week_from)


def _week_to(found: UncertainDate, match: _Match) -> UncertainDate | None:
    return _of_day(found, lambda day: week_from(day - 6 * _A_DAY))


def _week_around(found: UncertainDate, match: _Match) -> UncertainDate | None:
    """Return every day that can be in one week with a day: nothing says on which day the week begins."""
    return _of_day(found, lambda day: interval(day - 6 * _A_DAY, day + 6 * _A_DAY))


def _weekend(found: UncertainDate, match: _Match) -> UncertainDate | None:
    if _n_days(found) in (2, 3):
        return found
    return _of_day(found, weekend_at)


def _night(found: UncertainDate, match: _Match) -> UncertainDate | None:
    """Return the night that begins on a day, or the one of two days that are both named."""
    if _n_days(found) == 2:
        return replace(found, precision=DatePrecision.NIGHT)
    return _of_day(found, night_from)


def _nights(found: UncertainDate, match: _Match) -> UncertainDate | None:
    """Return the days of several nights, to the morning after the last."""
    if found.precision is not DatePrecision.RANGE or found.latest is None:
        return None
    return replace(found, latest=found.latest + _A_DAY)


def _part_of_day(found: UncertainDate, match: _Match) -> UncertainDate | None:
    return found if found.precision is DatePrecision.DAY or _n_days(found) else None


def _weekday(found: UncertainDate, match: _Match) -> UncertainDate | None:
    """Return a day, in doubt where it was another weekday."""
    if found.earliest is None or found.precision not in {*_ONE_DAY, DatePrecision.NIGHT}:
        return None
    is_right = found.earliest.weekday() == weekday_number(match["weekday"])
    return found if is_right else doubted(found, DateQualifier.UNCERTAIN)


def _of_day(found: UncertainDate, change: Callable[[date], UncertainDate]) -> UncertainDate | None:
    if found.precision not in _ONE_DAY or found.earliest is None:
        return None
    return replace(change(found.earliest), qualifier=found.qualifier, at=found.at)


def _n_days(found: UncertainDate) -> int:
    """Return how many days a range of them has; none for what is no range or has an open end."""
    if found.precision is not DatePrecision.RANGE or not found.earliest or not found.latest:
        return 0
    return (found.latest - found.earliest).days + 1


_NUMBER = r"(?:\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|once|twice|several|a few|some|many)"
_TIMES = r"(?:times|occasions|dates|days|visits|calls|contacts|attendances|appointments|incidents|entries)"
_UNIT = r"(?:day|night|week|weekend|fortnight|month|year)"
_OFTEN = (
    rf"(?:(?:at least|up to|about|approx|over) )?{_NUMBER}(?:(?: or | to |-){_NUMBER})? {_TIMES}"
    rf"(?: (?:a|per|each|every) {_UNIT})?"
    rf"|(?:once|twice|several times|{_NUMBER}) (?:a|per|each|every) {_UNIT}"
    r"|once|twice|daily|weekly|fortnightly|monthly|nightly|regularly|frequently|repeatedly|ongoing"
    rf"|(?:a number of|various|numerous|multiple|different) {_TIMES}"
    rf"|(?:every|each|most|some) (?:{_UNIT}s?|{WEEKDAY}s?)|{_UNIT}s|{WEEKDAY}s"
)
_NO_DAY = (
    r"(?:(?:exact|specific|precise) )?(?:date|day)s? (?:is )?(?:unknown|not known|not recorded|unclear|n/k)"
)
_SOMETIME = r"(?:some ?time |shortly |just |soon |long |well |immediately )?"
_PART_OF_DAY = (
    r"(?:(?:early|late|mid)[ -]?)?(?:morning|afternoon|evening|lunch ?time|tea ?time|daytime)"
    r"|(?:early|small) hours|[ap]\.?m"
)

_BEFORE = (
    (r"(?:the )?(?:week|wk) ?(?:commencing|comm|beginning|starting|from)[.:,]* ", _week_from),
    (r"w ?/? ?[cb][.:]* ?", _week_from),
    (r"(?:the )?(?:week|wk) ?(?:ending|ended)[.:,]* ", _week_to),
    (r"w ?/ ?e[.:]* ?", _week_to),
    (r"(?:the )?(?:week|wk) of ", _week_around),
    (r"(?:(?:on|over|at) )?(?:the )?weekend(?: of)?(?: the)? ", _weekend),
    (
        r"(?:(?:[oi]n or (?:around|about)|approx(?:imately)?|around(?: about)?|about|circa|ca|roughly|c"
        r"|est(?:imated)?)(?![a-z])|~)[.:]? ?",
        _about,
    ),
    (
        r"(?:\?+|(?:possibly|probably|perhaps|maybe|likely|may have been|(?:thought|believed) to be"
        r"|not sure|unsure|uncertain)\b)[ :,]*",
        _perhaps,
    ),
    (rf"(?:on )?(?:{_OFTEN}),? (?:(?:in|during|throughout|over|on|within|across) )?", _unchanged),
    (rf"(?:{_NO_DAY}|unknown)[ ,:-]+(?:(?:but|in) )?", _unchanged),
    (rf"{_SOMETIME}(?:before|prior to|earlier than|pre)[ -]?", _before),
    (r"(?:on or before|by|until|till|up (?:to|until)|no later than|not (?:later than|after)) ", _by),
    (rf"{_SOMETIME}(?:after|later than|following|subsequent to|post)[ -]?", _after),
    (r"(?:on or after|since|from|not before|no earlier than|starting) ", _since),
    (r"(?:(?:during|in|on|at|over) )?(?:the )?(?:late )?(?:over|mid)?night,?(?: of| on)?(?: the)? ", _night),
    (r"(?:(?:during|on|over) )?(?:the )?nights of(?: the)? ", _nights),
    (rf"(?:(?:during|in|on) )?(?:the )?(?:{_PART_OF_DAY})(?:,| of| on)?(?: the)? ", _part_of_day),
    (rf"(?:the )?(?P<weekday>{WEEKDAY})[ .,-]+(?:the )?", _weekday),
)
_BEHIND = (
    (rf"[ ,:-]+(?:{_NO_DAY}|inclusive|incl)", _unchanged),
    (r"(?:[ ,-]+(?:approx(?:imately)?|circa|est(?:imated)?|or so|or thereabouts)|[ -]?ish)", _about),
    (
        # "3/5/20?" and "201??" do not tell their year.
        r"(?:[ ,-]*(?<![?])(?<!\D19)(?<!\D20)\?"
        r"|[ ,-]+(?:possibly|probably|tbc|to be confirmed|unconfirmed|not sure|unsure|uncertain))",
        _perhaps,
    ),
    (r"[ -]+(?:onwards?|(?:and )?ongoing|(?:to )?(?:date|now|(?:the )?present(?: day)?))", _since),
    (r"(?: ?, ?| - | )(?:(?:at|about|around|late at|over|during the|in the) )?(?:over|mid)?night", _night),
    (rf"(?: ?, ?| - | )(?:(?:at|in the|during the) )?(?:{_PART_OF_DAY})", _part_of_day),
    (rf"[ ,-]+(?P<weekday>{WEEKDAY})", _weekday),
)
SURROUNDINGS: tuple[tuple[re.Pattern[str], _Change], ...] = (
    *((re.compile(f"{words}(?P<rest>.+)"), change) for words, change in _BEFORE),
    *((re.compile(f"(?P<rest>.+?){words}"), change) for words, change in _BEHIND),
)
# These change nothing, and are looked for when all else has been.
LEADS = re.compile(
    r"(?:date(?: of [a-z]+)?|dated|on|in|during|the|some ?time|at some (?:point|time|stage)|throughout|within"
    r"|at|over|(?:the )?period(?: of| from)?|all of|the whole of|any ?time)[ :]+(?P<rest>.+)"
)
