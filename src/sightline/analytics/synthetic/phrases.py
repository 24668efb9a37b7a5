"""How invented agencies word their notes: phrases drawn from `phrases.toml`, never the same note twice."""

import re
import tomllib
from collections.abc import Mapping
from importlib.resources import files
from random import Random
from typing import Any

_FILE = "phrases.toml"
#: Where a sentence begins. An abbreviation before a number is none: what follows has no case.
_SENTENCE = re.compile(r"(?:^|(?<=[.?!] ))[a-z]")
_LETTERS = "ABCDEFGHJKLMNPRSTVW"


class Phrases:
    """Notes in the words of agencies, drawn by chance and each once."""

    def __init__(self, chance: Random) -> None:
        self._chance = chance
        patterns: dict[str, Any] = tomllib.loads(files(__package__).joinpath(_FILE).read_text("utf-8"))
        self._words: dict[str, list[str]] = patterns.pop("words")
        self._patterns = patterns
        self._used: set[str] = set()

    def word(self, kind: str) -> str:
        """Return a word of a kind for several notes to share; its own braces are still to be filled."""
        return self._chance.choice(self._words[kind])

    def text(self, agency: str, pattern: str, given: Mapping[str, str]) -> str:
        """Return a note that was not drawn before. What is given is put in its place, and may have braces."""
        while (note := self._drawn(agency, pattern, "text", given)) in self._used:
            pass
        self._used.add(note)
        return note

    def response(self, agency: str, pattern: str, given: Mapping[str, str]) -> str:
        """Return what an agency writes that it did. Unlike notes, these repeat, as they do in life."""
        return self._drawn(agency, pattern, "response", given)

    def _drawn(self, agency: str, pattern: str, field: str, given: Mapping[str, str]) -> str:
        phrases = (self._chance.choice(choices) for choices in self._patterns[agency][pattern][field])
        note = " ".join(phrase for phrase in phrases if phrase)
        filled = note.format_map(_Filling(self._chance, self._words, given))
        return _SENTENCE.sub(lambda found: found.group().upper(), filled)


class _Filling(dict[str, str]):
    """What stands for a word in braces: what is given, a number or initials, or else drawn from the words."""

    def __init__(self, chance: Random, words: Mapping[str, list[str]], given: Mapping[str, str]) -> None:
        super().__init__()
        self._chance, self._words, self._given = chance, words, given

    def __missing__(self, word: str) -> str:
        match word:
            case _ if word in self._given:
                return self._given[word].format_map(self)
            case "clock":
                return f"{self._chance.randrange(8, 21):02}:{self._chance.randrange(60):02}"
            case "log":
                return f"{self._chance.randrange(1, 1000):03}-{self._chance.randrange(10_000):04}"
            case "number":
                return str(self._chance.randrange(100, 1000))
            case "number_small":
                return str(self._chance.randrange(2, 9))
            case "initials":
                return self._chance.choice(_LETTERS) + self._chance.choice(_LETTERS)
            case _:
                return self._chance.choice(self._words[word]).format_map(self)
