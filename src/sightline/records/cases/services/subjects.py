"""Adds people to a case, corrects what is said of them, and reveals where they are."""

from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from django.db.models import QuerySet

from sightline.domain.identity.birth_dates import is_birth_date
from sightline.domain.policy.permissions import Permission
from sightline.domain.vocabulary.cases import CaseRole
from sightline.domain.vocabulary.people import ContactKind, LocationKind
from sightline.errors import UserError
from sightline.records.access.models import User
from sightline.records.access.policies import actor_for, holding, require
from sightline.records.access.rows import rows_open_to
from sightline.records.actor import system
from sightline.records.audit.services import change, record_reads
from sightline.records.cases.models import Case, CaseSubject, Reveal
from sightline.records.cases.policies import open_to, working_for
from sightline.records.cases.services.wording import CaseRefused, mark, on_one_line, written
from sightline.records.people.models import (
    Alias,
    Location,
    Person,
    PersonRecord,
    RecordVersion,
    SafeContact,
)
from sightline.records.people.services import match_record

Place = TypeVar("Place", Location, SafeContact)

_A_NAME = "the person's name, or what the person is called"


class StaleRecord(UserError):
    """Somebody else corrected the record since this user opened it. Nothing was stored."""

    exit_code = 2

    def __init__(
        self, *, version: int, name: str, born_on: str, recorded_at: datetime, recorded_by_name: str
    ) -> None:
        """Carry how the record reads now."""
        super().__init__(
            "Somebody else corrected this record while you were writing. Read what changed, then send yours "
            "again."
        )
        self.version = version
        self.name = name
        self.born_on = born_on
        self.recorded_at = recorded_at
        self.recorded_by_name = recorded_by_name


@dataclass(frozen=True, slots=True)
class RevealedLocation:
    """Where somebody is or was. `is_restricted`: the source said that it goes no further."""

    kind: LocationKind
    text: str
    is_restricted: bool
    agency_name: str
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class RevealedContact:
    """How somebody is reached safely, and what to mind."""

    kind: ContactKind
    text: str
    instructions: str
    agency_name: str
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class Revealed:
    """Where a person is and how to reach them, newest first."""

    locations: tuple[RevealedLocation, ...]
    safe_contacts: tuple[RevealedContact, ...]


def add_subject(
    *,
    by: User,
    now: datetime,
    case_id: UUID,
    role: CaseRole,
    name: str,
    born_on: str = "",
    aliases: tuple[str, ...] = (),
    agency_id: UUID,
) -> UUID:
    """Add a person to a case as an agency describes them. Returns the record's id.

    Staff who may know the person are barred in the same transaction, the user perhaps among them.

    Raises: NotFound, NotAllowed, CaseRefused
    """
    require(holding(by, Permission.WRITE_ITEM))
    with change(by=by, now=now) as opened:
        case = open_to(by, now, Permission.WRITE_ITEM, Case, case_id)
        require(working_for(actor_for(by, now), Permission.WRITE_ITEM, agency_id))
        record = PersonRecord.objects.create(
            person=Person.objects.create(),
            agency_id=agency_id,
            name=on_one_line(name, what=_A_NAME),
            born_on=_birth_date(born_on),
            recorded_at=now,
            recorded_by=by,
        )
        names = [on_one_line(alias, what="another name") for alias in aliases if alias.strip()]
        Alias.objects.bulk_create(Alias(record=record, name=each) for each in names)
        subject = CaseSubject.objects.create(case=case, record=record, role=role)
        opened.record(
            "added",
            subject,
            case=str(case.pk),
            record=str(record.pk),
            agency=str(agency_id),
            content=mark(case.pk, record, name=record.name, born_on=record.born_on, aliases=names),
        )
        match_record(opened, record)
        return record.pk


def correct_record(
    *, by: User, now: datetime, record_id: UUID, version: int, name: str, born_on: str
) -> None:
    """Put another name and date of birth in place of a record's, and keep those it had.

    Raises: NotFound, NotAllowed, StaleRecord, CaseRefused
    """
    require(holding(by, Permission.CORRECT_ITEM))
    with change(by=by, now=now) as opened:
        record = open_to(by, now, Permission.CORRECT_ITEM, PersonRecord, record_id)
        if record.version != version:
            raise StaleRecord(
                version=record.version,
                name=record.name,
                born_on=record.born_on,
                recorded_at=record.recorded_at,
                recorded_by_name=record.recorded_by.name,
            )
        RecordVersion.objects.create(
            record=record,
            version=record.version,
            name=record.name,
            born_on=record.born_on,
            recorded_at=record.recorded_at,
            recorded_by=record.recorded_by,
        )
        record.name, record.born_on = on_one_line(name, what=_A_NAME), _birth_date(born_on)
        record.version, record.recorded_at, record.recorded_by = version + 1, now, by
        record.save(update_fields=["name", "born_on", "version", "recorded_at", "recorded_by"])
        opened.record(
            "corrected",
            record,
            version=record.version,
            content=mark(_case_of(record), record, name=record.name, born_on=record.born_on),
        )
        match_record(opened, record)


