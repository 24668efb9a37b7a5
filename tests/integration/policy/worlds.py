"""Random worlds: users with roles, and cases with all that the rules ask of one, as rows.

What is so between a user and an object is worked out here in plain Python from the same rows: no query,
none of the product's rules.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any, TypeVar
from uuid import UUID

from django.db import models

from sightline.domain.chronology.uncertain_date import DatePrecision, DateQualifier
from sightline.domain.states.return_file import ReturnFileState
from sightline.domain.vocabulary.cases import (
    Capacity,
    CaseKind,
    CaseRole,
    CaseStage,
    EmergencyNotice,
    EmergencyReason,
    LawfulBasis,
    SealChangeKind,
)
from sightline.domain.vocabulary.chronologies import MarkKind, ReturnStepKind
from sightline.domain.vocabulary.events import EventKind, EventRole, SubmissionPurpose
from sightline.domain.vocabulary.people import BarOrigin, BarState, ContactKind, LocationKind, StaffDetailKind
from sightline.domain.vocabulary.roles import Role
from sightline.records.access.models import Appointment, User
from sightline.records.agencies.models import Agency
from sightline.records.cases.models import (
    Case,
    CaseMember,
    CaseNote,
    CaseSubject,
    EmergencyAccess,
    EmergencyAlert,
    NoteVersion,
    Reveal,
    Seal,
    SealChange,
    SealName,
    Share,
)
from sightline.records.chronologies.models import (
    AgencyReturn,
    ChronologyManifest,
    ChronologyRequest,
    Citation,
    DisclosureDecision,
    EnquiryEvidence,
    EntryMark,
    FindingVersion,
    KeyLineOfEnquiry,
    KeyPeriod,
    PanelFinding,
    Pseudonym,
    RequestTerm,
    ReturnFile,
    ReturnStep,
    UrgentRisk,
)
from sightline.records.events.models import (
    Event,
    EventPerson,
    Holding,
    IncidentAccount,
    KeptApart,
    SameIncident,
    Submission,
)
from sightline.records.people.models import (
    Alias,
    Bar,
    Location,
    Person,
    PersonRecord,
    RecordVersion,
    SafeContact,
    StaffDetail,
)
from tests.integration.policy.by_hand import may

NOW = datetime(2026, 5, 4, 9, tzinfo=UTC)
A_DAY = timedelta(days=1)
#: In force, from now on, ended just now, not begun. The end is the first moment of no longer.
SPANS = (
    (NOW - A_DAY, NOW + A_DAY),
    (NOW - A_DAY, NOW + A_DAY),
    (NOW - A_DAY, NOW + A_DAY),
    (NOW, NOW + A_DAY),
    (NOW - A_DAY, NOW),
    (NOW + A_DAY, NOW + 2 * A_DAY),
)

#: Model → what may be done to one; the first is to see it.
PERMISSIONS: dict[type[models.Model], tuple[str, ...]] = {
    Case: (
        "READ_CASE",
        "WRITE_ITEM",
        "MANAGE_MEMBERS",
        "CLOSE_CASE",
        "PROPOSE_SEAL",
        "TAKE_EMERGENCY_ACCESS",
        "SEE_WHO_LOOKED",
        "RUN_RETURNS",
        "RAISE_RISK",
        "ANALYSE",
    ),
    CaseMember: ("READ_CASE",),
    Share: ("READ_CASE",),
    Seal: ("READ_CASE",),
    SealName: ("READ_CASE",),
    SealChange: ("READ_CASE", "CONFIRM_SEAL"),
    EmergencyAccess: ("REVIEW_EMERGENCY_ACCESS",),
    EmergencyAlert: ("REVIEW_EMERGENCY_ACCESS",),
    CaseNote: ("READ_ITEM", "CORRECT_ITEM", "SHARE_ITEM"),
    NoteVersion: ("READ_ITEM",),
    CaseSubject: ("READ_ITEM",),
    PersonRecord: ("READ_ITEM", "CORRECT_ITEM", "SHARE_ITEM"),
    Alias: ("READ_ITEM",),
    RecordVersion: ("READ_ITEM",),
    Location: ("REVEAL_LOCATION",),
    SafeContact: ("REVEAL_LOCATION",),
    Reveal: ("SEE_WHO_LOOKED",),
    Bar: ("SET_BARS",),
    StaffDetail: ("SET_BARS",),
    Submission: ("READ_RETURNS",),
    Event: ("READ_ITEM", "CLEAR_ENTRIES"),
    EventPerson: ("READ_ITEM",),
    Holding: ("READ_ITEM",),
    SameIncident: ("ANALYSE",),
    IncidentAccount: ("ANALYSE",),
    KeptApart: ("ANALYSE",),
    ChronologyRequest: ("READ_CASE",),
    RequestTerm: ("READ_CASE",),
    Pseudonym: ("READ_ITEM",),
    AgencyReturn: ("READ_RETURNS", "SEND_RETURN", "RUN_RETURNS", "CLEAR_ENTRIES"),
    ReturnStep: ("READ_RETURNS",),
    ReturnFile: ("READ_RETURN_FILES",),
    UrgentRisk: ("READ_RETURNS",),
    DisclosureDecision: ("CLEAR_ENTRIES",),
    EntryMark: ("ANALYSE",),
    KeyPeriod: ("ANALYSE",),
    KeyLineOfEnquiry: ("ANALYSE",),
    EnquiryEvidence: ("ANALYSE",),
    PanelFinding: ("ANALYSE",),
    FindingVersion: ("ANALYSE",),
    Citation: ("ANALYSE",),
    ChronologyManifest: ("ANALYSE",),
}

Row = TypeVar("Row", bound=models.Model)


@dataclass
class World:
    """Rows by model, as they are in the database."""

    rows: dict[type[models.Model], list[Any]] = field(default_factory=dict)
    _roles: dict[UUID, dict[str, frozenset[UUID]]] = field(default_factory=dict)
    _known: dict[Any, frozenset[str]] = field(default_factory=dict)

    def add(self, row: Row) -> Row:
        self.rows.setdefault(type(row), []).append(row)
        return row

    def of(self, model: type[Row]) -> list[Row]:
        return self.rows.get(model, [])

    def write(self) -> None:
        """Put every row into the database. They were added in an order that their keys allow."""
        for model, rows in self.rows.items():
            model._base_manager.bulk_create(rows)

    def roles(self, user: User) -> dict[str, frozenset[UUID]]:
        """These are the roles a user holds now, each with the agencies it is held in."""
        held: dict[str, set[UUID]] = {}
        for each in self.of(Appointment):
            if each.user_id == user.pk and user.is_active and each.starts_at <= NOW < each.ends_at:
                held.setdefault(each.role, set()).add(each.agency_id)
        return {role: frozenset(agencies) for role, agencies in held.items()}

    def may(self, user: User, permission: str, obj: Any) -> bool:
        """This is the answer of the table written by hand. Nobody does anything to what they cannot see."""
        if user.pk not in self._roles:
            self._roles[user.pk] = self.roles(user)
        roles = self._roles[user.pk]
        return all(
            any(
                may(role, each, class_of(obj), self.facts(user, agencies, obj))
                for role, agencies in roles.items()
            )
            for each in {permission, PERMISSIONS[type(obj)][0]}
        )

    def facts(self, user: User, agencies: frozenset[UUID], obj: Any) -> frozenset[str]:
        """These are the facts between a user and an object, for a role held in these agencies."""
        of_object = {
            "own_agency": owner_agency(obj) in agencies,
            "owned": owner_of(obj) == user.pk,
            "authored": author_of(obj) == user.pk,
            "returned": isinstance(event := event_of(obj), Event) and event.submission.purpose == "RETURN",
            "taken_by_team": taker_of(obj) in self._team(user) and owner_agency(obj) in agencies,
        }
        case = case_of(obj)
        if case is not None:
            of_object["shared"] = any(reaches(each, obj) for each in self._shares(case, agencies))
        key = (user.pk, agencies, case)
        if key not in self._known:
            of_case = self._facts_of_case(user, agencies, case) if case else ()
            self._known[key] = frozenset(word for word, is_so in of_case if is_so)
        return self._known[key] | {word for word, is_so in of_object.items() if is_so}

    def _team(self, user: User) -> set[UUID]:
        return {
            each.user_id
            for each in self.of(Appointment)
            if each.supervisor_id == user.pk and each.starts_at <= NOW < each.ends_at
        }

    def _facts_of_case(self, user: User, agencies: frozenset[UUID], case: Case) -> Iterator[tuple[str, bool]]:
        yield "in_review", case.kind == CaseKind.REVIEW
        yield "panel_open", case.stage == CaseStage.PANEL_OPEN
        yield "open", case.stage != CaseStage.CLOSED
        members = [
            each
            for each in self.of(CaseMember)
            if each.case is case and each.starts_at <= NOW and (each.ends_at is None or each.ends_at > NOW)
        ]
        mine = [each for each in members if each.user_id == user.pk]
        yield "member", bool(mine)
        yield "lead", any(each.capacity == Capacity.LEAD for each in mine)
        yield "disclosure_officer", any(each.capacity == Capacity.DISCLOSURE for each in mine)
        team = self._team(user)
        yield "supervised", any(each.user_id in team and each.agency_id in agencies for each in members)
        subjects = [each for each in self.of(CaseSubject) if each.case is case]
        involved = {each.agency_id for each in members} | {each.record.agency_id for each in subjects}
        yield "agency_involved", bool(involved & agencies)
        yield (
            "emergency",
            any(
                each.case is case and each.taken_by_id == user.pk and each.taken_at <= NOW < each.until
                for each in self.of(EmergencyAccess)
            ),
        )
        seals = [each for each in self.of(Seal) if each.case is case and each.ended_at is None]
        yield "sealed", bool(seals)
        yield "named", any(each.seal in seals and each.user_id == user.pk for each in self.of(SealName))
        people = {each.record.person_id for each in subjects}
        yield (
            "barred",
            any(
                each.user_id == user.pk and each.person_id in people and each.state != BarState.LIFTED
                for each in self.of(Bar)
            ),
        )

    def _shares(self, case: Case, agencies: frozenset[UUID]) -> Iterator[Share]:
        for each in self.of(Share):
            in_force = each.shared_at <= NOW < each.until and each.ended_at is None
            if each.case is case and each.to_agency_id in agencies and in_force:
                yield each


def reaches(share: Share, obj: Any) -> bool:
    """This says whether a share lets its receiver see an object: a shell by any share of its case."""
    if isinstance(obj, CaseNote | NoteVersion):
        note = obj if isinstance(obj, CaseNote) else obj.note
        whole = share.note is None and share.record is None and note.item_class == "C2"
        return share.from_agency_id == note.agency_id and (whole or share.note is note)
    if isinstance(obj, CaseSubject | PersonRecord | Alias | RecordVersion | Pseudonym):
        record = record_of(obj)
        whole = share.note is None and share.record is None
        return share.from_agency_id == record.agency_id and (whole or share.record is record)
    # No share reaches an event: who may read one is the review's to say, or the case's.
    return not isinstance(event_of(obj), Event)


def record_of(obj: Any) -> PersonRecord:
    if isinstance(obj, PersonRecord):
        return obj
    return obj.subject.record if isinstance(obj, Pseudonym) else obj.record


def event_of(obj: Any) -> Event | None:
    """This is the event that an object is, or that it says something of to whoever may read it."""
    if isinstance(obj, EventPerson | Holding | DisclosureDecision):
        return obj.event
    return obj if isinstance(obj, Event) else None


def owner_of(obj: Any) -> UUID | None:
    if isinstance(obj, Bar | StaffDetail):
        return obj.user_id
    return obj.received_by_id if isinstance(obj, ReturnFile) else None


def case_of(obj: Any) -> Case | None:
    match obj:
        case Case():
            return obj
        case NoteVersion():
            return obj.note.case
        case SealName():
            return obj.seal.case
        case PersonRecord():
            return obj.subject.case
        case Alias() | RecordVersion() | Location() | SafeContact():
            return obj.record.subject.case
        case EmergencyAlert():
            return obj.access.case
        case Bar() | StaffDetail():
            return None
        case EventPerson() | Holding() | DisclosureDecision():
            return obj.event.case
        case IncidentAccount():
            return obj.incident.case
        case RequestTerm():
            return obj.request.case
        case ReturnStep() | ReturnFile():
            return obj.agency_return.case
        case EnquiryEvidence():
            return obj.enquiry.case
        case FindingVersion() | Citation():
            return obj.finding.case
    return obj.case


def author_of(obj: Any) -> UUID | None:
    """This is who made an object, where somebody else is to approve it."""
    if event := event_of(obj):
        return event.submission.received_by_id
    return taker_of(obj) or getattr(obj, "proposed_by_id", None)


def taker_of(obj: Any) -> UUID | None:
    """This is who took the emergency access that an object is or is about."""
    access = obj.access if isinstance(obj, EmergencyAlert) else obj
    return access.taken_by_id if isinstance(access, EmergencyAccess) else None


def owner_agency(obj: Any) -> UUID | None:
    """This is whose an object is: shells are nobody's."""
    match obj:
        case NoteVersion():
            return obj.note.agency_id
        case CaseSubject() | Alias() | RecordVersion() | Pseudonym():
            return record_of(obj).agency_id
        case EventPerson() | Holding() | DisclosureDecision():
            return obj.event.agency_id
        case ReturnStep() | ReturnFile():
            return obj.agency_return.agency_id
        case Submission() | Event() | AgencyReturn() | UrgentRisk():
            return obj.agency_id
        case Bar() | StaffDetail():
            return obj.user.agency_id
        case EmergencyAlert():
            return obj.access.agency_id
        case CaseNote() | PersonRecord() | Location() | SafeContact() | EmergencyAccess():
            return obj.agency_id
    return None


