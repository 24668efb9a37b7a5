"""Addresses that let somebody in once, to choose what they sign in with from then on."""

from datetime import timedelta
from enum import StrEnum


class LinkKind(StrEnum):
    """Why somebody is sent one. Source: SIGHTLINE-SIGN-IN"""

    INVITATION = "INVITATION"
    RECOVERY = "RECOVERY"

    @property
    def wording(self) -> str:
        """Return the kind as a person reads it."""
        return _WORDING[self]

    @property
    def valid_for(self) -> timedelta:
        """Return how long it can be used."""
        return _VALID_FOR[self]


_WORDING = {LinkKind.INVITATION: "Invitation", LinkKind.RECOVERY: "Way back in"}
_VALID_FOR = {LinkKind.INVITATION: timedelta(days=7), LinkKind.RECOVERY: timedelta(minutes=60)}

RECOVERY_CONFIRMED_WITHIN = timedelta(hours=24)
"""Time in which a second person may confirm that somebody is let back in."""
