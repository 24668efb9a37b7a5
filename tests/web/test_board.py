"""The board page and the board report that is downloaded from it show the same figures."""

import json
import re
from datetime import date
from io import BytesIO
from uuid import UUID

import pytest
from django.test import Client
from docx import Document

from sightline.domain.states.action import ActionStatus
from sightline.records.access.queries import user_with_email
from sightline.records.actions.services.answers import update_action
from sightline.records.reviews.queries.plan import whole_plan
from sightline.web.actions.presenters import warning
from tests.web.files_out import file_from
from tests.web.partnership import COORDINATOR, Partnership
from tests.web.review import READ_AT, accept_example
from tests.web.test_uploading_and_checking import SignedIn


@pytest.fixture
def review_id(partnership: Partnership) -> UUID:
    """This is the plan of the example, one of its undated actions answered: it owes no date any more."""
    coordinator = user_with_email(COORDINATOR)
    review_id = accept_example(partnership)
    rows = whole_plan(coordinator, today=READ_AT.date(), review_id=review_id).rows
    undated = next(row for row in rows if row.due_on is None and row.status.is_open)
    update_action(
        by=coordinator,
        now=READ_AT,
        action_id=undated.id,
        version=undated.version,
        text="Not ours to do.",
        status=ActionStatus.NO_ACTION_REQUIRED,
        reason="Another body does it.",
    )
    return review_id


def figures(client: Client, review_id: UUID) -> dict[str, int]:
    page = client.get(f"/reviews/{review_id}/board/").text
    found = re.findall(r'figure__number">([\d,]+)</span><a [^>]*>([^<]+)</a>', page)
    return {wording: int(number) for number, wording in found}


def test_page_and_report_count_what_is_open_without_a_date_or_an_owner_alike(
    signed_in: SignedIn, review_id: UUID
) -> None:
    client = signed_in(COORDINATOR)
    shown = figures(client, review_id)
    everything = json.loads(file_from(client, review_id, "board", "json"))["counts"][-1]
    assert shown["open without a date"] == everything["n_undated"] > 0
    assert shown["open without an owner"] == everything["n_unowned"] > 0
    assert shown["overdue"] == everything["n_overdue"]
    assert everything["n_unowned"] < everything["n_actions"]
    document = Document(BytesIO(file_from(client, review_id, "board", "docx")))
    said = (
        f"{shown['overdue']} overdue, {shown['open without a date']} open without a date, "
        f"{shown['open without an owner']} open without an owner."
    )
    assert any(said in paragraph.text for paragraph in document.paragraphs)


def test_a_row_says_how_many_of_its_dates_have_passed(partnership: Partnership, review_id: UUID) -> None:
    coordinator = user_with_email(COORDINATOR)
    rows = whole_plan(coordinator, today=READ_AT.date(), review_id=review_id).rows
    several = next(row for row in rows if len(row.targets) > 1 and row.status.is_open)
    first, *_others, last = sorted(target.due_on for target in several.targets)
    said = {}
    for today in (first, last, date(last.year + 1, 1, 1)):
        plan = whole_plan(coordinator, today=today, review_id=review_id)
        said[today] = warning(next(row for row in plan.rows if row.id == several.id))
    n = len(several.targets)
    assert said[last] == f"{n - 1} of {n} dates passed, the last due soon"
    assert said[date(last.year + 1, 1, 1)] == "Overdue"
    assert "passed" not in said[first]
