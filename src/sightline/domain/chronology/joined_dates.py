"""Two or more dates in one cell: from May 2012 to June 2013, the 3rd, 5th and 9th of May, May/June 2013.

What an earlier one does not say (its month, its year) it has from the next.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from functools import reduce

from sightline.domain.chronology.intervals import doubted, interval
from sightline.domain.chronology.uncertain_date import DateQualifier, UncertainDate

_MOST_DATES = 12
_HALF_A_YEAR = timedelta(days=184)
_BETWEEN = re.compile(r"(?:(?:some|any) ?time )?(?P<word>between|from|since) (?P<rest>.+)")
_AFTER_AND_BEFORE = re.compile(r"after (?P<first>.+?),? (?:and|but) before (?P<last>.+)")
_TO = re.compile(r" (?:to|until|till|up to|through) ")
_SPACED_DASH = re.compile(r" - ")
_DASH = re.compile(r" ?- ?")
_AND = re.compile(r" (?:and|&) ")
_LIST = re.compile(r" ?[,;] ?(?:(?:and|or|&) )?| (?:and|or|&|\+) ")
_SLASH = re.compile(r" ?/ ?")
_SEPARATOR = re.compile(r"[ /.-]")
_YEAR_ONLY = re.compile(r"(?P<separator>[ /.-])(?P<year>(?:19|20)\d\d)")
_OR = re.compile(r"\bor\b")

Reader = Callable[[str], UncertainDate | None]


def bounded_dates(words: str, read: Reader) -> UncertainDate | None:
    """Return the days of "between A and B", "from A to B", "after A but before B"; None for other words."""
    if match := _AFTER_AND_BEFORE.fullmatch(words):
        first, last = read(f"after {match['first']}"), read(f"before {match['last']}")
        return _from_first_to_last([first, last]) if first and last else None
    if match := _BETWEEN.fullmatch(words):
        links = (_AND if match["word"] == "between" else _TO, _SPACED_DASH, _DASH)
        return _range(match["rest"], read, links)
    return None


def joined_dates(words: str, read: Reader) -> UncertainDate | None:
    """Return the days from the first to the last of several dates; None where there are no several.

    Either of two dates is a doubt. A period that would end before it begins is not read.
    """
    found = _range(words, read, (_TO, _SPACED_DASH, _DASH)) or _list(words, read)
    return doubted(found, DateQualifier.UNCERTAIN) if found and _OR.search(words) else found


def _range(words: str, read: Reader, links: tuple[re.Pattern[str], ...]) -> UncertainDate | None:
    for link in links:
        parts = link.split(words)
        if len(parts) == 2 and (dates := _read_parts(parts, read, is_range=True)):
            return _from_first_to_last(dates)
    return None


def _list(words: str, read: Reader) -> UncertainDate | None:
    for link in (_LIST, _SLASH):
        parts = link.split(words)
        if 2 <= len(parts) <= _MOST_DATES and (dates := _read_parts(parts, read, is_range=False)):
            return _from_first_to_last(sorted(dates, key=lambda each: each.earliest or date.max))
    return None


def _from_first_to_last(dates: list[UncertainDate]) -> UncertainDate | None:
    first, last = dates[0].earliest, max((each.latest for each in dates if each.latest), default=None)
    if first is None or last is None or any(first > each.latest for each in dates if each.latest):
        return None
    found = replace(interval(first, last), at=dates[0].at)
    return reduce(doubted, (each.qualifier for each in dates), found)


def _read_parts(parts: list[str], read: Reader, *, is_range: bool) -> list[UncertainDate] | None:
    """Return the date of each part, completed from the last to the first; None where one has none."""
    words = parts[-1]
    found = read(words)
    dates: list[UncertainDate] = []
    for part in reversed(parts[:-1]):
        if not found or not found.latest:
            return None
        dates.insert(0, found)
        words, found = _completed(part, words, found.latest, read, is_range=is_range)
    return [found, *dates] if found else None


def _completed(
    part: str, following: str, latest: date, read: Reader, *, is_range: bool
) -> tuple[str, UncertainDate | None]:
    """Return the words of a part with what it has from the next one, and its date: not after that one.

    A part that makes sense as it stands has nothing from the next one.
    """
    if alone := read(part):
        return part, alone
    for separator in _SEPARATOR.finditer(following, 1):
        tail = following[separator.start() :]
        candidates = [(part + tail, date.min)]
        if is_range and (match := _YEAR_ONLY.fullmatch(tail)):
            # "December to January 2013" begins in the year before; "9 May to 3 May 2013" is a mistake.
            year_before = f"{part}{match['separator']}{int(match['year']) - 1}"
            candidates.append((year_before, latest - _HALF_A_YEAR))
        for words, not_before in candidates:
            found = read(words)
            if found and found.earliest and not_before <= found.earliest <= latest:
                return words, found
    return part, None
