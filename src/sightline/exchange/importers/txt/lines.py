"""A text file's lines with their places."""

import re
from dataclasses import dataclass

from sightline.domain.published_reviews.document import Span

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")
# Form feeds end a page and are no word; byte order marks in the middle come from joined files.
_BLANK = " \t\x0b\x0c\xa0\ufeff\u200b"


@dataclass(frozen=True, slots=True)
class Line:
    """One line without its end. `start` is where it stands in the text."""

    text: str
    start: int

    @property
    def end(self) -> int:
        """Where the line ends, before the line break."""
        return self.start + len(self.text)

    @property
    def is_blank(self) -> bool:
        """Whether nothing is printed on the line."""
        return not self.text.strip(_BLANK)

    def tight(self, start: int = 0, end: int | None = None) -> Span | None:
        """Return the span of the words between two columns of the line, or None where there are none."""
        return tight(self.text, self.start, start, len(self.text) if end is None else end)


def tight(text: str, offset: int, start: int, end: int) -> Span | None:
    """Return the span of the words in text[start:end], the white space round them left out."""
    piece = text[start:end]
    stripped = piece.strip(_BLANK)
    if not stripped:
        return None
    first = start + len(piece) - len(piece.lstrip(_BLANK))
    return Span(offset + first, offset + first + len(stripped))


def lines_of(text: str) -> list[Line]:
    """Return the lines of a text, ended by any of the three line ends."""
    return [Line(match[0].rstrip("\r\n"), match.start()) for match in _LINE.finditer(text) if match[0]]
