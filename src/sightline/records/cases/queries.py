"""What a user sees of cases: lists, a case's page, what waits for them, and why they see it.

Where somebody is stands in none of these.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from sightline.domain.policy.english import sentence
from sightline.domain.policy.permissions import Permission
from sightline.domain.policy.rules import ON_CASES, roles_with
from sightline.domain.vocabulary.cases import (
    Capacity,
    CaseKind,
    CaseRole,
    CaseStage,
    EmergencyReason,
    LawfulBasis,
    SealChangeKind,
)
from sightline.domain.vocabulary.item_classes import ItemClass
from sightline.domain.vocabulary.people import BarOrigin, BarState
from sightline.errors import NotFound
from sightline.records.access.models import User
from sightline.records.access.policies import actor_for
from sightline.records.access.rows import all_that_can, rows_open_to, why_visible
from sightline.records.actor import Actor, system
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
    Share,
)
from sightline.records.cases.policies import sharing_all
from sightline.records.people.models import Alias, Bar, PersonRecord, RecordVersion


@dataclass(frozen=True, slots=True)
class CaseRow:
    """The shell of a case. `my_capacity` is None for who sees it without working on it."""

    id: UUID
    reference: str
    kind: CaseKind
    stage: CaseStage
    agency_name: str
    opened_at: datetime
    my_capacity: Capacity | None


@dataclass(frozen=True, slots=True)
class MemberRow:
    """Somebody who works on a case now."""

    id: UUID
    user_id: UUID
    name: str
    agency_name: str
    capacity: Capacity
    starts_at: datetime
    ends_at: datetime | None


@dataclass(frozen=True, slots=True)
class SubjectRow:
    """A person in a case, as one agency describes them.

    `may_reveal` says that the user may ask where the person is, not that there is an answer.
    """

    record_id: UUID
    person_id: UUID
    role: CaseRole
    name: str
    born_on: str
    aliases: tuple[str, ...]
    agency_id: UUID
    agency_name: str
    version: int
    recorded_at: datetime
    recorded_by_name: str
    may_correct: bool
    may_share: bool
    may_reveal: bool


@dataclass(frozen=True, slots=True)
class RecordVersionRow:
    """What a record said of its person in one version."""

    version: int
    name: str
    born_on: str
    recorded_at: datetime
    recorded_by_name: str


@dataclass(frozen=True, slots=True)
class NoteRow:
    """A note, as it reads now."""

    id: UUID
    agency_id: UUID
    agency_name: str
    item_class: ItemClass
    text: str
    written_at: datetime
    written_by_name: str
    version: int
    may_correct: bool
    may_share: bool


@dataclass(frozen=True, slots=True)
class VersionRow:
    """A note, as it read in one version."""

    version: int
    text: str
    written_at: datetime
    written_by_name: str


@dataclass(frozen=True, slots=True)
class NotePage:
    """A note and how it read before, latest first."""

    case: CaseRow
    note: NoteRow
    versions: tuple[VersionRow, ...]


@dataclass(frozen=True, slots=True)
class ShareRow:
    """What one agency lets another see. With neither a note nor a record: all it shared within the case."""

    id: UUID
    from_agency_name: str
    to_agency_name: str
    note_id: UUID | None
    record_id: UUID | None
    basis: LawfulBasis
    agreement: str
    until: datetime
    may_end: bool


@dataclass(frozen=True, slots=True)
class SealRow:
    """A seal, and who is named on it."""

    sealed_at: datetime
    named: tuple[tuple[UUID, str], ...]


@dataclass(frozen=True, slots=True)
class AgencyRef:
    """An agency the user may act for."""

    id: UUID
    name: str


@dataclass(frozen=True, slots=True)
class CasePage:
    """All that one user may see of a case, and do to it.

    `emergency_until` is set where the user sees it by emergency access. `agencies` are those the user may
    write for.
    """

    case: CaseRow
    version: int
    members: tuple[MemberRow, ...]
    subjects: tuple[SubjectRow, ...]
    notes: tuple[NoteRow, ...]
    shares: tuple[ShareRow, ...]
    seal: SealRow | None
    emergency_until: datetime | None
    agencies: tuple[AgencyRef, ...]
    may: frozenset[Permission]


@dataclass(frozen=True, slots=True)
class EmergencyRow:
    """Emergency access that somebody took and nobody has reviewed yet."""

    id: UUID
    case_id: UUID
    reference: str
    taken_by_name: str
    agency_name: str
    code: EmergencyReason
    reason: str
    taken_at: datetime
    until: datetime
    review_due_on: date


@dataclass(frozen=True, slots=True)
class SealChangeRow:
    """A change to a seal that waits for somebody other than who proposed it."""

    id: UUID
    case_id: UUID
    reference: str
    kind: SealChangeKind
    names: tuple[str, ...]
    reason: str
    proposed_at: datetime
    proposed_by_name: str


@dataclass(frozen=True, slots=True)
class BarRow:
    """A bar. It says who is barred and what matched, not by whom in which case."""

    id: UUID
    user_id: UUID
    user_name: str
    person_id: UUID
    origin: BarOrigin
    state: BarState
    matched_on: tuple[str, ...]
    reason: str
    decided_at: datetime | None
    decided_by_name: str


def cases(user: User, *, now: datetime) -> tuple[CaseRow, ...]:
    """Return the cases a user sees, newest first."""
    actor = actor_for(user, now)
    found = (
        rows_open_to(actor, Permission.READ_CASE, Case).select_related("agency").order_by("-opened_at", "-id")
    )
    return _case_rows(actor, list(found))


def case_page(user: User, case_id: UUID, *, now: datetime) -> CasePage:
    """Return what a user sees of a case. Raises: NotFound"""
    actor = actor_for(user, now)
    case = _visible_case(actor, case_id)
    agencies = _agencies(actor, Permission.WRITE_ITEM)
    return CasePage(
        case=_case_rows(actor, [case])[0],
        version=case.version,
        members=_members(actor, case),
        subjects=_subjects(actor, case),
        notes=_notes(actor, rows_open_to(actor, Permission.READ_ITEM, CaseNote).filter(case=case)),
        shares=_shares(actor, case),
        seal=_seal(actor, case),
        emergency_until=_emergency_until(actor, case),
        agencies=agencies,
        may=_may(actor, case),
    )


def note_page(user: User, note_id: UUID, *, now: datetime | None = None) -> NotePage:
    """Return a note with its earlier versions. Raises: NotFound"""
    actor = actor_for(user, now)
    notes = rows_open_to(actor, Permission.READ_ITEM, CaseNote).filter(pk=note_id)
    rows = _notes(actor, notes)
    if not rows:
        raise _not_here()
    case = _visible_case(actor, notes.values_list("case", flat=True).get())
    versions = rows_open_to(actor, Permission.READ_ITEM, NoteVersion).filter(note=note_id)
    return NotePage(
        case=_case_rows(actor, [case])[0],
        note=rows[0],
        versions=tuple(
            VersionRow(each.version, each.text, each.written_at, each.written_by.name)
            for each in versions.select_related("written_by").order_by("-version")
        ),
    )


def record_versions(user: User, record_id: UUID, *, now: datetime) -> tuple[RecordVersionRow, ...]:
    """Return what a record of a person said before it was corrected, latest first."""
    found = rows_open_to(actor_for(user, now), Permission.READ_ITEM, RecordVersion).filter(record=record_id)
    return tuple(
        RecordVersionRow(each.version, each.name, each.born_on, each.recorded_at, each.recorded_by.name)
        for each in found.select_related("recorded_by").order_by("-version")
    )


def why_may_see(user: User, case_id: UUID, *, now: datetime | None = None) -> tuple[str, ...]:
    """Return the rules by which a user sees a case, as sentences. Raises: NotFound"""
    actor = actor_for(user, now)
    case = _visible_case(actor, case_id)
    with system("say by which rules somebody sees a case"):
        return tuple(sentence(rule) for rule in why_visible(actor, Permission.READ_CASE, case))


def emergencies_to_review(user: User, *, now: datetime | None = None) -> tuple[EmergencyRow, ...]:
    """Return the emergency accesses that wait for a user's review, the one due first at the top."""
    waiting = rows_open_to(actor_for(user, now), Permission.REVIEW_EMERGENCY_ACCESS, EmergencyAccess).filter(
        reviewed_at=None
    )
    found = list(waiting.select_related("taken_by", "agency").order_by("review_due_on", "taken_at", "id"))
    # The taker's agency reviews too, also where it has no part in the case: its officer sees the reference.
    references = _references({each.case_id for each in found})
    return tuple(
        EmergencyRow(
            each.pk,
            each.case_id,
            references[each.case_id],
            each.taken_by.name,
            each.agency.name,
            EmergencyReason(each.code),
            each.reason,
            each.taken_at,
            each.until,
            each.review_due_on,
        )
        for each in found
    )


