"""Code lists of a review's chronology: what is asked of agencies, and what a panel says of an entry."""

from enum import StrEnum


class ReturnStepKind(StrEnum):
    """What was done about a return, as its history tells."""

    REQUESTED = "REQUESTED"
    REMINDED = "REMINDED"
    FILES_SECURED = "FILES_SECURED"
    RECEIVED = "RECEIVED"
    SENT_BACK = "SENT_BACK"
    CHECKED = "CHECKED"
    CLEARED = "CLEARED"
    NIL_RETURN = "NIL_RETURN"
    NO_REPLY = "NO_REPLY"
    DUE_CHANGED = "DUE_CHANGED"

    @property
    def wording(self) -> str:
        """Return the step as a person reads it."""
        return _STEP_WORDING[self]


_STEP_WORDING = {
    ReturnStepKind.REQUESTED: "Asked for",
    ReturnStepKind.REMINDED: "Reminded",
    ReturnStepKind.FILES_SECURED: "Confirmed that its files are secured",
    ReturnStepKind.RECEIVED: "Received",
    ReturnStepKind.SENT_BACK: "Sent back",
    ReturnStepKind.CHECKED: "Every entry checked for disclosure",
    ReturnStepKind.CLEARED: "Cleared into the chronology",
    ReturnStepKind.NIL_RETURN: "The agency says that it holds nothing",
    ReturnStepKind.NO_REPLY: "Closed without a reply",
    ReturnStepKind.DUE_CHANGED: "Given another date",
}


class MarkKind(StrEnum):
    """What a panel says of an entry. It stands beside the entry and never changes it."""

    NOTE = "NOTE"
    SIGNIFICANT = "SIGNIFICANT"
    GOOD_PRACTICE = "GOOD_PRACTICE"
    MISSED_OPPORTUNITY = "MISSED_OPPORTUNITY"
    TERM = "TERM"
    TAG = "TAG"

    @property
    def wording(self) -> str:
        """Return the mark as a person reads it."""
        return _MARK_WORDING[self]


_MARK_WORDING = {
    MarkKind.NOTE: "Note",
    MarkKind.SIGNIFICANT: "Significant",
    MarkKind.GOOD_PRACTICE: "Good practice",
    MarkKind.MISSED_OPPORTUNITY: "Missed opportunity",
    MarkKind.TERM: "Answers to a term of reference",
    MarkKind.TAG: "Tag",
}
