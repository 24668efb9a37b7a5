"""The combined chronology of a case as a user reads it: some entries in order, and who is who in them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, Q

from sightline.domain.chronology.filters import EntryFilter
from sightline.domain.policy.permissions import Permission
from sightline.domain.vocabulary.cases import CaseKind, CaseRole
from sightline.domain.vocabulary.chronologies import MarkKind
from sightline.errors import NotFound
from sightline.records.access.models import User
from sightline.records.access.policies import actor_for
from sightline.records.access.rows import all_that_can, rows_open_to
from sightline.records.actor import Actor
from sightline.records.cases.models import Case, CaseSubject
from sightline.records.chronologies.models import EntryMark, Pseudonym
from sightline.records.chronologies.queries.returns import TermRow, chronology_request
from sightline.records.events.models import Event
from sightline.records.events.queries import EntryPage, entries, n_entries
from sightline.records.people.models import Alias

_DONE_HERE = (Permission.WRITE_ITEM, Permission.ANALYSE)


@dataclass(frozen=True, slots=True)
class AgencyName:
    """An agency that gave entries the user may read."""

    id: UUID
    name: str


@dataclass(frozen=True, slots=True)
class PersonName:
    """Somebody of the case whose record the user may read. `pseudonym` is empty where none was agreed."""

    subject_id: UUID
    record_id: UUID
    role: CaseRole
    name: str
    other_names: tuple[str, ...]
    pseudonym: str


@dataclass(frozen=True, slots=True)
class MarkRow:
    """What somebody on the panel says of an entry now."""

    kind: MarkKind
    text: str
    term_id: UUID | None
    made_at: datetime
    made_by_name: str


@dataclass(frozen=True, slots=True)
class ChronologyCase:
    """The case a chronology is of, who gave entries to it and who is in them."""

    id: UUID
    reference: str
    kind: CaseKind
    agencies: tuple[AgencyName, ...]
    people: tuple[PersonName, ...]
    terms: tuple[TermRow, ...]
    may: frozenset[Permission]


@dataclass(frozen=True, slots=True)
class ChronologyPage:
    """Some entries of a chronology. `n_found` fit what was wanted; `n_undated` of those have no day."""

    entries: EntryPage
    n_found: int
    n_undated: int
    marks: Mapping[UUID, tuple[MarkRow, ...]]


def chronology_case(user: User, case_id: UUID, *, now: datetime) -> ChronologyCase:
    """Return the case of a chronology, with no words of its entries. Raises: NotFound"""
    actor = actor_for(user, now)
    case = rows_open_to(actor, Permission.READ_CASE, Case).filter(pk=case_id).first()
    if case is None:
        raise NotFound("This is not here, or it is not for you to see.")
    gave = rows_open_to(actor, Permission.READ_ITEM, Event).filter(case=case_id, is_current=True)
    asked = chronology_request(user, case_id)
    return ChronologyCase(
        id=case.pk,
        reference=case.reference,
        kind=CaseKind(case.kind),
        agencies=tuple(
            AgencyName(*each)
            for each in gave.order_by("agency__name").values_list("agency", "agency__name").distinct()
        ),
        people=_people(actor, case_id),
        terms=asked.terms if asked else (),
        may=all_that_can(actor, _DONE_HERE, case),
    )


def chronology_page(
    user: User, case_id: UUID, *, wanted: EntryFilter, size: int, after: str = "", before: str = ""
) -> ChronologyPage:
    """Return some of the entries that a user may read, in order, with what the panel says of them."""
    narrowed = marked(wanted)
    shown = entries(user, case_id, wanted=wanted, size=size, after=after, before=before, narrowed=narrowed)
    n_undated = (
        0
        if wanted.is_dated
        else n_entries(user, case_id, wanted=replace(wanted, is_dated=False), narrowed=narrowed)
    )
    return ChronologyPage(
        entries=shown,
        n_found=n_entries(user, case_id, wanted=wanted, narrowed=narrowed),
        n_undated=n_undated,
        marks=_marks(shown.ids),
    )


def marked(wanted: EntryFilter) -> Q:
    """Say in SQL which entries the panel marked as somebody wants to see them."""
    if not wanted.marks and not wanted.term:
        return Q()
    marks = EntryMark.objects.filter(event=OuterRef("pk"), taken_off_at=None)
    if wanted.marks:
        marks = marks.filter(kind__in=wanted.marks)
    if wanted.term:
        marks = marks.filter(term=UUID(wanted.term))
    return Q(Exists(marks))


def _marks(ids: Iterable[UUID]) -> dict[UUID, tuple[MarkRow, ...]]:
    found: dict[UUID, tuple[MarkRow, ...]] = {}
    marks = EntryMark.objects.filter(event__in=list(ids), taken_off_at=None).select_related("made_by")
    for each in marks.order_by("made_at", "id"):
        row = MarkRow(MarkKind(each.kind), each.text, each.term_id, each.made_at, each.made_by.name)
        found[each.event_id] = (*found.get(each.event_id, ()), row)
    return found


def _people(actor: Actor, case_id: UUID) -> tuple[PersonName, ...]:
    called = dict(
        rows_open_to(actor, Permission.READ_ITEM, Pseudonym)
        .filter(case=case_id)
        .values_list("subject", "pseudonym")
    )
    subjects = rows_open_to(actor, Permission.READ_ITEM, CaseSubject).filter(case=case_id)
    aliases = Prefetch("record__aliases", Alias.objects.order_by("name"))
    return tuple(
        PersonName(
            each.pk,
            each.record_id,
            CaseRole(each.role),
            each.record.name,
            tuple(alias.name for alias in each.record.aliases.all()),
            called.get(each.pk, ""),
        )
        for each in subjects.select_related("record").prefetch_related(aliases).order_by("id")
    )
