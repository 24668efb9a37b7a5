"""Tables flattened to lines: each cell begins on a new line with a tab, a blank line ends the row.

Cells hold several lines and blank lines of their own, so a blank line does not say where a row ends.
What does is the number of cells: of every way to part the cells into rows, each row after a blank
line, the one is taken that leaves the fewest rows with another number of cells than the heads.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from sightline.domain.published_reviews.document import Cell, Paragraph, Row, Table
from sightline.exchange.importers.column_heads import head_columns, names_a_column
from sightline.exchange.importers.txt.cells import cell_paragraphs, with_heads
from sightline.exchange.importers.txt.lines import Line
from sightline.exchange.importers.txt.tabbed import FoundTable

_MIN_COLUMNS = 3
_MAX_COLUMNS = 10
_MAX_EXTRA = 3
_SECTION_LENGTH = 120
_SHORT_LINE = 30
_MIN_CARD_ROWS = 3
_MIN_EVEN_ROWS = 3
_LABEL_LENGTH = 40
_DIGITS = re.compile(r"\d+")
_ROW_NUMBER = re.compile(r"\d+(?:\.\d+)*[:.)]?(?:\s|$)")
_NUMBER = re.compile(r"\d+\s*([:.)])")
_FAR_BELOW = 3
_MAX_LOST = 2
_SECTION_NUMBER = re.compile(r"\d{1,2}(?:\.\d{1,2})+\.?\t")
_IMPOSSIBLE = float("inf")


@dataclass(frozen=True, slots=True)
class _Chunk:
    """A cell to be: the lines from one that begins with a tab up to the next such line."""

    first: int
    after: int
    is_after_blank: bool
    paragraphs: tuple[Paragraph, ...]
    words: str


def stacked_tables(text: str, lines: Sequence[Line]) -> list[FoundTable]:
    """Return every table of this kind in a text."""
    chunks = _chunks(text, lines)
    heads = [n for n in range(len(chunks)) if _begins_group(lines, chunks, n) and _is_head(chunks, n)]
    # Labels of cards are words that head columns too.
    cards = _cards(text, lines, chunks)
    in_cards = {card.first for card in cards}
    heads = [n for n in heads if not any(card.first <= chunks[n].first < card.after for card in cards)]
    tables: list[FoundTable] = []
    for place, head in enumerate(heads):
        if tables and chunks[head].first < tables[-1].after:
            continue
        later = (h for h in heads[place + 1 :] if _is_another_head(lines, chunks, h, like=head))
        ended = (n + 1 for n in range(head, len(chunks)) if _ends_table(lines, chunks[n]))
        carded = (n for n in range(head, len(chunks)) if chunks[n].first in in_cards)
        until = min(next(later, len(chunks)), next(ended, len(chunks)), next(carded, len(chunks)))
        end = _with_title(chunks, until) if until in heads else until
        table = _table(text, lines, chunks[_with_title(chunks, head) : end])
        if table is not None:
            tables.append(table)
    tables += cards
    return tables + _even_tables(text, lines, chunks, tables)


def _chunks(text: str, lines: Sequence[Line]) -> list[_Chunk]:
    starts = [number for number, line in enumerate(lines) if line.text.startswith("\t")]
    return [
        _chunk(text, lines, first, starts[place + 1] if place + 1 < len(starts) else len(lines))
        for place, first in enumerate(starts)
    ]


def _chunk(text: str, lines: Sequence[Line], first: int, after: int) -> _Chunk:
    paragraphs = tuple(
        paragraph for line in lines[first:after] for paragraph in cell_paragraphs(line, 0, len(line.text))
    )
    words = text[paragraphs[0].span.start : paragraphs[-1].span.end] if paragraphs else ""
    # A line that is only a tab is an empty cell and ends no row.
    is_after_blank = first == 0 or (lines[first - 1].is_blank and "\t" not in lines[first - 1].text)
    return _Chunk(first, after, is_after_blank, paragraphs, words)


def _begins_group(lines: Sequence[Line], chunks: Sequence[_Chunk], number: int) -> bool:
    """Say whether a chunk follows a blank line or a paragraph, not another cell."""
    return number == 0 or chunks[number].is_after_blank or _has_paragraph_after(lines, chunks[number - 1])


def _has_paragraph_after(lines: Sequence[Line], chunk: _Chunk) -> bool:
    """Say whether words stand between the end of a cell and the next cell."""
    return any(not line.is_blank for line in lines[_after_cell(lines, chunk) : chunk.after])


def _is_head(chunks: Sequence[_Chunk], number: int) -> bool:
    """Say whether the heads of a table's columns begin at a chunk.

    They are short, and three in a row are words that head columns, or half of those up to the blank line.
    """
    if not chunks[number].words or len(chunks) - number < 2 * _MIN_COLUMNS:
        return False
    if all(names_a_column(chunk.words) for chunk in chunks[number : number + _MIN_COLUMNS]):
        return True
    after = number + 1
    while after < min(len(chunks), number + _MAX_COLUMNS + 1) and not chunks[after].is_after_blank:
        after += 1
    words = [chunk.words for chunk in chunks[number:after]]
    return _MIN_COLUMNS <= len(words) <= _MAX_COLUMNS and all(words) and head_columns(words)


def _is_another_head(lines: Sequence[Line], chunks: Sequence[_Chunk], number: int, *, like: int) -> bool:
    """Say whether heads further down begin a table of their own and are no cells of this one.

    They do where the words of the first heads return, or where a paragraph stands before them.
    """
    heads = chunks[number : number + _MIN_COLUMNS]
    if number - like <= _MIN_COLUMNS or not heads[0].is_after_blank:
        return False
    first_heads = chunks[like : like + _MIN_COLUMNS]
    if [head.words.casefold() for head in heads] == [head.words.casefold() for head in first_heads]:
        return True
    return _has_paragraph_after(lines, chunks[_with_title(chunks, number) - 1])


def _ends_table(lines: Sequence[Line], chunk: _Chunk) -> bool:
    """Say whether what follows a cell is no part of it: far below, or numbered as sections are."""
    n_blank = 0
    for line in lines[chunk.first + 1 : chunk.after]:
        if line.is_blank:
            n_blank += 1
            continue
        if n_blank >= _FAR_BELOW or (n_blank and _SECTION_NUMBER.match(line.text)):
            return True
        n_blank = 0
    return False


def _with_title(chunks: Sequence[_Chunk], head: int) -> int:
    """Return where a table begins: at its heads, or at a row above them with only its first cell filled."""
    after = head + 1
    while after < len(chunks) and not chunks[after].is_after_blank:
        after += 1
    title = head - (after - head)
    if title < 0 or not chunks[title].is_after_blank or not chunks[title].words:
        return head
    return title if not any(chunk.words for chunk in chunks[title + 1 : head]) else head


def _table(text: str, lines: Sequence[Line], chunks: Sequence[_Chunk]) -> FoundTable | None:
    best: tuple[float, int, list[int]] | None = None
    delimiter = _delimiter(chunks)
    for n_columns in range(_MIN_COLUMNS, _MAX_COLUMNS + 1):
        cost, sizes = _parted(chunks, n_columns, delimiter)
        if best is None or cost < best[0]:
            best = (cost, n_columns, sizes)
    if best is None or best[0] == _IMPOSSIBLE:
        return None
    _, n_columns, sizes = best
    is_last = chunks[-1].after == len(lines) and not _has_paragraph_after(lines, chunks[-1])
    sizes = _without_odd_end(chunks, sizes, n_columns, ends_file=is_last)
    if sum(size == n_columns for size in sizes) < 2:
        return None
    chunks = chunks[: sum(sizes)]
    last = _chunk(text, lines, chunks[-1].first, _after_cell(lines, chunks[-1]))
    chunks = [*chunks[:-1], last]
    return FoundTable(chunks[0].first, last.after, Table(_rows(text, chunks, sizes, n_columns), n_columns))


def _delimiter(chunks: Sequence[_Chunk]) -> str | None:
    """Return the character after the rows' numbers ("1:", "1.", "1)"), where most rows have one."""
    found: dict[str, int] = {}
    for chunk in chunks:
        match = _NUMBER.match(chunk.words) if chunk.is_after_blank else None
        if match:
            found[match[1]] = found.get(match[1], 0) + 1
    return max(found, key=lambda key: found[key]) if found else None


