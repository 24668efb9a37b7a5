"""Answering actions: conflicts, reasons, what an agency sees, the returned spreadsheet."""

import json
from collections.abc import Callable
from uuid import UUID, uuid4

import pytest
from django.test import Client, RequestFactory

from sightline.domain.vocabulary.channels import Channel
from sightline.records.access.queries import user_with_email
from sightline.records.actions.services.answers import update_action
from sightline.records.reviews.queries.plan import PlanRow, whole_plan
from sightline.web.refusals import failed
from tests.web.files_out import file_from
from tests.web.partnership import COORDINATOR, POLICE, Partnership
from tests.web.review import READ_AT, accept_example

SignedIn = Callable[[str], Client]


@pytest.fixture
def review_id(partnership: Partnership) -> UUID:
    return accept_example(partnership)


@pytest.fixture
def row(review_id: UUID) -> PlanRow:
    return whole_plan(user_with_email(POLICE), today=READ_AT.date(), review_id=review_id).rows[1]


def typed(row: PlanRow, **changed: str) -> dict[str, str]:
    return {
        "version": str(row.version),
        "text": "The form is in use.",
        "status": row.status.value,
        "channel": Channel.PHONE.value,
        "given_by": "Their inspector",
        **changed,
    }


def test_an_update_keeps_its_channel_and_who_gave_it(signed_in: SignedIn, row: PlanRow) -> None:
    client = signed_in(COORDINATOR)
    shown = client.post(f"/actions/{row.id}/update", typed(row), follow=True).text
    assert "Their inspector, written down by Cora Example" in shown
    assert "Phone" in shown


def test_an_update_of_an_action_changed_meanwhile_shows_what_was_said(
    signed_in: SignedIn, row: PlanRow
) -> None:
    update_action(
        by=user_with_email(POLICE),
        now=READ_AT,
        action_id=row.id,
        version=row.version,
        text="Somebody was faster.",
    )
    client = signed_in(COORDINATOR)
    shown = client.post(f"/actions/{row.id}/update", typed(row)).text
    assert "This action was changed while you were writing" in shown
    assert "Somebody was faster." in shown
    assert "The form is in use." in shown
    again = client.post(f"/actions/{row.id}/update", typed(row, version=str(row.version + 1)))
    assert again.status_code == 302


def test_a_move_that_only_a_coordinator_may_make_is_not_offered_to_an_agency(
    signed_in: SignedIn, row: PlanRow
) -> None:
    client = signed_in(POLICE)
    assert "Done, evidence seen" not in client.get(f"/actions/{row.id}/update").text
    refused = client.post(f"/actions/{row.id}/update", typed(row, status="DONE_SEEN"))
    assert refused.status_code == 200
    assert "Error: " in refused.text


def test_a_coordinator_learns_why_evidence_seen_is_not_offered(signed_in: SignedIn, row: PlanRow) -> None:
    shown = signed_in(COORDINATOR).get(f"/actions/{row.id}/update").text
    assert 'value="DONE_SEEN"' not in shown
    assert "can be chosen once a file of evidence is marked as seen" in shown


def test_an_agency_finds_its_own_actions_and_no_others(signed_in: SignedIn, review_id: UUID) -> None:
    client = signed_in(POLICE)
    assert "6 actions" in client.get("/actions/").text
    assert "6 actions" in client.get(f"/reviews/{review_id}/action-plan/").text
    exported = json.loads(file_from(client, review_id, "action-plan", "json"))
    assert len(exported["actions"]) == 6


@pytest.mark.parametrize(
    "asked",
    [
        "status=NONSENSE",
        "agency=not-an-id",
        "owner=" + "x" * 500,
        "due=SOMETIME",
        "sort=-NONSENSE",
        "page=-1",
        "page=999999",
        "words=%00%27%3B--",
        "review=not-an-id",
    ],
)
def test_an_address_with_filters_nobody_offers_shows_a_page(
    signed_in: SignedIn, review_id: UUID, asked: str
) -> None:
    assert signed_in(COORDINATOR).get(f"/actions/?{asked}").status_code == 200


def test_a_saved_view_of_one_review_leads_to_its_plan(signed_in: SignedIn, review_id: UUID) -> None:
    client = signed_in(COORDINATOR)
    answer = client.get(f"/actions/?review={review_id}&due=OVERDUE")
    assert answer.headers["Location"] == f"/reviews/{review_id}/action-plan/?due=OVERDUE"


def test_nothing_is_assigned_where_nothing_was_selected(signed_in: SignedIn, review_id: UUID) -> None:
    client = signed_in(COORDINATOR)
    back = f"/reviews/{review_id}/action-plan/"
    answer = client.post("/actions/assign", {"agency": "nobody", "owner": "keep", "back": back}, follow=True)
    assert "No action was selected." in answer.text
    assert answer.redirect_chain == [(back, 302)]


def test_an_action_nobody_knows_is_not_assigned(signed_in: SignedIn, partnership: Partnership) -> None:
    client = signed_in(COORDINATOR)
    sent = {"action": f"{uuid4()} 1", "agency": "nobody", "owner": "keep"}
    assert client.post("/actions/assign", sent).status_code == 404


def test_a_confirmation_that_was_tampered_with_changes_nothing(signed_in: SignedIn, review_id: UUID) -> None:
    client = signed_in(COORDINATOR)
    here = f"/reviews/{review_id}/action-plan/import"
    answer = client.post(here, {"confirmed": "rows:forged"}, follow=True)
    assert "too old to be confirmed" in answer.text


def test_a_page_that_is_not_here_says_so(signed_in: SignedIn, partnership: Partnership) -> None:
    answer = signed_in(COORDINATOR).get("/nowhere")
    assert answer.status_code == 404
    assert "This page is not here" in answer.text


def test_the_page_for_a_fault_needs_no_database(rf: RequestFactory) -> None:
    answer = failed(rf.get("/"))
    assert answer.status_code == 500
    assert "what you sent just now was not saved" in answer.content.decode()
