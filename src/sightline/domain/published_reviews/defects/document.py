"""What a careful reader asks about the document as a whole: appendices, dates and numbers."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from sightline.domain.published_reviews.dates import FoundDate, printed_dates
from sightline.domain.published_reviews.defects.numbering import NumberingFault, numbering_faults
from sightline.domain.published_reviews.document import Span
from sightline.domain.published_reviews.events import sentences
from sightline.domain.published_reviews.outline import Outline, Section
from sightline.domain.published_reviews.passages import Passage, lines_of
from sightline.domain.published_reviews.reading import (
    Defect,
    Lesson,
    Precision,
    PrintedRecommendation,
    Reading,
    Source,
    TermOfReference,
)
from sightline.domain.published_reviews.words import Words
from sightline.domain.vocabulary.review_headings import Topic, topic_of
from sightline.domain.vocabulary.reviews import SubjectRole

_APPENDIX = re.compile(r"\b(?P<kind>Appendix|Annexe?|Schedule)\s+(?P<mark>[A-Z]|\d{1,2})\b", re.IGNORECASE)
_ELSEWHERE = re.compile(r"\b(?:guidance|Home Office|Act \d{4}|template|statutory|circular)\b", re.IGNORECASE)
_AFTER_DEATH = re.compile(
    r"\b(?:pleaded|sentenced?|convict\w+|trial|court|inquest|coroner|imprison\w+|charged|post[-"
    r" ]mortem|funeral|guilty|parole"
    r"|appeal\w*|jury|released|inspect\w+|changed|introduced|since)\b",
    re.IGNORECASE,
)
_DIED = re.compile(
    r"\b(?:died|dead|killed|murdered|death|fatally|took (?:her|his|their) own life)\b", re.IGNORECASE
)
_TO_THE_DEATH = re.compile(
    r"\s*(?:to|until|up to)\s+(?:the\s+)?(?:point|date|time|day)\s+of\s+(?:\w+\s+)?death", re.IGNORECASE
)
_SAME_EVENT: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "the first meeting of the panel",
        re.compile(r"\bpanel\b.{0,30}\bfirst\s+met\b|\bfirst\s+(?:panel\s+)?meeting\b", re.I),
    ),
    ("the second meeting of the panel", re.compile(r"\bsecond\s+(?:panel\s+)?meeting\b", re.I)),
    (
        "the last meeting of the panel",
        re.compile(r"\bpanel\b.{0,30}\blast\s+met\b|\b(?:last|final)\s+(?:panel\s+)?meeting\b", re.I),
    ),
    ("the review of chronologies", re.compile(r"\breview(?:ing|ed)?\s+(?:of\s+)?(?:the\s+)?chronolog", re.I)),
    ("the start of the review", re.compile(r"\b(?:the|this)\s+review\s+(?:began|commenced|started)\b", re.I)),
)


def document_defects(
    reading: Reading, words: Words, outline: Outline, passages: Sequence[Passage]
) -> Iterator[Defect]:
    """Yield what is doubtful about appendices, dates and the numbers of lists."""
    yield from _missing_appendices(words, outline, passages)
    yield from _dates_outside_the_period(reading)
    yield from _contradictory_dates(reading, words, passages)
    yield from _numbering(reading)


# -- appendices -------------------------------------------------------------------------------------


def _missing_appendices(words: Words, outline: Outline, passages: Sequence[Passage]) -> Iterator[Defect]:
    printed = {mark: section for section in outline.walk() if (mark := _mark_of(section))}
    told: set[tuple[str, Topic | None]] = set()
    for passage, span in _sentences(words, passages):
        raw = words.document.words(span)
        for match in _APPENDIX.finditer(raw):
            mark = match["mark"].upper()
            if _ELSEWHERE.search(raw[max(0, match.start() - 40) : match.end() + 60]):
                continue
            about = topic_of(raw[max(0, match.start() - 60) : match.end() + 20])
            section = printed.get(mark)
            is_misplaced = (
                section is not None and about is Topic.ACTION_PLAN and about not in _topics_in(section)
            )
            elsewhere = next((m for m, s in printed.items() if m != mark and about in _topics_in(s)), None)
            if section is not None and not (is_misplaced and elsewhere):
                continue
            if (mark, about) in told:
                continue
            told.add((mark, about))
            name = f"{match['kind'].capitalize()} {mark}"
            message = (
                f"The text says that the action plan is at {name}, but it is printed at"
                f" {match['kind'].capitalize()} {elsewhere}."
                if section is not None
                else f"The text refers to {name}, but no {name} is printed."
            )
            at = words.source(Span(span.start + match.start(), span.start + match.end()))
            yield Defect(
                code="missing_appendix", message=message, where=passage.name, sources=(at,) if at else ()
            )


def _mark_of(section: Section) -> str | None:
    match = _APPENDIX.fullmatch(section.number or "") or _APPENDIX.match(section.title)
    return match["mark"].upper() if match else None


def _topics_in(section: Section) -> set[Topic | None]:
    return {topic_of(inner.title) for inner in section.walk()}


def _sentences(words: Words, passages: Iterable[Passage]) -> Iterator[tuple[Passage, Span]]:
    for passage in passages:
        if passage.topic is Topic.ACTION_PLAN:
            continue
        for line in lines_of(words.document, passage.blocks):
            if not line.is_row:
                for span in sentences(line.span, words):
                    yield passage, span


# -- dates ------------------------------------------------------------------------------------------


def _dates_outside_the_period(reading: Reading) -> Iterator[Defect]:
    """Yield events dated after the period or the death, or after the report itself."""
    scope, report = reading.document.scope, reading.document.report_date
    end = (scope.end if scope else None) or _date_of_death(reading)
    for index, event in enumerate(reading.events):
        start = event.date.from_
        if start is None or event.date.precision is Precision.SEASON:
            continue
        if report and report.on and _is_after(start, report.on):
            what = f"after the date of the report, {report.text}"
        elif end and _is_after(start, end) and not _AFTER_DEATH.search(event.text):
            what = "after the end of the period under review"
        else:
            continue
        source = event.date.source or event.source
        yield Defect(
            code="date_outside_period",
            message=f"The narrative gives the date {event.date.text}, which is {what}.",
            where=f"events/{index}",
            sources=(source,) if source else (),
        )


def _is_after(one: str, other: str) -> bool:
    """Say whether a date is certainly after another, each known only as exactly as it is printed."""
    shared = min(len(one), len(other))
    return one[:shared] > other[:shared]


def _date_of_death(reading: Reading) -> str | None:
    """Return the latest date that a sentence gives the victim's death, as exactly as printed."""
    victims = {subject.pseudonym for subject in reading.subjects if subject.role is SubjectRole.VICTIM}
    dates = [
        event.date.to
        for event in reading.events
        if _DIED.search(event.text)
        and (not victims or victims & set(event.people))
        and event.date.to
        and event.date.precision is Precision.DAY
    ]
    return max(dates, default=None)


