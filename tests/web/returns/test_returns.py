"""A return in the browser's words: asked for, uploaded with a mistake, mended, sent, checked, opened."""

from collections.abc import Callable
from uuid import UUID

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from sightline.domain.states.agency_return import ReturnState
from sightline.records.access.models import User
from sightline.records.chronologies.models import AgencyReturn, ColumnsOfAgency, ReturnFile
from sightline.records.events.models import Event
from tests.factories.partnership import Partnership, make_partnership
from tests.factories.review_case import ReviewCase, make_review_case

As = Callable[[User], Client]
GOOD = """Date,Time,What happened,Outcome,PRF
03/05/2024,02:00,Wren Example rang. She had been pushed.,Officers came,Log 17
14/05/2024,,No reply at the door.,None,Log 18
"""
WITHOUT_SOURCE = GOOD.replace("Log 18", "")


@pytest.fixture
def review(db: None) -> ReviewCase:
    people: Partnership = make_partnership()
    return make_review_case(people)


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def upload(review: ReviewCase, text: str, name: str = "police.csv") -> Client:
    client = client_of(review.author)
    file = SimpleUploadedFile(name, text.replace("PRF", "Source").encode())
    response = client.post(reverse("return_upload", args=[review.return_id]), {"file": file})
    assert response.status_code == 302, response.content.decode()[-2000:]
    return client


def the_file() -> ReturnFile:
    return ReturnFile.objects.latest("received_at")


def test_the_coordinator_says_what_is_asked_and_asks(review: ReviewCase) -> None:
    client = client_of(review.coordinator)
    page = client.get(reverse("request_set", args=[review.case_id]))
    assert "Was risk assessed?" in page.content.decode()
    typed = {"title": "The Saltby review", "begins_on": "1 January 2020", "ends_on": "", "terms": "One\nTwo",
             "due_on": "1 June 2026", "guidance": "", "disclosure": "yes", "why_no_check": "",
             "version": "1"}  # fmt: skip
    assert client.post(reverse("request_set", args=[review.case_id]), typed).status_code == 302
    stale = client.post(reverse("request_set", args=[review.case_id]), typed)
    assert "Somebody else changed what is asked" in stale.content.decode()

    council = review.other_author
    asked = client.post(
        reverse("agency_ask", args=[review.case_id]),
        {"agency": council.agency_id, "contact": council.pk, "is_out_of_area": "yes", "due_on": ""},
    )

    assert asked.status_code == 302
    listed = client.get(reverse("case_returns", args=[review.case_id])).content.decode()
    assert "Saltby Council" in listed
    assert "Out of area" in listed
    [told] = mail.outbox
    assert told.to == [council.email]
    for word in ("Saltby review", "Wren", "homicide", "death"):
        assert word not in told.subject + told.body


def test_a_file_with_a_mistake_is_not_sent_and_a_mended_one_is(review: ReviewCase) -> None:
    author = upload(review, WITHOUT_SOURCE)
    shown = author.get(reverse("return_file", args=[the_file().pk])).content.decode()
    assert "This entry has no source" in shown
    assert "row 3" in shown
    author.post(reverse("return_send", args=[the_file().pk]), {"version": 1})
    assert not Event.objects.exists()

    upload(review, GOOD)
    sent = author.post(reverse("return_send", args=[the_file().pk]), {"version": 1}, follow=True)

    assert "2 entries sent." in sent.content.decode()
    assert AgencyReturn.objects.get().state == ReturnState.RECEIVED
    first = Event.objects.order_by("sort_key")[0]
    assert (first.text, first.source_record) == ("Wren Example rang. She had been pushed.", "Log 17")
    assert str(first.at_time) == "02:00:00"
    [person] = first.people.all()
    assert person.subject.record.name == "Wren Example"


