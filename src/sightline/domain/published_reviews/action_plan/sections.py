"""The agency a table of the plan stands under: the line just above it, or a heading over it."""

import re
from collections.abc import Sequence

from sightline.domain.published_reviews.agencies import looks_like_an_agency
from sightline.domain.published_reviews.document import Paragraph, Span
from sightline.domain.published_reviews.outline import Outline, Section
from sightline.domain.published_reviews.words import Words

Named = tuple[str, tuple[Span, ...]]
"""A section's name, and where it is printed."""

_GENERIC = re.compile(
    r"\b(?:action plans?|recommendations?|appendix|annexe?|lessons?|conclusions?|findings?|introduction"
    r"|summary|overview|review)\b",
    re.IGNORECASE,
)
_PLAN_TITLE = re.compile(r"\baction plans?\b", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?:;]\s*\Z")


def is_plan_title(title: str) -> bool:
    """Say whether a title announces an action plan."""
    return _PLAN_TITLE.search(title) is not None


def is_generic(title: str) -> bool:
    """Say whether a title is of the kind every review has, and so names no agency."""
    return _GENERIC.search(title) is not None


def section_above(outline: Outline, above: Sequence[Paragraph], start: int) -> Named | None:
    """Return the agency heading over a table: the line just above it, or the section's title."""
    path = outline.path_to(start)
    near = line_above(outline.words, above, path)
    if near is not None:
        return near
    for section in reversed(path):
        title = section.title
        is_innermost = section is path[-1]
        if looks_like_an_agency(title) and not is_generic(title):
            return title, (_title_span(outline.words, section),)
        stripped = agency_part(title)
        if stripped:
            at = outline.words.document.text.find(
                stripped, section.heading.span.start, section.heading.span.end
            )
            span = Span(at, at + len(stripped)) if at >= 0 else _title_span(outline.words, section)
            return stripped, (span,)
        if is_innermost and not is_generic(title) and len(title.split()) <= 10:
            return title, (_title_span(outline.words, section),)
        if is_plan_title(title):
            break
    return None


def line_above(words: Words, above: Sequence[Paragraph], path: Sequence[Section]) -> Named | None:
    """Return the agency that the last line above a table names, where that line is no heading."""
    headings = {section.heading.span for section in path}
    for paragraph in reversed(above):
        text = words.of(paragraph.span)
        if paragraph.is_footnote or not text:
            continue
        if paragraph.span in headings:
            return None
        is_short = len(text.split()) <= 12 and not _SENTENCE_END.search(text.rstrip(":"))
        if is_short and looks_like_an_agency(text) and not is_generic(text):
            return text.rstrip(":"), (paragraph.span,)
        return None
    return None


def agency_part(title: str) -> str | None:
    """Return the agency in a title such as "Westmarch Police – Action plan"."""
    for piece in re.split(r"\s+[–—-]\s+|:\s+|\s*\(", title):
        piece = re.sub(
            r"^(?:single agency |agency )?(?:action plan|recommendations?)(?: for| of| to)?\s+"
            r"|\s+(?:action plan|recommendations)$",
            "",
            piece.strip(" )"),
            flags=re.IGNORECASE,
        )
        if (
            piece
            and looks_like_an_agency(piece)
            and not is_generic(piece)
            and len(piece.split()) <= 10
            and not re.search(r"\b(?:domestic homicide|partnership)\b", piece, re.IGNORECASE)
        ):
            return piece
    return None


def _title_span(words: Words, section: Section) -> Span:
    span = section.heading.span
    printed = words.document.words(span)
    first = section.title.split()[0]
    at = printed.find(
        first, len(section.number or "") if section.number and printed.startswith(section.number) else 0
    )
    return Span(span.start + max(at, 0), span.end)
