"""How the facts of the rules read on a case and on what is in it, and how the services ask.

Everything hangs on the case: a path leads from each model to it. A record of a person is of one case,
so two facts about a record are always two facts about the same case.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Exists, Model, OuterRef, Q, QuerySet

from sightline.domain.policy.decision import is_allowed
from sightline.domain.policy.facts import Fact
from sightline.domain.policy.permissions import Permission
from sightline.domain.policy.rules import roles_with
from sightline.domain.vocabulary.cases import Capacity, CaseKind, CaseStage
from sightline.domain.vocabulary.item_classes import ItemClass
from sightline.domain.vocabulary.people import BarState
from sightline.domain.vocabulary.roles import Role
from sightline.errors import NotFound
from sightline.records.access.models import Appointment, User
from sightline.records.access.policies import NotAllowed, Refusal, actor_for
from sightline.records.access.rows import (
    Asker,
    FactInRows,
    Protected,
    protect,
    protected_models,
    rows_open_to,
)
from sightline.records.actor import Actor, system
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
from sightline.records.people.models import (
    Alias,
    Bar,
    Location,
    PersonRecord,
    RecordVersion,
    SafeContact,
    StaffDetail,
)

Roles = frozenset[Role]
Found = TypeVar("Found", bound=Model)

#: At most so many characters in a note, a reason, a location.
TEXT_LENGTH = 20_000


def case_facts(case: str) -> dict[Fact, FactInRows]:
    """Return how the facts about a case read on a model from which `case` leads to the case's id."""

    def members(asker: Asker) -> QuerySet[Any]:
        ends = Q(ends_at=None) | Q(ends_at__gt=asker.now)
        return CaseMember.objects.filter(ends, case=OuterRef(case), starts_at__lte=asker.now)

    def supervised(asker: Asker, roles: Roles) -> Q:
        return Q(Exists(members(asker).filter(user__in=_team(asker), agency__in=asker.agencies(roles))))

    def agency_involved(asker: Asker, roles: Roles) -> Q:
        own = asker.agencies(roles)
        records = CaseSubject.objects.filter(case=OuterRef(case), record__agency__in=own)
        return Q(Exists(members(asker).filter(agency__in=own))) | Q(Exists(records))

    def shared(asker: Asker, roles: Roles) -> Q:
        return Q(Exists(_shares(asker, roles, case)))

    def in_emergency(asker: Asker, _roles: Roles) -> Q:
        taken = EmergencyAccess.objects.filter(
            case=OuterRef(case), taken_by=asker.user, taken_at__lte=asker.now, until__gt=asker.now
        )
        return Q(Exists(taken))

    def barred(asker: Asker, _roles: Roles) -> Q:
        bars = Bar.objects.exclude(state=BarState.LIFTED).filter(
            user=asker.user, person__records__subject__case=OuterRef(case)
        )
        return Q(Exists(bars))

    def named(asker: Asker, _roles: Roles) -> Q:
        names = SealName.objects.filter(seal__case=OuterRef(case), seal__ended_at=None, user=asker.user)
        return Q(Exists(names))

    def of_case(**condition: object) -> Q:
        return Q(Exists(Case.objects.filter(pk=OuterRef(case), **condition)))

    return {
        Fact.MEMBER: lambda asker, _roles: Q(Exists(members(asker).filter(user=asker.user))),
        Fact.LEAD: lambda asker, _roles: Q(
            Exists(members(asker).filter(user=asker.user, capacity=Capacity.LEAD))
        ),
        Fact.DISCLOSURE_OFFICER: lambda asker, _roles: Q(
            Exists(members(asker).filter(user=asker.user, capacity=Capacity.DISCLOSURE))
        ),
        Fact.SUPERVISED: supervised,
        Fact.AGENCY_INVOLVED: agency_involved,
        Fact.SHARED: shared,
        Fact.EMERGENCY: in_emergency,
        Fact.BARRED: barred,
        Fact.SEALED: lambda _asker, _roles: Q(
            Exists(Seal.objects.filter(case=OuterRef(case), ended_at=None))
        ),
        Fact.NAMED: named,
        Fact.IN_REVIEW: lambda _asker, _roles: of_case(kind=CaseKind.REVIEW),
        Fact.PANEL_OPEN: lambda _asker, _roles: of_case(stage=CaseStage.PANEL_OPEN),
        Fact.OPEN: lambda _asker, _roles: of_case(stage__in=[CaseStage.OPEN, CaseStage.PANEL_OPEN]),
    }


def _team(asker: Asker) -> QuerySet[Any]:
    """Return the ids of those for whom somebody answers as their supervisor now."""
    answers_for = Appointment.objects.filter(
        supervisor=asker.user, starts_at__lte=asker.now, ends_at__gt=asker.now
    )
    return answers_for.values("user")


