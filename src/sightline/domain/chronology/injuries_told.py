"""What an account says of injuries: which, where on the body, or that there were none."""

import re
from dataclasses import dataclass

from sightline.domain.vocabulary.injuries import (
    AFTER_A_DENIAL,
    BODY_PARTS,
    DENIALS,
    INJURY_UNNAMED,
    INJURY_WORDS,
    INJURY_WORDS_OF_A_BODY,
    SIDES,
)

_SENTENCE = re.compile(r"[^.;\n]+")
_WORD = re.compile(r"[^\W\d_]+|#")
#: A denial reaches this many words ahead: "no sign of any injury".
_REACH_OF_A_DENIAL = 5

_INJURY = {word: injury for injury, words in INJURY_WORDS.items() for word in words}
_INJURY_OF_A_BODY = {word: injury for injury, words in INJURY_WORDS_OF_A_BODY.items() for word in words}
_PART = {word: part for part, words in BODY_PARTS.items() for word in words}


@dataclass(frozen=True, slots=True)
class InjuryTold:
    """What injuries an account names, on what parts and sides, and the sentences that say so."""

    kinds: frozenset[str]
    parts: frozenset[str]
    sides: frozenset[str]
    words: str

    @property
    def is_none(self) -> bool:
        """Say whether the account says that nobody was injured."""
        return not self.kinds


#: Said to be injured, but not how.
UNNAMED = "injury"


def injury_told(text: str) -> InjuryTold | None:
    """Return what a text says of injuries; nothing where it does not say.

    Example:
        >>> told = injury_told("Police attended. Bruising to the left eye, no fracture. Taken home.")
        >>> sorted(told.kinds), sorted(told.parts), sorted(told.sides), told.words
        (['bruise'], ['eye'], ['left'], 'Bruising to the left eye, no fracture')
        >>> injury_told("No visible injuries.").is_none
        True
    """
    kinds: set[str] = set()
    parts: set[str] = set()
    sides: set[str] = set()
    saying: list[str] = []
    for sentence in _SENTENCE.findall(text):
        words = _WORD.findall(sentence.casefold())
        found, is_said = _kinds_in(words)
        if is_said:
            saying.append(sentence.strip())
        if found:
            kinds |= found
            parts |= {_PART[word] for word in words if word in _PART}
            sides |= {word for word in words if word in SIDES}
    if not saying:
        return None
    named = kinds - {UNNAMED} or kinds
    return InjuryTold(frozenset(named), frozenset(parts), frozenset(sides), ". ".join(saying))


def _kinds_in(words: list[str]) -> tuple[set[str], bool]:
    """Return the injuries a sentence asserts, and whether it speaks of any, be it to deny them."""
    has_part = any(word in _PART for word in words)
    found: set[str] = set()
    is_said = False
    for place, word in enumerate(words):
        kind = (
            _INJURY.get(word)
            or (_INJURY_OF_A_BODY.get(word) if has_part else None)
            or (UNNAMED if word in INJURY_UNNAMED else None)
        )
        if kind is None:
            continue
        if not _is_denied(words, place):
            found.add(kind)
            is_said = True
        elif kind == UNNAMED:
            is_said = True
    return found, is_said


def _is_denied(words: list[str], place: int) -> bool:
    before = words[max(0, place - _REACH_OF_A_DENIAL) : place]
    for word in reversed(before):
        if word in AFTER_A_DENIAL:
            return False
        if word in DENIALS:
            return True
    return False
