"""Events as a user sees them: page by page in order, and whole as the domain's chronology."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from sightline.domain.chronology import chronology, events
from sightline.domain.chronology.chronology import Chronology
from sightline.domain.chronology.filters import EntryFilter
from sightline.domain.chronology.uncertain_date import DatePrecision, DateQualifier, UncertainDate
from sightline.domain.policy.permissions import Permission
from sightline.domain.vocabulary.events import AccountOf, DisclosureState, EventKind, EventRole
from sightline.records.access.models import User
from sightline.records.access.policies import actor_for
from sightline.records.access.rows import rows_open_to
from sightline.records.actor import Actor
from sightline.records.events.models import Event, EventPerson, Holding, IncidentAccount, KeptApart

_IDS_AT_A_TIME = 500
_ALL, _EVERYTHING = Q(), EntryFilter()


@dataclass(frozen=True, slots=True)
class PersonRow:
    """Somebody in an event; `subject_id` is None for somebody the case does not know."""

    subject_id: UUID | None
    role: EventRole
    words: str


@dataclass(frozen=True, slots=True)
class EntryRow:
    """An event as its agency gave it, with where it stands in the file it came in.

    `key` is its place in the order, to read on from. `incident_id` is set where accounts were joined.
    """

    id: UUID
    key: str
    agency_id: UUID
    agency_name: str
    occurred: UncertainDate
    kind: EventKind
    account_of: AccountOf
    text: str
    response: str
    comment: str
    source_record: str
    author: str
    place: str
    place_in_file: str
    disclosure: DisclosureState
    people: tuple[PersonRow, ...]
    further: tuple[tuple[str, str], ...] = ()
    incident_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class EntryPage:
    """Some entries in order. `before` and `after` are keys to go on from, empty where there is no more."""

    rows: tuple[EntryRow, ...]
    before: str = ""
    after: str = ""
    ids: tuple[UUID, ...] = field(default=())


def sort_key(event: events.Event) -> str:
    """Return an event's place in the order of chronologies, as text that sorts alike."""
    first, last, time, agency, row, pk = chronology.order_of(event)
    return f"{first.isoformat()}{last.isoformat()}{time:8}{agency:36}{row:06}{pk}"


def entries(
    user: User,
    case_id: UUID,
    *,
    wanted: EntryFilter,
    size: int,
    after: str = "",
    before: str = "",
    narrowed: Q = _ALL,
) -> EntryPage:
    """Return a page of the current entries of a case that a user may read, in order.

    It begins behind the key `after`, or ends before the key `before`. `narrowed` is what other apps ask.
    """
    actor = actor_for(user)
    found = _wanted(actor, case_id, wanted).filter(narrowed)
    if before:
        rows = list(found.filter(sort_key__lt=before).order_by("-sort_key")[: size + 1])[::-1]
        is_more_before, is_more_after = len(rows) > size, True
        rows = rows[-size:]
    else:
        rows = list(found.filter(sort_key__gt=after).order_by("sort_key")[: size + 1])
        is_more_before, is_more_after = bool(after), len(rows) > size
        rows = rows[:size]
    shown = _rows(actor, rows)
    return EntryPage(
        shown,
        before=shown[0].key if shown and is_more_before else "",
        after=shown[-1].key if shown and is_more_after else "",
        ids=tuple(row.id for row in shown),
    )


def n_entries(user: User, case_id: UUID, *, wanted: EntryFilter, narrowed: Q = _ALL) -> int:
    """Return how many current entries of a case a user may read."""
    return _wanted(actor_for(user), case_id, wanted).filter(narrowed).count()


def entry_rows(user: User, case_id: UUID, ids: Iterable[UUID]) -> tuple[EntryRow, ...]:
    """Return some entries of a case in order, also those that a later file took the place of."""
    actor = actor_for(user)
    found = rows_open_to(actor, Permission.READ_ITEM, Event).filter(case=case_id, pk__in=list(ids))
    return _rows(actor, found.select_related("agency").order_by("sort_key"))


def returned_entries(
    user: User, submission_id: UUID, *, begins: int = 0, size: int | None = None
) -> tuple[EntryRow, ...]:
    """Return the entries of one submission that a user may read, in order; all, or `size` from one on."""
    actor = actor_for(user)
    found = rows_open_to(actor, Permission.READ_ITEM, Event).filter(submission=submission_id)
    ends = None if size is None else begins + size
    return _rows(actor, found.select_related("agency").order_by("sort_key")[begins:ends])


def case_chronology(
    user: User, case_id: UUID, *, wanted: EntryFilter = _EVERYTHING, narrowed: Q = _ALL
) -> Chronology:
    """Return what a user may read of a case as the domain's chronology, whole.

    Agencies and people are their ids as text: who shows it gives them names.
    """
    actor = actor_for(user)
    found = _wanted(actor, case_id, wanted).filter(narrowed)
    rows = _rows(actor, found.order_by("sort_key"))
    told = _holdings(row.id for row in rows)
    return Chronology.of(
        (event_of_row(row, told.get(row.id, ())) for row in rows), begins=wanted.begins, ends=wanted.ends
    )


def kept_apart(user: User, case_id: UUID) -> frozenset[tuple[str, str]]:
    """Return the pairs of events that somebody said are not of one incident."""
    pairs = (
        rows_open_to(actor_for(user), Permission.ANALYSE, KeptApart)
        .filter(case=case_id)
        .values_list("first_id", "second_id")
    )
    return frozenset((str(first), str(second)) for first, second in pairs)


