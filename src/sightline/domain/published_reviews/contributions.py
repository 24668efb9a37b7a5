"""What each agency sent to the review, and who wrote it."""

import re
from collections.abc import Iterable, Iterator, Sequence

from sightline.domain.published_reviews.agencies import looks_like_an_agency
from sightline.domain.published_reviews.attributed import Printed, item, printed
from sightline.domain.published_reviews.document import Span
from sightline.domain.published_reviews.passages import Line, Passage, lines_of
from sightline.domain.published_reviews.people.panel import PERSON
from sightline.domain.published_reviews.reading import Contribution
from sightline.domain.published_reviews.words import Words, trimmed
from sightline.domain.vocabulary.review_headings import Topic
from sightline.domain.vocabulary.reviews import ContributionKind

_INFORMATION = re.compile(
    r"\bnon[- ]IMR\b|\b(?:written |other |further |additional |short )?information (?:was |were )?(?:also )?"
    r"(?:received|provided|supplied|obtained|sought|given|from|reports?)|\b(?:letters?|statements?"
    r"|correspondence) (?:was|were|from)\b"
    r"|\bprovided (?:[a-z]+ )?information\b|\bsupplied (?:[a-z]+ )?information\b|^(?:other "
    r"|written )?information(?: only)?$",
    re.I,
)
_SUMMARY = re.compile(
    r"\b(?:summary|short) (?:reports?|returns?|of involvement)\b|\bsummar(?:y|ies) (?:were|was)"
    r" (?:received|provided)",
    re.I,
)
_IMR = re.compile(r"\bIMRs?\b|\b(?:individual|independent|internal) management re(?:view|port)s?\b", re.I)
_NOT_SENT = re.compile(
    r"\bnot (?:be )?required\b|\bno (?:contact|involvement|relevant)\b|\bnil return|\bdid not"
    r" (?:submit|provide|have)\b|\btraining\b"
    r"|\bhad (?:no|not)\b|\bnot known\b|\bmethodology\b",
    re.I,
)
_AGENCY_HEAD = re.compile(
    r"^(?:name of )?(?:the )?(?:agency|agencies|organi[sz]ations?|service|contributor)\b", re.I
)
_AUTHOR_HEAD = re.compile(r"\b(?:author|name|completed by|written by)\b", re.I)
_TITLE_HEAD = re.compile(r"\b(?:title|role|job|position|designation|post|rank)\b", re.I)
_KIND_HEAD = re.compile(r"\b(?:type|kind|contribution|report|nature|information|form|submission)\b", re.I)
_TICK = re.compile(r"[✓✔√xX•●*]|yes", re.I)
_TICK_HEADS = (
    (
        ContributionKind.IMR,
        re.compile(r"(?:full )?(?:IMRs?|individual management reviews?)(?: (?:received|submitted))?", re.I),
    ),
    (ContributionKind.SUMMARY_REPORT, re.compile(r"(?:summary |short )?report", re.I)),
    (ContributionKind.INFORMATION, re.compile(r"chronology|(?:other )?information|letter", re.I)),
)
_SENT_BY = re.compile(
    r"\b(?:received|submitted|provided|supplied|obtained|completed|requested|produced|sought"
    r"|prepared|written|commissioned|undertaken)\s+(?:from|by|to (?:the )?review by)\s+"
    r"(?:the following(?: agencies| organisations)?\s*:?\s*)?"
    r"(?P<list>[^.;]+(?:;\s*(?:and\s+)?(?:the\s+)?(?-i:[A-Z])[^.;]*)*)",
    re.I,
)
_SENT = re.compile(
    r"^(?P<list>(?:The\s+)?[A-Z][^.;:]*?)\s+(?:each\s+|both\s+|all\s+|also\s+)?(?:submitted"
    r"|provided|completed|supplied|produced|prepared|contributed)\s+"
    r"(?:an?\s+|full\s+|its\s+|their\s+|short\s+|written\s+)*(?:IMRs?|individual|summary"
    r"|information|chronolog|report|letter)",
)
_IN_FULL = re.compile(
    r"\b(?i:IMRs?|individual management reviews?|summary reports?)\s*:\s*(?P<list>[A-Z][^.;:]+)"
)
_BETWEEN = re.compile(r"\s*(?:,\s*and\s+|,\s*|\s+and\s+(?=(?:the\s+)?[A-Z])|;\s*(?:and\s+)?)")
_SEMICOLON = re.compile(r"\s*;\s*(?:and\s+)?")
_VERB = re.compile(r"\b(?:is|are|was|were|has|have|had|did|will|would|should)\b")
_SENT_WHAT = re.compile(r"\s*(?:[–—:]|\s-\s|\t|\()\s*")
_LESSER = re.compile(r"\b(?:chronology|information|letter|statement|report|summary|briefing)\b", re.I)
_AUTHORED = re.compile(
    r"\s*(?:[–—:]|\s-\s|\t|,|\()\s*(?:(?:IMR\s+)?author(?:ed by)?\s*:?\s*|by\s+|completed by\s+)?", re.I
)
_GENERIC = re.compile(
    r"(?:(?:Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|Several|Some|Other|A number of)\b"
    r"|Agencies|Authors?|Each|All|Both|They|These|Those|It|He|She|The (?:following|panel|review"
    r"|chair))\b"
)
_LEADING = re.compile(r"(?:(?:and|from|the|both)\s+)+", re.I)


