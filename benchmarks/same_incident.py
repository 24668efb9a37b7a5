"""How well accounts of one incident are found in invented reviews, and with how many comparisons.

`python -m benchmarks.same_incident` prints precision and recall against the truth of the invented review,
which pairs were missed, and for growing numbers of events the comparisons, their ratio to comparing each with
each, the time and the exponent of its growth. `--details` prints what was suggested wrongly too.
Ends with 1 where the quick way and all pairs differ on the smallest, or save less than 50 times at 60,000.
"""

import argparse
import math
import sys
import time
from collections.abc import Iterable
from itertools import combinations

from sightline.analytics.synthetic.invented_review import invented_review
from sightline.analytics.synthetic.truth import InventedReview
from sightline.domain.chronology.chronology import Chronology
from sightline.domain.chronology.events import Event
from sightline.domain.chronology.same_incident import (
    accounts_of,
    all_pairs_suggestions,
    candidate_pairs,
    suggestions,
)
from sightline.domain.chronology.telling_words import TellingWords

_NUMBERS = (1_000, 4_000, 16_000, 60_000, 120_000)
_LEAST_RATIO = 50

#: By what words agencies of the invented review call each other.
CALLED = {
    "police": frozenset({"police", "officers", "pc"}),
    "ambulance": frozenset({"ambulance", "paramedics", "crew"}),
    "hospital": frozenset({"hospital", "ed", "a&e"}),
}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--most", type=int, default=_NUMBERS[-1])
    parser.add_argument("--details", action="store_true", help="print what was suggested wrongly")
    options = parser.parse_args()
    for seed in range(1, options.seeds + 1):
        _print_quality(invented_review(seed), details=options.details)
    _print_quality(invented_review(1, size=5), details=False)
    is_same = _finds_the_same(invented_review(1).chronology())
    sys.exit(0 if _print_growth(options.most) and is_same else 1)


def _print_quality(review: InventedReview, *, details: bool) -> None:
    event_of = {event.id: event for event in review.events}
    true = {
        frozenset(pair)
        for group in review.same_incidents()
        for pair in combinations(sorted(group), 2)
        if len({event_of[each].agency for each in pair}) == 2
    }
    suggested = {frozenset(each.events): each for each in suggestions(review.chronology(), called=CALLED)}
    found = true & suggested.keys()
    print(
        f"seed {review.seed}: {len(event_of):,} events, {len(true)} pairs of one incident; "
        f"{len(suggested)} suggested: precision {_share(found, suggested)}, recall {_share(found, true)}"
    )
    for pair in true - suggested.keys():
        print(f"  missed: {_described(pair, event_of)}")
    for pair in suggested.keys() - true if details else ():
        reasons = ", ".join(f"{reason.kind.value} {reason.weight}" for reason in suggested[pair].reasons)
        print(f"  wrong: {_described(pair, event_of)} [{reasons}]")


def _share(found: Iterable[object], of: Iterable[object]) -> str:
    number, whole = len(list(found)), len(list(of))
    return f"{number / whole:.3f}" if whole else "–"


def _described(pair: frozenset[str], event_of: dict[str, Event]) -> str:
    return " | ".join(
        f"{event.agency}, {event.occurred.text}, {event.kind.value}: {event.text[:60]}"
        for event in sorted((event_of[each] for each in pair), key=lambda event: event.agency)
    )


def _finds_the_same(chronology: Chronology) -> bool:
    started = time.process_time()
    quick = suggestions(chronology, called=CALLED)
    after_quick = time.process_time()
    is_same = quick == all_pairs_suggestions(chronology, called=CALLED)
    print(
        f"{len(chronology.events):,} events: {'the same as' if is_same else 'OTHER THAN'} comparing all; "
        f"{after_quick - started:.2f} s and {time.process_time() - after_quick:.2f} s"
    )
    return is_same


def _print_growth(most: int) -> bool:
    """Print what each number of events takes; say whether enough comparisons are saved at 60,000."""
    measured: list[tuple[int, float]] = []
    is_enough = True
    for number in _NUMBERS:
        if number > most:
            break
        chronology = _of_size(number)
        n_events = len(chronology.events)
        started = time.process_time()
        n_suggested = len(suggestions(chronology, called=CALLED))
        took = time.process_time() - started
        telling = TellingWords(chronology.events)
        accounts = accounts_of(chronology, telling, CALLED)
        n_compared = sum(1 for _pair in candidate_pairs(accounts, telling))
        ratio = n_events * (n_events - 1) / 2 / max(1, n_compared)
        print(
            f"{n_events:,} events: {n_compared:,} comparisons, 1 in {ratio:,.0f} of all pairs; "
            f"{n_suggested:,} suggested; {took:.1f} s of processor time"
        )
        measured.append((n_events, took))
        is_enough &= number != 60_000 or ratio >= _LEAST_RATIO
    if len(measured) > 1:
        (few, short), (many, long) = measured[0], measured[-1]
        print(f"time grows by the power of {math.log(long / short) / math.log(many / few):.2f}")
    return is_enough


def _of_size(number: int) -> Chronology:
    """This is the invented review with about so many events in the same years."""
    one, two = (len(invented_review(1, size=size).events) for size in (1, 2))
    size = max(1, round((number - one) / (two - one)) + 1)
    review = invented_review(1, size=size)
    return Chronology.of(review.events[:number], begins=review.begins, ends=review.ends)


if __name__ == "__main__":
    main()
