"""One day or period in words, with nothing around it: 3/4/2013, mid-August 2013, Q2 2012/13, the 1980s.

Every form is one pattern that must match all of the words, so that nothing is read from a part of them.
Words are in small letters, as `date_words.plain` leaves them.

Source: SIGHTLINE-CHRONOLOGY
"""

import re
from collections.abc import Callable
from datetime import date, timedelta

from sightline.domain.calendar_words import MONTH, month_number, ordinal_ending, whole_year
from sightline.domain.chronology.day_month_order import WEEKDAY, DayMonthOrder, weekday_number
from sightline.domain.chronology.feasts import feast
from sightline.domain.chronology.intervals import (
    approximate,
    day_of,
    doubted,
    ends_of,
    half_of,
    interval,
    month_of,
    months_of,
    nth_weekday,
    season_of,
    third_of,
    week_from,
    winter_from,
    year_of,
    years_of,
)
from sightline.domain.chronology.uncertain_date import DateQualifier, UncertainDate

_FULL_YEAR = r"(?P<year>(?:19|20)\d\d)"
_YEAR = r"(?P<year>(?:19|20)\d\d|'?\d\d)"
_NEXT_YEAR = r"(?P<next_year>(?:19|20)\d\d|\d\d)"
_MONTH = rf"(?P<month>{MONTH})\.?"
_DAY = r"(?P<day>\d{1,2})(?:\s?(?P<ordinal>st|nd|rd|th))?"
_SEASON = r"(?P<season>spring|summer|autumn|winter)"
_NTH = r"(?P<nth>first|1st|second|2nd|third|3rd|fourth|4th|last)"
_NUMBERS = {"first": 0, "second": 1, "third": 2, "fourth": 3, "last": -1}
_NUMBERS |= {"1st": 0, "2nd": 1, "3rd": 2, "4th": 3}
_THIRDS = {"early": 0, "beginning": 0, "start": 0, "mid": 1, "middle": 1, "late": 2, "end": 2}
_PART = re.compile(
    r"(?:(?:towards |at )?the )?(?P<part>early|mid|middle|late|beginning|start|end)"
    r"(?: part)?(?:[\s-]+(?:on )?(?:(?:of|in) )?(?:the )?)(?P<whole>.+)"
)
_HALF = re.compile(r"(?:the )?(?P<half>first|1st|early|second|2nd|latter) half of (?:the )?(?P<whole>.+)")

_Match = re.Match[str]
_Reader = Callable[[_Match], UncertainDate | None]


def period(words: str, order: DayMonthOrder) -> UncertainDate | None:
    """Return the interval of a day or period; None where the words are no such thing, or no such day exists.

    Example:
        >>> from sightline.domain.chronology.day_month_order import DayMonthOrder
        >>> mid_august = period("mid-august 2013", DayMonthOrder.DAY_FIRST)
        >>> mid_august.earliest.isoformat(), mid_august.latest.isoformat()
        ('2013-08-11', '2013-08-20')
    """
    if match := _NUMERIC.fullmatch(words):
        return _numeric_day(match, order)
    for pattern, read in _FORMS:
        if match := pattern.fullmatch(words):
            return read(match)
    match = _FEAST.fullmatch(words)
    if match and (found := feast(match["feast"], whole_year(match["year"]))):
        return found
    if match := _PART.fullmatch(words):
        whole = period(match["whole"], order)
        return whole and third_of(whole, _THIRDS[match["part"]])
    if match := _HALF.fullmatch(words):
        whole = period(match["whole"], order)
        return whole and half_of(whole, 0 if match["half"] in ("first", "1st", "early") else 1)
    return None


_NUMERIC = re.compile(
    r"(?P<first>\d{1,2})(?:\s?(?P<sep>[/.\\-])\s?(?P<second>\d{1,2})\s?(?P=sep)\s?"
    r"(?P<year>(?:19|20)\d\d|'?\d\d)|[ ](?P<spaced>\d{1,2})[ ](?P<spaced_year>(?:19|20)\d\d))"
    r"|(?P<joined_first>\d\d)(?P<joined>\d\d)(?P<joined_year>(?:19|20)\d\d)"
)
_FEAST = re.compile(rf"(?:the )?(?P<feast>[a-z][a-z' ]{{2,40}}?),? (?:(?:of|in) )?{_YEAR}")


