"""Whether two written names may be one person's: capitals, accents, order, titles, spelling, short forms."""

import re
import unicodedata
from functools import lru_cache
from itertools import product

from rapidfuzz.distance import OSA

from sightline.domain.identity.nicknames import are_forms_of_one_name

_TITLES = frozenset(
    "mr mrs ms miss mx dr prof professor sir dame lord lady rev revd reverend fr sr "
    "pc wpc dc dci di ds dsu sgt insp cllr".split()
)
_PARTICLES = frozenset("de da di la le van von der den bin binti ibn al el mac mc nee".split())
# Letters that do not fall apart into a letter and an accent.
_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"}
)
_APOSTROPHES = re.compile(r"['’‘`´]")
_WORD = re.compile(r"[a-z]+")

_SOUNDS = (
    (re.compile(r"^(?:kn|gn|pn)"), "n"),
    (re.compile(r"^wr"), "r"),
    (re.compile(r"^(?:mac|mc)"), "mk"),
    (re.compile(r"ough|augh"), "o"),
    (re.compile(r"tch|ch|sch|sz|cz|sh"), "s"),
    (re.compile(r"ph|v|w(?=[aeiouy])"), "f"),
    (re.compile(r"th|dh"), "t"),
    (re.compile(r"gh|[hwy]"), ""),
    (re.compile(r"c(?=[eiy])|[xz]"), "s"),
    (re.compile(r"ck|c|q"), "k"),
    (re.compile(r"g(?=[eiy])"), "j"),
    (re.compile(r"d"), "t"),
    (re.compile(r"b"), "p"),
)
_REPEATED = re.compile(r"(.)\1+")
_VOWELS = re.compile(r"[aeiou]+")


@lru_cache(maxsize=100_000)
def name_words(name: str) -> tuple[str, ...]:
    """Return a name's words, given name first where a comma shows the order, without titles and accents.

    Example:
        >>> name_words("Dr ŻÓŁTOWSKA-O’Neill, Anna Mária")
        ('anna', 'maria', 'zoltowska', 'oneill')
    """
    before, comma, after = name.partition(",")
    ordered = f"{after} {before}" if comma else name
    decomposed = unicodedata.normalize("NFKD", _APOSTROPHES.sub("", ordered.casefold().translate(_LETTERS)))
    plain = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    words = [word for word in _WORD.findall(plain) if word not in _TITLES]
    without_particles = tuple(word for word in words if word not in _PARTICLES)
    return without_particles if len(without_particles) > 1 else tuple(words)


def are_names_alike(one: str, other: str) -> bool:
    """Say whether two whole names may be one person's: a first and a last word among those that are alike.

    Example:
        >>> are_names_alike("Liz Tanner-Webb", "WEBB, Elisabeth")
        True
    """
    ours, theirs = name_words(one), name_words(other)
    pairs = [
        (our, their) for our, a in enumerate(ours) for their, b in enumerate(theirs) if are_words_alike(a, b)
    ]
    if len({our for our, _their in pairs}) < 2 or len({their for _our, their in pairs}) < 2:
        return False
    has_first = any(our == 0 or their == 0 for our, their in pairs)
    has_last = any(our == len(ours) - 1 or their == len(theirs) - 1 for our, their in pairs)
    return has_first and has_last


def share_a_word(one: str, other: str) -> bool:
    """Say whether a word of one name is alike one of the other: the given name, or that of the family.

    Example:
        >>> share_a_word("Liz Tanner", "ROWBOTHAM Elisabeth")
        True
    """
    return any(are_words_alike(*pair) for pair in product(name_words(one), name_words(other)))


@lru_cache(maxsize=500_000)
def are_words_alike(one: str, other: str) -> bool:
    """Say whether two words of a name are the same but for a slip, a spelling by ear or a short form."""
    if one == other or are_forms_of_one_name(one, other):
        return True
    longest = max(len(one), len(other))
    if longest < 3 or (longest == 3 and one[0] != other[0]):
        return False
    distance = OSA.distance(one, other)
    if distance <= (2 if longest >= 8 else 1):
        return True
    sound = _sound(one)
    return len(sound) >= 3 and sound == _sound(other) and distance <= longest // 2


@lru_cache(maxsize=100_000)
def _sound(word: str) -> str:
    """Return what is left of a word when it is heard and not read: its consonants, by kind."""
    for written, heard in _SOUNDS:
        word = written.sub(heard, word)
    word = _REPEATED.sub(r"\1", word)
    return _VOWELS.sub("a", word[:1]) + _VOWELS.sub("", word[1:])
