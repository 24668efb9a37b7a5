"""What a review asks of agencies and how far each has come, as a user may see it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count

from sightline.domain.policy.permissions import Permission
from sightline.domain.states.agency_return import AWAITED, ReturnState, is_late
from sightline.domain.states.return_file import ReturnFileState
from sightline.domain.vocabulary.chronologies import ReturnStepKind
from sightline.domain.vocabulary.events import DisclosureState
from sightline.errors import NotFound
from sightline.records.access.models import User
from sightline.records.access.policies import actor_for
from sightline.records.access.rows import all_that_can, rows_open_to
from sightline.records.cases.models import CaseSubject
from sightline.records.chronologies.models import (
    AgencyReturn,
    ChronologyRequest,
    ColumnsOfAgency,
    Pseudonym,
    RequestTerm,
    ReturnFile,
    ReturnStep,
)
from sightline.records.events.models import Event
from sightline.records.people.models import Alias

_ABOUT_RETURNS = (Permission.SEND_RETURN, Permission.RUN_RETURNS, Permission.CLEAR_ENTRIES)


@dataclass(frozen=True, slots=True)
class TermRow:
    """One term of reference, as agencies are asked it."""

    id: UUID
    position: int
    text: str


@dataclass(frozen=True, slots=True)
class RequestRow:
    """What a review asks agencies for now."""

    id: UUID
    version: int
    title: str
    begins_on: date | None
    ends_on: date | None
    due_on: date
    columns: tuple[str, ...]
    guidance: str
    needs_disclosure_check: bool
    why_no_check: str
    terms: tuple[TermRow, ...]


@dataclass(frozen=True, slots=True)
class ReturnRow:
    """Where one agency stands. The counts are of what the user may read of it."""

    id: UUID
    case_id: UUID
    agency_id: UUID
    agency_name: str
    contact_id: UUID | None
    contact_name: str
    is_out_of_area: bool
    state: ReturnState
    is_late: bool
    due_on: date
    requested_at: datetime
    n_reminders: int
    last_step_at: datetime
    are_files_secured: bool
    version: int


@dataclass(frozen=True, slots=True)
class StepRow:
    """One line of a return's history."""

    kind: ReturnStepKind
    words: str
    taken_at: datetime
    taken_by_name: str


@dataclass(frozen=True, slots=True)
class FileRow:
    """A file that came for a return."""

    id: UUID
    file_name: str
    n_bytes: int
    state: ReturnFileState
    failure: str
    received_at: datetime
    received_by_name: str
    version: int


@dataclass(frozen=True, slots=True)
class ReturnPage:
    """A return whole: its history, its files, and how many of its entries stand where.

    `n_entries` counts the entries of the newest submission that the user may read, by disclosure.
    """

    row: ReturnRow
    request: RequestRow | None
    steps: tuple[StepRow, ...]
    files: tuple[FileRow, ...]
    submission_id: UUID | None
    n_entries: Mapping[DisclosureState, int]
    may: frozenset[Permission]


@dataclass(frozen=True, slots=True)
class FilePage:
    """A file with the tables read out of it and what its columns are taken to mean."""

    file: FileRow
    row: ReturnRow
    tables: tuple[Mapping[str, Any], ...]
    mapping: tuple[Mapping[str, Any], ...]
    day_month_order: str


def chronology_request(user: User, case_id: UUID) -> RequestRow | None:
    """Return what a review asks for in its latest version; None where nothing was said yet."""
    requests = rows_open_to(actor_for(user), Permission.READ_CASE, ChronologyRequest)
    found = requests.filter(case=case_id).order_by("-version").first()
    if found is None:
        return None
    terms = RequestTerm.objects.filter(request=found).order_by("position")
    return RequestRow(
        id=found.pk,
        version=found.version,
        title=found.title,
        begins_on=found.begins_on,
        ends_on=found.ends_on,
        due_on=found.due_on,
        columns=tuple(found.columns),
        guidance=found.guidance,
        needs_disclosure_check=found.needs_disclosure_check,
        why_no_check=found.why_no_check,
        terms=tuple(TermRow(term.pk, term.position, term.text) for term in terms),
    )


def returns(user: User, case_id: UUID, *, today: date) -> tuple[ReturnRow, ...]:
    """Return where each agency stands that was asked and that the user may know of, by name."""
    found = rows_open_to(actor_for(user), Permission.READ_RETURNS, AgencyReturn).filter(case=case_id)
    return _return_rows(list(found.select_related("agency", "contact").order_by("agency__name")), today)


def all_returns(user: User, *, today: date) -> tuple[ReturnRow, ...]:
    """Return every return that the user may know of, what is awaited and due first at the top."""
    found = rows_open_to(actor_for(user), Permission.READ_RETURNS, AgencyReturn)
    rows = _return_rows(list(found.select_related("agency", "contact")), today)
    return tuple(sorted(rows, key=lambda row: (row.state not in AWAITED, row.due_on, row.agency_name)))