def _contradictory_dates(reading: Reading, words: Words, passages: Sequence[Passage]) -> Iterator[Defect]:
    yield from _same_event_twice(words, passages)
    yield from _turned_periods(reading)
    yield from _begins_after_the_death(words, passages)


def _same_event_twice(words: Words, passages: Sequence[Passage]) -> Iterator[Defect]:
    """Yield an event that is given one day in one place and another elsewhere."""
    found: dict[str, list[tuple[Passage, FoundDate, Span]]] = {}
    for passage, span in _sentences(words, passages):
        raw = words.document.words(span)
        days = [date for date in printed_dates(raw) if date.precision is Precision.DAY]
        if not days:
            continue
        for name, pattern in _SAME_EVENT:
            match = pattern.search(raw)
            if match:
                nearest = min(
                    days, key=lambda date: min(abs(date.start - match.end()), abs(match.start() - date.end))
                )
                at = Span(span.start + nearest.start, span.start + nearest.end)
                found.setdefault(name, []).append((passage, nearest, at))
    for name, places in found.items():
        first = places[0]
        other = next((place for place in places[1:] if place[1].from_ != first[1].from_), None)
        if other is not None:
            said = words.of(first[2]), words.of(other[2])
            yield Defect(
                code="contradictory_dates",
                message=f"Two dates are given for {name}: {said[0]} and {said[1]}.",
                where=other[0].name,
                sources=_sources(words, first[2], other[2]),
            )


