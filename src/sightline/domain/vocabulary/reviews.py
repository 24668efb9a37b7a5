"""Kinds of review, the sections a published review is read into, and the fields of their items."""

import re
from dataclasses import dataclass
from enum import StrEnum


class ReviewKind(StrEnum):
    """What the law or the document calls the review. Names change; this is data, never a class.

    Source: DVCVA-2004-S9, VPA-2024-S19
    """

    DHR = "DHR"
    DARDR = "DARDR"
    OTHER = "OTHER"

    @property
    def wording(self) -> str:
        """Return the kind as a person reads it."""
        return _KIND_WORDING[self]


_PRINTED_KINDS = (
    (ReviewKind.DARDR, re.compile(r"\bdomestic abuse[- ]related death review|\bDARDRs?\b", re.IGNORECASE)),
    (ReviewKind.DHR, re.compile(r"\bdomestic homicide review|\bDHRs?\b", re.IGNORECASE)),
)


def review_kind_of(printed: str) -> ReviewKind:
    """Return the kind that printed words name; OTHER where they name neither.

    Example:
        >>> review_kind_of("Domestic Homicide Review")
        <ReviewKind.DHR: 'DHR'>
    """
    return next((kind for kind, words in _PRINTED_KINDS if words.search(printed)), ReviewKind.OTHER)


_KIND_WORDING = {
    ReviewKind.DHR: "Domestic homicide review",
    ReviewKind.DARDR: "Domestic abuse related death review",
    ReviewKind.OTHER: "Another kind of review",
}


class SubjectRole(StrEnum):
    """The part of a person in the death under review."""

    VICTIM = "victim"
    PERPETRATOR = "perpetrator"
    CHILD = "child"
    OTHER = "other"


class ContributionKind(StrEnum):
    """What an agency sent to the review."""

    IMR = "imr"
    SUMMARY_REPORT = "summary_report"
    INFORMATION = "information"


class ReadingSection(StrEnum):
    """The sections of a reading, as keyed in the published JSON, in the order they are checked."""

    DOCUMENT = "document"
    SUBJECTS = "subjects"
    PANEL = "panel"
    CONTRIBUTIONS = "contributions"
    TERMS_OF_REFERENCE = "terms_of_reference"
    EVENTS = "events"
    FINDINGS = "findings"
    LESSONS = "lessons"
    RECOMMENDATIONS = "recommendations"
    ACTION_PLAN = "action_plan"

    @property
    def wording(self) -> str:
        """Return the section as a person reads it."""
        return _SECTION_WORDING[self]


_SECTION_WORDING = {
    ReadingSection.DOCUMENT: "About the document",
    ReadingSection.SUBJECTS: "People the review is about",
    ReadingSection.PANEL: "Panel",
    ReadingSection.CONTRIBUTIONS: "What agencies contributed",
    ReadingSection.TERMS_OF_REFERENCE: "Terms of reference",
    ReadingSection.EVENTS: "Dated events",
    ReadingSection.FINDINGS: "Findings",
    ReadingSection.LESSONS: "Lessons",
    ReadingSection.RECOMMENDATIONS: "Recommendations",
    ReadingSection.ACTION_PLAN: "Action plan",
}


class FieldKind(StrEnum):
    """What the value of a field may be."""

    LINE = "LINE"
    TEXT = "TEXT"
    YEAR = "YEAR"
    DATE = "DATE"
    DATES = "DATES"
    CHOICE = "CHOICE"


@dataclass(frozen=True, slots=True)
class ReadField:
    """One field of a read item; `name` is its path in the published JSON ("report_date.text")."""

    name: str
    wording: str
    kind: FieldKind = FieldKind.LINE
    is_needed: bool = False
    choices: tuple[tuple[str, str], ...] = ()


_LINE, _TEXT = FieldKind.LINE, FieldKind.TEXT
_ROLES = tuple((role.value, role.value.capitalize()) for role in SubjectRole)
_CONTRIBUTIONS = (
    (ContributionKind.IMR.value, "Individual management review"),
    (ContributionKind.SUMMARY_REPORT.value, "Summary report"),
    (ContributionKind.INFORMATION.value, "Information"),
)
_FINDING_OR_LESSON = (
    ReadField("number", "Number"),
    ReadField("title", "Title"),
    ReadField("finding", "Finding", _TEXT),
    ReadField("lesson", "Lesson", _TEXT),
)

FIELDS: dict[ReadingSection, tuple[ReadField, ...]] = {
    ReadingSection.DOCUMENT: (
        ReadField("title", "Title"),
        ReadField("review_kind", "Kind of review"),
        ReadField("commissioned_by", "Commissioned by"),
        ReadField("chair", "Chair"),
        ReadField("author", "Author"),
        ReadField("report_date.text", "Date of the report, as printed"),
        ReadField("report_date.on", "Date of the report", FieldKind.DATE),
        ReadField("scope.text", "Period under review, as printed", _TEXT),
        ReadField("scope.start", "Period begins", FieldKind.DATE),
        ReadField("scope.end", "Period ends", FieldKind.DATE),
    ),
    ReadingSection.SUBJECTS: (
        ReadField("pseudonym", "Pseudonym", is_needed=True),
        ReadField("role", "Part in the death under review", FieldKind.CHOICE, True, _ROLES),
        ReadField("birth_year", "Year of birth", FieldKind.YEAR),
        ReadField("sex", "Sex"),
        ReadField("ethnicity", "Ethnicity"),
    ),
    ReadingSection.PANEL: (
        ReadField("name", "Name", is_needed=True),
        ReadField("role", "Role"),
        ReadField("agency", "Agency"),
    ),
    ReadingSection.CONTRIBUTIONS: (
        ReadField("agency", "Agency", is_needed=True),
        ReadField("kind", "What it sent", FieldKind.CHOICE, True, _CONTRIBUTIONS),
        ReadField("author", "Author"),
        ReadField("author_title", "Author’s job"),
    ),
    ReadingSection.TERMS_OF_REFERENCE: (
        ReadField("number", "Number"),
        ReadField("text", "Text", _TEXT, True),
        ReadField("group", "Group"),
    ),
    ReadingSection.EVENTS: (
        ReadField("date.text", "Date, as printed", is_needed=True),
        ReadField("date.from", "From", FieldKind.DATE),
        ReadField("date.to", "To", FieldKind.DATE),
        ReadField("text", "Text", _TEXT, True),
    ),
    ReadingSection.FINDINGS: _FINDING_OR_LESSON,
    ReadingSection.LESSONS: _FINDING_OR_LESSON,
    ReadingSection.RECOMMENDATIONS: (
        ReadField("number", "Number"),
        ReadField("text", "Text", _TEXT, True),
        ReadField("addressed_to", "Addressed to"),
    ),
    ReadingSection.ACTION_PLAN: (
        ReadField("number", "Number"),
        ReadField("section", "Agency heading"),
        ReadField("finding", "Finding", _TEXT),
        ReadField("recommendation", "Recommendation", _TEXT),
        ReadField("lead", "Lead", _TEXT),
        ReadField("action", "Action to take", _TEXT),
        ReadField("milestone", "Milestone", _TEXT),
        ReadField("target_text", "Target, as printed", _TEXT),
        ReadField("target_on", "Target dates", FieldKind.DATES),
        ReadField("status", "Status, as printed"),
    ),
}
