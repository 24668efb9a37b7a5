"""Tables flattened to tabs: one printed row to a line, a tab between two cells.

A row that a page break cut goes on in a later line with the same number of tabs, after a blank line.
Lines of dashes and tabs are rules and hold no words. Contents lists and columns aligned by several
tabs look alike and are left as paragraphs.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sightline.domain.published_reviews.document import Cell, Paragraph, Row, Table
from sightline.exchange.importers.column_heads import head_columns, names_a_column
from sightline.exchange.importers.txt.cells import cell_paragraphs, with_heads
from sightline.exchange.importers.txt.lines import Line

_RULE_CHARACTERS = frozenset(" \t\xa0|:+=-_")
_LEADERS = re.compile(r"[.…_]{3,}")
_BULLET_OR_NUMBER = re.compile(
    r"\s*(?:[·•▪\-–*o]|\(?(?:\d{1,3}(?:\.\d+)*|[a-zA-Z]|[ivx]{1,5})[.):]|\d{1,3}(?:\.\d+)*)(?:\s|$)"
)
_MIN_PLAIN_ROWS = 3


@dataclass(frozen=True, slots=True)
class FoundTable:
    """A table and the lines it takes: from `first` up to, not including, `after`."""

    first: int
    after: int
    table: Table


def is_rule(line: Line) -> bool:
    """Say whether a line only draws a rule under or between rows."""
    return "--" in line.text and _RULE_CHARACTERS.issuperset(line.text)


def tabbed_table(text: str, lines: Sequence[Line], first: int) -> FoundTable | None:
    """Return the table that begins at a line, if one does."""
    heads = lines[first].text.split("\t")
    if len(heads) < 2 or not all(head.strip() for head in heads) or is_rule(lines[first]):
        return None
    if not _begins_table(lines, first, heads):
        return None
    is_headed = _names_columns(heads)
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
            if not is_headed and _BULLET_OR_NUMBER.match(line.text):
                break
            rows.append(number)
            after = number + 1
        number += 1
    if len(rows) < 2 or _is_contents([lines[number] for number in rows]):
        return None
    built = [_row(lines[number], len(heads)) for number in rows]
    return FoundTable(first, after, Table(with_heads(text, built), len(heads)))


def _begins_table(lines: Sequence[Line], first: int, heads: list[str]) -> bool:
    if _BULLET_OR_NUMBER.match(lines[first].text):
        return False
    if _names_columns(heads):
        return True
    following = lines[first : first + _MIN_PLAIN_ROWS]
    return len(following) == _MIN_PLAIN_ROWS and all(
        line.text.count("\t") + 1 == len(heads)
        and all(cell.strip() for cell in line.text.split("\t")[:2])
        and not _BULLET_OR_NUMBER.match(line.text)
        for line in following
    )


def _names_columns(heads: Sequence[str]) -> bool:
    heads = [head.strip() for head in heads]
    return head_columns(heads) if len(heads) > 2 else all(map(names_a_column, heads))


def _is_contents(rows: Sequence[Line]) -> bool:
    """Say whether these lines are a list of contents: half have leaders, or each ends in a page number."""
    if sum(bool(_LEADERS.search(line.text)) for line in rows) * 2 >= len(rows):
        return True
    last = [line.text.rsplit("\t", 1)[-1].strip() for line in rows]
    pages = [int(words) for words in last if words.isdecimal() and len(words) <= 3]
    return len(pages) * 10 >= len(rows) * 8 and pages == sorted(pages)


def _row(line: Line, n_columns: int) -> Row:
    cells = []
    start = 0
    for column, words in enumerate(line.text.split("\t")):
        paragraphs: tuple[Paragraph, ...] = tuple(cell_paragraphs(line, start, start + len(words)))
        cells.append(Cell(column, paragraphs))
        start += len(words) + 1
    cells += [Cell(column, ()) for column in range(len(cells), n_columns)]
    return Row(tuple(cells))
