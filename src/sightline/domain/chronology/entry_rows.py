"""Which rows of a table are one entry, and which are none: headings between years, mere numbers."""

from collections.abc import Mapping as Words
from collections.abc import Sequence
from dataclasses import dataclass, field

from sightline.domain.chronology.columns import Mapping, data_rows
from sightline.domain.chronology.tables import RawCell, RawRow, RawTable
from sightline.domain.vocabulary.returned_tables import ColumnMeaning


@dataclass(slots=True)
class EntryRows:
    """The rows of one entry with their cells by column, in the order they stand in."""

    first: RawRow
    rows: list[int] = field(default_factory=list)
    cells: dict[int, list[RawCell]] = field(default_factory=dict)

    def add(self, row: RawRow, cells: Words[int, RawCell]) -> None:
        """Take in a row."""
        self.rows.append(row.number)
        for position, cell in cells.items():
            self.cells.setdefault(position, []).append(cell)

    def words(self, position: int) -> str:
        """Return what a person sees in a column of the entry."""
        return "\n".join(cell.words for cell in self.cells.get(position, ()))

    def text(self, position: int) -> str:
        """Return what a column of the entry holds, a date in ISO form where the file keeps it as a date."""
        return " ".join(cell.text for cell in self.cells.get(position, ()))


def gathered_rows(table: RawTable, mapping: Mapping) -> tuple[list[EntryRows], list[RawRow]]:
    """Return the entries of a table, and the rows between them that are none."""
    gathering = _Gathering(mapping)
    for row in data_rows(table, mapping):
        gathering.take(row)
    return gathering.entries, gathering.asides


def row_words(row: RawRow) -> str:
    """Return all words of a row in one line."""
    return " | ".join(cell.words for cell in row.cells)


class _Gathering:
    def __init__(self, mapping: Mapping) -> None:
        self.entries: list[EntryRows] = []
        self.asides: list[RawRow] = []
        self._dates = mapping.positions(ColumnMeaning.DATE)
        self._sources = mapping.positions(ColumnMeaning.SOURCE_RECORD)
        self._slight = frozenset(
            (*self._dates, *mapping.positions(ColumnMeaning.NUMBER), *mapping.positions(ColumnMeaning.UNTIL))
        )
        self._n_columns = len(mapping.columns)
        # The cells that reach over rows below their own, each with the last row.
        self._reaching: dict[int, tuple[RawCell, int]] = {}

    def take(self, row: RawRow) -> None:
        """Take a row for a new entry, for a part of the one above, or for none."""
        own = {cell.column: cell for cell in row.cells}
        beside = {
            position: cell
            for position, (cell, last) in self._reaching.items()
            if row.number <= last and position not in own
        }
        for position, cell in own.items():
            self._reaching[position] = (cell, row.number + cell.n_rows - 1)
        if self._is_aside(row, own, beside):
            self.asides.append(row)
        elif self._goes_on(own, beside):
            self.entries[-1].add(row, own)
        else:
            entry = EntryRows(row)
            entry.add(row, beside | own)
            self.entries.append(entry)

    def _is_aside(self, row: RawRow, own: Words[int, RawCell], beside: Words[int, RawCell]) -> bool:
        """Say whether a row heads what follows, or holds no more than its number or date."""
        widest = max(cell.n_columns for cell in row.cells)
        if len(own) == 1 and widest > 1 and widest * 2 >= self._n_columns:
            return True
        return own.keys() <= self._slight and not beside

    def _goes_on(self, own: Words[int, RawCell], beside: Words[int, RawCell]) -> bool:
        """Say whether a row without a date visibly belongs to the entry above."""
        if not self.entries or _any_in(self._dates, own):
            return False
        has_source = _any_in(self._sources, own)
        if _any_in(self._dates, beside) or _any_in(self._sources, beside):
            return not has_source
        return bool(_any_in(self._sources, self.entries[-1].cells)) and not has_source


def _any_in(positions: Sequence[int], cells: Words[int, object]) -> bool:
    return any(position in cells for position in positions)