def _parted(chunks: Sequence[_Chunk], n_columns: int, delimiter: str | None) -> tuple[float, list[int]]:
    """Return the cheapest parting of chunks into rows, as the number of chunks in each row."""
    end = len(chunks)
    costs = [_IMPOSSIBLE] * end + [0.0]
    sizes = [0] * end
    n_row_starts = [0, *accumulate(_looks_like_row_start(chunk, delimiter) for chunk in chunks)]
    for start in range(end - 1, -1, -1):
        if start and not chunks[start].is_after_blank:
            continue
        for size in range(1, min(n_columns + _MAX_EXTRA, end - start) + 1):
            rest = costs[start + size]
            if rest == _IMPOSSIBLE:
                continue
            cost = rest + _row_cost(chunks[start], size, n_columns)
            if not start and size != n_columns:
                # The heads name every column, so theirs is the row least likely to be another size.
                cost += 0.2
            cost += 0.4 * (n_row_starts[start + size] - n_row_starts[start + 1])
            if cost < costs[start]:
                costs[start], sizes[start] = cost, size
    if costs[0] == _IMPOSSIBLE:
        return _IMPOSSIBLE, []
    parted, start = [], 0
    while start < end:
        parted.append(sizes[start])
        start += sizes[start]
    return costs[0], parted


