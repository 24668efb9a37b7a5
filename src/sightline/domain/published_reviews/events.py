"""What the narrative says happened, and when: its dated sentences and the rows of its chronology.

Dates of the review itself (meetings, letters, guidance, laws) are not events of the case.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sightline.domain.published_reviews.agencies import AgencyNames
from sightline.domain.published_reviews.attributed import Printed, item, printed
from sightline.domain.published_reviews.dates import FoundDate, is_all_dates, printed_periods
from sightline.domain.published_reviews.document import Span
from sightline.domain.published_reviews.passages import Line, Passage, lines_of
from sightline.domain.published_reviews.reading import Precision, PrintedPeriod, ReportedEvent
from sightline.domain.published_reviews.words import Words, trimmed
from sightline.domain.vocabulary.review_headings import Topic

_NOT_NARRATIVE = frozenset(Topic) - {Topic.NARRATIVE, Topic.SUBJECTS, Topic.ANALYSIS}
_OF_THE_REVIEW = re.compile(
    r"\b(?:DHR|DARDR|IMRs?|Domestic Homicide Review|Domestic Abuse Related Death Review|overview"
    r" report|terms of reference"
    r"|panel (?:met|meetings?|members?)|(?:review|DHR) panel|the panel|independent chair|Home"
    r" Office|authors?)\b"
    r"|^(?:The|This|A) review\b|\bthis (?:review|report)\b|\bperiod (?:under|of) (?:the )?review\b"
    r"|\breview (?:period|covers|considers|will|was (?:held|commissioned))\b",
    re.I,
)
_A_DOCUMENT = re.compile(
    r"\b(?:Act|Acts|Regulations?|Circular|Guidance|Order|Bill|Strategy|Framework|Code|Census"
    r"|Standards?|Statistics|Guidelines)\b"
    r"[\s,(\[]*(?:of\s+|in\s+|published\s+in\s+|revised\s+)*\Z",
    re.I,
)
_SENTENCE_END = re.compile(r"(?<=[.!?])[\"”’)\]]*\s+(?=[\"“‘(\[]?[A-Z0-9])")
_ABBREVIATED = re.compile(
    r"(?:\b(?:Dr|Mr|Mrs|Ms|St|No|Nos|Prof|Rev|Sgt|Insp|approx|i\.e|e\.g|etc|vs|para|cf|[A-Z])|\b[ap]\.m)\.\Z"
)
_ENDS_IN_A_CODE = re.compile(
    r"\b(?:Adult|Child|Subject|Person|Mr|Mrs|Ms|Miss|Sibling|Male|Female|Appendix)\s[A-Z]\.\Z"
)
_DATE_HEAD = re.compile(
    r"^(?:date|when|date(?:s)? (?:and|/|&) time|date of (?:contact|event)|year|period|month)\b", re.I
)
_EVENT_HEAD = re.compile(
    r"\b(?:event|events|detail|details|description|what happened|summary|contact|information"
    r"|incident|entry|significant)\b",
    re.I,
)
_AGENCY_HEAD = re.compile(r"\b(?:agency|source|organi[sz]ation|service)\b", re.I)


def read_events(
    passages: Iterable[Passage], words: Words, names: AgencyNames, people: Sequence[str]
) -> tuple[ReportedEvent, ...]:
    """Return the dated sentences of the narrative in printed order.

    `people` are the names the review prints for those it is about.
    """
    found: list[ReportedEvent] = []
    for passage in passages:
        if not passage.section or passage.topic in _NOT_NARRATIVE:
            continue
        columns: dict[str, int] | None = None
        entries: list[_Entry] = []
        for line in lines_of(words.document, passage.blocks):
            if line.is_row or len(line.cells) > 1:
                heads = _columns(line, words)
                columns = heads or columns
                if columns and not heads:
                    _add_row(entries, line, columns, words)
                continue
            dated = (_of_sentence(at, words, names, people) for at in sentences(line.span, words))
            found.extend(event for event in dated if event)
        found.extend(event for entry in entries if (event := _of_entry(entry, words, names, people)))
    found.sort(key=lambda event: event.source.start if event.source else 0)
    return tuple(found)


@dataclass(slots=True)
class _Entry:
    """An entry of a chronology's table: its date, what happened, and whose record it is."""

    date: Span
    event: list[Span]
    agency: Span | None


def _add_row(entries: list[_Entry], line: Line, columns: dict[str, int], words: Words) -> None:
    """Add a row to the entries; one without a date goes on from the row before it."""
    cells = {
        kind: line.cells[index]
        for kind, index in columns.items()
        if index < len(line.cells) and line.cells[index].start < line.cells[index].end
    }
    if "event" not in cells:
        return
    if "date" in cells:
        entries.append(_Entry(cells["date"], [cells["event"]], cells.get("agency")))
    elif entries:
        entries[-1].event.append(cells["event"])


_BIRTH = re.compile(r"\b(?:born|birth)\s+(?:in\s+|on\s+)?\Z", re.I)
_PERIOD_ONLY = re.compile(r"\s*to the (?:point|date|day|time) of (?:the |his |her )?death\W*\Z", re.I)


