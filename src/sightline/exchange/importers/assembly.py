"""The text of a document while it is put together, so that every block knows its span."""

from sightline.domain.published_reviews.document import Span


class Assembly:
    """Words in reading order. Each piece gets its span when it is added."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self.length = 0

    def add(self, words: str) -> Span:
        """Append words and return where they stand."""
        start = self.length
        self._pieces.append(words)
        self.length += len(words)
        return Span(start, self.length)

    def words(self, span: Span) -> str:
        """Return the words of a span added lately; older ones cost the more the further back they are."""
        start = self.length
        for piece in reversed(self._pieces):
            start -= len(piece)
            if start <= span.start:
                return piece[span.start - start : span.end - start]
        return ""

    def text(self) -> str:
        """Return everything added so far."""
        return "".join(self._pieces)
