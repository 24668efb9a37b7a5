"""An object of each kind for each relation of the policy matrix, and a user in each of the fourteen roles.

All users act for one agency, and stand in the same relation to the same object.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sightline.domain.policy.relations import Relation
from sightline.domain.states.return_file import ReturnFileState
from sightline.domain.vocabulary.cases import Capacity, CaseKind, CaseRole, LawfulBasis, SealChangeKind
from sightline.domain.vocabulary.people import BarOrigin, BarState
from sightline.domain.vocabulary.roles import Role
from sightline.domain.vocabulary.unusual_reading import UnusualReading
from sightline.records.access.models import Appointment, User
from sightline.records.access.queries import user_with_email
from sightline.records.accounts.models import Recovery
from sightline.records.agencies.models import Agency
from sightline.records.audit.models import ReadingAlert
from sightline.records.cases.models import (
    Case,
    CaseMember,
    CaseNote,
    CaseSubject,
    EmergencyAccess,
    Seal,
    SealChange,
    SealName,
    Share,
)
from sightline.records.chronologies.models import AgencyReturn, ReturnFile
from sightline.records.people.models import Bar, Person, PersonRecord
from tests.web.partnership import COUNCIL, FOR_EVER, Partnership

THEN = datetime(2026, 3, 2, 10, tzinfo=UTC)
_OWN = {
    Relation.OWN_ASSIGNED,
    Relation.OWN_UNASSIGNED,
    Relation.SEALED_NAMED,
    Relation.SEALED_NOT,
    Relation.BARRED,
}


@dataclass(frozen=True, slots=True)
class Staff:
    """One user in each role, of the police, and somebody of the council who made what is not theirs."""

    by_role: dict[Role, User]
    agency: Agency
    stranger: User


def make_staff(partnership: Partnership) -> Staff:
    agency = Agency.objects.get(pk=partnership.police_agency_id)
    by_role = {
        role: User.objects.create(
            email=f"as-{role.lower()}@saltby.example", name=f"{role} Invented", agency=agency
        )
        for role in Role
    }
    for role, user in by_role.items():
        Appointment.objects.create(user=user, role=role, agency=agency, starts_at=THEN, ends_at=FOR_EVER)
    return Staff(by_role, agency, user_with_email(COUNCIL))


def case_in(relation: Relation, staff: Staff) -> dict[str, UUID]:
    """This makes a case to which all of the staff stand in a relation: the ids of it and of what is in it."""
    agency = staff.agency if relation in _OWN else staff.stranger.agency
    users = list(staff.by_role.values())
    case = Case.objects.create(reference=f"R{relation.upper()}"[:12], kind=CaseKind.CASEWORK, agency=agency,
                               opened_at=THEN, opened_by=staff.stranger)  # fmt: skip
    person = Person.objects.create()
    record = PersonRecord.objects.create(person=person, agency=agency, name="Petra Invented",
                                         recorded_at=THEN, recorded_by=staff.stranger)  # fmt: skip
    CaseSubject.objects.create(case=case, record=record, role=CaseRole.VICTIM)
    note = CaseNote.objects.create(case=case, agency=agency, item_class="C2", text="Invented words.",
                                   written_at=THEN, written_by=staff.stranger)  # fmt: skip
    if relation in _OWN - {Relation.OWN_UNASSIGNED}:
        for user in users:
            _add(CaseMember, user=user, case=case, agency=agency, capacity=Capacity.LEAD, starts_at=THEN)
    stays = _add(CaseMember, user=staff.stranger, case=case, agency=staff.stranger.agency,
                 capacity=Capacity.WORKER, starts_at=THEN)  # fmt: skip
    if relation in {Relation.SEALED_NAMED, Relation.SEALED_NOT}:
        seal = _add(Seal, case=case, sealed_at=THEN, sealed_by=staff.stranger)
        for user in users if relation is Relation.SEALED_NAMED else ():
            _add(SealName, seal=seal, user=user)
    share = _add(Share, case=case, from_agency=agency, shared_at=THEN, shared_by=staff.stranger,
                 to_agency=staff.agency if relation is Relation.SHARED else staff.stranger.agency,
                 until=FOR_EVER, basis=LawfulBasis.PUBLIC_TASK, agreement="Invented")  # fmt: skip
    for user in users:
        if relation is Relation.BARRED:
            _add(Bar, user=user, person=person, origin=BarOrigin.SET, state=BarState.PROPOSED)
        if relation is Relation.EMERGENCY:
            _add(EmergencyAccess, case=case, agency=staff.agency, taken_by=user, taken_at=THEN,
                 until=FOR_EVER, code="RISK_TO_LIFE", reason="Invented.",
                 review_due_on=THEN.date())  # fmt: skip
    change = _add(SealChange, case=case, kind=SealChangeKind.SEAL, reason="Invented.", proposed_at=THEN,
                  proposed_by=staff.stranger)  # fmt: skip
    access = _add(EmergencyAccess, case=case, agency=agency, taken_by=staff.stranger, taken_at=THEN,
                  until=FOR_EVER, code="RISK_TO_LIFE", reason="Invented.",
                  review_due_on=THEN.date())  # fmt: skip
    barred = _add(User, email=f"barred-{relation}@saltby.example", name="Barred Invented", agency=agency)
    bar = _add(Bar, user=barred, person=_add(Person), origin=BarOrigin.MATCHED, state=BarState.PROPOSED)
    asked = _add(AgencyReturn, case=case, agency=agency, due_on=THEN.date(), requested_at=THEN,
                 requested_by=staff.stranger)  # fmt: skip
    file = _add(ReturnFile, agency_return=asked, file_name="invented.csv", file="invented",
                sha256=str(asked.pk), n_bytes=1, state=ReturnFileState.READ, received_at=THEN,
                received_by=staff.stranger)  # fmt: skip
    return {"return_id": asked.pk, "file_id": file.pk,
            "case_id": case.pk, "record_id": record.pk, "note_id": note.pk, "share_id": share.pk,
            "member_id": stays.pk, "change_id": change.pk, "access_id": access.pk,
            "bar_id": bar.pk}  # fmt: skip


def colleague_in(relation: Relation, staff: Staff, now: datetime) -> dict[str, UUID]:
    """This makes somebody of the staff's own agency, or of another: the ids of them and of what is theirs."""
    agency = staff.agency if relation in _OWN else staff.stranger.agency
    user = _add(User, email=f"colleague-{relation}@saltby.example", name="Colleague Invented", agency=agency)
    appointment = _add(Appointment, user=user, role=Role.PRACTITIONER, agency=agency, starts_at=THEN,
                       ends_at=FOR_EVER)  # fmt: skip
    recovery = _add(Recovery, user=user, started_at=now, started_by=staff.stranger)
    alert = _add(ReadingAlert, at=THEN, actor_id=user.pk, reason=UnusualReading.HOUR, begins=THEN, ends=THEN,
                 n_subjects=60, usual=4)  # fmt: skip
    return {"user_id": user.pk, "appointment_id": appointment.pk, "recovery_id": recovery.pk,
            "alert_id": alert.pk}  # fmt: skip


def _add(model: type[Any], **fields: object) -> Any:
    return model.objects.create(**fields)
