"""How fast the action plan's page is served with 5,000 actions: p50 and p95 of whole requests.

`make bench` runs it, in a test database of its own on SQLite or wherever SIGHTLINE_DATABASE_URL says.
Every request goes through the middleware, the query and the template; only the network is missing.
Processor time stands beside wall time, because other work on the machine lengthens only the latter.
"""

import os
import platform
import statistics
import time
from uuid import UUID

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

from django.db import connection  # noqa: E402 (Django has to be set up first)
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext, setup_databases, teardown_databases  # noqa: E402

from sightline.records.access.models import User  # noqa: E402
from sightline.records.actor import system  # noqa: E402
from sightline.records.reviews.queries.plan import PlanSort  # noqa: E402
from tests.factories.partnership import accepted_review, make_partnership  # noqa: E402
from tests.factories.readings import envelope, row  # noqa: E402

SIZES = (5, 500, 5_000)
N_REQUESTS = 40
LIMIT_MS = 200
QUERIES = {
    "first page": "",
    "last page": "?page=100",
    "words": "?words=shift",
    "one heading": "?section=Marram+Police",
    "overdue": "?due=OVERDUE&sort=-DUE",
    **{f"by {sort.value.lower().replace('_', ' ')}": f"?sort=-{sort.value}" for sort in PlanSort},
}


def main() -> None:
    """Measure and print."""
    machine = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    print(f"{machine}, {connection.vendor}")
    kept = setup_databases(verbosity=0, interactive=False)
    try:
        _measure()
    finally:
        teardown_databases(kept, verbosity=0)


def _measure() -> None:
    user = make_partnership().coordinator
    for size in SIZES:
        started = time.perf_counter()
        review_id = accepted_review(user, _plan(size), data=f"report of {size}".encode())
        print(f"\n{size:,} actions (stored and accepted in {time.perf_counter() - started:.1f} s)")
        print(f"  {'request':28} {'p50 ms':>8} {'p95 ms':>8} {'cpu ms':>8} {'queries':>8}")
        for name, query in QUERIES.items():
            _measure_request(user, review_id, name, query)


def _measure_request(user: User, review_id: UUID, name: str, query: str) -> None:
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(user)
    address = f"/reviews/{review_id}/action-plan/{query}"
    with CaptureQueriesContext(connection) as queries:
        answered = client.get(address)
    n_queries = len(queries)
    if answered.status_code != 200:
        raise SystemExit(f"{address} answered {answered.status_code}")
    times = []
    cpu_before = time.process_time()
    for _ in range(N_REQUESTS):
        started = time.perf_counter()
        client.get(address)
        times.append((time.perf_counter() - started) * 1000)
    cpu = (time.process_time() - cpu_before) * 1000 / N_REQUESTS
    p95 = statistics.quantiles(times, n=20)[-1]
    over = f"  over the limit of {LIMIT_MS} ms" if p95 > LIMIT_MS else ""
    print(f"  {name:28} {statistics.median(times):8.1f} {p95:8.1f} {cpu:8.1f} {n_queries:8}{over}")


def _plan(size: int) -> dict[str, object]:
    agencies = ("Marram Police", "Saltby Council", "Wend Housing")
    year = time.gmtime().tm_year
    return envelope(
        plan=[
            row(
                str(number + 1),
                f"Recommendation {number + 1}: ask about safety on every shift and write down the answer.",
                section=agencies[number % 3],
                lead="Head of Service",
                action="Brief every shift.\nCheck a sample of records each month.",
                milestone="Briefing given; sample checked",
                target_text=f"May {year - number % 3}",
                target_on=[f"{year - number % 3}-05"],
                status="In progress" if number % 2 else None,
            )
            for number in range(size)
        ]
    )


if __name__ == "__main__":
    with system("measure an invented partnership"):
        main()
