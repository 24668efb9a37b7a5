"""How far a reading has come."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Progress:
    """One step of a reading: `done` of `total` parts of the named stage."""

    stage: str
    done: int
    total: int


ProgressHandler = Callable[[Progress], None]


def ignore_progress(progress: Progress) -> None:
    """Do nothing with the progress, for callers that show none."""
