"""Tables drawn with upright strokes: | a | b |, with or without the outer ones and a rule below the heads."""

from collections.abc import Sequence

from sightline.domain.published_reviews.document import Cell, Row, Table
from sightline.exchange.importers.txt.cells import cell_paragraphs, with_heads
from sightline.exchange.importers.txt.lines import Line
from sightline.exchange.importers.txt.tabbed import FoundTable, is_rule

_MIN_ROWS = 2


def piped_table(text: str, lines: Sequence[Line], first: int) -> FoundTable | None:
    """Return the table that begins at a line, if one does."""
    number, rows, has_rule = first, [], False
    while number < len(lines):
        line = lines[number]
        if is_rule(line):
            has_rule = True
        elif "|" in line.text:
            rows.append(_row(line))
        else:
            break
        number += 1
    if len(rows) < _MIN_ROWS:
        return None
    widths = {len(row.cells) for row in rows}
    n_columns = max(widths)
    if n_columns < 2 or (len(widths) > 1 and not has_rule and not lines[first].text.lstrip().startswith("|")):
        return None
    return FoundTable(first, number, Table(with_heads(text, rows), n_columns))


def _row(line: Line) -> Row:
    start, end = 0, len(line.text)
    stripped = line.text.strip()
    if stripped.startswith("|"):
        start = line.text.index("|") + 1
    if stripped.endswith("|") and len(stripped) > 1:
        end = line.text.rindex("|")
    cells = []
    for column, words in enumerate(line.text[start:end].split("|")):
        cells.append(Cell(column, tuple(cell_paragraphs(line, start, start + len(words)))))
        start += len(words) + 1
    return Row(tuple(cells))
