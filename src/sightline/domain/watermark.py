"""What a file that leaves Sightline carries, so that a copy that turns up elsewhere leads back to its export.

Three marks, each for another way of copying: printed words (a photograph, a page typed again), characters
without a width behind each sentence (copied text), and small differences in the widths of columns (a file
whose words were cleaned). A mark says whose copy it was; it does not say who passed it on.
Source: SECURITY-P11
"""

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import comb

#: Crockford's base 32: no letter of it is taken for a figure.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
REFERENCE_LENGTH = 8
#: How many widths tell one column from another: as many as two bits can.
N_STEPS = 4

_LOOKALIKES = str.maketrans("OILU", "011V")
_PRINTED = re.compile(r"(?<![\w-])\w{3,5}[ ]?[-\u2010-\u2014][ ]?\w{3,5}(?![\w-])")
_ZERO, _ONE = "\N{ZERO WIDTH NON-JOINER}", "\N{ZERO WIDTH JOINER}"
_REFERENCE_BITS, _CHECK_BITS = 5 * REFERENCE_LENGTH, 8
_HIDDEN = re.compile(f"[{_ZERO}{_ONE}]{{{_REFERENCE_BITS + _CHECK_BITS}}}")
# Nobody writes eight of them in a row: emoji and Persian need one at a time.
_HIDDEN_OR_PART = re.compile(f"[{_ZERO}{_ONE}]{{8,}}")
_SENTENCE_END = re.compile(r"(?<=[.!?;:])(?=\s)|\Z")
_FEWEST_WORDS = 3
# Wrong letters of a reference that a tired typist or a poor photograph may make.
_WRONG_LETTERS = 2
# What a few widths show, some export or other shows too: so seldom it may be by chance.
_ODDS_OF_CHANCE = 100


@dataclass(frozen=True, slots=True)
class Mark:
    """Whose export a file is: `reference` leads to the request, `at` is in the partnership's time zone."""

    reference: str
    name: str
    at: datetime

    @property
    def words(self) -> str:
        """Return the mark as it is printed on a page."""
        return f"Exported by {self.name} on {self.at:%d/%m/%Y at %H:%M}, reference {printed(self.reference)}"

    @property
    def short(self) -> str:
        """Return the mark as it is printed in each row of a table."""
        return f"{printed(self.reference)} {self.name} {self.at:%d/%m/%Y %H:%M}"


def printed(reference: str) -> str:
    """This is a reference as a person reads it.

    Example:
        >>> printed("XK7M9Q2D")
        'XK7M-9Q2D'
    """
    return f"{reference[:4]}-{reference[4:]}"


def with_hidden(text: str, reference: str) -> str:
    """This puts the reference, unseen, behind each sentence; a text of a word or two is left alone.

    A mark that the text came with, having been copied out of another export, is taken off first.
    """
    bare = without_hidden(text)
    if len(bare.split()) < _FEWEST_WORDS:
        return bare
    return _SENTENCE_END.sub(_hidden(reference), bare)


def without_hidden(text: str) -> str:
    """This takes hidden marks off, whole ones and what an edit left of one.

    Example:
        >>> without_hidden(with_hidden("Fit the locks.", "XK7M9Q2D"))
        'Fit the locks.'
    """
    return _HIDDEN_OR_PART.sub("", text)


def hidden_references(text: str) -> frozenset[str]:
    """This is every reference that stands hidden in a text.

    Example:
        >>> sorted(hidden_references(with_hidden("Fit the locks.", "XK7M9Q2D")))
        ['XK7M9Q2D']
    """
    found = (int("".join("01"[mark == _ONE] for mark in marks), 2) for marks in _HIDDEN.findall(text))
    parted = ((bits >> _CHECK_BITS, bits & ((1 << _CHECK_BITS) - 1)) for bits in found)
    return frozenset(_from_number(number) for number, check in parted if check == _check(number))


def printed_reference(text: str, known: Iterable[str]) -> str | None:
    """This is the one known reference that stands printed in a text, in spite of a wrong letter or two.

    Nulls: none is near enough, or two are as near
    """
    words = {_typed(word) for word in _PRINTED.findall(text.upper())}
    near = sorted(
        (distance, reference)
        for reference in known
        if (distance := min((_distance(word, reference) for word in words), default=9)) <= _WRONG_LETTERS
    )
    if not near or (len(near) > 1 and near[0][0] == near[1][0]):
        return None
    return near[0][1]


def step(reference: str, table: int, column: int) -> int:
    """This is by how many steps a column of a table is wider than it would be, from 0 to `N_STEPS` - 1."""
    return hashlib.sha256(f"{reference}:{table}:{column}".encode()).digest()[0] % N_STEPS


def laid_out_reference(tables: Sequence[Sequence[int]], known: Iterable[str]) -> str | None:
    """This is the known reference that the columns of a file's tables fit best; one in eight may differ.

    Nulls: there are too few columns to tell so many exports apart, none fits, or two fit as well
    """
    among = tuple(known)
    n_columns = sum(map(len, tables))
    n_may_differ = n_columns // 8
    n_like = sum(comb(n_columns, wrong) * (N_STEPS - 1) ** wrong for wrong in range(n_may_differ + 1))
    if len(among) * n_like * _ODDS_OF_CHANCE > N_STEPS**n_columns:
        return None
    fitting = sorted(
        (n_wrong, reference)
        for reference in among
        if (n_wrong := _n_wrong_steps(tables, reference)) <= n_may_differ
    )
    if not fitting or (len(fitting) > 1 and fitting[0][0] == fitting[1][0]):
        return None
    return fitting[0][1]


def _n_wrong_steps(tables: Sequence[Sequence[int]], reference: str) -> int:
    return sum(
        shown != step(reference, table, column)
        for table, columns in enumerate(tables)
        for column, shown in enumerate(columns)
    )


def _hidden(reference: str) -> str:
    number = 0
    for letter in reference:
        number = number << 5 | ALPHABET.index(letter)
    bits = number << _CHECK_BITS | _check(number)
    return "".join(_ONE if bit == "1" else _ZERO for bit in f"{bits:0{_REFERENCE_BITS + _CHECK_BITS}b}")


def _from_number(number: int) -> str:
    places = range(5 * (REFERENCE_LENGTH - 1), -1, -5)
    return "".join(ALPHABET[number >> place & 31] for place in places)


def _check(number: int) -> int:
    return hashlib.sha256(number.to_bytes(_REFERENCE_BITS // 8)).digest()[0]


def _typed(word: str) -> str:
    return "".join(letter for letter in word.translate(_LOOKALIKES) if letter.isalnum())


def _distance(one: str, other: str) -> int:
    """Return how many letters have to be changed, added or left out to make one word of the other."""
    row = list(range(len(other) + 1))
    for n_before, letter in enumerate(one, start=1):
        diagonal, row[0] = row[0], n_before
        for place, wanted in enumerate(other, start=1):
            diagonal, row[place] = (
                row[place],
                min(row[place] + 1, row[place - 1] + 1, diagonal + (letter != wanted)),
            )
    return row[-1]