def test_columns_are_settled_and_remembered_for_the_agency(review: ReviewCase) -> None:
    author = client_of(review.author)
    odd = GOOD.replace("PRF", "Kestrel")
    file = SimpleUploadedFile("police.csv", odd.encode())
    author.post(reverse("return_upload", args=[review.return_id]), {"file": file})
    settled = {"column_0_0": "DATE", "column_0_1": "TIME", "column_0_2": "EVENT", "column_0_3": "RESPONSE",
               "column_0_4": "DATE", "version": "1"}  # fmt: skip
    twice = author.post(reverse("return_columns", args=[the_file().pk]), settled)
    assert twice.status_code == 400
    assert "Another column is “Date” already" in twice.content.decode()

    settled["column_0_4"] = "SOURCE_RECORD"
    assert author.post(reverse("return_columns", args=[the_file().pk]), settled).status_code == 302

    assert ColumnsOfAgency.objects.get().agency_id == review.author.agency_id
    again = SimpleUploadedFile("more.csv", odd.replace("Log 18", "Log 19").encode())
    author.post(reverse("return_upload", args=[review.return_id]), {"file": again})
    assert the_file().mapping[0]["columns"]["4"] == "SOURCE_RECORD"


def test_a_file_that_cannot_be_read_says_so_beside_the_field(review: ReviewCase) -> None:
    author = client_of(review.author)
    file = SimpleUploadedFile("police.xlsx", b"PK\x03\x04 not a workbook")
    page = author.post(reverse("return_upload", args=[review.return_id]), {"file": file})
    assert page.status_code == 400
    assert "govuk-error-message" in page.content.decode()
    assert not ReturnFile.objects.exists()


def test_the_officer_clears_and_withholds_and_the_coordinator_reads_what_is_cleared(
    review: ReviewCase,
) -> None:
    author = upload(review, GOOD)
    author.post(reverse("return_send", args=[the_file().pk]), {"version": 1})
    officer = client_of(review.officer)
    first, second = Event.objects.order_by("sort_key")
    here = reverse("disclosure", args=[review.return_id])
    assert "She had been pushed" in officer.get(here).content.decode()
    assert officer.post(here, {"entry": [first.pk], "clear": "yes"}).status_code == 302
    without_reason = officer.post(here, {"entry": [second.pk], "withhold": "yes", "reason": ""})
    assert without_reason.status_code == 400
    officer.post(here, {"entry": [second.pk], "withhold": "yes", "reason": "It is before the court."})
    opened = officer.post(
        reverse("return_open", args=[review.return_id]), {"version": AgencyReturn.objects.get().version}
    )
    assert opened.status_code == 302

    page = client_of(review.coordinator).get(reverse("agency_return", args=[review.return_id]))

    shown = page.content.decode()
    assert "1 cleared" in shown
    assert "withheld" not in shown.lower()


@pytest.mark.parametrize("who", ["coordinator", "chair", "author", "other_author"])
def test_nobody_else_reads_what_waits_to_be_checked(review: ReviewCase, who: str) -> None:
    author = upload(review, GOOD)
    author.post(reverse("return_send", args=[the_file().pk]), {"version": 1})
    client = client_of(getattr(review, who))
    for name, args in (
        ("disclosure", [review.return_id]),
        ("return_send_back", [review.return_id]),
    ):
        page = client.get(reverse(name, args=args))
        assert page.status_code in {403, 404}
        assert "pushed" not in page.content.decode()
    if who != "author":
        assert client.get(reverse("return_file", args=[the_file().pk])).status_code in {403, 404}


def test_another_agencys_return_is_as_one_that_does_not_exist(review: ReviewCase) -> None:
    client = client_of(review.other_author)
    page = client.get(reverse("agency_return", args=[review.return_id]))
    missing = client.get(reverse("agency_return", args=[UUID(int=7)]))
    assert (page.status_code, missing.status_code) == (404, 404)
    assert client.get(reverse("own_returns")).content.decode().count("Marram Police") == 0


def test_an_agency_says_that_it_holds_nothing(review: ReviewCase) -> None:
    client = client_of(review.author)
    client.post(reverse("return_secured", args=[review.return_id]), {"words": "Paper and disk."})
    client.post(reverse("return_nil", args=[review.return_id]), {"words": "All records searched: nothing."})
    assert AgencyReturn.objects.get().state == ReturnState.NIL_RETURN
    shown = client.get(reverse("agency_return", args=[review.return_id])).content.decode()
    assert "Confirmed that its files are secured" in shown
