"""The two real published reviews, where this machine has them; they are not part of the project.

They stand in the folder named by `SIGHTLINE_SEEDS`, or in `shared/seeds` beside the checkout.
"""

import os
from dataclasses import dataclass
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[1]
FOLDER = Path(os.environ.get("SIGHTLINE_SEEDS") or CHECKOUT.parent / "shared" / "seeds")


@dataclass(frozen=True, slots=True)
class Seed:
    """A real review: its file, and the rows its action plan prints."""

    path: Path
    n_plan_rows: int


FIRST = Seed(FOLDER / "000_2c807530359ce65f.txt", 102)
SECOND = Seed(FOLDER / "004_1fc166388913422e.txt", 40)
SEEDS = (FIRST, SECOND)

requires_seeds = pytest.mark.skipif(
    not all(seed.path.is_file() for seed in SEEDS),
    reason="the real published reviews are not on this machine (set SIGHTLINE_SEEDS to their folder)",
)
