"""A site whose disk fills up and is emptied again, on a small disk in memory; prints what happened as JSON.

Run by `test_full_disk.py` in a process of its own, with a database and a reserve on that disk, and in full by
`python -m benchmarks.full_disk`.
"""

import json
import os
import sys
import time
from pathlib import Path
from typing import Any

import django

django.setup()

from django.conf import settings  # noqa: E402 (Django first)
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402

from sightline.config.database import hold_open  # noqa: E402
from sightline.jobs.audit_trail import chain_fault  # noqa: E402
from sightline.records.actor import system  # noqa: E402
from sightline.records.audit.models import AuditEntry  # noqa: E402
from sightline.records.audit.reserve import is_waiting, prepare  # noqa: E402
from tests.factories.partnership import accepted_review, make_partnership  # noqa: E402
from tests.factories.readings import envelope, row  # noqa: E402

NOTHING_SAVED = "Nothing can be saved now"


def main(disk: Path, n_fillings: int, n_reads: int) -> None:
    """Fill and empty the disk so many times, reading so often while it is full."""
    call_command("migrate", verbosity=0)
    prepare(settings.AUDIT_RESERVE_FILE)
    held_open = hold_open(settings.DATABASES["default"])  # as `config.wsgi` does
    with system("make what is to be read"):
        coordinator = make_partnership().coordinator
        review_id = accepted_review(coordinator, envelope(plan=[row("1", "Ask.", status="Not started")]))
    client = Client(headers={"host": "127.0.0.1"}, raise_request_exception=False)
    client.force_login(coordinator)
    connection.close()
    page, form = f"/reviews/{review_id}/action-plan/", "/actions/views"
    found: dict[str, Any] = {"reads": 0, "shown": 0, "refused_with_text": 0, "writes": 0, "recovered_in": []}
    for filling in range(n_fillings):
        filler = fill(disk)
        for _ in range(n_reads):
            found["reads"] += 1
            found["shown"] += client.get(page).status_code == 200
        answer = client.post(form, {"name": f"View {filling}", "query": "due=OVERDUE"})
        found["writes"] += 1
        found["refused_with_text"] += answer.status_code == 503 and NOTHING_SAVED in answer.text
        found["in_reserve"] = is_waiting(settings.AUDIT_RESERVE_FILE)
        filler.unlink()
        began = time.monotonic()
        while client.post(form, {"name": f"View {filling}", "query": "due=OVERDUE"}).status_code != 302:
            if time.monotonic() - began > 30:
                raise SystemExit("it did not recover")
        found["recovered_in"].append(round(time.monotonic() - began, 2))
    with system("count what was kept"):
        listed = AuditEntry.objects.filter(verb="listed", object_id=str(review_id))
        found["logged"] = listed.count()
        found["from_reserve"] = listed.filter(details_text__contains="from_reserve").count()
        found["fault"] = chain_fault()
        found["waiting"] = is_waiting(settings.AUDIT_RESERVE_FILE)
    print(json.dumps(found))
    if held_open:
        held_open.close()


def fill(disk: Path) -> Path:
    """Take every byte that is left, also the room that the database's log has and could use again."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    filler = disk / "filler"
    with open(filler, "ab", buffering=0) as file:
        for size in (1 << 20, 4096, 1):
            try:
                while True:
                    file.write(os.urandom(1) * size)
            except OSError:
                pass
    return filler


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
