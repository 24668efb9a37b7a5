"""The words of a date cell made plain, so that one pattern reads every typist's quotes, dashes and spaces."""

import calendar
import re
import unicodedata

_TOO_LONG = 160  # no date cell is as long; a narrative is
_SAME = str.maketrans(
    {
        **dict.fromkeys("‐‑‒–—―−", "-"),
        **dict.fromkeys("’‘`´ʼ", "'"),
        "⁄": "/",
        **dict.fromkeys("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"),  # invisible
    }
)
# "After Christmas" is after the day, not after the holidays.
_BOUND = r"(?<!\w)((?:before|after|prior to|since|by|until|till|pre|post)[ -])"
_SHORT = (
    (re.compile(r"\bx-?mas\b"), "christmas"),
    (re.compile(r"\b(christmas|new year)'?s?'? eve\b"), r"\1 eve"),
    (re.compile(r"\bnew years day\b"), "new year's day"),
    (re.compile(r"\bnew years\b(?! eve| day)"), "new year"),
    (re.compile(rf"{_BOUND}christmas(?= \d)"), r"\1christmas day"),
    (re.compile(rf"{_BOUND}easter(?= \d)"), r"\1easter day"),
    (re.compile(rf"{_BOUND}new year(?= \d)"), r"\1new year's day"),
    (re.compile(r"(?<![\d/.-])(?:24[:.]00(?: ?(?:hrs|hours))?|2400 ?(?:hrs|hours))(?!\d)"), "midnight"),
    (re.compile(r"\bb/h\b"), "bank holiday"),
    (re.compile(r"\b(date|from|to): ?(?=\d|[a-z])"), r"\1 "),
    (re.compile(r"(?<=\d)t(?=\d\d:)"), " "),  # ISO 8601
    (re.compile(r"(?<=:\d\d)\.\d{3,6}$"), ""),  # a database's fractions of a second
    (re.compile(r"\bfall(?= (?:of )?\d{4})"), "autumn"),
)


def _misspelt() -> dict[str, str]:
    """Return what a slip makes of a long name: one letter lost, doubled or swapped with the next."""
    slips: dict[str, str] = {}
    for name in (*calendar.month_name, *calendar.day_name):
        letters = name.lower() if len(name) > 5 else ""
        for at, letter in enumerate(letters):
            head, tail = letters[:at], letters[at + 1 :]
            swapped = head + tail[:1] + letter + tail[1:]
            slips |= dict.fromkeys((head + tail, head + 2 * letter + tail, swapped), letters)
    return slips


_MISSPELT = _misspelt()
_LONG_WORD = re.compile(r"[a-z]{5,}")


def plain(text: str) -> str:
    """Return a date's words in small letters with single spaces; nothing for what is too long to be one.

    Footnote figures and fractions would become figures of the date, so they leave nothing either.

    Example:
        >>> plain(" ３–4  May ’13. ")
        "3-4 may '13"
    """
    if len(text) > _TOO_LONG or any(unicodedata.category(each) == "No" for each in text):
        return ""
    words = unicodedata.normalize("NFKC", text.translate(_SAME)).translate(_SAME).lower()
    words = " ".join(words.split()).strip(" .,;:")
    for pattern, whole in _SHORT:
        words = pattern.sub(whole, words)
    return _LONG_WORD.sub(lambda word: _MISSPELT.get(word[0], word[0]), words)
