"""What a person decided about a value that was read, before anything counts as imported.

Source: SIGHTLINE-IMPORT
"""

from enum import StrEnum


class Decision(StrEnum):
    """A person's decision on one item of a reading. It can be changed until the whole is accepted."""

    PENDING = "PENDING"
    ACCEPTED = "ACCEPTED"
    CORRECTED = "CORRECTED"
    REJECTED = "REJECTED"
    ADDED = "ADDED"

    @property
    def wording(self) -> str:
        """Return the decision as a person reads it."""
        return WORDING[self]

    @property
    def is_kept(self) -> bool:
        """Return whether the item goes into the review."""
        return self in {Decision.ACCEPTED, Decision.CORRECTED, Decision.ADDED}


WORDING = {
    Decision.PENDING: "To check",
    Decision.ACCEPTED: "Accepted",
    Decision.CORRECTED: "Corrected",
    Decision.REJECTED: "Rejected",
    Decision.ADDED: "Added",
}

TRANSITIONS: dict[Decision, frozenset[Decision]] = {
    Decision.PENDING: frozenset({Decision.ACCEPTED, Decision.CORRECTED, Decision.REJECTED}),
    Decision.ACCEPTED: frozenset({Decision.PENDING, Decision.CORRECTED, Decision.REJECTED}),
    Decision.CORRECTED: frozenset({Decision.PENDING, Decision.CORRECTED, Decision.REJECTED}),
    Decision.REJECTED: frozenset({Decision.PENDING, Decision.CORRECTED}),
    Decision.ADDED: frozenset({Decision.ADDED, Decision.REJECTED}),
}
