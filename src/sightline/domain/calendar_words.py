"""Words and figures for parts of the calendar, as British documents print them.

Two-digit years 00–69 are read as 20xx, 70–99 as 19xx.
"""

import calendar

MONTH = (
    r"(?:jan(?:uary)?|feb(?:r?uary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_NEW_YEAR = r"new\s+year(?:'s|’s|s'|s’|s)?\s+"
FIXED_FEASTS = {
    rf"{_NEW_YEAR}eve": (12, 31),
    rf"{_NEW_YEAR}day": (1, 1),
    r"christmas\s+eve": (12, 24),
    r"christmas\s+day": (12, 25),
    r"boxing\s+day": (12, 26),
}

_MONTHS = {name.lower()[:3]: number for number, name in enumerate(calendar.month_name) if number}
_CENTURY_PIVOT = 70


def month_number(word: str) -> int:
    """Return the number of a month that `MONTH` matched."""
    return _MONTHS[word.lower()[:3]]


def ordinal_ending(number: int) -> str:
    """Return what follows the number of a day: 1st, 2nd, 3rd, 4th.

    Example:
        >>> [f"{number}{ordinal_ending(number)}" for number in (1, 12, 22, 23)]
        ['1st', '12th', '22nd', '23rd']
    """
    return "th" if number in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")


def whole_year(printed: str) -> int:
    """Return the year that is printed with four digits or with two.

    Example:
        >>> [whole_year(printed) for printed in ("2013", "13", "’85")]
        [2013, 2013, 1985]
    """
    digits = printed.strip("'’‘ ")
    if len(digits) == 4:
        return int(digits)
    return int(digits) + (1900 if int(digits) >= _CENTURY_PIVOT else 2000)
