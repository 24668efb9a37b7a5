"""Tables flattened to bare lines: each paragraph of each cell is a line, an empty cell an empty line.

Nothing marks where a cell or a row ends. What is known is the column heads, which stand on as many
lines as there are columns, and what such columns hold. Of every way to part the lines into rows and
cells the one is taken that suits the columns best; where none does, the lines stay paragraphs.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from sightline.domain.published_reviews.document import Cell, Paragraph, Row, Table
from sightline.exchange.importers.txt.cells import cell_paragraphs, with_heads
from sightline.exchange.importers.txt.kinds import (
    CellCosts,
    Columns,
    Kind,
    card_label,
    columns_under,
    is_card,
    is_head,
)
from sightline.exchange.importers.txt.lines import Line
from sightline.exchange.importers.txt.tabbed import FoundTable

_MAX_COLUMNS = 10
_MAX_FEWER = 1
_FEWER_HEADS = 2.0
_MAX_CELL_LINES = 8
_MIN_ROWS = 2
_MIN_CARD_ROWS = 3
# What a row is worth and what it may cost: below that, one more row makes the parting no better.
_ROW = 4.0
_PLAIN_ROW = 2.0
_DEAREST_ROW = 6.0
_USUAL_ROW = 2.0
_CHEAP_ROW = 0.9
_FAR_BEHIND = 12.0
_EMPTY_START = 1.4


@dataclass(frozen=True, slots=True)
class _Parted:
    """One way to part lines into rows: each row as the lines at which its cells begin and the last ends."""

    score: float = 0.0
    cost: float = 0.0
    rows: tuple[tuple[int, ...], ...] = ()


def bare_table(text: str, lines: Sequence[Line], first: int) -> FoundTable | None:
    """Return the table whose heads begin at a line, if one does.

    A blank line may be the head of the first column, or stand above the table.
    """
    found = _with_heads_at(text, lines, first)
    if lines[first].is_blank and found is not None:
        inner = _with_heads_at(text, lines, first + 1)
        return found[1] if inner is None or found[0] > inner[0] else None
    return found[1] if found is not None else None


def may_begin(lines: Sequence[Line], number: int) -> bool:
    """Say whether such a table may begin at a line, to look no further where none does."""
    if lines[number].is_blank:
        return number + 1 < len(lines) and is_head(lines[number + 1])
    return is_head(lines[number])


def _with_heads_at(text: str, lines: Sequence[Line], first: int) -> tuple[float, FoundTable] | None:
    n_heads = 1
    while n_heads < _MAX_COLUMNS and first + n_heads < len(lines) and is_head(lines[first + n_heads]):
        n_heads += 1
    best: tuple[float, _Parted, int] | None = None
    for n_columns in range(max(2, n_heads - _MAX_FEWER), n_heads + 1):
        heads = [line.text.strip() for line in lines[first : first + n_columns]]
        columns = columns_under(heads)
        if columns is None:
            continue
        parted = _parted(lines, first + n_columns, columns)
        score = parted.score - _FEWER_HEADS * (n_heads - n_columns)
        if _is_sound(parted, columns) and (best is None or score >= best[0]):
            best = (score, parted, n_columns)
    if best is None:
        return None
    score, parted, n_columns = best
    heads_row = tuple(range(first, first + n_columns + 1))
    rows = [_row(lines, cuts, n_columns) for cuts in (heads_row, *parted.rows)]
    return score, FoundTable(first, parted.rows[-1][-1], Table(with_heads(text, rows), n_columns))


def _is_sound(parted: _Parted, columns: Columns) -> bool:
    n_rows = sum(len(cuts) > 2 for cuts in parted.rows)
    needed = 1 if columns.is_plan else _MIN_ROWS
    return n_rows >= needed and parted.cost <= (_USUAL_ROW if columns.is_plan else _CHEAP_ROW) * n_rows


# -- rows -------------------------------------------------------------------------------------------


def _parted(lines: Sequence[Line], first: int, columns: Columns) -> _Parted:
    """Return the best way to part the lines from one on into rows; later lines are left where none suits."""
    costs = CellCosts(lines, columns)
    worth = _ROW if columns.is_plan else _PLAIN_ROW
    reached: dict[int, _Parted] = {first: _Parted()}
    best = _Parted()
    for at in range(first, len(lines)):
        here = reached.pop(at, None)
        if here is None:
            if not reached:
                break
            continue
        if here.score < best.score - _FAR_BEHIND:
            continue
        if here.rows and len(here.rows[-1]) > 2 and here.score > best.score:
            best = here
        for after, cuts, cost in _rows_at(costs, at, columns.kinds):
            gain = worth - cost if len(cuts) > 2 else -cost
            further = _Parted(here.score + gain, here.cost + cost, (*here.rows, cuts))
            if after not in reached or further.score > reached[after].score:
                reached[after] = further
    ended = [parted for at, parted in reached.items() if at >= len(lines) and len(parted.rows[-1]) > 2]
    return max([best, *ended], key=lambda parted: parted.score)


def _rows_at(costs: CellCosts, at: int, kinds: tuple[Kind, ...]) -> list[tuple[int, tuple[int, ...], float]]:
    """Return the rows that may begin at a line: where each ends, its cells, and how ill it suits."""
    found: list[tuple[int, tuple[int, ...], float]] = []
    section = costs.section(at)
    if section is not None:
        found.append((at + 1, (at, at + 1), section))
    open_rows: dict[int, tuple[float, tuple[int, ...]]] = {at: (0.0, (at,))}
    for kind in kinds:
        further: dict[int, tuple[float, tuple[int, ...]]] = {}
        for start, (cost, cuts) in open_rows.items():
            for n_lines in range(1, _MAX_CELL_LINES + 1):
                own = costs.cell(kind, start, n_lines)
                if own is None:
                    break
                total = cost + own
                end = start + n_lines
                if total <= _DEAREST_ROW and (end not in further or total < further[end][0]):
                    further[end] = (total, (*cuts, end))
        open_rows = further
    # A row seldom begins with an empty cell, but an empty line often stands below a table.
    dearer = _EMPTY_START if not costs.has_words(at, at + 1) and kinds[0] is not Kind.NUMBER else 0.0
    found += [
        (end, cuts, cost + dearer) for end, (cost, cuts) in open_rows.items() if costs.has_words(at, end)
    ]
    return found


# -- cards ------------------------------------------------------------------------------------------


def bare_card(lines: Sequence[Line], first: int) -> FoundTable | None:
    """Return the table of labels and values that begins at a line, if one does.

    A label is the head of a column and stands alone on its line; up to the next label its value
    follows. The last value is one line, because nothing says where it ends.
    """
    labels: list[int] = []
    said: set[str] = set()
    number = first
    while number + 1 < len(lines) and (label := card_label(lines[number])) and label not in said:
        if card_label(lines[number + 1]):
            return None
        labels.append(number)
        said.add(label)
        number += 2
        while (
            number - labels[-1] <= _MAX_CELL_LINES and number < len(lines) and not card_label(lines[number])
        ):
            number += 1
    if len(labels) < _MIN_CARD_ROWS or not is_card(said):
        return None
    cuts = [*labels, labels[-1] + 2]
    rows = tuple(
        Row((Cell(0, _paragraphs(lines, at, at + 1)), Cell(1, _paragraphs(lines, at + 1, after))))
        for at, after in pairwise(cuts)
    )
    return FoundTable(first, cuts[-1], Table(rows, 2))


# -- tables -----------------------------------------------------------------------------------------


def _row(lines: Sequence[Line], cuts: tuple[int, ...], n_columns: int) -> Row:
    if len(cuts) == 2:
        return Row((Cell(0, _paragraphs(lines, *cuts), n_columns=n_columns),))
    return Row(tuple(Cell(i, _paragraphs(lines, *pair)) for i, pair in enumerate(pairwise(cuts))))


def _paragraphs(lines: Sequence[Line], first: int, after: int) -> tuple[Paragraph, ...]:
    return tuple(
        paragraph for line in lines[first:after] for paragraph in cell_paragraphs(line, 0, len(line.text))
    )
