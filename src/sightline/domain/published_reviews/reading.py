"""What was read out of a published review: the published JSON contract, as values.

Each item carries `source`, the words it came from, and `sources`, the words of each field. Values
are the printed words with white space folded and words hyphenated at a line end rejoined; the
source keeps them exactly. What is not printed is None or an empty tuple: nothing is guessed.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from enum import StrEnum
from typing import Any

from sightline.domain.vocabulary.reviews import ContributionKind, SubjectRole

SCHEMA_VERSION = "1.0"


class Precision(StrEnum):
    """How exactly a date is printed."""

    DAY = "day"
    MONTH = "month"
    SEASON = "season"
    YEAR = "year"
    RANGE = "range"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a value stands: offsets into the text read, and the exact words there.

    `continued` holds the further places of a value that a page break or a flattened table cut.
    """

    page: int | None
    start: int
    end: int
    text: str
    continued: tuple["Source", ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """Anything read: its own source and the source of each of its fields."""

    source: Source | None = None
    sources: Mapping[str, Source] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedDate(Item):
    """A single date. `on` is ISO 8601, reduced to what is printed: 2014-08-25, 2014-08 or 2014."""

    text: str
    on: str | None = None
    precision: Precision | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedPeriod(Item):
    """A date or period. `from_` and `to` are ISO 8601 as precise as printed; None where not read."""

    text: str
    from_: str | None = None
    to: str | None = None
    precision: Precision | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope(Item):
    """The period under review, as printed."""

    text: str
    start: str | None = None
    end: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontMatter(Item):
    """What the document says of itself."""

    title: str | None = None
    review_kind: str | None = None
    commissioned_by: str | None = None
    chair: str | None = None
    author: str | None = None
    report_date: PrintedDate | None = None
    scope: Scope | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject(Item):
    """A person the review is about, by the name the review prints."""

    pseudonym: str
    role: SubjectRole
    birth_year: int | None = None
    sex: str | None = None
    ethnicity: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelMember(Item):
    """A member of the review panel."""

    name: str
    role: str | None = None
    agency: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Contribution(Item):
    """What one agency sent, and who wrote it."""

    agency: str
    kind: ContributionKind
    author: str | None = None
    author_title: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TermOfReference(Item):
    """One term of reference; `group` is the heading it stands under (purpose, case specific …)."""

    number: str | None = None
    text: str
    group: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedEvent(Item):
    """A dated sentence of the narrative."""

    date: PrintedPeriod
    text: str
    people: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson(Item):
    """A finding or a lesson, numbered as printed. Where a document pairs both, one item has both."""

    number: str | None = None
    title: str | None = None
    finding: str | None = None
    lesson: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedRecommendation(Item):
    """A recommendation outside the action plan's table."""

    number: str | None = None
    text: str
    addressed_to: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionPart(Item):
    """One action of a row with its own owner and date, where the document pairs them."""

    label: str | None = None
    action: str | None = None
    lead: str | None = None
    target_text: str | None = None
    target_on: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionPlanRow(Item):
    """One row of the action plan, whole. Several paragraphs in a cell are parted by a line break.

    `target_on` holds every date printed in the target cell, in order, as precisely as printed.
    """

    number: str | None = None
    section: str | None = None
    finding: str | None = None
    recommendation: str | None = None
    lead: str | None = None
    action: str | None = None
    milestone: str | None = None
    target_text: str | None = None
    target_on: tuple[str, ...] = ()
    status: str | None = None
    parts: tuple[ActionPart, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Defect:
    """Something a careful coordinator would raise before publication.

    `where` points to the item ("action_plan/30", an index into that list) or is a heading;
    `sources` are the places in the text.
    """

    code: str
    message: str
    where: str
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Everything read from one file."""

    document: FrontMatter
    subjects: tuple[Subject, ...] = ()
    panel: tuple[PanelMember, ...] = ()
    contributions: tuple[Contribution, ...] = ()
    terms_of_reference: tuple[TermOfReference, ...] = ()
    events: tuple[ReportedEvent, ...] = ()
    findings: tuple[Lesson, ...] = ()
    lessons: tuple[Lesson, ...] = ()
    recommendations: tuple[PrintedRecommendation, ...] = ()
    action_plan: tuple[ActionPlanRow, ...] = ()
    defects: tuple[Defect, ...] = ()


def as_json(value: Any) -> Any:
    """Return a reading, or any part of one, as JSON-ready values.

    Field names lose the underscore that Python needs (`from_` → `from`); absent stays null or [].
    """
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name.rstrip("_"): as_json(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, Mapping):
        return {key: as_json(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [as_json(item) for item in value]
    return value
