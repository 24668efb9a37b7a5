"""Whether 300,000 requests with ids that are none of the user's business tell them anything or change it.

`python -m benchmarks.foreign_ids`; `--requests 2000` sends fewer. On SQLite, or wherever
SIGHTLINE_DATABASE_URL says. Half of them are the twins with ids of nothing. Ends with 1 where an answer
differs from its twin's, holds a canary out of place, or something foreign changed.
"""

import argparse
import logging
import os
import sys
import time
from collections import Counter
from random import Random

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

from django.db import connection  # noqa: E402 (Django has to be set up first)
from django.test.utils import (  # noqa: E402
    setup_databases,
    setup_test_environment,
    teardown_databases,
)

from sightline.cli.acting import clock  # noqa: E402
from sightline.records.actor import system  # noqa: E402
from tests.canaries import WATCH, watch_everything  # noqa: E402
from tests.web.foreign_ids import PEOPLE, Walk, make_world, undone  # noqa: E402

_PAIRS_OF_A_PERSON = 50


def main() -> None:
    """Ask and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--requests", type=int, default=300_000)
    n_requests = parser.parse_args().requests
    logging.disable(logging.WARNING)  # a line for each refusal
    setup_test_environment()
    watch_everything(WATCH)
    with system("send requests with foreign ids"):
        kept = setup_databases(verbosity=0, interactive=False)
        try:
            n_faults = _ask(n_requests)
        finally:
            teardown_databases(kept, verbosity=0)
    sys.exit(1 if n_faults else 0)


def _ask(n_requests: int) -> int:
    n_sent, n_faults, seed = 0, 0, 0
    statuses: Counter[int] = Counter()
    started = time.perf_counter()
    while n_sent < n_requests:
        seed += 1
        # Each time anew, so that no session and no emergency access is too old.
        with undone():
            world = make_world(clock())
            for person in PEOPLE:
                walk = Walk(world, person, Random(f"{seed} {person}"))  # noqa: S311  # the same each time
                for _ in range(_PAIRS_OF_A_PERSON):
                    n_sent += 2
                    if fault := walk.step():
                        n_faults += 1
                        print(f"seed {seed}, {fault}")
                statuses.update(walk.statuses)
    for found in WATCH.out_of_place:
        print(f"Canaries out of place: {found}")
    took = time.perf_counter() - started
    print(
        f"{connection.vendor}: {n_sent:,} requests, {n_faults} answered otherwise than their twin or "
        f"changing what is foreign, {len(WATCH.out_of_place)} with a canary out of place ({took:.1f} s); "
        f"answered {dict(sorted(statuses.items()))}"
    )
    return n_faults + len(WATCH.out_of_place)


if __name__ == "__main__":
    main()
