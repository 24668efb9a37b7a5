"""Two people change one thing: the later is told, sees both, and nothing of theirs is lost or overwritten."""

from collections.abc import Callable
from uuid import UUID

import pytest
from django.test import Client

from sightline.records.access.queries import user_with_email
from sightline.records.actions.services.assigning import assign_actions
from sightline.records.actions.services.target_dates import change_targets
from sightline.records.reviews.queries.documents import printed_agencies
from sightline.records.reviews.queries.plan import PlanRow, whole_plan
from sightline.records.reviews.services.documents import Meaning, StaleMeaning, map_printed_agency
from sightline.web.published_documents.presenters import row_key
from tests.web.partnership import COORDINATOR, Partnership
from tests.web.review import READ_AT, accept_example, read_example

SignedIn = Callable[[str], Client]


@pytest.fixture
def review_id(partnership: Partnership) -> UUID:
    return accept_example(partnership)


def action_of(review_id: UUID) -> PlanRow:
    return whole_plan(user_with_email(COORDINATOR), today=READ_AT.date(), review_id=review_id).rows[1]


def assigned_meanwhile(partnership: Partnership, action: PlanRow) -> None:
    assign_actions(
        by=user_with_email(COORDINATOR),
        now=READ_AT,
        action_ids=[action.id],
        owner_id=partnership.council_id,
        agency_id=partnership.council_agency_id,
    )


def test_targets_changed_by_two(signed_in: SignedIn, review_id: UUID) -> None:
    action = action_of(review_id)
    change_targets(
        by=user_with_email(COORDINATOR),
        now=READ_AT,
        action_id=action.id,
        version=action.version,
        targets=["2027-05"],
        reason="Agreed by phone.",
    )

    typed = {"version": str(action.version), "targets": "June 2028", "reason": "Agreed by letter."}
    answer = signed_in(COORDINATOR).post(f"/actions/{action.id}/targets", typed)

    assert answer.status_code == 409
    assert "The targets are now: May 2027." in answer.text
    assert "June 2028" in answer.text
    assert [target.printed_on for target in action_of(review_id).targets] == ["2027-05"]


def test_an_action_assigned_by_two(signed_in: SignedIn, partnership: Partnership, review_id: UUID) -> None:
    action = action_of(review_id)
    assigned_meanwhile(partnership, action)
    chosen = {
        "version": str(action.version),
        "agency": "keep",
        "owner": str(partnership.police_id),
    }
    client = signed_in(COORDINATOR)

    answer = client.post(f"/actions/{action.id}/assign", chosen)

    assert answer.status_code == 409
    assert "Now: Saltby Council; Conrad Sample." in answer.text
    assert f'<option value="{partnership.police_id}" selected>' in answer.text
    assert action_of(review_id).owner_id == partnership.council_id
    again = client.post(f"/actions/{action.id}/assign", {**chosen, "version": str(action.version + 1)})
    assert again.status_code == 302
    assert action_of(review_id).owner_id == partnership.police_id


def test_many_actions_assigned_by_two(signed_in: SignedIn, partnership: Partnership, review_id: UUID) -> None:
    action = action_of(review_id)
    client = signed_in(COORDINATOR)
    here = f"/reviews/{review_id}/action-plan/"
    ticked = f"{action.id} {action.version}"
    assert f'name="action" value="{ticked}"' in client.get(here).text
    assigned_meanwhile(partnership, action)

    chosen = {"action": ticked, "agency": "keep", "owner": str(partnership.police_id), "back": here}
    answer = client.post("/actions/assign", chosen, follow=True)

    assert "Somebody else changed 1 of these actions while you were choosing" in answer.text
    assert "You had chosen: Agency: Leave as it is, Owner: Polly Specimen (Marram Police)." in answer.text
    assert "Conrad Sample" in answer.text
    assert action_of(review_id).owner_id == partnership.council_id


@pytest.fixture
def document_id(partnership: Partnership) -> UUID:
    return read_example()


def printed_name(document_id: UUID) -> str:
    rows = printed_agencies(user_with_email(COORDINATOR), document_id)
    return next(row.printed for row in rows if not row.matched)


def test_a_printed_name_given_two_meanings(
    signed_in: SignedIn, partnership: Partnership, document_id: UUID
) -> None:
    printed = printed_name(document_id)
    map_printed_agency(
        by=user_with_email(COORDINATOR),
        now=READ_AT,
        document_id=document_id,
        printed=printed,
        agency_id=partnership.police_agency_id,
    )

    chosen = {
        f"seen-{row_key(printed)}": "",
        f"agency-{row_key(printed)}": str(partnership.council_agency_id),
    }
    answer = signed_in(COORDINATOR).post(f"/published-documents/{document_id}/agencies", chosen)

    assert answer.status_code == 409
    assert f"“{printed}”: somebody else chose “Marram Police" in answer.text
    assert "you chose “Saltby Council" in answer.text
    assert meaning(document_id, printed) == partnership.police_agency_id


def test_a_printed_name_left_as_it_was_shown_keeps_what_somebody_else_chose(
    signed_in: SignedIn, partnership: Partnership, document_id: UUID
) -> None:
    printed = printed_name(document_id)
    for agency_id, seen in (
        (partnership.police_agency_id, None),
        (partnership.council_agency_id, Meaning(partnership.police_agency_id)),
    ):
        map_printed_agency(
            by=user_with_email(COORDINATOR),
            now=READ_AT,
            document_id=document_id,
            printed=printed,
            agency_id=agency_id,
            seen=seen,
        )

    shown = str(partnership.police_agency_id)
    untouched = {f"seen-{row_key(printed)}": shown, f"agency-{row_key(printed)}": shown}
    answer = signed_in(COORDINATOR).post(f"/published-documents/{document_id}/agencies", untouched)

    assert answer.status_code == 302
    assert meaning(document_id, printed) == partnership.council_agency_id


def test_two_people_who_mean_the_same_are_not_in_each_other_s_way(
    partnership: Partnership, document_id: UUID
) -> None:
    printed = printed_name(document_id)

    def choose(agency_id: UUID) -> None:
        map_printed_agency(
            by=user_with_email(COORDINATOR),
            now=READ_AT,
            document_id=document_id,
            printed=printed,
            agency_id=agency_id,
        )

    choose(partnership.police_agency_id)
    choose(partnership.police_agency_id)
    with pytest.raises(StaleMeaning):
        choose(partnership.council_agency_id)


def meaning(document_id: UUID, printed: str) -> UUID | None:
    rows = printed_agencies(user_with_email(COORDINATOR), document_id)
    return next(row.agency_id for row in rows if row.printed == printed)
