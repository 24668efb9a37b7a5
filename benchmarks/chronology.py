"""How fast the combined chronology is served with 60,000 entries of twelve agencies, and how that grows.

`make bench-chronology` runs it, in a test database of its own; SIGHTLINE_DATABASE_URL says which one.
Every request goes through the middleware, the query and the template; only the network is missing.
"""

import os
import platform
import statistics
import time
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice
from math import log
from random import Random
from uuid import UUID

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

from django.db import connection  # noqa: E402 (Django has to be set up first)
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext, setup_databases, teardown_databases  # noqa: E402

from sightline.domain.vocabulary.events import EventKind, EventRole, SubmissionPurpose  # noqa: E402
from sightline.domain.vocabulary.item_classes import ItemClass  # noqa: E402
from sightline.records.access.services import add_agency  # noqa: E402
from sightline.records.actor import system  # noqa: E402
from sightline.records.events.models import Event, Submission  # noqa: E402
from sightline.records.events.services.recording import NewEvent, keep_events  # noqa: E402
from tests.factories.casework import NOW  # noqa: E402
from tests.factories.chronologies import ReviewChronology, entry, make_review_chronology  # noqa: E402

N_AGENCIES = 12
SIZES = (1_000, 5_000, 60_000, 120_000)
N_REQUESTS = 20
LIMIT_MS = 200
QUERIES = {
    "first page": "",
    "jump to a date": "?from=May+2016",
    "one kind": "?kind=ARREST",
    "words": "?words=neighbour",
    "known to all on a day": "?known_to=any&known_on=1+June+2017",
    "undated": "?dated=undated",
    "pseudonyms": "?names=pseudonyms",
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
    chronology = make_review_chronology()
    submissions = _submissions(chronology)
    new = _invented(chronology)
    taken: dict[str, list[tuple[int, float]]] = {name: [] for name in QUERIES}
    n_there = 0
    for size in SIZES:
        started = time.perf_counter()
        for place, submission in enumerate(submissions):
            share = (size - n_there) // len(submissions) + (place < (size - n_there) % len(submissions))
            keep_events(submission, list(islice(new, share)), item_class=ItemClass.SHARED_CONTENT)
        n_there = size
        print(f"\n{size:,} entries (stored in {time.perf_counter() - started:.1f} s)")
        print(f"  {'request':28} {'p50 ms':>8} {'p95 ms':>8} {'queries':>8}")
        for name, query in QUERIES.items():
            taken[name].append((size, _measure_request(chronology, name, query)))
    print("\nGrowth: the exponent of time over size, from the least to the most entries")
    for name, points in taken.items():
        (small, fast), (large, slow) = points[0], points[-1]
        print(f"  {name:28} {log(slow / fast) / log(large / small):8.2f}")
    print(f"{Event.objects.count():,} entries in all")


def _measure_request(chronology: ReviewChronology, name: str, query: str) -> float:
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(chronology.users["chair"])
    address = f"/cases/{chronology.case_id}/chronology/{query}"
    with CaptureQueriesContext(connection) as queries:
        answered = client.get(address)
    n_queries = len(queries)
    if answered.status_code != 200:
        raise SystemExit(f"{address} answered {answered.status_code}")
    times = []
    for _ in range(N_REQUESTS):
        started = time.perf_counter()
        client.get(address)
        times.append((time.perf_counter() - started) * 1000)
    p50, p95 = statistics.median(times), statistics.quantiles(times, n=20)[-1]
    over = f"  over the limit of {LIMIT_MS} ms" if p95 > LIMIT_MS else ""
    print(f"  {name:28} {p50:8.1f} {p95:8.1f} {n_queries:8}{over}")
    return p50


def _submissions(chronology: ReviewChronology) -> list[Submission]:
    coordinator = chronology.users["coordinator"]
    return [
        Submission.objects.create(
            case_id=chronology.case_id,
            agency_id=_agency(chronology, number),
            purpose=SubmissionPurpose.RETURN,
            received_at=NOW,
            received_by=coordinator,
        )
        for number in range(N_AGENCIES)
    ]


def _agency(chronology: ReviewChronology, number: int) -> UUID:
    return add_agency(by=chronology.users["coordinator"], now=NOW, name=f"Invented agency {number}").id


def _invented(chronology: ReviewChronology) -> Iterator[NewEvent]:
    """Entries without end, the same each time: one in fifty without a date."""
    random, kinds = Random(4), list(EventKind)  # noqa: S311 (invented data)
    people = ((chronology.subjects["victim"], EventRole.VICTIM),)
    while True:
        on = date(2010, 1, 1) + timedelta(days=random.randrange(5_000))
        words = "not known" if random.random() < 0.02 else f"{on.day}/{on.month}/{on.year}"
        text = f"Odette was seen by {random.choice(('a neighbour', 'an officer', 'a nurse'))}. " * 5
        yield entry(words, random.choice(kinds), text, people)


if __name__ == "__main__":
    with system("measure an invented review"):
        main()
