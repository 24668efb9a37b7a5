"""Reviews, and the board page of a review's plan."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from sightline.domain.policy.permissions import Permission
from sightline.records.access.queries import may
from sightline.records.reviews.queries import reviews as queries
from sightline.records.reviews.queries.board import board as board_of
from sightline.records.reviews.queries.board import changes_since_board
from sightline.records.reviews.queries.plan import PlanSort, plan_page
from sightline.records.reviews.services.plan import record_board
from sightline.records.reviews.services.reviews import open_review, record_listed
from sightline.web.actions.filters import filters_from
from sightline.web.page import Request, page
from sightline.web.reviews import presenters

#: What a board looks at one by one: heading, and the plan's own filter.
NEEDS_A_DECISION = (
    ("Overdue", "due=OVERDUE"),
    ("Open without a date", "due=UNDATED&status=open"),
    ("Open without an owner", "owner=none&status=open"),
    ("Done, claimed only", "status=DONE_CLAIMED"),
)


@require_GET
def reviews(request: Request) -> HttpResponse:
    found = queries.reviews(request.user, timezone.localdate())
    record_listed(by=request.user, now=timezone.now(), reviews=[row.id for row in found])
    rows = presenters.review_rows(found)
    can_upload = may(request.user, Permission.CHECK_DOCUMENTS)
    return page(request, "reviews/list.html", title="Reviews", reviews=rows, can_upload=can_upload)


@require_GET
def review(request: Request, review_id: UUID) -> HttpResponse:
    found = open_review(by=request.user, now=timezone.now(), review_id=review_id)
    return page(request, "reviews/review.html", title=found.title, review=presenters.review_page(found))


@require_GET
def board(request: Request, review_id: UUID) -> HttpResponse:
    today = timezone.localdate()
    found = board_of(request.user, today=today, review_id=review_id)
    lists = [
        (
            heading,
            query,
            plan_page(
                request.user,
                today=today,
                review_id=review_id,
                filters=filters_from(QueryDict(query)),
                sort=PlanSort.DUE,
            ),
        )
        for heading, query in NEEDS_A_DECISION
    ]
    changes = changes_since_board(request.user, review_id=review_id)
    listed = [row.id for _, _, part in lists for row in part.rows]
    changed = [change.action.id for change in changes.changes] if changes else []
    record_listed(by=request.user, now=timezone.now(), review_id=review_id, actions=[*listed, *changed])
    shown = presenters.board_page(
        found,
        changes,
        lists,
        may_record=may(request.user, Permission.RECORD_BOARDS),
    )
    return page(request, "reviews/board.html", title="Board page", board=shown, crumbs=shown["crumbs"])


@require_POST
def record(request: Request, review_id: UUID) -> HttpResponse:
    record_board(by=request.user, now=timezone.now(), today=timezone.localdate(), review_id=review_id)
    messages.success(request, "Recorded. The next board page says what changed since today.")
    return redirect("board", review_id)
