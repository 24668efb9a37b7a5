"""The cases of `sightline demo`: one for each role to look around in, one they are barred from, one sealed.

Each step is taken in the name of whoever would take it, through the services.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from sightline.cli import acting
from sightline.cli.demo_returns import load_returns
from sightline.cli.demo_story import (
    BARRED,
    COORDINATOR,
    DISCLOSURE_OFFICER,
    IDVA,
    NOTES,
    OFFICER,
    OFFICERS_PRIVACY_OFFICER,
    PANEL,
    PERPETRATOR,
    SAFE_CONTACT,
    SEALED_NOTE,
    SEALED_SUBJECT,
    SHARING_AGREEMENT,
    SUPPORT_WORKER,
    VICTIM,
    WHERE_SHE_IS,
    WORKERS,
    Person,
)
from sightline.domain.vocabulary.cases import (
    Capacity,
    CaseKind,
    CaseRole,
    EmergencyReason,
    LawfulBasis,
    SealChangeKind,
)
from sightline.domain.vocabulary.item_classes import ItemClass
from sightline.domain.vocabulary.people import ContactKind, LocationKind
from sightline.records.access.queries import User, user_with_email
from sightline.records.cases.queries import CaseRow, cases
from sightline.records.cases.services import emergencies, members, notes, seals, shares, stages, subjects
from sightline.records.people.services import declare_conflict


@dataclass(frozen=True, slots=True)
class AbsentCase:
    """A case that one person sees, and that does not exist as far as another can tell."""

    reference: str
    seen_by: Person
    absent_for: Person


def load_cases() -> None:
    """Load the cases of the example, where they are missing."""
    if _cases_of(IDVA.email):
        return
    _as(BARRED, declare_conflict, name=VICTIM.name, born_on=VICTIM.born_on)
    _everyday_case()
    _sealed_case()
    _review()


def absent_cases() -> tuple[AbsentCase, AbsentCase]:
    """Return the case that somebody is barred from, and the one that is sealed."""
    (everyday,) = _cases_of(IDVA.email)
    (sealed,) = (row for row in _cases_of(OFFICER.email) if row.id != everyday.id)
    return (
        AbsentCase(everyday.reference, seen_by=OFFICER, absent_for=BARRED),
        AbsentCase(sealed.reference, seen_by=OFFICER, absent_for=IDVA),
    )


def _as(person: Person, service: Callable[..., Any], **given: Any) -> Any:
    return acting.take_step(person.email, service, **given)


def _cases_of(email: str) -> tuple[CaseRow, ...]:
    with acting.in_name_of(email) as user:
        return cases(user, now=acting.clock())


def _user(person: Person) -> User:
    return user_with_email(person.email)


def _everyday_case() -> None:
    agency_id = _user(IDVA).agency_id
    case_id: UUID = _as(IDVA, stages.open_case, kind=CaseKind.CASEWORK, agency_id=agency_id)
    for worker in WORKERS:
        _join(IDVA, case_id, worker)
    her = _subject(IDVA, case_id, CaseRole.VICTIM, VICTIM.name, VICTIM.born_on)
    _subject(OFFICER, case_id, CaseRole.PERPETRATOR, PERPETRATOR.name, PERPETRATOR.born_on)
    kept = {"record_id": her, "agency_id": agency_id}
    _as(IDVA, subjects.add_location, kind=LocationKind.REFUGE, text=WHERE_SHE_IS, **kept)
    reached, when = SAFE_CONTACT
    contact = {"kind": ContactKind.TELEPHONE, "text": reached, "instructions": when}
    _as(IDVA, subjects.add_safe_contact, **contact, **kept)
    written = [_note(by, case_id, item_class, text) for by, item_class, text in NOTES]
    _as(
        OFFICER,
        shares.share,
        case_id=case_id,
        from_agency_id=_user(OFFICER).agency_id,
        to_agency_id=agency_id,
        note_id=written[-1],
        basis=LawfulBasis.VITAL_INTERESTS,
        agreement=SHARING_AGREEMENT,
        until=acting.clock() + timedelta(days=90),
    )
    (row,) = _cases_of(IDVA.email)
    _as(
        SUPPORT_WORKER,
        emergencies.take_emergency_access,
        reference=row.reference,
        code=EmergencyReason.PERSON_PRESENT,
        reason="She came to the drop-in without an appointment and asks what was agreed.",
    )


def _sealed_case() -> None:
    case_id: UUID = _as(OFFICER, stages.open_case, kind=CaseKind.CASEWORK, agency_id=_user(OFFICER).agency_id)
    _subject(OFFICER, case_id, CaseRole.VICTIM, SEALED_SUBJECT.name, SEALED_SUBJECT.born_on)
    _note(OFFICER, case_id, ItemClass.SHARED_CONTENT, SEALED_NOTE)
    named = (_user(OFFICER).pk, _user(OFFICERS_PRIVACY_OFFICER).pk)
    proposed = {"kind": SealChangeKind.SEAL, "user_ids": named, "reason": SEALED_NOTE}
    change_id = _as(OFFICER, seals.propose_seal, case_id=case_id, **proposed)
    _as(OFFICERS_PRIVACY_OFFICER, seals.decide_seal, change_id=change_id, confirm=True)


def _review() -> None:
    agency_id = _user(COORDINATOR).agency_id
    case_id: UUID = _as(COORDINATOR, stages.open_case, kind=CaseKind.REVIEW, agency_id=agency_id)
    for person in PANEL:
        _join(COORDINATOR, case_id, person)
    load_returns(case_id)


def _join(by: Person, case_id: UUID, worker: Person) -> None:
    user = _user(worker)
    capacity = Capacity.DISCLOSURE if worker is DISCLOSURE_OFFICER else Capacity.WORKER
    who = {"user_id": user.pk, "agency_id": user.agency_id, "capacity": capacity}
    _as(by, members.add_member, case_id=case_id, **who)


def _subject(by: Person, case_id: UUID, role: CaseRole, name: str, born_on: str) -> UUID:
    said = {"role": role, "name": name, "born_on": born_on, "agency_id": _user(by).agency_id}
    added: UUID = _as(by, subjects.add_subject, case_id=case_id, **said)
    return added


def _note(by: Person, case_id: UUID, item_class: ItemClass, text: str) -> UUID:
    said = {"item_class": item_class, "text": text, "agency_id": _user(by).agency_id}
    written: UUID = _as(by, notes.write_note, case_id=case_id, **said)
    return written
