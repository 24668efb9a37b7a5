"""A document that was read, as plain nested lists that a test can be compared with at a glance."""

from collections.abc import Iterator
from itertools import pairwise

from sightline.domain.published_reviews.document import Cell, Paragraph, ReadDocument, Row, Table


def shown(document: ReadDocument) -> list[object]:
    """Return paragraphs as words, tables as rows of cells; the paragraphs of a cell are parted by " / "."""
    return [
        document.words(block.span)
        if isinstance(block, Paragraph)
        else [[_cell(document, cell) for cell in row.cells] for row in block.rows]
        for block in document.blocks
    ]


def _cell(document: ReadDocument, cell: Cell) -> str:
    return " / ".join(" ".join(document.words(paragraph.span).split()) for paragraph in cell.paragraphs)


def tables(document: ReadDocument) -> list[Table]:
    """Return the tables."""
    return [block for block in document.blocks if isinstance(block, Table)]


def paragraphs(document: ReadDocument) -> list[Paragraph]:
    """Return the paragraphs outside tables."""
    return [block for block in document.blocks if isinstance(block, Paragraph)]


def rows(document: ReadDocument) -> list[Row]:
    """Return the rows of all tables, those of column heads left out."""
    return [row for table in tables(document) for row in table.rows if not row.is_header]


def row_words(document: ReadDocument, row: Row) -> dict[int, str]:
    """Return the words of each cell by its column."""
    return {cell.column: _cell(document, cell) for cell in row.cells}


def all_paragraphs(document: ReadDocument) -> Iterator[Paragraph]:
    """Yield every paragraph in reading order, in and outside tables."""
    for block in document.blocks:
        if isinstance(block, Paragraph):
            yield block
        else:
            for row in block.rows:
                for cell in row.cells:
                    yield from cell.paragraphs


def assert_spans_are_sound(document: ReadDocument) -> None:
    """Fail unless every paragraph's span holds words, lies in the text and overlaps no other."""
    spans = sorted(paragraph.span for paragraph in all_paragraphs(document))
    for span in spans:
        assert 0 <= span.start < span.end <= len(document.text)
        assert document.words(span).strip()
    for left, right in pairwise(spans):
        assert left.end <= right.start
