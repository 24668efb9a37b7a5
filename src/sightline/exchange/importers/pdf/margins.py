"""Running headers, footers and page numbers: printed on each page, part of none of its sentences."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from sightline.exchange.importers.column_heads import names_a_column
from sightline.exchange.importers.pdf.lines import TextLine, lines_of_words
from sightline.exchange.importers.pdf.words import PageContent

_N_LINES = 4
_ZONE = 0.12
_MIN_PAGES = 3
_NEAR = 8.0
_SHARE = 0.3
_ENOUGH_PAGES = 5
_PAGE_NUMBER = re.compile(
    r"(?:page\s*)?[-–|\s]*(?:\d{1,3}|[ivx]{1,6})[-–|\s]*(?:(?:of|/)\s*\d{1,3})?(?:\s*\|?\s*page)?$", re.I
)
_DIGITS = re.compile(r"\d+")
_ROMAN = re.compile(r"^[ivx]{1,6}$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Place:
    """A line near an edge: on which page, and how far from that edge."""

    page: int
    distance: float
    line: TextLine


def remove_running_lines(pages: Sequence[PageContent]) -> None:
    """Take running headers, footers and page numbers out of the pages' words."""
    margins = [_margin_lines(page) for page in pages]
    found: dict[tuple[str, int], list[_Place]] = defaultdict(list)
    for number, (page, edges) in enumerate(zip(pages, margins, strict=True)):
        for edge, lines in enumerate(edges):
            for line in lines:
                distance = page.height - line.bottom if edge else line.bottom
                found[_likeness(line), edge].append(_Place(number, distance, line))
    running = {id(line) for places in found.values() for line in _running(places, len(pages))}
    for page, edges in zip(pages, margins, strict=True):
        doomed: set[int] = set()
        for lines in edges:
            # From the edge inwards, up to the first line that belongs to this page alone.
            for line in takewhile(lambda line: id(line) in running, lines):
                doomed.update(id(word) for word in line.words)
        if doomed:
            page.words = [word for word in page.words if id(word) not in doomed]


def _margin_lines(page: PageContent) -> tuple[list[TextLine], list[TextLine]]:
    """Return the lines near the upper and the lower edge, each from the edge inwards."""
    zone = _ZONE * page.height
    upper = lines_of_words(word for word in page.words if word.top < zone)[:_N_LINES]
    lower = lines_of_words(word for word in page.words if word.bottom > page.height - zone)[-_N_LINES:]
    return list(takewhile(lambda line: not _heads_columns(line), upper)), lower[::-1]


def _heads_columns(line: TextLine) -> bool:
    segments = line.segments()
    n_named = sum(names_a_column(" ".join(word.text for word in segment)) for segment in segments)
    return len(segments) >= 3 and n_named >= 2


def _likeness(line: TextLine) -> str:
    words = " ".join(line.text().split()).casefold()
    return _ROMAN.sub("#", _DIGITS.sub("#", words))


def _running(places: Sequence[_Place], n_pages: int) -> list[TextLine]:
    """Return those of like lines that stand equally far from the edge on enough pages."""
    if n_pages == 1:
        return [place.line for place in places if _PAGE_NUMBER.match(place.line.text().strip())]
    needed = min(n_pages, max(_MIN_PAGES, min(_SHARE * n_pages, _ENOUGH_PAGES)))
    return [
        place.line
        for place in places
        if len({peer.page for peer in places if abs(peer.distance - place.distance) <= _NEAR}) >= needed
    ]
