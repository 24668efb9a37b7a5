"""What the document says of itself: title, kind, commissioner, chair, author, date and period.

The title page first, then the sentences that say it; a running header is no title.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from sightline.domain.published_reviews.attributed import Printed, item, printed
from sightline.domain.published_reviews.dates import FoundDate, is_all_dates, printed_dates
from sightline.domain.published_reviews.document import Span
from sightline.domain.published_reviews.events import sentences
from sightline.domain.published_reviews.passages import Passage, lines_of
from sightline.domain.published_reviews.reading import FrontMatter, Precision, PrintedDate, Scope
from sightline.domain.published_reviews.words import Words, trimmed
from sightline.domain.vocabulary.agency_words import PERSONAL_TITLES
from sightline.domain.vocabulary.review_headings import Topic

_KIND = re.compile(
    r"\b(?:domestic\s+(?:homicide|violence\s+homicide|abuse\s+related\s+death|abuse-related\s+death)\s+review"
    r"|(?:serious\s+case|child\s+safeguarding\s+practice|safeguarding\s+adults?"
    r"|local\s+child\s+safeguarding\s+practice"
    r"|offensive\s+weapons?\s+homicide|mental\s+health\s+homicide|multi-?\s?agency"
    r"|child\s+practice|adult\s+practice"
    r"|single\s+unified\s+safeguarding)\s+review)\b",
    re.I,
)
_CAP = r"[A-Z][\w’'&-]*"
_NAME_RUN = rf"{_CAP}(?:[ \t]+(?:and|of|the|for|&|{_CAP})){{0,10}}"
_PARTNERSHIP_NAME = (
    rf"(?:{_NAME_RUN}\s+Communities\s+(?:Board|Partnership)"
    rf"|Safer\s+{_NAME_RUN}\s+(?:Community\s+Safety\s+)?Partnership"
    rf"|{_NAME_RUN}\s+Community\s+Safety\s+(?:Partnership|Board)"
    rf"|{_NAME_RUN}\s+Safeguarding\s+(?:(?:Adults?|Children)\s+)?(?:Board|Partnership)"
    rf"|{_NAME_RUN}\s+Partnership"
    rf"|Safer\s+{_CAP}(?:[ \t]+{_CAP}){{0,6}})"
)
_PARTNERSHIP = re.compile(_PARTNERSHIP_NAME)
_COMMISSIONER = re.compile(
    rf"(?:{_PARTNERSHIP_NAME}|{_NAME_RUN}\s+(?:Borough\s+|City\s+|County\s+|District\s+)?Council)"
)
_COMMISSIONING = re.compile(
    r"\b(?:commission(?:ed|ing)|establish(?:ed|ing)|requested|undertaken|initiated|set\s+up"
    r"|directed|convened|decided|agreed"
    r"|determined|carried\s+out|conducted|in\s+reviewing|reviewing)\b",
    re.I,
)
_A_FIRM = re.compile(r"\b(?:Ltd|Limited|Consultancy|Consulting|LLP|Associates)\b")
_BY_WHOM = re.compile(
    r"\b(?:commissioned|established|requested|undertaken|initiated|set\s+up"
    r"|directed)\b[^.]{0,60}?\bby\s+(?:the\s+)?",
    re.I,
)
_BY = re.compile(
    r"\b(?P<role>chaired|report|written|produced|prepared|authored|completed"
    r"|compiled)(?:\s+and\s+(?P<also>chaired|written|authored))?\s+by\s*:?\s+(?=[A-Z])"
    r"|^by\s*:?\s+(?=[A-Z])",
    re.I,
)
_TITLES = "|".join(PERSONAL_TITLES)
_NOT_IN_A_NAME = r"(?:Author|Chair|Report|Date|Independent|Overview|Panel|Review)\b"
_PERSON = (
    rf"(?P<name>(?:(?:{_TITLES})\.?\s+)?[A-Z][\w’'-]+(?:\s(?!{_NOT_IN_A_NAME}|[A-Z]{{2,}}\b)(?:[A-Z][\w’'-]+"
    rf"|[A-Z]\.?)){{1,3}})"
)
_ROLE = (
    r"(?P<role>(?i:(?:independent|overview|report|review|panel|dhr|lead|domestic|homicide)\s+)*"
    r"(?i:chair(?:person|man|woman)?|author|reviewer|report\s+writer)"
    r"(?:\s*(?:and|&|/)\s*(?i:(?:independent|overview|report|the)\s+)*(?i:author|chair|report\s+writer))?)"
)
_APPOINTED = (
    r"(?:was|were|has\s+been|is|acted|agreed)\s+(?:also\s+|then\s+|subsequently\s+)?"
    r"(?:(?:appointed|commissioned|selected|chosen|asked|engaged|identified|retained)\s*)?"
    r"(?:by\s+[^.]{3,70}?\s+)?(?:as\s+|to\s+be\s+|to\s+act\s+as\s+)?(?:the\s+|an?\s+|its\s+)?"
)
_SAYS: tuple[re.Pattern[str], ...] = (
    re.compile(rf"{_PERSON}\s*(?:\([^)]*\)\s*)?,?\s*{_APPOINTED}{_ROLE}\b"),
    re.compile(
        rf"\b{_ROLE}(?:\s+of\s+(?:the|this)\s+[\w\s]{{3,30}}?)?\s*,?\s*(?:is|was|were|:)?\s*{_PERSON}"
    ),
    re.compile(rf"{_PERSON}\s+(?P<role>(?:has\s+)?(?:chaired|wrote|authored|written|compiled|prepared))\b"),
    re.compile(
        rf"\b(?P<role>(?i:chaired|written|authored|prepared|compiled))(?:\s+and\s+(?P<also>chaired"
        rf"|written|authored))?\s+by\s+{_PERSON}"
    ),
)
_LABEL_FIRST = re.compile(
    rf"{_ROLE}(?:\s+of\s+(?:the\s+)?(?i:report|review|overview\s+report|panel|dhr))?\s*(?:[:–—]"
    rf"|\s-\s|\bis\b|\bwas\b)\s*{_PERSON}"
)
_NAME_FIRST = re.compile(rf"{_PERSON}\s*(?:,|[–—]|\s-\s|\()\s*(?:the\s+)?{_ROLE}\b")
_ONLY_A_ROLE = re.compile(_ROLE)
_ONLY_A_NAME = re.compile(_PERSON)
_IN_THE_PANEL = re.compile(
    rf"{_PERSON}\s*(?:,|[–—(\t\n]|\s-\s)\s*(?:the\s+)?{_ROLE}(?=\s*(?:$|[,;.)\t\n]"
    rf"|of\s+the\s+(?:panel|review|report)))"
)
_COVER_NOTE = re.compile(
    r"(?:(?:report )?(?:date|dated|completed|published|publication)|under section|case (?:number"
    r"|ref\w*|no)|ref(?:erence)?\b|with the|in partnership|and"
    r" the|on behalf of|(?:report )?commissioned by"
    r"|for the|prepared for|official|restricted|confidential"
    r"|version|final|draft|page|www\.|https?:"
    r"|©|partneriaeth|cadeirydd|awdur)\b",
    re.I,
)
_NEVER_IN_A_NAME = frozenset(
    "The This Review Panel Report Independent Chair Author Overview Domestic Homicide Safer Partnership "
    "Community Safety Home Office Board Council Police He She It".split()
)
_DATE_LABEL = re.compile(
    r"\b(?:date(?:d)?|report|completed|published|version|final|draft|submitted|finalised|month|author|of)\b",
    re.I,
)
_NOT_THE_REPORTS = re.compile(r"\b(?:died|death|killed|murder(?:ed)?|deceased|homicide of|born)\b", re.I)
_ENDS_OPEN = re.compile(r"\b(?:in|on|of|during)\s*\Z", re.I)
_LOOK_BACK = 80
_PERIOD_CUE = re.compile(
    r"\b(?:cover(?:s|ed|ing)?|period|time\s?frame|timescale|scope|between|from|review(?:ed|s)?"
    r" (?:looked|looks|consider(?:ed|s)?|examined|will)|contact)\b",
    re.I,
)
_UNTIL = re.compile(
    r"\s*[,(\[]?[^.;]*?(?:\b(?:to|until|till|and|up to|through)|[-–—])\s+(?:and including\s+)?(?=\S)", re.I
)
_OPEN_END = re.compile(
    r"(?:the\s+)?(?:date|day|time|point|night|moment|month)?\s*(?:of\s+)?(?:(?:the|his|her|their"
    r"|[A-Z][\w ]{0,20}?['’]s?)\s+)?"
    r"(?:[\w ]{0,20}\s)?(?:death|murder|homicide|killing|arrest|incident|present day"
    r"|present)\b(?:\s+(?:in|on)\s+)?",
    re.I,
)


def read_front_matter(passages: Sequence[Passage], words: Words) -> FrontMatter:
    """Return what is printed of the document itself."""
    cover = _cover_lines(passages, words)
    named = _people_on_cover(cover, words)
    chair = named.get("chair") or _said(passages, words, "chair")
    author = named.get("author") or _said(passages, words, "author")
    title = _title(cover, words) or _title_in_heading(passages, words)
    kind = _review_kind(cover, passages, words)
    commissioned_by = _commissioner(cover, passages, words)
    report_date = _report_date(cover, words)
    scope = _scope(passages, words)
    found = [title, kind, commissioned_by, chair, author, report_date, scope]
    first = min((value.source for value in found if value), key=lambda source: source.start, default=None)
    return item(
        FrontMatter,
        first,
        title=title,
        review_kind=kind,
        commissioned_by=commissioned_by,
        chair=chair,
        author=author,
        report_date=report_date,
        scope=scope,
    )


# -- the title page ---------------------------------------------------------------------------------


def _cover_lines(passages: Sequence[Passage], words: Words) -> list[Span]:
    """Return the lines of the title page, each printed line by itself."""
    found: list[Span] = []
    for line in lines_of(words.document, passages[0].blocks):
        text = words.document.text
        start = line.whole.start
        for piece in words.document.words(line.whole).split("\n"):
            span = trimmed(text, Span(start, start + len(piece)))
            if span.start < span.end:
                found.append(span)
            start += len(piece) + 1
    return found


def _title(cover: Sequence[Span], words: Words) -> Printed | None:
    """Return the lines of the title: those of the cover that are not a name, a date or a commissioner."""
    named = {span for pair in _names_above_roles(cover, words) for span in pair}
    lines = [span for span in cover if span not in named and not _is_other_matter(words.of(span))]
    if not any(
        _KIND.search(words.of(span)) or re.search(r"\breport\b", words.of(span), re.I) for span in lines
    ):
        return None
    first = next((index for index, span in enumerate(lines) if len(words.of(span).split()) <= 30), None)
    if first is None:
        return None
    title: list[Span] = []
    for span in lines[first:]:
        if len(words.of(span).split()) > 30 or len(title) >= 6:
            break
        title.append(span)
    return printed(words, *title)


def _title_in_heading(passages: Sequence[Passage], words: Words) -> Printed | None:
    """Return the first heading where it names the kind of review: a plan by itself has no cover."""
    first = next((passage.section for passage in passages if passage.section), None)
    if first is None or not _KIND.search(first.title):
        return None
    return printed(words, first.heading.span)


def _is_other_matter(text: str) -> bool:
    """Say whether a line of the cover is a name, a date or a commissioner rather than the title."""
    bare = text.strip(" .:")
    is_commissioner = _COMMISSIONER.fullmatch(bare.title() if bare.isupper() else bare)
    if is_commissioner or _A_FIRM.search(text) or any(_cover_names(text)):
        return True
    if _KIND.search(text):
        return False
    if is_all_dates(text) and not _NOT_THE_REPORTS.search(text):
        return True
    return bool(_COVER_NOTE.match(text.strip())) or (text.endswith(".") and len(text.split()) > 6)


def _people_on_cover(cover: Sequence[Span], words: Words) -> dict[str, Printed]:
    found: dict[str, Printed] = {}
    for span in cover:
        for role, start, end in _cover_names(words.document.words(span)):
            value = printed(words, Span(span.start + start, span.start + end))
            for kind in ("chair", "author"):
                if value and kind in role:
                    found.setdefault(kind, value)
    for name, role_at in _names_above_roles(cover, words):
        for kind in ("chair", "author"):
            value = printed(words, name)
            if value and kind in _role_word(words.of(role_at)):
                found.setdefault(kind, value)
    return found


def _names_above_roles(cover: Sequence[Span], words: Words) -> Iterator[tuple[Span, Span]]:
    """Yield the name and the role where a line holds a name and the next nothing but a role."""
    for line, role in pairwise(cover):
        if _ONLY_A_ROLE.fullmatch(words.of(line).rstrip(" :")) and _ONLY_A_NAME.fullmatch(words.of(role)):
            yield role, line
        if not _ONLY_A_ROLE.fullmatch(words.of(role)):
            continue
        if _ONLY_A_NAME.fullmatch(words.of(line)) and _is_a_person(words.of(line)):
            yield line, role
        for _, start, end in _cover_names(words.document.words(line)):
            yield Span(line.start + start, line.start + end), role


def _cover_names(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield each role a line of the cover gives somebody, with where their name stands."""
    for match in _LABEL_FIRST.finditer(text):
        if _is_a_person(match["name"]):
            yield _role_word(match["role"]), *match.span("name")
    for match in _NAME_FIRST.finditer(text):
        if _is_a_person(match["name"]):
            yield _role_word(match["role"]), *match.span("name")
    for match in _BY.finditer(text):
        name = re.compile(_PERSON).match(text, match.end())
        if name and _is_a_person(name["name"]):
            role = " ".join(filter(None, (match["role"], match["also"]))) or "author"
            yield _role_word(role), *name.span("name")