def add_location(
    *,
    by: User,
    now: datetime,
    record_id: UUID,
    agency_id: UUID,
    kind: LocationKind,
    text: str,
    is_restricted: bool = False,
) -> UUID:
    """Add where a person is. Whoever adds it need not be able to read it back. Returns its id.

    Raises: NotFound, NotAllowed, CaseRefused
    """
    require(holding(by, Permission.WRITE_ITEM))
    with change(by=by, now=now) as opened:
        record = _record_to_add_to(by, now, record_id, agency_id)
        location = Location.objects.create(
            record=record,
            agency_id=agency_id,
            kind=kind,
            text=written(text, what="where the person is"),
            is_restricted=is_restricted,
            recorded_at=now,
            recorded_by=by,
        )
        opened.record(
            "added",
            location,
            record=str(record.pk),
            agency=str(agency_id),
            content=mark(_case_of(record), location, text=location.text),
        )
        match_record(opened, record)
        return location.pk


def add_safe_contact(
    *,
    by: User,
    now: datetime,
    record_id: UUID,
    agency_id: UUID,
    kind: ContactKind,
    text: str,
    instructions: str = "",
) -> UUID:
    """Add how a person is reached safely. Whoever adds it need not be able to read it back.

    Returns its id. Raises: NotFound, NotAllowed, CaseRefused
    """
    require(holding(by, Permission.WRITE_ITEM))
    with change(by=by, now=now) as opened:
        record = _record_to_add_to(by, now, record_id, agency_id)
        contact = SafeContact.objects.create(
            record=record,
            agency_id=agency_id,
            kind=kind,
            text=written(text, what="how the person is reached"),
            instructions=written(instructions, what="what to mind", at_least=0),
            recorded_at=now,
            recorded_by=by,
        )
        opened.record(
            "added",
            contact,
            record=str(record.pk),
            agency=str(agency_id),
            content=mark(_case_of(record), contact, text=contact.text, instructions=contact.instructions),
        )
        match_record(opened, record)
        return contact.pk


def reveal_locations(*, by: User, now: datetime, record_id: UUID, reason: str) -> Revealed:
    """Return where a person is, once it is kept that the user asked, and why.

    Raises: NotFound, NotAllowed, CaseRefused
    """
    require(holding(by, Permission.REVEAL_LOCATION))
    with change(by=by, now=now) as opened:
        record = open_to(by, now, Permission.REVEAL_LOCATION, PersonRecord, record_id)
        reveal = Reveal.objects.create(
            case_id=record.subject.case_id,
            record=record,
            reason=written(reason, what="why you need to know", at_least=10),
            revealed_at=now,
            revealed_by=by,
        )
        opened.record("asked where", reveal, record=str(record.pk))
    locations = list(_revealed(by, now, record, Location))
    contacts = list(_revealed(by, now, record, SafeContact))
    record_reads(
        by=by,
        now=now,
        verb="revealed",
        shown={
            Location: [each.pk for each in locations],
            SafeContact: [each.pk for each in contacts],
        },
        about=record,
    )
    return Revealed(
        tuple(
            RevealedLocation(
                LocationKind(each.kind), each.text, each.is_restricted, each.agency.name, each.recorded_at
            )
            for each in locations
        ),
        tuple(
            RevealedContact(
                ContactKind(each.kind), each.text, each.instructions, each.agency.name, each.recorded_at
            )
            for each in contacts
        ),
    )


def _revealed(by: User, now: datetime, record: PersonRecord, model: type[Place]) -> QuerySet[Place]:
    found = rows_open_to(actor_for(by, now), Permission.REVEAL_LOCATION, model).filter(record=record)
    return found.select_related("agency").order_by("-recorded_at", "-id")


def _record_to_add_to(by: User, now: datetime, record_id: UUID, agency_id: UUID) -> PersonRecord:
    record = open_to(by, now, Permission.WRITE_ITEM, PersonRecord, record_id)
    require(working_for(actor_for(by, now), Permission.WRITE_ITEM, agency_id))
    return record


def _case_of(record: PersonRecord) -> UUID:
    # Whoever may add to a record need not be able to read who is in the case.
    with system("find the case under whose key words are marked"):
        return CaseSubject.objects.values_list("case", flat=True).get(record=record)


def _birth_date(text: str) -> str:
    if text and not is_birth_date(text):
        raise CaseRefused("Write a date of birth as 1990-05-17, 1990-05 or 1990, or leave it empty.")
    return text
