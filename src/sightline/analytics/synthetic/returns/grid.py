"""A return before it is a file: lines of cells, and what is known of each line."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class MistakeKind(StrEnum):
    """What was done wrong on purpose in a line of a return."""

    MISSING_SOURCE = "MISSING_SOURCE"
    IMPOSSIBLE_DATE = "IMPOSSIBLE_DATE"
    OUTSIDE_PERIOD = "OUTSIDE_PERIOD"
    DUPLICATE_ROW = "DUPLICATE_ROW"
    ANOTHER_PERSON = "ANOTHER_PERSON"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: its words, and its day where a spreadsheet keeps it as one; or one with the cell above."""

    words: str = ""
    day: date | None = None
    n_columns: int = 1
    is_continued: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a table, with the event it tells and the mistake in it, if any."""

    cells: tuple[Cell, ...]
    event_id: str = ""
    mistake: MistakeKind | None = None
    is_head: bool = False
    is_hidden: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A table or sheet, with the paragraphs that stand before it."""

    name: str
    lines: tuple[Line, ...]
    notes: tuple[str, ...] = ()