def read_contributions(passages: Iterable[Passage], words: Words) -> tuple[Contribution, ...]:
    """Return what the agencies sent, in printed order; a sub-heading or lead-in says of which kind."""
    found: list[Contribution] = []
    for passage in passages:
        if passage.is_under(Topic.CONTRIBUTIONS):
            found.extend(_in_passage(passage, words, is_listing=True))
        elif passage.section and passage.topic in {Topic.PROCESS, Topic.PANEL, None}:
            found.extend(_in_passage(passage, words, is_listing=False))
    unique: dict[tuple[str, ContributionKind], Contribution] = {}
    for contribution in found:
        unique.setdefault((contribution.agency.casefold(), contribution.kind), contribution)
    return tuple(unique.values())


def _kind_of(text: str) -> ContributionKind | None:
    """Return the kind that a heading, a lead-in or a cell names."""
    if _SUMMARY.search(text):
        return ContributionKind.SUMMARY_REPORT
    if _INFORMATION.search(text):
        return ContributionKind.INFORMATION
    return ContributionKind.IMR if _IMR.search(text) else None


def _in_passage(passage: Passage, words: Words, *, is_listing: bool) -> Iterator[Contribution]:
    titles = [section.title for section in reversed(passage.path)]
    kind = next((kind for title in titles if (kind := _kind_of(title))), None) if is_listing else None
    is_open = is_listing and kind is not None
    columns: dict[str, int] | None = None
    lines = list(lines_of(words.document, passage.blocks))
    for position, line in enumerate(lines):
        text = words.of(line.span)
        filled = [cell for cell in line.cells if cell.start < cell.end]
        if (is_listing or is_open) and columns is None and (heads := _heads(line, words)):
            columns, is_open = heads, True
            kind = kind or ContributionKind.IMR
        elif line.is_row and len(filled) == 1 and _kind_of(text):
            kind, is_open = _kind_of(text), True
        elif is_open and kind and (line.is_row or (columns and len(filled) > 1)):
            if contribution := _of_row(line, columns, kind, words):
                yield contribution
        elif _is_lead_in(line, text, lines[position + 1 : position + 2]):
            says = _kind_of(text)
            is_open = not _NOT_SENT.search(text) and (
                says is not None or (is_listing and "agenc" in text.casefold())
            )
            kind = says or kind or ContributionKind.IMR
            yield from _of_prose(line, text, words)
        elif is_listing and line.is_bullet and (said := _says_what_it_sent(line, words)):
            yield _contribution(said[0], said[1], line.span, words)
        elif is_open and kind and (line.is_marked or len(filled) > 1 or _is_bare_agency(text)):
            if not _is_sentence(text):
                yield from _of_item(line, kind, words)
            else:
                yield from _of_prose(line, text, words)
        else:
            columns = None
            yield from _of_prose(line, text, words)


