"""Findings and lessons, numbered as printed.

A paragraph with a “Lesson” sub-head beneath it is one item with both. Elsewhere a numbered paragraph
keeps the unnumbered ones that follow, and a sub-heading is the title of what stands under it.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from sightline.domain.published_reviews.attributed import item, printed
from sightline.domain.published_reviews.document import Span
from sightline.domain.published_reviews.passages import (
    NUMBER_WORDS,
    Line,
    Passage,
    line_number,
    lines_of,
    number_span,
    title_span,
)
from sightline.domain.published_reviews.reading import Lesson
from sightline.domain.published_reviews.words import Words
from sightline.domain.vocabulary.review_headings import Topic

_SUB_HEAD = re.compile(
    r"^(?:the\s+)?(?P<kind>lessons?|learning(?: points?)?|findings?)(?: (?:learned|learnt"
    r"|identified))?\s*:?$",
    re.I,
)
_INLINE = re.compile(
    r"^(?:lessons?|learning(?: points?)?)(?: (?:learned|learnt|identified))?\s*[:–—-]\s+(?=\S)", re.I
)
_INLINE_FINDING = re.compile(r"^findings?\s*[:–—-]\s+(?=\S)", re.I)
_ELSEWHERE = re.compile(
    r"\bnot repeated\b|\b(?:appear|are (?:set out|listed|contained|shown|included|given|found"
    r"|summarised|detailed|outlined))\b"
    r".*\b(?:action plan|appendix|below|in the|in section|in their|imrs?)\b",
    re.I,
)
_INTRODUCES = re.compile(
    r"\b(?:lessons?|learning|findings?|points?|themes?|issues?)\b.{0,80}\b(?:are|were|is"
    r"|follow(?:s|ing)?|below|identified)\b"
    r".{0,60}(?::|\.)$",
    re.I,
)
_OF_A_FINDING = re.compile(r"(?:key )?(?:finding|issue|question)", re.I)
_LONGEST_TITLE = 14
_WORDS_OF_AN_INTRODUCTION = 40


@dataclass(slots=True)
class _Open:
    """One finding or lesson being gathered."""

    number: Span | None = None
    title: Span | None = None
    finding: list[Span] = field(default_factory=list)
    lesson: list[Span] = field(default_factory=list)
    is_marked: bool = False
    start: int | None = None


def read_findings(passages: Iterable[Passage], words: Words) -> tuple[Lesson, ...]:
    """Return what stands under headings of findings, one item a sub-heading or numbered paragraph."""
    return tuple(_read(passages, words, Topic.FINDINGS))


def read_lessons(passages: Iterable[Passage], words: Words) -> tuple[Lesson, ...]:
    """Return the lessons, with the findings printed as one with them."""
    return tuple(_read(passages, words, Topic.LESSONS))


def _read(passages: Iterable[Passage], words: Words, topic: Topic) -> Iterator[Lesson]:
    wanted = [passage for passage in passages if passage.topic is topic and passage.section]
    labelled = {id(passage.path[0]) for passage in wanted if _labelled(passage) and len(passage.path) > 1}
    for passage in wanted:
        # Where "Learning point 1" heads what was learned, the rest of that section leads to it.
        if id(passage.path[0]) not in labelled or _labelled(passage):
            yield from (_item(opened, words) for opened in _in_passage(passage, words, topic))


def _item(opened: _Open, words: Words) -> Lesson:
    spans = [span for span in (opened.number, opened.title) if span] + opened.finding + opened.lesson
    spans.sort(key=lambda span: span.start)
    whole = words.source(Span(spans[0].start, spans[-1].end)) if spans else None
    return item(
        Lesson,
        whole,
        number=printed(words, opened.number),
        title=printed(words, opened.title),
        finding=printed(words, *opened.finding),
        lesson=printed(words, *opened.lesson),
    )


def _in_passage(passage: Passage, words: Words, topic: Topic) -> list[_Open]:
    lines = list(lines_of(words.document, passage.blocks))
    lines = lines[_n_introductory(lines, words) :]
    if not lines:
        return []
    if rows := [line for line in lines if line.is_row]:
        found = list(_in_table(rows, words, topic))
        lines = [line for line in lines if not line.is_row]
        return found + _in_lines(lines, words, topic) if lines and not found else found
    if any(_SUB_HEAD.match(words.of(line.span)) for line in lines):
        return _paired(lines, words)
    labels = {bool(_OF_A_FINDING.match(line.label)) for line in lines if line.label}
    if len(labels) > 1:
        return _paired_by_label(lines, words)
    if _is_sub_heading(passage, topic):
        return _under_a_heading(passage, lines, words, topic)
    return _in_lines(lines, words, topic)


def _n_introductory(lines: Sequence[Line], words: Words) -> int:
    """Return how many lines, from the first, introduce the list or say that it stands elsewhere."""
    n_lines = 0
    for line in lines:
        text = words.of(line.span)
        is_introduction = len(text.split()) <= _WORDS_OF_AN_INTRODUCTION and (
            _ELSEWHERE.search(text) or (text.endswith(":") and not line.is_bullet) or _INTRODUCES.search(text)
        )
        if line.is_row or not is_introduction or (line.label and line.number):
            break
        n_lines += 1
    return n_lines


def _is_sub_heading(passage: Passage, topic: Topic) -> bool:
    """Say whether the passage's own heading is the title of one item in a section of the topic."""
    return (passage.own_topic is not topic and topic in passage.topics[1:]) or _labelled(passage) is not None


