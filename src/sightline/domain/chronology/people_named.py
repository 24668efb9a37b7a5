"""Who is in an entry, by what its cells say: words, whom of the review they name, in what part.

A part is read only where the words of this very entry give it: it may be the reverse in the next one.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from sightline.domain.vocabulary.events import EventRole


@dataclass(frozen=True, slots=True)
class NamedSubject:
    """Somebody a return asks about: their key, and the pseudonyms and names that files may use."""

    key: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PersonWords:
    """Somebody as an entry names them; `key` where that is a subject, `role` where the words give a part."""

    words: str
    key: str | None = None
    role: EventRole | None = None


_ROLE_WORDS = (
    (EventRole.VICTIM, r"victim|survivor|aggrieved|injured party|ip"),
    (EventRole.PERPETRATOR, r"(?:alleged )?perpetrator|perp|suspect|offender|accused|defendant"),
    (EventRole.REPORTER, r"informant|caller|reported by|reporter|referrer"),
    (EventRole.WITNESS, r"witness(?:es)?"),
    (EventRole.CHILD, r"child(?:ren)?|son|daughter|baby"),
    (EventRole.SUBJECT, r"subject|patient|client|service user|tenant"),
)
_ROLE = re.compile("|".join(rf"(?P<{role}>\b(?:{words})s?\b)" for role, words in _ROLE_WORDS), re.IGNORECASE)
_BETWEEN = re.compile(r"\s*(?:[,;/\n+]|&|\band\b)\s*", re.IGNORECASE)


def role_named(words: str) -> EventRole | None:
    """Return the part that words name, such as the head of a column."""
    match = _ROLE.search(words)
    return EventRole(str(match.lastgroup)) if match else None


def people_in_cell(
    words: str, subjects: Sequence[NamedSubject], *, role: EventRole | None = None
) -> Iterator[PersonWords]:
    """Yield who a cell for people names, each with the part that it or the column's head (`role`) gives.

    Example:
        >>> subjects = [NamedSubject("a", ("Adult A",))]
        >>> people = people_in_cell("Victim: Adult A; a neighbour", subjects)
        >>> [(each.words, each.key, each.role) for each in people]
        [('Victim: Adult A', 'a', <EventRole.VICTIM: 'VICTIM'>), ('a neighbour', None, None)]
    """
    for part in _BETWEEN.split(words):
        if not part.strip():
            continue
        found = next(_subjects_in(part, subjects), None)
        rest = part if found is None else part.replace(found.words, " ")
        yield PersonWords(part.strip(), found.key if found else None, role_named(rest) or role)


def people_in_text(text: str, subjects: Sequence[NamedSubject]) -> Iterator[PersonWords]:
    """Yield the subjects that running words name, each once. Such words give no part."""
    seen: set[str | None] = set()
    for person in _subjects_in(text, subjects):
        if person.key not in seen:
            seen.add(person.key)
            yield person


def _subjects_in(text: str, subjects: Sequence[NamedSubject]) -> Iterator[PersonWords]:
    names = {name.casefold(): subject.key for subject in subjects for name in subject.names if name.strip()}
    if names:
        for match in _any_of(tuple(sorted(names, key=len, reverse=True))).finditer(text):
            yield PersonWords(match[0], names[" ".join(match[0].casefold().split())])


@lru_cache(maxsize=64)
def _any_of(names: tuple[str, ...]) -> re.Pattern[str]:
    words = (r"\s+".join(map(re.escape, name.split())) for name in names)
    return re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)", re.IGNORECASE)
