"""Finished words for the checking pages: items beside their words, sections, defects."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from string import ascii_lowercase
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse

from sightline.domain.published_reviews.agencies import same_agency
from sightline.domain.states.read_item import TRANSITIONS, Decision
from sightline.domain.vocabulary.reviews import FieldKind, ReadField, ReadingSection
from sightline.records.agencies.queries import AgencyRow
from sightline.records.reviews.queries.documents import (
    DefectRow,
    DocumentPage,
    DocumentRow,
    FieldRow,
    ItemRow,
    PartRow,
    PrintedAgencyRow,
    SectionCount,
    SectionPage,
)
from sightline.records.reviews.services.documents import Meaning
from sightline.web.published_documents.words import APART, Mark, Passage, marks_of, passages
from sightline.web.wording import DECISION_COLOURS, DOCUMENT_COLOURS, count, moment, printed_date

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
    """A defect of the report beside the item it concerns, with a link to its words."""

    name: str
    message: str
    href: str


@dataclass(frozen=True, slots=True)
class DefectPlace:
    """Where a defect stands: links to the item and to the report's words.

    `name` with `kind` is said once on a page, so that a link's name tells where it leads.
    """

    name: str
    kind: str
    href: str
    words_href: str


@dataclass(frozen=True, slots=True)
class ShownItem:
    """One item of a reading beside the report's words."""

    anchor: str
    id: UUID
    onward: UUID
    place: str
    name: str
    decision: str
    decision_wording: str
    colour: str
    defects: tuple[ShownDefect, ...]
    fields: tuple[Value, ...]
    absent: str
    pairs: tuple[str, ...]
    passages: tuple[Passage, ...]
    version: int
    decide_href: str
    correct_href: str
    can_accept: bool
    can_correct: bool
    can_reject: bool
    can_undo: bool


def document_rows(documents: Iterable[DocumentRow]) -> list[dict[str, Any]]:
    """This lists documents with where each stands."""
    return [
        {
            "href": reverse("document", args=[document.id]),
            "file_name": document.file_name,
            "state": document.state.wording,
            "colour": DOCUMENT_COLOURS[document.state],
            "received": moment(document.received_at),
            "by": document.received_by_name,
            "left": f"{document.n_pending:,} to check" if document.n_pending else "",
        }
        for document in documents
    ]


def check(document: DocumentPage, n_agencies_open: int) -> dict[str, Any]:
    """This is the list of sections, with what is left to do in each."""
    open_names = count(n_agencies_open, "name to place", "names to place")
    return {
        "id": document.id,
        "file": _file(document),
        "sections": [_section_task(document.id, section) for section in document.sections],
        "agencies_href": reverse("document_agencies", args=[document.id]),
        "agencies_status": open_names if n_agencies_open else "Done",
        "agencies_open": n_agencies_open,
        "accept_href": reverse("document_accept", args=[document.id]),
        "defects_href": reverse("document_defects", args=[document.id]),
        "defects": count(len(document.defects), "defect of the report", "defects of the report"),
        "text_href": reverse("document_text", args=[document.id]),
    }


def _file(document: DocumentPage) -> str:
    return (
        f"{document.file_name}, {count(document.n_pages, 'page')}" if document.n_pages else document.file_name
    )


def _section_task(document_id: UUID, section: SectionCount) -> dict[str, Any]:
    return {
        "href": section_href(document_id, section.section),
        "wording": section.section.wording,
        "counts": counts_of(section),
        "defects": count(section.n_defects, "defect") if section.n_defects else "",
        "status": _status(section),
        "colour": "blue" if section.n_pending else "",
    }


def _status(section: SectionCount) -> str:
    if section.n_pending:
        return f"{section.n_pending:,} to check"
    return "Checked" if section.n_items else "Nothing to check"


def counts_of(section: SectionCount) -> str:
    """This says how many items a section has and how many of them are kept or rejected."""
    if section.section is ReadingSection.DOCUMENT:
        return "Title, kind, who wrote it, date, period"
    if not section.n_items:
        return "None found"
    said = [f"{section.n_kept:,} accepted"] if section.n_kept else []
    if section.n_rejected:
        said.append(f"{section.n_rejected:,} rejected")
    return ": ".join([count(section.n_items, *NOUNS[section.section]), ", ".join(said)]).removesuffix(": ")


def section_counts(page: SectionPage) -> str:
    """This is counts_of for the section a page shows."""
    return next((counts_of(found) for found in page.document.sections if found.section is page.section), "")


