"""What can be exported as a file."""

from enum import StrEnum


class ExportKind(StrEnum):
    """What an export is made of; each kind is of one object, a review so far."""

    ACTION_PLAN = "ACTION_PLAN"
    BOARD_REPORT = "BOARD_REPORT"

    @property
    def wording(self) -> str:
        """Return the kind as a person reads it."""
        return _WORDING[self]


_WORDING = {ExportKind.ACTION_PLAN: "Action plan", ExportKind.BOARD_REPORT: "Board report"}
