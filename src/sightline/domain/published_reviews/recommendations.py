"""Recommendations printed outside the action plan, and to whom they are addressed."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from sightline.domain.published_reviews.agencies import AgencyNames, looks_like_an_agency
from sightline.domain.published_reviews.attributed import Printed, item, printed
from sightline.domain.published_reviews.document import Span
from sightline.domain.published_reviews.passages import (
    NUMBER_WORDS,
    Line,
    Passage,
    line_number,
    lines_of,
    title_span,
)
from sightline.domain.published_reviews.reading import PrintedRecommendation
from sightline.domain.published_reviews.words import Words, trimmed
from sightline.domain.vocabulary.review_headings import Topic

_ADDRESSED = re.compile(
    r"\brecommend(?:s|ed|ations?)?\s+(?:that\s+|(?:is|are) (?:made )?(?:to|for)\s+)?(?:to\s+"
    r"|for\s+)?(?:the\s+)?(?P<to>[A-Z][\w’'&.-]*(?:\s+(?:and|of|for|the|&"
    r"|[A-Z(\[][\w’'&.)\]-]*)){0,14})"
    r"(?=\s*(?:[:;,.]|should|to\b|will|must|ensures?|reviews?|considers?|$))"
)
_ELSEWHERE = re.compile(
    r"\bnot repeated\b|\b(?:appear|are (?:set out|listed|contained|shown|included|given|found"
    r"|summarised|detailed|outlined|in))\b"
    r".*\b(?:action plan|appendix|in the|in section|in their|imrs?)\b",
    re.I,
)
_NO_ADDRESSEE = re.compile(
    r"^(?:the )?(?:single|multi|individual|inter|all|overview|national|local|regional|early|panel"
    r"|dhr|review|report|"
    r"domestic|key|additional|further|general|recommendations?|strategic|partnership[-"
    r" ]wide)\b.*(?:recommendations?|agency|agencies|"
    r"national|local|regional|panel|learning)?$",
    re.I,
)
_LABEL = re.compile(
    rf"^recommendations?\s*(?:no\.?\s*)?(?P<number>\d{{1,3}}[a-z]?(?:\.\d{{1,3}})*"
    rf"|{NUMBER_WORDS})\s*[:.–—-]*\s*",
    re.I,
)
_HEAD_WORDS = re.compile(r"\b(?:recommendations?(?: (?:for|to))?|(?:for|to)(?: the)?)\b", re.I)
_PLAN_HEADS = re.compile(r"\b(?:action|target|milestone|lead|by whom|timescale|completed|owner|date)\b", re.I)
_NUMBER_CELL = re.compile(r"^\(?(?:recommendation\s+)?(?P<number>\d{1,3}(?:\.\d{1,3})*[a-z]?)[.):]?$", re.I)
_TEXT_HEAD = re.compile(r"(?:the |our )?(?:[a-z]+ )?recommendations?", re.I)
_AGENCY_HEAD = re.compile(r"\b(?:agency|organisation|for|addressed|owner|lead)\b", re.I)
_NO_HEADING = re.compile(r"[:;.]|\bby\b")
_SHORTEST = 4


@dataclass(slots=True)
class _Open:
    """One recommendation being gathered."""

    number: Span | None = None
    spans: list[Span] = field(default_factory=list)
    to: Printed | None = None


def read_recommendations(
    passages: Iterable[Passage], words: Words, names: AgencyNames
) -> tuple[PrintedRecommendation, ...]:
    """Return the recommendations listed under their own headings; those of the plan are not repeated."""
    found: list[_Open] = []
    above: Printed | None = None
    for passage in passages:
        if not passage.is_under(Topic.RECOMMENDATIONS):
            continue
        opened = _in_passage(passage, words, names)
        if passage.section is None or not _LABEL.match(passage.section.title):
            # An agency's name with nothing under it heads the recommendations that follow.
            above = None if passage.blocks else _addressee_of_heading(passage, words, names)
        elif above is not None:
            for each in opened:
                each.to = each.to or above
        found.extend(opened)
    return tuple(
        item(
            PrintedRecommendation,
            words.source(*([opened.number] if opened.number else []), *opened.spans),
            number=printed(words, opened.number),
            text=printed(words, *opened.spans),
            addressed_to=opened.to,
        )
        for opened in found
        if opened.spans
    )


def _in_passage(passage: Passage, words: Words, names: AgencyNames) -> list[_Open]:
    lines = list(lines_of(words.document, passage.blocks))
    to = _addressee_of_heading(passage, words, names)
    found: list[_Open] = []
    if opened := _opened_by_heading(passage, words, to, names):
        if any(line.is_row and len(line.cells) > 3 for line in lines):
            return []
        _gather_under_heading(opened, lines, words, names)
        return [opened] if opened.spans else []
    rows = [line for line in lines if line.is_row]
    if rows:
        found.extend(_in_table(rows, words, to))
    lines = [line for line in lines if not line.is_row and len(line.cells) < 4]
    return found + _in_lines(lines, words, names, to)


def _addressee_of_heading(passage: Passage, words: Words, names: AgencyNames) -> Printed | None:
    """Return the agency that a heading below “Recommendations” names."""
    section = passage.section
    if section is None or _LABEL.match(section.title):
        return None
    title = title_span(words.document, section)
    return _addressee_in(title, words) or _agency_in_title(title, words, names)


def _agency_in_title(title: Span, words: Words, names: AgencyNames) -> Printed | None:
    raw = words.document.words(title)
    plain = words.of(title)
    known = [name for name in names.names if name.casefold() in plain.casefold() and len(name) > 2]
    if not known and (_NO_ADDRESSEE.match(plain) or not looks_like_an_agency(plain)):
        return None
    start, end = 0, len(raw)
    for match in _HEAD_WORDS.finditer(raw):
        if not raw[: match.start()].strip(" :–—-"):
            start = match.end()
        elif not raw[match.end() :].strip(" :–—-."):
            end = match.start()
    while start < end and raw[start] in " :–—-\t\n":
        start += 1
    while end > start and raw[end - 1] in " :–—-\t\n.":
        end -= 1
    return printed(words, _without_article(words, Span(title.start + start, title.start + end)))


def _without_article(words: Words, span: Span) -> Span:
    match = re.match(r"the\s+", words.document.words(span), re.I)
    return Span(span.start + match.end(), span.end) if match else span


def _opened_by_heading(
    passage: Passage, words: Words, to: Printed | None, names: AgencyNames
) -> _Open | None:
    """Return the recommendation whose heading is “Recommendation 3 – Health Board”."""
    section = passage.section
    if section is None:
        return None
    title = title_span(words.document, section)
    raw = words.document.words(title)
    match = _LABEL.match(raw)
    if match is None:
        return None
    opened = _Open(Span(title.start + match.start("number"), title.start + match.end("number")), to=to)
    rest = trimmed(words.document.text, Span(title.start + match.end(), title.end))
    if rest.start < rest.end:
        agency = _agency_in_title(rest, words, names)
        is_short = len(words.of(rest).split()) <= 8
        if agency and is_short:
            opened.to = agency
        elif not is_short:
            opened.spans.append(rest)
    return opened


def _gather_under_heading(opened: _Open, lines: Sequence[Line], words: Words, names: AgencyNames) -> None:
    for line in lines:
        if line.is_row:
            continue
        text = words.of(line.span)
        if opened.to is None and (to := _addressee_in(line.span, words)) and text.endswith(":"):
            opened.to = to
        else:
            opened.spans.append(line.span)
            if opened.to is None:
                opened.to = _addressee_in(line.span, words)


def _addressee_in(span: Span, words: Words) -> Printed | None:
    match = _ADDRESSED.search(words.document.text, span.start, span.end)
    return printed(words, Span(match.start("to"), match.end("to"))) if match else None


def _in_lines(lines: Sequence[Line], words: Words, names: AgencyNames, to: Printed | None) -> list[_Open]:
    numbered = [line for line in lines if line.number is not None and not words.of(line.span).endswith(":")]
    has_numbers = bool(numbered)
    has_only_letters = all(line.is_lettered for line in numbered)
    has_bullets = any(line.is_bullet for line in lines)
    found: list[_Open] = []
    current: _Open | None = None
    under: Printed | None = None
    for line in lines:
        text = words.of(line.span)
        if (_ELSEWHERE.search(text) and len(text.split()) <= 40 and "recommendation" in text.casefold()) or (
            text.endswith(":") and not line.is_bullet and (not current or line.label is None)
        ):
            under = _addressee_in(line.span, words) or _agency_in_title(line.span, words, names) or under
            current = None
        elif line.label or line.number is not None or (has_bullets and not has_numbers and line.is_bullet):
            if current and line.is_lettered and current.number is not None and found and not has_only_letters:
                current.spans.append(line.span)
                continue
            current = _Open(line_number(words.document, line), to=under or to)
            if not _names_only_an_addressee(line, text, current, words, names):
                current.spans.append(line.span)
            found.append(current)
        elif current and (not current.spans or _goes_on(line, text, current, words)):
            current.spans.append(line.span)
        elif (
            not has_numbers and not has_bullets and len(text.split()) >= _SHORTEST and _ADDRESSED.search(text)
        ):
            current = _Open(None, [line.span], _addressee_in(line.span, words) or to)
            found.append(current)
        elif not line.is_marked and len(text.split()) <= 10 and not _NO_HEADING.search(text):
            under = _agency_in_title(line.span, words, names) or under
            current = None
    return found


def _names_only_an_addressee(line: Line, text: str, opened: _Open, words: Words, names: AgencyNames) -> bool:
    """Say whether “Recommendation 3 – Health Board” has its words in the next paragraph."""
    if line.span.start >= line.span.end:
        return True
    if not line.label or len(text.split()) > 8 or text.endswith("."):
        return False
    opened.to = _agency_in_title(line.span, words, names) or opened.to
    return True


def _goes_on(line: Line, text: str, opened: _Open, words: Words) -> bool:
    leads = words.of(opened.spans[0]).endswith(":")
    return text[:1].islower() or (line.is_bullet and (leads or len(opened.spans) > 1 or line.indent > 0))


def _in_table(rows: Sequence[Line], words: Words, to: Printed | None) -> Iterator[_Open]:
    """Yield the recommendations of a table that is not an action plan."""
    heads = [words.of(cell) for cell in rows[0].cells]
    if sum(bool(_PLAN_HEADS.search(head)) for head in heads) > 1 or len(heads) > 4:
        return
    text_at = next((index for index, head in enumerate(heads) if _TEXT_HEAD.fullmatch(head)), None)
    agency_at = next((index for index, head in enumerate(heads) if _AGENCY_HEAD.search(head)), None)
    if text_at is None:
        agency_at = None
    for row in rows if text_at is None else rows[1:]:
        cells = [cell for cell in row.cells if cell.start < cell.end]
        number = next((cell for cell in cells if _NUMBER_CELL.match(words.of(cell))), None)
        longest = max(cells, key=lambda cell: cell.end - cell.start)
        at = row.cells[text_at] if text_at is not None and text_at < len(row.cells) else longest
        if at.start < at.end and at != number and len(words.of(at).split()) >= _SHORTEST:
            own = row.cells[agency_at] if agency_at is not None and agency_at < len(row.cells) else None
            yield _Open(_number_in(number, words), [at], (printed(words, own) if own else None) or to)


def _number_in(cell: Span | None, words: Words) -> Span | None:
    """Return where the bare number stands in a cell such as “Recommendation 1:”."""
    if cell is None or (match := _NUMBER_CELL.match(words.document.words(cell))) is None:
        return None
    return Span(cell.start + match.start("number"), cell.start + match.end("number"))
