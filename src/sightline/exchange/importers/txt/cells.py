"""What the flattenings of tables share: cells of paragraphs, and rows compared by their words."""

import re
from collections.abc import Iterator, Sequence

from sightline.domain.published_reviews.document import Paragraph, Row, Span
from sightline.exchange.importers.column_heads import place_of_heads
from sightline.exchange.importers.txt.lines import Line, tight

# Block elements that converters leave in cells part paragraphs; they are no words.
_MARKUP = re.compile(r"</?(?:p|br|li|ul|ol|div)\b[^<>]*>", re.IGNORECASE)


def cell_paragraphs(line: Line, start: int, end: int) -> Iterator[Paragraph]:
    """Yield the paragraphs that stand between two columns of a line, parted by markup."""
    position = start
    for match in _MARKUP.finditer(line.text, start, end):
        span = tight(line.text, line.start, position, match.start())
        if span is not None:
            yield Paragraph(span)
        position = match.end()
    span = tight(line.text, line.start, position, end)
    if span is not None:
        yield Paragraph(span)


def with_heads(text: str, rows: Sequence[Row]) -> tuple[Row, ...]:
    """Return the rows with the one marked that heads the columns, and its repeats."""
    words = [row_words(text, row) for row in rows]
    place = place_of_heads(words)
    if place is None:
        return tuple(rows)
    return tuple(
        Row(row.cells, row.page, is_header=cells == words[place])
        for row, cells in zip(rows, words, strict=True)
    )


def row_words(text: str, row: Row) -> tuple[str, ...]:
    """Return each cell's words, white space folded and case ignored, to tell repeated heads."""
    return tuple(" ".join(_folded(text, p.span) for p in cell.paragraphs).casefold() for cell in row.cells)


def _folded(text: str, span: Span) -> str:
    return " ".join(text[span.start : span.end].split())