def seal_changes_to_decide(user: User, *, now: datetime | None = None) -> tuple[SealChangeRow, ...]:
    """Return the proposed changes to seals that a user may decide, oldest first."""
    waiting = rows_open_to(actor_for(user, now), Permission.CONFIRM_SEAL, SealChange).filter(decided_at=None)
    found = list(waiting.select_related("case", "proposed_by").order_by("proposed_at", "id"))
    ids = {user_id for each in found for user_id in each.user_ids}
    names = {str(pk): name for pk, name in User.objects.filter(pk__in=ids).values_list("pk", "name")}
    return tuple(
        SealChangeRow(
            each.pk,
            each.case_id,
            each.case.reference,
            SealChangeKind(each.kind),
            tuple(names[user_id] for user_id in each.user_ids),
            each.reason,
            each.proposed_at,
            each.proposed_by.name,
        )
        for each in found
    )


def bars(user: User, *, now: datetime | None = None) -> tuple[BarRow, ...]:
    """Return the bars of an agency's staff, those to be looked at first."""
    open_ones = rows_open_to(actor_for(user, now), Permission.SET_BARS, Bar).select_related(
        "user", "decided_by"
    )
    return tuple(
        BarRow(
            each.pk,
            each.user_id,
            each.user.name,
            each.person_id,
            BarOrigin(each.origin),
            BarState(each.state),
            tuple(each.matched_on),
            each.reason,
            each.decided_at,
            each.decided_by.name if each.decided_by else "",
        )
        for each in sorted(
            open_ones, key=lambda each: (each.state != BarState.PROPOSED, each.user.name, each.pk)
        )
    )


