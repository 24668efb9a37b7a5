"""Whether a file writes the day or the month first, by the evidence of its own dates."""

import calendar
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sightline.domain.calendar_words import whole_year


class DayMonthOrder(StrEnum):
    """How a file writes 03/04/2013: the day first (3 April) or the month (4 March)."""

    DAY_FIRST = "DAY_FIRST"
    MONTH_FIRST = "MONTH_FIRST"


@dataclass(frozen=True, slots=True)
class OrderEvidence:
    """The positions of those texts that can only be read in one order."""

    day_first: tuple[int, ...]
    month_first: tuple[int, ...]

    @property
    def order(self) -> DayMonthOrder | None:
        """Return the order, or None where nothing settles it or the file contradicts itself."""
        if bool(self.day_first) == bool(self.month_first):
            return None
        return DayMonthOrder.DAY_FIRST if self.day_first else DayMonthOrder.MONTH_FIRST

    @property
    def contradicts_itself(self) -> bool:
        """Say whether some texts can only be read in one order, and others only in the other."""
        return bool(self.day_first and self.month_first)


WEEKDAY = r"(?:mon|tue(?:s)?|wed(?:s|nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?"
_WEEKDAYS = {name.lower()[:3]: number for number, name in enumerate(calendar.day_name)}
_NUMERIC = re.compile(
    rf"(?:\b(?P<weekday>{WEEKDAY})\b[\s.,]{{0,3}})?"
    r"(?<![\d/.-])(?P<first>\d{1,2})\s?(?P<sep>[/.-])\s?(?P<second>\d{1,2})\s?(?P=sep)\s?"
    r"(?P<year>(?:19|20)\d\d|\d\d)(?!\d)",
    re.IGNORECASE,
)


def order_in(texts: Iterable[str]) -> DayMonthOrder | None:
    """Return the order in which all texts can be read; None where nothing settles it, or some disagree.

    Example:
        >>> order_in(["03/04/2013", "25/04/2013"])
        <DayMonthOrder.DAY_FIRST: 'DAY_FIRST'>
        >>> order_in(["03/04/2013", "25/04/2013", "04/25/2013"]) is None
        True
    """
    return evidence_of_order(texts).order


def evidence_of_order(texts: Iterable[str]) -> OrderEvidence:
    """Return which texts hold a date that exists, on its weekday if that is written, in one order only."""
    found: dict[DayMonthOrder, list[int]] = {order: [] for order in DayMonthOrder}
    for position, text in enumerate(texts):
        orders = {order for match in _NUMERIC.finditer(text) if (order := _only_order(match))}
        for order in orders:
            found[order].append(position)
    return OrderEvidence(tuple(found[DayMonthOrder.DAY_FIRST]), tuple(found[DayMonthOrder.MONTH_FIRST]))


def weekday_number(word: str) -> int:
    """Return 0 for a Monday … 6 for a Sunday, of a word that `WEEKDAY` matched."""
    return _WEEKDAYS[word.lower()[:3]]


def _only_order(match: re.Match[str]) -> DayMonthOrder | None:
    year, first, second = whole_year(match["year"]), int(match["first"]), int(match["second"])
    weekday = weekday_number(match["weekday"]) if match["weekday"] else None
    is_day_first = _exists(year, second, first, weekday)
    if is_day_first == _exists(year, first, second, weekday):
        return None
    return DayMonthOrder.DAY_FIRST if is_day_first else DayMonthOrder.MONTH_FIRST


def _exists(year: int, month: int, day: int, weekday: int | None) -> bool:
    try:
        return weekday in {None, date(year, month, day).weekday()}
    except ValueError:
        return False