def _turned_periods(reading: Reading) -> Iterator[Defect]:
    scope = reading.document.scope
    if scope and scope.start and scope.end and _is_after(scope.start, scope.end):
        yield _turned(scope.text, "document", scope.source)
    for index, event in enumerate(reading.events):
        if event.date.from_ and event.date.to and _is_after(event.date.from_, event.date.to):
            yield _turned(event.date.text, f"events/{index}", event.date.source)


def _turned(text: str, where: str, source: Source | None) -> Defect:
    return Defect(
        code="contradictory_dates",
        message=f"The period “{text}” ends before it begins.",
        where=where,
        sources=(source,) if source else (),
    )


def _begins_after_the_death(words: Words, passages: Sequence[Passage]) -> Iterator[Defect]:
    """Yield a period “to the point of death” that begins when the death was over."""
    death = _year_of_death(words, passages)
    if death is None:
        return
    year, died_at = death
    told: set[str] = set()
    for passage in passages:
        spans = [line.span for line in lines_of(words.document, passage.blocks) if not line.is_row]
        if passage.section:
            spans.insert(0, passage.section.heading.span)
        for span in spans:
            raw = words.document.words(span)
            for date in printed_dates(raw):
                is_late = date.from_[:4] > year or date.from_ == f"{year}-12-31"
                if is_late and _TO_THE_DEATH.match(raw, date.end) and date.from_ not in told:
                    told.add(date.from_)
                    at = Span(span.start + date.start, span.start + date.end)
                    yield Defect(
                        code="contradictory_dates",
                        message=f"A period to the death is said to begin on {words.of(at)}, but the death"
                        f" was in {year}.",
                        where=passage.name,
                        sources=_sources(words, at, died_at),
                    )


def _year_of_death(words: Words, passages: Sequence[Passage]) -> tuple[str, Span] | None:
    """Return the year that the text gives the death in, from its first sentence to do so."""
    pattern = re.compile(
        r"\b(?:death|died|killed|murder(?:ed)?)\b[^.;\n\d]{0,60}?(?P<year>(?:19|20)\d\d)\b", re.IGNORECASE
    )
    for passage in passages:
        if passage.topic in {Topic.DEFINITIONS, Topic.ACTION_PLAN, Topic.TERMS_OF_REFERENCE, Topic.SCOPE}:
            continue
        for line in lines_of(words.document, passage.blocks):
            match = pattern.search(words.document.text, line.span.start, line.span.end)
            if match and not _ELSEWHERE.search(match.group()) and " and " not in match.group():
                return match["year"], Span(*match.span("year"))
    return None


def _sources(words: Words, *spans: Span) -> tuple[Source, ...]:
    return tuple(source for span in spans if (source := words.source(span)))


# -- numbers ----------------------------------------------------------------------------------------


Numbered = Lesson | PrintedRecommendation | TermOfReference


def _faults(items: Sequence[Numbered]) -> Iterator[NumberingFault]:
    """Yield the faults of a list; where it turns to another agency it may begin again at 1."""
    begins = [
        index
        for index in range(1, len(items))
        if items[index].number == "1" and _addressee(items[index]) != _addressee(items[index - 1])
    ]
    for start, end in pairwise([0, *begins, len(items)]):
        for fault in numbering_faults([item.number for item in items[start:end]]):
            yield replace(fault, index=fault.index + start)


def _addressee(item: Numbered) -> str | None:
    return item.addressed_to if isinstance(item, PrintedRecommendation) else None


def _numbering(reading: Reading) -> Iterator[Defect]:
    lists: tuple[tuple[str, str, Sequence[Numbered]], ...] = (
        ("lessons", "lesson", reading.lessons),
        ("findings", "finding", reading.findings),
        ("recommendations", "recommendation", reading.recommendations),
        ("terms_of_reference", "term of reference", reading.terms_of_reference),
    )
    for key, name, items in lists:
        for fault in _faults(items):
            item = items[fault.index]
            is_heading = getattr(item, "title", None) is not None and "." in (item.number or "")
            if is_heading and fault.code == "numbering_gap":
                continue  # A section without words of its own is no finding, so its number is not missing.
            source = item.sources.get("number") or item.source
            yield Defect(
                code=fault.code,
                message=f"The number of a {name} is doubtful: {fault.words}.",
                where=f"{key}/{fault.index}",
                sources=(source,) if source else (),
            )
