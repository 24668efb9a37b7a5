"""An invented partnership at work: a user in each of the fourteen roles, in three agencies, and their cases.

Each text that an agency has written holds a canary: a word that stands nowhere else, so that `tests.canaries`
finds it in whatever anybody is shown. It is the agency's own word and what kind of text it stands in.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

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
from sightline.domain.vocabulary.roles import Role
from sightline.records.access.models import User
from sightline.records.access.queries import user_with_email
from sightline.records.access.services import add_agency, add_user, open_partnership
from sightline.records.cases.models import Case
from sightline.records.cases.services.emergencies import take_emergency_access
from sightline.records.cases.services.members import add_member
from sightline.records.cases.services.notes import write_note
from sightline.records.cases.services.seals import decide_seal, propose_seal
from sightline.records.cases.services.shares import share
from sightline.records.cases.services.stages import open_case
from sightline.records.cases.services.subjects import add_location, add_safe_contact, add_subject
from sightline.records.people.models import PersonRecord
from sightline.records.people.services import set_bar
from tests.factories.partnership import FOR_EVER, PASSWORD

#: When all of it happens; what has an end, ends after any test has run.
NOW = datetime.fromisoformat("2026-05-01T09:00:00+00:00")

_CANARIES = {
    "partnership": "CANARY-PARTNERSHIP-5K8V2X",
    "police": "CANARY-POLICE-7Q2M9T",
    "council": "CANARY-COUNCIL-3H6R4B",
    "harbour": "CANARY-HARBOUR-9W5C7J",
}
_MEMBERS = {"idva", "police_officer", "marac_coordinator", "marac_representative"}
_IN_THE_CASE = _MEMBERS | {"harbour_practitioner"}  # by emergency access
_READ_RETURNS = {"coordinator", "chair", "panel_member", "disclosure_officer"}
#: Canary → who may ever be shown it while things are as `make_casework` left them. To be reviewed like a
#: rule: it is written by hand from who is who below, and asks no code of Sightline's.
_READERS = {
    "harbour-NAME": _IN_THE_CASE,
    "harbour-C2": _IN_THE_CASE,
    "harbour-C3": {"idva"},
    "harbour-PLACE": {"idva", "marac_coordinator"},
    "harbour-CONTACT": {"idva", "marac_coordinator"},
    "harbour-EMERGENCY": {"harbour_privacy", "police_privacy", "council_privacy"},
    "police-NAME": _IN_THE_CASE | {"police_spoc"},
    "police-C2": _IN_THE_CASE | {"police_spoc"},
    "police-C3": {"police_officer", "police_spoc", "marac_representative", "council_spoc"},
    "police-SEALEDNAME": {"police_officer"},
    "police-SEALEDNOTE": {"police_officer"},
    "police-SEAL": {"police_officer", "police_privacy"},
    "police-BAR": {"police_privacy", "police_spoc"},
    # Of the action plan that `tests.web.foreign_ids` adds.
    "police-EVIDENCE": {"coordinator", "police_spoc", "police_officer", "police_colleague"},
    "council-EVIDENCE": {"coordinator", "council_spoc", "marac_representative", "panel_member", "imr_author"},
    "council-REVIEW": {"coordinator", "panel_member", "imr_author", "council_spoc"},
    # Of the returns that `tests.factories.chronologies` adds; the panel of that review is open.
    "police-ENTRY": {"police_author", "police_spoc"} | _READ_RETURNS,
    "police-WITHHELD": {"police_author", "police_spoc", "disclosure_officer"},
    "harbour-ENTRY": {"harbour_author"} | _READ_RETURNS,
    "council-UNCHECKED": {"imr_author", "council_spoc", "disclosure_officer"},
}
#: Shown on no page but the one that reveals.
_REVEALED = {"harbour-PLACE", "harbour-CONTACT"}
#: Name of the user in `Casework` → their role and agency. Each has a name that is like nobody else's.
_STAFF = {
    "chair": ("Ottoline Quarrenden", Role.CHAIR, "partnership"),
    "analyst": ("Fennimore Blatherwick", Role.ANALYST, "partnership"),
    "auditor": ("Zebedee Hollingbourne", Role.AUDITOR, "partnership"),
    "administrator": ("Ludovic Pemberley", Role.ADMINISTRATOR, "partnership"),
    "marac_coordinator": ("Griselda Thornaby", Role.MARAC_COORDINATOR, "police"),
    "police_spoc": ("Barnabas Wickstead", Role.SPOC, "police"),
    "police_officer": ("Drusilla Cattermole", Role.PRACTITIONER, "police"),
    "police_colleague": ("Humphrey Yelverton", Role.PRACTITIONER, "police"),
    "police_privacy": ("Philomena Garstang", Role.PRIVACY_OFFICER, "police"),
    "marac_representative": ("Jocasta Umfreville", Role.MARAC_REPRESENTATIVE, "council"),
    "council_spoc": ("Mortimer Ellingham", Role.SPOC, "council"),
    "imr_author": ("Rosamund Skeffington", Role.IMR_AUTHOR, "council"),
    "panel_member": ("Valentine Ixworth", Role.PANEL_MEMBER, "council"),
    "council_privacy": ("Aurelia Norgrove", Role.PRIVACY_OFFICER, "council"),
    "idva": ("Clementine Dunmow", Role.IDVA, "harbour"),
    "supervisor": ("Septimus Kettleburgh", Role.SUPERVISOR, "harbour"),
    "harbour_practitioner": ("Tabitha Vennacher", Role.PRACTITIONER, "harbour"),
    "harbour_privacy": ("Eustace Lambourne", Role.PRIVACY_OFFICER, "harbour"),
}


@dataclass(frozen=True, slots=True)
class Casework:
    """Users by their names in `_STAFF`, agencies by theirs, and what stands in the cases.

    `case` is open and worked on by the police, the council and Harbour, a charity. `sealed` is another
    one, sealed but for its lead worker and the privacy officer of the police. `review` is a review.
    `police_colleague` is barred from `case`; `harbour_practitioner` has taken emergency access to it.
    """

    users: dict[str, User]
    agencies: dict[str, UUID]
    case: Case
    sealed: Case
    review: Case
    records: dict[str, PersonRecord]
    notes: dict[str, UUID]
    shares: dict[str, UUID]
    bar: UUID


def canaries() -> dict[str, str]:
    """The word with which the canaries of each agency begin."""
    return dict(_CANARIES)


def canary(agency: str, where: str) -> str:
    """The canary of one kind of text, as "C3", of an agency."""
    return f"{_CANARIES[agency]}-{where}"


def readers() -> dict[str, frozenset[str]]:
    """Each canary, and the names of the users who may be shown it."""
    return {canary(*key.split("-")): frozenset(names) for key, names in _READERS.items()}


def only_revealed() -> frozenset[str]:
    """The canaries that stand on no page but the one that reveals where somebody is."""
    return frozenset(canary(*key.split("-")) for key in _REVEALED)


def make_casework(now: datetime = NOW) -> Casework:
    users, agencies = _make_staff(now)
    case = _open(users["idva"], agencies["harbour"], now)
    for name, agency, capacity in (
        ("police_officer", "police", Capacity.WORKER),
        ("marac_coordinator", "police", Capacity.WORKER),
        ("marac_representative", "council", Capacity.WORKER),
    ):
        _join(users["idva"], case, users[name], agencies[agency], capacity, now)
    records = {
        "victim": _person(
            users["idva"],
            case,
            agencies["harbour"],
            canary("harbour", "NAME"),
            CaseRole.VICTIM,
            "1988-03-14",
            now,
        ),
        "perpetrator": _person(
            users["police_officer"],
            case,
            agencies["police"],
            canary("police", "NAME"),
            CaseRole.PERPETRATOR,
            "1985",
            now,
        ),
    }
    notes = {
        f"{agency}_{item_class.value}": write_note(
            by=users[author],
            now=now,
            case_id=case.pk,
            agency_id=agencies[agency],
            item_class=item_class,
            text=f"What was seen on the day. {canary(agency, item_class.value)}",
        )
        for author, agency in (("idva", "harbour"), ("police_officer", "police"))
        for item_class in (ItemClass.SHARED_CONTENT, ItemClass.AGENCY_RAW)
    }
    add_location(
        by=users["idva"],
        now=now,
        record_id=records["victim"].pk,
        agency_id=agencies["harbour"],
        kind=LocationKind.REFUGE,
        text=f"4 Larkspur Mews, Saltby ZZ9 9ZX {canary('harbour', 'PLACE')}",
    )
    add_safe_contact(
        by=users["idva"],
        now=now,
        record_id=records["victim"].pk,
        agency_id=agencies["harbour"],
        kind=ContactKind.TELEPHONE,
        text=f"07700 900731 {canary('harbour', 'CONTACT')}",
        instructions=f"Weekdays at noon only. {canary('harbour', 'CONTACT')}",
    )
    shares = {
        "police_note": share(
            by=users["police_officer"],
            now=now,
            case_id=case.pk,
            to_agency_id=agencies["council"],
            note_id=notes["police_C3"],
            from_agency_id=agencies["police"],
            basis=LawfulBasis.VITAL_INTERESTS,
            agreement="Saltby information sharing agreement",
            until=now + timedelta(days=300),
        )
    }
    sealed = _sealed_case(users, agencies, now)
    review = _review(users, agencies, now)
    bar = set_bar(
        by=users["police_privacy"],
        now=now,
        user_id=users["police_colleague"].pk,
        person_id=records["victim"].person_id,
        reason=f"A relative. {canary('police', 'BAR')}",
    )
    take_emergency_access(
        by=users["harbour_practitioner"],
        now=now,
        reference=case.reference,
        code=EmergencyReason.PERSON_PRESENT,
        reason=f"She is at our door now and afraid to go home. {canary('harbour', 'EMERGENCY')}",
    )
    return Casework(users, agencies, case, sealed, review, records, notes, shares, bar)


def _make_staff(now: datetime) -> tuple[dict[str, User], dict[str, UUID]]:
    coordinator = open_partnership(
        now=now,
        agency_name="Saltby Partnership",
        name="Cornelius Oxenholme",
        email="coordinator@saltby.example",
        password=PASSWORD,
        until=FOR_EVER,
    )
    agencies = {"partnership": coordinator.agency_id}
    for key, name in (("police", "Marram Police"), ("council", "Saltby Council"), ("harbour", "Harbour")):
        agencies[key] = add_agency(by=coordinator, now=now, name=name).id
    users = {"coordinator": coordinator}
    for key, (name, role, agency) in _STAFF.items():
        # Whoever keeps the machine running is appointed by Sightline itself: no coordinator gives that role.
        by = None if role is Role.ADMINISTRATOR else coordinator
        add_user(
            by=by,
            now=now,
            email=f"{key}@saltby.example",
            name=name,
            agency_id=agencies[agency],
            role=role,
            password=PASSWORD,
            until=FOR_EVER,
        )
        users[key] = user_with_email(f"{key}@saltby.example")
    return users, agencies


def _open(by: User, agency_id: UUID, now: datetime, kind: CaseKind = CaseKind.CASEWORK) -> Case:
    return Case.objects.get(pk=open_case(by=by, now=now, kind=kind, agency_id=agency_id))


def _join(by: User, case: Case, user: User, agency_id: UUID, capacity: Capacity, now: datetime) -> None:
    add_member(by=by, now=now, case_id=case.pk, user_id=user.pk, agency_id=agency_id, capacity=capacity)


def _person(
    by: User, case: Case, agency_id: UUID, mark: str, role: CaseRole, born_on: str, now: datetime
) -> PersonRecord:
    record_id = add_subject(
        by=by,
        now=now,
        case_id=case.pk,
        role=role,
        name=f"Wilhelmina {mark}",
        born_on=born_on,
        aliases=(f"Minnie {mark}",),
        agency_id=agency_id,
    )
    return PersonRecord.objects.get(pk=record_id)


def _sealed_case(users: dict[str, User], agencies: dict[str, UUID], now: datetime) -> Case:
    lead, officer = users["police_officer"], users["police_privacy"]
    case = _open(lead, agencies["police"], now)
    _person(lead, case, agencies["police"], canary("police", "SEALEDNAME"), CaseRole.VICTIM, "1990-11", now)
    write_note(
        by=lead,
        now=now,
        case_id=case.pk,
        agency_id=agencies["police"],
        item_class=ItemClass.SHARED_CONTENT,
        text=f"Nobody is to know of this. {canary('police', 'SEALEDNOTE')}",
    )
    proposal = propose_seal(
        by=lead,
        now=now,
        case_id=case.pk,
        kind=SealChangeKind.SEAL,
        user_ids=(lead.pk, officer.pk),
        reason=f"He works for a partner agency. {canary('police', 'SEAL')}",
    )
    decide_seal(by=officer, now=now, change_id=proposal, confirm=True)
    return case


def _review(users: dict[str, User], agencies: dict[str, UUID], now: datetime) -> Case:
    case = _open(users["coordinator"], agencies["partnership"], now, CaseKind.REVIEW)
    for name, agency in (("chair", "partnership"), ("panel_member", "council"), ("imr_author", "council")):
        _join(users["coordinator"], case, users[name], agencies[agency], Capacity.WORKER, now)
    write_note(
        by=users["imr_author"],
        now=now,
        case_id=case.pk,
        agency_id=agencies["council"],
        item_class=ItemClass.SHARED_CONTENT,
        text=f"What our department did. {canary('council', 'REVIEW')}",
    )
    return case
