"""Whoever looks is written down: each row of each list, each row of each file, and what was refused."""

import json
from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import OperationalError, connection
from django.test import Client

from sightline.cli.acting import today
from sightline.records.access.queries import user_with_email
from sightline.records.actions.services.evidence_files import add_evidence
from sightline.records.audit import services
from sightline.records.audit.models import AuditEntry
from sightline.records.audit.queries import looked_at_by, who_looked
from sightline.records.reviews.queries.plan import PlanRow, whole_plan
from sightline.records.reviews.services.plan import record_board
from sightline.web.refusals import ASKED_FOR
from tests.web.files_out import file_from
from tests.web.looks import logged_rows, shown_rows
from tests.web.partnership import COORDINATOR, COUNCIL, Partnership
from tests.web.review import READ_AT, accept_as_review, accept_example
from tests.web.test_routes import PATTERNS

SignedIn = Callable[[str], Client]


@pytest.fixture
def review_id(partnership: Partnership) -> UUID:
    """This is a plan with evidence and a recorded board, beside a second review and a waiting document."""
    coordinator = user_with_email(COORDINATOR)
    review_id = accept_example(partnership)
    record_board(by=coordinator, now=READ_AT, today=READ_AT.date(), review_id=review_id)
    accept_as_review(coordinator, "Domestic Homicide Review 2")
    add_evidence(
        by=coordinator,
        now=READ_AT,
        action_id=plan(review_id)[0].id,
        name="minutes.txt",
        data=b"Agreed.",
        description="Minutes.",
    )
    return review_id


def plan(review_id: UUID) -> tuple[PlanRow, ...]:
    return whole_plan(user_with_email(COORDINATOR), today=today(), review_id=review_id).rows


def last_entry() -> AuditEntry:
    return AuditEntry.objects.latest("sequence")


@pytest.mark.parametrize(
    "address",
    ["/", "/reviews/", "/actions/", "/actions/?due=OVERDUE", "/published-documents/"]
    + [f"/reviews/{{}}/{part}" for part in ("action-plan/", "action-plan/?words=1.2", "board/")],
)
def test_a_list_logs_exactly_the_rows_it_shows(signed_in: SignedIn, review_id: UUID, address: str) -> None:
    client, before = signed_in(COORDINATOR), last_entry().sequence
    page = client.get(address.format(review_id)).text
    of_page = {("reviews.Review", str(review_id))} if "{}" in address else set()
    assert shown_rows(page) | of_page == logged_rows(before)
    assert AuditEntry.objects.filter(sequence__gt=before).count() == 1


def test_the_lists_had_rows_to_compare(signed_in: SignedIn, review_id: UUID) -> None:
    lists = ("/", "/reviews/", "/actions/", "/published-documents/", f"/reviews/{review_id}/board/")
    client = signed_in(COORDINATOR)
    assert all(shown_rows(client.get(address).text) for address in lists)


@pytest.mark.parametrize("kind", ["action-plan", "board"])
@pytest.mark.parametrize("extension", ["xlsx", "docx", "csv", "json"])
def test_a_file_logs_each_row_it_holds(
    signed_in: SignedIn, review_id: UUID, kind: str, extension: str
) -> None:
    client, before = signed_in(COORDINATOR), last_entry().sequence
    file = file_from(client, review_id, kind, extension)
    taken_out = {object_id for of, object_id in logged_rows(before) if of == "actions.Action"}
    rows = plan(review_id)
    held = {str(row.id) for row in rows if kind == "action-plan" or row.is_overdue}
    assert taken_out == held != set()
    if (kind, extension) == ("action-plan", "json"):
        assert taken_out == {action["action_id"] for action in json.loads(file)["actions"]}


def test_who_looked_at_an_action_is_found_whatever_page_or_file_showed_it(
    signed_in: SignedIn, review_id: UUID
) -> None:
    client, row = signed_in(COORDINATOR), plan(review_id)[0]
    for address in (f"/actions/{row.id}/", f"/reviews/{review_id}/action-plan/", "/agencies/"):
        client.get(address)
    file_from(client, review_id, "action-plan", "csv")
    signed_in(COUNCIL).get(f"/actions/{row.id}/")

    looks = who_looked("actions.Action", str(row.id))

    coordinator, council = (user_with_email(each).pk for each in (COORDINATOR, COUNCIL))
    assert [(look.verb, look.actor_id) for look in looks] == [
        ("refused", council),
        ("exported", coordinator),
        ("listed", coordinator),
        ("opened", coordinator),
    ]
    seen = {(look.object_type, look.object_id) for look in looked_at_by(coordinator, looks[-1].at)}
    assert ("actions.Action", str(row.id)) in seen
    assert len(seen) > len(plan(review_id))


def test_a_thing_that_is_hidden_and_one_that_is_not_there_are_refused_alike(
    signed_in: SignedIn, review_id: UUID
) -> None:
    client, nothing = signed_in(COUNCIL), uuid4()
    for object_id in (plan(review_id)[0].id, nothing):
        before = last_entry().sequence
        assert client.get(f"/actions/{object_id}/").status_code == 404
        entry = last_entry()
        assert entry.sequence == before + 1
        assert (entry.verb, entry.object_type, entry.object_id) == (
            "refused",
            "actions.Action",
            str(object_id),
        )
        assert entry.details["route"] == "action"


def test_every_id_in_an_address_has_a_name_in_the_audit_trail() -> None:
    names = {
        name
        for route in PATTERNS.values()
        for name, converter in route.pattern.converters.items()
        if type(converter).__name__ == "UUIDConverter"
    }
    assert names
    assert names <= ASKED_FOR.keys()


@pytest.mark.parametrize(
    "address",
    ["/", "/reviews/", "/actions/", "/published-documents/", "/agencies/"]
    + [f"/reviews/{{}}/{part}" for part in ("", "action-plan/", "board/")],
)
def test_what_cannot_be_logged_is_not_shown(
    signed_in: SignedIn, review_id: UUID, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unwilling(*_args: Any) -> None:
        raise OperationalError("no such table")

    client = signed_in(COORDINATOR)
    monkeypatch.setattr(services, "_append", unwilling)
    if connection.vendor == "postgresql":  # a database that fails so is taken for one that is away
        assert client.get(address.format(review_id)).status_code == 503
        return
    with pytest.raises(OperationalError):
        client.get(address.format(review_id))


def test_the_ids_are_under_the_digest(signed_in: SignedIn, review_id: UUID) -> None:
    signed_in(COORDINATOR).get(f"/reviews/{review_id}/action-plan/")
    entry = last_entry()
    told = json.loads(entry.details_text)["subjects"]["actions.Action"]
    assert told == sorted(str(row.id) for row in plan(review_id))
