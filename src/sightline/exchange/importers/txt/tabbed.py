"""Tables flattened to tabs: one printed row to a line, a tab between two cells.

A row that a page break cut goes on in a later line with the same number of tabs, after a blank line.
Lines of dashes and tabs are rules and hold no words. Contents lists and columns aligned by several
tabs look alike and are left as paragraphs.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sightline.domain.published_reviews.document import Cell, Paragraph, Row, Table
from sightline.exchange.importers.column_heads import names_a_column
from sightline.exchange.importers.txt.cells import cell_paragraphs, row_words
from sightline.exchange.importers.txt.lines import Line

_RULE = re.compile(r"[\s|:+=-]*-{2,}[\s|:+=-]*$")
_PAGE_NUMBER = re.compile(r"\s*(?:\d{1,3}|[ivx]+)\s*$")
_LEADERS = re.compile(r"[.…_]{3,}")
_BULLET_OR_NUMBER = re.compile(r"\s*(?:[·•▪\-–*]|\(?\d+(?:\.\d+)*[.):]?)(?:\s|$)")


@dataclass(frozen=True, slots=True)
class FoundTable:
    """A table and the lines it takes: from `first` up to, not including, `after`."""

    first: int
    after: int
    table: Table


def is_rule(line: Line) -> bool:
    """Say whether a line only draws a rule under or between rows."""
    return bool(_RULE.match(line.text))


def tabbed_table(text: str, lines: Sequence[Line], first: int) -> FoundTable | None:
    """Return the table that begins at a line, if one does."""
    heads = lines[first].text.split("\t")
    if len(heads) < 2 or not all(head.strip() for head in heads) or is_rule(lines[first]):
        return None
    if not _begins_table(lines, first, heads):
        return None
    rows = [first]
    number = after = first + 1
    while number < len(lines):
        line = lines[number]
        if is_rule(line):
            after = number + 1
        elif not line.is_blank:
            n_cells = line.text.count("\t") + 1
            is_apart = lines[number - 1].is_blank
            if n_cells != len(heads) and (is_apart or not 1 < n_cells < len(heads)):
                break
            rows.append(number)
            after = number + 1
        number += 1
    if len(rows) < 2 or _is_contents([lines[number] for number in rows]):
        return None
    built = [_row(lines[number], len(heads), number == first) for number in rows]
    head = row_words(text, built[0])
    marked = (Row(r.cells, r.page, is_header=row_words(text, r) == head) for r in built)
    return FoundTable(first, after, Table(tuple(row for row in marked if row.cells), len(heads)))


def _begins_table(lines: Sequence[Line], first: int, heads: list[str]) -> bool:
    if _BULLET_OR_NUMBER.match(lines[first].text):
        return False
    n_named = sum(names_a_column(head.strip()) for head in heads)
    if n_named >= 2:
        return True
    if len(heads) == 2:
        return False
    following = [line for line in lines[first + 1 : first + 4] if not line.is_blank and not is_rule(line)]
    return len(following) >= 2 and all(line.text.count("\t") + 1 == len(heads) for line in following[:2])


def _is_contents(rows: Sequence[Line]) -> bool:
    """Say whether these lines are a list of contents: each ends in leaders or a page number."""
    n_contents = sum(
        bool(_LEADERS.search(line.text) or _PAGE_NUMBER.match(line.text.rsplit("\t", 1)[-1])) for line in rows
    )
    return n_contents * 10 >= len(rows) * 8


def _row(line: Line, n_columns: int, is_header: bool) -> Row:
    cells = []
    start = 0
    for column, words in enumerate(line.text.split("\t")):
        paragraphs: tuple[Paragraph, ...] = tuple(cell_paragraphs(line, start, start + len(words)))
        cells.append(Cell(column, paragraphs))
        start += len(words) + 1
    cells += [Cell(column, ()) for column in range(len(cells), n_columns)]
    return Row(tuple(cells), is_header=is_header)
