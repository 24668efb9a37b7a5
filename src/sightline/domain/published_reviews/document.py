"""The document as it was read: one text, its blocks and its pages, whatever the file format.

Every importer yields one `ReadDocument`; everything that finds meaning takes one. Blocks hold no
words of their own, only spans of the text, so each value can say exactly where it stands.
"""

from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of character offsets into the text that was read."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph, list item, heading or footnote.

    A number or bullet that the word processor draws is part of the text (followed by a tab), as if
    it had been typed. `level` is a heading's depth where the file marks one, `indent` a list's.
    """

    span: Span
    page: int | None = None
    level: int | None = None
    indent: int = 0
    is_bold: bool = False
    is_footnote: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell, once, however many grid columns and rows it covers."""

    column: int
    paragraphs: tuple[Paragraph, ...]
    n_columns: int = 1
    n_rows: int = 1


@dataclass(frozen=True, slots=True)
class Row:
    """A printed row; cells in column order. A row cut by a page break is still two rows here."""

    cells: tuple[Cell, ...]
    page: int | None = None
    is_header: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A printed table, or a part of one when a page break cuts it."""

    rows: tuple[Row, ...]
    n_columns: int


Block = Paragraph | Table


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """A document's text with its blocks in reading order.

    `page_starts` holds the offset at which each page begins; empty where the format has no pages.
    `pages_without_text` are the pages of a PDF that are pictures only, which nothing was read from.
    """

    format: str
    text: str
    blocks: tuple[Block, ...]
    page_starts: tuple[int, ...] = ()
    pages_without_text: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        """Refuse pages out of order, which would misplace every source.

        Raises: ValueError
        """
        if any(later < earlier for earlier, later in pairwise(self.page_starts)):
            raise ValueError("page_starts must not decrease")

    def words(self, span: Span) -> str:
        """Return the exact words of a span."""
        return self.text[span.start : span.end]

    def page_at(self, offset: int) -> int | None:
        """Return the 1-based page holding an offset, or None where there are no pages."""
        return bisect_right(self.page_starts, offset) or None if self.page_starts else None