def _visible_case(actor: Actor, case_id: UUID) -> Case:
    found = (
        rows_open_to(actor, Permission.READ_CASE, Case).filter(pk=case_id).select_related("agency").first()
    )
    if found is None:
        raise _not_here()
    return found


def _not_here() -> NotFound:
    return NotFound("This is not here, or it is not for you to see.")


def _references(case_ids: Iterable[UUID]) -> dict[UUID, str]:
    with system("name the cases whose emergency access is reviewed"):
        return dict(Case.objects.filter(pk__in=set(case_ids)).values_list("pk", "reference"))


def _case_rows(actor: Actor, found: list[Case]) -> tuple[CaseRow, ...]:
    mine = {
        each.case_id: Capacity(each.capacity)
        for each in _members_now(actor).filter(user=actor.user_id, case__in=[case.pk for case in found])
    }
    return tuple(
        CaseRow(
            case.pk,
            case.reference,
            CaseKind(case.kind),
            CaseStage(case.stage),
            case.agency.name,
            case.opened_at,
            mine.get(case.pk),
        )
        for case in found
    )


def _members_now(actor: Actor) -> QuerySet[CaseMember]:
    return rows_open_to(actor, Permission.READ_CASE, CaseMember).filter(
        Q(ends_at=None) | Q(ends_at__gt=actor.now), starts_at__lte=actor.now
    )


def _members(actor: Actor, case: Case) -> tuple[MemberRow, ...]:
    found = _members_now(actor).filter(case=case).select_related("user", "agency")
    return tuple(
        MemberRow(
            each.pk,
            each.user_id,
            each.user.name,
            each.agency.name,
            Capacity(each.capacity),
            each.starts_at,
            each.ends_at,
        )
        for each in found.order_by("starts_at", "id")
    )


