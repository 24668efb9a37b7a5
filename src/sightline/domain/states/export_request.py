"""The life of an export: asked for, approved where it names many, made, and gone after a day.

Source: SECURITY-P11
"""

from enum import StrEnum


class ExportState(StrEnum):
    """Where an export stands."""

    WAITING = "WAITING"
    TO_APPROVE = "TO_APPROVE"
    READY = "READY"
    REFUSED = "REFUSED"
    EXPIRED = "EXPIRED"

    @property
    def wording(self) -> str:
        """Return the state as a person reads it."""
        return WORDING[self]


WORDING = {
    ExportState.WAITING: "Being made",
    ExportState.TO_APPROVE: "Waiting for a second person",
    ExportState.READY: "Ready",
    ExportState.REFUSED: "Refused",
    ExportState.EXPIRED: "Expired",
}

#: A finished file is refused still when whoever asked for it may no longer see what is in it.
TRANSITIONS: dict[ExportState, frozenset[ExportState]] = {
    ExportState.TO_APPROVE: frozenset({ExportState.WAITING, ExportState.REFUSED}),
    ExportState.WAITING: frozenset({ExportState.READY, ExportState.REFUSED}),
    ExportState.READY: frozenset({ExportState.EXPIRED, ExportState.REFUSED}),
    ExportState.REFUSED: frozenset(),
    ExportState.EXPIRED: frozenset(),
}