def _role_word(printed_role: str) -> str:
    """Return “chair”, “author” or both, from the words of a role or of what somebody did."""
    words = printed_role.casefold()
    is_chair = "chair" in words
    is_author = (
        any(
            word in words
            for word in (
                "author",
                "writ",
                "wrote",
                "reviewer",
                "produced",
                "prepared",
                "compiled",
                "completed",
            )
        )
        or words == "report"
    )
    return " ".join(role for role, is_so in (("chair", is_chair), ("author", is_author)) if is_so)


def _review_kind(cover: Sequence[Span], passages: Sequence[Passage], words: Words) -> Printed | None:
    text = words.document.text
    for span in cover:
        if match := _KIND.search(text, span.start, span.end):
            return printed(words, Span(*match.span()))
    matches = list(_KIND.finditer(text))
    match = next((match for match in matches if not match.group().isupper()), matches[0] if matches else None)
    return printed(words, Span(*match.span())) if match else None


def _commissioner(cover: Sequence[Span], passages: Sequence[Passage], words: Words) -> Printed | None:
    """Return the body that commissioned the review: on the cover, else in a sentence that says so."""
    text = words.document.text
    for span in cover:
        if (match := _COMMISSIONER.search(text, span.start, span.end)) and not _A_FIRM.search(words.of(span)):
            return printed(words, _without_article(match, text))
    for span in _process_sentences(passages, words):
        if not _COMMISSIONING.search(text, span.start, span.end):
            continue
        by = _BY_WHOM.search(text, span.start, span.end)
        direct = _COMMISSIONER.match(text, by.end(), span.end) if by else None
        if match := direct or _PARTNERSHIP.search(text, span.start, span.end):
            return printed(words, _without_article(match, text))
    for span in cover:
        in_capitals = text[span.start : span.end]
        if in_capitals.isupper() and (match := _COMMISSIONER.search(in_capitals.title())):
            return printed(words, Span(span.start + match.start(), span.start + match.end()))
    return None