_LABELLED = re.compile(
    rf"^(?:key )?(?:lesson|finding|learning(?: point)?|theme)\s+"
    rf"(?P<number>\d{{1,2}}[a-z]?\b|{NUMBER_WORDS})\s*[:.–—-]?\s*",
    re.I,
)


def _labelled(passage: Passage) -> re.Match[str] | None:
    return _LABELLED.match(passage.section.title) if passage.section else None


def _under_a_heading(passage: Passage, lines: Sequence[Line], words: Words, topic: Topic) -> list[_Open]:
    section = passage.section
    if section is None:
        return []
    title = title_span(words.document, section)
    number = number_span(words.document, section)
    raw = words.document.words(title)
    if match := _LABELLED.match(raw):
        number = Span(title.start + match.start("number"), title.start + match.end("number"))
        title = Span(title.start + match.end(), title.end)
    opened = _Open(number, title if title.start < title.end else None)
    if _labelled(passage):
        lines = list(takewhile(lambda line: line.number is None or line.is_bullet, lines))
    numbered = [line for line in lines if line.number and not line.is_bullet]
    if len(numbered) > 1 and not any(line.is_lettered for line in numbered):
        inner = _in_lines(lines, words, topic)
        for found in inner:
            found.title = found.title or opened.title
        return inner
    for line in lines:
        _place(opened, line, words, topic)
    return [opened]


def _place(opened: _Open, line: Line, words: Words, topic: Topic) -> None:
    raw = words.document.words(line.span)
    lesson, finding = _INLINE.match(raw), _INLINE_FINDING.match(raw)
    if lesson:
        opened.lesson.append(Span(line.span.start + lesson.end(), line.span.end))
    elif finding:
        opened.finding.append(Span(line.span.start + finding.end(), line.span.end))
    else:
        _main(opened, topic).append(line.span)


def _main(opened: _Open, topic: Topic) -> list[Span]:
    return opened.finding if topic is Topic.FINDINGS else opened.lesson


def _paired(lines: Sequence[Line], words: Words) -> list[_Open]:
    """Pair each paragraph with the words under the “Lesson” sub-head that follows it."""
    found: list[_Open] = []
    is_lesson = False
    for position, line in enumerate(lines):
        head = _SUB_HEAD.match(words.of(line.span))
        if head:
            is_lesson = not head["kind"].casefold().startswith("finding")
            if not is_lesson or not found:
                found.append(_Open())
            continue
        if not found or (is_lesson and _begins_another(line, lines[position + 1 :], words)):
            found.append(_Open(line_number(words.document, line)))
            is_lesson = False
        elif line.number and found[-1].number is None and not (found[-1].finding or found[-1].lesson):
            found[-1].number = line_number(words.document, line)
        (found[-1].lesson if is_lesson else found[-1].finding).append(line.span)
    return [opened for opened in found if opened.finding or opened.lesson]


