"""Intervals of the calendar without words: a day, a month, a season, a third of it, the days of a week.

What does not exist (31 February) is None.

Source: SIGHTLINE-CHRONOLOGY
"""

import calendar
from dataclasses import replace
from datetime import date, timedelta

from sightline.domain.chronology.months import last_of_month
from sightline.domain.chronology.uncertain_date import DatePrecision, DateQualifier, UncertainDate

_FIRST_MONTH = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}
_DOUBTS = list(DateQualifier)  # declared from none to the greatest
_DOUBTS = list(DateQualifier)  # declared from none to the greatest
_EARLY_DAYS, _MID_DAYS = 10, 20


def interval(
    first: date | None, last: date | None, precision: DatePrecision = DatePrecision.RANGE
) -> UncertainDate:
    """Return an interval that nobody has worded yet."""
    return UncertainDate("", first, last, precision)


def ends_of(found: UncertainDate) -> tuple[date, date]:
    """Return the first and last day of an interval that is known to have both."""
    assert found.earliest
    assert found.latest
    return found.earliest, found.latest


def doubted(found: UncertainDate, qualifier: DateQualifier) -> UncertainDate:
    """Return the same interval with this doubt about it, unless there is a greater one already."""
    return replace(found, qualifier=max(found.qualifier, qualifier, key=_DOUBTS.index))


def approximate(found: UncertainDate) -> UncertainDate:
    """Return the same interval with soft edges."""
    return doubted(found, DateQualifier.APPROXIMATE)


def one_day(day: date) -> UncertainDate:
    """Return a day."""
    return interval(day, day, DatePrecision.DAY)


def day_of(year: int, month: int, day: int) -> UncertainDate | None:
    """Return a day by its numbers, if there is one."""
    try:
        return one_day(date(year, month, day))
    except ValueError:
        return None


def months_of(
    year: int, month: int, n_months: int = 1, precision: DatePrecision = DatePrecision.RANGE
) -> UncertainDate | None:
    """Return so many whole months, over the end of the year where need be; None for a thirteenth month."""
    if not 1 <= month <= 12:
        return None
    years, last_month = divmod(month - 1 + n_months - 1, 12)
    last = last_of_month(date(year + years, last_month + 1, 1))
    return interval(date(year, month, 1), last, precision)


def month_of(year: int, month: int) -> UncertainDate | None:
    """Return a month by its numbers, if there is one."""
    return months_of(year, month, precision=DatePrecision.MONTH)


def year_of(year: int) -> UncertainDate:
    """Return a calendar year."""
    return years_of(year, year, DatePrecision.YEAR)


def years_of(first: int, last: int, precision: DatePrecision = DatePrecision.RANGE) -> UncertainDate:
    """Return calendar years from one to another."""
    return interval(date(first, 1, 1), date(last, 12, 31), precision)


def season_of(year: int, name: str) -> UncertainDate:
    """Return a season of whole months; "winter 2012", which may be either winter of it, is both.

    Example:
        >>> winter = season_of(2012, "winter")
        >>> winter.earliest.isoformat(), winter.latest.isoformat()
        ('2011-12-01', '2013-02-28')
    """
    if name == "winter":
        return interval(date(year - 1, 12, 1), last_of_month(date(year + 1, 2, 1)), DatePrecision.SEASON)
    first = _FIRST_MONTH[name]
    return interval(date(year, first, 1), last_of_month(date(year, first + 2, 1)), DatePrecision.SEASON)


def winter_from(year: int) -> UncertainDate:
    """Return the winter that begins in December of a year."""
    return interval(date(year, 12, 1), last_of_month(date(year + 1, 2, 1)), DatePrecision.SEASON)


def third_of(whole: UncertainDate, number: int) -> UncertainDate | None:
    """Return the early (0), middle (1) or late (2) third of a month, season or year, with soft edges.

    Of a month: to the 10th, to the 20th, to its end. Of a season a month, of a year four. Of the winters
    of one year, whose thirds lie in two winters, the whole.
    """
    first, last = ends_of(whole)
    match whole.precision:
        case DatePrecision.MONTH:
            begins = (1, _EARLY_DAYS + 1, _MID_DAYS + 1)[number]
            ends = (_EARLY_DAYS, _MID_DAYS, last.day)[number]
            found: UncertainDate | None = interval(first.replace(day=begins), last.replace(day=ends))
        case DatePrecision.SEASON:
            if (last - first).days > 100:
                return approximate(whole)
            years, index = divmod(first.month - 1 + number, 12)
            found = months_of(first.year + years, index + 1)
        case DatePrecision.YEAR:
            found = months_of(first.year, 1 + 4 * number, 4)
        case _:
            return None
    return found and approximate(found)


def half_of(whole: UncertainDate, number: int) -> UncertainDate | None:
    """Return the first (0) or second (1) half of a month or year; a month's second begins on the 16th."""
    first, last = ends_of(whole)
    match whole.precision:
        case DatePrecision.MONTH:
            middle = first.replace(day=16)
        case DatePrecision.YEAR:
            middle = first.replace(month=7)
        case _:
            return None
    return interval(middle, last) if number else interval(first, middle - timedelta(days=1))


def nth_weekday(year: int, month: int, weekday: int, number: int) -> UncertainDate | None:
    """Return the nth Monday (0) … Sunday (6) of a month, if there is one; n is from 0, -1 the last."""
    days = [week[weekday] for week in calendar.monthcalendar(year, month) if week[weekday]]
    return day_of(year, month, days[number]) if -1 <= number < len(days) else None


def week_from(day: date) -> UncertainDate:
    """Return the seven days that begin on a day."""
    return interval(day, day + timedelta(days=6))


def monday_of(day: date) -> date:
    """Return the Monday of the week in which a day lies."""
    return day - timedelta(days=day.weekday())


def weekend_at(day: date) -> UncertainDate:
    """Return the Saturday and Sunday of a day's week, with the day itself."""
    saturday = monday_of(day) + timedelta(days=5)
    if day.weekday() == calendar.MONDAY:  # a bank holiday at the end of its weekend
        return interval(day - timedelta(days=2), day)
    return interval(min(day, saturday), saturday + timedelta(days=1))


def night_from(day: date) -> UncertainDate:
    """Return the night that begins on a day's evening and ends on the next day."""
    return interval(day, day + timedelta(days=1), DatePrecision.NIGHT)
