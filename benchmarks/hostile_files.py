"""Hostile files at length: `python -m benchmarks.hostile_files 450`. Each gets a verdict, and none escapes.

The test run has the files made by hand; the rest are those and honest files with bytes changed, cut out or
doubled at random places, the same ones each time. A verdict is a reading or a plain message. Under strace
every file opened to be written, connection and program is counted; where it is missing that is said.
"""

import random
import resource
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from sightline.exchange.importers import limits, sandbox
from sightline.exchange.importers.unreadable import UnreadableFile
from tests.integration.exchange.importers.hostile import honest_docx, honest_pdf, hostile_files
from tests.integration.exchange.importers.hostile_active import active_files
from tests.integration.exchange.importers.watching import can_watch, escapes, watched

_LARGEST_TO_CHANGE = 1_000_000
_DEFECT = "made the reader stop"  # a plain message, but of a fault that we did not foresee


def main(n_files: int) -> None:
    """Print the figures; fail where anything escaped or a limit did not hold."""
    verdicts: Counter[str] = Counter()
    escaped: list[str] = []
    longest = 0.0
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "strace"
        if can_watch():
            sandbox._WORKER = watched(sandbox._WORKER, log)
        for data in islice(_files(), n_files):
            begun = time.monotonic()
            verdicts[_verdict(data)] += 1
            longest = max(longest, time.monotonic() - begun)
            if can_watch():
                escaped += escapes(log)
    largest = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    seen = (
        f"{len(escaped)} files written, connections or programs" if can_watch() else "not watched: no strace"
    )
    print(
        f"{verdicts.total():,} files: {verdicts['read']:,} read, {verdicts['refused']:,} refused, "
        f"{verdicts['stopped']:,} stopped at a limit or by a crash of the reader; {seen}; "
        f"longest {longest:.1f} s of {limits.WALL_SECONDS}, largest process {largest:,} MB of "
        f"{limits.MEMORY_BYTES // limits.MEGABYTE:,}"
    )
    if escaped or longest > limits.WALL_SECONDS + 5 or verdicts.total() < n_files:
        sys.exit("\n".join(escaped[:10]) or 1)


def _verdict(data: bytes) -> str:
    try:
        sandbox.read_in_sandbox(data, "report")
    except UnreadableFile as error:
        return "stopped" if _DEFECT in str(error) or "so reading was stopped" in str(error) else "refused"
    return "read"


def _files() -> Iterator[bytes]:
    made = [file.make() for file in (*hostile_files(), *active_files())]
    yield from made
    chance = random.Random(3)  # noqa: S311 (the same files each time)
    to_change = [data for data in made if data and len(data) <= _LARGEST_TO_CHANGE]
    to_change += [honest_docx(), honest_pdf()] * (len(to_change) // 4)
    while True:
        yield _changed(chance.choice(to_change), chance)


def _changed(data: bytes, chance: random.Random) -> bytes:
    for _ in range(chance.randint(1, 8)):
        place = chance.randrange(len(data) or 1)
        length = chance.choice((1, 4, 64, 1024))
        piece = chance.choice((chance.randbytes(length), b"", data[place : place + length] * 2))
        data = data[:place] + piece + data[place + length :]
    return data


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 450)
