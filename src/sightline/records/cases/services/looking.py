"""Keeps who was shown what of cases, and tells who looked to those who answer for a case."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sightline.domain.policy.permissions import Permission
from sightline.errors import NotFound
from sightline.records.access.models import User
from sightline.records.access.policies import NotAllowed, actor_for, holding, require
from sightline.records.access.rows import rows_open_to
from sightline.records.actor import system
from sightline.records.audit.queries import Look, who_looked
from sightline.records.audit.services import record_read, record_reads
from sightline.records.cases.models import Case, CaseNote, EmergencyAccess, SealChange
from sightline.records.cases.queries import NotePage
from sightline.records.people.models import Bar, PersonRecord


@dataclass(frozen=True, slots=True)
class LookRow:
    """One time that somebody was shown a case or what is in it, or was refused it. No name: Sightline."""

    at: datetime
    user_name: str
    agency_name: str
    verb: str


@dataclass(frozen=True, slots=True)
class Looks:
    """Everybody who looked, latest first, and at what."""

    about: str
    looks: tuple[LookRow, ...]


def record_note_opened(*, by: User, now: datetime, page: NotePage) -> None:
    """Keep that a user was shown a note with what it said before."""
    record_reads(by=by, now=now, verb="opened", shown={CaseNote: [page.note.id]}, about=Case(pk=page.case.id))


def record_person_opened(*, by: User, now: datetime, case_id: UUID, record_id: UUID) -> None:
    """Keep that a user was shown what a record says of a person of a case, and what it said before."""
    record_reads(by=by, now=now, verb="opened", shown={PersonRecord: [record_id]}, about=Case(pk=case_id))


def record_bars_listed(*, by: User, now: datetime, bars: Iterable[UUID]) -> None:
    """Keep which bars a page shows a user."""
    record_reads(by=by, now=now, verb="listed", shown={Bar: bars})


def record_waiting_listed(
    *,
    by: User,
    now: datetime,
    emergencies: Iterable[UUID],
    seal_changes: Iterable[UUID],
    bars: Iterable[UUID],
    cases: Iterable[UUID],
) -> None:
    """Keep what waits for a user on a page, and of which cases it tells them."""
    shown = {EmergencyAccess: emergencies, SealChange: seal_changes, Bar: bars, Case: cases}
    record_reads(by=by, now=now, verb="listed", shown=shown)


def open_looks(*, by: User, now: datetime, case_id: UUID, record_id: UUID | None = None) -> Looks:
    """Return who looked at a case and at whatever is in it, or at one person of it only.

    Who may ask is a question of the case: a privacy officer reads none of its people, and is told no name.
    That the user asked is kept too. Raises: NotFound, NotAllowed
    """
    require(holding(by, Permission.SEE_WHO_LOOKED))
    actor = actor_for(by, now)
    case = rows_open_to(actor, Permission.READ_CASE, Case).filter(pk=case_id).first()
    if case is None:
        raise NotFound("This is not here, or it is not for you to see.")
    if not rows_open_to(actor, Permission.SEE_WHO_LOOKED, Case).filter(pk=case_id).exists():
        raise NotAllowed("Who looked is for the lead worker and for the privacy officers of the case.")
    with system("find the people of a case, to tell who looked at it"):
        records = set(PersonRecord.objects.filter(subject__case=case_id).values_list("pk", flat=True))
    if record_id is None:
        asked = [(Case, case_id), *((PersonRecord, each) for each in records)]
    elif record_id in records:
        asked = [(PersonRecord, record_id)]
    else:
        raise NotFound("This is not here, or it is not for you to see.")
    looks = {look.sequence: look for model, pk in asked for look in who_looked(model._meta.label, str(pk))}
    record_read(by=by, now=now, verb="saw who looked", obj=PersonRecord(pk=record_id) if record_id else case)
    return Looks(f"Case {case.reference}", _rows(looks[sequence] for sequence in sorted(looks, reverse=True)))


def _rows(looks: Iterable[Look]) -> tuple[LookRow, ...]:
    found = tuple(looks)
    users = User.objects.select_related("agency").in_bulk({look.actor_id for look in found if look.actor_id})
    return tuple(
        LookRow(look.at, users[look.actor_id].name, users[look.actor_id].agency.name, look.verb)
        if look.actor_id in users
        else LookRow(look.at, "", "", look.verb)
        for look in found
    )
