"""Whether the rules and the table written by hand agree: all boolean worlds, then random rows through SQL.

`python -m benchmarks.policy_worlds` compares 50,000 pairs of a user and a case, with everything in the
case; `--worlds 1000` fewer. On SQLite, or wherever SIGHTLINE_DATABASE_URL says. Ends with 1 where they
differ.
"""

import argparse
import os
import sys
import time

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

from django.db import connection, transaction  # noqa: E402 (Django has to be set up first)
from django.test.utils import setup_databases, teardown_databases  # noqa: E402

from sightline.domain.policy.permissions import Permission  # noqa: E402
from sightline.records.access.models import User  # noqa: E402
from sightline.records.actor import system  # noqa: E402
from sightline.records.cases.models import Case  # noqa: E402
from tests.integration.policy.test_two_evaluators import all_worlds, compare_through_sql  # noqa: E402
from tests.integration.policy.worlds import random_world  # noqa: E402


def main() -> None:
    """Compare and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--worlds", type=int, default=50_000)
    n_worlds = parser.parse_args().worlds
    n_differing = _boolean_worlds()
    with system("compare the rules with the table written by hand"):
        kept = setup_databases(verbosity=0, interactive=False)
        try:
            n_differing += _through_sql(n_worlds)
        finally:
            teardown_databases(kept, verbosity=0)
    sys.exit(1 if n_differing else 0)


def _boolean_worlds() -> int:
    started = time.perf_counter()
    found = [all_worlds(permission) for permission in Permission]
    n_differing = sum(len(differing) for differing, _n_compared in found)
    n_compared = sum(n_compared for _differing, n_compared in found)
    took = time.perf_counter() - started
    print(f"all boolean worlds: {n_compared:,} compared, {n_differing} differ ({took:.1f} s)")
    return n_differing


def _through_sql(n_worlds: int) -> int:
    n_done, n_compared, n_differing, seed = 0, 0, 0, 0
    started = time.perf_counter()
    while n_done < n_worlds:
        seed += 1
        with transaction.atomic():
            world = random_world(seed)
            world.write()
            for what, by_hand, by_sql in compare_through_sql(world):
                n_compared += 1
                if by_hand != by_sql:
                    n_differing += 1
                    print(f"seed {seed}: {what}: by hand {by_hand}, by SQL {by_sql}")
            transaction.set_rollback(True)
        n_done += len(world.of(User)) * len(world.of(Case))
    took = time.perf_counter() - started
    print(
        f"{connection.vendor}: {n_done:,} pairs of user and case, {n_compared:,} answers compared, "
        f"{n_differing} differ ({took:.1f} s)"
    )
    return n_differing


if __name__ == "__main__":
    main()
