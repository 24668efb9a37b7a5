"""Tables without upright lines: columns are what empty space parts from top to bottom."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from sightline.exchange.importers.column_heads import names_a_column
from sightline.exchange.importers.pdf.grids import PlacedCell, PlacedTable
from sightline.exchange.importers.pdf.lines import TextLine, lines_of_words
from sightline.exchange.importers.pdf.words import PageContent, Word

_MIN_GUTTER = 4.0
_MIN_COLUMNS = 3
_MIN_LINES = 3
_ROW_GAP = 2.5
_NEAR = 3.0
_HEADING_SIZE = 1.12
_MIN_RULES = 2
_PAGE_DIGITS = 3
_CONTENTS_SHARE = 0.7
_MOSTLY = 0.6
_SAME_GAP = 8.0

Gutters = list[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class _Region:
    lines: list[TextLine]
    gutters: Gutters


def aligned_tables(page: PageContent, *, earlier: Sequence[float] | None = None) -> list[PlacedTable]:
    """Return the tables of a page that only alignment makes; their words are taken from the page's.

    `earlier` are the column edges of such a table at the foot of the page before, which may go on here.
    """
    tables = []
    lines = lines_of_words(page.words)
    number = 0
    while number < len(lines):
        region = _region(lines, number, page, earlier if number == 0 else None)
        if region is None:
            number += 1
            continue
        tables.append(_table(region, page))
        inside = {id(word) for line in region.lines for word in line.words}
        page.words = [word for word in page.words if id(word) not in inside]
        number += len(region.lines)
    return tables


def _region(
    lines: Sequence[TextLine], first: int, page: PageContent, earlier: Sequence[float] | None
) -> _Region | None:
    gutters = _earlier_gutters(lines[first], earlier) if earlier else _first_gutters(lines, first)
    if not gutters:
        return None
    taken = [lines[first]]
    n_parted = 1
    for number in range(first + 1, len(lines)):
        line = lines[number]
        if line.size > _HEADING_SIZE * taken[0].size or _is_far_below(taken[-1], line):
            break
        narrowed = _narrowed(gutters, line)
        if narrowed is None:
            if not _is_section_row(line, lines, number, gutters):
                break
        else:
            gutters = narrowed
            n_parted += len(line.segments()) > 1
        taken.append(line)
    while len(taken) > 1 and _is_apart_below(taken, gutters):
        taken.pop()
    return _Region(taken, gutters) if n_parted >= _MIN_LINES and not _is_contents(taken) else None


def _is_contents(lines: Sequence[TextLine]) -> bool:
    """Say whether lines are a list of contents: nearly all end in a number, and none goes back."""
    last = [line.words[-1].text for line in lines]
    pages = [int(words) for words in last if words.isdecimal() and len(words) <= _PAGE_DIGITS]
    return len(pages) >= _CONTENTS_SHARE * len(lines) and pages == sorted(pages)


def _first_gutters(lines: Sequence[TextLine], first: int) -> Gutters:
    """Return the gaps of a line that heads columns, or of one that two like it follow."""
    segments = lines[first].segments()
    words = [" ".join(word.text for word in segment) for segment in segments]
    n_named = sum(map(names_a_column, words))
    gaps = [(a[-1].x1, b[0].x0) for a, b in itertools.pairwise(segments)]
    if len(segments) >= 2 and n_named == len(segments) and (len(segments) >= _MIN_COLUMNS or n_named == 2):
        return gaps
    if len(segments) >= _MIN_COLUMNS and n_named * 2 >= len(segments):
        return gaps
    if len(segments) >= _MIN_COLUMNS:
        following = lines[first + 1 : first + _MIN_LINES]
        starts = [segment[0].x0 for segment in segments]
        if len(following) == _MIN_LINES - 1 and all(_starts_alike(starts, line) for line in following):
            return gaps
    return []


def _starts_alike(starts: Sequence[float], line: TextLine) -> bool:
    others = [segment[0].x0 for segment in line.segments()]
    return len(others) == len(starts) and all(
        abs(a - b) <= _NEAR for a, b in zip(starts, others, strict=True)
    )


def _earlier_gutters(line: TextLine, edges: Sequence[float] | None) -> Gutters:
    """Return narrow gutters where the columns of the page before were parted, if the line respects them."""
    gutters = [(edge - _MIN_GUTTER / 2, edge + _MIN_GUTTER / 2) for edge in (edges or [])[1:-1]]
    narrowed = _narrowed(gutters, line)
    return gutters if narrowed is not None and len(line.segments()) > 1 else []


def _narrowed(gutters: Gutters, line: TextLine) -> Gutters | None:
    """Return the gutters less what the line's words cover, or None where words fill one up."""
    result = []
    for start, end in gutters:
        best: tuple[float, float] | None = None
        edges = [start]
        for word in sorted(line.words, key=lambda word: word.x0):
            if word.x1 > start and word.x0 < end:
                edges += [word.x0, word.x1]
        edges.append(end)
        for left, right in zip(edges[::2], edges[1::2], strict=False):
            if best is None or right - left > best[1] - best[0]:
                best = (max(left, start), min(right, end))
        if best is None or best[1] - best[0] < _MIN_GUTTER - 0.01:
            return None
        result.append(best)
    return result