def section_href(document_id: UUID, section: ReadingSection, **query: str | int) -> str:
    """This is the address of a section's page."""
    address = reverse("section", args=[document_id, section.value])
    return f"{address}?{urlencode(query)}" if query else address


def shown_item(
    item: ItemRow, *, place: str, document_id: UUID, text: str, onward: UUID, is_open: bool
) -> ShownItem:
    """This puts an item beside its words, with what may be decided about it."""
    open_to = TRANSITIONS[item.decision] if is_open else frozenset()
    letters = letters_of(item.fields)
    values = [_value(row, letters.get(row.field.name, "")) for row in item.fields]
    return ShownItem(
        anchor=anchor_of(item.id),
        id=item.id,
        onward=onward,
        place=place,
        name=name_of(item),
        decision=item.decision.value,
        decision_wording=item.decision.wording,
        colour=DECISION_COLOURS[item.decision],
        defects=tuple(shown_defect(defect, document_id) for defect in item.defects),
        fields=tuple(value for value in values if value.now or value.is_changed),
        absent=", ".join(value.wording for value in values if not value.now and not value.is_changed),
        pairs=tuple(_pair(part) for part in item.parts),
        passages=passages(text, marks_in(item)),
        version=item.version,
        decide_href=reverse("item_decide", args=[document_id, item.section.value, item.id]),
        correct_href=reverse("item_correct", args=[document_id, item.section.value, item.id]),
        can_accept=Decision.ACCEPTED in open_to,
        can_correct=bool({Decision.CORRECTED, Decision.ADDED} & open_to),
        can_reject=Decision.REJECTED in open_to,
        can_undo=Decision.PENDING in open_to,
    )


def _value(row: FieldRow, letter: str) -> Value:
    now = wording_of(row.field, row.value)
    return Value(row.field.wording, letter, now, wording_of(row.field, row.read_value), row.is_corrected)


def wording_of(field: ReadField, value: str) -> str:
    """This is a value as people read it."""
    if field.kind is FieldKind.CHOICE:
        return dict(field.choices).get(value, value)
    if field.kind in {FieldKind.DATE, FieldKind.DATES}:
        return "\n".join(printed_date(iso) for iso in value.splitlines())
    return value


def _pair(part: PartRow) -> str:
    said = (part.label, part.action, part.lead, part.target_text)
    return " · ".join(words.replace("\n", " ") for words in said if words)


def letters_of(rows: Iterable[FieldRow]) -> dict[str, str]:
    """This gives a letter to each field whose words are known; fields of the same words share one."""
    places: dict[tuple[int, int], str] = {}
    letters = {}
    for row in rows:
        if row.source:
            place = (row.source.start, row.source.end)
            letters[row.field.name] = places.setdefault(place, ascii_lowercase[len(places)])
    return letters


def marks_in(item: ItemRow) -> list[Mark]:
    """This is where an item's words stand, field by field; the whole item where no field is placed.

    What stands apart from the item, such as the heading above it, is shown with little around it.
    """
    letters = letters_of(item.fields)
    own = list(marks_of(item.source)) if item.source else []
    marks = {
        mark if _is_within(mark, own) else replace(mark, around=APART)
        for row in item.fields
        if row.source
        for mark in marks_of(row.source, letters[row.field.name])
    }
    return sorted(marks) or own


def _is_within(mark: Mark, places: Sequence[Mark]) -> bool:
    return not places or any(place.start <= mark.start and mark.end <= place.end for place in places)


def name_of(item: ItemRow) -> str:
    """This names an item: by its printed number or name where it has one, else by its place."""
    if item.section is ReadingSection.DOCUMENT:
        return "What the document says of itself"
    one = NOUNS[item.section][0]
    noun = one[0].upper() + one[1:]
    values = {row.field.name: row.value for row in item.fields}
    for name in NAMES:
        value = values.get(name, "")
        if value and len(value) <= 80:
            return f"{noun} {value}" if name == "number" else f"{noun}: {value}"
    return f"{noun} {item.position + 1} of this list"


def anchor_of(item_id: UUID) -> str:
    """This is the part of the page that holds an item."""
    return f"item-{item_id}"


def shown_defect(defect: DefectRow, document_id: UUID) -> ShownDefect:
    """This is a defect with a link to the report's words."""
    return ShownDefect(defect_name(defect.code), defect.message, _words_href(defect, document_id))