def return_page(user: User, return_id: UUID, *, today: date) -> ReturnPage:
    """Return one agency's return. Raises: NotFound"""
    actor = actor_for(user)
    found = rows_open_to(actor, Permission.READ_RETURNS, AgencyReturn).filter(pk=return_id)
    asked = found.select_related("agency", "contact").first()
    if asked is None:
        raise NotFound("This is not here, or it is not for you to see.")
    files = rows_open_to(actor, Permission.READ_RETURN_FILES, ReturnFile).filter(agency_return=asked)
    files = files.select_related("received_by")
    steps = ReturnStep.objects.filter(agency_return=asked).select_related("taken_by").order_by("-id")
    entries = rows_open_to(actor, Permission.READ_ITEM, Event).filter(submission=asked.submission_id)
    decided = entries.values("disclosure").annotate(n=Count("pk")).values_list("disclosure", "n")
    may = all_that_can(actor, _ABOUT_RETURNS, asked)
    return ReturnPage(
        row=_return_rows([asked], today)[0],
        request=chronology_request(user, asked.case_id),
        steps=tuple(
            StepRow(ReturnStepKind(each.kind), each.words, each.taken_at, each.taken_by.name)
            for each in steps
        ),
        files=tuple(
            map(
                _file_row, files.defer("tables").select_related("received_by").order_by("-received_at", "-id")
            )
        ),
        submission_id=asked.submission_id,
        n_entries={DisclosureState(state): number for state, number in decided},
        may=may,
    )


def file_page(user: User, file_id: UUID, *, today: date) -> FilePage:
    """Return a file with its tables. Raises: NotFound"""
    files = rows_open_to(actor_for(user), Permission.READ_RETURN_FILES, ReturnFile)
    found = (
        files.filter(pk=file_id)
        .select_related("received_by", "agency_return__agency", "agency_return__contact")
        .first()
    )
    if found is None:
        raise NotFound("This is not here, or it is not for you to see.")
    return FilePage(
        file=_file_row(found),
        row=_return_rows([found.agency_return], today)[0],
        tables=tuple(found.tables),
        mapping=tuple(found.mapping),
        day_month_order=found.day_month_order,
    )


def columns_of_agency(agency_id: UUID) -> Mapping[str, Any] | None:
    """Return what the columns of an agency's last file meant, as somebody settled it."""
    saved = ColumnsOfAgency.objects.filter(agency=agency_id).first()
    return saved.columns if saved else None


def asked_about(user: User, case_id: UUID) -> tuple[tuple[UUID, tuple[str, ...]], ...]:
    """Return whom a review is about, as far as the user may know: each person of the case with their names.

    Names are the one recorded, other names, and what the review calls them.
    """
    subjects = rows_open_to(actor_for(user), Permission.READ_ITEM, CaseSubject).filter(case=case_id)
    found = list(subjects.select_related("record").order_by("id"))
    names = {each.pk: [each.record.name] for each in found}
    of_record = {each.record_id: each.pk for each in found}
    for record_id, name in Alias.objects.filter(record__in=of_record).values_list("record", "name"):
        names[of_record[record_id]].append(name)
    for subject_id, name in Pseudonym.objects.filter(subject__in=names).values_list("subject", "pseudonym"):
        names[subject_id].append(name)
    return tuple((pk, tuple(each)) for pk, each in names.items())


def _return_rows(found: list[AgencyReturn], today: date) -> tuple[ReturnRow, ...]:
    steps: dict[UUID, list[ReturnStep]] = {}
    for step in ReturnStep.objects.filter(agency_return__in=found).order_by("id"):
        steps.setdefault(step.agency_return_id, []).append(step)
    return tuple(_return_row(each, steps.get(each.pk, []), today) for each in found)


def _return_row(asked: AgencyReturn, steps: list[ReturnStep], today: date) -> ReturnRow:
    kinds = Counter(ReturnStepKind(step.kind) for step in steps)
    state = ReturnState(asked.state)
    return ReturnRow(
        id=asked.pk,
        case_id=asked.case_id,
        agency_id=asked.agency_id,
        agency_name=asked.agency.name,
        contact_id=asked.contact_id,
        contact_name=asked.contact.name if asked.contact else "",
        is_out_of_area=asked.is_out_of_area,
        state=state,
        is_late=is_late(state, asked.due_on, today),
        due_on=asked.due_on,
        requested_at=asked.requested_at,
        n_reminders=kinds[ReturnStepKind.REMINDED],
        last_step_at=steps[-1].taken_at if steps else asked.requested_at,
        are_files_secured=kinds[ReturnStepKind.FILES_SECURED] > 0,
        version=asked.version,
    )


def _file_row(found: ReturnFile) -> FileRow:
    return FileRow(
        id=found.pk,
        file_name=found.file_name,
        n_bytes=found.n_bytes,
        state=ReturnFileState(found.state),
        failure=found.failure,
        received_at=found.received_at,
        received_by_name=found.received_by.name,
        version=found.version,
    )
