"""The board page: a plan in numbers, and what changed since a board last saw it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Q

from sightline.domain.states.action import OPEN, ActionStatus
from sightline.records.access.models import User
from sightline.records.actions.models import Action, overdue_on
from sightline.records.actions.queries import ActionRef, action_ref
from sightline.records.reviews.models import BoardReport, Review
from sightline.records.reviews.queries.plan import ReviewRef, plans_of, visible_plan


@dataclass(frozen=True, slots=True)
class BoardRow:
    """The counts of one agency; `agency_name` is empty for actions without one."""

    agency_id: UUID | None
    agency_name: str
    counts: Mapping[ActionStatus, int]
    n_actions: int
    n_overdue: int
    n_undated: int
    n_unowned: int


@dataclass(frozen=True, slots=True)
class Board:
    """A plan in numbers on a day. A duplicate counts, and `n_duplicates` says how many there are."""

    review: ReviewRef | None
    today: date
    rows: tuple[BoardRow, ...]
    total: BoardRow
    n_duplicates: int


@dataclass(frozen=True, slots=True)
class BoardChange:
    """An action whose status is another than the last board saw."""

    action: ActionRef
    recommendation: str
    agency_name: str
    before: ActionStatus
    after: ActionStatus


@dataclass(frozen=True, slots=True)
class BoardChanges:
    """What changed since a board; `n_new` actions were not there then."""

    shown_on: date
    changes: tuple[BoardChange, ...]
    n_new: int


def board(user: User, *, today: date, review_id: UUID | None = None) -> Board:
    """Return the counts of the actions a user may see, by agency and status. Raises: NotFound."""
    review, visible = visible_plan(user, review_id)
    counted = (
        visible.order_by("agency__name", "status")
        .values("agency", "agency__name", "status")
        .annotate(
            n=Count("pk"),
            n_overdue=Count("pk", filter=overdue_on(today)),
            n_undated=Count("pk", filter=Q(status__in=OPEN, due_on=None)),
            n_unowned=Count("pk", filter=Q(status__in=OPEN, owner=None)),
            n_duplicates=Count("pk", filter=Q(duplicate_of__isnull=False)),
        )
    )
    groups: list[dict[str, Any]] = [dict(group) for group in counted]
    by_agency: dict[UUID | None, list[dict[str, Any]]] = {}
    for group in groups:
        by_agency.setdefault(group["agency"], []).append(group)
    rows = [_board_row(pk, found[0]["agency__name"] or "", found) for pk, found in by_agency.items()]
    return Board(
        review=review,
        today=today,
        rows=tuple(sorted(rows, key=lambda row: (not row.agency_name, row.agency_name))),
        total=_board_row(None, "", groups),
        n_duplicates=sum(group["n_duplicates"] for group in groups),
    )


def _board_row(agency_id: UUID | None, agency_name: str, groups: Iterable[Mapping[str, Any]]) -> BoardRow:
    found = list(groups)
    counts = {
        status: n
        for status in ActionStatus
        if (n := sum(group["n"] for group in found if group["status"] == status))
    }
    return BoardRow(
        agency_id=agency_id,
        agency_name=agency_name,
        counts=counts,
        n_actions=sum(counts.values()),
        n_overdue=sum(group["n_overdue"] for group in found),
        n_undated=sum(group["n_undated"] for group in found),
        n_unowned=sum(group["n_unowned"] for group in found),
    )


def changes_since_board(user: User, *, review_id: UUID) -> BoardChanges | None:
    """Return what changed since the last recorded board, or None where none was. Raises: NotFound."""
    _, visible = visible_plan(user, review_id)
    last = BoardReport.objects.filter(review=review_id).order_by("-shown_on").first()
    if last is None:
        return None
    changes = []
    n_new = 0
    for action in visible.select_related("plan", "agency").order_by("position"):
        before = last.statuses.get(str(action.id))
        if before is None:
            n_new += 1
        elif before != action.status:
            changes.append(_board_change(action, ActionStatus(before)))
    return BoardChanges(shown_on=last.shown_on, changes=tuple(changes), n_new=n_new)


def _board_change(action: Action, before: ActionStatus) -> BoardChange:
    ref = action_ref(action)
    return BoardChange(ref, action.plan.purpose, ref.agency_name, before, ActionStatus(action.status))


def statuses_of(review: Review) -> dict[str, str]:
    """Return the status of every action of a review, by id: what a board report keeps."""
    found = Action.objects.filter(plan__in=plans_of(review.id)).values_list("pk", "status")
    return {str(pk): status for pk, status in found}
