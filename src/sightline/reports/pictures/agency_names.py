"""Agencies in a picture: each by its name and by a letter, in the order of the names."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True)
class NamedAgency:
    """An agency under the name that is shown, with a letter of its own."""

    key: str
    name: str
    letter: str


def named_agencies(keys: Iterable[str], names: Mapping[str, str]) -> tuple[NamedAgency, ...]:
    """Return the agencies in the order of their names, lettered A to Z, then AA."""
    ordered = sorted((names.get(key, key).casefold(), names.get(key, key), key) for key in set(keys))
    return tuple(
        NamedAgency(key, name, _letter(number)) for number, (_folded, name, key) in enumerate(ordered)
    )


def _letter(number: int) -> str:
    before, place = divmod(number, len(_LETTERS))
    return (_LETTERS[before - 1] if before else "") + _LETTERS[place]
