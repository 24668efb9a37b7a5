"""Does the time of a wrong password tell whether the account exists? `python -m benchmarks.sign_in_timing`

Prints medians; asserts nothing, since a shared machine decides what they are. The promise is 5 ms.
"""

import os
import statistics
import time

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

from django.test import Client, override_settings  # noqa: E402 (Django first)
from django.test.utils import setup_databases, setup_test_environment, teardown_databases  # noqa: E402

from sightline.config import settings as product  # noqa: E402
from sightline.records.accounts.models import Guess  # noqa: E402
from tests.web.partnership import COORDINATOR, open_invented_partnership  # noqa: E402

N_EACH = 200


def main() -> None:
    """Measure and print."""
    setup_test_environment()
    kept = setup_databases(verbosity=0, interactive=False)
    try:
        with override_settings(PASSWORD_HASHERS=product.PASSWORD_HASHERS):
            _measure()
    finally:
        teardown_databases(kept, verbosity=0)


def _measure() -> None:
    open_invented_partnership()
    took: dict[str, list[float]] = {COORDINATOR: [], "nobody@saltby.example": []}
    client = Client()
    for _ in range(N_EACH):
        for email, times in took.items():
            Guess.objects.all().delete()
            started = time.perf_counter()
            client.post("/account/sign-in", {"email": email, "password": "not the one"})
            times.append(time.perf_counter() - started)
    known, unknown = (statistics.median(times) * 1000 for times in took.values())
    print(f"{N_EACH} wrong passwords each, medians: known {known:.2f} ms, unknown {unknown:.2f} ms")
    print(f"difference {abs(known - unknown):.2f} ms")


if __name__ == "__main__":
    main()