def _numeric_day(match: _Match, order: DayMonthOrder) -> UncertainDate | None:
    first = match["first"] or match["joined_first"]
    second = match["second"] or match["spaced"] or match["joined"]
    year = whole_year(match["year"] or match["spaced_year"] or match["joined_year"])
    if order is DayMonthOrder.MONTH_FIRST:
        first, second = second, first
    return day_of(year, int(second), int(first))


def _worded_day(match: _Match) -> UncertainDate | None:
    """Return "3rd May 2013"; a day with another number's ending ("3th") may have lost a figure."""
    number = int(match["day"])
    found = day_of(whole_year(match["year"]), month_number(match["month"]), number)
    if found and match["ordinal"] not in {None, ordinal_ending(number)}:
        return doubted(found, DateQualifier.UNCERTAIN)
    return found


def _iso_day(match: _Match) -> UncertainDate | None:
    return day_of(int(match["year"]), int(match["month"]), int(match["day"]))


def _numeric_month(match: _Match) -> UncertainDate | None:
    return month_of(whole_year(match["year"]), int(match["month"]))


def _worded_month(match: _Match) -> UncertainDate | None:
    return month_of(whole_year(match["year"]), month_number(match["month"]))


def _short_month(match: _Match) -> UncertainDate | None:
    """Return "May 99"; "May 13" may be a day as well, so it is nothing."""
    return _worded_month(match) if int(match["year"]) > 31 else None


def _season(match: _Match) -> UncertainDate | None:
    return season_of(whole_year(match["year"]), match["season"])


def _winter_over_two_years(match: _Match) -> UncertainDate | None:
    year = whole_year(match["year"])
    return winter_from(year) if _follows(year, match["next_year"]) else None


def _year(match: _Match) -> UncertainDate | None:
    return year_of(int(match["year"]))


def _financial_year(match: _Match) -> UncertainDate | None:
    """Return 1 April to 31 March."""
    year = whole_year(match["year"])
    return months_of(year, 4, 12) if _follows(year, match["next_year"]) else None


def _academic_year(match: _Match) -> UncertainDate | None:
    """Return September to August."""
    year = whole_year(match["year"])
    return months_of(year, 9, 12) if _follows(year, match["next_year"]) else None


def _dashed_year(match: _Match) -> UncertainDate | None:
    """Return 2013-05 as a month; 2010-12 as the years 2010 to 2012, which hold that month too."""
    year, figures = int(match["year"]), int(match["figures"])
    if figures > year % 100:
        return years_of(year, year - year % 100 + figures)
    return month_of(year, figures)


def _slashed_year(match: _Match) -> UncertainDate | None:
    """Return 2012/13 as a financial year; 2013/05 as a month."""
    year, figures = int(match["year"]), match["next_year"]
    return _financial_year(match) if _follows(year, figures) else month_of(year, int(figures))


def _decade(match: _Match) -> UncertainDate | None:
    """Return ten years; early is the first four of them, mid the middle four, late the last four."""
    year = whole_year(match["year"])
    if not match["part"]:
        return years_of(year, year + 9)
    first = year + 3 * _THIRDS[match["part"]]
    return approximate(years_of(first, first + 3))


def _quarter(match: _Match) -> UncertainDate | None:
    """Return a quarter of a calendar year, or of a financial year where two years are written."""
    year, number = whole_year(match["year"]), int(match["q"]) if match["q"] else _NUMBERS[match["nth"]] + 1
    if match["next_year"] is None:
        return months_of(year, 3 * number - 2, 3)
    if not _follows(year, match["next_year"]):
        return None
    return months_of(year, 3 * number + 1, 3) if number < 4 else months_of(year + 1, 1, 3)


def _nth_week(match: _Match) -> UncertainDate | None:
    """Return seven days counted from the first of a month or back from its last, with soft edges."""
    month = _worded_month(match)
    assert month
    first, last = ends_of(month)
    number = _NUMBERS[match["nth"]]
    begins = last - timedelta(days=6) if number == -1 else first.replace(day=1 + 7 * number)
    return approximate(week_from(begins))


