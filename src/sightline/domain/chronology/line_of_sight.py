"""Who knew what when: for chosen events, from what day each agency certainly, or possibly, held them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sightline.domain.chronology.chronology import Chronology, certainly_held_from
from sightline.domain.chronology.events import Event, Holding
from sightline.domain.vocabulary.events import AccountOf


@dataclass(frozen=True, slots=True)
class Sight:
    """From what day one agency had what an event tells; None where none is certain, or none possible.

    Knows: as `Chronology.known`: nobody a thing before it happened, and certainly only from the last day that
    the words leave open
    """

    event: str
    agency: str
    certainly_from: date | None
    possibly_from: date | None


@dataclass(frozen=True, slots=True)
class LineOfSight:
    """Events in order, agencies, and how each held each event: no sight where nothing shows that it did."""

    events: tuple[Event, ...]
    agencies: tuple[str, ...]
    sights: tuple[Sight, ...]

    def of(self, event: str, agency: str) -> Sight | None:
        """Return how an agency held an event; nothing where nothing shows that it ever did."""
        return next((each for each in self.sights if (each.event, each.agency) == (event, agency)), None)


def line_of_sight(chronology: Chronology, event_ids: Collection[str]) -> LineOfSight:
    """Return who held the chosen events from when, for every agency that the chronology speaks of."""
    chosen = frozenset(event_ids)
    events = tuple(event for event in chronology.events if event.id in chosen)
    agencies = {event.agency for event in chronology.events if event.account_of is AccountOf.AGENCY}
    families = {event.agency for event in chronology.events if event.account_of is AccountOf.FAMILY}
    agencies |= {holding.agency for event in chronology.events for holding in event.held} - families
    return LineOfSight(
        events=events,
        agencies=tuple(sorted(agencies)),
        sights=tuple(
            _sight(event, agency, holdings)
            for event in events
            for agency in sorted(agencies)
            if (holdings := [holding for holding in event.held if holding.agency == agency])
        ),
    )


def _sight(event: Event, agency: str, holdings: list[Holding]) -> Sight:
    certain = min(certainly_held_from(holding, event) for holding in holdings)
    possible = min(_possibly_held_from(holding, event) for holding in holdings)
    return Sight(
        event=event.id,
        agency=agency,
        certainly_from=None if certain == date.max else certain,
        possibly_from=None if possible == date.min else possible,
    )


def _possibly_held_from(holding: Holding, event: Event) -> date:
    return max(holding.since.earliest or date.min, event.occurred.earliest or date.min)
