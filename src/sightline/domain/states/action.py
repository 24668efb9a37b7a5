"""The status of an action in a plan, and the moves between statuses.

“Done, evidence seen” is open only once a file of evidence is marked as seen by somebody other than the
person who added it.

Source: SIGHTLINE-ACTION-STATUS
"""

from collections.abc import Collection
from enum import StrEnum

from sightline.domain.policy.permissions import Permission


class ActionStatus(StrEnum):
    """Where an action stands. Overdue is not a status: it is computed from the dates."""

    NOT_STARTED = "NOT_STARTED"
    IN_PROGRESS = "IN_PROGRESS"
    DONE_CLAIMED = "DONE_CLAIMED"
    DONE_SEEN = "DONE_SEEN"
    IN_PLACE_ALREADY = "IN_PLACE_ALREADY"
    REFUSED = "REFUSED"
    NO_ACTION_REQUIRED = "NO_ACTION_REQUIRED"
    SUPERSEDED = "SUPERSEDED"

    @property
    def wording(self) -> str:
        """Return the status as a person reads it."""
        return WORDING[self]

    @property
    def is_open(self) -> bool:
        """Return whether work is still owed, so that the action can become overdue."""
        return self in OPEN

    @property
    def needs_reason(self) -> bool:
        """Return whether moving here needs a written reason."""
        return self in NEEDS_REASON

    @property
    def needs_evidence_seen(self) -> bool:
        """Return whether moving here needs evidence that is marked as seen."""
        return self is ActionStatus.DONE_SEEN


WORDING = {
    ActionStatus.NOT_STARTED: "Not started",
    ActionStatus.IN_PROGRESS: "In progress",
    ActionStatus.DONE_CLAIMED: "Done, claimed only",
    ActionStatus.DONE_SEEN: "Done, evidence seen",
    ActionStatus.IN_PLACE_ALREADY: "In place already",
    ActionStatus.REFUSED: "Refused, with reason",
    ActionStatus.NO_ACTION_REQUIRED: "No action required",
    ActionStatus.SUPERSEDED: "Superseded",
}

OPEN = frozenset({ActionStatus.NOT_STARTED, ActionStatus.IN_PROGRESS})
NEEDS_REASON = frozenset({ActionStatus.REFUSED, ActionStatus.NO_ACTION_REQUIRED, ActionStatus.SUPERSEDED})

_ANYBODY = Permission.UPDATE_ACTIONS
_DECIDING = Permission.DECIDE_STATUS

#: status → status it may move to → the permission it takes. The agency that did the work does not say
#: that its own proof was seen.
TRANSITIONS: dict[ActionStatus, dict[ActionStatus, Permission]] = {
    ActionStatus.NOT_STARTED: {
        ActionStatus.IN_PROGRESS: _ANYBODY,
        ActionStatus.DONE_CLAIMED: _ANYBODY,
        ActionStatus.DONE_SEEN: _DECIDING,
        ActionStatus.IN_PLACE_ALREADY: _ANYBODY,
        ActionStatus.REFUSED: _ANYBODY,
        ActionStatus.NO_ACTION_REQUIRED: _DECIDING,
        ActionStatus.SUPERSEDED: _DECIDING,
    },
    ActionStatus.IN_PROGRESS: {
        ActionStatus.NOT_STARTED: _ANYBODY,
        ActionStatus.DONE_CLAIMED: _ANYBODY,
        ActionStatus.DONE_SEEN: _DECIDING,
        ActionStatus.IN_PLACE_ALREADY: _ANYBODY,
        ActionStatus.REFUSED: _ANYBODY,
        ActionStatus.NO_ACTION_REQUIRED: _DECIDING,
        ActionStatus.SUPERSEDED: _DECIDING,
    },
    ActionStatus.DONE_CLAIMED: {
        ActionStatus.DONE_SEEN: _DECIDING,
        ActionStatus.IN_PROGRESS: _ANYBODY,
        ActionStatus.REFUSED: _DECIDING,
    },
    ActionStatus.DONE_SEEN: {ActionStatus.IN_PROGRESS: _DECIDING},
    ActionStatus.IN_PLACE_ALREADY: {
        ActionStatus.DONE_SEEN: _DECIDING,
        ActionStatus.IN_PROGRESS: _ANYBODY,
    },
    ActionStatus.REFUSED: {ActionStatus.IN_PROGRESS: _ANYBODY, ActionStatus.SUPERSEDED: _DECIDING},
    ActionStatus.NO_ACTION_REQUIRED: {ActionStatus.IN_PROGRESS: _DECIDING},
    ActionStatus.SUPERSEDED: {ActionStatus.IN_PROGRESS: _DECIDING},
}


def moves_open_to(status: ActionStatus, may: Collection[Permission]) -> tuple[ActionStatus, ...]:
    """Return the statuses somebody with these permissions may move an action to, in the table's order.

    Example:
    >>> [status.value for status in moves_open_to(ActionStatus.DONE_SEEN, {Permission.DECIDE_STATUS})]
    ['IN_PROGRESS']
    """
    return tuple(target for target, needed in TRANSITIONS[status].items() if needed in may)
