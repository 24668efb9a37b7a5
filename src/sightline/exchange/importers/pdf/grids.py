"""Ruled tables: cells are what drawn lines enclose."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from sightline.exchange.importers.pdf.words import PageContent, Rule, Word

_SNAP = 4.0
_TOUCH = 4.0
_COVERED = 0.6
_MAX_RULES = 1_500
_MIN_CELL = 5.0
_SEVERAL = 3


@dataclass(slots=True)
class PlacedCell:
    """A cell on the page: its place in the table, its box, and its words in no order yet."""

    row: int
    column: int
    n_rows: int
    n_columns: int
    x0: float
    x1: float
    words: list[Word] = field(default_factory=list)


@dataclass(slots=True)
class PlacedTable:
    """A table, or the part of one that stands on this page."""

    x0: float
    top: float
    x1: float
    bottom: float
    columns: tuple[float, ...]
    rows: tuple[float, ...]
    cells: list[PlacedCell]
    at: dict[tuple[int, int], PlacedCell]
    is_ruled: bool = True

    @property
    def n_columns(self) -> int:
        """How many columns the rules make."""
        return len(self.columns) - 1


def ruled_tables(page: PageContent) -> list[PlacedTable]:
    """Return the ruled tables of a page with their words, which are taken from the page's words.

    A single box is no table: its words stay with the page.
    """
    upright, level = _joined(page.upright), _joined(page.level)
    if len(upright) + len(level) > _MAX_RULES:
        return []
    tables = [table for group in _groups(upright, level) if (table := _table(*group)) is not None]
    tables.sort(key=lambda table: (table.x1 - table.x0) * (table.bottom - table.top))
    kept = []
    for table in tables:
        inside = _fill(table, page.words)
        n_filled = sum(bool(cell.words) for cell in table.cells)
        # The rest of a row that a page break cut may fill one cell of several.
        if n_filled < (1 if table.n_columns >= _SEVERAL else 2):
            continue
        page.words = [word for word in page.words if id(word) not in inside]
        kept.append(table)
    return kept


def _joined(rules: Iterable[Rule]) -> list[Rule]:
    """Bring lines that stand nearly together to one place, and join those that touch end to end."""
    ordered = sorted(rules, key=lambda rule: rule.at)
    clusters: list[list[Rule]] = []
    for rule in ordered:
        if clusters and rule.at - clusters[-1][0].at <= _SNAP:
            clusters[-1].append(rule)
        else:
            clusters.append([rule])
    joined = []
    for cluster in clusters:
        at = sum(rule.at for rule in cluster) / len(cluster)
        start: float | None = None
        end = 0.0
        for rule in sorted(cluster, key=lambda rule: rule.start):
            if start is None:
                start, end = rule.start, rule.end
            elif rule.start <= end + _TOUCH:
                end = max(end, rule.end)
            else:
                joined.append(Rule(at, start, end))
                start, end = rule.start, rule.end
        if start is not None:
            joined.append(Rule(at, start, end))
    return joined


def _groups(upright: Sequence[Rule], level: Sequence[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """Return the lines in groups that touch each other."""
    parents = list(range(len(upright) + len(level)))

    def root(member: int) -> int:
        while parents[member] != member:
            parents[member] = parents[parents[member]]
            member = parents[member]
        return member

    for number, wall in enumerate(upright):
        for other, bar in enumerate(level):
            meets_x = bar.start - _TOUCH <= wall.at <= bar.end + _TOUCH
            if meets_x and wall.start - _TOUCH <= bar.at <= wall.end + _TOUCH:
                parents[root(number)] = root(len(upright) + other)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = defaultdict(lambda: ([], []))
    for number, wall in enumerate(upright):
        groups[root(number)][0].append(wall)
    for number, bar in enumerate(level):
        groups[root(len(upright) + number)][1].append(bar)
    return list(groups.values())


def _table(upright: list[Rule], level: list[Rule]) -> PlacedTable | None:
    if not upright or not level:
        return None
    xs = _positions([wall.at for wall in upright], [(bar.start, bar.end) for bar in level])
    ys = _positions([bar.at for bar in level], [(wall.start, wall.end) for wall in upright])
    n_columns, n_rows = len(xs) - 1, len(ys) - 1
    if n_columns < 1 or n_rows < 1 or n_columns * n_rows < 2:
        return None
    walls = _walls(upright, xs, ys)
    bars = _walls(level, ys, xs)
    parents = list(range(n_columns * n_rows))

    def root(member: int) -> int:
        while parents[member] != member:
            parents[member] = parents[parents[member]]
            member = parents[member]
        return member

    for row in range(n_rows):
        for column in range(n_columns):
            here = row * n_columns + column
            if column + 1 < n_columns and (column + 1, row) not in walls:
                parents[root(here + 1)] = root(here)
            if row + 1 < n_rows and (row + 1, column) not in bars:
                parents[root(here + n_columns)] = root(here)
    members: dict[int, list[int]] = defaultdict(list)
    for here in range(n_columns * n_rows):
        members[root(here)].append(here)
    at = {}
    for group in members.values():
        cell = _cell([divmod(here, n_columns) for here in group], xs)
        at.update(dict.fromkeys((divmod(here, n_columns) for here in group), cell))
    cells = sorted(
        {id(cell): cell for cell in at.values()}.values(), key=lambda cell: (cell.row, cell.column)
    )
    return PlacedTable(xs[0], ys[0], xs[-1], ys[-1], tuple(xs), tuple(ys), cells, at)


def _cell(places: Sequence[tuple[int, int]], xs: Sequence[float]) -> PlacedCell:
    rows, columns = [row for row, _ in places], [column for _, column in places]
    row, column = min(rows), min(columns)
    n_rows, n_columns = max(rows) - row + 1, max(columns) - column + 1
    return PlacedCell(row, column, n_rows, n_columns, xs[column], xs[column + n_columns])


def _positions(lines: Iterable[float], extents: Sequence[tuple[float, float]]) -> list[float]:
    """Return where lines stand, and the outer edge where none is drawn but the crossing lines end."""
    positions = sorted(set(lines))
    lowest, highest = min(start for start, _ in extents), max(end for _, end in extents)
    if lowest < positions[0] - 2 * _MIN_CELL:
        positions.insert(0, lowest)
    if highest > positions[-1] + 2 * _MIN_CELL:
        positions.append(highest)
    return positions


def _walls(rules: Iterable[Rule], positions: Sequence[float], steps: Sequence[float]) -> set[tuple[int, int]]:
    """Return which stretches of which positions are drawn, as (position, step)."""
    walls = set()
    for rule in rules:
        position = bisect_right(positions, rule.at + 0.01) - 1
        for step in range(len(steps) - 1):
            start, end = steps[step], steps[step + 1]
            if min(end, rule.end) - max(start, rule.start) >= _COVERED * (end - start):
                walls.add((position, step))
    return walls


def _fill(table: PlacedTable, words: Iterable[Word]) -> set[int]:
    """Put the words that stand inside a table into its cells; return their identities."""
    inside = set()
    for word in words:
        x, y = (word.x0 + word.x1) / 2, word.middle
        if table.x0 - 1 <= x <= table.x1 + 1 and table.top - 1 <= y <= table.bottom + 1:
            column = min(max(bisect_right(table.columns, x) - 1, 0), table.n_columns - 1)
            row = min(max(bisect_right(table.rows, y) - 1, 0), len(table.rows) - 2)
            table.at[row, column].words.append(word)
            inside.add(id(word))
    return inside
