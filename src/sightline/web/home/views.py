"""The first page: what needs you."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from sightline.domain.policy.permissions import Permission
from sightline.domain.states.published_document import DocumentState
from sightline.records.access.queries import User, may
from sightline.records.exports.queries import exports_to_decide
from sightline.records.reviews.queries.documents import documents
from sightline.records.reviews.queries.plan import Due, PlanFilters, PlanPage, PlanSort, plan_page
from sightline.records.reviews.queries.reviews import reviews
from sightline.records.reviews.services.reviews import record_listed
from sightline.web.actions.presenters import short_row
from sightline.web.casework import safeguards
from sightline.web.page import Request, page
from sightline.web.published_documents.presenters import document_rows
from sightline.web.wording import count

SHOWN = 8
WAITING = {DocumentState.RECEIVED, DocumentState.READING, DocumentState.CHECKING, DocumentState.FAILED}


@require_GET
def home(request: Request) -> HttpResponse:
    today = timezone.localdate()
    is_coordinator = may(request.user, Permission.CHECK_DOCUMENTS)
    waiting = [
        document
        for document in (documents(request.user) if is_coordinator else ())
        if document.state in WAITING
    ]
    known = reviews(request.user, today)
    due = {
        kind: plan_page(request.user, today=today, filters=PlanFilters(due=kind), sort=PlanSort.DUE)
        for kind in (Due.OVERDUE, Due.SOON)
    }
    record_listed(
        by=request.user,
        now=timezone.now(),
        actions=[row.id for found in due.values() for row in found.rows[:SHOWN]],
        reviews=[review.id for review in known[:SHOWN]],
        documents=[document.id for document in waiting],
    )
    lists = [
        _list("Overdue", due[Due.OVERDUE], Due.OVERDUE),
        _list("Due in the next 28 days", due[Due.SOON], Due.SOON),
    ]
    needs_nothing = not waiting and not any(found.n_rows for found in due.values())
    return page(
        request,
        "home/home.html",
        title="What needs you",
        is_coordinator=is_coordinator,
        is_new=is_coordinator and not known and not waiting,
        figures=[
            *_figures(request.user, due, len(waiting), is_coordinator),
            *safeguards.figures(request.user),
            *_exports_to_decide(request.user),
        ],
        documents=document_rows(waiting),
        lists=[shown for shown in lists if shown["actions"]],
        reviews=[
            {
                "href": reverse("board", args=[review.id]),
                "title": review.title,
                "said": f"{count(review.n_open, 'action')} open, {review.n_overdue:,} overdue",
            }
            for review in known[:SHOWN]
        ],
        nothing=_nothing(is_coordinator, bool(known))
        if needs_nothing and may(request.user, Permission.READ_ACTIONS)
        else "",
    )


def _figures(
    user: Any, due: dict[Due, PlanPage], n_waiting: int, is_coordinator: bool
) -> list[dict[str, Any]]:
    if not may(user, Permission.READ_ACTIONS):
        return []
    actions = reverse("actions")
    figures = [
        {
            "number": f"{due[Due.OVERDUE].n_rows:,}",
            "wording": "overdue",
            "href": f"{actions}?due={Due.OVERDUE.value}",
            "is_alarm": due[Due.OVERDUE].n_rows > 0,
        },
        {
            "number": f"{due[Due.SOON].n_rows:,}",
            "wording": "due in the next 28 days",
            "href": f"{actions}?due={Due.SOON.value}",
            "is_alarm": False,
        },
    ]
    if is_coordinator:
        figures.append(
            {
                "number": f"{n_waiting:,}",
                "wording": "documents waiting" if n_waiting != 1 else "document waiting",
                "href": reverse("published_documents"),
                "is_alarm": False,
            }
        )
    return figures


def _exports_to_decide(user: User) -> list[dict[str, Any]]:
    n_exports = len(exports_to_decide(user, now=timezone.now()))
    if not n_exports:
        return []
    wording = "exports to approve" if n_exports != 1 else "export to approve"
    return [{"number": f"{n_exports:,}", "wording": wording, "href": reverse("exports"), "is_alarm": False}]


def _list(heading: str, found: PlanPage, due: Due) -> dict[str, Any]:
    n_more = found.n_rows - SHOWN
    return {
        "heading": heading,
        "actions": [short_row(row) for row in found.rows[:SHOWN]],
        "more_href": f"{reverse('actions')}?due={due.value}" if n_more > 0 else "",
        "more": f"{count(n_more, 'more action')}" if n_more > 0 else "",
    }


def _nothing(is_coordinator: bool, has_reviews: bool) -> str:
    if is_coordinator and not has_reviews:
        return "Begin with a published review: upload it, check what was read, and it becomes an action plan."
    return "Nothing is overdue or due in the next 28 days."
