"""Two agencies, each with a case of its own; every word of the second one's holds a canary."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Model

from sightline.domain.vocabulary.cases import Capacity, CaseKind, CaseRole, LawfulBasis
from sightline.domain.vocabulary.people import ContactKind, LocationKind
from sightline.domain.vocabulary.roles import Role
from sightline.records.access.models import Appointment, User
from sightline.records.agencies.models import Agency
from sightline.records.cases.models import (
    Case,
    CaseMember,
    CaseNote,
    CaseSubject,
    EmergencyAccess,
    NoteVersion,
    Seal,
    SealChange,
    SealName,
    Share,
)
from sightline.records.people.models import Alias, Location, Person, PersonRecord, RecordVersion, SafeContact
from tests.factories.partnership import FOR_EVER, NOW

CANARY = "CANARY"


@dataclass
class Side:
    """An agency, its practitioner, and everything in their case."""

    agency: Agency
    user: User
    case: Case
    record: PersonRecord
    note: CaseNote
    rows: list[Model]


def make_side(name: str, word: str, beside: Agency | None = None) -> Side:
    """Make an agency whose case says `word` wherever somebody can write something."""
    agency = Agency.objects.create(name=f"{name} Agency")
    user = User.objects.create(email=f"{name}@saltby.example".lower(), name=f"{name} Example", agency=agency)
    Appointment.objects.create(
        user=user, role=Role.PRACTITIONER, agency=agency, starts_at=NOW, ends_at=FOR_EVER
    )
    rows: list[Model] = []

    def add(model: type[Any], **fields: object) -> Any:
        rows.append(model.objects.create(**fields))
        return rows[-1]

    case = add(
        Case, reference=word[:12], kind=CaseKind.CASEWORK, agency=agency, opened_at=NOW, opened_by=user
    )
    add(CaseMember, case=case, user=user, agency=agency, capacity=Capacity.LEAD, starts_at=NOW)
    person = Person.objects.create()
    said = {"recorded_at": NOW, "recorded_by": user}
    record = add(PersonRecord, person=person, agency=agency, name=word, **said)
    add(CaseSubject, case=case, record=record, role=CaseRole.VICTIM)
    add(Alias, record=record, name=word)
    add(RecordVersion, record=record, version=1, name=word, **said)
    add(Location, record=record, agency=agency, kind=LocationKind.REFUGE, text=word, **said)
    add(SafeContact, record=record, agency=agency, kind=ContactKind.IN_PERSON, text=word,
        instructions=word, **said)  # fmt: skip
    written = {"text": word, "written_at": NOW, "written_by": user}
    note = add(CaseNote, case=case, agency=agency, item_class="C3", **written)
    add(NoteVersion, note=note, version=1, **written)
    seal = add(Seal, case=case, sealed_at=NOW, sealed_by=user)
    add(SealName, seal=seal, user=user)
    add(SealChange, case=case, kind="SEAL", reason=word, proposed_at=NOW, proposed_by=user)
    add(EmergencyAccess, case=case, agency=agency, code="RISK_TO_LIFE", reason=word, taken_at=NOW,
        taken_by=user, until=NOW + timedelta(hours=1), review_due_on=NOW.date())  # fmt: skip
    add(Share, case=case, from_agency=agency, to_agency=beside or agency, basis=LawfulBasis.PUBLIC_TASK,
        agreement=word, shared_at=NOW, shared_by=user, until=NOW)  # fmt: skip
    return Side(agency, user, case, record, note, rows)