def _without_article(match: re.Match[str], text: str) -> Span:
    article = re.compile(r"(?:(?:The|In|A|When|As)\s+)+").match(text, match.start(), match.end())
    return Span(article.end() if article else match.start(), match.end())


def _process_sentences(passages: Sequence[Passage], words: Words) -> Iterator[Span]:
    for passage in passages:
        if passage.is_under(Topic.ACTION_PLAN, Topic.DEFINITIONS, Topic.LESSONS, Topic.RECOMMENDATIONS):
            continue
        for line in lines_of(words.document, passage.blocks):
            if not line.is_row:
                yield from sentences(line.span, words)


def _said(passages: Sequence[Passage], words: Words, role: str) -> Printed | None:
    """Return who a sentence says chaired the review or wrote the report."""
    text = words.document.text
    for span in _process_sentences(passages, words):
        for pattern in _SAYS:
            for match in pattern.finditer(text, span.start, span.end):
                said = " ".join(filter(None, (match["role"], match.groupdict().get("also"))))
                if role in _role_word(said) and _is_a_person(match["name"]):
                    return printed(words, Span(*match.span("name")))
    return _listed(passages, words, role)


def _listed(passages: Sequence[Passage], words: Words, role: str) -> Printed | None:
    """Return who the list of the panel says is its chair, or the author."""
    text = words.document.text
    for passage in passages:
        if not passage.section or passage.topic not in {Topic.PANEL, Topic.PROCESS, None}:
            continue
        for line in lines_of(words.document, passage.blocks):
            match = _IN_THE_PANEL.match(text, line.span.start, line.span.end)
            if match and role in _role_word(match["role"]) and _is_a_person(match["name"]):
                return printed(words, Span(*match.span("name")))
    return None