def _nth_weekday(match: _Match) -> UncertainDate | None:
    month, weekday = month_number(match["month"]), weekday_number(match["weekday"])
    return nth_weekday(whole_year(match["year"]), month, weekday, _NUMBERS[match["nth"]])


def _christmas_and_new_year(match: _Match) -> UncertainDate | None:
    """Return the holidays between two years; where one is written, either of the two it may belong to."""
    year = int(match["year"])
    if match["next_year"]:
        return feast("christmas", year) if _follows(year, match["next_year"]) else None
    return interval(date(year - 1, 12, 24), date(year + 1, 1, 1))


def _follows(year: int, figures: str) -> bool:
    """Say whether figures, two or four, are of the year after a year."""
    return int(figures) in (year + 1, (year + 1) % 100)


_FORMS: tuple[tuple[re.Pattern[str], _Reader], ...] = tuple(
    (re.compile(pattern), read)
    for pattern, read in (
        (rf"(?:the )?{_DAY}(?: of|,)?[\s./,-]{{0,3}}{_MONTH}[\s./,-]{{0,3}}{_YEAR}", _worded_day),
        (rf"{_MONTH} ?(?:the )?{_DAY}(?: ?, ?| ){_FULL_YEAR}", _worded_day),
        (rf"{_FULL_YEAR}[ -]{_MONTH}[ -]{_DAY}", _worded_day),
        (rf"{_FULL_YEAR}(?P<sep>[-/.])(?P<month>\d{{1,2}})(?P=sep)(?P<day>\d{{1,2}})", _iso_day),
        (rf"{_FULL_YEAR}(?P<month>\d\d)(?P<day>\d\d)", _iso_day),
        (rf"(?:\?\??|xx?|00|--|__)\s?[/.-]\s?(?P<month>\d{{1,2}})\s?[/.-]\s?{_YEAR}", _numeric_month),
        (rf"(?P<month>\d{{1,2}})\s?[/.-]\s?{_FULL_YEAR}", _numeric_month),
        (rf"{_MONTH}(?:,| of)?\s?[/-]?\s?{_FULL_YEAR}", _worded_month),
        (rf"{_FULL_YEAR} {_MONTH}", _worded_month),
        (rf"{_MONTH}\s?(?:[-/]\s?'?|')(?P<year>\d\d)", _worded_month),
        (rf"{_MONTH} (?P<year>\d\d)", _short_month),
        (rf"winter(?: of)? {_FULL_YEAR}[/-]{_NEXT_YEAR}", _winter_over_two_years),
        (rf"(?:the )?{_SEASON}(?: of|,)? ?{_YEAR}", _season),
        (rf"(?:the )?(?:year |yr )?{_FULL_YEAR}", _year),
        (rf"(?:the )?(?:financial|tax) year {_FULL_YEAR}[/-]{_NEXT_YEAR}", _financial_year),
        (rf"{_FULL_YEAR}[/-]{_NEXT_YEAR} (?:financial|tax) year", _financial_year),
        (rf"f/?y ?{_YEAR}[/-]{_NEXT_YEAR}", _financial_year),
        (rf"(?:the )?(?:academic|school) year {_FULL_YEAR}[/-]{_NEXT_YEAR}", _academic_year),
        (rf"{_FULL_YEAR}-(?P<figures>\d\d)", _dashed_year),
        (rf"{_FULL_YEAR}/(?P<next_year>\d\d)", _slashed_year),
        (r"(?:the )?(?:(?P<part>early|mid|late)[ -])?(?:the )?(?P<year>(?:19|20)\d0|'?[789]0)'?s", _decade),
        (
            rf"(?:the )?(?:q ?(?P<q>[1-4])|{_NTH} quarter)(?: of|,)?[ /]?{_FULL_YEAR}(?:/{_NEXT_YEAR})?",
            _quarter,
        ),
        (rf"(?:the )?{_NTH} week (?:(?:of|in) )?{_MONTH},? {_FULL_YEAR}", _nth_week),
        (rf"(?:the )?{_NTH} (?P<weekday>{WEEKDAY}) (?:of|in) {_MONTH},? {_FULL_YEAR}", _nth_weekday),
        (
            rf"(?:between )?christmas ?(?:/|and|&|-|to) ?new year {_FULL_YEAR}(?:[/-]{_NEXT_YEAR})?",
            _christmas_and_new_year,
        ),
    )
)
