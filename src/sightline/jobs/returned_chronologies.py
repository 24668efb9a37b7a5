"""An agency's chronology from the bytes of a file to its entries: read apart, looked at, sent whole.

A file is read once, in the sandbox; its tables are kept, so that correcting what a column means reads nothing
from outside again.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone

from sightline.domain.chronology.columns import Mapping as Columns
from sightline.domain.chronology.columns import recalled_columns
from sightline.domain.chronology.drafts import EntryDraft
from sightline.domain.chronology.expected import Expected
from sightline.domain.chronology.people_named import NamedSubject
from sightline.domain.chronology.reading_dates import DayMonthOrder
from sightline.domain.chronology.returned_file import ReturnedFile, read_returned_file
from sightline.domain.chronology.tables import RawTable
from sightline.domain.vocabulary.events import EventRole
from sightline.errors import UserError
from sightline.exchange.importers.raw_tables import tables_as_json, tables_from_json
from sightline.exchange.importers.sandbox import read_chronology_in_sandbox
from sightline.records.access.queries import User
from sightline.records.chronologies.queries.returns import (
    FilePage,
    asked_about,
    chronology_request,
    columns_of_agency,
    file_page,
    return_page,
)
from sightline.records.chronologies.services import files
from sightline.records.events.services.recording import NewEvent, NewPerson


class FileNotReady(UserError):
    """A file is not sent while something in it is wrong, or while it leaves open how it writes dates."""

    exit_code = 2


@dataclass(frozen=True, slots=True)
class OpenedFile:
    """A file as it stands: what came, its tables, and what reading them gives now."""

    page: FilePage
    tables: tuple[RawTable, ...]
    read: ReturnedFile

    @property
    def is_ready(self) -> bool:
        """Say whether it can be sent: nothing wrong in it, its dates settled, and at least one entry."""
        return (
            self.read.reading.is_acceptable
            and not self.read.order.is_asked
            and bool(self.read.reading.drafts)
        )


def receive_file(*, by: User, now: datetime, return_id: UUID, name: str, data: bytes) -> UUID:
    """Read a file and keep it with what its columns are taken to mean. Returns its id.

    What somebody settled for the agency's last file goes for this one where its heads are the same.

    Raises: UnreadableFile, NotFound, NotAllowed, AlreadySent
    """
    asked = return_page(by, return_id, today=_day(now)).row
    tables = read_chronology_in_sandbox(data, name)
    saved = columns_of_agency(asked.agency_id)
    recalled = [recalled_columns(Columns.from_json(saved), table) for table in tables] if saved else []
    worked_out = read_returned_file(tables).mappings
    mappings = (
        [known or found for known, found in zip(recalled, worked_out, strict=True)]
        if recalled
        else worked_out
    )
    return files.keep_return_file(
        by=by,
        now=now,
        return_id=return_id,
        name=name,
        data=data,
        tables=tables_as_json(tables),
        mapping=[mapping.as_json() for mapping in mappings],
        day_month_order="",
    )


def open_file(*, by: User, file_id: UUID, now: datetime) -> OpenedFile:
    """Return a file with what reading it gives, as its columns and its order of dates are settled now.

    Raises: NotFound
    """
    page = file_page(by, file_id, today=_day(now))
    return _opened(page, _expected(by, page, received_on=_day(page.file.received_at)))


def mappings_of(page: FilePage) -> list[Columns]:
    """Return what the columns of a file's tables are taken to mean now."""
    return [Columns.from_json(each) for each in page.mapping]


def settle_columns(
    *,
    by: User,
    now: datetime,
    file_id: UUID,
    version: int,
    mappings: Sequence[Columns],
    order: DayMonthOrder | None,
) -> None:
    """Say what the columns of a file's tables mean, and how it writes 03/04 where that was asked.

    Raises: NotFound, NotAllowed, StaleFile
    """
    files.settle_columns(
        by=by,
        now=now,
        file_id=file_id,
        version=version,
        mapping=[mapping.as_json() for mapping in mappings],
        day_month_order=order.value if order else "",
        kept_for_agency=next((each.as_json() for each in mappings if each.is_chronology), None),
    )


def send_file(*, by: User, now: datetime, file_id: UUID, version: int) -> int:
    """Make a file's entries its agency's return: all of them, or none. Returns how many they are.

    Raises: NotFound, NotAllowed, FileNotReady, StaleFile, StaleReturn, CaseRefused
    """
    opened = open_file(by=by, file_id=file_id, now=now)
    if opened.read.order.is_asked:
        raise FileNotReady("Say first whether this file writes the day or the month first.")
    if not opened.read.reading.is_acceptable:
        raise FileNotReady("Some rows are wrong. Mend them in the file, and upload it again.")
    entries = [new_event(draft) for draft in opened.read.reading.drafts]
    files.send_file(by=by, now=now, file_id=file_id, version=version, entries=entries)
    return len(entries)


def new_event(draft: EntryDraft) -> NewEvent:
    """Return a draft as the event it becomes."""
    rows = f"row {draft.rows[0]}" if draft.rows else ""
    return NewEvent(
        occurred=draft.occurred,
        kind=draft.kind,
        text=draft.text,
        response=draft.response,
        comment=draft.comment,
        source_record=draft.source_record,
        author=draft.author,
        place=draft.place_words,
        row=draft.rows[0] if draft.rows else 0,
        place_in_file=", ".join(part for part in (draft.sheet[:80], rows) if part),
        people=tuple(
            NewPerson(
                role=each.role or EventRole.NOT_SAID,
                subject_id=UUID(each.key) if each.key else None,
                words=each.words,
            )
            for each in draft.people
        ),
        further=tuple((each.head, each.words) for each in draft.further),
    )


def _opened(page: FilePage, expected: Expected) -> OpenedFile:
    tables = tables_from_json(page.tables)
    read = read_returned_file(
        tables,
        expected=expected,
        mappings=mappings_of(page),
        order=DayMonthOrder(page.day_month_order) if page.day_month_order else None,
    )
    return OpenedFile(page, tuple(tables), read)


def _expected(by: User, page: FilePage, *, received_on: date) -> Expected:
    request = chronology_request(by, page.row.case_id)
    return Expected(
        begins=request.begins_on if request else None,
        ends=request.ends_on if request else None,
        received_on=received_on,
        subjects=tuple(NamedSubject(str(pk), names) for pk, names in asked_about(by, page.row.case_id)),
    )


def _day(now: datetime) -> date:
    return timezone.localtime(now).date()
