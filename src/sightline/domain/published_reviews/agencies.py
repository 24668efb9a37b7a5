"""Agency names: which are one agency, written differently, and which a sentence names.

A document's own words are never changed here: names are compared in a form of their own and handed
back as printed. Nothing is looked up; what a document does not say of an agency is not known.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from rapidfuzz import fuzz

from sightline.domain.vocabulary.agency_words import (
    AGENCY_WORDS,
    GENERAL_PRACTICE,
    NAME_ENDINGS,
    ROLE_WORDS,
    SECTORS,
    WORDS_WITHOUT_WEIGHT,
)

SMALL_WORDS = frozenset({"a", "an", "and", "at", "for", "in", "of", "on", "the", "to", "upon", "with"})
NEVER_IN_A_NAME = frozenset(
    "After All An And Any As At Before Both But By Despite During Each From He Her However If In"
    " It Its No Of "
    "On Other Our She Since Some That The Their Then There These They This Those To Two Under"
    " Until When Where "
    "While With January February March April May June July August September October November December "
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday Spring Summer Autumn Winter".split()
)
_STANDINGS = frozenset(
    {"independent", "independent chair", "independent author", "chair", "author", "none", "n/a"}
)
LIKENESS = 85
"""rapidfuzz ratio (0 to 100) from which two words are one word spelt twice: Ann and Anne are 86."""

_BRACKETED = re.compile(r"\s*[\[(][^\])]*[\])]")
_ABBREVIATION = re.compile(r"[\[(]\s*(?:the\s+)?[“\"‘']?([A-Z][A-Za-z0-9&/.-]{1,9})[”\"’']?\s*[\])]")
_WORD = re.compile(r"[^\W_]+(?:['’&/-][^\W_]+)*")
_CAPITALISED = r"(?:[A-Z][\w’'&-]*|&)"
_LINK = r"(?:[ \t]+(?:and|of|for|the|upon|on)[ \t]+|[ \t]+)"
_NAME = re.compile(
    rf"\b(?:{_CAPITALISED}{_LINK}){{1,9}}?(?:{'|'.join(map(re.escape, NAME_ENDINGS))})\b"
    rf"(?:[ \t]+(?:NHS[ \t]+)?(?:Foundation[ \t]+)?Trust\b)?"
)


def words_of(name: str) -> tuple[str, ...]:
    """Return the words of a name as they are compared: lower case, no brackets, no plurals."""
    return _words_of(name)


@lru_cache(maxsize=4096)
def _words_of(name: str) -> tuple[str, ...]:
    plain = _BRACKETED.sub(" ", name).replace("’", "'").replace("&", " and ").casefold()
    for practice in GENERAL_PRACTICE:
        plain = re.sub(rf"\b{practice}\b", "gp", plain)
    plain = plain.replace("constabulary", "police")
    words = (word.replace("'", "").strip(".") for word in re.findall(r"[\w'./-]+", plain))
    return tuple(_singular(word) for word in words if word and word not in SMALL_WORDS)


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


@lru_cache(maxsize=4096)
def sector_of(name: str) -> str | None:
    """Return the sector the name's own words put the agency in, or None where they do not say."""
    words = set(re.findall(r"\w+", name.casefold()))
    if any(practice in name.casefold() for practice in GENERAL_PRACTICE):
        return "general practice"
    return next((sector for sector, marks in SECTORS.items() if words & set(marks)), None)


def looks_like_an_agency(text: str) -> bool:
    """Say whether the words hold one that agencies' names are made of."""
    return any(word.casefold() in AGENCY_WORDS for word in _WORD.findall(text))


def looks_like_a_role(text: str) -> bool:
    """Say whether the words hold one that job titles are made of."""
    return any(word.casefold() in ROLE_WORDS for word in _WORD.findall(text))


@lru_cache(maxsize=4096)
def same_agency(one: str, other: str) -> bool:
    """Say whether two printed names are one agency written twice.

    Spelling may differ by a letter or two, an abbreviation may stand for its words, and words that
    writers leave out (NHS Foundation Trust, Council) may be left out; the sectors must not differ.
    """
    first, second = words_of(one), words_of(other)
    if not first or not second:
        return False
    if sorted(first) == sorted(second) or _is_short_for(one, second) or _is_short_for(other, first):
        return True
    sectors = {sector_of(one), sector_of(other)} - {None}
    if len(sectors) > 1:
        return False
    first_weighty = [word for word in first if word not in WORDS_WITHOUT_WEIGHT]
    second_weighty = [word for word in second if word not in WORDS_WITHOUT_WEIGHT]
    return bool(first_weighty) and _alike(first_weighty, second_weighty)


def _alike(first: list[str], second: list[str]) -> bool:
    """Every word of either has its like in the other; at most one is spelt differently."""
    if len(first) != len(second):
        return False
    rest = list(second)
    n_spelt_differently = 0
    for word in first:
        like = max(rest, key=lambda candidate: fuzz.ratio(word, candidate))
        if word != like:
            n_spelt_differently += 1
            if fuzz.ratio(word, like) < LIKENESS or n_spelt_differently > 1:
                return False
        rest.remove(like)
    return True


