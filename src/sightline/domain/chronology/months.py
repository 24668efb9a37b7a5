"""Calendar months: counted from a day, and one after the other."""

import calendar
from datetime import date


def first_of_month(day: date) -> date:
    """Return the first day of a day's month."""
    return day.replace(day=1)


def last_of_month(day: date) -> date:
    """Return the last day of a day's month."""
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def months_later(day: date, number: int) -> date:
    """Return the day so many months later, or earlier; where that month is too short, its last day.

    Beyond what a calendar can write it is the last day there is, or the first.

    Example:
        >>> months_later(date(2013, 1, 31), 1), months_later(date(2013, 1, 15), -1)
        (datetime.date(2013, 2, 28), datetime.date(2012, 12, 15))
    """
    year, month = divmod(day.year * 12 + day.month - 1 + number, 12)
    if not date.min.year <= year <= date.max.year:
        return date.max if number > 0 else date.min
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def months_between(first: date, last: date) -> tuple[date, ...]:
    """Return the first day of each month from that of one day to that of another."""
    number = (last.year - first.year) * 12 + last.month - first.month + 1
    return tuple(months_later(first_of_month(first), each) for each in range(number))