def class_of(obj: Any) -> str | None:
    match obj:
        case CaseNote():
            return obj.item_class
        case NoteVersion():
            return obj.note.item_class
        case CaseSubject() | PersonRecord() | Alias() | RecordVersion() | Pseudonym():
            return "C2"
        case Event():
            return obj.item_class
        case EventPerson() | Holding():
            return obj.event.item_class
        case Location() | SafeContact():
            return "C4"
    return None


def random_world(seed: int, *, n_users: int = 28, n_cases: int = 12) -> World:
    """Make a world in which each fact is often so and often not; every role is held at least twice."""
    return _Making(Random(seed)).world(n_users, n_cases)


class _Making:
    def __init__(self, random: Random) -> None:
        self.random = random
        self.made = World()
        self.tag = f"{random.getrandbits(40):010x}"

    def often(self, share: float) -> bool:
        return self.random.random() < share

    def world(self, n_users: int, n_cases: int) -> World:
        add, pick = self.made.add, self.random.choice
        for place in range(3):
            add(Agency(name=f"Agency {place} {self.tag}"))
        for place in range(n_users):
            add(User(email=f"{place}-{self.tag}@saltby.example", name="Invented Example",
                     agency=pick(self.agencies), is_active=self.often(0.95)))  # fmt: skip
        for user in self.users:
            add(StaffDetail(user=user, kind=StaffDetailKind.ADDRESS, text="1 Nowhere Lane"))
        roles = list(Role)
        for place, user in enumerate(self.users):
            for role in [roles[place % len(roles)], *self.random.choices(roles, k=pick((0, 0, 1, 2)))]:
                starts_at, ends_at = pick(SPANS)
                add(Appointment(user=user, role=role, agency=pick(self.agencies), starts_at=starts_at,
                                ends_at=ends_at, supervisor=pick([None, pick(self.users)])))  # fmt: skip
        for _ in range(n_cases):
            self.case()
        return self.made

    @property
    def agencies(self) -> list[Agency]:
        return self.made.of(Agency)

    @property
    def users(self) -> list[User]:
        return self.made.of(User)

    def some(self, rows: Iterable[Row], share: float) -> list[Row]:
        return [row for row in rows if self.often(share)]

    def case(self) -> None:
        add, pick = self.made.add, self.random.choice
        kind = pick(list(CaseKind))
        stages = [each for each in CaseStage if kind is CaseKind.REVIEW or each is not CaseStage.PANEL_OPEN]
        case = add(Case(reference=f"{self.random.getrandbits(48):012x}", kind=kind, stage=pick(stages),
                        agency=pick(self.agencies), opened_at=NOW, opened_by=pick(self.users)))  # fmt: skip
        for user in self.some(self.users, 0.4):
            starts_at, ends_at = pick([*SPANS, (NOW - A_DAY, None)])
            add(CaseMember(case=case, user=user, agency=pick(self.agencies), capacity=pick(list(Capacity)),
                           starts_at=starts_at, ends_at=ends_at))  # fmt: skip
        records = [self.record(case, self.agencies[place % 2]) for place in range(pick((1, 2, 3)))]
        notes = [self.note(case, agency, c) for agency in self.agencies for c in ("C2", "C3")]
        for share in (None, None, *records, *notes):
            if self.often(0.4):
                self.share(case, share)
        if self.often(0.3):
            self.seal(case)
        for user in self.some(self.users, 0.15):
            starts_at, until = pick(SPANS)
            code = pick(list(EmergencyReason))
            access = add(EmergencyAccess(case=case, agency=pick(self.agencies), code=code, reason="Invented.",
                                         taken_at=starts_at, taken_by=user, until=until,
                                         review_due_on=until.date()))  # fmt: skip
            add(EmergencyAlert(access=access, user=pick(self.users), notice=EmergencyNotice.TAKEN))
        for user in self.some(self.users, 0.1):
            add(SealChange(case=case, kind=SealChangeKind.SEAL, user_ids=[], reason="Invented.",
                           proposed_at=NOW, proposed_by=user))  # fmt: skip
        for user in self.some(self.users, 0.12):
            add(Bar(user=user, person=pick(records).person, origin=BarOrigin.SET,
                    state=pick(list(BarState)), reason="Invented."))  # fmt: skip
        self.chronology(case, records)

    def chronology(self, case: Case, records: list[PersonRecord]) -> None:
        """Make all that a case has of a chronology; a live case may have events too."""
        add, by = self.made.add, self.random.choice(self.users)
        said = {"asked_at": NOW, "asked_by": by}
        request = add(ChronologyRequest(case=case, version=1, title="Invented", due_on=NOW.date(), **said))
        add(RequestTerm(request=request, position=1, text="Invented."))
        subject = next(each for each in self.made.of(CaseSubject) if each.record is records[0])
        add(Pseudonym(case=case, subject=subject, pseudonym="P", agreed_at=NOW, agreed_by=by))
        events = [self.event(case, agency, c) for agency in self.agencies for c in ("C2", "C3")]
        for agency in self.agencies:
            self.agency_return(case, agency)
        add(UrgentRisk(case=case, agency=self.agencies[0], words="Invented.", raised_at=NOW, raised_by=by))
        incident = add(SameIncident(case=case, joined_at=NOW, joined_by=by))
        add(IncidentAccount(incident=incident, event=events[0]))
        first, second = sorted(events[1:3], key=lambda each: each.pk)
        add(KeptApart(case=case, first=first, second=second, kept_at=NOW, kept_by=by))
        add(EntryMark(case=case, event=events[0], kind=MarkKind.NOTE, made_at=NOW, made_by=by))
        add(KeyPeriod(case=case, name="Invented", begins_on=NOW.date(), ends_on=NOW.date(),
                      named_at=NOW, named_by=by))  # fmt: skip
        enquiry = add(KeyLineOfEnquiry(case=case, position=1, question="Invented?", **said))
        add(EnquiryEvidence(enquiry=enquiry, event=events[0], added_at=NOW, added_by=by))
        written = {"text": "Invented.", "written_at": NOW, "written_by": by}
        finding = add(PanelFinding(case=case, enquiry=enquiry, **written))
        add(FindingVersion(finding=finding, version=1, **written))
        add(Citation(finding=finding, event=events[0], cited_at=NOW, cited_by=by))
        add(ChronologyManifest(case=case, request=request, name="Invented", frozen_at=NOW, frozen_by=by))

    def event(self, case: Case, agency: Agency, item_class: str) -> Event:
        add, by = self.made.add, self.random.choice(self.users)
        purpose = self.random.choice(list(SubmissionPurpose))
        given = add(Submission(case=case, agency=agency, purpose=purpose, received_at=NOW, received_by=by))
        event = add(Event(submission=given, case=case, agency=agency, item_class=item_class, text="Invented.",
                          precision=DatePrecision.UNKNOWN, qualifier=DateQualifier.NONE,
                          kind=EventKind.OTHER, sort_key=str(given.pk)))  # fmt: skip
        add(EventPerson(event=event, role=EventRole.OTHER))
        add(Holding(event=event, agency=agency, since_text="then", precision=DatePrecision.UNKNOWN,
                    said_at=NOW, said_by=by))  # fmt: skip
        add(DisclosureDecision(event=event, is_cleared=True, decided_at=NOW, decided_by=by))
        return event

    def agency_return(self, case: Case, agency: Agency) -> None:
        add, by = self.made.add, self.random.choice(self.users)
        given = [each for each in self.made.of(Submission) if (each.case, each.agency) == (case, agency)]
        asked = add(AgencyReturn(case=case, agency=agency, due_on=NOW.date(), requested_at=NOW,
                                 submission=self.random.choice([None, *given]),
                                 requested_by=by))  # fmt: skip
        add(ReturnStep(agency_return=asked, kind=ReturnStepKind.REQUESTED, taken_at=NOW, taken_by=by))
        add(ReturnFile(agency_return=asked, file_name="invented.csv", file="invented", sha256=str(asked.pk),
                       n_bytes=1, state=ReturnFileState.READ, received_at=NOW, received_by=by))  # fmt: skip

    def record(self, case: Case, agency: Agency) -> PersonRecord:
        add, by = self.made.add, self.random.choice(self.users)
        said = {"recorded_at": NOW, "recorded_by": by}
        record = add(PersonRecord(person=add(Person()), agency=agency, name="Petra Invented", **said))
        add(CaseSubject(case=case, record=record, role=self.random.choice(list(CaseRole))))
        add(Alias(record=record, name="Pip Invented"))
        add(RecordVersion(record=record, version=1, name="Petra Wrong", **said))
        for other in (agency, self.random.choice(self.agencies)):
            add(Location(record=record, agency=other, kind=LocationKind.HOME, text="1 Nowhere Lane", **said))
        add(Reveal(case=case, record=record, reason="Invented.", revealed_at=NOW, revealed_by=by))
        add(SafeContact(record=record, agency=agency, kind=ContactKind.IN_PERSON, text="At work", **said))
        return record

    def note(self, case: Case, agency: Agency, item_class: str) -> CaseNote:
        said = {"text": "Invented.", "written_at": NOW, "written_by": self.random.choice(self.users)}
        note = self.made.add(CaseNote(case=case, agency=agency, item_class=item_class, **said))
        self.made.add(NoteVersion(note=note, version=1, **said))
        return note

    def share(self, case: Case, what: PersonRecord | CaseNote | None) -> None:
        pick = self.random.choice
        starts_at, until = pick(SPANS)
        by, ended_at = pick(self.users), pick([None, None, None, NOW])
        self.made.add(
            Share(
                case=case,
                from_agency=what.agency if what else pick(self.agencies),
                to_agency=pick(self.agencies),
                note=what if isinstance(what, CaseNote) else None,
                record=what if isinstance(what, PersonRecord) else None,
                basis=LawfulBasis.PUBLIC_TASK,
                agreement="Invented",
                shared_at=starts_at,
                shared_by=by,
                until=until,
                ended_at=ended_at,
                ended_by=by if ended_at else None,
            )
        )

    def seal(self, case: Case) -> None:
        by = self.random.choice(self.users)
        ended_at = self.random.choice([None, None, NOW])
        seal = self.made.add(
            Seal(case=case, sealed_at=NOW - A_DAY, sealed_by=by, ended_at=ended_at,
                 ended_by=by if ended_at else None)
        )  # fmt: skip
        for user in self.some(self.users, 0.5):
            self.made.add(SealName(seal=seal, user=user))
