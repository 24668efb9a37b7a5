"""Whether two written addresses may be one household's, and two telephone numbers one line."""

import re
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

_POSTCODE = re.compile(r"\b([a-z]{1,2}\d[a-z\d]?)\s*(\d[a-z]{2})\b")
_WORD = re.compile(r"[a-z]+|\d+[a-z]?\b|\d+")
_SHORT_FORMS = {
    "st": "street", "rd": "road", "ave": "avenue", "av": "avenue", "ln": "lane", "cl": "close", "dr": "drive",
    "ct": "court", "gdns": "gardens", "gdn": "gardens", "terr": "terrace", "ter": "terrace", "pl": "place",
    "sq": "square", "cres": "crescent", "gr": "grove", "gro": "grove", "pk": "park",
}  # fmt: skip
_SAYS_NOTHING = frozenset("flat apartment apt unit house no number the".split())
# Words of a street and a town, from which two addresses are the same but for a slip (0 to 100).
_ALIKE = 85

_NUMBER = re.compile(r"\+?\d[\d\s().\-/]{7,}\d")
_N_DIGITS = 9


@dataclass(frozen=True, slots=True)
class _Address:
    postcode: str
    numbers: frozenset[str]
    words: str


def are_addresses_alike(one: str, other: str) -> bool:
    """Say whether two addresses may be the same one. Flats of one house are not.

    Example:
        >>> are_addresses_alike("Flat 3, 12 Mill Ln, Saltby ZZ1 4QX", "12 Mill Lane (flat 3) zz14qx")
        True
        >>> are_addresses_alike("Flat 3, 12 Mill Lane, ZZ1 4QX", "Flat 4, 12 Mill Lane, ZZ1 4QX")
        False
    """
    ours, theirs = _read(one), _read(other)
    if not (ours.numbers <= theirs.numbers or theirs.numbers <= ours.numbers):
        return False
    if bool(ours.numbers) is not bool(theirs.numbers):
        return False
    has_like_words = bool(ours.words and theirs.words) and (
        fuzz.token_set_ratio(ours.words, theirs.words) >= _ALIKE
    )
    if ours.postcode and theirs.postcode:
        distance = OSA.distance(ours.postcode, theirs.postcode)
        return (distance == 0 and (bool(ours.numbers) or has_like_words)) or (
            distance == 1 and has_like_words
        )
    # Without a postcode a bare “1, Mill Lane” would be found in every town.
    n_words = min(len(ours.words.split()), len(theirs.words.split()))
    return has_like_words and n_words >= 2


def telephone_numbers(text: str) -> frozenset[str]:
    """Return the telephone numbers in a text, each by its last nine digits.

    Example:
        >>> sorted(telephone_numbers("+44 7700 900123, after six"))
        ['700900123']
    """
    found = ("".join(filter(str.isdigit, number)) for number in _NUMBER.findall(text))
    return frozenset(digits[-_N_DIGITS:] for digits in found if len(digits) >= _N_DIGITS)


@lru_cache(maxsize=100_000)
def _read(text: str) -> _Address:
    text = text.casefold()
    found = _POSTCODE.search(text)
    postcode = "".join(found.groups()) if found else ""
    words = [_SHORT_FORMS.get(word, word) for word in _WORD.findall(_POSTCODE.sub(" ", text))]
    telling = [word for word in words if word not in _SAYS_NOTHING]
    return _Address(
        postcode,
        frozenset(word for word in telling if word[0].isdigit()),
        " ".join(word for word in telling if not word[0].isdigit()),
    )
