"""The audit trail vouches for the words of a case, holds none, and forgets them when their key goes."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db.models import Model

from sightline.domain.audit_trail.content import is_content_of
from sightline.jobs.audit_trail import chain_fault
from sightline.records.access.policies import actor_for
from sightline.records.actor import acting
from sightline.records.audit.models import AuditEntry, ContentKey
from sightline.records.audit.queries import is_content
from sightline.records.audit.services import erase_content_key
from sightline.records.cases.models import Case, CaseNote
from sightline.records.cases.services.notes import correct_note
from sightline.records.cases.services.subjects import correct_record
from sightline.records.cases.services.wording import content_of
from sightline.records.people.models import Location, PersonRecord, SafeContact
from tests.factories.casework import NOW, Casework, make_casework

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(minutes=5)
CORRECTED_NOTE, CORRECTED_NAME = "It was the evening.", "Willa Example"


@pytest.fixture
def casework() -> Casework:
    """Everything that can be written in a case, with a note and a record corrected."""
    made = make_casework()
    idva = made.users["idva"]
    with acting(actor_for(idva, LATER)):
        correct_note(by=idva, now=LATER, note_id=made.notes["harbour_C2"], version=1, text=CORRECTED_NOTE)
        correct_record(
            by=idva,
            now=LATER,
            record_id=made.records["victim"].pk,
            version=1,
            name=CORRECTED_NAME,
            born_on="1988-03",
        )
    return made


def marked(casework: Casework) -> Iterator[tuple[str, str]]:
    """What now stands in the case, and the mark that the trail's latest entry about it holds."""
    record = PersonRecord.objects.get(pk=casework.records["victim"].pk)
    other = PersonRecord.objects.get(pk=casework.records["perpetrator"].pk)
    location, contact = Location.objects.get(record=record), SafeContact.objects.get(record=record)
    for note in CaseNote.objects.filter(case=casework.case):
        yield content_of(note, text=note.text), _mark(note)
    yield content_of(record, name=record.name, born_on=record.born_on), _mark(record)
    names = [alias.name for alias in other.aliases.all()]
    whole = content_of(other, name=other.name, born_on=other.born_on, aliases=names)
    yield whole, _mark(other.subject)
    yield content_of(location, text=location.text), _mark(location)
    yield content_of(contact, text=contact.text, instructions=contact.instructions), _mark(contact)


def _mark(obj: Model) -> str:
    entry = AuditEntry.objects.filter(object_id=str(obj.pk), verb__in=["wrote", "added", "corrected"])
    return str(entry.latest("sequence").details["content"])


def test_the_trail_proves_what_the_words_of_a_case_are(casework: Casework) -> None:
    label, pk = Case._meta.label, str(casework.case.pk)
    found = list(marked(casework))
    assert len(found) == 8
    for content, mark in found:
        assert is_content(label, pk, content, mark) is True
        assert is_content(label, pk, content.replace("a", "o", 1), mark) is False
    assert len({mark for _content, mark in found}) == len(found)


def test_the_trail_holds_no_word_of_a_case(casework: Casework) -> None:
    texts = [
        *CaseNote.objects.values_list("text", flat=True),
        *PersonRecord.objects.values_list("name", flat=True),
        *Location.objects.values_list("text", flat=True),
        *SafeContact.objects.values_list("instructions", flat=True),
        *(f"Minnie {record.name.rsplit(' ', 1)[1]}" for record in casework.records.values()),
    ]
    # A word as short as "text" may be the name of a field; a longer word of a case may not stand there.
    words = {word.lower() for text in texts for word in re.findall(r"[A-Za-z0-9-]{6,}", text)}
    assert {"larkspur", "example", "evening", "weekdays"} <= words
    for entry in AuditEntry.objects.all():
        told = entry.details_text.lower()
        assert not [word for word in words if word in told], entry


def test_no_words_can_be_guessed_from_marks_whose_key_is_erased(casework: Casework) -> None:
    found = list(marked(casework))
    erase_content_key(by=casework.users["coordinator"], now=LATER, obj=casework.case)

    label, pk = Case._meta.label, str(casework.case.pk)
    kept = [bytes(each.key) for each in ContentKey.objects.all()]
    for content, mark in found:
        assert is_content(label, pk, content, mark) is None
        assert not any(is_content_of(key, content, mark) for key in [*kept, b""])
    assert chain_fault() == ""
