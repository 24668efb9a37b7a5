"""Does the time of a refusal tell whether there is a case? `python -m benchmarks.refusal_timing 1000`

A foreign case, a sealed one, one the asker is barred from and one that does not exist are asked for in turn.
Prints for each of the first three how likely times as different as its would be if they were those of no
case (Mann and Whitney's test, by its normal approximation). The promise is p > 0.01; a shared machine only
adds noise, which hides a difference: run it where nothing else runs.
"""

import logging
import math
import os
import statistics
import sys
import time
from collections.abc import Sequence
from random import Random
from uuid import UUID

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

from django.test import Client  # noqa: E402 (Django has to be set up first)
from django.test.utils import setup_databases, setup_test_environment, teardown_databases  # noqa: E402

from sightline.cli.acting import clock  # noqa: E402
from sightline.records.actor import system  # noqa: E402
from tests.factories.casework import make_casework  # noqa: E402

NO_CASE = "no such case"
N_TO_WARM_UP = 20
LEAST_P = 0.01


def main(n_each: int) -> None:
    """Measure and print; end with 1 where the time of a refusal tells its kind."""
    logging.disable(logging.WARNING)  # a line for each refusal
    setup_test_environment()
    with system("measure how long refusals take"):
        kept = setup_databases(verbosity=0, interactive=False)
        try:
            took = _measure(n_each)
        finally:
            teardown_databases(kept, verbosity=0)
    none = took.pop(NO_CASE)
    print(f"{NO_CASE}: {n_each:,} times, median {statistics.median(none) * 1000:.2f} ms")
    chances = []
    for kind, times in took.items():
        chances.append(same_distribution_p(times, none))
        print(
            f"{kind}: {n_each:,} times, median {statistics.median(times) * 1000:.2f} ms, p {chances[-1]:.3f}"
        )
    sys.exit(1 if min(chances) <= LEAST_P else 0)


def _measure(n_each: int) -> dict[str, list[float]]:
    """The kinds are asked for in a new order each round, so that what slows the machine slows all alike."""
    casework, random = make_casework(clock()), Random(1)  # noqa: S311  # the same order each time
    client = Client()
    client.force_login(casework.users["police_colleague"])
    hidden = {"foreign": casework.review.pk, "sealed": casework.sealed.pk, "barred": casework.case.pk}
    took: dict[str, list[float]] = {kind: [] for kind in (*hidden, NO_CASE)}
    for number in range(N_TO_WARM_UP + n_each):
        for kind in random.sample(list(took), len(took)):
            case_id = hidden.get(kind) or UUID(int=random.getrandbits(128), version=4)
            started = time.perf_counter()
            answer = client.get(f"/cases/{case_id}/")
            ended = time.perf_counter()
            assert answer.status_code == 404
            if number >= N_TO_WARM_UP:
                took[kind].append(ended - started)
    return took


def same_distribution_p(some: Sequence[float], others: Sequence[float]) -> float:
    """Return how likely two samples are to differ as much as these in rank, were they of one distribution.

    Example:
        >>> same_distribution_p([1, 3, 5, 7], [2, 4, 6, 8]) > 0.5
        True
        >>> same_distribution_p(range(50), range(50, 100)) < 0.001
        True
    """
    marked = sorted([(value, True) for value in some] + [(value, False) for value in others])
    rank_sum = sum(rank for rank, (_value, is_some) in enumerate(marked, 1) if is_some)
    n, m = len(some), len(others)
    expected = n * (n + m + 1) / 2
    deviation = math.sqrt(n * m * (n + m + 1) / 12)
    return math.erfc(abs(rank_sum - expected) / deviation / math.sqrt(2))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000)
