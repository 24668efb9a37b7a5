"""Times of day as people write them beside a date: 0200hrs, 2am, 14.30, between 2 and 3am."""

import re
from dataclasses import dataclass
from datetime import time

from sightline.domain.chronology.uncertain_date import DateQualifier

_NOON = r"noon|midday"
_HALF = r"(?:a\.?\s?m|p\.?\s?m)\b\.?"
_HOURS = r"(?:hrs?|hours|h)\b\.?"
_ABOUT = r"(?:(?:at|@) )?(?P<about>(?:approx(?:imately)?\.?|about|around|circa|c\.?|roughly|~)\s?)?"
_CLEAR = (
    rf"(?:\d{{1,2}}(?::\d\d(?::\d\d)?|\.\d\d)\s?(?:{_HALF}|{_HOURS})?|\d{{4}}\s?{_HOURS}"
    rf"|\d{{1,2}}\s?{_HALF}|{_NOON})"
)
# Four bare figures are a time only where they cannot be a year.
_BARE = r"(?:[01][0-8]|2[1-3]|09)[0-5]\d"
_SINGLE = rf"(?:{_CLEAR}|{_BARE})"
_OPENING = rf"(?:\d{{1,2}}|\d{{4}}|{_CLEAR})"
_LINK = r"\s?(?:-|to|and|or|until|till|/)\s?"
_BETWEEN = r"(?:(?:between|from) )?"
_JOIN_AFTER = r"(?:\s?,\s?|\s?-\s|\s)(?:(?:on|of) )?"
_JOIN_BEFORE = r"(?:\s?[,;:]\s?|\s-\s|\s)"

_SPANS = (
    re.compile(rf"(?P<rest>.+?){_JOIN_BEFORE}{_BETWEEN}(?P<time>{_OPENING}){_LINK}(?P<end>{_CLEAR})"),
    re.compile(rf"{_BETWEEN}(?P<time>{_OPENING}){_LINK}(?P<end>{_CLEAR}){_JOIN_AFTER}(?P<rest>.+)"),
)
_TIMES = (
    re.compile(rf"(?P<rest>.+?){_JOIN_BEFORE}{_ABOUT}(?P<time>{_SINGLE})"),
    re.compile(rf"{_ABOUT}(?P<time>{_SINGLE}){_JOIN_AFTER}(?P<rest>.+)"),
)
_PARTS = re.compile(
    r"(?P<hour>\d{1,2}?)(?:[:.]?(?P<minute>\d\d))?(?:[:.](?P<second>\d\d))?\s?(?P<half>[ap])?[^\d]*"
)

_SPREADSHEET_DAY = ("00:00:00", "00:00", "0:00")  # a day without a time, as spreadsheets print it


@dataclass(frozen=True, slots=True)
class TimedWords:
    """What is left of a date's words without the time of day that stands before or after them.

    `at` is None where the words name a time without telling which half of the day.
    """

    words: str
    at: time | None
    qualifier: DateQualifier = DateQualifier.NONE
    ends_next_day: bool = False


def time_span(words: str) -> TimedWords | None:
    """Return words without "between 2 and 3am", which is about two; None where there is no such span."""
    for pattern in _SPANS:
        if match := pattern.fullmatch(words):
            begins, ends = _opening(match["time"], match["end"]), _time(match["end"])
            if begins is not None and ends is not None:
                return TimedWords(match["rest"], begins, DateQualifier.APPROXIMATE, ends < begins)
    return None


def _opening(words: str, end: str) -> time | None:
    """Return when a span begins: "2–3am" is from 2am, "10–12pm" from ten in the morning."""
    half, ends = re.search(r"[ap]\.?\s?m\b", end), _time(end)
    if not half or not ends or _is_whole(words):
        return _time(words)
    begins = _time(words + half.group())
    return begins.replace(hour=(begins.hour + 12) % 24) if begins and begins > ends else begins


def single_times(words: str) -> list[TimedWords]:
    """Return each way to take a time off the end or the beginning of words."""
    found = []
    for pattern in _TIMES:
        match = pattern.fullmatch(words)
        if match and _is_time(match["time"]):
            doubt = DateQualifier.APPROXIMATE if match["about"] else DateQualifier.NONE
            found.append(TimedWords(match["rest"], _time(match["time"]), doubt))
    return found


def _is_whole(words: str) -> bool:
    """Say whether a span's opening time needs nothing from its end: "2" of "2–3am" needs the "am"."""
    return re.fullmatch(rf"\d{{4}}|{_CLEAR}", words) is not None and not re.fullmatch(
        r"\d{1,2}[:.]\d\d", words
    )


def _is_time(words: str) -> bool:
    return _time(words) is not None or words in _SPREADSHEET_DAY or _half_untold(words)


def _half_untold(words: str) -> bool:
    """Say whether "2.30" may be in the night or the afternoon; with a colon it is a clock's."""
    return re.fullmatch(r"[1-9]\.[0-5]\d", words) is not None


def _time(words: str) -> time | None:
    if re.fullmatch(_NOON, words):
        return time(12)
    if words in _SPREADSHEET_DAY:
        return None
    match = _PARTS.fullmatch(words)
    if not match or _half_untold(words):
        return None
    hour, minute, second = (int(match[name] or 0) for name in ("hour", "minute", "second"))
    if match["half"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if match["half"] == "p" else 0)
    try:
        return time(hour, minute, second)
    except ValueError:
        return None
