"""Parting a job title from the agency printed beside it.

Sources print them in either order, with commas, dashes, tabs or nothing between; the document's own
agency names decide first, then the words that job titles and agencies' names are made of.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from sightline.domain.published_reviews.agencies import (
    AgencyNames,
    looks_like_a_role,
    looks_like_an_agency,
    names_in,
)
from sightline.domain.published_reviews.document import Span
from sightline.domain.published_reviews.words import Words, trimmed
from sightline.domain.vocabulary.agency_words import JOB_TITLE_ENDINGS

_SEPARATOR = re.compile(r"\s*(?:,|;|\s[-–—]\s|[–—]|\s\()\s*")
_BRACKET_AFTER = re.compile(r"\s*[\[(][^\])]{1,40}[\])]")
_WORD = re.compile(r"[^\W\d_][\w’'&/-]*")
_STANDINGS = frozenset(
    {"Independent", "Lay", "Member", "Observer", "Vice", "Minutes", "Note", "Support", "Minute"}
)
_EDGES = " \t\n,;:–—-()"

Spans = tuple[Span, ...]


def role_and_agency(spans: Sequence[Span], words: Words, names: AgencyNames) -> tuple[Spans, Spans]:
    """Return the spans of the job title and those of the agency; either may be empty."""
    spans = [span for span in spans if span.start < span.end]
    if not spans:
        return (), ()
    if len(spans) > 1:
        first, second = words.of(spans[0]), words.of(*spans[1:])
        if looks_like_a_role(first) and not looks_like_a_role(second):
            return (spans[0],), tuple(spans[1:])
    span = Span(spans[0].start, spans[-1].end)
    return _parted(span, words, names)


def _parted(span: Span, words: Words, names: AgencyNames) -> tuple[Spans, Spans]:
    text = words.document.text
    raw = text[span.start : span.end]
    if is_known_agency(words.of(span), names):
        return (), (span,)
    for found in (_known_at_end(raw, names), _known_at_start(raw, names)):
        if found and (parted := _around(raw, found, span, text)):
            return parted
    if parted := _by_separators(raw, span, text):
        return parted
    if parted := _after_the_title(raw, span, text):
        return parted
    for match in names_in(raw):
        is_at_an_end = match.start() == 0 or match.end() == len(raw.rstrip())
        if is_at_an_end and (parted := _around(raw, match.span(), span, text)):
            return parted
    if is_more_a_role(raw) or not (looks_like_an_agency(raw) or _is_a_proper_name(raw)):
        return (span,), ()
    return (), (span,)


def is_known_agency(text: str, names: AgencyNames) -> bool:
    """Say whether the words, and no others, are an agency the document names."""
    return any(_flexible(name).fullmatch(text.strip()) for name in names.names)


def is_more_a_role(text: str) -> bool:
    """Say whether the words are rather a job title than an agency."""
    return looks_like_a_role(text)


def _is_a_proper_name(text: str) -> bool:
    words = [word for word in _WORD.findall(text) if word not in {"and", "of", "the", "for", "in"}]
    return all(word[0].isupper() for word in words) and not any(word in _STANDINGS for word in words)


@lru_cache(maxsize=1024)
def _flexible(name: str) -> re.Pattern[str]:
    """Return a pattern for a name whatever its spaces, its “and” or “&”, its apostrophes."""
    parts = [r"(?:and|&)" if part in {"and", "&"} else re.escape(part) for part in name.split()]
    pattern = r"\s+".join(parts).replace("’", "'").replace("'", "['’]?")
    return re.compile(rf"(?<!\w)(?:[Tt]he\s+)?{pattern}(?!\w)(?:\s*[\[(][^\])]{{1,40}}[\])])?")


def _known_at_end(raw: str, names: AgencyNames) -> tuple[int, int] | None:
    end = len(raw.rstrip(_EDGES + "."))
    for name in sorted(names.names, key=len, reverse=True):
        for match in _flexible(name).finditer(raw):
            if match.end() >= end and match.start() > 0:
                return match.span()
    return None


def _known_at_start(raw: str, names: AgencyNames) -> tuple[int, int] | None:
    for name in sorted(names.names, key=len, reverse=True):
        if match := _flexible(name).match(raw):
            return match.span()
    return None


def _around(raw: str, found: tuple[int, int], span: Span, text: str) -> tuple[Spans, Spans] | None:
    """Part the words at a known name; words beside it that are no title belong to the agency."""
    start, end = found
    if bracket := _BRACKET_AFTER.match(raw, end):
        end = bracket.end()
    before = _inner(text, Span(span.start, span.start + start))
    after = _inner(text, Span(span.start + end, span.end))
    agency = Span(span.start + start, span.start + end)
    if before.start < before.end:
        if after.start < after.end:
            return None
        is_title = looks_like_a_role(text[before.start : before.end])
        return ((before,), (agency,)) if is_title else None
    rest = text[after.start : after.end]
    if not rest or rest[0].islower():
        return (), (agency,)
    if looks_like_a_role(rest):
        return (after,), (agency,)
    return (), (Span(agency.start, after.end),)


def _by_separators(raw: str, span: Span, text: str) -> tuple[Spans, Spans] | None:
    """Part at the comma, dash or tab that leaves a title on one side and an agency on the other."""
    for match in reversed(list(_SEPARATOR.finditer(raw))):
        first = _inner(text, Span(span.start, span.start + match.start()))
        second = _inner(text, Span(span.start + match.end(), span.end))
        if first.start >= first.end or second.start >= second.end:
            continue
        first_text, second_text = text[first.start : first.end], text[second.start : second.end]
        if looks_like_a_role(first_text) and not looks_like_a_role(second_text):
            if looks_like_an_agency(second_text) or match.group().strip() in {",", "–", "—", "-", "("}:
                return (first,), (second,)
        elif looks_like_a_role(second_text) and not looks_like_a_role(first_text):
            return (second,), (first,)
    return None


def _after_the_title(raw: str, span: Span, text: str) -> tuple[Spans, Spans] | None:
    """Part after the last word that ends a title, where an agency's words follow."""
    endings = [match for match in _WORD.finditer(raw) if match.group().casefold() in JOB_TITLE_ENDINGS]
    for match in reversed(endings):
        rest = _inner(text, Span(span.start + match.end(), span.end))
        words = text[rest.start : rest.end]
        if words and words[0].isupper() and looks_like_an_agency(words):
            return (Span(span.start, span.start + match.end()),), (rest,)
    return None


def _inner(text: str, span: Span) -> Span:
    """Return a span without separators and white space at its ends."""
    start, end = span.start, span.end
    while start < end and text[start] in _EDGES:
        start += 1
    while end > start and text[end - 1] in _EDGES and not _closes_a_bracket(text, start, end):
        end -= 1
    return trimmed(text, Span(start, end))


def _closes_a_bracket(text: str, start: int, end: int) -> bool:
    return text[end - 1] == ")" and "(" in text[start : end - 1]
