"""The ways an update on an action reaches the partnership.

Source: SEED-A-REC-51-53 (updates by secure e-mail, phone or fax, kept in full)
"""

from enum import StrEnum


class Channel(StrEnum):
    """How an update was given."""

    SIGHTLINE = "SIGHTLINE"
    EMAIL = "EMAIL"
    PHONE = "PHONE"
    MEETING = "MEETING"
    LETTER = "LETTER"
    SPREADSHEET = "SPREADSHEET"
    PUBLISHED_PLAN = "PUBLISHED_PLAN"

    @property
    def wording(self) -> str:
        """Return the channel as a person reads it."""
        return _WORDING[self]


_WORDING = {
    Channel.SIGHTLINE: "Written here",
    Channel.EMAIL: "E-mail",
    Channel.PHONE: "Phone",
    Channel.MEETING: "At a meeting",
    Channel.LETTER: "Letter or fax",
    Channel.SPREADSHEET: "Returned spreadsheet",
    Channel.PUBLISHED_PLAN: "The published plan",
}
