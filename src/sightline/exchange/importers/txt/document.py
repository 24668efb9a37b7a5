"""A whole text file: its encoding, its tables, and paragraphs for everything else."""

import itertools
import re
from collections.abc import Iterator, Sequence

from sightline.domain.published_reviews.document import Block, Paragraph, ReadDocument, Span
from sightline.exchange.importers.progress import Progress, ProgressHandler, ignore_progress
from sightline.exchange.importers.txt.bare import bare_card, bare_table, may_begin
from sightline.exchange.importers.txt.encoding import decode
from sightline.exchange.importers.txt.lines import Line, lines_of
from sightline.exchange.importers.txt.piped import piped_table
from sightline.exchange.importers.txt.stacked import stacked_tables
from sightline.exchange.importers.txt.tabbed import FoundTable, is_rule, tabbed_table
from sightline.exchange.importers.unreadable import UnreadableFile

_ITEM = re.compile(
    r"\s*(?:[·•▪◦●○*o\-–—]\s|\(?(?:\d{1,3}|[a-z]|[ivx]{1,5})[.):]\s|\d+(?:\.\d+)+[.:]?\s|\d{1,3}\s{2,}|\d{1,3}\t)"
)
_FOOTNOTE = re.compile(r"\s*(?:[¹²³⁴⁵⁶⁷⁸⁹][⁰¹²³⁴⁵⁶⁷⁸⁹]*|\[\d{1,3}\])\s")
_WRAP_WIDTH = 120
_LONG_LINE = 80
_MAX_CUT = 2
_LINKS = re.compile(r"\b(?:in|on|of|the|to|by|and|an?|for|from|with|at|between|during|since|until)$")
_PROGRESS_STEP = 500


def read_txt(data: bytes, *, progress: ProgressHandler = ignore_progress) -> ReadDocument:
    """Read a text file. The document's text is the decoded file, to the character.

    Raises: UnreadableFile
    """
    text = decode(data)
    lines = lines_of(text)
    if all(line.is_blank for line in lines):
        raise UnreadableFile(
            "This text file is empty: there are no words in it. Choose the file that holds the report."
        )
    tables = {table.first: table for table in stacked_tables(text, lines)}
    blocks: list[Block] = []
    pending: list[Line] = []
    is_wrapped = _is_wrapped(lines)
    number = 0
    while number < len(lines):
        found = tables.get(number) or _table_at(text, lines, number)
        if found is None:
            pending.append(lines[number])
            number += 1
        else:
            blocks += _paragraphs(pending, is_wrapped=is_wrapped)
            pending = []
            blocks.append(found.table)
            number = found.after
        if number % _PROGRESS_STEP == 0:
            progress(Progress("read", number, len(lines)))
    blocks += _paragraphs(pending, is_wrapped=is_wrapped)
    progress(Progress("read", len(lines), len(lines)))
    return ReadDocument("txt", text, tuple(blocks), _page_starts(text))


def _table_at(text: str, lines: Sequence[Line], number: int) -> FoundTable | None:
    line = lines[number].text
    if "\t" in line:
        return tabbed_table(text, lines, number)
    if "|" in line:
        return piped_table(text, lines, number)
    if "\f" in text:
        # Converted from pages: the lines of cells are wrapped, and what is a line is no paragraph.
        return None
    if may_begin(lines, number) and (found := bare_table(text, lines, number)):
        return found
    return bare_card(lines, number)


def _page_starts(text: str) -> tuple[int, ...]:
    """Return where pages begin, where the converter left form feeds."""
    ends = [match.end() for match in re.finditer("\f", text)]
    return (0, *(end for end in ends if end < len(text))) if ends else ()


def _is_wrapped(lines: Sequence[Line]) -> bool:
    """Say whether a line end is only where the page was full, judging by all lines of the file."""
    printed = [line.text for line in lines if not line.is_blank and "\t" not in line.text]
    if not printed or sum(len(line) > _WRAP_WIDTH for line in printed) * 20 > len(printed):
        return False
    pairs = [
        (upper.text.strip(), lower.text.strip())
        for upper, lower in itertools.pairwise(lines)
        if not upper.is_blank and not lower.is_blank
    ]
    n_running_on = sum(lower[:1].islower() and len(upper) > 40 for upper, lower in pairs)
    return bool(pairs) and n_running_on * 4 >= len(pairs)


def _paragraphs(lines: Sequence[Line], *, is_wrapped: bool) -> Iterator[Paragraph]:
    printed = [line for line in lines if not line.is_blank]
    if not is_wrapped:
        for whole in _whole_lines(lines):
            yield from _paragraph(whole[0], whole[-1])
        return
    width = max((len(line.text.rstrip()) for line in printed), default=0)
    group: list[Line] = []
    for line in lines:
        if group and (line.is_blank or _begins_paragraph(group[-1], line, width)):
            yield from _paragraph(group[0], group[-1])
            group = []
        if not line.is_blank:
            group.append(line)
    if group:
        yield from _paragraph(group[0], group[-1])


def _whole_lines(lines: Sequence[Line]) -> list[list[Line]]:
    """Return the printed lines, each with what a page break cut off it: the rest of its sentence."""
    groups: list[list[Line]] = []
    n_blank = 0
    for line in lines:
        if line.is_blank:
            n_blank += 1
            continue
        if groups and 0 < n_blank <= _MAX_CUT and _is_cut(groups[-1][-1], line):
            groups[-1].append(line)
        else:
            groups.append([line])
        n_blank = 0
    return groups


def _is_cut(above: Line, line: Line) -> bool:
    """Say whether a long line ends within a sentence that a later line goes on with."""
    upper, lower = above.text.rstrip(), line.text.strip()
    if len(upper) < _LONG_LINE or "\t" in line.text or _ITEM.match(line.text) or not upper[-1].isalnum():
        return False
    return lower[:1].islower() or bool(_LINKS.search(upper))


def _begins_paragraph(above: Line, line: Line, width: int) -> bool:
    if _ITEM.match(line.text) or _FOOTNOTE.match(line.text) or "\t" in line.text or "\f" in line.text:
        return True
    is_short = len(above.text.rstrip()) < 0.7 * width
    return is_short and not line.text.strip()[:1].islower()


def _paragraph(first: Line, last: Line) -> Iterator[Paragraph]:
    head, tail = first.tight(), last.tight()
    if head is None or tail is None or is_rule(first):
        return
    words = first.text
    indent = len(words) - len(words.lstrip(" \t"))
    is_item = bool(_ITEM.match(words))
    yield Paragraph(
        Span(head.start, tail.end),
        indent=min(indent, 1 + words[:indent].count("\t")) if is_item and indent else 0,
        is_footnote=bool(_FOOTNOTE.match(words)),
    )
