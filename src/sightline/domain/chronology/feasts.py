"""Days that people know by name: Christmas, Easter and what moves with it, bank holidays.

Bank holidays are those of England and Wales. What is named without saying which of two is meant ("May
bank holiday") is the days from the one to the other.
"""

import calendar
import re
from datetime import date, timedelta

from sightline.domain.calendar_words import FIXED_FEASTS
from sightline.domain.chronology.intervals import day_of, interval, nth_weekday, one_day
from sightline.domain.chronology.uncertain_date import UncertainDate

_FIXED = {
    **FIXED_FEASTS,
    r"hogmanay": (12, 31),
    r"(?:st )?valentine'?s'? day": (2, 14),
    r"st patrick'?s day": (3, 17),
    r"ha?llowe'?en": (10, 31),
    r"(?:bonfire|guy fawkes) night": (11, 5),
}
_FROM_EASTER = {
    r"shrove tuesday|pancake day": -47,
    r"ash wednesday": -46,
    r"mothering sunday|mother'?s'? day": -21,
    r"palm sunday": -7,
    r"maundy thursday": -3,
    r"good friday": -2,
    r"easter (?:sunday|day)": 0,
    r"easter monday": 1,
}
_MOVED_EARLY_MAY = {1995: date(1995, 5, 8), 2020: date(2020, 5, 8)}
_MOVED_SPRING = {2002: date(2002, 6, 4), 2012: date(2012, 6, 4), 2022: date(2022, 6, 2)}
_EARLY_MAY = re.compile(r"(?:early may|may day|first may) bank holiday(?: monday)?")
_SPRING = re.compile(r"(?:(?:late|second|last) may|spring|whit(?:sun)?) bank holiday(?: monday)?")
_EITHER_MAY = re.compile(r"may bank holiday(?: monday)?")
_AUGUST = re.compile(r"(?:late )?(?:august|summer) bank holiday(?: monday)?")


def feast(name: str, year: int) -> UncertainDate | None:
    """Return the days of a feast, named in small letters and without its year.

    Christmas without "Eve" or "Day" is from Christmas Eve to New Year's Day; New Year the day before and
    the day itself; Easter from Good Friday to Easter Monday.

    Example:
        >>> [feast("good friday", year).earliest.isoformat() for year in (2012, 2013)]
        ['2012-04-06', '2013-03-29']
    """
    match name:
        case "christmas" | "christmas time" | "christmas period" | "christmas holidays":
            return interval(date(year, 12, 24), date(year + 1, 1, 1))
        case "new year":
            return interval(date(year - 1, 12, 31), date(year, 1, 1))
        case "easter" | "easter weekend":
            return interval(easter(year) - timedelta(days=2), easter(year) + timedelta(days=1))
        case "father's day" | "fathers day" | "fathers' day":
            return nth_weekday(year, 6, calendar.SUNDAY, 2)
        case "remembrance sunday":
            return nth_weekday(year, 11, calendar.SUNDAY, 1)
    for names, (month, day) in _FIXED.items():
        if re.fullmatch(names, name):
            return day_of(year, month, day)
    for names, distance in _FROM_EASTER.items():
        if re.fullmatch(names, name):
            return one_day(easter(year) + timedelta(days=distance))
    return _bank_holiday(name, year)


def easter(year: int) -> date:
    """Return Easter Sunday, by the Gregorian computus (Meeus, Jones, Butcher)."""
    century, of_century = divmod(year, 100)
    golden = year % 19
    epact = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (of_century // 4) - epact - of_century % 4) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def _bank_holiday(name: str, year: int) -> UncertainDate | None:
    is_weekend = name.endswith(" weekend")
    name = name.removesuffix(" weekend")
    if _EARLY_MAY.fullmatch(name):
        found = _early_may(year)
    elif _SPRING.fullmatch(name):
        found = _spring(year)
    elif _EITHER_MAY.fullmatch(name):
        first, last = _early_may(year), _spring(year)
        found = first and last and interval(first.earliest, last.latest)
    elif _AUGUST.fullmatch(name):
        found = nth_weekday(year, 8, calendar.MONDAY, -1)
    else:
        return None
    if is_weekend and found and found.earliest:
        return interval(found.earliest - timedelta(days=2), found.latest)
    return found


def _early_may(year: int) -> UncertainDate | None:
    moved = _MOVED_EARLY_MAY.get(year)
    return one_day(moved) if moved else nth_weekday(year, 5, calendar.MONDAY, 0)


def _spring(year: int) -> UncertainDate | None:
    moved = _MOVED_SPRING.get(year)
    return one_day(moved) if moved else nth_weekday(year, 5, calendar.MONDAY, -1)
