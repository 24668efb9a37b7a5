"""What the pages of a chronology show, in finished words. What agencies wrote stays as they wrote it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sightline.domain.chronology.filters import EntryFilter
from sightline.domain.chronology.pseudonyms import Known, Pseudonyms, Run
from sightline.domain.chronology.uncertain_date import DateQualifier, UncertainDate
from sightline.domain.vocabulary.events import AccountOf
from sightline.records.chronologies.queries.reading import ChronologyCase, ChronologyPage, MarkRow, PersonName
from sightline.records.events.queries import EntryRow, PersonRow
from sightline.web.wording import day, moment

#: So many agencies have a colour of their own; a letter tells them all apart.
N_COLOURS = 8
SOMEBODY = "Somebody whose record you may not read"
_QUALIFIED = {DateQualifier.APPROXIMATE: "about", DateQualifier.UNCERTAIN: "perhaps"}


@dataclass(frozen=True, slots=True)
class Names:
    """How people are named on a page: as they are, or by their pseudonyms also within texts."""

    people: Mapping[UUID, PersonName]
    pseudonyms: Pseudonyms | None

    def of(self, person: PersonName) -> str:
        """This is what somebody is called on this page."""
        if self.pseudonyms is None:
            return person.name
        return person.pseudonym or f"{person.role.wording}, without a pseudonym"

    def runs(self, text: str) -> tuple[Run, ...]:
        """This is a text in stretches, of which some stand for names."""
        return self.pseudonyms.runs(text) if self.pseudonyms else (Run(text),)


def names(people: Iterable[PersonName], *, pseudonymised: bool) -> Names:
    """This is how the people of a case are named."""
    found = {person.subject_id: person for person in people}
    known = (
        Known(person.pseudonym or person.role.wording, (person.name, *person.other_names))
        for person in found.values()
    )
    return Names(found, Pseudonyms(known) if pseudonymised else None)


def letters(case: ChronologyCase, rows: Iterable[EntryRow]) -> dict[UUID, dict[str, str]]:
    """This gives each agency a letter and a colour, by the order of their names.

    One whose first entry was recorded since the case was read is on the page by its entry alone.
    """
    names = {agency.id: agency.name for agency in case.agencies}
    names |= {row.agency_id: row.agency_name for row in rows if row.agency_id not in names}
    return {
        agency_id: {"name": name, "letter": _letter(place), "colour": str(place % N_COLOURS + 1)}
        for place, (agency_id, name) in enumerate(names.items())
    }


def entry(
    row: EntryRow, page: ChronologyPage, case: ChronologyCase, called: Names, agencies: Mapping[UUID, Any]
) -> dict[str, Any]:
    """This is one entry as its agency gave it, with what the panel says of it beside."""
    return {
        "id": row.id,
        "date": row.occurred.text or "No date",
        "read_as": read_as(row.occurred),
        "agency": agencies[row.agency_id],
        "source": row.source_record,
        "place_in_file": row.place_in_file,
        "author": row.author,
        "kind": row.kind.wording,
        "family": row.account_of.wording if row.account_of is AccountOf.FAMILY else "",
        "people": [_person(person, called) for person in row.people],
        "text": called.runs(row.text),
        "response": called.runs(row.response) if row.response else (),
        "comment": called.runs(row.comment) if row.comment else (),
        "marks": [_mark(mark, case) for mark in page.marks.get(row.id, ())],
        "is_joined": row.incident_id is not None,
    }


def read_as(occurred: UncertainDate) -> str:
    """This says between which days something happened, where its own words are not one day."""
    if not occurred.is_dated:
        return ""
    first, last = occurred.earliest, occurred.latest
    if first and last:
        span = day(first) if first == last else f"{day(first)} to {day(last)}"
    else:
        span = f"{day(first)} or later" if first else f"{day(last)} or earlier"
    words = " ".join(filter(None, [_QUALIFIED.get(occurred.qualifier, ""), span]))
    return "" if words == occurred.text else words


def known_said(wanted: EntryFilter, agencies: Mapping[UUID, Any]) -> str:
    """This says on the face of a page that it shows only what was known; empty where it shows all."""
    if wanted.known_on is None:
        return ""
    to = agencies[UUID(wanted.known_to)]["name"] if wanted.known_to else "all agencies together"
    return f"As known to {to} at the end of {day(wanted.known_on)}"


def _person(person: PersonRow, called: Names) -> dict[str, Any]:
    known = called.people.get(person.subject_id) if person.subject_id else None
    if known:
        name: tuple[Run, ...] = (Run(called.of(known)),)
    elif person.subject_id or not person.words:
        name = (Run(SOMEBODY),)
    else:
        name = called.runs(person.words)
    return {"name": name, "role": person.role.wording}


def _mark(mark: MarkRow, case: ChronologyCase) -> dict[str, str]:
    term = next((term for term in case.terms if term.id == mark.term_id), None)
    return {
        "kind": f"{mark.kind.wording}: {term.position}. {term.text}" if term else mark.kind.wording,
        "text": mark.text,
        "said": f"{mark.made_by_name}, {moment(mark.made_at)}",
    }


def _letter(place: int) -> str:
    """This is A to Z, then AA, AB and on."""
    first, second = divmod(place, 26)
    return (chr(ord("A") + first - 1) if first else "") + chr(ord("A") + second)