def _looks_like_row_start(chunk: _Chunk, delimiter: str | None) -> bool:
    match = _NUMBER.match(chunk.words) if chunk.is_after_blank else None
    return bool(match and match[1] == delimiter)


def _row_cost(first: _Chunk, size: int, n_columns: int) -> float:
    if size == n_columns:
        return 0
    if size == 1:
        is_section = len(first.words) <= _SECTION_LENGTH and not _NUMBER.match(first.words)
        return 0.9 if is_section and first.words else 4
    return 2 + 2 * (size - n_columns) if size > n_columns else 2 + (n_columns - size)


def _without_odd_end(
    chunks: Sequence[_Chunk], sizes: list[int], n_columns: int, *, ends_file: bool
) -> list[int]:
    """Leave off rows of another size at the end: paragraphs that begin with a tab after the table.

    A numbered row stays, and so does one that lacks a cell or two where the file ends: empty cells
    are easily lost there.
    """
    while sizes and sizes[-1] != n_columns:
        first = chunks[sum(sizes[:-1])]
        if 1 < sizes[-1] < n_columns and _ROW_NUMBER.match(first.words):
            break
        if ends_file and n_columns - _MAX_LOST <= sizes[-1] < n_columns and sum(sizes) == len(chunks):
            break
        sizes.pop()
    return sizes


def _after_cell(lines: Sequence[Line], last: _Chunk) -> int:
    """Return the line at which a table's last cell has ended and paragraphs may follow.

    The cell ends at its first blank line, unless what follows is as short as a further date.
    """
    after = last.first + (2 if lines[last.first].is_blank else 1)
    while after < last.after and not lines[after].is_blank:
        after += 1
    for number in range(after, last.after):
        words = lines[number].text.strip()
        if words and (len(words) > _SHORT_LINE or not words[-1].isdigit() or words.isdigit()):
            break
        if words:
            after = number + 1
    return min(after, last.after)


def _rows(text: str, chunks: Sequence[_Chunk], sizes: list[int], n_columns: int) -> tuple[Row, ...]:
    rows = []
    start = 0
    for size in sizes:
        rows.append(_row(chunks[start : start + size], n_columns))
        start += size
    if len(rows) > 1:
        rows[0] = _with_spanning_head(rows[0], rows[1], n_columns)
    return with_heads(text, rows)


def _with_spanning_head(heads: Row, below: Row, n_columns: int) -> Row:
    """Give a head over several columns its width, where the row below names just those columns."""
    n_missing = n_columns - len([cell for cell in heads.cells if cell.paragraphs])
    named = [cell.column for cell in below.cells if cell.paragraphs]
    is_block = len(named) == n_missing + 1 and named[-1] - named[0] == n_missing
    if n_missing <= 0 or not is_block:
        return heads
    cells = []
    for cell in heads.cells[: n_columns - n_missing]:
        shift = n_missing if cell.column > named[0] else 0
        width = 1 + n_missing if cell.column == named[0] else 1
        cells.append(Cell(cell.column + shift, cell.paragraphs, n_columns=width))
    return Row(tuple(cells))


