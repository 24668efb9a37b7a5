"""An event of a live case is written down, and read by who works on it."""

from sightline.cli.acting import clock
from sightline.records.cases.models import CaseSubject
from sightline.records.events.models import EventPerson
from tests.factories.chronologies import ReviewChronology
from tests.web.chronologies.conftest import SignedIn

TYPED = {
    "date_text": "mid-April 2026",
    "kind": "INCIDENT",
    "text": "A neighbour heard shouting.",
    "response": "She was rung the next day.",
    "item_class": "C2",
}


def test_an_event_is_recorded_with_who_was_in_it(chronology: ReviewChronology, signed_in: SignedIn) -> None:
    case, client = chronology.casework.case, signed_in("idva")
    subject = CaseSubject.objects.get(record=chronology.casework.records["victim"])
    done = client.post(
        f"/cases/{case.pk}/chronology/entries/new", {**TYPED, f"part-{subject.pk}": "VICTIM"}, follow=True
    )
    assert "The event is recorded." in done.text
    assert "Read as about 11 April 2026 to 20 April 2026" in done.text
    assert (
        "A neighbour heard shouting." in signed_in("police_officer").get(f"/cases/{case.pk}/chronology/").text
    )
    there = EventPerson.objects.get(event__case=case)
    assert (there.subject_id, there.role) == (subject.pk, "VICTIM")


def test_what_is_yet_to_come_is_not_recorded(chronology: ReviewChronology, signed_in: SignedIn) -> None:
    address = f"/cases/{chronology.casework.case.pk}/chronology/entries/new"
    refused = signed_in("idva").post(address, {**TYPED, "date_text": f"3 May {clock().year + 2}"})
    assert "This date is yet to come." in refused.text


def test_a_date_that_cannot_be_read_is_kept_in_its_words_and_said_so(
    chronology: ReviewChronology, signed_in: SignedIn
) -> None:
    address = f"/cases/{chronology.casework.case.pk}/chronology/entries/new"
    done = signed_in("idva").post(address, {**TYPED, "date_text": "when he was small"}, follow=True)
    assert "could not be read as a date" in done.text
    assert "when he was small" in done.text


def test_an_event_for_the_agency_alone_is_read_by_nobody_else(
    chronology: ReviewChronology, signed_in: SignedIn
) -> None:
    case = chronology.casework.case.pk
    signed_in("idva").post(f"/cases/{case}/chronology/entries/new", {**TYPED, "item_class": "C3"})
    assert TYPED["text"] in signed_in("idva").get(f"/cases/{case}/chronology/").text
    assert TYPED["text"] not in signed_in("police_officer").get(f"/cases/{case}/chronology/").text
