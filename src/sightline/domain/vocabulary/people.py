"""Code lists about people: where they are, how they are reached, and bars between staff and them."""

from enum import StrEnum


class LocationKind(StrEnum):
    """What a location is to the person."""

    HOME = "HOME"
    REFUGE = "REFUGE"
    WORK = "WORK"
    SCHOOL = "SCHOOL"
    OTHER = "OTHER"

    @property
    def wording(self) -> str:
        """Return the kind as a person reads it."""
        return {"OTHER": "Another place"}.get(self.value, self.value.capitalize())


class ContactKind(StrEnum):
    """By what means somebody is reached."""

    TELEPHONE = "TELEPHONE"
    EMAIL = "EMAIL"
    THROUGH_SOMEBODY = "THROUGH_SOMEBODY"
    IN_PERSON = "IN_PERSON"

    @property
    def wording(self) -> str:
        """Return the means as a person reads it."""
        return _CONTACT_WORDING[self]


_CONTACT_WORDING = {
    ContactKind.TELEPHONE: "Telephone",
    ContactKind.EMAIL: "E-mail",
    ContactKind.THROUGH_SOMEBODY: "Through somebody else",
    ContactKind.IN_PERSON: "In person only",
}


class BarOrigin(StrEnum):
    """How a bar came about."""

    MATCHED = "MATCHED"
    DECLARED = "DECLARED"
    SET = "SET"

    @property
    def wording(self) -> str:
        """Return the origin as a person reads it."""
        return _ORIGIN_WORDING[self]


_ORIGIN_WORDING = {
    BarOrigin.MATCHED: "Found by matching",
    BarOrigin.DECLARED: "Declared by the member of staff",
    BarOrigin.SET: "Set by a privacy officer or point of contact",
}


class BarState(StrEnum):
    """Whether a bar holds. It does unless somebody has looked at it and lifted it."""

    PROPOSED = "PROPOSED"
    CONFIRMED = "CONFIRMED"
    LIFTED = "LIFTED"

    @property
    def wording(self) -> str:
        """Return the state as a person reads it."""
        return _STATE_WORDING[self]


_STATE_WORDING = {
    BarState.PROPOSED: "Holds, to be looked at",
    BarState.CONFIRMED: "Holds",
    BarState.LIFTED: "Lifted",
}


class StaffDetailKind(StrEnum):
    """What a member of staff may be known by to somebody in a case."""

    FORMER_NAME = "FORMER_NAME"
    BORN_ON = "BORN_ON"
    ADDRESS = "ADDRESS"
    TELEPHONE = "TELEPHONE"

    @property
    def wording(self) -> str:
        """Return the kind as a person reads it."""
        return _DETAIL_WORDING[self]


_DETAIL_WORDING = {
    StaffDetailKind.FORMER_NAME: "Former or other name",
    StaffDetailKind.BORN_ON: "Date of birth",
    StaffDetailKind.ADDRESS: "Home address",
    StaffDetailKind.TELEPHONE: "Private telephone number",
}
