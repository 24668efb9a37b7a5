"""From an uploaded file to a review: received, read, checked item by item, accepted or put aside."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError
from django.db.models import F
from django.utils.timezone import get_current_timezone

from sightline.domain.folding import fold
from sightline.domain.policy.permissions import Permission
from sightline.domain.states.published_document import TRANSITIONS, DocumentState
from sightline.domain.states.read_item import Decision
from sightline.domain.vocabulary.reviews import ReadingSection
from sightline.errors import NotFound, UserError
from sightline.records.access.models import User
from sightline.records.access.policies import holding, require
from sightline.records.agencies.models import Agency, AgencyName
from sightline.records.agencies.services import NAME_LENGTH
from sightline.records.audit.services import change, record_read
from sightline.records.kept_files import digest_of, file_name_of, keep_file, read_kept_file
from sightline.records.reviews.item_fields import corrections
from sightline.records.reviews.models import PrintedAgency, PublishedDocument, ReadDefect, ReadItem
from sightline.records.reviews.policies import checking_document, deciding_item
from sightline.records.reviews.queries.documents import (
    DocumentPage,
    ItemRow,
    SectionPage,
    document_page,
    found_document,
    item_row,
    section_page,
)

_UNKEPT_STATES = (DocumentState.FAILED, DocumentState.DISMISSED)
# PostgreSQL keeps neither; a replacement of the same length leaves every offset right.
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


class AlreadyReceived(UserError):
    """The same file, byte for byte, was received before."""

    exit_code = 2

    def __init__(self, document_id: UUID, received_at: datetime) -> None:
        """Carry the earlier document, so that a page can lead there."""
        day = received_at.astimezone(get_current_timezone())
        super().__init__(
            f"This file was received before, on {day:%d/%m/%Y}. Open that document "
            "instead of sending it again."
        )
        self.document_id = document_id


class WrongState(UserError):
    """A step that cannot follow the state the document is in."""

    exit_code = 2


class StaleItem(UserError):
    """Somebody else decided the item since this user opened it. Nothing was stored."""

    exit_code = 2

    def __init__(self, *, current: ItemRow, given: Mapping[str, str]) -> None:
        """Carry both: the item as it stands now, and what this user wanted to say."""
        super().__init__("Somebody else decided this item meanwhile. Compare both, then decide again.")
        self.current = current
        self.given = dict(given)


@dataclass(frozen=True, slots=True)
class Meaning:
    """Which agency a printed name means: a known one, a new one, or (neither) none."""

    agency_id: UUID | None = None
    new_name: str = ""


class StaleMeaning(UserError):
    """Somebody else said what a printed name means since this user looked. Nothing was stored."""

    exit_code = 2


class MappingRefused(UserError):
    """A printed name that was given both a known agency and a new one, or a name that is taken."""

    exit_code = 2


@dataclass(frozen=True, slots=True)
class DocumentToRead:
    """A file on its way to the reader."""

    id: UUID
    name: str
    data: bytes


def receive_document(*, by: User, now: datetime, name: str, data: bytes) -> UUID:
    """Keep a file to be read. The file is on the disk before the row that names it is written.

    Raises: NotAllowed, AlreadyReceived
    """
    require(holding(by, Permission.CHECK_DOCUMENTS))
    _refuse_known(digest_of(data))
    kept = keep_file("published-documents", data)
    try:
        with change(by=by, now=now) as opened:
            document = PublishedDocument.objects.create(
                file_name=file_name_of(name),
                file=kept.name,
                sha256=kept.sha256,
                n_bytes=kept.n_bytes,
                received_at=now,
                received_by=by,
            )
            opened.record("received", document, sha256=kept.sha256)
    except IntegrityError:
        # Somebody sent the same file in the same moment; the constraint let one of them through.
        _refuse_known(kept.sha256)
        raise
    return document.id


def _refuse_known(sha256: str) -> None:
    known = PublishedDocument.objects.filter(sha256=sha256).exclude(state__in=_UNKEPT_STATES)
    earlier = known.only("id", "received_at").first()
    if earlier is not None:
        raise AlreadyReceived(earlier.id, earlier.received_at)


def begin_reading(*, document_id: UUID, now: datetime) -> DocumentToRead:
    """Say that a document is being read, again where an earlier reading was killed.

    Raises: NotFound, WrongState
    """
    with change(by=None, now=now) as opened:
        document = document_becoming(document_id, DocumentState.READING)
        document.stage, document.n_done, document.n_total, document.failure = "", 0, 0, ""
        document.save(update_fields=["state", "stage", "n_done", "n_total", "failure"])
        opened.record("began reading", document)
    return DocumentToRead(document.id, document.file_name, read_kept_file(str(document.file)))


def note_progress(*, document_id: UUID, stage: str, done: int, total: int) -> None:
    """Keep how far a reading is: for the eye only, so neither a change of the record nor audited."""
    reading = PublishedDocument.objects.filter(pk=document_id, state=DocumentState.READING)
    reading.update(stage=stage[:60], n_done=done, n_total=total)


def fail_reading(*, document_id: UUID, now: datetime, message: str) -> None:
    """Say that a document could not be read, and why. Raises: NotFound, WrongState."""
    with change(by=None, now=now) as opened:
        document = document_becoming(document_id, DocumentState.FAILED)
        document.failure = message
        document.save(update_fields=["state", "failure"])
        opened.record("failed to read", document)


def store_reading(*, document_id: UUID, now: datetime, envelope: Mapping[str, Any]) -> None:
    """Keep what was read, all of it or nothing, in place of what an earlier killed reading left.

    `envelope` is the published JSON of a reading. Raises: NotFound, WrongState
    """
    reading = _storable(envelope)
    with change(by=None, now=now) as opened:
        document = document_becoming(document_id, DocumentState.CHECKING)
        document.format = reading["file"]["format"]
        document.n_pages = reading["file"].get("pages")
        document.page_starts = list(reading["file"].get("page_starts") or ())
        document.text = reading["text"]
        document.save(update_fields=["state", "format", "n_pages", "page_starts", "text"])
        document.items.all().delete()
        document.defects.all().delete()
        items = _items(document, reading)
        ReadItem.objects.bulk_create(items, batch_size=500)
        defects = _defects(document, reading, items)
        ReadDefect.objects.bulk_create(defects, batch_size=500)
        opened.record("read", document, n_items=len(items), n_defects=len(defects))


def _storable(value: Any) -> Any:
    if isinstance(value, str):
        return _UNSTORABLE.sub("\N{REPLACEMENT CHARACTER}", value)
    if isinstance(value, Mapping):
        return {key: _storable(entry) for key, entry in value.items()}
    if isinstance(value, list | tuple):
        return [_storable(entry) for entry in value]
    return value


def _items(document: PublishedDocument, reading: Mapping[str, Any]) -> list[ReadItem]:
    items = []
    for section in ReadingSection:
        found = reading.get(section.value) or ()
        for position, read in enumerate([found] if isinstance(found, Mapping) else found):
            items.append(ReadItem(document=document, section=section, position=position, read=read))
    return items


def _defects(
    document: PublishedDocument, reading: Mapping[str, Any], items: list[ReadItem]
) -> list[ReadDefect]:
    by_place = {f"{item.section}/{item.position}": item for item in items}
    return [
        ReadDefect(
            document=document,
            position=position,
            code=defect["code"],
            message=defect["message"],
            where=defect["where"],
            item=by_place.get("document/0" if defect["where"] == "document" else defect["where"]),
            sources=list(defect.get("sources") or ()),
        )
        for position, defect in enumerate(reading.get("defects") or ())
    ]


def open_document(*, by: User, now: datetime, document_id: UUID) -> DocumentPage:
    """Return a document's state and defects, and keep that the user opened it.

    Raises: NotFound, NotAllowed
    """
    document = found_document(by, document_id)
    record_read(by=by, now=now, verb="opened", obj=document)
    return document_page(document)


def open_section(*, by: User, now: datetime, document_id: UUID, section: ReadingSection) -> SectionPage:
    """Return a section with the text it was read from, and keep that the user opened it.

    Raises: NotFound, NotAllowed
    """
    document = found_document(by, document_id)
    record_read(by=by, now=now, verb="opened", obj=document, section=section.value)
    return section_page(document, section)


def decide_item(
    *,
    by: User,
    now: datetime,
    item_id: UUID,
    version: int,
    decision: Decision,
    fields: Mapping[str, str] | None = None,
) -> ItemRow:
    """Accept, correct, reject or undo: what was read stays, beside what a person made of it.

    Correcting an item that a person added replaces its fields. Correcting back to what was read
    accepts it.

    Raises: NotFound, NotAllowed, StaleItem, FieldsRefused
    """
    require(holding(by, Permission.CHECK_DOCUMENTS))
    given = dict(fields or {})
    with change(by=by, now=now) as opened:
        document, item = _locked_item(item_id)
        require(checking_document(document))
        if item.version != version:
            raise StaleItem(current=item_row(item), given=given)
        if (
            decision is Decision.CORRECTED
            and item.decision in {Decision.ADDED, Decision.REJECTED}
            and not item.read
        ):
            decision = Decision.ADDED
        require(deciding_item(item, decision))
        if decision in {Decision.CORRECTED, Decision.ADDED}:
            item.corrected = corrections(
                ReadingSection(item.section), item.read, {**_kept_corrections(item), **given}
            )
            if not item.corrected:
                decision = Decision.ACCEPTED
        elif decision in {Decision.PENDING, Decision.ACCEPTED} and item.read:
            item.corrected = {}
        is_open = decision is Decision.PENDING
        item.decision = decision
        item.decided_at, item.decided_by = (None, None) if is_open else (now, by)
        item.version += 1
        item.save(update_fields=["corrected", "decision", "decided_at", "decided_by", "version"])
        opened.record("decided", item, decision=decision.value, fields=sorted(item.corrected))
    return item_row(item)


def _kept_corrections(item: ReadItem) -> dict[str, str]:
    return {
        name: "\n".join(value) if isinstance(value, list) else "" if value is None else str(value)
        for name, value in item.corrected.items()
    }


def add_item(
    *, by: User, now: datetime, document_id: UUID, section: ReadingSection, fields: Mapping[str, str]
) -> ItemRow:
    """Add an item that the document prints and the reader missed, after the others of its section.

    Raises: NotFound, NotAllowed, FieldsRefused
    """
    require(holding(by, Permission.CHECK_DOCUMENTS))
    with change(by=by, now=now) as opened:
        document = locked_document(document_id)
        require(checking_document(document))
        last = document.items.filter(section=section).order_by("-position").first()
        item = ReadItem.objects.create(
            document=document,
            section=section,
            position=last.position + 1 if last else 0,
            corrected=corrections(section, {}, fields),
            decision=Decision.ADDED,
            decided_at=now,
            decided_by=by,
        )
        opened.record("added", item, fields=sorted(item.corrected))
    return item_row(item)


def accept_section(*, by: User, now: datetime, document_id: UUID, section: ReadingSection) -> int:
    """Accept what is still undecided in a section. Return how many items that was.

    Raises: NotFound, NotAllowed
    """
    require(holding(by, Permission.CHECK_DOCUMENTS))
    with change(by=by, now=now) as opened:
        document = locked_document(document_id)
        require(checking_document(document))
        n_accepted = document.items.filter(section=section, decision=Decision.PENDING).update(
            decision=Decision.ACCEPTED, decided_at=now, decided_by=by, version=F("version") + 1
        )
        opened.record("accepted section", document, section=section.value, n_items=n_accepted)
    return n_accepted


def map_printed_agency(
    *,
    by: User,
    now: datetime,
    document_id: UUID,
    printed: str,
    agency_id: UUID | None = None,
    new_name: str = "",
    seen: Meaning | None = None,
) -> None:
    """Say which agency a printed name means: a known one, a new one, or (neither given) none.

    `seen` is what somebody had said when this user looked; None where nobody had.

    Raises: NotFound, NotAllowed, MappingRefused, StaleMeaning
    """
    require(holding(by, Permission.CHECK_DOCUMENTS))
    name = " ".join(new_name.split())
    with change(by=by, now=now) as opened:
        document = locked_document(document_id)
        require(checking_document(document))
        if agency_id is not None and not Agency.objects.filter(pk=agency_id).exists():
            raise NotFound("There is no such agency. Choose one from the list.")
        if agency_id is not None and name:
            raise MappingRefused("Choose a known agency or write a new name, not both.")
        if name and not _is_new_name(name):
            raise MappingRefused(
                f"A new agency's name has at most {NAME_LENGTH} characters, among them a letter or digit, "
                "and is not a known one's name."
            )
        before = document.printed_agencies.filter(folded=fold(printed)).first()
        meant = Meaning(before.agency_id, before.new_name) if before else None
        if meant not in (seen, Meaning(agency_id, name)):
            raise StaleMeaning(f"Somebody else said meanwhile what “{printed}” means. Look at it again.")
        said, _ = PrintedAgency.objects.update_or_create(
            document=document,
            folded=fold(printed),
            defaults={
                "printed": printed,
                "agency_id": agency_id,
                "new_name": name,
                "decided_at": now,
                "decided_by": by,
            },
        )
        opened.record("mapped printed agency", said, agency=str(agency_id or ""), is_new=bool(name))


def _is_new_name(name: str) -> bool:
    folded = fold(name)
    return len(name) <= NAME_LENGTH and bool(folded) and not AgencyName.objects.filter(folded=folded).exists()


def dismiss_document(*, by: User, now: datetime, document_id: UUID) -> None:
    """Put a document aside, so that it becomes no review. Raises: NotFound, NotAllowed, WrongState."""
    require(holding(by, Permission.CHECK_DOCUMENTS))
    with change(by=by, now=now) as opened:
        document = document_becoming(document_id, DocumentState.DISMISSED)
        document.save(update_fields=["state"])
        opened.record("dismissed", document)


def locked_document(document_id: UUID) -> PublishedDocument:
    document = PublishedDocument.objects.defer("text").select_for_update().filter(pk=document_id).first()
    if document is None:
        raise NotFound("There is no such document.")
    return document


def _locked_item(item_id: UUID) -> tuple[PublishedDocument, ReadItem]:
    item = ReadItem.objects.filter(pk=item_id).first()
    if item is None:
        raise NotFound("There is no such item.")
    document = locked_document(item.document_id)
    return document, ReadItem.objects.select_for_update().get(pk=item_id)


def document_becoming(document_id: UUID, state: DocumentState) -> PublishedDocument:
    """Return a document, locked and in its new state but not saved. Raises: NotFound, WrongState."""
    document = locked_document(document_id)
    current = DocumentState(document.state)
    if state not in TRANSITIONS[current]:
        raise WrongState(
            f"A document that is “{current.wording.lower()}” cannot become “{state.wording.lower()}”."
        )
    document.state = state
    return document