def _is_a_person(name: str) -> bool:
    words = [word.strip(",.") for word in name.split()]
    is_capitals = any(word.isupper() and len(word) > 2 for word in words)
    return len(words) > 1 and not is_capitals and not _NEVER_IN_A_NAME & set(words)


# -- dates ------------------------------------------------------------------------------------------


def _report_date(cover: Sequence[Span], words: Words) -> Printed | None:
    """Return the date of the report on its title page, never that of the death."""
    candidates: list[tuple[int, Printed]] = []
    for span in cover:
        raw = words.document.words(span)
        if _NOT_THE_REPORTS.search(raw):
            continue
        for date in printed_dates(raw):
            rest = raw[: date.start] + raw[date.end :]
            before = words.document.text[max(0, span.start - _LOOK_BACK) : span.start].rpartition("\n\n")[2]
            runs_on = _ENDS_OPEN.search(before) or raw[:1].islower()
            if runs_on and _NOT_THE_REPORTS.search(before):
                continue
            is_labelled = bool(_DATE_LABEL.search(raw[: date.start]))
            if is_labelled or len(rest.split()) <= 4:
                value = _dated(date, span.start, words)
                if value and date.precision is not Precision.YEAR:
                    candidates.append((0 if is_labelled else 1, value))
    return min(candidates, key=lambda candidate: candidate[0])[1] if candidates else None


