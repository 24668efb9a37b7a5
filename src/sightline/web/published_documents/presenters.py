"""Finished words for the checking pages: items beside their words, sections, defects."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from string import ascii_lowercase
from typing import Any
from uuid import UUID

from django.urls import reverse

from sightline.domain.states.read_item import TRANSITIONS, Decision
from sightline.domain.vocabulary.reviews import ReadingSection
from sightline.web.published_documents.fields import FIELDS, wording_of
from sightline.web.published_documents.words import Mark, Passage, marks_of, passages
from sightline.web.wording import DECISION_COLOURS, count, moment

#: One and several of the items of a section.
NOUNS = {
    ReadingSection.DOCUMENT: ("front page", "front pages"),
    ReadingSection.SUBJECTS: ("person", "people"),
    ReadingSection.PANEL: ("panel member", "panel members"),
    ReadingSection.CONTRIBUTIONS: ("contribution", "contributions"),
    ReadingSection.TERMS_OF_REFERENCE: ("term of reference", "terms of reference"),
    ReadingSection.EVENTS: ("event", "events"),
    ReadingSection.FINDINGS: ("finding", "findings"),
    ReadingSection.LESSONS: ("lesson", "lessons"),
    ReadingSection.RECOMMENDATIONS: ("recommendation", "recommendations"),
    ReadingSection.ACTION_PLAN: ("row", "rows"),
}

#: Field that names an item on the page, tried in order.
NAMES = ("pseudonym", "name", "agency", "number", "title")


@dataclass(frozen=True, slots=True)
class Value:
    """A field of an item: its letter in the text, what counts now, what was read where that differs."""

    wording: str
    letter: str
    now: str
    read: str
    is_changed: bool


@dataclass(frozen=True, slots=True)
class ShownDefect:
    """A defect of the report, with a link to its words."""

    name: str
    message: str
    href: str
    item_href: str = ""
    item_name: str = ""


@dataclass(frozen=True, slots=True)
class ShownItem:
    """One item of a reading beside the report's words."""

    anchor: str
    name: str
    decision: str
    decision_wording: str
    colour: str
    decided: str
    defects: tuple[ShownDefect, ...]
    fields: tuple[Value, ...]
    passages: tuple[Passage, ...]
    version: int
    decide_href: str
    correct_href: str
    can_accept: bool
    can_correct: bool
    can_reject: bool
    can_undo: bool


def values_of(
    section: ReadingSection, read: Mapping[str, Any], corrected: Mapping[str, Any]
) -> tuple[Value, ...]:
    """This is an item's fields in words; letters go to those whose words are known, in order."""
    sources = read.get("sources") or {}
    letters = dict(
        zip((field.key for field in FIELDS[section] if field.key in sources), _letters(), strict=False)
    )
    shown = []
    for field in FIELDS[section]:
        was = wording_of(field, read.get(field.key))
        now = wording_of(field, corrected[field.key]) if field.key in corrected else was
        if field.key == "parts" and not now:
            continue
        shown.append(Value(field.wording, letters.get(field.key, ""), now, was, now != was))
    return tuple(shown)


def marks_in(section: ReadingSection, read: Mapping[str, Any]) -> list[Mark]:
    """This is where an item's words stand, field by field; the whole item where no field is placed."""
    sources = read.get("sources") or {}
    keys = [field.key for field in FIELDS[section] if field.key in sources]
    marks = [
        mark for key, letter in zip(keys, _letters(), strict=False) for mark in marks_of(sources[key], letter)
    ]
    return marks or list(marks_of(read.get("source")))


def _letters() -> Iterable[str]:
    return ascii_lowercase


def name_of(section: ReadingSection, position: int, values: Mapping[str, Any]) -> str:
    """This names an item: by its printed number or name where it has one, else by its place."""
    if section is ReadingSection.DOCUMENT:
        return "What the document says of itself"
    one = NOUNS[section][0]
    noun = one[0].upper() + one[1:]
    for key in NAMES:
        value = values.get(key)
        if isinstance(value, str) and value and len(value) <= 80:
            return f"{noun} {value}" if key == "number" else f"{noun}: {value}"
    return f"{noun} {position + 1} of this list"


def shown_item(
    item: Any,
    *,
    section: ReadingSection,
    document_id: UUID,
    text: str,
    page_starts: Sequence[int],
    defects: tuple[ShownDefect, ...],
) -> ShownItem:
    """This puts an item beside its words, with what may be decided about it."""
    open_to = TRANSITIONS[item.decision]
    return ShownItem(
        anchor=anchor_of(item.id),
        name=name_of(section, item.position, {**item.read, **item.corrected}),
        decision=item.decision.value,
        decision_wording=item.decision.wording,
        colour=DECISION_COLOURS[item.decision],
        decided=f"{item.decided_by_name}, {moment(item.decided_at)}" if item.decided_at else "",
        defects=defects,
        fields=values_of(section, item.read, item.corrected),
        passages=passages(text, page_starts, marks_in(section, item.read)),
        version=item.version,
        decide_href=reverse("item_decide", args=[document_id, item.id]),
        correct_href=reverse("item_correct", args=[document_id, item.id]),
        can_accept=Decision.ACCEPTED in open_to,
        can_correct=bool({Decision.CORRECTED, Decision.ADDED} & open_to),
        can_reject=Decision.REJECTED in open_to,
        can_undo=Decision.PENDING in open_to,
    )


def anchor_of(item_id: UUID) -> str:
    """This is the part of the page that holds an item."""
    return f"item-{item_id}"


def defect_name(code: str) -> str:
    """This is a defect's code as words.

    Example:
        >>> defect_name("missing_date")
        'Missing date'
    """
    words = code.replace("_", " ")
    return words[:1].upper() + words[1:]


def counts_of(section: ReadingSection, by_decision: Mapping[Decision, int]) -> str:
    """This says how many items a section has and how many are decided which way."""
    total = sum(by_decision.values())
    if not total:
        return "None found"
    said = [
        f"{number} {decision.wording.lower()}"
        for decision in Decision
        if (number := by_decision.get(decision, 0))
    ]
    return f"{count(total, *NOUNS[section])}: {', '.join(said)}"
