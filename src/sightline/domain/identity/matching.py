"""Whether a member of staff may be, or live with, a person in a case.

A match bars somebody from a case until a person has looked at it. So it is generous: a slip in each
part of a name, a name of before, a date with its day and month exchanged are still a match; another
date of birth is not.

Source: SIGHTLINE-SECURITY
"""

from dataclasses import dataclass
from enum import StrEnum
from itertools import product

from sightline.domain.identity.addresses import are_addresses_alike, telephone_numbers
from sightline.domain.identity.birth_dates import Likeness, likeness
from sightline.domain.identity.names import are_names_alike, share_a_word


@dataclass(frozen=True, slots=True)
class Identity:
    """What somebody is known by: names of now and before, birth, addresses, telephone numbers, as written."""

    names: tuple[str, ...]
    born_on: str = ""
    addresses: tuple[str, ...] = ()
    telephones: tuple[str, ...] = ()


class Matched(StrEnum):
    """What two identities have in common."""

    NAME = "NAME"
    PART_OF_NAME = "PART_OF_NAME"
    BORN_ON = "BORN_ON"
    ADDRESS = "ADDRESS"
    TELEPHONE = "TELEPHONE"

    @property
    def wording(self) -> str:
        """Return the field as a person reads it."""
        return _WORDING[self]


_WORDING = {
    Matched.NAME: "Name",
    Matched.PART_OF_NAME: "Part of the name",
    Matched.BORN_ON: "Date of birth",
    Matched.ADDRESS: "Address",
    Matched.TELEPHONE: "Telephone number",
}


def matches(staff: Identity, subject: Identity) -> tuple[Matched, ...]:
    """Return what two identities have in common; nothing where that is too little to bar anybody.

    Example:
        >>> staff = Identity(("Liz Tanner",), born_on="1990-05-07")
        >>> [each.value for each in matches(staff, Identity(("Elisabeth Taner",), born_on="1990-07-05"))]
        ['NAME', 'BORN_ON']
    """
    birth = likeness(staff.born_on, subject.born_on)
    found = [*_by_name(staff.names, subject.names, birth)]
    if any(are_addresses_alike(*pair) for pair in product(staff.addresses, subject.addresses)):
        found.append(Matched.ADDRESS)
    if not _numbers(staff).isdisjoint(_numbers(subject)):
        found.append(Matched.TELEPHONE)
    return tuple(found)


def _by_name(ours: tuple[str, ...], theirs: tuple[str, ...], birth: Likeness) -> tuple[Matched, ...]:
    if birth is Likeness.DIFFERENT:
        return ()
    pairs = tuple(product(ours, theirs))
    if any(are_names_alike(*pair) for pair in pairs):
        return (Matched.NAME,) if birth is Likeness.UNKNOWN else (Matched.NAME, Matched.BORN_ON)
    # A name changes by marriage and by choice; the day of birth stays.
    if birth is Likeness.SAME and any(share_a_word(*pair) for pair in pairs):
        return (Matched.PART_OF_NAME, Matched.BORN_ON)
    return ()


def _numbers(identity: Identity) -> frozenset[str]:
    return frozenset().union(*map(telephone_numbers, identity.telephones))
