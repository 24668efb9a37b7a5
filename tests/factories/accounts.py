"""Accounts as agencies give them, for tests of the domain: plain values, made by their words."""

from collections.abc import Iterable
from datetime import date, time
from itertools import count

from sightline.domain.chronology.events import Event, Holding, PersonInEvent
from sightline.domain.chronology.uncertain_date import DatePrecision, UncertainDate
from sightline.domain.vocabulary.events import AccountOf, EventKind, EventRole

UNDATED = UncertainDate("some time ago", None, None, DatePrecision.UNKNOWN)

VICTIM = EventRole.VICTIM
PERPETRATOR = EventRole.PERPETRATOR
AMBER_HARMED = (PersonInEvent("amber", VICTIM), PersonInEvent("basil", PERPETRATOR))
BASIL_HARMED = (PersonInEvent("basil", VICTIM), PersonInEvent("amber", PERPETRATOR))

_numbers = count(1)


def on(year: int, month: int, day: int, at: time | None = None) -> UncertainDate:
    """This is one day, as printed."""
    that = date(year, month, day)
    return UncertainDate(
        f"{that:%d/%m/%Y}", that, that, DatePrecision.TIME if at else DatePrecision.DAY, at=at
    )


def between(first: date, last: date, words: str = "at some time") -> UncertainDate:
    """This is an interval of days, under the words that leave it open."""
    return UncertainDate(words, first, last, DatePrecision.RANGE)


def account(
    agency: str,
    occurred: UncertainDate,
    text: str = "Seen.",
    kind: EventKind = EventKind.INCIDENT,
    *,
    event_id: str = "",
    people: Iterable[PersonInEvent] = AMBER_HARMED,
    place: str = "",
    source_record: str = "",
    held: Iterable[Holding] | None = None,
    incident: str | None = None,
    account_of: AccountOf = AccountOf.AGENCY,
) -> Event:
    """This is one agency's account; the agency held it from the day itself unless told otherwise."""
    return Event(
        id=event_id or f"{agency}-{next(_numbers)}",
        agency=agency,
        occurred=occurred,
        kind=kind,
        text=text,
        source_record=source_record,
        place=place,
        people=tuple(people),
        held=tuple(held) if held is not None else (Holding(agency, occurred),),
        incident=incident,
        account_of=account_of,
    )
