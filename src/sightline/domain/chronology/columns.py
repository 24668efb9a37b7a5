"""Which column of a returned table holds what, told by its head and by what stands in it.

A guess is shown to a person, who corrects it; what the guess rests on too little is said as a doubt.
"""

import re
from collections import abc
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from sightline.domain.chronology.head_words import meanings_of_head
from sightline.domain.chronology.reading_dates import read_date
from sightline.domain.chronology.tables import RawCell, RawRow, RawTable
from sightline.domain.folding import fold
from sightline.domain.vocabulary.returned_tables import ColumnMeaning

#: Meanings that several columns may have; of any other there is one.
SEVERAL = frozenset(
    {
        ColumnMeaning.PEOPLE,
        ColumnMeaning.SEEN,
        ColumnMeaning.VOICE,
        ColumnMeaning.SHARED_WITH,
        ColumnMeaning.PRACTICE,
        ColumnMeaning.RISK,
        ColumnMeaning.OTHER,
    }
)
_ROWS_ABOVE_HEADS = 40
_SAMPLE_ROWS = 60
_LEAST_HEAD_SHARE = 0.5
_LEAST_CONTENT_SHARE = 0.6
_DATE_CELL_LENGTH = 60
_COUNT_LENGTH = 5
_TIME = re.compile(
    r"(?:approx\.?|about|c\.?|circa)?\s*(?:[01]?\d|2[0-4])"
    r"(?:\s?[:.]\s?[0-5]\d\s?(?:am|pm|hrs|hours|h)?|[0-5]\d\s?(?:hrs|hours|h)?|\s?(?:am|pm))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something about a guess that a person should look at; the whole table where no column is given."""

    position: int | None
    words: str


@dataclass(frozen=True, slots=True)
class Mapping:
    """What the columns of a table hold, by position; `header_row` is the number of the last row of heads.

    Without heads that number is 0. `heads` are the words found there, by which a saved mapping finds its
    columns in the next file.
    """

    columns: abc.Mapping[int, ColumnMeaning]
    header_row: int
    heads: abc.Mapping[int, str] = field(default_factory=dict)
    doubts: tuple[Doubt, ...] = ()

    @property
    def is_chronology(self) -> bool:
        """Say whether rows of this table are entries: a date and what happened."""
        return {ColumnMeaning.DATE, ColumnMeaning.EVENT} <= set(self.columns.values())

    def positions(self, meaning: ColumnMeaning) -> tuple[int, ...]:
        """Return the columns of a meaning, from the left."""
        return tuple(position for position in sorted(self.columns) if self.columns[position] is meaning)

    def as_json(self) -> dict[str, Any]:
        """Return the mapping as it is saved, without its doubts: whoever saves it has settled them."""
        return {
            "columns": {str(position): meaning.value for position, meaning in sorted(self.columns.items())},
            "header_row": self.header_row,
            "heads": {str(position): words for position, words in sorted(self.heads.items())},
        }

    @classmethod
    def from_json(cls, saved: abc.Mapping[str, Any]) -> "Mapping":
        """Return what `as_json` gave. Raises: ValueError, KeyError, TypeError for anything else"""
        return cls(
            {int(position): ColumnMeaning(meaning) for position, meaning in saved["columns"].items()},
            int(saved["header_row"]),
            {int(position): str(words) for position, words in saved["heads"].items()},
        )


def recognise_columns(table: RawTable, *, above: Mapping | None = None) -> Mapping:
    """Return what a table's columns hold, as far as their heads and their content say.

    A table without heads of its own, right below a table of the same columns (`above`), goes on with it.
    """
    header = _header(table)
    if header is None and above is not None and _goes_on(table, above):
        return Mapping(above.columns, 0, above.heads)
    header_row, heads = header or (0, {})
    guess = _Guess(table, header_row, heads)
    guess.by_heads()
    guess.by_content()
    doubts = tuple(guess.doubts) if header else (Doubt(None, _NO_HEADS), *guess.doubts)
    return Mapping(guess.columns, header_row, heads, doubts)


def recalled_columns(saved: Mapping, table: RawTable) -> Mapping | None:
    """Return a saved mapping for a table with the same heads in any order; None where a head is missing."""
    meant = {fold(words): saved.columns[position] for position, words in saved.heads.items()}
    for row in table.rows[:_ROWS_ABOVE_HEADS] if meant else ():
        heads = {cell.column: cell.words for cell in row.cells}
        if {fold(words) for words in heads.values()} == meant.keys():
            columns = {position: meant[fold(words)] for position, words in heads.items()}
            return Mapping(columns, row.number, heads)
    return None


_NO_HEADS = "No row of heads was found: what the columns hold is guessed from what stands in them."


def data_rows(table: RawTable, mapping: Mapping) -> tuple[RawRow, ...]:
    """Return the rows below the heads, without those that repeat them."""
    heads = {position: fold(words) for position, words in mapping.heads.items()}
    return tuple(row for row in table.rows if row.number > mapping.header_row and not _repeats(row, heads))


def _repeats(row: RawRow, heads: abc.Mapping[int, str]) -> bool:
    if row.is_head:
        return True
    return len(row.cells) > 1 and all(heads.get(cell.column) == fold(cell.words) for cell in row.cells)


def _header(table: RawTable) -> tuple[int, dict[int, str]] | None:
    """Return the number of the row of heads, or of the second of two, and the words over each column."""
    best: tuple[int, int, dict[int, str]] | None = None
    rows = table.rows[:_ROWS_ABOVE_HEADS]
    for place, row in enumerate(rows):
        for last, heads in _heads_at(rows, place, row):
            n_named = _n_named(heads)
            if n_named and (best is None or n_named > best[0]):
                best = (n_named, last, heads)
    return best and (best[1], best[2])


def _heads_at(rows: Sequence[RawRow], place: int, row: RawRow) -> Iterator[tuple[int, dict[int, str]]]:
    """Yield the heads that a row alone makes, and with the row below where a head covers several columns."""
    heads = {cell.column: cell.words for cell in row.cells}
    yield row.number, heads
    is_covering = any(cell.n_columns > 1 or cell.n_rows > 1 for cell in row.cells)
    if is_covering and place + 1 < len(rows) and rows[place + 1].number == row.number + 1:
        below = {cell.column: cell.words for cell in rows[place + 1].cells}
        if below and all(meanings_of_head(words) for words in below.values()):
            yield rows[place + 1].number, heads | below


def _n_named(heads: abc.Mapping[int, str]) -> int:
    """Return how many different things a row's cells name, or 0 where it is no row of heads."""
    named = [found[0][0] for words in heads.values() if (found := _sure_meanings(words))]
    if len(set(named)) < 2 or len(named) * 2 < len(heads):
        return 0
    is_chronology = ColumnMeaning.DATE in named or ColumnMeaning.EVENT in named
    return len(set(named)) if is_chronology else 0


def _sure_meanings(words: str) -> list[tuple[ColumnMeaning, float]]:
    return [(meaning, share) for meaning, share in meanings_of_head(words) if share >= _LEAST_HEAD_SHARE]


def _goes_on(table: RawTable, above: Mapping) -> bool:
    """Say whether a table without heads has the columns of the one above, dates where that has dates."""
    dates, events = above.positions(ColumnMeaning.DATE), above.positions(ColumnMeaning.EVENT)
    used = {cell.column for row in table.rows for cell in row.cells}
    if not dates or used.isdisjoint(events) or max(used) > max(above.columns):
        return False
    cells = _cells(table, 0, dates[0])
    return not cells or _share(cells, _reads_as_date) >= _LEAST_CONTENT_SHARE


class _Guess:
    """What the columns hold while it is worked out: first by their heads, then by their content."""

    def __init__(self, table: RawTable, header_row: int, heads: abc.Mapping[int, str]) -> None:
        used = {cell.column for row in table.rows if row.number > header_row for cell in row.cells}
        self._cells = {position: _cells(table, header_row, position) for position in used | heads.keys()}
        self._table = table
        self._heads = heads
        self.columns = dict.fromkeys(sorted(self._cells), ColumnMeaning.OTHER)
        self.doubts: list[Doubt] = []

    def by_heads(self) -> None:
        """Give each meaning to the column whose head and content speak for it most."""
        claims = [
            (share, self._fits(position, meaning), -position, meaning)
            for position, words in self._heads.items()
            for meaning, share in meanings_of_head(words)
        ]
        settled: set[int] = set()
        for share, _fit, negative, meaning in sorted(claims, reverse=True):
            position = -negative
            if position in settled:
                continue
            if meaning in self.columns.values() and meaning not in SEVERAL:
                continue
            settled.add(position)
            self.columns[position] = meaning
            if share < _LEAST_HEAD_SHARE:
                self._doubt(position, f"Its head names more than “{meaning.wording}”.")
        for position, words in self._heads.items():
            named = meanings_of_head(words)
            if position not in settled and named:
                self._doubt(position, f"Another column is taken for “{named[0][0].wording}” already.")
            elif len(named) > 1 and named[0][1] == named[1][1]:
                both = f"“{named[0][0].wording}” and “{named[1][0].wording}”"
                self._doubt(position, f"Its head names {both}; it is taken for one of them.")

    def by_content(self) -> None:
        """Find dates and what happened where no head names them; doubt a head that the content belies."""
        dated = [position for position in self.columns if self._share(position, _reads_as_date) is not None]
        for meaning, reads, said in (
            (ColumnMeaning.DATE, _reads_as_date, "dates"),
            (ColumnMeaning.TIME, _reads_as_time, "times of day"),
        ):
            self._by_reading(meaning, reads, said, [p for p in dated if p in self.columns])
        if ColumnMeaning.EVENT not in self.columns.values():
            self._longest_is_event()
        if ColumnMeaning.SOURCE_RECORD not in self.columns.values():
            self._reference_is_source()

    def _by_reading(
        self,
        meaning: ColumnMeaning,
        reads: abc.Callable[[RawCell], bool],
        said: str,
        positions: Sequence[int],
    ) -> None:
        named = [position for position, found in self.columns.items() if found is meaning]
        for position in named:
            share = self._share(position, reads)
            if share is not None and share < _LEAST_CONTENT_SHARE:
                self._doubt(position, f"Its head says “{meaning.wording}”, but few of its cells hold {said}.")
        if named:
            return
        for position in positions:
            share = self._share(position, reads)
            if (
                self.columns[position] is ColumnMeaning.OTHER
                and share is not None
                and share >= _LEAST_CONTENT_SHARE
            ):
                self.columns[position] = meaning
                self._doubt(position, f"Its head does not say so, but its cells hold {said}.")
                return

    def _longest_is_event(self) -> None:
        """Take the column with the most words for what happened, unless its head says something else."""
        free = (ColumnMeaning.OTHER, ColumnMeaning.COMMENT)
        lengths = {
            position: sum(len(cell.words) for cell in self._cells[position])
            for position, meaning in self.columns.items()
            if meaning in free
        }
        longest = max(lengths, key=lambda position: lengths[position], default=None)
        if longest is not None and lengths[longest]:
            self.columns[longest] = ColumnMeaning.EVENT
            self._doubt(longest, "No head names what happened; this column has the most words.")

    def _reference_is_source(self) -> None:
        """Take a column of numbers that do not merely count the rows for the record, where none is named."""
        for position, meaning in self.columns.items():
            words = [cell.words for cell in self._cells[position]]
            counts = all(each.strip(" .)").isdecimal() and len(each) <= _COUNT_LENGTH for each in words)
            if meaning is ColumnMeaning.NUMBER and words and not counts:
                self.columns[position] = ColumnMeaning.SOURCE_RECORD
                self._doubt(position, "No head names the source; this column holds references.")
                return

    def _fits(self, position: int, meaning: ColumnMeaning) -> float:
        """Return how well a column's content suits a meaning, to choose between two heads of one meaning."""
        cells = self._cells[position]
        match meaning:
            case ColumnMeaning.DATE:
                return _share(cells, _reads_as_date)
            case ColumnMeaning.TIME:
                return _share(cells, _reads_as_time)
            case ColumnMeaning.EVENT:
                return float(sum(len(cell.words) for cell in cells))
            case _:
                return float(len(cells))

    def _share(self, position: int, reads: abc.Callable[[RawCell], bool]) -> float | None:
        cells = self._cells[position]
        return _share(cells, reads) if cells else None

    def _doubt(self, position: int, words: str) -> None:
        self.doubts.append(Doubt(position, words))


def _cells(table: RawTable, header_row: int, position: int) -> list[RawCell]:
    """Return the first cells of a column that hold words, below the heads."""
    found = (
        cell
        for row in table.rows
        if row.number > header_row
        for cell in row.cells
        if cell.column == position and cell.n_columns == 1
    )
    return [cell for cell, _ in zip(found, range(_SAMPLE_ROWS), strict=False)]


def _share(cells: Sequence[RawCell], reads: abc.Callable[[RawCell], bool]) -> float:
    return sum(map(reads, cells)) / len(cells) if cells else 0.0


def _reads_as_date(cell: RawCell) -> bool:
    return len(cell.text) <= _DATE_CELL_LENGTH and read_date(cell.text).is_dated


def _reads_as_time(cell: RawCell) -> bool:
    return bool(_TIME.fullmatch(cell.text.strip()))
