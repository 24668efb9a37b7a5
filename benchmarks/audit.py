"""How fast the audit trail grows and is checked, on SQLite or where SIGHTLINE_DATABASE_URL says.

`make bench` runs it, in a test database of its own. That database does not wait for the disk on SQLite; a
change there is slower by the time of one such wait.
"""

import io
import os
import platform
import time

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey  # noqa: E402 (Django first)
from django.db import connection  # noqa: E402
from django.test.utils import setup_databases, teardown_databases  # noqa: E402

from sightline.domain.audit_trail.verification import Notes, verify  # noqa: E402
from sightline.records.actor import system  # noqa: E402
from sightline.records.agencies.models import Agency  # noqa: E402
from sightline.records.audit import verify_record  # noqa: E402
from sightline.records.audit.queries import trail  # noqa: E402
from sightline.records.audit.services import change  # noqa: E402
from sightline.records.audit.signing_key import SigningKey  # noqa: E402
from tests.factories.audit_trail import Record  # noqa: E402
from tests.factories.partnership import NOW  # noqa: E402

N_CHANGES = 500
N_IN_ONE_CHANGE = 20_000


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
    started = time.perf_counter()
    for _ in range(N_CHANGES):
        _change(1)
    _print("added, a change each", N_CHANGES, started)
    started = time.perf_counter()
    _change(N_IN_ONE_CHANGE)
    _print("added, in one change", N_IN_ONE_CHANGE, started)

    key = SigningKey(Ed25519PrivateKey.generate())
    taken = trail()
    started = time.perf_counter()
    found = verify(taken.entries(), Notes(taken.notes), is_signed=key.signed)
    _print("checked, from the database", found.size, started)
    export = Record(tuple(taken.entries()), (), (), key).exported()
    started = time.perf_counter()
    verify_record.verify(io.BytesIO(export), [], None, [])
    _print("checked, by verify_record.py", found.size, started)


def _change(n_entries: int) -> None:
    agency = Agency(name="Marram Police")
    with change(by=None, now=NOW) as opened:
        for place in range(n_entries):
            opened.record("measured", agency, place=place)


def _print(what: str, number: int, started: float) -> None:
    print(f"  {what:30} {number / (time.perf_counter() - started):10,.0f} entries a second ({number:,})")


if __name__ == "__main__":
    with system("measure an invented partnership"):
        main()