def _is_section_row(line: TextLine, lines: Sequence[TextLine], number: int, gutters: Gutters) -> bool:
    """Say whether a line across the columns is a heading inside the table: rows go on right below it."""
    if len(line.segments()) > 1 or number + 1 >= len(lines) or len(line.text()) > 100:
        return False
    below = lines[number + 1]
    return (
        len(below.segments()) > 1
        and _narrowed(gutters, below) is not None
        and below.top - line.bottom < 2 * line.size
    )


def _is_apart_below(taken: Sequence[TextLine], gutters: Gutters) -> bool:
    """Say whether the last line is no row of the table: it crosses the columns, or is alone and set off."""
    line = taken[-1]
    if _narrowed(gutters, line) is None:
        return True
    is_first_column = len(line.segments()) == 1 and line.x1 <= gutters[0][1]
    if is_first_column and line.x0 < min(other.x0 for other in taken[:-1]) - _NEAR:
        # Set further left than the cells: a paragraph below the table.
        return True
    return is_first_column and line.top - taken[-2].bottom > 0.8 * line.size


def _is_far_below(above: TextLine, line: TextLine) -> bool:
    return line.top - above.bottom > 4 * above.size


def _table(region: _Region, page: PageContent) -> PlacedTable:
    words = [word for line in region.lines for word in line.words]
    x0, x1 = min(word.x0 for word in words), max(word.x1 for word in words)
    columns = (x0, *((start + end) / 2 for start, end in region.gutters), x1 + 1)
    bounds = _row_bounds(region, page, x0, x1)
    cells = []
    at: dict[tuple[int, int], PlacedCell] = {}
    n_columns = len(columns) - 1
    for row in range(len(bounds) - 1):
        inside = [word for word in words if bounds[row] <= word.middle < bounds[row + 1]]
        is_spanning = any(_narrowed(region.gutters, line) is None for line in lines_of_words(inside))
        row_cells = _spanning(row, columns) if is_spanning else _single(row, columns)
        for cell in row_cells:
            at.update({(row, column): cell for column in range(cell.column, cell.column + cell.n_columns)})
        for word in inside:
            middle = (word.x0 + word.x1) / 2
            column = max((c for c in range(n_columns) if columns[c] <= middle), default=0)
            at[row, column].words.append(word)
        cells += row_cells
    return PlacedTable(x0, bounds[0], x1, bounds[-1], columns, tuple(bounds), cells, at, is_ruled=False)


def _single(row: int, columns: Sequence[float]) -> list[PlacedCell]:
    return [
        PlacedCell(row, column, 1, 1, columns[column], columns[column + 1])
        for column in range(len(columns) - 1)
    ]


def _spanning(row: int, columns: Sequence[float]) -> list[PlacedCell]:
    return [PlacedCell(row, 0, 1, len(columns) - 1, columns[0], columns[-1])]


def _row_bounds(region: _Region, page: PageContent, x0: float, x1: float) -> list[float]:
    """Return where rows begin and end: at drawn lines or edges of shading, else at wider gaps."""
    top = min(line.top for line in region.lines)
    bottom = max(line.bottom for line in region.lines)
    ruled = _apart([rule.at for rule in page.level if _crosses(rule.start, rule.end, x0, x1)], top, bottom)
    if len(ruled) >= _MIN_RULES:
        return [top - 1, *ruled, bottom + 1]
    bands = _bands([word for line in region.lines for word in line.words])
    gaps = [(lower[0] - upper[1], (lower[0] + upper[1]) / 2) for upper, lower in pairwise(bands)]
    usual = sorted(gap for gap, _ in gaps)[len(gaps) // 4 if len(gaps) > _MIN_LINES else 0] if gaps else 0.0
    wide = [at for gap, at in gaps if gap > usual + _ROW_GAP]
    shaded = _apart(_shading_edges(page, x0, x1), top, bottom)
    # Where shading ends right in a wide gap, the two are one bound.
    wide = [at for at in wide if not any(abs(at - edge) < _SAME_GAP for edge in shaded)]
    return [top - 1, *sorted([*wide, *shaded]), bottom + 1]


def _crosses(start: float, end: float, x0: float, x1: float) -> bool:
    return min(end, x1) - max(start, x0) > _MOSTLY * (x1 - x0)


def _shading_edges(page: PageContent, x0: float, x1: float) -> list[float]:
    """Return the heights at which shaded boxes, side by side, begin or end across the table."""
    covered: dict[float, float] = {}
    for left, upper, right, lower in page.shaded:
        for edge in (upper, lower):
            width = max(min(right, x1) - max(left, x0), 0.0)
            covered[round(edge)] = covered.get(round(edge), 0.0) + width
    return [edge for edge, width in covered.items() if width > _MOSTLY * (x1 - x0)]


def _apart(heights: Sequence[float], top: float, bottom: float) -> list[float]:
    """Return the heights between top and bottom, of those nearly alike only the first."""
    apart: list[float] = []
    for at in sorted(heights):
        if top < at < bottom and (not apart or at - apart[-1] > _NEAR):
            apart.append(at)
    return apart


def _bands(words: Sequence[Word]) -> list[tuple[float, float]]:
    """Return the stretches of height that words cover, from the top down."""
    bands: list[tuple[float, float]] = []
    for word in sorted(words, key=lambda word: word.top):
        if bands and word.top <= bands[-1][1] - 0.15 * word.size:
            bands[-1] = (bands[-1][0], max(bands[-1][1], word.bottom))
        else:
            bands.append((word.top, word.bottom))
    return bands
