"""SIGKILL under load, at length: `python -m benchmarks.kills 1000`. Nothing may be lost or doubled.

The test run does 30; this does as many as asked, in rounds of 100, each on a new installation.
"""

import statistics
import sys
import tempfile
from pathlib import Path

from tests.integration.reliability.kills import kill_under_load
from tests.integration.reliability.writers import Outcome

A_ROUND = 100


def main(n_kills: int) -> None:
    """Print one line a round, and fail where anything was lost, doubled or out of order."""
    total = Outcome()
    all_seconds: list[float] = []
    for begun in range(0, n_kills, A_ROUND):
        with tempfile.TemporaryDirectory() as folder:
            all_seconds += kill_under_load(Path(folder), total, n_kills=min(A_ROUND, n_kills - begun))
        print(f"kills {min(begun + A_ROUND, n_kills):,}: {total}", flush=True)
    print(f"ready again: median {statistics.median(all_seconds):.2f} s, longest {max(all_seconds):.2f} s")
    if not total.is_clean:
        sys.exit("; ".join(total.faults[:10]) or 1)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000)
