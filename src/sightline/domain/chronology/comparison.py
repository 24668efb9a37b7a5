"""The accounts of one incident beside each other: what agrees, what is told differently, who is silent.

It judges only what accounts say. That an account does not say a thing never contradicts one that does.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from itertools import combinations
from typing import TypeVar

from sightline.domain.chronology.chronology import Chronology, order_of
from sightline.domain.chronology.events import Event
from sightline.domain.chronology.injuries_told import UNNAMED, InjuryTold, injury_told
from sightline.domain.chronology.likeness import MINUTES_OF_ONE_HOUR, are_reversed
from sightline.domain.chronology.uncertain_date import UncertainDate
from sightline.domain.folding import fold
from sightline.domain.vocabulary.accounts import KIND_FAMILIES, Aspect, Judgement
from sightline.domain.vocabulary.events import AccountOf, EventKind, EventRole

#: An agency that was in contact within so many days of the incident and has no entry of it is named.
DAYS_ABOUT = 7

_MINUTES_A_DAY = 24 * 60
_DOING = (EventRole.VICTIM, EventRole.PERPETRATOR, EventRole.BOTH)
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Said:
    """What one account says in one aspect, in its own words."""

    event: str
    agency: str
    words: str


@dataclass(frozen=True, slots=True)
class AspectCompared:
    """One line of the comparison: what each account says, which say nothing, which contradict each other."""

    aspect: Aspect
    judgement: Judgement
    said: tuple[Said, ...]
    silent: tuple[str, ...]
    contradicting: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class SilentAgency:
    """An agency without an account of the incident that might be asked for one, and why it might.

    `in_contact` are its entries of that week; `n_earlier` how many it has about people of the incident from
    before it; `no_contact` its statements that it had none at the time.
    """

    agency: str
    in_contact: tuple[str, ...]
    n_earlier: int
    no_contact: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """The accounts in order, a line for each aspect, and the agencies that tell nothing of it."""

    events: tuple[str, ...]
    aspects: tuple[AspectCompared, ...]
    silent_agencies: tuple[SilentAgency, ...]

    def of(self, aspect: Aspect) -> AspectCompared:
        """Return the line of an aspect."""
        return next(each for each in self.aspects if each.aspect is aspect)


def compared(events: Iterable[Event], *, within: Chronology) -> Comparison:
    """Return accounts of one incident beside each other, and who else in the chronology might know of it."""
    accounts = sorted(events, key=order_of)
    return Comparison(
        events=tuple(event.id for event in accounts),
        aspects=(
            _line(Aspect.DATE, accounts, _date_said, _judge_dates, _date_words),
            _line(Aspect.TIME, accounts, _time_said, _judge_times, _date_words),
            _line(Aspect.KIND, accounts, _kind_said, _judge_kinds, lambda event: event.kind.wording),
            _line(Aspect.WHO_DID_WHAT, accounts, _parts_said, _judge_parts, _parts_words),
            _line(Aspect.INJURY, accounts, _injury_said, _judge_injuries, _injury_words),
            _line(Aspect.PLACE, accounts, _place_said, _judge_places, lambda event: event.place),
        ),
        silent_agencies=_silent_agencies(accounts, within),
    )


def _line(
    aspect: Aspect,
    accounts: Sequence[Event],
    value_of: Callable[[Event], Value | None],
    judge: Callable[[Value, Value], Judgement],
    words_of: Callable[[Event], str],
) -> AspectCompared:
    values = {event.id: value for event in accounts if (value := value_of(event)) is not None}
    judged = {(one, other): judge(values[one], values[other]) for one, other in combinations(values, 2)}
    return AspectCompared(
        aspect=aspect,
        judgement=_overall(len(values), set(judged.values())),
        said=tuple(Said(event.id, event.agency, words_of(event)) for event in accounts if event.id in values),
        silent=tuple(event.id for event in accounts if event.id not in values),
        contradicting=tuple(pair for pair, each in judged.items() if each is Judgement.CONTRADICT),
    )


def _overall(n_saying: int, judged: set[Judgement]) -> Judgement:
    if n_saying < 2:
        return Judgement.ONE_SAYS if n_saying else Judgement.NONE_SAYS
    for judgement in (Judgement.CONTRADICT, Judgement.FIT):
        if judgement in judged:
            return judgement
    return Judgement.AGREE


def _date_said(event: Event) -> UncertainDate | None:
    return event.occurred if event.occurred.is_dated else None


def _date_words(event: Event) -> str:
    return event.occurred.text


def _judge_dates(one: UncertainDate, other: UncertainDate) -> Judgement:
    if (one.earliest, one.latest) == (other.earliest, other.latest):
        return Judgement.AGREE
    is_one_hour = (
        one.minute is not None
        and other.minute is not None
        and abs(one.minute - other.minute) <= MINUTES_OF_ONE_HOUR
    )
    return Judgement.FIT if one.may_overlap(other) or is_one_hour else Judgement.CONTRADICT


def _time_said(event: Event) -> time | None:
    return event.occurred.at


def _judge_times(one: time, other: time) -> Judgement:
    apart = abs((one.hour * 60 + one.minute) - (other.hour * 60 + other.minute))
    over_midnight = _MINUTES_A_DAY - apart
    return Judgement.AGREE if min(apart, over_midnight) <= MINUTES_OF_ONE_HOUR else Judgement.CONTRADICT


def _kind_said(event: Event) -> EventKind | None:
    return None if event.kind is EventKind.OTHER else event.kind


def _judge_kinds(one: EventKind, other: EventKind) -> Judgement:
    if one is other:
        return Judgement.AGREE
    fit = any(one in family and other in family for family in KIND_FAMILIES)
    return Judgement.FIT if fit else Judgement.CONTRADICT


def _parts_said(event: Event) -> Event | None:
    return event if any(event.people_as(role) for role in _DOING) else None


def _parts_words(event: Event) -> str:
    return "; ".join(
        f"{person.key}: {person.role.wording}"
        for person in sorted(event.people, key=lambda person: (_DOING.index(person.role), person.key))
        if person.role in _DOING
    )


def _judge_parts(one: Event, other: Event) -> Judgement:
    """Judge who is said to have harmed whom. Somebody in both parts fits either: one account says more."""
    ours, theirs = ({role: event.people_as(role) for role in _DOING} for event in (one, other))
    if ours == theirs:
        return Judgement.AGREE
    if are_reversed(one, other) or any(
        _are_others(ours[role], theirs[role], theirs[EventRole.BOTH] | ours[EventRole.BOTH])
        for role in (EventRole.VICTIM, EventRole.PERPETRATOR)
    ):
        return Judgement.CONTRADICT
    return Judgement.FIT


def _are_others(ours: frozenset[str], theirs: frozenset[str], both: frozenset[str]) -> bool:
    """Say whether two accounts name people in a part, and none that both could mean."""
    return bool(ours and theirs) and ours.isdisjoint(theirs) and not both


def _injury_said(event: Event) -> InjuryTold | None:
    return injury_told(f"{event.text}\n{event.response}")


def _injury_words(event: Event) -> str:
    told = _injury_said(event)
    return told.words if told else ""


def _judge_injuries(one: InjuryTold, other: InjuryTold) -> Judgement:
    """Judge two tellings: different where one says there was none, or nothing that both name is the same."""
    if one.is_none or other.is_none:
        return Judgement.AGREE if one.is_none and other.is_none else Judgement.CONTRADICT
    ours, theirs = ((told.kinds - {UNNAMED}, told.parts, told.sides) for told in (one, other))
    if ours == theirs:
        return Judgement.AGREE
    differs = any(a and b and a.isdisjoint(b) for a, b in zip(ours, theirs, strict=True))
    return Judgement.CONTRADICT if differs else Judgement.FIT


def _place_said(event: Event) -> str | None:
    return fold(event.place) or None


def _judge_places(one: str, other: str) -> Judgement:
    """Judge two places. Other words never contradict: they may mean the same house, or where it ended."""
    return Judgement.AGREE if one == other else Judgement.FIT


def _silent_agencies(accounts: Sequence[Event], chronology: Chronology) -> tuple[SilentAgency, ...]:
    telling = {event.agency for event in accounts}
    people = {person.key for event in accounts for person in event.people}
    days = [
        (event.occurred.earliest, event.occurred.latest)
        for event in accounts
        if event.occurred.earliest and event.occurred.latest
    ]
    if not days:
        return ()
    first, last = min(day for day, _ in days), max(day for _, day in days)
    about = (first - timedelta(days=DAYS_ABOUT), last + timedelta(days=DAYS_ABOUT))
    in_contact: defaultdict[str, list[str]] = defaultdict(list)
    no_contact: defaultdict[str, list[str]] = defaultdict(list)
    n_earlier: Counter[str] = Counter()
    for event in chronology.events:
        if event.agency in telling or event.account_of is not AccountOf.AGENCY:
            continue
        if event.kind is EventKind.NO_CONTACT:
            if event.occurred.is_possibly_within(first, last):
                no_contact[event.agency].append(event.id)
        elif event.occurred.is_certainly_within(*about):
            in_contact[event.agency].append(event.id)
        elif event.occurred.is_certainly_within(date.min, first) and _is_about(event, people):
            n_earlier[event.agency] += 1
    return tuple(
        SilentAgency(agency, tuple(in_contact[agency]), n_earlier[agency], tuple(no_contact[agency]))
        for agency in sorted({*in_contact, *no_contact, *n_earlier})
    )


def _is_about(event: Event, people: set[str]) -> bool:
    return any(person.key in people for person in event.people)
