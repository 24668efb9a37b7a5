"""When something printed as due falls due: the last day of what is printed, and never earlier."""

import calendar
import re
from datetime import date

_REDUCED = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d{2})(?:-(?P<day>\d{2}))?)?")


_MONTHS = "January February March April May June July August September October November December".split()


def in_words(printed_on: str) -> str:
    """Return an ISO 8601 date reduced to what is printed as words, no more exact than it is.

    Example:
        >>> [in_words(printed_on) for printed_on in ("2014", "2014-04", "2014-04-05")]
        ['2014', 'April 2014', '5 April 2014']
    """
    year, *rest = printed_on.split("-")
    month = [_MONTHS[int(rest[0]) - 1]] if rest else []
    day = [str(int(rest[1]))] if len(rest) > 1 else []
    return " ".join((*day, *month, year))


def last_day(printed_on: str) -> date:
    """Return the last day of an ISO 8601 date reduced to what is printed.

    A month is due at its end, a year on 31 December.

    Raises: ValueError for anything else

    Example:
        >>> last_day("2014-04")
        datetime.date(2014, 4, 30)
    """
    match = _REDUCED.fullmatch(printed_on)
    if not match:
        raise ValueError(f"{printed_on!r} is not a year, a month (2014-04) or a day (2014-04-25)")
    year, month, day = int(match["year"]), int(match["month"] or 12), match["day"]
    if not 1 <= month <= 12:
        raise ValueError(f"{printed_on!r} has no such month")
    return date(year, month, int(day) if day else calendar.monthrange(year, month)[1])