def _is_lead_in(line: Line, text: str, following: Sequence[Line]) -> bool:
    """Say whether a line announces a list: it ends so, or says “following” before one."""
    if text.endswith(":"):
        return True
    has_list = bool(following) and (
        following[0].is_marked or following[0].is_row or len(following[0].cells) > 1
    )
    return has_list and bool(re.search(r"\bfollowing\b", text, re.I)) and (not line.is_bullet)


def _is_sentence(text: str) -> bool:
    return text.endswith(".") and (len(text.split()) > 8 or bool(_VERB.search(text)))


def _is_bare_agency(text: str) -> bool:
    return len(text.split()) <= 14 and not text.endswith((".", ":", ";")) and looks_like_an_agency(text)


def _heads(line: Line, words: Words) -> dict[str, int] | None:
    found: dict[str, int] = {}
    patterns = (
        ("agency", _AGENCY_HEAD),
        ("title", _TITLE_HEAD),
        ("author", _AUTHOR_HEAD),
        ("kind", _KIND_HEAD),
    )
    for index, cell in enumerate(line.cells):
        text = words.of(cell)
        if len(text.split()) > 6:
            return None
        if column := next(
            (name for name, head in _TICK_HEADS if name not in found and head.fullmatch(text)), None
        ):
            found[column] = index
            continue
        kind = next((kind for kind, pattern in patterns if kind not in found and pattern.search(text)), None)
        if kind:
            found[kind] = index
    return found if "agency" in found and len(found) > 1 else None


def _of_row(
    line: Line, columns: dict[str, int] | None, kind: ContributionKind, words: Words
) -> Contribution | None:
    order = columns or {"agency": 0, "author": 1, "title": 2}
    cells = {
        name: line.cells[index]
        for name, index in order.items()
        if index < len(line.cells) and line.cells[index].start < line.cells[index].end
    }
    if "agency" not in cells:
        return None
    author = cells.get("author")
    if author and columns is None and not PERSON.match(words.of(author)):
        author = None
    said = cells.get("kind") if columns else None
    if said and _NOT_SENT.search(words.of(said)):
        return None
    kind_here = (_kind_of(words.of(said)) if said else None) or _ticked(line, columns, words) or kind
    return _contribution(
        cells["agency"], kind_here, line.span, words, author=author, title=cells.get("title")
    )


def _ticked(line: Line, columns: dict[str, int] | None, words: Words) -> ContributionKind | None:
    """Return the kind of the first column of kinds in which a row has a tick."""
    for kind in (ContributionKind.IMR, ContributionKind.SUMMARY_REPORT, ContributionKind.INFORMATION):
        index = columns.get(kind) if columns else None
        if index is not None and index < len(line.cells) and _TICK.fullmatch(words.of(line.cells[index])):
            return kind
    return None


def _of_item(line: Line, kind: ContributionKind, words: Words) -> Iterator[Contribution]:
    """Yield what a list entry names: an agency, at times with what it sent, or its author."""
    text = words.document.text
    if said := _says_what_it_sent(line, words):
        agency, kind = said
        yield _contribution(agency, kind, line.span, words)
        return
    raw = text[line.span.start : line.span.end]
    for match in _AUTHORED.finditer(raw):
        if match.start() == 0:
            continue
        rest = Span(line.span.start + match.end(), line.span.end)
        if person := PERSON.match(text, rest.start, rest.end):
            name = Span(person.start(), person.end())
            agency = trimmed(text, Span(line.span.start, line.span.start + match.start()))
            after = re.compile(r"[\s,;–—(-]+").match(text, name.end, rest.end)
            end = rest.end - 1 if text[rest.end - 1] == ")" else rest.end
            title = trimmed(text, Span(after.end(), end)) if after and after.end() < end else None
            if not looks_like_an_agency(words.of(name)):
                yield _contribution(agency, kind, line.span, words, author=name, title=title)
                return
    end = line.span.end
    while end > line.span.start and text[end - 1] in ".;, ":
        end -= 1
    yield _contribution(Span(line.span.start, end), kind, line.span, words)


