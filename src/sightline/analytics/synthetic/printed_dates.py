"""How people in agencies write dates, each with what it says: the words, and the days they allow."""

from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import StrEnum
from random import Random

from sightline.domain.calendar_words import ordinal_ending
from sightline.domain.chronology.months import last_of_month
from sightline.domain.chronology.uncertain_date import DatePrecision, DateQualifier, UncertainDate

_ONE_DAY = timedelta(days=1)


class DayForm(StrEnum):
    """How an agency writes a day."""

    SLASHES = "SLASHES"
    SHORT_SLASHES = "SHORT_SLASHES"
    MONTH_FIRST = "MONTH_FIRST"
    DOTS = "DOTS"
    SHORT_DOTS = "SHORT_DOTS"
    DASHES = "DASHES"
    WORDS = "WORDS"
    ORDINAL = "ORDINAL"
    WEEKDAY = "WEEKDAY"
    ISO = "ISO"


class TimeForm(StrEnum):
    """How an agency writes a time of day."""

    COLON = "COLON"
    HOURS = "HOURS"
    DOT = "DOT"


@dataclass(frozen=True, slots=True)
class PrintedDate:
    """A date as written, the time apart for those who have a column for it."""

    date_words: str
    time_words: str
    occurred: UncertainDate


def written_day(day: date, form: DayForm) -> str:
    """Return a day as an agency writes it."""
    match form:
        case DayForm.SLASHES:
            return f"{day:%d/%m/%Y}"
        case DayForm.SHORT_SLASHES:
            return f"{day:%d/%m/%y}"
        case DayForm.MONTH_FIRST:
            return f"{day:%m/%d/%Y}"
        case DayForm.DOTS:
            return f"{day:%d.%m.%Y}"
        case DayForm.SHORT_DOTS:
            return f"{day.day}.{day.month}.{day:%y}"
        case DayForm.DASHES:
            return f"{day:%d-%b-%Y}"
        case DayForm.WORDS:
            return f"{day.day} {day:%B %Y}"
        case DayForm.ORDINAL:
            return f"{day.day}{ordinal_ending(day.day)} {day:%B %Y}"
        case DayForm.WEEKDAY:
            return f"{day:%A} {day.day} {day:%B %Y}"
        case DayForm.ISO:
            return day.isoformat()


def on_day(day: date, form: DayForm) -> PrintedDate:
    """Return a day written as such."""
    return _printed(written_day(day, form), day, day, DatePrecision.DAY)


def at_time(day: date, form: DayForm, at: time, time_form: TimeForm) -> PrintedDate:
    """Return a day with its time."""
    date_words, time_words = written_day(day, form), _written_time(at, time_form)
    occurred = UncertainDate(f"{date_words} {time_words}", day, day, DatePrecision.TIME, at=at)
    return PrintedDate(date_words, time_words, occurred)


def in_the_night(evening: date) -> PrintedDate:
    """Return the night that begins on an evening: “the night of 3/4 May 2014”."""
    morning = evening + _ONE_DAY
    if morning.month == evening.month:
        words = f"the night of {evening.day}/{morning.day} {evening:%B %Y}"
    else:
        words = f"the night of {evening.day} {evening:%B} to {morning.day} {morning:%B %Y}"
    return _printed(words, evening, morning, DatePrecision.NIGHT)


def in_month(day: date) -> PrintedDate:
    """Return the month of a day, which is all that somebody remembered."""
    return _printed(f"{day:%B %Y}", day.replace(day=1), last_of_month(day), DatePrecision.MONTH)


def in_part_of_month(day: date) -> PrintedDate:
    """Return the part of the month: “early March 2015”."""
    if day.day <= 10:
        part, first, last = "early", day.replace(day=1), day.replace(day=10)
    elif day.day <= 20:
        part, first, last = "mid", day.replace(day=11), day.replace(day=20)
    else:
        part, first, last = "late", day.replace(day=21), last_of_month(day)
    words = f"{part}{'-' if part == 'mid' else ' '}{day:%B %Y}"
    return _printed(words, first, last, DatePrecision.RANGE, DateQualifier.APPROXIMATE)


def in_week(day: date) -> PrintedDate:
    """Return the week of a day, as those write it who count in weeks."""
    monday = day - timedelta(days=day.weekday())
    words = f"week commencing {monday.day} {monday:%B %Y}"
    return _printed(words, monday, monday + 6 * _ONE_DAY, DatePrecision.RANGE)


def about_year(year: int) -> PrintedDate:
    """Return a year that somebody is not sure of: “c. 2012”."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    return _printed(f"c. {year}", first, last, DatePrecision.YEAR, DateQualifier.APPROXIMATE)


def between(words: str, first: date | None, last: date | None) -> PrintedDate:
    """Return a stretch of days under the words given for it; None leaves a side open."""
    return _printed(words, first, last, DatePrecision.RANGE)


def named_day(words: str, day: date) -> PrintedDate:
    """Return a day under the name it has: “Xmas Eve 2013”."""
    return _printed(words, day, day, DatePrecision.DAY)


def undated(words: str) -> PrintedDate:
    """Return words that give no day."""
    return _printed(words, None, None, DatePrecision.UNKNOWN)


def inexact(chance: Random, day: date) -> PrintedDate:
    """Return one of the ways in which somebody writes a day who does not have it to hand."""
    return chance.choice((in_month, in_part_of_month, in_part_of_month, in_week, in_the_night))(day)


def _printed(
    words: str,
    first: date | None,
    last: date | None,
    precision: DatePrecision,
    qualifier: DateQualifier = DateQualifier.NONE,
) -> PrintedDate:
    return PrintedDate(words, "", UncertainDate(words, first, last, precision, qualifier))


def _written_time(at: time, form: TimeForm) -> str:
    match form:
        case TimeForm.COLON:
            return f"{at:%H:%M}"
        case TimeForm.HOURS:
            return f"{at:%H%M}hrs"
        case TimeForm.DOT:
            return f"{at:%H.%M}"
