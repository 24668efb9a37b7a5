"""How the facts of the rules read on a case and on what is in it.

Everything hangs on the case: a path leads from each model to it. A record of a person is of one case,
so two facts about a record are always two facts about the same case.
"""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from sightline.domain.policy.facts import Fact
from sightline.domain.policy.permissions import Permission
from sightline.domain.vocabulary.cases import Capacity, CaseKind, CaseStage
from sightline.domain.vocabulary.item_classes import ItemClass
from sightline.domain.vocabulary.people import BarState
from sightline.domain.vocabulary.roles import Role
from sightline.records.access.models import Appointment
from sightline.records.access.rows import Asker, FactInRows, Protected, protect
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
from sightline.records.people.models import Alias, Bar, Location, PersonRecord, SafeContact

Roles = frozenset[Role]


def case_facts(case: str) -> dict[Fact, FactInRows]:
    """Return how the facts about a case read on a model from which `case` leads to the case's id."""

    def members(asker: Asker) -> QuerySet[Any]:
        ends = Q(ends_at=None) | Q(ends_at__gt=asker.now)
        return CaseMember.objects.filter(ends, case=OuterRef(case), starts_at__lte=asker.now)

    def supervised(asker: Asker, roles: Roles) -> Q:
        answers_for = Appointment.objects.filter(
            supervisor=asker.user, starts_at__lte=asker.now, ends_at__gt=asker.now
        )
        team = members(asker).filter(user__in=answers_for.values("user"), agency__in=asker.agencies(roles))
        return Q(Exists(team))

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


def _shares(asker: Asker, roles: Roles, case: str) -> QuerySet[Share]:
    return Share.objects.filter(
        case=OuterRef(case),
        to_agency__in=asker.agencies(roles),
        shared_at__lte=asker.now,
        until__gt=asker.now,
        ended_at=None,
    )


def _item_facts(case: str, agency: str, named: tuple[str, str], *, shared_class: Q) -> dict[Fact, FactInRows]:
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


_EVERY_CLASS = {ItemClass.SHARED_CONTENT: Q()}

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
        {
            **case_facts("case_id"),
            Fact.AUTHORED: lambda asker, _roles: Q(taken_by=asker.user),
            Fact.OWN_AGENCY: lambda asker, roles: Q(agency__in=asker.agencies(roles)),
        },
    )
)
_NOTE_CLASSES = {each: Q(item_class=each.value) for each in (ItemClass.SHARED_CONTENT, ItemClass.AGENCY_RAW)}
protect(
    Protected(
        CaseNote,
        Permission.READ_ITEM,
        _item_facts(
            "case_id", "agency", ("note", "pk"), shared_class=_NOTE_CLASSES[ItemClass.SHARED_CONTENT]
        ),
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
        _item_facts(
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
        _item_facts("case_id", "record__agency", ("record", "record_id"), shared_class=Q()),
        _EVERY_CLASS,
    )
)
protect(
    Protected(
        PersonRecord,
        Permission.READ_ITEM,
        _item_facts("subject__case_id", "agency", ("record", "pk"), shared_class=Q()),
        _EVERY_CLASS,
    )
)
protect(
    Protected(
        Alias,
        Permission.READ_ITEM,
        _item_facts("record__subject__case_id", "record__agency", ("record", "record_id"), shared_class=Q()),
        _EVERY_CLASS,
    )
)
for _model in (Location, SafeContact):
    protect(
        Protected(
            _model,
            Permission.REVEAL_LOCATION,
            {
                **case_facts("record__subject__case_id"),
                Fact.OWN_AGENCY: lambda asker, roles: Q(agency__in=asker.agencies(roles)),
            },
            {ItemClass.LOCATION: Q()},
        )
    )
protect(
    Protected(
        Bar,
        Permission.SET_BARS,
        {
            Fact.OWN_AGENCY: lambda asker, roles: Q(user__agency__in=asker.agencies(roles)),
            Fact.OWNED: lambda asker, _roles: Q(user=asker.user),
        },
    )
)
