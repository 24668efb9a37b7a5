"""The terms of reference, each under the heading it is printed beneath."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from sightline.domain.published_reviews.attributed import Printed, item, printed
from sightline.domain.published_reviews.document import Span
from sightline.domain.published_reviews.passages import Line, Passage, line_number, lines_of, title_span
from sightline.domain.published_reviews.reading import TermOfReference
from sightline.domain.published_reviews.words import Words
from sightline.domain.vocabulary.review_headings import Topic

_PURPOSE = re.compile(
    r"\A(?:[^\W\d]+\s+){0,3}?(?P<word>purpose)s?\b(?=.*\b(?:dhr|dardr|review|domestic|is|are|was|were)\b)",
    re.IGNORECASE,
)
_ABOUT_THE_TERMS = re.compile(
    r"^(?:the|these|following)?\b.{0,60}\b(?:terms? of reference|key lines|areas|questions|issues"
    r"|points|terms)\b"
    r".{0,60}\b(?:agreed|set out|set for|were|was|are as follows|as follows|adopted|amended"
    r"|revised|drawn up|below"
    r"|included?|approved|signed off)\b",
    re.IGNORECASE,
)
_INTRODUCES = re.compile(
    r"\b(?:following|as follows|are to|is to|aims?|purposes?|considers?|asked?|asks|questions|addressed?"
    r"|are|is|will|shall)\b",
    re.IGNORECASE,
)
_STATES_THE_PERIOD = re.compile(
    r"^(?:the|this) (?:review|dhr|period|time ?frame|scope)\b.{0,60}\b(?:period|contact|time"
    r"|cover(?:s|ed)?|consider(?:s|ed)|looks?|from|between|set)\b"
    r".{0,40}\b(?:19|20)\d\d\b",
    re.IGNORECASE,
)
_THE_REVIEW_ASKS = re.compile(
    r"^(?:the|this) (?:review|panel|dhr)\b.*\b(?:considers?|considered|asks?|asked|examines?"
    r"|examined|sought|seeks)\b",
    re.IGNORECASE,
)
_LONGEST_LEAD_IN = 18
_LONGEST_GROUP = 8


@dataclass(slots=True)
class _Term:
    line: Line
    group: Printed | None
    spans: list[Span] = field(default_factory=list)


def read_terms_of_reference(passages: Sequence[Passage], words: Words) -> tuple[TermOfReference, ...]:
    """Return the terms of reference in printed order.

    A term that leads in to sub-bullets keeps them, one a line. A lead-in such as “The purpose of the
    review is to:” is no term but names the group of those beneath.
    """
    terms = [
        term
        for passage in passages
        if passage.is_under(Topic.TERMS_OF_REFERENCE)
        for term in _terms_of(passage, words)
    ]
    if not terms:
        terms = list(_terms_said(passages, words))
    return tuple(_term(term, words) for term in terms)


def _terms_said(passages: Iterable[Passage], words: Words) -> Iterator[_Term]:
    """Yield the bullets under “This review considers:”, where no heading is about the terms."""
    for passage in passages:
        lines = list(lines_of(words.document, passage.blocks)) if passage.section else []
        for position, line in enumerate(lines):
            text = words.of(line.span)
            if _THE_REVIEW_ASKS.match(text) and text.endswith(":"):
                group = _group_of_headings(passage, words)
                for bullet in takewhile(lambda other: other.is_marked, lines[position + 1 :]):
                    yield _Term(bullet, group, [bullet.span])
                return


def _term(term: _Term, words: Words) -> TermOfReference:
    number = printed(words, line_number(words.document, term.line))
    whole = words.source(Span(term.line.whole.start, term.spans[0].end), *term.spans[1:])
    return item(TermOfReference, whole, number=number, text=printed(words, *term.spans), group=term.group)


def _terms_of(passage: Passage, words: Words) -> Iterator[_Term]:
    lines = list(lines_of(words.document, passage.blocks))
    group = _group_of_headings(passage, words)
    has_marks = any(line.is_marked or line.is_row for line in lines)
    is_listing = False
    current: _Term | None = None
    for position, line in enumerate(lines):
        text = words.of(line.span)
        next_line = lines[position + 1] if position + 1 < len(lines) else None
        if line.is_row:
            if term := _term_of_row(line, group, words):
                yield term
            continue
        if _STATES_THE_PERIOD.search(text) and not line.is_bullet:
            is_listing = is_listing or text.endswith(":")
        elif _leads_in(line, next_line, text):
            if current:
                yield current
            current, is_listing = None, True
            group = _group_of_lead_in(line, text, words) or group
        elif line.is_marked and current and _belongs_to(line, current, words):
            current.spans.append(line.span)
        elif line.is_marked:
            if current:
                yield current
            current = _Term(line, group, [line.span])
        elif current and text[:1].islower():
            current.spans.append(line.span)
        else:
            if current:
                yield current
            is_term = not has_marks and is_listing and not text.startswith("[")
            current = _Term(line, group, [line.span]) if is_term else None
    if current:
        yield current


def _group_of_headings(passage: Passage, words: Words) -> Printed | None:
    """Return the group the nearest heading names; one that is itself a lead-in says less than its parent."""
    for section in reversed(passage.path):
        title = title_span(words.document, section)
        if _ABOUT_THE_TERMS.match(words.of(title)):
            continue
        if section.title.endswith(":"):
            return _group_of_lead_in(Line(title, title), words.of(title), words) or printed(words, title)
        return printed(words, title)
    return None


def _leads_in(line: Line, next_line: Line | None, text: str) -> bool:
    """Say whether a line introduces terms rather than being one."""
    if _ABOUT_THE_TERMS.match(text) and (not line.is_bullet or text.endswith(":")):
        return True
    if not text.endswith(":") or next_line is None:
        return False
    if not line.is_marked:
        return True
    is_short = len(text.split()) <= _LONGEST_LEAD_IN
    return (
        not line.is_bullet and is_short and bool(_INTRODUCES.search(text)) and next_line.number != line.number
    )


def _group_of_lead_in(line: Line, text: str, words: Words) -> Printed | None:
    """Return the group a lead-in names: “purpose”, or its own words where they are few."""
    raw = words.document.words(line.span)
    if match := _PURPOSE.search(raw):
        return printed(
            words, Span(line.span.start + match.start("word"), line.span.start + match.end("word"))
        )
    if text.endswith(":") and len(text.split()) <= _LONGEST_GROUP and not _ABOUT_THE_TERMS.match(text):
        return printed(words, Span(line.span.start, line.span.start + len(raw.rstrip(": "))))
    return None


def _belongs_to(line: Line, current: _Term, words: Words) -> bool:
    """Say whether a marked line is a sub-bullet of the term before it."""
    if line.number and current.line.number and line.is_lettered == current.line.is_lettered:
        return False
    if line.indent > current.line.indent:
        return True
    leads = words.of(current.spans[0]).endswith(":")
    if current.line.number is None:
        return False
    if line.number is None:
        return leads or len(current.spans) > 1
    is_lettered = line.is_lettered and not current.line.is_lettered
    return is_lettered and (leads or len(current.spans) > 1 or line.number.strip("()") in {"a", "i"})


def _term_of_row(line: Line, group: Printed | None, words: Words) -> _Term | None:
    """Return the term in a table row: a number cell, if any, and the longest of the others."""
    cells = [cell for cell in line.cells if cell.start < cell.end]
    texts = [words.of(cell) for cell in cells]
    if max(len(text.split()) for text in texts) < 5:
        return None
    longest = cells[max(range(len(cells)), key=lambda index: len(texts[index]))]
    number = re.fullmatch(r"\(?(\d{1,2}(?:\.\d{1,2})*|[a-z])[.)]?", texts[0])
    numbered = Line(longest, Span(line.whole.start, longest.end), number[1] if number else None)
    return _Term(numbered, group, [longest])
