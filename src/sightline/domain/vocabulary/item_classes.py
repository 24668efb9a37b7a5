"""How closely an item is held: the classes the permission rules speak of."""

from enum import StrEnum


class ItemClass(StrEnum):
    """Who an item is for, before any rule about this user and this case.

    Source: SIGHTLINE-SECURITY
    """

    PUBLISHED = "C0"
    CASE_SHELL = "C1"
    SHARED_CONTENT = "C2"
    AGENCY_RAW = "C3"
    LOCATION = "C4"
    SEALED = "C5"

    @property
    def wording(self) -> str:
        """Return the class as a person reads it."""
        return _WORDING[self]


_WORDING = {
    ItemClass.PUBLISHED: "published or aggregate",
    ItemClass.CASE_SHELL: "the shell of a case: its reference and its stage",
    ItemClass.SHARED_CONTENT: "shared with everybody who works on the case",
    ItemClass.AGENCY_RAW: "an agency's own, not shared",
    ItemClass.LOCATION: "where somebody is, and how to reach them safely",
    ItemClass.SEALED: "sealed",
}
