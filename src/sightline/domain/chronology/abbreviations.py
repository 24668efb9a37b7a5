"""Abbreviations that a chronology uses and nowhere explains.

Source: SIGHTLINE-CHRONOLOGY
"""

import re
from collections.abc import Iterator

from sightline.domain.chronology.drafts import Reading

_ABBREVIATION = re.compile(r"\b[A-Z]{2,5}\b")
# "Did not attend (DNA)", "DNA = did not attend", "DNA | Did not attend" in a table of two columns.
_EXPLAINED = (
    re.compile(r"\(\s*([A-Z]{2,5})s?\s*\)"),
    re.compile(r"\b([A-Z]{2,5})s?\s*[:=|–-]\s*\w"),
    re.compile(r"\b([A-Z]{2,5})s?\s+\([A-Z]?[a-z]+\s+\w"),
    re.compile(r"\b([A-Z]{2,5})s?\s+(?:means|stands for)\b"),
)
# What everybody reads without a list.
_PLAIN = frozenset("AM PM GP NHS UK OK TV ID PC II III IV VI".split())
# A word of capitals that stands in the file in small letters too is a name or a word, as police write them.
_WORD = re.compile(r"\b[A-Z]?[a-z]+\b")
# Somebody who writes in capitals abbreviates nothing.
_MOST_CAPITALS = 0.7


def unexplained(reading: Reading) -> tuple[str, ...]:
    """Return a file's abbreviations without an explanation in it, in order of letters."""
    explained = {
        match[1] for words in _all_words(reading) for shape in _EXPLAINED for match in shape.finditer(words)
    }
    used = {
        match[0]
        for draft in reading.drafts
        for words in (draft.text, draft.response, draft.comment)
        if not _is_in_capitals(words)
        for match in _ABBREVIATION.finditer(words)
    }
    words = {match[0].upper() for each in _all_words(reading) for match in _WORD.finditer(each)}
    return tuple(sorted(used - explained - words - _PLAIN))


def _all_words(reading: Reading) -> Iterator[str]:
    for note in reading.notes:
        yield note.words
    for draft in reading.drafts:
        yield from (draft.text, draft.response, draft.comment)


def _is_in_capitals(words: str) -> bool:
    letters = [character for character in words if character.isalpha()]
    return sum(map(str.isupper, letters)) > _MOST_CAPITALS * len(letters)
