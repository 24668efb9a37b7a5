"""What a cell of a workbook says: its words, and a date as exactly as it is shown."""

import re
from collections.abc import Iterator
from datetime import date, datetime, time

from sightline.domain.watermark import without_hidden
from sightline.exchange.exporters.cell_text import plain_text, said

# Literal words, what draws nothing (a language, the width of a character), AM or PM, parts of a date.
_FORMAT_PARTS = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|(?P<nothing>\[[^]]*\]|[_*].)|(?P<half>am/pm|a/p)'
    r"|(?P<part>y+|m+|d+|h+|s+)|(?P<other>.)",
    re.IGNORECASE,
)
_GENERAL = "general"
# How Excel keeps "the short date of this machine": in Britain, day first.
_SHORT_DATES = frozenset({"mm-dd-yy", "m/d/yyyy", "m/d/yy"})
_SHORT_DATE = "dd/mm/yyyy"
_MIDNIGHT = time()
_NO_DAY = date(1900, 1, 1)
_MINUTES = "n"


def cell_words(text: str) -> str:
    """Return the words of a cell of text, without what Excel or an export of ours put around them."""
    return without_hidden(plain_text(said(text)))


def shows_day(number_format: str) -> bool:
    """Say whether a date is shown with its day: Excel makes 1 April of a typed "April 2014"."""
    units = _units(number_format)
    return "d" in units or "m" not in units


def iso_words(value: datetime | date | time, number_format: str) -> str:
    """Return a date or time in ISO form, as exact as it is shown and no more.

    Example:
        >>> april = datetime(2014, 4, 1, 9, 30)
        >>> [iso_words(april, shape) for shape in ("yyyy", "mmm yyyy", "dd/mm/yy", "dd/mm/yy hh:mm", "h:mm")]
        ['2014', '2014-04', '2014-04-01', '2014-04-01 09:30', '09:30']
    """
    units = _units(number_format)
    moment = _moment(value)
    if isinstance(value, time) or (units and units <= {"h", _MINUTES, "s"}):
        return f"{moment:%H:%M}"
    if units and "d" not in units:
        return f"{moment:%Y-%m}" if "m" in units else f"{moment:%Y}"
    shows_time = "h" in units or (not units and moment.time() != _MIDNIGHT)
    return f"{moment:%Y-%m-%d %H:%M}" if shows_time else f"{moment:%Y-%m-%d}"


def shown_words(value: datetime | date | time, number_format: str) -> str:
    """Return a date or time as its number format shows it to a person in Britain.

    Example:
        >>> shown_words(datetime(2014, 4, 1), "mmm yyyy"), shown_words(date(2014, 4, 1), "dddd d/m/yy")
        ('Apr 2014', 'Tuesday 1/4/14')
    """
    parts = _parts(number_format)
    units = _units(number_format)
    is_halved = any(part["half"] for part in parts)
    drawn = "".join(_drawn(_moment(value), parts, is_halved=is_halved)).strip()
    return drawn if units else iso_words(value, number_format)


def _parts(number_format: str) -> list[re.Match[str]]:
    """Return the parts of the format's first section, the one for dates."""
    section = number_format.partition(";")[0]
    if section.lower() in _SHORT_DATES:
        section = _SHORT_DATE
    return [] if section.lower() == _GENERAL else list(_FORMAT_PARTS.finditer(section))


def _units(number_format: str) -> frozenset[str]:
    """Return the units that a format shows: the first letter of each, n for minutes."""
    return frozenset(unit for _, unit in _with_units(_parts(number_format)) if unit)


def _with_units(parts: list[re.Match[str]]) -> Iterator[tuple[re.Match[str], str]]:
    """Yield the parts with their unit; an m after hours or before seconds is minutes."""
    letters = [part["part"][0].lower() for part in parts if part["part"]]
    place = 0
    for part in parts:
        if not part["part"]:
            yield part, ""
            continue
        before, after = letters[:place][-1:], letters[place + 1 : place + 2]
        is_minutes = letters[place] == "m" and (before == ["h"] or after == ["s"])
        yield part, _MINUTES if is_minutes else letters[place]
        place += 1


def _drawn(moment: datetime, parts: list[re.Match[str]], *, is_halved: bool) -> Iterator[str]:
    for part, unit in _with_units(parts):
        if unit:
            yield _drawn_unit(moment, unit, len(part["part"]), is_halved=is_halved)
        elif part["half"]:
            yield f"{moment:%p}"
        else:
            yield part["quoted"] or part["escaped"] or part["other"] or ""


def _drawn_unit(moment: datetime, unit: str, length: int, *, is_halved: bool) -> str:
    match unit:
        case "y":
            return f"{moment:%y}" if length <= 2 else f"{moment:%Y}"
        case "m" | "d" if length == 3:
            return f"{moment:%b}" if unit == "m" else f"{moment:%a}"
        case "m" | "d" if length > 3:
            return f"{moment:%B}" if unit == "m" else f"{moment:%A}"
    hour = (moment.hour % 12 or 12) if is_halved else moment.hour
    numbers = {"m": moment.month, "d": moment.day, "h": hour, _MINUTES: moment.minute, "s": moment.second}
    return f"{numbers[unit]:0{min(length, 2)}}"


def _moment(value: datetime | date | time) -> datetime:
    if isinstance(value, datetime):
        return value
    return datetime.combine(_NO_DAY, value) if isinstance(value, time) else datetime.combine(value, _MIDNIGHT)