def _words_href(defect: DefectRow, document_id: UUID) -> str:
    if not defect.sources:
        return ""
    first = defect.sources[0]
    return f"{reverse('document_text', args=[document_id])}?from={first.start + 1}&to={first.end + 1}#words"


def _item_href(defect: DefectRow, document_id: UUID) -> str:
    if not defect.item_id or not defect.section:
        return ""
    return (
        f"{section_href(document_id, defect.section, item=str(defect.item_id))}#{anchor_of(defect.item_id)}"
    )


def place_name(where: str) -> str:
    """This names the place of a defect, counting items as the section's page does.

    Example:
        >>> [place_name(where) for where in ("action_plan/12", "section/6.3", "section/Aftermath", "page/4")]
        ['Row 13', 'Section 6.3', 'Section “Aftermath”', 'Page 4']
    """
    part, _, which = where.partition("/")
    if part == "page":
        return f"Page {which}"
    if part == "section" and which != "front":
        return f"Section {which}" if which[:1].isdigit() else f"Section “{which}”"
    sections = {section.value: section for section in ReadingSection}
    if part not in sections or sections[part] is ReadingSection.DOCUMENT:
        return "Front page"
    if not which.isdigit():
        return sections[part].wording
    one = NOUNS[sections[part]][0]
    return f"{one[0].upper()}{one[1:]} {int(which) + 1}"


def defect_groups(defects: Iterable[DefectRow], document_id: UUID) -> list[dict[str, Any]]:
    """This says each defect once, with the places it was found at: by kind, in the order found."""
    groups: dict[str, dict[str, list[DefectPlace]]] = {}
    named: Counter[tuple[str, str]] = Counter()
    for defect in defects:
        name, kind = place_name(defect.where), defect_name(defect.code)
        named[name, kind] += 1
        nth = named[name, kind]
        item_href, words_href = _item_href(defect, document_id), _words_href(defect, document_id)
        place = DefectPlace(
            name=f"{name} ({nth})" if nth > 1 else name,
            kind=kind[:1].lower() + kind[1:],
            href=item_href or words_href,
            words_href=words_href if item_href else "",
        )
        groups.setdefault(kind, {}).setdefault(defect.message, []).append(place)
    return [
        {
            "name": kind,
            "n": f"{sum(map(len, sentences.values())):,}",
            "sentences": [{"message": said, "places": places} for said, places in sentences.items()],
        }
        for kind, sentences in groups.items()
    ]


def defect_name(code: str) -> str:
    """This is a defect's code as words.

    Example:
        >>> defect_name("missing_date")
        'Missing date'
    """
    words = code.replace("_", " ")
    return words[:1].upper() + words[1:]


def loose_defects(page: SectionPage) -> tuple[ShownDefect, ...]:
    """This is the defects of a section that belong to none of its items."""
    return tuple(
        shown_defect(defect, page.document.id)
        for defect in page.document.defects
        if defect.section is page.section and defect.item_id is None
    )


def conflict(current: ItemRow, typed: Mapping[str, str]) -> dict[str, Any]:
    """This shows an item as somebody else left it beside what was being typed."""
    rows = [
        {
            "wording": row.field.wording,
            "theirs": wording_of(row.field, row.value),
            "yours": wording_of(row.field, typed.get(row.field.name, "")),
        }
        for row in current.fields
        if row.value != typed.get(row.field.name, "")
    ]
    return {"words": f"It is now “{current.decision.wording}”.", "rows": rows}


def title_of(front: Sequence[ItemRow]) -> str:
    """This is what the review will be called; empty where no title is kept."""
    kept = (item for item in front if item.decision is not Decision.REJECTED)
    return next((row.value for item in kept for row in item.fields if row.field.name == "title"), "")


def undecided(document: DocumentPage) -> list[dict[str, str]]:
    """This links the sections that still hold something to check."""
    return [
        {
            "href": section_href(document.id, section.section, show="to-check"),
            "wording": f"{section.section.wording}: {section.n_pending:,} still to check",
        }
        for section in document.sections
        if section.n_pending
    ]


def to_be_made(document: DocumentPage) -> list[dict[str, str]]:
    """This says what a review would be made of, section by section."""
    return [
        {
            "wording": section.section.wording,
            "value": _kept(section),
            "href": section_href(document.id, section.section),
        }
        for section in document.sections
    ]


