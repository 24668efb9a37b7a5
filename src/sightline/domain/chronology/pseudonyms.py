"""Puts pseudonyms in place of the names by which a case knows its people, and marks each place.

Only names that the case has are found, whole or in part. Whoever publishes a text still has to read it.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

_SHORTEST_PART = 2


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody of the case, by each of the names they go by, and what they are called instead."""

    pseudonym: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text; `is_replaced` where a pseudonym stands for a name."""

    text: str
    is_replaced: bool = False


class Pseudonyms:
    """What is put in place of which words. A part that two people share becomes either of them."""

    def __init__(self, people: Iterable[Known]) -> None:
        """Take everybody of the case who has a pseudonym."""
        self._instead = _instead(people)
        # The longest first, so that a whole name is one replacement.
        words = "|".join(re.escape(each) for each in sorted(self._instead, key=len, reverse=True))
        self._pattern = re.compile(rf"(?<!\w)(?:{words})(?!\w)") if words else None

    def runs(self, text: str) -> tuple[Run, ...]:
        """Return a text in stretches, with pseudonyms for names written as the case has them or in capitals.

        Example:
            >>> pseudonyms = Pseudonyms([Known("Adult A", ("Odette Farthingale",))])
            >>> [run.text for run in pseudonyms.runs("ODETTE’s neighbour rang.")]
            ['Adult A', '’s neighbour rang.']
        """
        if self._pattern is None:
            return (Run(text),)
        found, end = [], 0
        for match in self._pattern.finditer(text):
            found += [Run(text[end : match.start()]), Run(self._instead[match.group()], is_replaced=True)]
            end = match.end()
        return tuple(run for run in (*found, Run(text[end:])) if run.text)


def _instead(people: Iterable[Known]) -> Mapping[str, str]:
    called: dict[str, list[str]] = {}
    for person in people:
        for words in {part for name in person.names for part in _parts(name)}:
            for written in {words, words.upper()}:
                pseudonyms = called.setdefault(written, [])
                if person.pseudonym not in pseudonyms:
                    pseudonyms.append(person.pseudonym)
    return {words: " or ".join(pseudonyms) for words, pseudonyms in called.items()}


def _parts(name: str) -> Iterable[str]:
    whole = name.strip()
    if whole:
        yield whole
    for part in whole.split():
        if len(part) >= _SHORTEST_PART and part[0].isupper():
            yield part
