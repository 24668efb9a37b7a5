"""From places in a document to values: the printed words, and the source that says where they stand.

White space is folded, words cut at a line end are rejoined, and mark-up that a text file still holds
(`<p>`, `<br>`) counts as a line break. The source keeps the words exactly as they stand.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from sightline.domain.published_reviews.document import (
    Block,
    Cell,
    Paragraph,
    ReadDocument,
    Span,
    Table,
)
from sightline.domain.published_reviews.reading import Source

_MARKUP = re.compile(r"</?(?:p|br|div|li|ul|ol|td|tr|span|b|i|strong|em)\b[^<>]*>", re.IGNORECASE)
_BREAKS = re.compile(r"</?(?:p|br|div|li|ul|ol|td|tr)\b[^<>]*>", re.IGNORECASE)
_INVISIBLE = re.compile("[\u200b\u200c\u200d\u2060\ufeff]|\u00ad\\s*")
_CUT_WORD = re.compile(r"(?P<first>[^\W\d_]+)(?P<hyphen>[-‐])[ \t]*\r?\n\s*(?P<second>[^\W\d_]+)")
_HYPHENATED = re.compile(r"[^\W\d_]+(?:[-‐][^\W\d_]+)+")
_WORD = re.compile(r"[^\W\d_]+")
_PREFIXES_KEPT = frozenset(
    "co cross e ex follow front half high inter long low mid multi non off on one out over part post pre "
    "re same self semi short single sub third two three four under up well".split()
)


def folded(text: str) -> str:
    """Return text with white space folded and marks nobody sees taken out."""
    return " ".join(_INVISIBLE.sub("", _MARKUP.sub(" ", text)).split())


def trimmed(text: str, span: Span) -> Span:
    """Return a span without the white space at its ends (empty where nothing is left)."""
    words = text[span.start : span.end]
    start = span.start + len(words) - len(words.lstrip())
    return Span(start, max(start, span.end - (len(words) - len(words.rstrip()))))


def paragraphs_of(blocks: Iterable[Block]) -> tuple[Paragraph, ...]:
    """Return the paragraphs of blocks in reading order, those of table cells included."""
    found: list[Paragraph] = []
    for block in blocks:
        if isinstance(block, Table):
            found.extend(p for row in block.rows for cell in row.cells for p in cell.paragraphs)
        else:
            found.append(block)
    return tuple(found)


@dataclass(frozen=True)
class Words:
    """The words of one document, as values and sources."""

    document: ReadDocument

    def of(self, *spans: Span) -> str:
        """Return the words of the spans, each a paragraph, parted by line breaks."""
        return "\n".join(filter(None, (self._paragraph(span) for span in spans)))

    def of_cell(self, cell: Cell) -> str:
        """Return the words of a table cell."""
        return self.of(*(paragraph.span for paragraph in cell.paragraphs))

    def source(self, *spans: Span) -> Source | None:
        """Return where the spans stand, adjoining paragraphs as one place; None when all are blank.

        Spans with anything but white space between them are `continued`.
        """
        text = self.document.text
        places: list[Span] = []
        for span in (trimmed(text, span) for span in spans):
            if span.start >= span.end:
                continue
            if places and places[-1].end <= span.start and not text[places[-1].end : span.start].strip():
                places[-1] = Span(places[-1].start, span.end)
            else:
                places.append(span)
        if not places:
            return None
        first, *further = (self._place(span) for span in places)
        return replace(first, continued=tuple(further))

    def _place(self, span: Span) -> Source:
        return Source(self.document.page_at(span.start), span.start, span.end, self.document.words(span))

    def _paragraph(self, span: Span) -> str:
        words = _INVISIBLE.sub("", self.document.words(span))
        words = _CUT_WORD.sub(self._rejoined, words)
        return "\n".join(filter(None, (folded(piece) for piece in _BREAKS.split(words))))

    def _rejoined(self, match: re.Match[str]) -> str:
        """Return a word cut at a line end, whole: with its hyphen only where the hyphen is its own."""
        first, second = match["first"], match["second"]
        joined, hyphenated = f"{first}{second}", f"{first}-{second}"
        if hyphenated.lower() in self._printed:
            return hyphenated
        if joined.lower() in self._printed:
            return joined
        is_prefix = first.lower() in _PREFIXES_KEPT and second.lower() in self._printed
        is_compound = is_prefix or (
            not (first.isupper() and second.isupper()) and (second[0].isupper() or first.isupper())
        )
        return hyphenated if is_compound else joined

    @cached_property
    def _printed(self) -> frozenset[str]:
        """Every word the document prints whole, hyphenated words included."""
        text = _CUT_WORD.sub(" ", self.document.text)
        words = {word.lower() for word in _WORD.findall(text)}
        words.update(word.lower().replace("‐", "-") for word in _HYPHENATED.findall(text))
        return frozenset(words)
