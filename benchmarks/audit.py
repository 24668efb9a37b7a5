"""How fast the audit trail grows and is checked, on SQLite or where SIGHTLINE_DATABASE_URL says.

`make bench` runs it, in a test database of its own; `python -m benchmarks.audit --entries 1000000` is the
length that has to be checked within ten seconds. That database does not wait for the disk on SQLite; a
change there is slower by the time of one such wait. Seconds of the processor are printed beside those of the
clock: on a machine that others use too, only the former can be compared.
"""

import argparse
import os
import platform
import tempfile
import time
from pathlib import Path
from uuid import UUID

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

from django.conf import settings  # noqa: E402 (Django first)
from django.db import connection  # noqa: E402
from django.test.utils import setup_databases, teardown_databases  # noqa: E402

from sightline.domain.audit_trail.subjects import with_subjects  # noqa: E402
from sightline.jobs.audit_trail import export_audit, make_checkpoint, verify_audit  # noqa: E402
from sightline.records.actor import system  # noqa: E402
from sightline.records.agencies.models import Agency  # noqa: E402
from sightline.records.audit import verify_record  # noqa: E402
from sightline.records.audit.services import change  # noqa: E402
from tests.factories.partnership import NOW, make_partnership  # noqa: E402

N_CHANGES = 500
N_IN_ONE_CHANGE = 20_000
N_SUBJECTS = 3  # of each entry: a page about a case with two rows


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=N_IN_ONE_CHANGE)
    n_entries = parser.parse_args().entries
    machine = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    print(f"{machine}, {connection.vendor}")
    kept = setup_databases(verbosity=0, interactive=False)
    try:
        with tempfile.TemporaryDirectory() as folder:
            _measure(Path(folder), n_entries)
    finally:
        teardown_databases(kept, verbosity=0)


def _measure(folder: Path, n_entries: int) -> None:
    settings.AUDIT_KEY_FILE = folder / "audit-key"
    settings.AUDIT_RESERVE_FILE = folder / "audit-reserve"
    by = make_partnership().coordinator
    watch = _Watch()
    for _ in range(N_CHANGES):
        _change(1)
    watch.print("added, a change each", N_CHANGES)
    for _ in range(0, n_entries, N_IN_ONE_CHANGE):
        _change(min(n_entries, N_IN_ONE_CHANGE))
    watch.print("added, many in a change", n_entries)
    make_checkpoint(by=by, now=NOW)

    watch = _Watch()
    found = verify_audit(by=by, kept=())
    watch.print("checked by sightline audit verify", found.size)
    export = folder / "audit.jsonl"
    with export.open("w", encoding="ascii") as file:
        file.writelines(export_audit(by=by, now=NOW))
    watch.print("exported", found.size)
    with export.open("rb") as read:
        size = verify_record.verify(read, [], None, []).size
    watch.print("checked by verify_record.py", size)


def _change(n_entries: int) -> None:
    agency = Agency(name="Marram Police")
    with change(by=None, now=NOW) as opened:
        for place in range(n_entries):
            seen = [str(UUID(int=place * N_SUBJECTS + number)) for number in range(N_SUBJECTS)]
            opened.record("measured", agency, **with_subjects({"page": place}, {"agencies.Agency": seen}))


class _Watch:
    """Tells how long each step took since the one before."""

    def __init__(self) -> None:
        self._start()

    def print(self, what: str, number: int) -> None:
        clock, processor = time.perf_counter() - self.clock, time.process_time() - self.processor
        print(
            f"  {what:34} {number / clock:8,.0f} entries a second: {number:,} in {clock:.1f} s, "
            f"{processor:.1f} s of the processor",
            flush=True,
        )
        self._start()

    def _start(self) -> None:
        self.clock, self.processor = time.perf_counter(), time.process_time()


if __name__ == "__main__":
    with system("measure an invented partnership"):
        main()