def _kept(section: SectionCount) -> str:
    if section.section is ReadingSection.DOCUMENT:
        return "Accepted" if section.n_kept else "Nothing"
    kept = count(section.n_kept, *NOUNS[section.section]) if section.n_kept else "Nothing"
    return f"{kept}; {section.n_rejected:,} rejected" if section.n_rejected else kept


#: What a printed name may stand for besides a known agency; NEW is followed by the key of the printed
#: name that the new agency takes.
OPEN, NEW, NONE = "", "new-", "none"


def agency_choices(
    names: Sequence[PrintedAgencyRow], agencies: Sequence[AgencyRow]
) -> tuple[list[dict[str, Any]], list[tuple[str, str]]]:
    """This offers agencies for each printed name that is not exactly a known one, likeliest first.

    A name that is like no other is offered as a new agency; where it is like one, a person has to choose.
    """
    open_rows = [row for row in names if not row.matched or row.decision]
    known = [(row.printed, row.matched.name) for row in names if row.matched and not row.decision]
    rows = []
    for place, row in enumerate(open_rows):
        alike = [other for other in open_rows if other is not row and same_agency(row.printed, other.printed)]
        likely = [(str(agency.id), f"{agency.name} (looks like it)") for agency in row.suggestions]
        others = [(str(agency.id), agency.name) for agency in agencies if agency not in row.suggestions]
        is_first = not any(other in open_rows[:place] for other in alike)
        rows.append(
            {
                "name": row.printed,
                "key": row_key(row.printed),
                "where": count(row.n_places, "place"),
                "choices": [
                    (OPEN, "Choose one"),
                    *likely,
                    *((_new(other), f"The same as “{other.printed}” (looks like it)") for other in alike),
                    (_new(row), f"A new agency: {row.printed}"),
                    (NONE, "No agency: leave open"),
                    *others,
                    *(
                        (_new(other), f"The same as “{other.printed}”")
                        for other in open_rows
                        if other is not row and other not in alike
                    ),
                ],
                "seen": _chosen(row),
                "chosen": _chosen(row) or (_new(row) if not likely and is_first else OPEN),
            }
        )
    return rows, known


def _new(row: PrintedAgencyRow) -> str:
    return f"{NEW}{row_key(row.printed)}"


def _chosen(row: PrintedAgencyRow) -> str:
    match row.decision:
        case "AGENCY":
            return str(row.agency_id)
        case "NEW":
            return f"{NEW}{row_key(row.new_name)}"
        case "NONE":
            return NONE
        case _:
            return OPEN


def row_key(printed: str) -> str:
    """This names a printed name's input, whatever letters the name has."""
    return sha256(printed.encode()).hexdigest()[:16]


def chosen_agencies(
    names: Sequence[PrintedAgencyRow], posted: Mapping[str, str]
) -> dict[str, tuple[Meaning, Meaning | None]]:
    """This is what was decided anew: printed name → what it means, and what the page showed it to mean."""
    by_key = {row_key(row.printed): row.printed for row in names}
    decided = {}
    for key, printed in by_key.items():
        chosen, seen = posted.get(f"agency-{key}", OPEN), posted.get(f"seen-{key}", OPEN)
        meaning = _meaning(chosen, by_key)
        if meaning and chosen != seen:
            decided[printed] = (meaning, _meaning(seen, by_key))
    return decided


def agency_conflicts(
    rows: Sequence[Mapping[str, Any]], refused: Sequence[str], posted: Mapping[str, str]
) -> list[str]:
    """This says of each name that was not saved what somebody else chose for it, and what this user did."""
    lines = []
    for row in rows:
        if row["name"] in refused:
            wordings = dict(row["choices"])
            theirs = wordings.get(row["seen"], "another name")
            yours = wordings.get(posted.get(f"agency-{row['key']}", OPEN), "another name")
            lines.append(f"“{row['name']}”: somebody else chose “{theirs}”, you chose “{yours}”.")
    return lines


def _meaning(chosen: str, by_key: Mapping[str, str]) -> Meaning | None:
    """This is what a choice of the page says; None where it leaves a name open."""
    if chosen == NONE:
        return Meaning()
    if chosen.startswith(NEW) and chosen.removeprefix(NEW) in by_key:
        return Meaning(new_name=by_key[chosen.removeprefix(NEW)])
    agency_id = _id(chosen)
    return Meaning(agency_id) if agency_id else None


def _id(value: str) -> UUID | None:
    try:
        return UUID(value)
    except ValueError:
        return None