def _says_what_it_sent(line: Line, words: Words) -> tuple[Span, ContributionKind] | None:
    """Return the agency and the kind of “Fern Police – chronology and IMR” or “Fern Police (IMR)”."""
    text = words.document.text
    for match in reversed(list(_SENT_WHAT.finditer(text, line.span.start, line.span.end))):
        rest = text[match.end() : line.span.end]
        kind = ContributionKind.INFORMATION if _LESSER.search(rest) else None
        kind = _kind_of(rest) or kind
        if kind and len(rest.split()) <= 12 and match.start() > line.span.start:
            return trimmed(text, Span(line.span.start, match.start())), kind
    return None


def _of_prose(line: Line, text: str, words: Words) -> Iterator[Contribution]:
    """Yield the agencies a sentence says sent something: “IMRs were received from A, B and C.”"""
    if line.is_row or _NOT_SENT.search(text):
        return
    raw = words.document.words(line.span)
    for sentence in re.finditer(r"[^.]+(?:\.(?!\s|$)[^.]*)*\.?", raw):
        kind = _kind_of(sentence.group())
        match = (
            _SENT_BY.search(sentence.group())
            or _IN_FULL.search(sentence.group())
            or _SENT.search(sentence.group().strip())
        )
        if kind is None or match is None:
            continue
        offset = line.span.start + sentence.start()
        if match.re is _SENT:
            offset += len(sentence.group()) - len(sentence.group().lstrip())
        at = Span(offset + match.start("list"), offset + match.end("list"))
        for agency in _listed_agencies(at, words):
            yield _contribution(agency, kind, agency, words)


def _listed_agencies(at: Span, words: Words) -> Iterator[Span]:
    text = words.document.text
    pieces: list[Span] = []
    start = at.start
    has_semicolons = text.find(";", at.start, at.end) >= 0
    between = _SEMICOLON if has_semicolons else _BETWEEN
    for match in (*between.finditer(text, at.start, at.end), None):
        end = match.start() if match else at.end
        if start < end:
            pieces.append(trimmed(text, Span(start, end)))
        start = match.end() if match else at.end
    for piece in pieces if has_semicolons else _whole_names(pieces, words):
        lead = _LEADING.match(text, piece.start, piece.end)
        name = Span(lead.end() if lead else piece.start, piece.end)
        first = text[name.start : name.end]
        if first[:1].isupper() and len(first.split()) <= 14 and not _GENERIC.match(first):
            yield name


def _whole_names(pieces: Sequence[Span], words: Words) -> list[Span]:
    """Rejoin “Tees”, “Esk and Wear NHS Trust”: a piece with no agency's word belongs to the next."""
    text = words.document.text
    joined: list[Span] = []
    open_piece: Span | None = None
    for index, piece in enumerate(pieces):
        start = open_piece.start if open_piece else piece.start
        whole = Span(start, piece.end)
        is_last = index == len(pieces) - 1
        is_single_word = len(text[piece.start : piece.end].split()) == 1
        if looks_like_an_agency(text[whole.start : whole.end]) or is_last or not is_single_word:
            joined.append(whole)
            open_piece = None
        else:
            open_piece = whole
    return joined


def _contribution(
    agency: Span,
    kind: ContributionKind,
    whole: Span,
    words: Words,
    *,
    author: Span | None = None,
    title: Span | None = None,
) -> Contribution:
    source = words.source(whole)
    return item(
        Contribution,
        source,
        agency=printed(words, agency),
        kind=Printed(kind, source) if source else None,
        author=printed(words, author),
        author_title=printed(words, title),
    )
