"""What in an account's words tells it from others: reference numbers, and words that few accounts have."""

import math
import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from sightline.domain.chronology.events import Event
from sightline.domain.vocabulary.accounts import ORDINARY_WORDS
from sightline.domain.vocabulary.plain_words import PLAIN_WORDS

_WORD = re.compile(r"[^\W\d_]{3,}")
_CUE = r"(?:\b(?:log|ref|reference|cad|crime|incident|job|case|urn|occurrence|number)\b|\bno\.)"
_REFERENCE = re.compile(
    rf"{_CUE}[\s.:#]{{0,3}}(?:(?:no|number|ref)\b[\s.:#]{{0,3}})?([a-z]{{0,6}}[-/]?\d[\da-z/-]{{2,24}})",
    re.IGNORECASE,
)
_DATE_OR_TIME = re.compile(r"(?:19|20)\d\d|\d{1,2}[/-]\d{1,2}[/-]\d{2,4}|\d{3,4}h(?:rs|ours)?", re.IGNORECASE)
_ENDINGS = ("ings", "ing", "ed", "es", "s")

#: So few accounts may share a reference number; what more share is the number of a person's whole file.
MOST_WITH_REFERENCE = 12
#: A word tells something where no more than this share of accounts have it, or no more than so many.
LARGEST_SHARE = 0.02
FEW_ACCOUNTS = 6
#: As if the chronology were longer by these: in a short one, a word in two of ten entries is rare too.
_ELSEWHERE = 200


def references_in(text: str) -> frozenset[str]:
    """Return the reference numbers in a text.

    Example:
        >>> sorted(references_in("Police log no. 412/3may attended, crime ref PD-0099/14; incident 2014"))
        ['412/3MAY', 'PD-0099/14']
    """
    found = (match.group(1).rstrip("/-").upper() for match in _REFERENCE.finditer(text))
    return frozenset(each for each in found if not _DATE_OR_TIME.fullmatch(each))


def words_in(text: str) -> frozenset[str]:
    """Return the words of a text that are not ordinary, without the endings that grammar gives them.

    Example:
        >>> sorted(words_in("She was seen with bruising and a fractured wrist."))
        ['bruis', 'fractur', 'wrist']
    """
    return frozenset(
        stem for word in _WORD.findall(text.casefold()) if (stem := _stem(word)) not in _WITHOUT_WEIGHT
    )


@lru_cache(maxsize=50_000)
def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            word = word.removesuffix(ending)
            break
    return word.removesuffix("e") if len(word) > 4 else word


_WITHOUT_WEIGHT = frozenset(_stem(word) for word in ORDINARY_WORDS | PLAIN_WORDS)


class TellingWords:
    """How many accounts of a chronology have each word and each reference number."""

    def __init__(self, events: Iterable[Event]) -> None:
        words: Counter[str] = Counter()
        references: Counter[str] = Counter()
        self._words_of: dict[str, frozenset[str]] = {}
        self._references_of: dict[str, frozenset[str]] = {}
        for event in events:
            text = text_of(event)
            self._words_of[event.id] = words_in(text)
            self._references_of[event.id] = references_in(text)
            words.update(self._words_of[event.id])
            references.update(self._references_of[event.id])
        self._n_accounts = len(self._words_of)
        most = max(FEW_ACCOUNTS, int(LARGEST_SHARE * self._n_accounts))
        self._number_with = {word: number for word, number in words.items() if number <= most}
        self._own = {each for each, number in references.items() if number <= MOST_WITH_REFERENCE}

    def words_of(self, event: Event) -> frozenset[str]:
        """Return an account's words that few others have."""
        return frozenset(word for word in self._words_of[event.id] if word in self._number_with)

    def references_of(self, event: Event) -> frozenset[str]:
        """Return an account's reference numbers that are of one happening, not of a whole file."""
        return self._references_of[event.id] & self._own

    def is_in_few(self, word: str) -> bool:
        """Say whether a word is so rare that sharing it ties two accounts even where no date does."""
        return self._number_with.get(word, FEW_ACCOUNTS + 1) <= FEW_ACCOUNTS

    def bits(self, words: Iterable[str]) -> float:
        """Return how much sharing these words tells. Units: bits"""
        whole = self._n_accounts + _ELSEWHERE
        return math.fsum(math.log2(whole / self._number_with[word]) for word in words)


def text_of(event: Event) -> str:
    """Return all that an agency wrote of an event, and where it has it from."""
    return f"{event.text}\n{event.response}\n{event.source_record}"
