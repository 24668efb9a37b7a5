"""How far a file that an agency sent has come, and the moves between the states."""

from enum import StrEnum


class ReturnFileState(StrEnum):
    """Whether what stands in a file has become part of the agency's return."""

    READ = "READ"
    FAILED = "FAILED"
    ACCEPTED = "ACCEPTED"
    DISMISSED = "DISMISSED"

    @property
    def wording(self) -> str:
        """Return the state as a person reads it."""
        return WORDING[self]


WORDING = {
    ReturnFileState.READ: "Read, waits to be looked at and sent",
    ReturnFileState.FAILED: "Could not be read",
    ReturnFileState.ACCEPTED: "Sent",
    ReturnFileState.DISMISSED: "Put aside",
}

TRANSITIONS: dict[ReturnFileState, frozenset[ReturnFileState]] = {
    ReturnFileState.READ: frozenset({ReturnFileState.ACCEPTED, ReturnFileState.DISMISSED}),
    ReturnFileState.FAILED: frozenset({ReturnFileState.DISMISSED}),
    ReturnFileState.ACCEPTED: frozenset(),
    ReturnFileState.DISMISSED: frozenset(),
}
