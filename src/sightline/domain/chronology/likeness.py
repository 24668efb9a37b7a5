"""How alike two agencies' accounts are, and why. Whether they are of one incident a person decides."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sightline.domain.chronology.events import Event
from sightline.domain.chronology.telling_words import TellingWords, text_of
from sightline.domain.folding import fold
from sightline.domain.vocabulary.accounts import KIND_FAMILIES, ReasonKind
from sightline.domain.vocabulary.events import EventKind, EventRole

#: A date that leaves more days open than these tells too little to look for others about it.
WIDEST_DATE = timedelta(days=31)
#: A date of no more days than these is a night, or a day that two people count differently.
_NIGHT = timedelta(days=2)
_ONE_DAY = timedelta(days=1)
#: Times no further apart than this are of one hour.
MINUTES_OF_ONE_HOUR = 60
#: Times further apart than this are hardly of one night; whoever was hurt may be seen elsewhere hours later.
_MINUTES_OF_ONE_NIGHT = 6 * 60

WEIGHTS = {
    ReasonKind.SAME_REFERENCE: 6,
    ReasonKind.SAME_DAY: 4,
    ReasonKind.SAME_NIGHT: 3,
    ReasonKind.NEXT_DAY: 2,
    ReasonKind.DAYS_OVERLAP: 1,
    ReasonKind.SAME_HOUR: 2,
    ReasonKind.KINDS_FIT: 3,
    ReasonKind.SAME_PEOPLE: 1,
    ReasonKind.ROLES_REVERSED: 1,
    ReasonKind.SAME_PLACE: 2,
    ReasonKind.NAMES_AGENCY: 2,
    ReasonKind.DAYS_APART: -2,
    ReasonKind.HOURS_APART: -2,
    ReasonKind.KINDS_DIFFER: -2,
    ReasonKind.PEOPLE_DIFFER: -3,
}
"""What each reason counts. Rare words count by how rare they are. Source: SIGHTLINE-CHRONOLOGY"""

_WORD = re.compile(r"\w+")
_BITS_A_POINT = 6.0
_MOST_FOR_WORDS = 4
_CONCERNED = frozenset(
    {EventRole.VICTIM, EventRole.PERPETRATOR, EventRole.BOTH, EventRole.CHILD, EventRole.SUBJECT}
)
_NOT_TOLD_TWICE = frozenset({EventKind.NO_CONTACT, EventKind.SUPERVISION, EventKind.FLAG})


@dataclass(frozen=True, slots=True)
class Reason:
    """What speaks for or against two accounts being of one incident, with the words that show it."""

    kind: ReasonKind
    weight: int
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Account:
    """An event with what of it is compared."""

    event: Event
    days: tuple[date, date] | None
    minute: int | None
    families: frozenset[int]
    people: frozenset[str]
    words: frozenset[str]
    references: frozenset[str]
    place: str
    names: frozenset[str]


def account_of(event: Event, telling: TellingWords, called: Mapping[str, frozenset[str]]) -> Account | None:
    """Return what of an event is compared; nothing for what no other agency would tell too.

    `called` holds the words, in small letters, by which others call each agency.
    """
    if event.kind in _NOT_TOLD_TWICE:
        return None
    every_word = frozenset(_WORD.findall(text_of(event).casefold())) if called else frozenset()
    return Account(
        event=event,
        days=_days(event),
        minute=event.occurred.minute,
        families=frozenset(number for number, family in enumerate(KIND_FAMILIES) if event.kind in family),
        people=frozenset(person.key for person in event.people if person.role in _CONCERNED),
        words=telling.words_of(event),
        references=telling.references_of(event),
        place=fold(event.place),
        names=frozenset(
            agency
            for agency, words in called.items()
            if agency != event.agency and not words.isdisjoint(every_word)
        ),
    )


def _days(event: Event) -> tuple[date, date] | None:
    first, last = event.occurred.earliest, event.occurred.latest
    return (first, last) if first and last and last - first <= WIDEST_DATE else None


def likeness(one: Account, other: Account, telling: TellingWords) -> tuple[Reason, ...]:
    """Return what speaks for and against two accounts being of one incident; nothing where nothing ties them.

    A reference number ties them; so does a day, or dates that overlap, together with kinds of event that fit,
    the hour or a word that few accounts have; so do two words that very few have, where one of them has
    no date to go by. Whether their people or places agree never ties: all of a review is about them.
    """
    if one.event.agency == other.event.agency:
        return ()
    references = one.references & other.references
    words = one.words & other.words
    days = _days_agree(one, other)
    is_same_hour = _is_same_hour(one, other)
    kinds_fit = bool(one.families & other.families)
    if not (
        references
        or (days and (words or is_same_hour or kinds_fit))
        or ((one.days is None or other.days is None) and sum(map(telling.is_in_few, words)) > 1)
    ):
        return ()
    reasons = [
        *_of_references(references),
        *_of_dates(one, other, days, is_same_hour),
        *_of_kinds(one, other, kinds_fit),
        *_of_people(one, other),
        *_of_words(words, telling),
    ]
    if one.place and one.place == other.place:
        reasons.append(_reason(ReasonKind.SAME_PLACE, one.event.place))
    if other.event.agency in one.names or one.event.agency in other.names:
        reasons.append(_reason(ReasonKind.NAMES_AGENCY))
    return tuple(reasons)


def _reason(kind: ReasonKind, *words: str) -> Reason:
    return Reason(kind, WEIGHTS[kind], words)


def _days_agree(one: Account, other: Account) -> ReasonKind | None:
    if one.days is None or other.days is None:
        return None
    (our_first, our_last), (their_first, their_last) = one.days, other.days
    apart = max(our_first - their_last, their_first - our_last)
    is_short = our_last - our_first < _NIGHT and their_last - their_first < _NIGHT
    if apart > timedelta():
        return ReasonKind.NEXT_DAY if is_short and apart == _ONE_DAY else None
    if our_first == our_last == their_first == their_last:
        return ReasonKind.SAME_DAY
    return ReasonKind.SAME_NIGHT if is_short else ReasonKind.DAYS_OVERLAP


def _is_same_hour(one: Account, other: Account) -> bool:
    return (
        one.minute is not None
        and other.minute is not None
        and abs(one.minute - other.minute) <= MINUTES_OF_ONE_HOUR
    )


def _of_references(references: frozenset[str]) -> Iterator[Reason]:
    if references:
        yield _reason(ReasonKind.SAME_REFERENCE, *sorted(references))


def _of_dates(one: Account, other: Account, days: ReasonKind | None, is_same_hour: bool) -> Iterator[Reason]:
    words = tuple(sorted((one.event.occurred.text, other.event.occurred.text)))
    if days:
        yield _reason(days, *words)
    elif not one.event.occurred.may_overlap(other.event.occurred):
        yield _reason(ReasonKind.DAYS_APART, *words)
    if is_same_hour:
        yield _reason(ReasonKind.SAME_HOUR)
    elif one.minute and other.minute and abs(one.minute - other.minute) > _MINUTES_OF_ONE_NIGHT:
        yield _reason(ReasonKind.HOURS_APART)


def _of_kinds(one: Account, other: Account, kinds_fit: bool) -> Iterator[Reason]:
    words = tuple(sorted((one.event.kind.wording, other.event.kind.wording)))
    if kinds_fit:
        yield _reason(ReasonKind.KINDS_FIT, *words)
    elif EventKind.OTHER not in (one.event.kind, other.event.kind):
        yield _reason(ReasonKind.KINDS_DIFFER, *words)


def _of_people(one: Account, other: Account) -> Iterator[Reason]:
    if not one.people or not other.people:
        return
    both = one.people & other.people
    if not both:
        yield _reason(ReasonKind.PEOPLE_DIFFER)
    elif are_reversed(one.event, other.event):
        yield _reason(ReasonKind.ROLES_REVERSED, *sorted(both))
    else:
        yield _reason(ReasonKind.SAME_PEOPLE, *sorted(both))


def are_reversed(one: Event, other: Event) -> bool:
    """Say whether somebody harmed in one account is said to have harmed in the other."""
    return not (
        one.people_as(EventRole.VICTIM).isdisjoint(other.people_as(EventRole.PERPETRATOR))
        and one.people_as(EventRole.PERPETRATOR).isdisjoint(other.people_as(EventRole.VICTIM))
    )


def _of_words(words: frozenset[str], telling: TellingWords) -> Iterator[Reason]:
    weight = min(_MOST_FOR_WORDS, int(telling.bits(words) / _BITS_A_POINT))
    if weight:
        yield Reason(ReasonKind.RARE_WORDS, weight, tuple(sorted(words)))
