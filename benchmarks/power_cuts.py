"""Power cuts under load, at length: `python -m benchmarks.power_cuts 200`, and a control that must lose.

The control runs a tenth as many with SQLite's `synchronous = NORMAL`. Where it lost nothing, the trial
would prove nothing.
"""

import sys
import tempfile
from pathlib import Path

from tests.integration.reliability.installation import NORMAL_SETTINGS, PRODUCT_SETTINGS
from tests.integration.reliability.power_cuts import cut_power_under_load, why_no_disk
from tests.integration.reliability.writers import Outcome


def main(n_cuts: int) -> None:
    """Print one line for each setting, and fail where the product's loses or the control does not."""
    if missing := why_no_disk():
        sys.exit(f"Not run: {missing}")
    as_is = _cut(n_cuts, PRODUCT_SETTINGS, "FULL")
    control = _cut(max(1, n_cuts // 10), NORMAL_SETTINGS, "NORMAL (control)")
    if not as_is.is_clean or control.is_clean:
        sys.exit("; ".join(as_is.faults[:10]) or 1)


def _cut(n_cuts: int, settings: str, name: str) -> Outcome:
    with tempfile.TemporaryDirectory() as folder:
        outcome = cut_power_under_load(Path(folder), n_cuts=n_cuts, settings=settings)
    print(f"{name}, {n_cuts:,} cuts: {outcome}", flush=True)
    return outcome


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200)
