"""A disk that fills up twenty times, with 10,000 reads while it is full.

`python -m benchmarks.full_disk`, as root: it mounts a small disk in memory.
"""

import tempfile
from pathlib import Path

from tests.integration.reliability.small_disk import NoSmallDisk, fill_and_empty, small_disk


def main() -> None:
    """Fill, read, and print."""
    try:
        with tempfile.TemporaryDirectory() as folder, small_disk(Path(folder)) as disk:
            found = fill_and_empty(disk, n_fillings=20, n_reads=500)
    except NoSmallDisk as error:
        raise SystemExit(str(error)) from error
    print(f"{found['shown']:,} of {found['reads']:,} reads served on a full disk,")
    print(f"{found['logged']:,} logged, {found['from_reserve']:,} of them by way of the reserve;")
    print(f"{found['refused_with_text']} of {found['writes']} writes refused with 503 and words;")
    print(f"writes again after at most {max(found['recovered_in'])} s;")
    print(f"fault of the trail: {found['fault'] or 'none'}")


if __name__ == "__main__":
    main()
