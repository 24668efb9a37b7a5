"""Asking for a file on a page, and what its page says at each step."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sightline.domain.vocabulary.roles import Role
from sightline.records.access.models import Appointment
from sightline.records.access.queries import user_with_email
from sightline.records.access.services import add_user
from sightline.records.exports.models import ExportRequest
from tests.factories.partnership import FOR_EVER, review_with_owners
from tests.web.partnership import COORDINATOR, OPENED_AT, PASSWORD, POLICE, Partnership
from tests.web.review import accept_example

SECOND = "second@saltby.example"
SignedIn = Callable[[str], Client]


@pytest.fixture
def review_id(partnership: Partnership) -> UUID:
    return accept_example(partnership)


@pytest.fixture
def _second_coordinator(partnership: Partnership) -> None:
    coordinator = user_with_email(COORDINATOR)
    add_user(
        by=coordinator,
        now=OPENED_AT,
        email=SECOND,
        name="Sam Specimen",
        agency_id=coordinator.agency_id,
        role=Role.COORDINATOR,
        password=PASSWORD,
        until=FOR_EVER,
    )


@pytest.fixture
def large_review_id(partnership: Partnership, _second_coordinator: None) -> UUID:
    """A review whose plan names one person more than somebody may take out alone."""
    coordinator = user_with_email(COORDINATOR)
    return review_with_owners(coordinator, agency_id=partnership.police_agency_id, n_owners=26)


def ask(client: Client, review_id: UUID, **typed: str) -> str:
    answer = client.post(f"/reviews/{review_id}/action-plan/export", {"format": "csv", **typed})
    assert answer.status_code == 302, answer.text
    return answer.headers["Location"]


def test_a_file_is_asked_for_ready_and_downloaded(signed_in: SignedIn, review_id: UUID) -> None:
    client = signed_in(COORDINATOR)
    plan = client.get(f"/reviews/{review_id}/action-plan/").text
    assert f'action="/reviews/{review_id}/action-plan/export"' in plan

    address = ask(client, review_id)
    shown = client.get(address).text
    file = client.get(f"{address}file")

    assert "Your file is ready" in shown
    assert f'href="{address}file"' in shown
    assert file.headers["Content-Disposition"].startswith('attachment; filename="action-plan-20')
    assert file.headers["Content-Disposition"].endswith('.csv"')
    assert file.headers["Cache-Control"] == "no-store, private"
    assert "Cora Example" in file.content.decode()
    assert "Downloaded first" in client.get(address).text
    assert address in client.get("/exports/").text


def test_a_file_past_its_time_is_said_to_have_expired(signed_in: SignedIn, review_id: UUID) -> None:
    client = signed_in(COORDINATOR)
    address = ask(client, review_id)
    ExportRequest.objects.update(ready_from=OPENED_AT, kept_until=OPENED_AT + timedelta(hours=24))

    assert "This file has expired" in client.get(address).text
    answer = client.get(f"{address}file", follow=True)
    assert answer.redirect_chain == [(address, 302)]
    assert f'href="/reviews/{review_id}/action-plan/export"' in answer.text


def test_somebody_who_lost_their_rights_is_told_plainly(
    signed_in: SignedIn, review_id: UUID, partnership: Partnership
) -> None:
    client = signed_in(POLICE)
    address = ask(client, review_id)
    Appointment.objects.filter(user=user_with_email(POLICE)).update(agency=partnership.council_agency_id)

    answer = client.get(f"{address}file", follow=True)

    assert "There is no file" in answer.text
    assert "You may no longer see everything that is in this file" in answer.text


def test_a_second_person_approves_a_file_that_names_many(signed_in: SignedIn, large_review_id: UUID) -> None:
    client, second = signed_in(COORDINATOR), signed_in(SECOND)
    answer = client.post(f"/reviews/{large_review_id}/action-plan/export", {"format": "csv"})
    assert answer.status_code == 200
    assert "Say what it is for" in answer.text

    address = ask(client, large_review_id, reason="For the board")
    assert "A second person has to approve this file" in client.get(address).text
    assert "Should this file be made?" not in client.get(address).text
    assert client.post(f"{address}approve").status_code == 403
    assert "export to approve" in second.get("/").text
    assert "For the board" in second.get("/exports/").text
    assert "Should this file be made?" in second.get(address).text
    assert second.post(f"{address}approve").status_code == 302

    assert "Your file is ready" in client.get(address).text
    assert client.get(f"{address}file").status_code == 200
    assert second.get(f"{address}file").status_code == 404
    assert "export to approve" not in second.get("/").text


def test_a_second_person_refuses_with_words(signed_in: SignedIn, large_review_id: UUID) -> None:
    client, second = signed_in(COORDINATOR), signed_in(SECOND)
    address = ask(client, large_review_id, reason="For the board")

    assert "Say why not" in second.post(f"{address}decline", {"why": ""}).text
    second.post(f"{address}decline", {"why": "The board has it already."})

    assert "Sam Specimen wrote: The board has it already." in client.get(address).text
    assert second.post(f"{address}approve").status_code == 409


def test_no_form_of_an_export_is_taken_without_its_secret(review_id: UUID) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(user_with_email(COORDINATOR))

    answer = client.post(f"/reviews/{review_id}/action-plan/export", {"format": "csv"})

    assert answer.status_code == 403
    assert not ExportRequest.objects.exists()


def test_the_list_takes_as_many_queries_when_it_grows(signed_in: SignedIn, review_id: UUID) -> None:
    client = signed_in(COORDINATOR)

    def n_queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            client.get("/exports/")
        return len(asked)

    ask(client, review_id)
    before = n_queries()
    for _ in range(3):
        ask(client, review_id)

    assert n_queries() == before
