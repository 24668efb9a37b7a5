"""Where an agency's return stands, and the moves between the states. Late is computed, never stored.

Source: SEED-B, SIGHTLINE-CHRONOLOGY
"""

from datetime import date
from enum import StrEnum


class ReturnState(StrEnum):
    """How far what an agency was asked for has come."""

    REQUESTED = "REQUESTED"
    RECEIVED = "RECEIVED"
    SENT_BACK = "SENT_BACK"
    CHECKED = "CHECKED"
    CLEARED = "CLEARED"
    NIL_RETURN = "NIL_RETURN"
    NO_REPLY = "NO_REPLY"

    @property
    def wording(self) -> str:
        """Return the state as a person reads it."""
        return WORDING[self]


WORDING = {
    ReturnState.REQUESTED: "Requested",
    ReturnState.RECEIVED: "Received, waits for the disclosure check",
    ReturnState.SENT_BACK: "Sent back to be corrected",
    ReturnState.CHECKED: "Every entry checked",
    ReturnState.CLEARED: "Cleared into the chronology",
    ReturnState.NIL_RETURN: "Nil return: the agency holds nothing",
    ReturnState.NO_REPLY: "Closed without a reply",
}

#: State → the states it may move to. A corrected file is received again, also after it was cleared.
TRANSITIONS: dict[ReturnState, frozenset[ReturnState]] = {
    ReturnState.REQUESTED: frozenset({ReturnState.RECEIVED, ReturnState.NIL_RETURN, ReturnState.NO_REPLY}),
    ReturnState.RECEIVED: frozenset({ReturnState.RECEIVED, ReturnState.SENT_BACK, ReturnState.CHECKED}),
    ReturnState.SENT_BACK: frozenset({ReturnState.RECEIVED, ReturnState.NIL_RETURN, ReturnState.NO_REPLY}),
    ReturnState.CHECKED: frozenset({ReturnState.CLEARED, ReturnState.SENT_BACK, ReturnState.RECEIVED}),
    ReturnState.CLEARED: frozenset({ReturnState.RECEIVED}),
    ReturnState.NIL_RETURN: frozenset({ReturnState.REQUESTED, ReturnState.RECEIVED}),
    ReturnState.NO_REPLY: frozenset({ReturnState.REQUESTED, ReturnState.RECEIVED}),
}

#: The agency still owes something.
AWAITED = frozenset({ReturnState.REQUESTED, ReturnState.SENT_BACK})


def is_late(state: ReturnState, due_on: date, today: date) -> bool:
    """Say whether an agency has not sent what was due.

    Example:
        >>> is_late(ReturnState.REQUESTED, date(2026, 5, 1), date(2026, 5, 1))
        False
    """
    return state in AWAITED and due_on < today