def sentences(span: Span, words: Words) -> Iterator[Span]:
    """Yield the sentences of a paragraph."""
    text = words.document.text
    start = span.start
    for match in _SENTENCE_END.finditer(text, span.start, span.end):
        before = text[start : match.start()]
        if not _ABBREVIATED.search(before) or _ENDS_IN_A_CODE.search(before):
            end = match.start() + len(match.group().rstrip())
            yield trimmed(text, Span(start, end))
            start = match.end()
    if start < span.end:
        yield trimmed(text, Span(start, span.end))


def _of_sentence(
    sentence: Span, words: Words, names: AgencyNames, people: Sequence[str]
) -> ReportedEvent | None:
    raw = words.document.words(sentence)
    if _OF_THE_REVIEW.search(raw) or is_all_dates(raw):
        return None
    dates = [
        date
        for date in _joined(raw)
        if not _A_DOCUMENT.search(raw[: date.start]) and not _BIRTH.search(raw[: date.start])
    ]
    if not dates or len(raw.split()) < 4 or _PERIOD_ONLY.match(raw, dates[0].end):
        return None
    date = dates[0]
    return _event(_period(date, sentence.start, words), [sentence], words, names, people)


def _joined(raw: str) -> list[FoundDate]:
    """Return the dates and periods of a sentence; “February and March 2012” is one period."""
    found: list[FoundDate] = []
    for date in printed_periods(raw):
        if found and _shares_the_year(raw, found[-1], date):
            first = found.pop()
            date = FoundDate(first.start, date.end, first.from_, date.to, Precision.RANGE)
        found.append(date)
    return found


def _shares_the_year(raw: str, first: FoundDate, second: FoundDate) -> bool:
    """Say whether two dates are joined by “and” and only the second prints the year."""
    is_joined = re.fullmatch(r"\s+and\s+", raw[first.end : second.start]) is not None
    has_year = re.search(r"\d{4}", raw[first.start : first.end]) is not None
    return is_joined and first.precision is second.precision and not has_year


def _period(date: FoundDate, offset: int, words: Words) -> Printed | None:
    """Return a found date as a value; “between” is part of the words of a period."""
    start = offset + date.start
    if date.precision is Precision.RANGE and (
        before := re.search(r"\bbetween\s+(?:the\s+)?\Z", words.document.text[offset:start], re.I)
    ):
        start = offset + before.start() if before.group()[0] == "B" else start
    at = printed(words, Span(start, offset + date.end))
    if at is None:
        return None
    period = PrintedPeriod(
        source=at.source,
        sources={"text": at.source, "from_": at.source, "to": at.source},
        text=at.value,
        from_=date.from_,
        to=date.to,
        precision=date.precision,
    )
    return Printed(period, at.source)


def _event(
    date: Printed | None,
    at: Sequence[Span],
    words: Words,
    names: AgencyNames,
    people: Sequence[str],
    agency: Span | None = None,
) -> ReportedEvent | None:
    source = words.source(*at)
    if date is None or source is None:
        return None
    text = " ".join(words.of(*at).split())
    agencies = _agencies_in(text, names, words.of(agency) if agency else None)
    people_named = _people_in(text, people)
    return item(
        ReportedEvent,
        source,
        date=date,
        text=Printed(text, source),
        people=Printed(people_named, source) if people_named else None,
        agencies=Printed(agencies, (words.source(agency) if agency else None) or source)
        if agencies
        else None,
    )


def _agencies_in(text: str, names: AgencyNames, column: str | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(([column] if column else []) + list(names.named_in(text))))


def _people_in(text: str, people: Sequence[str]) -> tuple[str, ...]:
    """Return the names that stand in a text in its order; a longer name hides one within it."""
    at: dict[int, str] = {}
    for name in sorted(people, key=len, reverse=True):
        pattern = r"\s+".join(map(re.escape, name.split()))
        for match in re.finditer(rf"(?<!\w){pattern}(?!\w)", text):
            text = text[: match.start()] + "\0" * len(match.group()) + text[match.end() :]
            at.setdefault(match.start(), name)
    return tuple(dict.fromkeys(at[start] for start in sorted(at)))


def _columns(line: Line, words: Words) -> dict[str, int] | None:
    found: dict[str, int] = {}
    for index, cell in enumerate(line.cells):
        text = words.of(cell)
        if len(text.split()) > 6:
            return None
        if "date" not in found and _DATE_HEAD.search(text):
            found["date"] = index
        elif "agency" not in found and _AGENCY_HEAD.search(text):
            found["agency"] = index
        elif "event" not in found and _EVENT_HEAD.search(text):
            found["event"] = index
    return found if {"date", "event"} <= set(found) else None


def _of_entry(entry: _Entry, words: Words, names: AgencyNames, people: Sequence[str]) -> ReportedEvent | None:
    periods = printed_periods(words.document.words(entry.date))
    if not periods:
        return None
    date = _period(periods[0], entry.date.start, words)
    return _event(date, entry.event, words, names, people, entry.agency)