def _emergency_facts(access: str = "") -> dict[Fact, FactInRows]:
    """Return how the facts about an emergency access read where `access` leads to its fields."""
    agency, taken_by = f"{access}agency__in", f"{access}taken_by"
    return {
        **case_facts(f"{access}case_id"),
        Fact.AUTHORED: lambda asker, _roles: Q(**{taken_by: asker.user}),
        Fact.OWN_AGENCY: lambda asker, roles: Q(**{agency: asker.agencies(roles)}),
        Fact.TAKEN_BY_TEAM: lambda asker, roles: Q(
            **{f"{taken_by}__in": _team(asker), agency: asker.agencies(roles)}
        ),
    }


def _shares(asker: Asker, roles: Roles, case: str) -> QuerySet[Share]:
    return Share.objects.filter(
        case=OuterRef(case),
        to_agency__in=asker.agencies(roles),
        shared_at__lte=asker.now,
        until__gt=asker.now,
        ended_at=None,
    )


def item_facts(case: str, agency: str, named: tuple[str, str], *, shared_class: Q) -> dict[Fact, FactInRows]:
    """Return the facts about an item in a case: those of its case, and whose it is.

    A share of the whole case reaches what its agency had shared within the case (`shared_class`); what
    the agency keeps for itself is shared one by one. `named` is the field of a share that names one, and
    the path from the item to what it holds.
    """
    name, path = named

    def shared(asker: Asker, roles: Roles) -> Q:
        own = _shares(asker, roles, case).filter(from_agency=OuterRef(agency))
        one = Q(Exists(own.filter(**{name: OuterRef(path)})))
        return one | (shared_class & Q(Exists(own.filter(note=None, record=None))))

    return {
        **case_facts(case),
        Fact.OWN_AGENCY: lambda asker, roles: Q(**{f"{agency}__in": asker.agencies(roles)}),
        Fact.SHARED: shared,
    }


def _of_own_agency(case: str, agency: str) -> Callable[[Asker], Q]:
    """Return the rows by which an agency is involved in a case, for staff whom no bar or seal keeps out."""
    facts = case_facts(case)

    def rows(asker: Asker) -> Q:
        every_role = frozenset(Role)
        is_so = {fact: facts[fact](asker, every_role) for fact in (Fact.BARRED, Fact.SEALED, Fact.NAMED)}
        kept_out = is_so[Fact.BARRED] | (is_so[Fact.SEALED] & ~is_so[Fact.NAMED])
        return Q(**{f"{agency}__in": asker.agencies(every_role)}) & ~kept_out

    return rows


_EVERY_CLASS = {ItemClass.SHARED_CONTENT: Q()}
# Whether somebody may ask where a person is depends on whose record it is, not on what there is to reveal.
_RECORD_CLASSES = {ItemClass.SHARED_CONTENT: Q(), ItemClass.LOCATION: Q()}

protect(Protected(Case, Permission.READ_CASE, case_facts("pk")))

protect(Protected(CaseMember, Permission.READ_CASE, case_facts("case_id")))
protect(Protected(Share, Permission.READ_CASE, case_facts("case_id")))
protect(Protected(Seal, Permission.READ_CASE, case_facts("case_id")))
protect(Protected(SealName, Permission.READ_CASE, case_facts("seal__case_id")))
protect(
    Protected(
        SealChange,
        Permission.READ_CASE,
        {
            **case_facts("case_id"),
            Fact.AUTHORED: lambda asker, _roles: Q(proposed_by=asker.user),
        },
    )
)
protect(
    Protected(
        EmergencyAccess,
        Permission.REVIEW_EMERGENCY_ACCESS,
        _emergency_facts(),
        asked_by_facts=lambda asker: Q(taken_by=asker.user),
    )
)
protect(Protected(EmergencyAlert, Permission.REVIEW_EMERGENCY_ACCESS, _emergency_facts("access__")))
protect(Protected(Reveal, Permission.SEE_WHO_LOOKED, case_facts("case_id")))
_NOTE_CLASSES = {each: Q(item_class=each.value) for each in (ItemClass.SHARED_CONTENT, ItemClass.AGENCY_RAW)}
protect(
    Protected(
        CaseNote,
        Permission.READ_ITEM,
        item_facts("case_id", "agency", ("note", "pk"), shared_class=_NOTE_CLASSES[ItemClass.SHARED_CONTENT]),
        _NOTE_CLASSES,
    )
)
_VERSION_CLASSES = {
    each: Q(note__item_class=each.value) for each in (ItemClass.SHARED_CONTENT, ItemClass.AGENCY_RAW)
}
protect(
    Protected(
        NoteVersion,
        Permission.READ_ITEM,
        item_facts(
            "note__case_id",
            "note__agency",
            ("note", "note_id"),
            shared_class=_VERSION_CLASSES[ItemClass.SHARED_CONTENT],
        ),
        _VERSION_CLASSES,
    )
)
# Who is in a case is shared content: everybody who works on it needs to know of whom they speak.
protect(
    Protected(
        CaseSubject,
        Permission.READ_ITEM,
        item_facts("case_id", "record__agency", ("record", "record_id"), shared_class=Q()),
        _EVERY_CLASS,
        asked_by_facts=_of_own_agency("case_id", "record__agency"),
    )
)
protect(
    Protected(
        PersonRecord,
        Permission.READ_ITEM,
        item_facts("subject__case_id", "agency", ("record", "pk"), shared_class=Q()),
        _RECORD_CLASSES,
        asked_by_facts=_of_own_agency("subject__case_id", "agency"),
    )
)
for _of_record in (Alias, RecordVersion):
    protect(
        Protected(
            _of_record,
            Permission.READ_ITEM,
            item_facts(
                "record__subject__case_id", "record__agency", ("record", "record_id"), shared_class=Q()
            ),
            _EVERY_CLASS,
        )
    )
