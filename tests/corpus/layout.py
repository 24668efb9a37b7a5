"""The parts a printed report is laid out from, whatever the file format.

A report is a flat sequence of these blocks; each renderer (`word`, `typeset`, `platypus`, `plain`)
draws them in its own way. Within a text, a line break parts two paragraphs.
"""

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """Paragraphs of running text. `number` is printed before the first; a footnote hangs on the last."""

    text: str
    number: str = ""
    style: str = "body"
    footnote: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; `is_listed` says whether a table of contents names it."""

    text: str
    level: int = 1
    number: str = ""
    is_listed: bool = True


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a list."""

    text: str
    marker: str = "•"
    level: int = 0


@dataclass(frozen=True, slots=True)
class Listing:
    """A bulleted or numbered list."""

    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Contents:
    """A table of contents, filled by the renderer from the headings that follow."""

    title: str = "Contents"


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell; `columns` and `rows` say how much of the grid it covers."""

    text: str
    columns: int = 1
    rows: int = 1
    is_bold: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A table row. Kind: head, prompt (questions under the heads), section (a heading), or body."""

    cells: tuple[Cell, ...]
    kind: str = "body"


@dataclass(frozen=True, slots=True)
class Grid:
    """A table. What concerns one format only is said here, because it is part of the layout.

    `cut` numbers the rows that the tab-separated text breaks in two; `split_at` those before which
    the Word file begins a new table; `marks_paragraphs` leaves `<p>` remnants in the tab-separated
    text; `ends_with_rule` draws a rule line beneath it there.
    """

    rows: tuple[Row, ...]
    widths: tuple[int, ...]
    is_ruled: bool = True
    repeats_head: bool = True
    cut: tuple[int, ...] = ()
    split_at: tuple[int, ...] = ()
    marks_paragraphs: bool = False
    ends_with_rule: bool = False

    def placed(self) -> Iterator[tuple[Row, tuple[tuple[int, Cell | None], ...]]]:
        """Yield each row with its columns: the cell that begins there, or None where one from above lies."""
        below: dict[int, int] = {}
        for row in self.rows:
            waiting = list(row.cells)
            columns: list[tuple[int, Cell | None]] = []
            column = 0
            while column < len(self.widths):
                if below.get(column, 0) > 0:
                    below[column] -= 1
                    columns.append((column, None))
                    column += 1
                else:
                    cell = waiting.pop(0)
                    columns.append((column, cell))
                    below |= dict.fromkeys(range(column, column + cell.columns), cell.rows - 1)
                    column += cell.columns
            yield row, tuple(columns)


@dataclass(frozen=True, slots=True)
class Box:
    """A text box."""

    text: str


@dataclass(frozen=True, slots=True)
class PageBreak:
    """The next block begins a page."""


@dataclass(frozen=True, slots=True)
class Turn:
    """The next block begins a page of the other orientation."""


Block = Words | Heading | Listing | Contents | Grid | Box | PageBreak | Turn


def bullets(*texts: str, marker: str = "•") -> Listing:
    """Return a list; a text that begins with "> " is nested below the one before."""
    return Listing(tuple(Item(text.removeprefix("> "), marker, int(text.startswith("> "))) for text in texts))


def numbered(*texts: str, style: str = "{}.", start: int = 1) -> Listing:
    """Return a numbered list with its numbers as printed."""
    return Listing(tuple(Item(text, style.format(n)) for n, text in enumerate(texts, start)))


def head(*texts: str) -> Row:
    """Return a row of column heads."""
    return Row(tuple(Cell(text, is_bold=True) for text in texts), "head")


def prompt(*texts: str) -> Row:
    """Return a row of the questions that stand under the column heads."""
    return Row(tuple(Cell(text) for text in texts), "prompt")


def section(text: str, n_columns: int) -> Row:
    """Return a heading row over the whole width."""
    return Row((Cell(text, columns=n_columns, is_bold=True),), "section")


def body(*texts: str | None) -> Row:
    """Return a row of values, blank where there is none."""
    return Row(tuple(Cell(text or "") for text in texts))
