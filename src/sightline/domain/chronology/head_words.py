"""What the head of a column says the column holds, allowing for plurals and slips of the pen."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from functools import lru_cache

from sightline.domain.vocabulary.column_heads import HEAD_WORDS
from sightline.domain.vocabulary.returned_tables import ColumnMeaning

_HEAD_LENGTH = 120
_HINT = re.compile(r"[(\[{][^)\]}]*[)\]}]")
_APOSTROPHE = re.compile(r"['’‘`](?=s?\b)")
_WORD = re.compile(r"[^\W_]+")
_FILLING = frozenset("a an and by for from if in is of on or the this to was were with your".split())
# A short word that differs is another word: "time" and "tide", "date" and "data".
_LEAST_LETTERS = 5
_LEAST_LIKENESS = 0.8


@lru_cache(maxsize=4096)
def meanings_of_head(head: str) -> tuple[tuple[ColumnMeaning, float], ...]:
    """Return what a head names, best first, each with the share of the head's words that name it.

    Example:
        >>> [(meaning.value, share) for meaning, share in meanings_of_head("Date of event (dd/mm/yy)")]
        [('DATE', 1.0)]
        >>> [meaning.value for meaning, _ in meanings_of_head("Evnets & outcome")]
        ['EVENT', 'RESPONSE']
    """
    if len(head) > _HEAD_LENGTH:
        return ()
    words = _head_words(_HINT.sub(" ", head)) or _head_words(head)
    n_words: dict[ColumnMeaning, int] = defaultdict(int)
    for meaning, length in _named(words):
        n_words[meaning] += length
    n_all = len([word for word in words if word not in _FILLING])
    shares = [(meaning, round(min(length / max(n_all, 1), 1), 2)) for meaning, length in n_words.items()]
    return tuple(sorted(shares, key=lambda share: -share[1]))


def _head_words(head: str) -> tuple[str, ...]:
    bare = _APOSTROPHE.sub("", head.casefold()).replace("&", " and ")
    return tuple(_singular(word) for word in _WORD.findall(bare))


def _singular(word: str) -> str:
    return word.removesuffix("s") if len(word) > 3 else word


def _named(words: Sequence[str]) -> Iterator[tuple[ColumnMeaning, int]]:
    """Yield the meanings that a head's words name, from the left, each with how many words do."""
    place = 0
    while place < len(words):
        phrase = _phrase_at(words, place)
        if phrase is None:
            place += 1
            continue
        meaning, length = phrase
        yield meaning, sum(word not in _FILLING for word in words[place : place + length])
        place += length


def _phrase_at(words: Sequence[str], place: int) -> tuple[ColumnMeaning, int] | None:
    """Return the longest phrase that stands at a place as written, otherwise the longest that is like it."""
    for compare in (str.__eq__, _is_slip_of):
        for length in range(min(_LONGEST, len(words) - place), 0, -1):
            found = words[place : place + length]
            for phrase, meaning in _PHRASES[length].items():
                if all(map(compare, found, phrase)):
                    return meaning, length
    return None


def _is_slip_of(word: str, meant: str) -> bool:
    """Say whether a word is another with a letter or two missing, doubled or exchanged."""
    if word == meant:
        return True
    if not word or word[0] != meant[0] or abs(len(word) - len(meant)) > 2:
        return False
    if sorted(word) == sorted(meant):
        return len(word) > 3
    if min(len(word), len(meant)) < _LEAST_LETTERS:
        return False
    return SequenceMatcher(None, word, meant).ratio() >= _LEAST_LIKENESS


def _phrases() -> Mapping[int, Mapping[tuple[str, ...], ColumnMeaning]]:
    """Return the phrases by their number of words, which is how they are looked up."""
    phrases: dict[int, dict[tuple[str, ...], ColumnMeaning]] = defaultdict(dict)
    for meaning, heads in HEAD_WORDS.items():
        for head in heads:
            words = _head_words(head)
            phrases[len(words)].setdefault(words, meaning)
    return phrases


_PHRASES = _phrases()
_LONGEST = max(_PHRASES)
