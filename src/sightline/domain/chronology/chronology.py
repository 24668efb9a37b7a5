"""Many agencies' accounts in one line, within a period, as known to somebody on some day."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from sightline.domain.chronology.events import Event, Holding

_LAST = date.max


def order_of(event: Event) -> tuple[date, date, str, str, int, str]:
    """Return by what events are put in order: the first day each may have been, then time, agency and row.

    Of two that begin on one day the exacter one comes first. What has no day comes last, never by guess.
    """
    occurred = event.occurred
    first = occurred.earliest or occurred.latest or _LAST
    return (
        first,
        occurred.latest or _LAST,
        occurred.at.isoformat() if occurred.at else "",
        event.agency,
        event.row,
        event.id,
    )


@dataclass(frozen=True, slots=True)
class Chronology:
    """Events in order, each once, with the period they are to be read within."""

    events: tuple[Event, ...]
    begins: date | None = None
    ends: date | None = None

    @classmethod
    def of(
        cls, events: Iterable[Event], *, begins: date | None = None, ends: date | None = None
    ) -> "Chronology":
        """Return a chronology of events that come in any order; the same event twice is there once."""
        once = {event.id: event for event in events}
        return cls(tuple(sorted(once.values(), key=order_of)), begins, ends)

    @property
    def dated(self) -> tuple[Event, ...]:
        """Return what has a day, in order."""
        return tuple(event for event in self.events if event.occurred.is_dated)

    @property
    def undated(self) -> tuple[Event, ...]:
        """Return what has none: the undated shelf."""
        return tuple(event for event in self.events if not event.occurred.is_dated)

    @property
    def period(self) -> tuple[date, date] | None:
        """Return the first and last day to be read within or, where none is set, that its own dates give."""
        days = [
            day
            for event in self.events
            for day in (event.occurred.earliest, event.occurred.latest)
            if day is not None
        ]
        first, last = self.begins or min(days, default=None), self.ends or max(days, default=None)
        return (first, last) if first and last and first <= last else None

    def known(self, on: date, *, to: str | None = None) -> "Chronology":
        """Return what an agency held by the end of a day; without an agency: what any of them held.

        Knows: only what is certain to have been held: where the words leave the day open, its last day counts
        """
        return replace(self, events=tuple(event for event in self.events if _is_known(event, on, to)))


def _is_known(event: Event, on: date, to: str | None) -> bool:
    return any(
        certainly_held_from(holding, event) <= on for holding in event.held if to in (None, holding.agency)
    )


def certainly_held_from(holding: Holding, event: Event) -> date:
    """Return the last day on which an agency may first have had it, never before it happened.

    Where the words leave that open for ever, it is the last day of the calendar.
    """
    since = holding.since.latest or _LAST
    occurred = event.occurred.earliest or date.min
    return max(since, occurred)