def _dated(date: FoundDate, offset: int, words: Words) -> Printed | None:
    at = printed(words, Span(offset + date.start, offset + date.end))
    if at is None:
        return None
    on = None if date.precision is Precision.SEASON else date.from_
    value = PrintedDate(
        source=at.source,
        sources={"text": at.source, "on": at.source} if on else {"text": at.source},
        text=at.value,
        on=on,
        precision=date.precision,
    )
    return Printed(value, at.source)


def _scope(passages: Sequence[Passage], words: Words) -> Printed | None:
    """Return the period under review, from the section that states it or the terms of reference."""
    wanted = (
        (Topic.SCOPE,),
        (Topic.TERMS_OF_REFERENCE,),
        (Topic.PROCESS, Topic.CHAIR, None),
        (Topic.NARRATIVE,),
    )
    for topics in wanted:
        for passage in passages:
            if not passage.section or passage.topic not in topics:
                continue
            for line in lines_of(words.document, passage.blocks):
                for span in sentences(line.span, words):
                    if scope := _period_in(span, words, is_stated=Topic.SCOPE in topics):
                        return scope
    return None


def _period_in(span: Span, words: Words, *, is_stated: bool) -> Printed | None:
    raw = words.document.words(span)
    if not _PERIOD_CUE.search(raw) or not (
        is_stated
        or re.search(r"\b(?:review|period|dhr|scope|cover|time\s?frame|look(?:s|ed) at\b)", raw, re.I)
    ):
        return None
    dates = printed_dates(raw)
    if not dates:
        return None
    first = dates[0]
    end = _end_of_period(raw, first, dates[1:])
    if end is None:
        return None
    last, end_at = end
    lead = re.search(r"\b(?:between|from)\s+(?:and including\s+)?(?:the\s+)?\Z", raw[: first.start], re.I)
    start_at = lead.start() if lead else first.start
    at = printed(words, Span(span.start + start_at, span.start + end_at))
    if at is None:
        return None
    start = None if first.precision is Precision.SEASON else first.from_
    end_on = None if last is None or last.precision is Precision.SEASON else last.to
    sources = {"text": at.source}
    sources |= {"start": at.source} if start else {}
    sources |= {"end": at.source} if end_on else {}
    return Printed(
        Scope(source=at.source, sources=sources, text=at.value, start=start, end=end_on), at.source
    )


def _end_of_period(
    raw: str, first: FoundDate, rest: Sequence[FoundDate]
) -> tuple[FoundDate | None, int] | None:
    """Return the date that ends the period, if printed as one, and where its words end."""
    link = _UNTIL.match(raw, first.end)
    if link is None:
        return None
    for date in rest:
        between = raw[link.end() : date.start]
        if len(between) <= 80 and not re.search(r"[.;]", between):
            return date, date.end
    if open_end := _OPEN_END.match(raw, link.end()):
        return None, len(raw[: open_end.end()].rstrip())
    return None