def event_of_row(row: EntryRow, told: Iterable[events.Holding] = ()) -> events.Event:
    """Return an entry as the domain's event. An agency held its own record from when it happened.

    What family and friends told nobody held, until somebody says so.
    """
    agency = str(row.agency_id)
    said = tuple(told)
    own = (
        ()
        if row.account_of is AccountOf.FAMILY or any(each.agency == agency for each in said)
        else (events.Holding(agency, row.occurred),)
    )
    return events.Event(
        id=str(row.id),
        agency=agency,
        occurred=row.occurred,
        kind=row.kind,
        text=row.text,
        response=row.response,
        comment=row.comment,
        source_record=row.source_record,
        place=row.place,
        people=tuple(
            events.PersonInEvent(str(each.subject_id), each.role) for each in row.people if each.subject_id
        ),
        held=(*own, *said),
        account_of=row.account_of,
        incident=str(row.incident_id) if row.incident_id else None,
    )


def _wanted(actor: Actor, case_id: UUID, wanted: EntryFilter) -> QuerySet[Event]:
    readable = rows_open_to(actor, Permission.READ_ITEM, Event)
    found = readable.filter(case=case_id, is_current=True).select_related("agency")
    if wanted.agencies:
        found = found.filter(agency__in=map(UUID, wanted.agencies))
    if wanted.person or wanted.role:
        there = EventPerson.objects.filter(event=OuterRef("pk"))
        if wanted.person:
            there = there.filter(subject=UUID(wanted.person))
        if wanted.role:
            there = there.filter(role=wanted.role)
        found = found.filter(Exists(there))
    if wanted.kinds:
        found = found.filter(kind__in=wanted.kinds)
    if wanted.begins:
        found = found.filter(Q(latest__gte=wanted.begins) | Q(latest=None, earliest__isnull=False))
    if wanted.ends:
        found = found.filter(Q(earliest__lte=wanted.ends) | Q(earliest=None, latest__isnull=False))
    if wanted.is_dated is not None:
        found = (
            found.filter(Q(earliest__isnull=False) | Q(latest__isnull=False))
            if wanted.is_dated
            else (found.filter(earliest=None, latest=None))
        )
    for word in wanted.words.split():
        found = found.filter(
            Q(text__icontains=word)
            | Q(response__icontains=word)
            | Q(comment__icontains=word)
            | Q(source_record__icontains=word)
            | Q(place__icontains=word)
        )
    if wanted.events:
        found = found.filter(pk__in=map(UUID, wanted.events))
    if wanted.known_on:
        found = found.filter(_known(wanted.known_on, wanted.known_to))
    return found


def _known(on: date, to: str) -> Q:
    """Say in SQL what `Chronology.known` says: what was certainly held by the end of a day."""
    told = Holding.objects.filter(event=OuterRef("pk"), latest__lte=on)
    told_of_own = Holding.objects.filter(event=OuterRef("pk"), agency=OuterRef("agency"))
    own = Q(account_of=AccountOf.AGENCY, latest__lte=on) & ~Q(Exists(told_of_own))
    if to:
        own &= Q(agency=UUID(to))
        told = told.filter(agency=UUID(to))
    has_happened = Q(earliest=None) | Q(earliest__lte=on)
    return has_happened & (own | Q(Exists(told)))


def _rows(actor: Actor, found: Iterable[Event]) -> tuple[EntryRow, ...]:
    shown = list(found)
    ids = [event.pk for event in shown]
    people: dict[UUID, list[PersonRow]] = {}
    incidents: dict[UUID, UUID] = {}
    joined = rows_open_to(actor, Permission.ANALYSE, IncidentAccount).filter(is_joined=True)
    for some in _in_batches(ids):
        for each in EventPerson.objects.filter(event__in=some).order_by("id"):
            people.setdefault(each.event_id, []).append(
                PersonRow(each.subject_id, EventRole(each.role), each.words)
            )
        incidents |= dict(joined.filter(event__in=some).values_list("event", "incident"))
    return tuple(
        EntryRow(
            id=event.pk,
            key=event.sort_key,
            agency_id=event.agency_id,
            agency_name=event.agency.name,
            occurred=UncertainDate(
                event.date_text,
                event.earliest,
                event.latest,
                DatePrecision(event.precision),
                DateQualifier(event.qualifier),
                event.at_time,
            ),
            kind=EventKind(event.kind),
            account_of=AccountOf(event.account_of),
            text=event.text,
            response=event.response,
            comment=event.comment,
            source_record=event.source_record,
            author=event.author,
            place=event.place,
            place_in_file=event.place_in_file,
            disclosure=DisclosureState(event.disclosure),
            people=tuple(people.get(event.pk, ())),
            further=tuple((head, words) for head, words in event.further),
            incident_id=incidents.get(event.pk),
        )
        for event in shown
    )


def _holdings(ids: Iterable[UUID]) -> dict[UUID, tuple[events.Holding, ...]]:
    found: dict[UUID, list[events.Holding]] = {}
    for some in _in_batches(list(ids)):
        for each in Holding.objects.filter(event__in=some).order_by("id"):
            since = UncertainDate(each.since_text, each.earliest, each.latest, DatePrecision(each.precision))
            found.setdefault(each.event_id, []).append(events.Holding(str(each.agency_id), since))
    return {pk: tuple(holdings) for pk, holdings in found.items()}


def _in_batches(ids: list[UUID]) -> Iterable[list[UUID]]:
    return (ids[start : start + _IDS_AT_A_TIME] for start in range(0, len(ids), _IDS_AT_A_TIME))
