"""The words of a date cell made plain, so that one pattern reads every typist's quotes, dashes and spaces."""

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
    (re.compile(r"\bb/h\b"), "bank holiday"),
    (re.compile(r"\b(date|from|to): ?(?=\d|[a-z])"), r"\1 "),
    (re.compile(r"(?<=\d)t(?=\d\d:)"), " "),  # ISO 8601
    (re.compile(r"(?<=:\d\d)\.\d{3,6}$"), ""),  # a database's fractions of a second
    (re.compile(r"\bfall(?= (?:of )?\d{4})"), "autumn"),
)


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
    return words
