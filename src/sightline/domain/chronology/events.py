"""An event: what one agency asserts happened. Two accounts of one night are two events."""

from dataclasses import dataclass
from datetime import date

from sightline.domain.chronology.uncertain_date import UncertainDate
from sightline.domain.vocabulary.events import AccountOf, EventKind, EventRole


@dataclass(frozen=True, slots=True)
class PersonInEvent:
    """Somebody in an event, by the key under which a review or case knows them, in their part in it."""

    key: str
    role: EventRole


@dataclass(frozen=True, slots=True)
class Holding:
    """From when an agency had what an event tells: the source on recording it, others on being told."""

    agency: str
    since: UncertainDate


@dataclass(frozen=True, slots=True)
class Event:
    """What an agency says happened, as it wrote it. It never changes: a correction is another event.

    `agency` is a key, as are people: names belong to whoever shows them. `received_on` is the day
    Sightline had it. `incident` is the group of accounts of one incident, where a person joined them.
    """

    id: str
    agency: str
    occurred: UncertainDate
    kind: EventKind
    text: str
    response: str = ""
    comment: str = ""
    source_record: str = ""
    place: str = ""
    people: tuple[PersonInEvent, ...] = ()
    held: tuple[Holding, ...] = ()
    received_on: date | None = None
    account_of: AccountOf = AccountOf.AGENCY
    incident: str | None = None
    row: int = 0

    def people_as(self, role: EventRole) -> frozenset[str]:
        """Return the keys of those who were in this event in a part."""
        return frozenset(person.key for person in self.people if person.role is role)
