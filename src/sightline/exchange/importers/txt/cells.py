"""What the two flattenings of tables share: cells of paragraphs, and the words that head columns."""

import re
from collections.abc import Iterator

from sightline.domain.published_reviews.document import Paragraph, Row, Span
from sightline.exchange.importers.txt.lines import Line, tight

# Block elements that converters leave in cells part paragraphs; they are no words.
_MARKUP = re.compile(r"</?(?:p|br|li|ul|ol|div)\b[^<>]*>", re.IGNORECASE)
_COLUMN_HEAD = re.compile(
    r"\b(?:recommendations?|actions?|leads?|agenc(?:y|ies)|organisations?|milestones?|targets?|dates?|"
    r"findings?|owners?|officers?|responsib\w+|whom?|when|outcomes?|evidence|status|time ?scales?|progress|"
    r"names?|roles?|titles?|authors?|positions?|complet\w+|lessons?|themes?|scope|deadlines?|updates?|rag|"
    r"no|number|ref|priority|success|measures?|monitoring|resources?|issues?|learning|job)\b",
    re.IGNORECASE,
)
_HEAD_LENGTH = 80


def names_a_column(words: str) -> bool:
    """Say whether these words are short and of the kind that heads a column of such a table."""
    return len(words) <= _HEAD_LENGTH and bool(_COLUMN_HEAD.search(words))


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


def row_words(text: str, row: Row) -> tuple[str, ...]:
    """Return each cell's words, white space folded and case ignored, to tell repeated heads."""
    return tuple(" ".join(_folded(text, p.span) for p in cell.paragraphs).casefold() for cell in row.cells)


def _folded(text: str, span: Span) -> str:
    return " ".join(text[span.start : span.end].split())
