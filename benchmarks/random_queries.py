"""Whether 10,000 random querysets are answered as if the rows hidden from the user did not exist.

`python -m benchmarks.random_queries`; `--queries 1000` asks fewer. On SQLite, or wherever
SIGHTLINE_DATABASE_URL says. Prints also how many queries the hidden rows would have changed: the others
prove nothing. Ends with 1 where an answer differs.
"""

import argparse
import os
import sys
import time
from random import Random

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

from django.db import connection, transaction  # noqa: E402 (Django has to be set up first)
from django.test.utils import setup_databases, teardown_databases  # noqa: E402

from sightline.records.access.models import User  # noqa: E402
from sightline.records.actor import system  # noqa: E402
from tests.integration.policy.random_queries import compare, random_query  # noqa: E402
from tests.integration.policy.worlds import random_world  # noqa: E402

_QUERIES_OF_A_USER = 50


def main() -> None:
    """Ask and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--queries", type=int, default=10_000)
    n_queries = parser.parse_args().queries
    with system("compare random queries"):
        kept = setup_databases(verbosity=0, interactive=False)
        try:
            n_differing = _ask(n_queries)
        finally:
            teardown_databases(kept, verbosity=0)
    sys.exit(1 if n_differing else 0)


def _ask(n_queries: int) -> int:
    n_asked, n_telling, n_differing, seed = 0, 0, 0, 0
    started = time.perf_counter()
    while n_asked < n_queries:
        seed += 1
        random = Random(seed)  # noqa: S311  # the same queries each time
        with transaction.atomic():
            world = random_world(seed, n_users=20, n_cases=5)
            world.write()
            for user in random.sample(world.of(User), 10):
                queries = [random_query(random, world) for _ in range(_QUERIES_OF_A_USER)]
                whole = [query() for query in queries]
                for place, (guarded, bare) in enumerate(compare(world, user, queries)):
                    n_asked += 1
                    n_telling += whole[place] != guarded
                    if guarded != bare:
                        n_differing += 1
                        print(f"world {seed}, {user.email}: {guarded} instead of {bare}")
            transaction.set_rollback(True)
    took = time.perf_counter() - started
    print(
        f"{connection.vendor}: {n_asked:,} queries asked, {n_telling:,} of which hidden rows would have "
        f"changed, {n_differing} differ ({took:.1f} s)"
    )
    return n_differing


if __name__ == "__main__":
    main()
