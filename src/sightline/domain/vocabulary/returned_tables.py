"""Code lists of a table that an agency returns: what a column holds, how much a problem in it matters."""

from enum import StrEnum


class ColumnMeaning(StrEnum):
    """What a column of a returned chronology holds. What has no meaning of its own is kept under its head.

    Source: SIGHTLINE-CHRONOLOGY
    """

    DATE = "DATE"
    UNTIL = "UNTIL"
    TIME = "TIME"
    SOURCE_RECORD = "SOURCE_RECORD"
    EVENT = "EVENT"
    RESPONSE = "RESPONSE"
    COMMENT = "COMMENT"
    AUTHOR = "AUTHOR"
    AGENCY = "AGENCY"
    PLACE = "PLACE"
    PEOPLE = "PEOPLE"
    KIND = "KIND"
    RISK = "RISK"
    SHARED_WITH = "SHARED_WITH"
    SEEN = "SEEN"
    VOICE = "VOICE"
    PRACTICE = "PRACTICE"
    TERM = "TERM"
    DISCLOSURE = "DISCLOSURE"
    NUMBER = "NUMBER"
    OTHER = "OTHER"

    @property
    def wording(self) -> str:
        """Return the meaning as a person reads it."""
        return _MEANING_WORDING[self]


_MEANING_WORDING = {
    ColumnMeaning.DATE: "Date",
    ColumnMeaning.UNTIL: "Last date",
    ColumnMeaning.TIME: "Time",
    ColumnMeaning.SOURCE_RECORD: "Source record",
    ColumnMeaning.EVENT: "Event",
    ColumnMeaning.RESPONSE: "Response or outcome",
    ColumnMeaning.COMMENT: "Author’s comment",
    ColumnMeaning.AUTHOR: "Who recorded it",
    ColumnMeaning.AGENCY: "Agency or team",
    ColumnMeaning.PLACE: "Place",
    ColumnMeaning.PEOPLE: "People",
    ColumnMeaning.KIND: "Kind of event",
    ColumnMeaning.RISK: "Risk tool and level",
    ColumnMeaning.SHARED_WITH: "Information shared with",
    ColumnMeaning.SEEN: "Who was seen, and whether alone",
    ColumnMeaning.VOICE: "Wishes and views",
    ColumnMeaning.PRACTICE: "Good practice or concern",
    ColumnMeaning.TERM: "Term of reference",
    ColumnMeaning.DISCLOSURE: "Disclosure",
    ColumnMeaning.NUMBER: "Number of the row",
    ColumnMeaning.OTHER: "Something else, kept under its head",
}


class ProblemSeverity(StrEnum):
    """How much a problem in a returned file matters: only an error keeps the file out.

    Source: SIGHTLINE-CHRONOLOGY
    """

    ERROR = "ERROR"
    WARNING = "WARNING"
    NOTE = "NOTE"

    @property
    def wording(self) -> str:
        """Return the severity as a person reads it."""
        return _SEVERITY_WORDING[self]


_SEVERITY_WORDING = {
    ProblemSeverity.ERROR: "Must be mended",
    ProblemSeverity.WARNING: "Please check",
    ProblemSeverity.NOTE: "For information",
}