def _subjects(actor: Actor, case: Case) -> tuple[SubjectRow, ...]:
    aliases = Prefetch("record__aliases", Alias.objects.order_by("name"))
    found = rows_open_to(actor, Permission.READ_ITEM, CaseSubject).filter(case=case)
    correct, share, reveal = (
        _ids_open_to(actor, permission, PersonRecord, Q(subject__case=case))
        for permission in (Permission.CORRECT_ITEM, Permission.SHARE_ITEM, Permission.REVEAL_LOCATION)
    )
    return tuple(
        SubjectRow(
            each.record_id,
            each.record.person_id,
            CaseRole(each.role),
            each.record.name,
            each.record.born_on,
            tuple(alias.name for alias in each.record.aliases.all()),
            each.record.agency_id,
            each.record.agency.name,
            each.record.version,
            each.record.recorded_at,
            each.record.recorded_by.name,
            each.record_id in correct,
            each.record_id in share,
            each.record_id in reveal,
        )
        for each in found.select_related("record__agency", "record__recorded_by")
        .prefetch_related(aliases)
        .order_by("id")
    )


def _notes(actor: Actor, notes: QuerySet[CaseNote]) -> tuple[NoteRow, ...]:
    ids = Q(pk__in=list(notes.values_list("pk", flat=True)))
    correct, share = (
        _ids_open_to(actor, permission, CaseNote, ids)
        for permission in (Permission.CORRECT_ITEM, Permission.SHARE_ITEM)
    )
    return tuple(
        NoteRow(
            each.pk,
            each.agency_id,
            each.agency.name,
            ItemClass(each.item_class),
            each.text,
            each.written_at,
            each.written_by.name,
            each.version,
            each.pk in correct,
            each.pk in share,
        )
        for each in notes.select_related("agency", "written_by").order_by("written_at", "id")
    )


def _ids_open_to(
    actor: Actor, permission: Permission, model: type[CaseNote | PersonRecord], which: Q
) -> set[UUID]:
    return set(rows_open_to(actor, permission, model).filter(which).values_list("pk", flat=True))


def _shares(actor: Actor, case: Case) -> tuple[ShareRow, ...]:
    mine = actor.agencies(roles_with(Permission.SHARE_ITEM))
    found = rows_open_to(actor, Permission.READ_CASE, Share).filter(
        case=case, ended_at=None, until__gt=actor.now
    )
    return tuple(
        ShareRow(
            each.pk,
            each.from_agency.name,
            each.to_agency.name,
            each.note_id,
            each.record_id,
            LawfulBasis(each.basis),
            each.agreement,
            each.until,
            each.from_agency_id in mine,
        )
        for each in found.select_related("from_agency", "to_agency").order_by("shared_at", "id")
    )


def _seal(actor: Actor, case: Case) -> SealRow | None:
    found = rows_open_to(actor, Permission.READ_CASE, Seal).filter(case=case, ended_at=None).first()
    if found is None:
        return None
    names = found.names.select_related("user").order_by("user__name", "id")
    return SealRow(found.sealed_at, tuple((each.user_id, each.user.name) for each in names))


def _emergency_until(actor: Actor, case: Case) -> datetime | None:
    with system("tell somebody when the emergency access they took ends"):
        taken = EmergencyAccess.objects.filter(case=case, taken_by=actor.user_id, until__gt=actor.now)
        return taken.order_by("-until").values_list("until", flat=True).first()


def _agencies(actor: Actor, permission: Permission) -> tuple[AgencyRef, ...]:
    found = Agency.objects.filter(pk__in=actor.agencies(roles_with(permission))).order_by("name")
    return tuple(AgencyRef(each.pk, each.name) for each in found)


def _may(actor: Actor, case: Case) -> frozenset[Permission]:
    """What may be done to a case or to one thing in it; sharing it whole is for an agency to say."""
    found = all_that_can(actor, ON_CASES, case)
    if any(
        sharing_all(actor, case, agency_id) is None
        for agency_id in actor.agencies(roles_with(Permission.SHARE_ITEM))
    ):
        return found | {Permission.SHARE_ITEM}
    return found
