"""Reading an uploaded document in the background: what ends in a message, and what can be tried again."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.files.storage import default_storage

from sightline.domain.states.published_document import DocumentState
from sightline.jobs.read_document import read_document
from sightline.records.reviews.queries.documents import reading_progress
from sightline.records.reviews.services.documents import AlreadyReceived, receive_document
from tests.factories.partnership import NOW, Partnership

REPORT = b"Domestic Homicide Review\n\nAn invented report about nobody.\n"


def test_a_file_that_cannot_be_read_says_why(people: Partnership) -> None:
    document_id = receive_document(by=people.coordinator, now=NOW, name="a.pdf", data=b"%PDF-1.7 cut off")
    read_document.call(str(document_id))
    progress = reading_progress(people.coordinator, document_id)
    assert progress.state is DocumentState.FAILED
    assert progress.failure


def test_a_fault_of_our_own_is_said_and_the_reading_can_be_tried_again(people: Partnership) -> None:
    document_id = receive_document(by=people.coordinator, now=NOW, name="a.txt", data=REPORT)
    (kept,) = (
        path for path in Path(default_storage.path("published-documents")).rglob("*") if path.is_file()
    )
    aside = kept.rename(kept.parent.parent / "aside")
    with pytest.raises(FileNotFoundError):
        read_document.call(str(document_id))
    progress = reading_progress(people.coordinator, document_id)
    assert (progress.state, "Try again" in progress.failure) == (DocumentState.FAILED, True)

    aside.rename(kept)
    read_document.call(str(document_id))
    assert reading_progress(people.coordinator, document_id).state is DocumentState.CHECKING


def test_a_file_received_before_names_the_day_as_it_was_here(people: Partnership) -> None:
    late = datetime(2026, 6, 30, 23, 30, tzinfo=UTC)
    receive_document(by=people.coordinator, now=late, name="a.txt", data=REPORT)
    with pytest.raises(AlreadyReceived, match="01/07/2026"):
        receive_document(by=people.coordinator, now=NOW, name="b.txt", data=REPORT)


def test_kept_files_are_for_the_account_that_runs_sightline_alone(people: Partnership) -> None:
    receive_document(by=people.coordinator, now=NOW, name="a.txt", data=REPORT)
    root = Path(default_storage.path("published-documents"))
    assert {path.stat().st_mode & 0o077 for path in (root, *root.rglob("*"))} == {0}
