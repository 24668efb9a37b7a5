"""The document's own text around the words an item came from, with those words marked."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from sightline.records.reviews.queries.documents import SourceRow

#: Characters of the text shown on either side of the words, and of words that stand apart from the rest.
AROUND = 160
APART = 30

_BLANK_LINES = re.compile(r"\n[^\S\n]*(?:\n[^\S\n]*)+\n")


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """A stretch of the text to be marked, and the letter that names the field it was read into."""

    start: int
    end: int
    letter: str = ""
    page: int = 0
    around: int = AROUND


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text that is marked or not; `letters` of the fields whose words begin with it.

    `shown` is the text with several blank lines in a row as one, also where they go over from one
    piece into the next.
    """

    text: str
    is_marked: bool
    letters: tuple[str, ...] = ()
    shown: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """One connected stretch of the text, with the page its first marked words stand on."""

    page: int | None
    runs: tuple[Run, ...]
    starts_inside: bool
    ends_inside: bool


def marks_of(source: SourceRow, letter: str = "") -> Iterator[Mark]:
    """This yields a mark for a source, and for each place it continues at."""
    yield Mark(source.start, source.end, letter, source.page or 0)
    for further in source.continued:
        yield Mark(further.start, further.end, page=further.page or 0)


def passages(text: str, marks: Iterable[Mark]) -> tuple[Passage, ...]:
    """This cuts out the stretches of the text that hold the marks; stretches that touch become one."""
    ordered = sorted(marks)
    stretches: list[tuple[int, int]] = []
    for mark in ordered:
        start, end = _widened(text, mark)
        if stretches and start <= stretches[-1][1]:
            stretches[-1] = (stretches[-1][0], max(end, stretches[-1][1]))
        else:
            stretches.append((start, end))
    return tuple(_passage(text, start, end, ordered) for start, end in stretches)


def _passage(text: str, start: int, end: int, ordered: Sequence[Mark]) -> Passage:
    inside = [mark for mark in ordered if mark.start < end and mark.end > start]
    return Passage(
        page=next((mark.page for mark in inside if mark.page), None),
        runs=_runs(text, start, end, inside),
        starts_inside=start > 0,
        ends_inside=end < len(text),
    )


def _widened(text: str, mark: Mark) -> tuple[int, int]:
    """This grows a mark by its surroundings, out to the nearest space so that no word is cut."""
    start, end = max(0, mark.start - mark.around), min(len(text), mark.end + mark.around)
    while 0 < start < mark.start and not text[start - 1].isspace():
        start += 1
    while len(text) > end > mark.end and not text[end].isspace():
        end -= 1
    return start, end


def _runs(text: str, start: int, end: int, marks: Sequence[Mark]) -> tuple[Run, ...]:
    edges = sorted({start, end, *(m.start for m in marks), *(m.end for m in marks)})
    edges = [edge for edge in edges if start <= edge <= end]
    gaps = _BLANK_LINES.finditer(text, start, end)
    left_out = {offset for gap in gaps for offset in range(gap.start() + 1, gap.end() - 1)}
    return tuple(
        Run(
            text=text[left:right],
            is_marked=any(m.start <= left and right <= m.end for m in marks),
            letters=tuple(m.letter for m in marks if m.start == left and m.letter),
            shown="".join(text[offset] for offset in range(left, right) if offset not in left_out),
        )
        for left, right in pairwise(edges)
    )
