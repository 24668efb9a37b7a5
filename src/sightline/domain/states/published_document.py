"""The life of an uploaded document: received, read, checked by a person, accepted as a review.

Source: SIGHTLINE-IMPORT
"""

from enum import StrEnum


class DocumentState(StrEnum):
    """Where an uploaded document stands."""

    RECEIVED = "RECEIVED"
    READING = "READING"
    CHECKING = "CHECKING"
    FAILED = "FAILED"
    ACCEPTED = "ACCEPTED"
    DISMISSED = "DISMISSED"

    @property
    def wording(self) -> str:
        """Return the state as a person reads it."""
        return WORDING[self]


WORDING = {
    DocumentState.RECEIVED: "Waiting to be read",
    DocumentState.READING: "Being read",
    DocumentState.CHECKING: "Waiting for you to check",
    DocumentState.FAILED: "Could not be read",
    DocumentState.ACCEPTED: "Accepted as a review",
    DocumentState.DISMISSED: "Put aside",
}

#: A reading that was killed is begun again, hence READING → READING.
TRANSITIONS: dict[DocumentState, frozenset[DocumentState]] = {
    DocumentState.RECEIVED: frozenset({DocumentState.READING, DocumentState.DISMISSED}),
    DocumentState.READING: frozenset(
        {DocumentState.READING, DocumentState.CHECKING, DocumentState.FAILED, DocumentState.DISMISSED}
    ),
    DocumentState.CHECKING: frozenset({DocumentState.ACCEPTED, DocumentState.DISMISSED}),
    DocumentState.FAILED: frozenset({DocumentState.READING, DocumentState.DISMISSED}),
    DocumentState.ACCEPTED: frozenset(),
    DocumentState.DISMISSED: frozenset(),
}