for _place in (Location, SafeContact):
    protect(
        Protected(
            _place,
            Permission.REVEAL_LOCATION,
            {
                **case_facts("record__subject__case_id"),
                Fact.OWN_AGENCY: lambda asker, roles: Q(agency__in=asker.agencies(roles)),
            },
            {ItemClass.LOCATION: Q()},
        )
    )
# What staff are known by in private life is kept to find bars, so it is for those who decide those.
for _to_bar in (Bar, StaffDetail):
    protect(
        Protected(
            _to_bar,
            Permission.SET_BARS,
            {
                Fact.OWN_AGENCY: lambda asker, roles: Q(user__agency__in=asker.agencies(roles)),
                Fact.OWNED: lambda asker, _roles: Q(user=asker.user),
            },
        )
    )


def open_to(by: User, now: datetime, permission: Permission, model: type[Found], pk: UUID) -> Found:
    """Return an object to which a user may do something, locked.

    Raises: NotFound where they may not see it, whether or not it exists; NotAllowed where they see it
    """
    actor = actor_for(by, now)
    if rows_open_to(actor, permission, model).filter(pk=pk).exists():
        # A query through the rules joins other tables, of which PostgreSQL locks none from outside.
        with system("lock what somebody may change"):
            return model._default_manager.select_for_update().get(pk=pk)
    if rows_open_to(actor, protected_models()[model].permission, model).filter(pk=pk).exists():
        raise NotAllowed(f"You may not {permission.wording} here. The lead worker can tell you who may.")
    raise NotFound("This is not here, or it is not for you to see.")


def working_for(actor: Actor, permission: Permission, agency_id: UUID) -> Refusal | None:
    """Refuse to do something in the name of an agency in which the actor holds no role for it."""
    if agency_id in actor.agencies(roles_with(permission)):
        return None
    return Refusal(f"You may {permission.wording} for an agency you work in only.")


def opening_case(actor: Actor, kind: CaseKind, agency_id: UUID) -> Refusal | None:
    """Refuse to open a case of a kind for an agency."""
    roles = {each.role for each in actor.appointed if each.agency_id == agency_id}
    if is_allowed(
        Permission.OPEN_CASE, roles, lambda fact, _roles: fact is Fact.IN_REVIEW and kind is CaseKind.REVIEW
    ):
        return None
    return Refusal(f"You may not open a case of the kind “{kind.wording}” for this agency.")


def sharing_all(actor: Actor, case: Case, agency_id: UUID) -> Refusal | None:
    """Refuse to share all that an agency shared within a case, unless it takes part in the case."""
    facts = case_facts("pk")
    asker = Asker(actor)

    def is_so(fact: Fact, roles: Roles) -> bool:
        if fact is Fact.OWN_AGENCY:
            return agency_id in actor.agencies(roles)
        return fact in facts and Case.objects.filter(facts[fact](asker, roles), pk=case.pk).exists()

    takes_part = Q(members__agency=agency_id) | Q(subjects__record__agency=agency_id)
    with system("ask the rules of sharing about a case"):
        if is_allowed(Permission.SHARE_ITEM, actor.roles, is_so) and (
            Case.objects.filter(takes_part, pk=case.pk).exists()
        ):
            return None
    return Refusal("You may share for an agency that takes part in the case, and in which you work, only.")