def _paired_by_label(lines: Sequence[Line], words: Words) -> list[_Open]:
    """Pair “Finding 1: …” with “Lesson 1: …”; the lines between belong to the one before."""
    found: dict[str, _Open] = {}
    spans: list[Span] | None = None
    for line in lines:
        if line.label and line.number:
            opened = found.setdefault(line.number.casefold(), _Open(line_number(words.document, line)))
            spans = opened.finding if _OF_A_FINDING.match(line.label) else opened.lesson
        if spans is not None:
            spans.append(line.span)
    return list(found.values())


def _begins_another(line: Line, following: Sequence[Line], words: Words) -> bool:
    """Say whether a line after a lesson begins the next item: numbered, or a sub-head is yet to come."""
    if line.number is not None:
        return True
    if line.is_bullet:
        return False
    heads = [_SUB_HEAD.match(words.of(next_line.span)) for next_line in following[:1]]
    return any(heads)


def _in_lines(lines: Sequence[Line], words: Words, topic: Topic) -> list[_Open]:
    """Read items from numbered paragraphs, else bullets, else paragraphs."""
    has_numbers = sum(line.number is not None for line in lines) > 1 or any(line.label for line in lines)
    has_labels = any(line.label for line in lines)
    has_bullets = any(line.is_bullet for line in lines)
    # Where text leads up to each label, a box was drawn round the label and one paragraph.
    is_boxed = has_labels and lines[0].label is None
    found: list[_Open] = []
    for position, line in enumerate(lines):
        if is_boxed and found and line.label is None and (found[-1].lesson or found[-1].finding):
            continue
        begins = line.number is not None if has_numbers else line.is_bullet if has_bullets else True
        begins = line.label is not None if has_labels else begins
        if not has_numbers and not has_bullets and found and not (found[-1].lesson or found[-1].finding):
            begins = False
        if begins and has_numbers and found and line.is_lettered and not lines[0].is_lettered:
            begins = False
        if begins and found and _is_within(line, lines, found[-1], words):
            begins = False
        if begins:
            found.append(_Open(line_number(words.document, line), is_marked=True))
            is_plain = not has_numbers and not has_bullets
            if (has_numbers or is_plain) and _is_a_title(line, lines[position + 1 : position + 2], words):
                found[-1].title = line.span
                continue
        elif not found:
            continue
        _place(found[-1], line, words, topic)
    return [opened for opened in found if opened.finding or opened.lesson or opened.title]


def _is_within(line: Line, lines: Sequence[Line], opened: _Open, words: Words) -> bool:
    """Say whether a bullet is a point of the item before it: set in further, or marked otherwise."""
    if not line.is_bullet or line.number is not None:
        return False
    first = next(other for other in lines if other.is_bullet)
    said = opened.lesson or opened.finding
    leads = bool(said) and (words.of(said[0]).endswith(":"))
    marks = {words.document.text[other.whole.start] for other in (first, line)}
    return line.indent > first.indent or (leads and len(marks) > 1)


def _is_a_title(line: Line, following: Sequence[Line], words: Words) -> bool:
    text = words.of(line.span)
    is_short = len(text.split()) <= _LONGEST_TITLE and not text.endswith((".", "?", ":", ";"))
    return is_short and bool(following) and not following[0].is_row and following[0].number is None


_TABLE_HEADS = (
    ("number", re.compile(r"^(?:no\.?|number|ref\.?|#|lesson no\.?|\W*)$", re.I)),
    ("lesson", re.compile(r"\b(?:lessons?|learning)\b", re.I)),
    ("finding", re.compile(r"\b(?:findings?|issues?|evidence|what happened|themes?)\b", re.I)),
)


def _in_table(rows: Sequence[Line], words: Words, topic: Topic) -> Iterator[_Open]:
    columns: dict[str, int] = {}
    for index, cell in enumerate(rows[0].cells):
        text = words.of(cell)
        kind = next((kind for kind, head in _TABLE_HEADS if kind not in columns and head.search(text)), None)
        if kind and len(text.split()) <= 6:
            columns[kind] = index
    if not {"lesson", "finding"} & set(columns):
        return
    for row in rows[1:]:
        cells = {
            kind: row.cells[index]
            for kind, index in columns.items()
            if index < len(row.cells) and row.cells[index].start < row.cells[index].end
        }
        opened = _Open(cells.get("number"))
        opened.finding = [cells["finding"]] if "finding" in cells else []
        opened.lesson = [cells["lesson"]] if "lesson" in cells else []
        if opened.finding or opened.lesson:
            yield opened
