"""What truly happened in an invented review, and each agency's account of it beside the truth."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sightline.analytics.synthetic.cast import InventedAgency, InventedPerson
from sightline.domain.chronology.chronology import Chronology
from sightline.domain.chronology.events import Event, PersonInEvent
from sightline.domain.vocabulary.events import EventKind


class Difference(StrEnum):
    """In what an account departs from what happened."""

    DATE = "DATE"
    INJURY = "INJURY"
    ROLES = "ROLES"


@dataclass(frozen=True, slots=True)
class Happening:
    """What truly happened, whoever tells of it. Nothing of Sightline ever knows this of a real review."""

    key: str
    kind: EventKind
    begins: date
    ends: date
    people: tuple[PersonInEvent, ...] = ()
    place: str = ""
    injury: str = ""


@dataclass(frozen=True, slots=True)
class Account:
    """An event, what it tells of, its date as its columns print it, and how it departs from the truth."""

    event: Event
    happening: str
    date_words: str
    time_words: str = ""
    injury: str = ""
    differs: frozenset[Difference] = frozenset()


@dataclass(frozen=True, slots=True)
class InventedReview:
    """A whole invented review: who is in it, what happened, and who says what of it.

    `without_contact` answered that they had none; `unanswered` never answered. Both are agencies' keys.
    """

    seed: int
    size: int
    begins: date
    ends: date
    subjects: tuple[InventedPerson, ...]
    agencies: tuple[InventedAgency, ...]
    happenings: tuple[Happening, ...]
    accounts: tuple[Account, ...]
    without_contact: tuple[str, ...]
    unanswered: tuple[str, ...]

    @property
    def events(self) -> tuple[Event, ...]:
        """Return every account as the event it asserts."""
        return tuple(account.event for account in self.accounts)

    def chronology(self) -> Chronology:
        """Return all accounts in one line, within the period of the review."""
        return Chronology.of(self.events, begins=self.begins, ends=self.ends)

    def accounts_of(self, agency: str) -> tuple[Account, ...]:
        """Return what one agency tells, in the order of its return."""
        return tuple(account for account in self.accounts if account.event.agency == agency)

    def same_incidents(self) -> tuple[frozenset[str], ...]:
        """Return the ids of events that tell of one thing, where more than one agency does."""
        told: defaultdict[str, list[Event]] = defaultdict(list)
        for account in self.accounts:
            told[account.happening].append(account.event)
        return tuple(
            frozenset(event.id for event in events)
            for events in told.values()
            if len({event.agency for event in events}) > 1
        )
