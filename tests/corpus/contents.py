"""What an invented report says, in the terms of the JSON contract, and short ways to write it.

The values are the reader's own dataclasses without sources, so what is laid out and what is
expected cannot drift apart.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from sightline.domain.published_reviews.reading import (
    ActionPart,
    ActionPlanRow,
    Contribution,
    ContributionKind,
    PanelMember,
    Precision,
    PrintedDate,
    PrintedPeriod,
    PrintedRecommendation,
    Reading,
    ReportedEvent,
    TermOfReference,
    as_json,
)
from tests.corpus.layout import Block

_DATE_MARK = re.compile(r"\{([^|{}]+)\|([^{}]*)\}")
_PRECISION_OF_LENGTH = {4: Precision.YEAR, 7: Precision.MONTH, 10: Precision.DAY}


@dataclass(frozen=True, slots=True)
class ExpectedDefect:
    """A defect laid in on purpose. Any of the places in `where`, or any of `words`, identifies it."""

    code: str
    where: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Look:
    """How each format draws the report."""

    pdf: str
    txt: str
    word: tuple[str, ...] = ()
    header: str = ""
    footer: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """An invented report: what it says, how it is laid out, what is wrong with it on purpose."""

    slug: str
    reading: Reading
    blocks: tuple[Block, ...]
    look: Look
    defects: tuple[ExpectedDefect, ...] = ()

    def expected(self) -> dict[str, Any]:
        """Return what a perfect reader finds, as JSON without sources."""
        found = _without_sources(as_json(self.reading))
        found["defects"] = [
            {"code": defect.code, "where": list(defect.where), "words": list(defect.words)}
            for defect in self.defects
        ]
        return found


def _without_sources(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: _without_sources(v) for k, v in value.items() if k not in {"source", "sources"}}
    if isinstance(value, list):
        return [_without_sources(item) for item in value]
    return value


def _lines(text: str) -> Iterator[str]:
    return (line.strip() for line in text.strip().splitlines() if line.strip())


def _fields(line: str) -> list[str | None]:
    return [part.strip().replace(" // ", "\n") or None for part in line.split("|")]


def plan(columns: str, text: str, **always: str) -> tuple[ActionPlanRow, ...]:
    """Read action-plan rows written one a line, with `|` between fields and `//` between paragraphs.

    A line "## …" is the section of the rows beneath, "== …" their recommendation. `on` holds the
    ISO dates of the target cell, "-" where one of several paragraphs has none. Fields named in `always` are the same in each row.
    """
    names = columns.split("|")
    rows: list[ActionPlanRow] = []
    standing: dict[str, Any] = dict(always)
    for line in _lines(text):
        if line.startswith("## "):
            standing["section"] = line[3:]
        elif line.startswith("== "):
            standing["recommendation"] = line[3:]
        else:
            fields = dict(zip(names, _fields(line), strict=True))
            dates = (fields.pop("on", None) or "").split()
            long_names = {
                "n": "number",
                "find": "finding",
                "rec": "recommendation",
                "act": "action",
                "mile": "milestone",
                "target": "target_text",
            }
            values = {long_names.get(name, name): value for name, value in fields.items()}
            row = ActionPlanRow(
                **{**standing, **values}, target_on=tuple(date for date in dates if date != "-")
            )
            rows.append(replace(row, parts=_parts(row, dates)))
    return tuple(rows)


def _parts(row: ActionPlanRow, dates: list[str]) -> tuple[ActionPart, ...]:
    """Pair the actions of a row with owners and targets, where each cell has as many paragraphs."""
    actions = _labelled(row.action)
    leads, targets = _labelled(row.lead), _labelled(row.target_text)
    if len(actions) < 2 or len(actions) not in {len(leads), len(targets)}:
        return ()
    has_leads, has_targets = len(leads) == len(actions), len(targets) == len(actions)
    return tuple(
        ActionPart(
            label=label,
            action=action,
            lead=leads[index][1] if has_leads else None,
            target_text=targets[index][1] if has_targets else None,
            target_on=(dates[index],) if has_targets and len(dates) > index and dates[index] != "-" else (),
        )
        for index, (label, action) in enumerate(actions)
    )


def _labelled(text: str | None) -> list[tuple[str | None, str]]:
    """Split a cell's paragraphs into their printed label (2a, (b), 3) and the words after it."""
    found = []
    for line in text.split("\n") if text else []:
        label = re.match(r"\(?(\d+[a-z]?|[a-z])[.)]\s+", line)
        found.append((label[1], line[label.end() :]) if label else (None, line))
    return found


