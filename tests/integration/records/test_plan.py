"""The plan as people read it: filters, order, a constant number of queries, boards, returned sheets."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sightline.domain.states.action import ActionStatus
from sightline.errors import NotFound
from sightline.records.access.policies import NotAllowed, actor_for
from sightline.records.actions.models import ActionUpdate
from sightline.records.actions.services.answers import update_action
from sightline.records.actions.services.assigning import assign_actions
from sightline.records.actor import acting
from sightline.records.reviews.queries.board import board, changes_since_board
from sightline.records.reviews.queries.plan import (
    Due,
    Duplicates,
    PlanFilters,
    PlanSort,
    plan_page,
    whole_plan,
)
from sightline.records.reviews.queries.plan_changes import SheetRow, plan_differences, sheet_row
from sightline.records.reviews.services.plan import PlanChangesRefused, apply_plan_changes, record_board
from tests.factories.partnership import NOW, Partnership, accepted_review, small_plan
from tests.factories.readings import envelope, row

TODAY = date(2026, 5, 1)


@pytest.fixture
def review_id(people: Partnership) -> UUID:
    return accepted_review(people.coordinator, small_plan())


@pytest.mark.parametrize(
    ("filters", "numbers"),
    [
        (PlanFilters(), "123"),
        (PlanFilters(due=Due.OVERDUE), "1"),
        (PlanFilters(due=Due.UNDATED), "2"),
        (PlanFilters(due=Due.SOON), ""),
        (PlanFilters(section="Saltby Council"), "3"),
        (PlanFilters(words="SAFETY"), "12"),
        (PlanFilters(words="fit lock"), "3"),
        (PlanFilters(words="100%"), ""),
        (PlanFilters(words="2026"), "13"),
        (PlanFilters(words="2"), "2"),
        (PlanFilters(duplicates=Duplicates.HIDDEN), "13"),
        (PlanFilters(duplicates=Duplicates.ONLY), "2"),
        (PlanFilters(is_without_owner=True), "123"),
        (PlanFilters(is_without_agency=True), ""),
        (PlanFilters(statuses=(ActionStatus.IN_PROGRESS, ActionStatus.NOT_STARTED)), "123"),
        (PlanFilters(statuses=(ActionStatus.REFUSED,)), ""),
    ],
)
def test_filters_keep_what_they_say(
    people: Partnership, review_id: UUID, filters: PlanFilters, numbers: str
) -> None:
    page = plan_page(people.coordinator, today=TODAY, review_id=review_id, filters=filters)
    assert "".join(found.number for found in page.rows) == numbers


@pytest.mark.parametrize(
    ("sort", "is_descending", "numbers"),
    [
        (PlanSort.NUMBER, False, "123"),
        (PlanSort.NUMBER, True, "321"),
        (PlanSort.DUE, False, "132"),
        (PlanSort.DUE, True, "312"),
        (PlanSort.AGENCY, False, "123"),
        (PlanSort.AGENCY, True, "312"),
        (PlanSort.LAST_UPDATE, True, "312"),
    ],
)
def test_what_has_nothing_to_sort_by_comes_last_both_ways(
    people: Partnership, review_id: UUID, sort: PlanSort, is_descending: bool, numbers: str
) -> None:
    _answer(people, review_id, 2)
    page = plan_page(
        people.coordinator, today=TODAY, review_id=review_id, sort=sort, is_descending=is_descending
    )
    assert "".join(found.number for found in page.rows) == numbers


def test_the_number_of_queries_does_not_grow_with_the_plan(people: Partnership) -> None:
    counts = []
    for size in (5, 60, 600):
        plan = [
            row(str(number), f"Recommendation {number}", section="Marram Police", target_on=["2026-04"])
            for number in range(size)
        ]
        review_id = accepted_review(people.coordinator, envelope(plan=plan), data=f"{size}".encode())
        actor = actor_for(people.coordinator, NOW)
        with acting(actor), CaptureQueriesContext(connection) as captured:
            plan_page(people.coordinator, today=TODAY, review_id=review_id)
            board(people.coordinator, today=TODAY, review_id=review_id)
        counts.append(len(captured))
    assert len(set(counts)) == 1, counts
    assert counts[0] < 14


def test_a_page_beyond_the_last_is_the_last(people: Partnership) -> None:
    plan = [row(str(number), f"Recommendation {number}") for number in range(51)]
    review_id = accepted_review(people.coordinator, envelope(plan=plan))
    page = plan_page(people.coordinator, today=TODAY, review_id=review_id, page=99)
    assert (page.page, page.n_pages, [found.number for found in page.rows]) == (2, 2, ["50"])
    assert len(whole_plan(people.coordinator, today=TODAY, review_id=review_id).rows) == 51


def test_a_review_that_is_not_there_is_not_found(people: Partnership) -> None:
    with pytest.raises(NotFound):
        plan_page(people.coordinator, today=TODAY, review_id=UUID(int=7))


def test_a_board_counts_by_agency_and_status(people: Partnership, review_id: UUID) -> None:
    _answer(people, review_id, 2, status=ActionStatus.IN_PROGRESS)
    shown = board(people.coordinator, today=TODAY, review_id=review_id)
    assert [(found.agency_name, dict(found.counts)) for found in shown.rows] == [
        ("Marram Police", {ActionStatus.NOT_STARTED: 2}),
        ("Saltby Council", {ActionStatus.IN_PROGRESS: 1}),
    ]
    total = shown.total
    assert (total.n_actions, total.n_overdue, total.n_undated, total.n_unowned) == (3, 1, 1, 3)
    assert shown.n_duplicates == 1


def test_a_board_says_what_changed_since_the_last(people: Partnership, review_id: UUID) -> None:
    assert changes_since_board(people.coordinator, review_id=review_id) is None
    record_board(by=people.coordinator, now=NOW, today=TODAY, review_id=review_id)
    _answer(people, review_id, 2, status=ActionStatus.IN_PROGRESS)
    changes = changes_since_board(people.coordinator, review_id=review_id)
    assert changes is not None
    assert [(change.action.number, change.before, change.after) for change in changes.changes] == [
        ("3", ActionStatus.NOT_STARTED, ActionStatus.IN_PROGRESS)
    ]
    record_board(by=people.coordinator, now=NOW, today=TODAY, review_id=review_id)
    changes = changes_since_board(people.coordinator, review_id=review_id)
    assert changes is not None
    assert changes.changes == ()
    with pytest.raises(NotAllowed):
        record_board(by=people.council, now=NOW, today=TODAY, review_id=review_id)


def test_an_untouched_sheet_changes_nothing_even_when_the_plan_moved_on(
    people: Partnership, review_id: UUID
) -> None:
    sheet = _sheet(people, review_id)
    assert plan_differences(people.coordinator, review_id=review_id, rows=sheet) == ()
    assert apply_plan_changes(by=people.coordinator, now=NOW, review_id=review_id, rows=sheet) == 0
    assert not ActionUpdate.objects.exists()


def test_an_edited_sheet_shows_its_differences_and_applies_them(people: Partnership, review_id: UUID) -> None:
    sheet = _sheet(people, review_id)
    sheet[2] = replace(
        sheet[2],
        status="In progress",
        owner_email="council@saltby.example",
        agency="marram police",
        target="July 2026; 2026-09-01",
        update="Locks ordered.",
    )
    (difference,) = plan_differences(people.coordinator, review_id=review_id, rows=sheet)
    assert [(change.name, change.before, change.after) for change in difference.changes] == [
        ("status", "Not started", "In progress"),
        ("owner_email", "", "council@saltby.example"),
        ("agency", "Saltby Council", "marram police"),
        ("target", "2026-06", "July 2026; 2026-09-01"),
        ("update", "", "Locks ordered."),
    ]
    assert difference.problem == ""
    assert apply_plan_changes(by=people.coordinator, now=NOW, review_id=review_id, rows=sheet) == 1
    changed = _rows(people, review_id)[2]
    assert (changed.status, changed.owner_email, changed.agency_name, changed.due_on) == (
        ActionStatus.IN_PROGRESS,
        "council@saltby.example",
        "Marram Police",
        date(2026, 9, 1),
    )
    (stale,) = plan_differences(people.coordinator, review_id=review_id, rows=sheet)
    assert "after the file was made" in stale.problem


@pytest.mark.parametrize(
    ("edit", "problem"),
    [
        ({"status": "Finished"}, "not a status"),
        ({"status": "In progress"}, "New update"),
        ({"status": "Refused, with reason", "update": "No."}, "needs a reason"),
        ({"status": "Done, evidence seen", "update": "Seen."}, "marked as seen"),
        ({"update": "x" * 20_001}, "20,000"),
        ({"reason": "Because"}, "goes with a new status"),
        ({"owner_email": "nobody@saltby.example"}, "No active account"),
        ({"agency": "Unheard-of Agency"}, "not the name of an agency"),
        ({"target": "soon", "update": "Late"}, "not a date"),
        ({"target": "2026-07"}, "why the target changes"),
        ({"action_id": "nonsense"}, "no action with this id"),
        ({"version": "9", "update": "Hello"}, "after the file was made"),
    ],
)
def test_a_row_with_a_problem_refuses_the_whole_sheet(
    people: Partnership, review_id: UUID, edit: dict[str, Any], problem: str
) -> None:
    sheet = _sheet(people, review_id)
    sheet[0] = replace(sheet[0], update="Staff were briefed.")
    sheet[2] = replace(sheet[2], **edit)
    with pytest.raises(PlanChangesRefused) as refused:
        apply_plan_changes(by=people.coordinator, now=NOW, review_id=review_id, rows=sheet)
    assert problem in next(found.problem for found in refused.value.differences if found.problem)
    assert not ActionUpdate.objects.exists()


def test_a_sheet_that_answers_an_action_and_its_duplicate_alike_answers_once(
    people: Partnership, review_id: UUID
) -> None:
    sheet = _sheet(people, review_id)
    for line in (0, 1):
        sheet[line] = replace(sheet[line], status="In progress", update="Begun.")
    apply_plan_changes(by=people.coordinator, now=NOW, review_id=review_id, rows=sheet)
    assert ActionUpdate.objects.count() == 2, "one answer, on the action and its duplicate"

    again = _sheet(people, review_id)
    again[0] = replace(again[0], update="Yes.")
    again[1] = replace(again[1], update="No.")
    problems = [
        found.problem for found in plan_differences(people.coordinator, review_id=review_id, rows=again)
    ]
    assert all("one answer" in problem for problem in problems)


def test_an_agencys_sheet_answers_its_own_actions_and_assigns_none(
    people: Partnership, review_id: UUID
) -> None:
    sheet = _sheet(people, review_id)
    mine = replace(sheet[2], update="Locks ordered.")
    assert apply_plan_changes(by=people.council, now=NOW, review_id=review_id, rows=[mine]) == 1
    (theirs,) = plan_differences(
        people.council, review_id=review_id, rows=[replace(sheet[0], update="Not ours.")]
    )
    assert "no action with this id" in theirs.problem
    (assigning,) = plan_differences(
        people.council,
        review_id=review_id,
        rows=[replace(_sheet(people, review_id)[2], owner_email="council@saltby.example")],
    )
    assert "may not give actions an owner" in assigning.problem


def _rows(people: Partnership, review_id: UUID) -> Any:
    return whole_plan(people.coordinator, today=TODAY, review_id=review_id).rows


def _sheet(people: Partnership, review_id: UUID) -> list[SheetRow]:
    return [sheet_row(found, line) for line, found in enumerate(_rows(people, review_id), 2)]


def _answer(people: Partnership, review_id: UUID, index: int, **more: Any) -> None:
    found = _rows(people, review_id)[index]
    update_action(
        by=people.coordinator, now=NOW, action_id=found.id, version=found.version, text="Done so far.", **more
    )


def test_owners_offered_are_those_the_plan_has(people: Partnership, review_id: UUID) -> None:
    ids = [found.id for found in _rows(people, review_id)]
    assign_actions(by=people.coordinator, now=NOW, action_ids=ids[:2], owner_id=people.police.pk)
    page = plan_page(people.coordinator, today=TODAY, review_id=review_id)
    assert [owner.name for owner in page.owners] == ["Police Sample"]
    assert page.sections == ("Marram Police", "Saltby Council")
