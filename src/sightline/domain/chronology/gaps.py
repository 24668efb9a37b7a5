"""How dense a chronology is and where it is silent: by month, between entries, about key dates and periods.

Each agency's entries count, whatever they tell, but for statements that there was no contact and for what
family or friends told. An uncertain date counts where it certainly is, and is shown beside where it may be.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from sightline.domain.chronology.chronology import Chronology
from sightline.domain.chronology.events import Event
from sightline.domain.chronology.months import (
    first_of_month,
    last_of_month,
    months_between,
    months_later,
)
from sightline.domain.vocabulary.events import AccountOf, EventKind

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class KeyPeriod:
    """A stretch of days that the chair names, the last day included."""

    name: str
    begins: date
    ends: date

    def __post_init__(self) -> None:
        if self.begins > self.ends:
            raise ValueError(f"The key period “{self.name}” would end before it begins.")


@dataclass(frozen=True, slots=True)
class KeyDate:
    """A day that the chair names: a death, a move, a separation."""

    name: str
    on: date


@dataclass(frozen=True, slots=True)
class Within:
    """The ids of entries that certainly are in a stretch of days, and of those that may be."""

    certain: tuple[str, ...]
    possible: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AgencyDensity:
    """An agency's entries in each month: those that are certainly in it, and those that may be."""

    agency: str
    certain: tuple[int, ...]
    possible: tuple[int, ...]
    n_undated: int


@dataclass(frozen=True, slots=True)
class Density:
    """The first days of the months of a chronology, and each agency's entries in them."""

    months: tuple[date, ...]
    agencies: tuple[AgencyDensity, ...]


@dataclass(frozen=True, slots=True)
class Silence:
    """Days on which an agency, or all of them where none is named, has no entry that is certainly there.

    `after` and `before` are the entries about it, `possibly_broken_by` those whose dates leave open whether
    they fall in it. `stated_by` are the agency's statements of no contact; `unstated` what they leave over.
    """

    agency: str | None
    begins: date
    ends: date
    after: str
    before: str
    possibly_broken_by: tuple[str, ...]
    stated_by: tuple[str, ...]
    unstated: tuple[tuple[date, date], ...]

    @property
    def is_stated(self) -> bool:
        """Say whether the agency states for every day of it that there was no contact: then it is no gap."""
        return not self.unstated


@dataclass(frozen=True, slots=True)
class AgencyAround:
    """An agency's entries in the months before a key date, on the day, and in as many months after it.

    `last_before` and `first_after` are the nearest entries, however far, that are certainly before and after.
    """

    agency: str
    before: Within
    on_the_day: Within
    after: Within
    last_before: str | None
    first_after: str | None


def entries_within(events: Iterable[Event], first: date, last: date) -> Within:
    """Return which events certainly, and which possibly, are on the days from the first to the last."""
    certain: list[str] = []
    possible: list[str] = []
    for event in events:
        if event.occurred.is_certainly_within(first, last):
            certain.append(event.id)
        elif event.occurred.is_possibly_within(first, last):
            possible.append(event.id)
    return Within(tuple(certain), tuple(possible))


def in_key_period(chronology: Chronology, period: KeyPeriod) -> Within:
    """Return what certainly, and what possibly, happened in a key period, whoever tells it."""
    return entries_within(chronology.events, period.begins, period.ends)


def density(chronology: Chronology) -> Density:
    """Return how many entries each agency has in each calendar month of the chronology's period.

    Where no period is set it reaches from the first day that an entry gives to the last.
    """
    by_agency = _by_agency(chronology)
    counted = tuple(event for event in chronology.events if _counts(event))
    period = replace(chronology, events=counted).period
    if period is None:
        months: tuple[date, ...] = ()
        period = (date.max, date.min)
    else:
        months = months_between(*period)
    return Density(
        months, tuple(_density_of(agency, by_agency[agency], months, period) for agency in sorted(by_agency))
    )


def _density_of(
    agency: str, events: list[Event], months: tuple[date, ...], period: tuple[date, date]
) -> AgencyDensity:
    places = {month: place for place, month in enumerate(months)}
    certain, possible = [0] * len(months), [0] * len(months)
    for event in events:
        if not event.occurred.is_possibly_within(*period):
            continue
        first = max(event.occurred.earliest or period[0], period[0])
        last = min(event.occurred.latest or period[1], period[1])
        is_certain = event.occurred.is_certainly_within(first_of_month(first), last_of_month(first))
        for month in months_between(first, last):
            (certain if is_certain else possible)[places[month]] += 1
    n_undated = sum(not event.occurred.is_dated for event in events)
    return AgencyDensity(agency, tuple(certain), tuple(possible), n_undated)


