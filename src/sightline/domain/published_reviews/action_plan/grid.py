"""A plan's table as rows of columns: merged cells spread, each cell put under the head above it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sightline.domain.published_reviews.document import Cell, Paragraph, Row, Span, Table
from sightline.domain.published_reviews.words import Words


@dataclass(frozen=True, slots=True)
class Place:
    """One cell of a row. `is_lent` marks a cell that a merged cell higher up covers."""

    cell: Cell
    text: str
    is_lent: bool = False

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """The paragraphs of the cell."""
        return self.cell.paragraphs


@dataclass(frozen=True, slots=True)
class GridRow:
    """A printed row with all the cells that cover it, in column order."""

    row: Row
    places: tuple[Place, ...]

    @property
    def own(self) -> tuple[Place, ...]:
        """The cells with words that begin in this row."""
        return tuple(place for place in self.places if place.text and not place.is_lent)


def grid_rows(table: Table, words: Words) -> Iterator[GridRow]:
    """Yield the rows of a table, cells merged over several rows given to each of these."""
    covering: list[tuple[Place, int]] = []
    for row in table.rows:
        own = [Place(cell, words.of_cell(cell)) for cell in row.cells]
        begun = {place.cell.column for place in own}
        lent = [
            Place(place.cell, place.text, is_lent=True)
            for place, _ in covering
            if place.cell.column not in begun
        ]
        yield GridRow(row, tuple(sorted([*own, *lent], key=lambda place: place.cell.column)))
        covering = [(place, left - 1) for place, left in covering if left > 1]
        covering += [(place, place.cell.n_rows - 1) for place in own if place.cell.n_rows > 1]


def spans_of(place: Place, words: Words) -> list[Span]:
    """Return where the words of a cell stand, a span for each paragraph that has any."""
    return [paragraph.span for paragraph in place.paragraphs if words.of(paragraph.span)]


def column_of(cell: Cell, heads: Sequence[Cell]) -> int:
    """Return which head a cell stands under: the one it shares most of its width with."""

    def shared(head: Cell) -> int:
        end = min(cell.column + cell.n_columns, head.column + head.n_columns)
        return end - max(cell.column, head.column)

    return max(range(len(heads)), key=lambda i: (shared(heads[i]), -i))
