"""The fields of each section of a reading: their wording, how a value reads, how one is corrected."""

from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

from sightline.domain.published_reviews.dates import printed_periods
from sightline.domain.published_reviews.reading import ContributionKind, SubjectRole
from sightline.domain.vocabulary.reviews import ReadingSection, ReviewKind
from sightline.web.wording import printed_date


class Kind(Enum):
    """The form of a value."""

    LINE = auto()
    WORDS = auto()
    YEAR = auto()
    CHOICE = auto()
    DATE = auto()
    PERIOD = auto()
    SCOPE = auto()
    DATES = auto()
    NAMES = auto()
    PARTS = auto()


@dataclass(frozen=True, slots=True)
class Field:
    """One field of an item, keyed as in the published JSON."""

    key: str
    wording: str
    kind: Kind = Kind.LINE
    choices: tuple[tuple[str, str], ...] = ()
    is_required: bool = False


SUBJECT_ROLES = (
    (SubjectRole.VICTIM, "Victim"),
    (SubjectRole.PERPETRATOR, "Perpetrator"),
    (SubjectRole.CHILD, "Child"),
    (SubjectRole.OTHER, "Another person"),
)
CONTRIBUTION_KINDS = (
    (ContributionKind.IMR, "Individual management review (IMR)"),
    (ContributionKind.SUMMARY_REPORT, "Summary report"),
    (ContributionKind.INFORMATION, "Information"),
)
REVIEW_KINDS = tuple((kind.value, kind.wording) for kind in ReviewKind)

_LESSON = (
    Field("number", "Number, as printed"),
    Field("title", "Title", Kind.WORDS),
    Field("finding", "Finding", Kind.WORDS),
    Field("lesson", "Lesson", Kind.WORDS),
)

FIELDS: dict[ReadingSection, tuple[Field, ...]] = {
    ReadingSection.DOCUMENT: (
        Field("title", "Title", Kind.WORDS, is_required=True),
        Field("review_kind", "Kind of review", Kind.CHOICE, REVIEW_KINDS),
        Field("commissioned_by", "Commissioned by"),
        Field("chair", "Chair"),
        Field("author", "Author"),
        Field("report_date", "Date of the report", Kind.DATE),
        Field("scope", "Period under review", Kind.SCOPE),
    ),
    ReadingSection.SUBJECTS: (
        Field("pseudonym", "Name the review uses", is_required=True),
        Field("role", "Part in the death", Kind.CHOICE, SUBJECT_ROLES, is_required=True),
        Field("birth_year", "Year of birth", Kind.YEAR),
        Field("sex", "Sex"),
        Field("ethnicity", "Ethnicity"),
    ),
    ReadingSection.PANEL: (
        Field("name", "Name", is_required=True),
        Field("role", "Role"),
        Field("agency", "Agency"),
    ),
    ReadingSection.CONTRIBUTIONS: (
        Field("agency", "Agency", is_required=True),
        Field("kind", "What it sent", Kind.CHOICE, CONTRIBUTION_KINDS, is_required=True),
        Field("author", "Written by"),
        Field("author_title", "Title of the writer"),
    ),
    ReadingSection.TERMS_OF_REFERENCE: (
        Field("number", "Number, as printed"),
        Field("text", "Term of reference", Kind.WORDS, is_required=True),
        Field("group", "Under the heading"),
    ),
    ReadingSection.EVENTS: (
        Field("date", "Date", Kind.PERIOD, is_required=True),
        Field("text", "What the report says", Kind.WORDS, is_required=True),
        Field("people", "People named", Kind.NAMES),
        Field("agencies", "Agencies named", Kind.NAMES),
    ),
    ReadingSection.FINDINGS: _LESSON,
    ReadingSection.LESSONS: _LESSON,
    ReadingSection.RECOMMENDATIONS: (
        Field("number", "Number, as printed"),
        Field("text", "Recommendation", Kind.WORDS, is_required=True),
        Field("addressed_to", "Addressed to"),
    ),
    ReadingSection.ACTION_PLAN: (
        Field("number", "Number, as printed"),
        Field("section", "Under the heading"),
        Field("finding", "Finding", Kind.WORDS),
        Field("recommendation", "Recommendation", Kind.WORDS),
        Field("lead", "Lead", Kind.WORDS),
        Field("action", "Action to take", Kind.WORDS),
        Field("milestone", "Milestones", Kind.WORDS),
        Field("target_text", "Target date, as printed", Kind.WORDS),
        Field("target_on", "Target read as", Kind.DATES),
        Field("status", "Status, where printed"),
        Field("parts", "Paired in the document", Kind.PARTS),
    ),
}


def wording_of(field: Field, value: Any) -> str:
    """This is a value in words, empty where nothing is printed."""
    if value in (None, "", [], {}):
        return ""
    match field.kind:
        case Kind.CHOICE:
            return dict(field.choices).get(value, str(value))
        case Kind.DATE:
            return _with_iso(value["text"], value.get("on"), value.get("on"))
        case Kind.PERIOD:
            return _with_iso(value["text"], value.get("from"), value.get("to"))
        case Kind.SCOPE:
            return _with_iso(value["text"], value.get("start"), value.get("end"))
        case Kind.DATES:
            return "\n".join(printed_date(iso) for iso in value)
        case Kind.NAMES:
            return ", ".join(value)
        case Kind.PARTS:
            return "\n".join(_part(part) for part in value)
        case _:
            return str(value)


def _with_iso(text: str, start: str | None, end: str | None) -> str:
    """This is the printed words, with what they were read as where that says more."""
    read = (
        printed_date(start) if start == end else f"{printed_date(start) or '?'} to {printed_date(end) or '?'}"
    )
    return text if read in ("", "? to ?") or read == text else f"{text}\n(read as {read})"


def _part(part: dict[str, Any]) -> str:
    said = [part.get("label"), part.get("action"), part.get("lead"), part.get("target_text")]
    return " · ".join(words.replace("\n", " ") for words in said if words)


def date_from_words(words: str) -> dict[str, Any]:
    """This reads a typed date; the words are kept whether or not they are a date on the calendar."""
    found = printed_periods(words)
    single = found[0] if found and found[0].from_ == found[0].to else None
    return {
        "text": words,
        "on": single.from_ if single else None,
        "precision": single.precision.value if single else None,
    }


def period_from_words(words: str) -> dict[str, Any]:
    """This reads a typed date or period; see date_from_words."""
    found = printed_periods(words)
    return {
        "text": words,
        "from": found[0].from_ if found else None,
        "to": found[-1].to if found else None,
        "precision": found[0].precision.value if len(found) == 1 else ("range" if found else None),
    }
