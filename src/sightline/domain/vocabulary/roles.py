"""Roles a user holds. The rules that say what each may do are in `records.access.permissions`."""

from enum import StrEnum


class Role(StrEnum):
    """What a user is here to do."""

    COORDINATOR = "COORDINATOR"
    AGENCY = "AGENCY"

    @property
    def wording(self) -> str:
        """Return the role as a person reads it."""
        return _WORDING[self]


_WORDING = {Role.COORDINATOR: "Review coordinator", Role.AGENCY: "Agency representative"}
