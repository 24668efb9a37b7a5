"""SIGKILL between audit entry and answer, at length: `python -m benchmarks.killed_reads 200`.

Nothing may be shown of which the audit trail does not know. The test run does 10.
"""

import sys
import tempfile
from pathlib import Path

from tests.integration.reliability.killed_reads import Reads, kill_while_reading


def main(n_kills: int) -> None:
    """Print what became of them, and fail where something was shown without its entry."""
    reads = Reads()
    with tempfile.TemporaryDirectory() as folder:
        kill_while_reading(Path(folder), reads, n_kills=n_kills)
    print(reads)
    if reads.n_without_entry:
        sys.exit(1)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200)
