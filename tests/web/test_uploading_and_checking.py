"""Uploading and checking: what a person is told, and that two people never overwrite each other."""

from collections.abc import Callable
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from sightline.domain.states.read_item import Decision
from sightline.domain.vocabulary.reviews import ReadingSection
from sightline.exchange.importers import limits
from sightline.jobs.read_document import read_document
from sightline.records.access.queries import user_with_email
from sightline.records.reviews.queries.documents import ItemRow
from sightline.records.reviews.services.documents import (
    begin_reading,
    decide_item,
    dismiss_document,
    note_progress,
    open_section,
    receive_document,
)
from tests.web.partnership import COORDINATOR, Partnership
from tests.web.review import EXAMPLE, READ_AT, read_example

SignedIn = Callable[[str], Client]


@pytest.fixture
def coordinator(signed_in: SignedIn) -> Client:
    return signed_in(COORDINATOR)


def upload(client: Client, data: bytes, name: str = "report.docx") -> str:
    """This uploads a file and follows where that leads; the text of the page at the end."""
    file = SimpleUploadedFile(name, data)
    return client.post("/published-documents/new", {"file": file}, follow=True).text


def first_row(document_id: UUID) -> ItemRow:
    user = user_with_email(COORDINATOR)
    section = ReadingSection.ACTION_PLAN
    return open_section(by=user, now=READ_AT, document_id=document_id, section=section).items[0]


def address(document_id: UUID, item: ItemRow, last: str) -> str:
    return f"/published-documents/{document_id}/check/action_plan/{item.id}/{last}"


def test_a_file_that_is_read_waits_to_be_checked(coordinator: Client) -> None:
    assert "Check the reading" in upload(coordinator, EXAMPLE.read_bytes())


def test_a_file_that_cannot_be_read_says_why_and_what_to_do(coordinator: Client) -> None:
    shown = upload(coordinator, b"\x89PNG\r\n\x1a\n not a report")
    assert "This file could not be read" in shown
    assert "Try this file again" in shown


def test_a_file_that_is_too_large_is_not_taken_in(coordinator: Client) -> None:
    assert "larger than" in upload(coordinator, b"x" * (limits.FILE_BYTES + 1))


def test_the_same_file_again_leads_to_the_first(coordinator: Client) -> None:
    upload(coordinator, EXAMPLE.read_bytes())
    again = upload(coordinator, EXAMPLE.read_bytes(), "another-name.docx")
    assert "This file was received before" in again
    assert "Open it" in again


def test_a_document_that_is_being_read_shows_how_far_it_is(
    coordinator: Client, partnership: Partnership
) -> None:
    user = user_with_email(COORDINATOR)
    document_id = receive_document(by=user, now=READ_AT, name="long.pdf", data=b"not yet read")
    begin_reading(document_id=document_id, now=READ_AT)
    note_progress(document_id=document_id, stage="read", done=12, total=60)
    page = coordinator.get(f"/published-documents/{document_id}/").text
    assert "Reading the text: 12 of 60" in page
    assert '<noscript><meta http-equiv="refresh"' in page
    progress = coordinator.get(f"/published-documents/{document_id}/progress").json()
    assert progress == {"ended": False, "done": 12, "total": 60, "words": "Reading the text: 12 of 60"}


def test_a_reading_that_was_killed_is_begun_again(coordinator: Client, partnership: Partnership) -> None:
    user = user_with_email(COORDINATOR)
    data = EXAMPLE.read_bytes()
    document_id = receive_document(by=user, now=READ_AT, name=EXAMPLE.name, data=data)
    begin_reading(document_id=document_id, now=READ_AT)
    answer = coordinator.post(f"/published-documents/{document_id}/read", follow=True)
    assert "Check the reading" in answer.text


def test_a_document_put_aside_while_it_waited_is_left_alone(partnership: Partnership) -> None:
    user = user_with_email(COORDINATOR)
    document_id = receive_document(by=user, now=READ_AT, name="report.txt", data=b"A report.")
    dismiss_document(by=user, now=READ_AT, document_id=document_id)
    assert read_document.call(str(document_id)) is None


def test_a_decision_on_an_item_somebody_else_decided_changes_nothing_and_says_so(
    coordinator: Client, partnership: Partnership
) -> None:
    document_id = read_example()
    item = first_row(document_id)
    decide_item(
        by=user_with_email(COORDINATOR),
        now=READ_AT,
        item_id=item.id,
        version=item.version,
        decision=Decision.REJECTED,
    )
    typed = {"decision": "accept", "version": str(item.version)}
    answer = coordinator.post(address(document_id, item, "decision"), typed, follow=True)
    assert "Somebody else decided on" in answer.text
    assert first_row(document_id).decision is Decision.REJECTED


def test_a_correction_of_an_item_somebody_else_changed_shows_both(
    coordinator: Client, partnership: Partnership
) -> None:
    document_id = read_example()
    item = first_row(document_id)
    shown = coordinator.get(address(document_id, item, "correct")).text
    assert f'name="version" value="{item.version}"' in shown
    decide_item(
        by=user_with_email(COORDINATOR),
        now=READ_AT,
        item_id=item.id,
        version=item.version,
        decision=Decision.CORRECTED,
        fields={"milestone": "What they wrote"},
    )
    typed = {**{row.field.name: row.value for row in item.fields}, "milestone": "What I wrote"}
    typed["target_on"] = "March 2026"
    answer = coordinator.post(address(document_id, item, "correct"), {**typed, "version": str(item.version)})
    assert "Someone else changed this first" in answer.text
    assert "What they wrote" in answer.text
    assert "What I wrote" in answer.text
    again = coordinator.post(
        address(document_id, item, "correct"), {**typed, "version": str(item.version + 1)}
    )
    assert again.status_code == 302
    milestone = next(row for row in first_row(document_id).fields if row.field.name == "milestone")
    assert milestone.value == "What I wrote"


def test_a_reading_with_something_undecided_is_not_accepted(
    coordinator: Client, partnership: Partnership
) -> None:
    document_id = read_example()
    answer = coordinator.post(f"/published-documents/{document_id}/accept", follow=True)
    assert "There is still something to check" in answer.text


def test_an_item_that_was_missed_is_added(coordinator: Client, partnership: Partnership) -> None:
    document_id = read_example()
    typed = {"name": "Wanda Madeup", "role": "Independent member"}
    answer = coordinator.post(f"/published-documents/{document_id}/check/panel/add", typed, follow=True)
    assert "Added: Panel member: Wanda Madeup." in answer.text
    assert "Added by hand" in answer.text


def test_the_words_of_a_defect_are_marked_in_the_text(coordinator: Client, partnership: Partnership) -> None:
    document_id = read_example()
    words = open_section(
        by=user_with_email(COORDINATOR), now=READ_AT, document_id=document_id, section=ReadingSection.DOCUMENT
    ).text[100:140]
    page = coordinator.get(f"/published-documents/{document_id}/text?from=101&to=141").text
    assert f'<mark id="words">{words}</mark>' in page


@pytest.mark.parametrize("asked", ["from=5&to=2", "from=x&to=y", "from=1&to=99999999999", "page=999"])
def test_an_address_that_asks_for_words_that_are_not_there_shows_the_text(
    coordinator: Client, partnership: Partnership, asked: str
) -> None:
    document_id = read_example()
    assert coordinator.get(f"/published-documents/{document_id}/text?{asked}").status_code == 200
