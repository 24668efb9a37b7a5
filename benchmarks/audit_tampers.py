"""How many of 5,000 tampered audit trails and 2,000 forged proofs are found out, by both verifiers.

`python -m benchmarks.audit_tampers`; the tests do a tenth of it on every run.
"""

import os
import random
import tempfile
import time
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

from django.conf import settings  # noqa: E402 (Django first)
from django.test.utils import setup_databases, teardown_databases  # noqa: E402

from tests.factories.audit_tampering import (  # noqa: E402
    FORGING,
    TAMPERING,
    proof_is_refused_by_both,
    refused_by_both,
)
from tests.factories.audit_trail import Record, make_record  # noqa: E402
from tests.factories.partnership import make_partnership  # noqa: E402

N_TAMPERS = 5_000
N_FORGED = 2_000


def main() -> None:
    """Tamper, and print how much of it was found out. Exit code 1 where any was not."""
    kept = setup_databases(verbosity=0, interactive=False)
    try:
        with tempfile.TemporaryDirectory() as folder:
            settings.AUDIT_KEY_FILE = Path(folder) / "audit-key"
            record = make_record(make_partnership().coordinator, settings.AUDIT_KEY_FILE)
            missed = _tamper(record) + _forge(record)
    finally:
        teardown_databases(kept, verbosity=0)
    raise SystemExit(1 if missed else 0)


def _tamper(record: Record) -> int:
    started, missed = time.perf_counter(), 0
    chance = random.Random("tampered in full")  # noqa: S311 (to be the same each time)
    for tamper in TAMPERING:
        missed += sum(
            not refused_by_both(tamper(record, chance)[0]) for _ in range(N_TAMPERS // len(TAMPERING))
        )
    _print("tampered records", N_TAMPERS, missed, started)
    return missed


def _forge(record: Record) -> int:
    started, missed = time.perf_counter(), 0
    chance = random.Random("forged in full")  # noqa: S311
    for number in range(N_FORGED):
        forge = FORGING[number % len(FORGING)]
        missed += not proof_is_refused_by_both(record, forge(record, chance))
    _print("forged proofs", N_FORGED, missed, started)
    return missed


def _print(what: str, number: int, missed: int, started: float) -> None:
    took = time.perf_counter() - started
    print(f"{number - missed:,} of {number:,} {what} found out by both verifiers, in {took:.0f} s")


if __name__ == "__main__":
    main()