def silences(chronology: Chronology, *, months: int = 0, days: int = 0) -> tuple[Silence, ...]:
    """Return the stretches longer than so many months and days without an entry: overall, then by agency.

    Each is between two entries, from the last day that the one may have been to the first that the other may.
    An entry breaks a silence where every day that it may have been is within it.
    """
    by_agency = _by_agency(chronology)
    statements: defaultdict[str, list[Event]] = defaultdict(list)
    for event in chronology.events:
        if event.kind is EventKind.NO_CONTACT:
            statements[event.agency].append(event)
    every = [event for event in chronology.events if _counts(event)]
    found = _silences_of(None, every, [], months, days)
    for agency in sorted(by_agency):
        found += _silences_of(agency, by_agency[agency], statements[agency], months, days)
    return tuple(found)


def _silences_of(
    agency: str | None, events: list[Event], statements: list[Event], months: int, days: int
) -> list[Silence]:
    closest = _closest(events)
    kept = {event.id for event, _, _ in closest}
    others = [event for event in events if event.id not in kept]
    found = []
    for (after, _, last), (before, first, _) in pairwise(closest):
        begins, ends = last + _ONE_DAY, first - _ONE_DAY
        if (ends - months_later(begins, months)).days < days:
            continue
        stating = [event for event in statements if event.occurred.is_possibly_within(begins, ends)]
        found.append(
            Silence(
                agency=agency,
                begins=begins,
                ends=ends,
                after=after.id,
                before=before.id,
                possibly_broken_by=entries_within(others, begins, ends).possible,
                stated_by=tuple(event.id for event in stating),
                unstated=_left_over(begins, ends, stating),
            )
        )
    return found


def _closest(events: Iterable[Event]) -> list[tuple[Event, date, date]]:
    """Return, in order, those whose days hold no other's days within: what bounds silences."""
    dated = [
        (event, event.occurred.earliest, event.occurred.latest)
        for event in events
        if event.occurred.earliest and event.occurred.latest
    ]
    closest: list[tuple[Event, date, date]] = []
    for event, first, last in sorted(dated, key=lambda each: (each[2], -each[1].toordinal())):
        if not closest or first > closest[-1][1]:
            closest.append((event, first, last))
    return closest


def _left_over(begins: date, ends: date, statements: list[Event]) -> tuple[tuple[date, date], ...]:
    """Return what of a silence no statement covers."""
    left: list[tuple[date, date]] = []
    stretches = (
        (each.occurred.earliest or date.min, each.occurred.latest or date.max) for each in statements
    )
    for first, last in sorted(stretches):
        if begins < first:
            left.append((begins, first - _ONE_DAY))
        if last >= ends:
            return tuple(left)
        begins = max(begins, last + _ONE_DAY)
    return (*left, (begins, ends))


def around(chronology: Chronology, key_date: KeyDate, *, months: int) -> tuple[AgencyAround, ...]:
    """Return, by agency, what it has in so many months before a key date, on the day and after it."""
    day_before, day_after = key_date.on - _ONE_DAY, key_date.on + _ONE_DAY
    first, last = months_later(key_date.on, -months), months_later(key_date.on, months)
    found = []
    for agency, events in sorted(_by_agency(chronology).items()):
        all_before = entries_within(events, date.min, day_before).certain
        all_after = entries_within(events, day_after, date.max).certain
        found.append(
            AgencyAround(
                agency=agency,
                before=entries_within(events, first, day_before),
                on_the_day=entries_within(events, key_date.on, key_date.on),
                after=entries_within(events, day_after, last),
                last_before=all_before[-1] if all_before else None,
                first_after=all_after[0] if all_after else None,
            )
        )
    return tuple(found)


def _counts(event: Event) -> bool:
    return event.kind is not EventKind.NO_CONTACT and event.account_of is AccountOf.AGENCY


def _by_agency(chronology: Chronology) -> dict[str, list[Event]]:
    by_agency: defaultdict[str, list[Event]] = defaultdict(list)
    for event in chronology.events:
        if _counts(event):
            by_agency[event.agency].append(event)
    return by_agency
