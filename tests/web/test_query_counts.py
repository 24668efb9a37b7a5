"""A page asks the database as often for many rows as for few."""

from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sightline.records.access.queries import user_with_email
from sightline.records.access.services import add_agency
from sightline.records.reviews.services.documents import receive_document
from tests.web.partnership import COORDINATOR, Partnership
from tests.web.review import READ_AT, accept_as_review, accept_example


@pytest.fixture
def review_id(partnership: Partnership) -> UUID:
    return accept_example(partnership)


def n_queries(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def test_a_plan_of_many_actions_takes_as_many_queries_as_one_of_few(
    partnership: Partnership, review_id: UUID
) -> None:
    client = Client()
    client.force_login(user_with_email(COORDINATOR))
    many = n_queries(client, f"/reviews/{review_id}/action-plan/")
    few = n_queries(client, f"/reviews/{review_id}/action-plan/?words=1.2")
    assert many == few
    assert many <= 30  # of which the audit trail takes 5 on SQLite, 8 on PostgreSQL


def test_lists_take_as_many_queries_when_they_grow(partnership: Partnership, review_id: UUID) -> None:
    coordinator = user_with_email(COORDINATOR)
    client = Client()
    client.force_login(coordinator)
    lists = ("/agencies/", "/published-documents/", "/reviews/", "/")
    before = {address: n_queries(client, address) for address in lists}
    for number in range(3):
        add_agency(by=coordinator, now=READ_AT, name=f"Agency {number}", other_names=(f"A{number}",))
        accept_as_review(coordinator, f"Domestic Homicide Review {number}")
        receive_document(by=coordinator, now=READ_AT, name=f"{number}.txt", data=f"Report {number}".encode())
    assert {address: n_queries(client, address) for address in lists} == before
