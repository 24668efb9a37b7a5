"""Which accounts of different agencies may be of one incident. Only suggested: a person joins or keeps apart.

Comparing each account with each other takes 1.8 billion comparisons for 60,000. Here an account is compared
only with those with which it shares something that `likeness` lets tie two accounts: a reference number, or
a kind of event, an hour or a word that few accounts have about the same day. So nothing is lost by it;
`all_pairs_suggestions` is what tests hold against it. A date that leaves more than 31 days open is no date
here: such an account is found by its reference numbers and by words that very few others have.
"""

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from itertools import combinations

from sightline.domain.chronology.chronology import Chronology, order_of
from sightline.domain.chronology.events import Event
from sightline.domain.chronology.likeness import Account, Reason, account_of, likeness
from sightline.domain.chronology.telling_words import TellingWords

THRESHOLD = 7
"""From what sum of weights two accounts are suggested. Source: SIGHTLINE-CHRONOLOGY"""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Two accounts that may be of one incident, in the order of the chronology, and why."""

    events: tuple[str, str]
    reasons: tuple[Reason, ...]

    @property
    def score(self) -> int:
        """Return the sum of what the reasons weigh."""
        return sum(reason.weight for reason in self.reasons)


def suggestions(
    chronology: Chronology,
    *,
    settled: Iterable[Collection[str]] = (),
    called: Mapping[str, frozenset[str]] | None = None,
) -> tuple[Suggestion, ...]:
    """Return which accounts may be of one incident, the likeliest first.

    `settled` are the pairs of ids that a person has joined or kept apart, which are not suggested again;
    nor is what would bring together what was kept apart. `called` are the words, in small letters, by which
    others call each agency.
    """
    telling = TellingWords(chronology.events)
    accounts = accounts_of(chronology, telling, called or {})
    return _suggested(chronology, candidate_pairs(accounts, telling), telling, settled)


def all_pairs_suggestions(
    chronology: Chronology,
    *,
    settled: Iterable[Collection[str]] = (),
    called: Mapping[str, frozenset[str]] | None = None,
) -> tuple[Suggestion, ...]:
    """Return the same by comparing each account with each other: what the quick way is held against."""
    telling = TellingWords(chronology.events)
    accounts = accounts_of(chronology, telling, called or {})
    return _suggested(chronology, combinations(accounts, 2), telling, settled)


def accounts_of(
    chronology: Chronology, telling: TellingWords, called: Mapping[str, frozenset[str]]
) -> list[Account]:
    accounts = (account_of(event, telling, called) for event in chronology.events)
    return [account for account in accounts if account]


def _suggested(
    chronology: Chronology,
    pairs: Iterable[tuple[Account, Account]],
    telling: TellingWords,
    settled: Iterable[Collection[str]],
) -> tuple[Suggestion, ...]:
    decided = _Decided(chronology.events, settled)
    found = []
    for one, other in pairs:
        suggestion = Suggestion((one.event.id, other.event.id), likeness(one, other, telling))
        if suggestion.score >= THRESHOLD and not decided.covers(one.event, other.event):
            found.append((-suggestion.score, order_of(one.event), order_of(other.event), suggestion))
    return tuple(suggestion for *_order, suggestion in sorted(found, key=lambda each: each[:3]))


class _Decided:
    """What persons have decided, between whole groups of joined accounts."""

    def __init__(self, events: Iterable[Event], settled: Iterable[Collection[str]]) -> None:
        self._group_of = {event.id: event.incident or event.id for event in events}
        self._settled = {frozenset(self._group_of.get(each, each) for each in pair) for pair in settled}

    def covers(self, one: Event, other: Event) -> bool:
        groups = frozenset((self._group_of[one.id], self._group_of[other.id]))
        return len(groups) == 1 or groups in self._settled


def candidate_pairs(accounts: Iterable[Account], telling: TellingWords) -> Iterator[tuple[Account, Account]]:
    """Return each pair of accounts that share a key, once. The accounts come in the order of a chronology."""
    whenever: defaultdict[Hashable, list[Account]] = defaultdict(list)
    about_now: defaultdict[Hashable, list[Account]] = defaultdict(list)
    for account in accounts:
        partners: dict[str, Account] = {}
        for key in _keys_whenever(account, telling, is_looked_for=True):
            partners |= {partner.event.id: partner for partner in whenever.get(key, ())}
        for key in _keys_about_now(account):
            about_now[key] = [partner for partner in about_now[key] if _is_not_over(partner, account)]
            partners |= {partner.event.id: partner for partner in about_now[key]}
            about_now[key].append(account)
        for key in _keys_whenever(account, telling, is_looked_for=False):
            whenever[key].append(account)
        for partner in partners.values():
            yield partner, account


def _keys_about_now(account: Account) -> Iterator[Hashable]:
    """Yield what ties an account to others of its days."""
    if account.days is not None:
        yield from account.families
        yield from account.words
        if account.minute is not None:
            hour = account.minute // 60
            yield ("hour", hour)
            yield ("hour", hour + 1)


def _is_not_over(partner: Account, account: Account) -> bool:
    """Say whether an account that came earlier reaches the first day of the next, or the day before it."""
    return (
        partner.days is not None
        and account.days is not None
        and account.days[0] - partner.days[1] <= timedelta(days=1)
    )


def _keys_whenever(account: Account, telling: TellingWords, *, is_looked_for: bool) -> Iterator[Hashable]:
    """Yield what ties an account to others of any date.

    Very rare words do so only where one of the two has no date: that one looks among all, others among those.
    """
    for reference in account.references:
        yield ("reference", reference)
    for word in filter(telling.is_in_few, account.words):
        if account.days is None or not is_looked_for:
            yield ("among all", word)
        if (account.days is None) != is_looked_for:
            yield ("among undated", word)
