"""Published documents: how their reading goes, what was read, what was decided."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Q

from sightline.domain.folding import fold
from sightline.domain.policy.permissions import Permission
from sightline.domain.published_reviews.agencies import same_agency
from sightline.domain.states.published_document import DocumentState
from sightline.domain.states.read_item import Decision
from sightline.domain.vocabulary.reviews import FIELDS, ReadField, ReadingSection
from sightline.errors import NotFound
from sightline.records.access.models import User
from sightline.records.access.policies import holding, require
from sightline.records.agencies.queries import AgencyRow, agencies
from sightline.records.reviews.item_fields import as_text, read_value, source_of, text_of
from sightline.records.reviews.models import PrintedAgency, PublishedDocument, ReadDefect, ReadItem

KEPT = tuple(decision.value for decision in Decision if decision.is_kept)
_AGENCY_FIELDS = {
    ReadingSection.ACTION_PLAN: ("section", "lead"),
    ReadingSection.CONTRIBUTIONS: ("agency",),
}


@dataclass(frozen=True, slots=True)
class SourceRow:
    """Where a value stands in the text: offsets, page, the exact words, and where it goes on."""

    page: int | None
    start: int
    end: int
    text: str
    continued: tuple["SourceRow", ...] = ()


@dataclass(frozen=True, slots=True)
class FieldRow:
    """A field of an item as it counts, beside what was read; several dates stand one a line."""

    field: ReadField
    value: str
    read_value: str
    is_corrected: bool
    source: SourceRow | None


@dataclass(frozen=True, slots=True)
class PartRow:
    """One of several actions in a row, with its own lead and target, as the document pairs them."""

    label: str
    action: str
    lead: str
    target_text: str
    target_on: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DefectRow:
    """A defect of the document; `section` and `item_id` where it is about one item."""

    id: UUID
    code: str
    message: str
    where: str
    section: ReadingSection | None
    item_id: UUID | None
    sources: tuple[SourceRow, ...]


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One read item with its fields and what was decided about it."""

    id: UUID
    section: ReadingSection
    position: int
    decision: Decision
    version: int
    source: SourceRow | None
    fields: tuple[FieldRow, ...]
    parts: tuple[PartRow, ...] = ()
    defects: tuple[DefectRow, ...] = ()