@dataclass(frozen=True, slots=True)
class Narrative:
    """Paragraphs of a narrative, and the dated sentences in them."""

    paragraphs: tuple[str, ...]
    events: tuple[ReportedEvent, ...] = field(default=())


def narrative(text: str, *, people: tuple[str, ...], agencies: tuple[str, ...]) -> Narrative:
    """Read a narrative: a sentence a line, a blank line between paragraphs, dates as `{words|iso}`.

    `{words|from|to|precision}` marks a period. A sentence with a marked date is an event, with the
    people and agencies whose printed names stand in it.
    """
    paragraphs, events = [], []
    for block in re.split(r"\n\s*\n", text.strip()):
        sentences = []
        for line in _lines(block):
            sentence = _DATE_MARK.sub(r"\1", line)
            sentences.append(sentence)
            mark = _DATE_MARK.search(line)
            if mark:
                events.append(
                    ReportedEvent(
                        date=_period(mark[1], mark[2].split("|")),
                        text=sentence,
                        people=_named(people, sentence),
                        agencies=_named(agencies, sentence),
                    )
                )
        paragraphs.append(" ".join(sentences))
    return Narrative(tuple(paragraphs), tuple(events))


def _period(words: str, parts: list[str]) -> PrintedPeriod:
    if len(parts) == 1:
        return PrintedPeriod(
            text=words, from_=parts[0], to=parts[0], precision=_PRECISION_OF_LENGTH[len(parts[0])]
        )
    return PrintedPeriod(
        text=words, from_=parts[0] or None, to=parts[1] or None, precision=Precision(parts[2])
    )


def _named(names: tuple[str, ...], sentence: str) -> tuple[str, ...]:
    """Return the names that stand in a sentence, in its order; a longer name hides one inside it."""
    found: dict[int, str] = {}
    hidden = sentence
    for name in sorted(names, key=len, reverse=True):
        match = re.search(rf"(?<!\w){re.escape(name)}(?!\w)", hidden)
        if match:
            found[match.start()] = name
            hidden = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", lambda m: "\0" * len(m[0]), hidden)
    return tuple(found[start] for start in sorted(found))


def printed_date(text: str, on: str) -> PrintedDate:
    """Return a single date as printed."""
    return PrintedDate(text=text, on=on, precision=_PRECISION_OF_LENGTH[len(on)])


def panel(text: str) -> tuple[PanelMember, ...]:
    """Read panel members written `name | role | agency`, one a line."""
    return tuple(
        PanelMember(name=str(name), role=role, agency=agency)
        for name, role, agency in map(_fields, _lines(text))
    )


def contributions(kind: ContributionKind, text: str) -> tuple[Contribution, ...]:
    """Read contributions written `agency`, or `agency | author | title`, one a line."""
    found = []
    for agency, author, title in ((*_fields(line), None, None)[:3] for line in _lines(text)):
        found.append(Contribution(agency=str(agency), kind=kind, author=author, author_title=title))
    return tuple(found)


def terms(group: str, texts: tuple[str, ...], style: str = "") -> tuple[TermOfReference, ...]:
    """Return terms of reference under one heading, numbered where a style such as "{}" is given."""
    return tuple(
        TermOfReference(number=style.format(n) if style else None, text=text, group=group)
        for n, text in enumerate(texts, 1)
    )


def recommendations(text: str, addressed_to: str | None = None) -> tuple[PrintedRecommendation, ...]:
    """Read recommendations written `number | text`, one a line."""
    return tuple(
        PrintedRecommendation(number=number, text=str(words), addressed_to=addressed_to)
        for number, words in map(_fields, _lines(text))
    )