def _cards(text: str, lines: Sequence[Line], chunks: Sequence[_Chunk]) -> list[FoundTable]:
    """Return tables of two columns whose first names what stands in the second, one card per item.

    A card ends where its first label returns, numbers left aside.
    """
    cards = []
    number = 0
    while number < len(chunks):
        sizes = _card_rows(chunks, number)
        if sizes < _MIN_CARD_ROWS:
            number += 1
            continue
        card = list(chunks[number : number + 2 * sizes])
        card[-1] = _chunk(text, lines, card[-1].first, _after_cell(lines, card[-1]))
        rows = tuple(
            Row((Cell(0, label.paragraphs), Cell(1, value.paragraphs)))
            for label, value in zip(card[::2], card[1::2], strict=True)
        )
        cards.append(FoundTable(card[0].first, card[-1].after, Table(rows, 2)))
        number += 2 * sizes
    return cards


def _card_rows(chunks: Sequence[_Chunk], number: int) -> int:
    """Return how many rows of a label and a value follow one another from a chunk on."""
    first_label = _DIGITS.sub("", chunks[number].words)
    count = 0
    for place in range(number, len(chunks) - 1, 2):
        label, value = chunks[place], chunks[place + 1]
        words = _DIGITS.sub("", label.words)
        is_label = label.is_after_blank and len(words) <= _LABEL_LENGTH and names_a_column(words)
        if not is_label or value.is_after_blank or (count and words == first_label):
            break
        count += 1
    return count


def _row(chunks: Sequence[_Chunk], n_columns: int) -> Row:
    if len(chunks) == 1:
        return Row((Cell(0, chunks[0].paragraphs, n_columns=n_columns),))
    groups = [chunk.paragraphs for chunk in chunks[:n_columns]]
    for extra in chunks[n_columns:]:
        groups[-1] += extra.paragraphs
    groups += [()] * (n_columns - len(groups))
    return Row(tuple(Cell(column, paragraphs) for column, paragraphs in enumerate(groups)))


def _even_tables(
    text: str, lines: Sequence[Line], chunks: Sequence[_Chunk], taken: Sequence[FoundTable]
) -> list[FoundTable]:
    """Return tables whose heads are not known words: at least three rows of as many cells, parted by blanks.

    The last row may be shorter: empty cells at the end of a table are easily lost.
    """
    free = [chunk for chunk in chunks if not any(t.first <= chunk.first < t.after for t in taken)]
    groups: list[list[_Chunk]] = []
    for chunk in free:
        goes_on = groups and chunk.first == groups[-1][-1].after and not chunk.is_after_blank
        if goes_on:
            groups[-1].append(chunk)
        else:
            groups.append([chunk])
    tables = []
    number = 0
    while number < len(groups):
        rows = _even_rows(lines, groups, number)
        if len(rows) >= _MIN_EVEN_ROWS and len(rows[0]) > 1:
            cells = [chunk for row in rows for chunk in row]
            cells[-1] = _chunk(text, lines, cells[-1].first, _after_cell(lines, cells[-1]))
            sizes = [len(row) for row in rows]
            built = _rows(text, cells, sizes, sizes[0])
            tables.append(FoundTable(cells[0].first, cells[-1].after, Table(built, sizes[0])))
        number += max(len(rows), 1)
    return tables


def _even_rows(lines: Sequence[Line], groups: Sequence[list[_Chunk]], number: int) -> list[list[_Chunk]]:
    rows = [groups[number]]
    for group in groups[number + 1 :]:
        last = rows[-1][-1]
        has_paragraph_between = any(
            not line.is_blank for line in lines[_after_cell(lines, last) : last.after]
        )
        if has_paragraph_between or group[0].first != last.after or not 1 < len(group) <= len(rows[0]):
            break
        rows.append(group)
        if len(group) < len(rows[0]):
            break
    return rows