@dataclass(frozen=True, slots=True)
class SectionCount:
    """How far the checking of one section is."""

    section: ReadingSection
    n_items: int
    n_pending: int
    n_kept: int
    n_rejected: int
    n_defects: int


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A document in the list."""

    id: UUID
    file_name: str
    state: DocumentState
    received_at: datetime
    received_by_name: str
    n_pending: int
    review_id: UUID | None


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """A document with the state of its reading and checking."""

    id: UUID
    file_name: str
    format: str
    n_pages: int | None
    n_bytes: int
    sha256: str
    state: DocumentState
    stage: str
    n_done: int
    n_total: int
    failure: str
    received_at: datetime
    received_by_name: str
    accepted_at: datetime | None
    review_id: UUID | None
    sections: tuple[SectionCount, ...]
    defects: tuple[DefectRow, ...]


@dataclass(frozen=True, slots=True)
class SectionPage:
    """One section to check: its items beside the text, and the sections before and after it."""

    document: DocumentPage
    section: ReadingSection
    fields: tuple[ReadField, ...]
    items: tuple[ItemRow, ...]
    text: str
    page_starts: tuple[int, ...]
    previous: ReadingSection | None
    next: ReadingSection | None


@dataclass(frozen=True, slots=True)
class ReadingProgress:
    """How far the reading of a document is, for a page that asks again and again."""

    state: DocumentState
    stage: str
    n_done: int
    n_total: int
    failure: str
    review_id: UUID | None


@dataclass(frozen=True, slots=True)
class PrintedAgencyRow:
    """An agency's name as a document prints it, and which agency it means.

    `matched` is the agency of exactly that name; `decision` what a person said: AGENCY, NEW, NONE or
    empty. `suggestions` are likenesses, which count for nothing until a person chooses one.
    """

    printed: str
    n_places: int
    matched: AgencyRow | None
    decision: str
    agency_id: UUID | None
    new_name: str
    suggestions: tuple[AgencyRow, ...]


def documents(user: User) -> tuple[DocumentRow, ...]:
    """Return the documents a user may check, latest first."""
    require(holding(user, Permission.CHECK_DOCUMENTS))
    pending = Count("items", filter=Q(items__decision=Decision.PENDING))
    found = (
        PublishedDocument.objects.select_related("received_by", "review")
        .defer("text", "page_starts")
        .annotate(n_pending=pending)
        .order_by("-received_at", "-id")
    )
    return tuple(
        DocumentRow(
            id=document.id,
            file_name=document.file_name,
            state=DocumentState(document.state),
            received_at=document.received_at,
            received_by_name=document.received_by.name,
            n_pending=document.n_pending,
            review_id=review_id_of(document),
        )
        for document in found
    )


def unread_documents() -> tuple[UUID, ...]:
    """Return the documents that wait to be read, or whose reading was cut short, oldest first."""
    waiting = PublishedDocument.objects.filter(state__in=[DocumentState.RECEIVED, DocumentState.READING])
    return tuple(waiting.order_by("received_at", "id").values_list("id", flat=True))


def reading_progress(user: User, document_id: UUID) -> ReadingProgress:
    """Return how far the reading of a document is. Raises: NotFound, NotAllowed."""
    document = found_document(user, document_id)
    return ReadingProgress(
        state=DocumentState(document.state),
        stage=document.stage,
        n_done=document.n_done,
        n_total=document.n_total,
        failure=document.failure,
        review_id=review_id_of(document),
    )


def found_document(user: User, document_id: UUID) -> PublishedDocument:
    """Return a document a user may check, without its text. Raises: NotFound, NotAllowed."""
    require(holding(user, Permission.CHECK_DOCUMENTS))
    documents = PublishedDocument.objects.select_related("received_by", "review").defer("text", "page_starts")
    document = documents.filter(pk=document_id).first()
    if document is None:
        raise NotFound("There is no such document.")
    return document


def review_id_of(document: PublishedDocument) -> UUID | None:
    """Return the review that a document became, once it is accepted."""
    return document.review.id if hasattr(document, "review") else None


def document_page(document: PublishedDocument) -> DocumentPage:
    """Return a document with its counts and defects."""
    return DocumentPage(
        id=document.id,
        file_name=document.file_name,
        format=document.format,
        n_pages=document.n_pages,
        n_bytes=document.n_bytes,
        sha256=document.sha256,
        state=DocumentState(document.state),
        stage=document.stage,
        n_done=document.n_done,
        n_total=document.n_total,
        failure=document.failure,
        received_at=document.received_at,
        received_by_name=document.received_by.name,
        accepted_at=document.accepted_at,
        review_id=review_id_of(document),
        sections=_section_counts(document),
        defects=defect_rows(document.id),
    )


def section_page(document: PublishedDocument, section: ReadingSection) -> SectionPage:
    """Return one section of a document, to be checked."""
    order = list(ReadingSection)
    place = order.index(section)
    page = document_page(document)
    by_item: dict[UUID, list[DefectRow]] = {}
    for defect in page.defects:
        if defect.item_id:
            by_item.setdefault(defect.item_id, []).append(defect)
    items = ReadItem.objects.filter(document=document, section=section).order_by("position")
    return SectionPage(
        document=page,
        section=section,
        fields=FIELDS[section],
        items=tuple(item_row(item, by_item.get(item.id, ())) for item in items),
        text=document.text,
        page_starts=tuple(document.page_starts),
        previous=order[place - 1] if place else None,
        next=order[place + 1] if place + 1 < len(order) else None,
    )


def defect_rows(document_id: UUID) -> tuple[DefectRow, ...]:
    """Return the defects of a document, in the order they were found."""
    defects = ReadDefect.objects.filter(document=document_id).select_related("item").order_by("position")
    return tuple(_defect_row(defect) for defect in defects)


def item_row(item: ReadItem, defects: Iterable[DefectRow] = ()) -> ItemRow:
    """Return an item with its fields as they count and as they were read."""
    section = ReadingSection(item.section)
    has_own_dates = "target_on" in item.corrected
    return ItemRow(
        id=item.id,
        section=section,
        position=item.position,
        decision=Decision(item.decision),
        version=item.version,
        source=_source_row(item.read.get("source")),
        fields=tuple(_field_row(item, field) for field in FIELDS[section]),
        parts=() if has_own_dates else tuple(_part_row(part) for part in item.read.get("parts") or ()),
        defects=tuple(defects),
    )


def printed_agencies(user: User, document_id: UUID) -> tuple[PrintedAgencyRow, ...]:
    """Return the agencies' names that the kept and undecided items print, in order of first place.

    A lead is taken for an agency's name only where it is exactly one, or where the row stands under
    no heading. Raises: NotFound, NotAllowed
    """
    document = found_document(user, document_id)
    known = agencies()
    by_fold = {fold(name): agency for agency in known for name in (agency.name, *agency.other_names)}
    said = {row.folded: row for row in PrintedAgency.objects.filter(document=document)}
    counts: Counter[str] = Counter()
    printed_as: dict[str, str] = {}
    items = ReadItem.objects.filter(document=document, section__in=list(_AGENCY_FIELDS))
    for item in items.exclude(decision=Decision.REJECTED).order_by("section", "position"):
        for name in _names_printed(item, by_fold):
            counts[fold(name)] += 1
            printed_as.setdefault(fold(name), name)
    return tuple(
        _printed_agency_row(printed, counts[folded], by_fold.get(folded), said.get(folded), known)
        for folded, printed in printed_as.items()
    )


def _names_printed(item: ReadItem, known: Mapping[str, AgencyRow]) -> list[str]:
    if item.section == ReadingSection.CONTRIBUTIONS:
        names = [text_of(item, "agency")]
    else:
        heading, lead = text_of(item, "section"), text_of(item, "lead")
        names = [heading] if heading else []
        if fold(lead) in known or not heading:
            names.append(lead)
    return [name for name in names if fold(name) and len(name) <= 300]


def _printed_agency_row(
    printed: str,
    n_places: int,
    matched: AgencyRow | None,
    said: PrintedAgency | None,
    known: Iterable[AgencyRow],
) -> PrintedAgencyRow:
    decision = ""
    if said:
        decision = "AGENCY" if said.agency_id else "NEW" if said.new_name else "NONE"
    likenesses = () if matched else tuple(agency for agency in known if _is_like(printed, agency))
    return PrintedAgencyRow(
        printed=printed,
        n_places=n_places,
        matched=matched,
        decision=decision,
        agency_id=said.agency_id if said else None,
        new_name=said.new_name if said else "",
        suggestions=likenesses,
    )


def _is_like(printed: str, agency: AgencyRow) -> bool:
    return any(same_agency(printed, name) for name in (agency.name, *agency.other_names))


def _section_counts(document: PublishedDocument) -> tuple[SectionCount, ...]:
    decided = ReadItem.objects.filter(document=document).values("section", "decision").annotate(n=Count("id"))
    counts = {(row["section"], row["decision"]): row["n"] for row in decided.order_by()}
    defects = ReadDefect.objects.filter(document=document, item__isnull=False).values("item__section")
    n_defects = {row["item__section"]: row["n"] for row in defects.annotate(n=Count("id")).order_by()}
    return tuple(
        SectionCount(
            section=section,
            n_items=sum(counts.get((section, decision), 0) for decision in Decision),
            n_pending=counts.get((section, Decision.PENDING), 0),
            n_kept=sum(counts.get((section, decision), 0) for decision in KEPT),
            n_rejected=counts.get((section, Decision.REJECTED), 0),
            n_defects=n_defects.get(section, 0),
        )
        for section in ReadingSection
    )


def _defect_row(defect: ReadDefect) -> DefectRow:
    first = defect.where.split("/")[0]
    section = defect.item.section if defect.item else first
    return DefectRow(
        id=defect.id,
        code=defect.code,
        message=defect.message,
        where=defect.where,
        section=ReadingSection(section) if section in list(ReadingSection) else None,
        item_id=defect.item_id,
        sources=tuple(row for row in map(_source_row, defect.sources) if row),
    )


def _field_row(item: ReadItem, field: ReadField) -> FieldRow:
    return FieldRow(
        field=field,
        value=text_of(item, field.name),
        read_value=as_text(read_value(item.read, field.name)),
        is_corrected=field.name in item.corrected,
        source=_source_row(source_of(item.read, field.name)),
    )


def _part_row(part: Mapping[str, Any]) -> PartRow:
    return PartRow(
        label=as_text(part.get("label")),
        action=as_text(part.get("action")),
        lead=as_text(part.get("lead")),
        target_text=as_text(part.get("target_text")),
        target_on=tuple(part.get("target_on") or ()),
    )


def _source_row(source: Mapping[str, Any] | None) -> SourceRow | None:
    if not source:
        return None
    continued = (_source_row(further) for further in source.get("continued") or ())
    return SourceRow(
        page=source.get("page"),
        start=source["start"],
        end=source["end"],
        text=source["text"],
        continued=tuple(row for row in continued if row),
    )