def _is_short_for(short: str, words: tuple[str, ...]) -> bool:
    letters = re.sub(r"[^A-Za-z]", "", _BRACKETED.sub("", short))
    if not 2 <= len(letters) <= 8 or " " in short.strip() or short.upper() == short.lower():
        return False
    if sum(letter.isupper() for letter in letters) < 2:
        return False
    initials = "".join(word[0] for word in words)
    return len(words) > 1 and letters.casefold() == initials.casefold()


def abbreviations_in(text: str) -> dict[str, str]:
    """Return the abbreviations a text defines in brackets after the name, with the name as printed.

    Example:
        >>> abbreviations_in("Fernshire Police [FP] attended; Hollow Lane Housing (HLH) did not.")
        {'FP': 'Fernshire Police', 'HLH': 'Hollow Lane Housing'}
    """
    found: dict[str, str] = {}
    for match in _ABBREVIATION.finditer(text):
        short = match.group(1)
        name = _name_before(text[max(0, match.start() - 160) : match.start()], short)
        if name and short not in found:
            found[short] = name
    return found


def _name_before(before: str, short: str) -> str | None:
    """Return the shortest run of words just before the bracket whose initials are the letters."""
    letters = re.sub(r"[^A-Za-z]", "", short).casefold()
    words = list(_WORD.finditer(before))
    for first in range(len(words) - 1, max(-1, len(words) - 14), -1):
        run = words[first:]
        if run[0].group()[0].isupper() and _spells([word.group() for word in run], letters):
            return " ".join(before[run[0].start() : run[-1].end()].split())
    return None


def _spells(words: list[str], letters: str) -> bool:
    """Say whether the initials, small words and a closing “NHS Foundation Trust” at will, spell it."""
    while words:
        initials = [word[0].casefold() for word in words]
        small = [word.casefold() in SMALL_WORDS for word in words]
        without_small = "".join(
            initial for initial, is_small in zip(initials, small, strict=True) if not is_small
        )
        if letters in {"".join(initials), without_small} and len(words) > 1:
            return True
        if words[-1].casefold() not in {"nhs", "foundation", "trust", "service", "services"}:
            return False
        words = words[:-1]
    return False


def names_in(text: str) -> Iterator[re.Match[str]]:
    """Yield the places where a full agency name of a usual shape stands in running prose."""
    position = 0
    while match := _NAME.search(text, position):
        first = text[match.start() :].split(maxsplit=1)[0].strip(",")
        if first in NEVER_IN_A_NAME:
            position = match.start() + len(first)
            continue
        yield match
        position = match.end()


@dataclass(frozen=True, slots=True)
class AgencyNames:
    """The agencies one document names: its lists, and the abbreviations it defines."""

    names: tuple[str, ...] = ()
    abbreviations: Mapping[str, str] = field(default_factory=dict)
    _folded: Mapping[str, str] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Keep the abbreviations as they are looked up, whatever their capitals."""
        folded = {short.casefold(): full for short, full in self.abbreviations.items()}
        object.__setattr__(self, "_folded", folded)

    @classmethod
    def of(cls, text: str, names: Iterable[str] = ()) -> "AgencyNames":
        """Return the names of a document: those given, and its abbreviations with their words."""
        abbreviations = abbreviations_in(text)
        agencies = {short: name for short, name in abbreviations.items() if looks_like_an_agency(name)}
        listed = [*names, *agencies.values(), *agencies]
        return cls(_unique(listed), abbreviations)

    def with_names(self, names: Iterable[str]) -> "AgencyNames":
        """Return these names and more."""
        return AgencyNames(_unique([*self.names, *names]), self.abbreviations)

    def in_full(self, name: str) -> str:
        """Return the name with an abbreviation that the document defines written out."""
        bare = _BRACKETED.sub("", name).strip()
        return self._folded.get(bare.casefold(), name)

    def spelt_out(self, name: str) -> str:
        """Return the name with each abbreviation in it written out, as the document defines them."""
        bare = _BRACKETED.sub("", name)
        return " ".join(self.abbreviations.get(word.strip(",.;"), word) for word in bare.split())

    def same(self, one: str, other: str) -> bool:
        """Say whether two names are one agency, by their words and the document's abbreviations."""
        if same_agency(one, other) or same_agency(self.in_full(one), self.in_full(other)):
            return True
        if same_agency(self.spelt_out(one), self.spelt_out(other)):
            return True
        return same_agency(self._without_parent(one), self._without_parent(other))

    def _without_parent(self, name: str) -> str:
        """Return a department's name without the abbreviation of the body it belongs to."""
        words = [word for word in name.split() if word.strip("[](),.") not in self.abbreviations]
        return " ".join(words) or name

    def named_in(self, text: str) -> tuple[str, ...]:
        """Return the agencies a passage names, each once, as printed there, in order of mention."""
        taken: list[tuple[int, int]] = []
        for name in sorted(self.names, key=len, reverse=True):
            for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text):
                if not _overlaps(match.span(), taken):
                    taken.append(match.span())
        for match in names_in(text):
            if not _overlaps(match.span(), taken):
                taken.append(match.span())
        return tuple(dict.fromkeys(text[start:end] for start, end in sorted(taken)))


def _unique(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in names if name and name.casefold() not in _STANDINGS))


def _overlaps(span: tuple[int, int], taken: Iterable[tuple[int, int]]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in taken)
