"""The action plan of a review, and the actions of all reviews: filter, sort, save a view, assign."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from sightline.domain.policy.permissions import Permission
from sightline.records.access.policies import holding, require
from sightline.records.access.queries import may
from sightline.records.actions.queries import saved_views
from sightline.records.actions.services import assigning, user_views
from sightline.records.reviews.queries.board import board
from sightline.records.reviews.queries.plan import PlanPage, plan_page
from sightline.records.reviews.services.reviews import record_listed
from sightline.web.actions import presenters
from sightline.web.actions.assigning import actions_chosen, assign_form, assigned
from sightline.web.actions.filters import SORT_WORDING, FilterForm, filter_query, filters_from, sort_from
from sightline.web.actions.forms import SaveViewForm
from sightline.web.actions.progress import plan_picture
from sightline.web.exports.forms import FORMATS
from sightline.web.page import Request, page
from sightline.web.paging import page_number, pages
from sightline.web.wording import count

ROWS_A_PAGE = 50


@require_GET
def review_plan(request: Request, review_id: UUID) -> HttpResponse:
    return _plan(request, review_id)


@require_GET
def all_actions(request: Request) -> HttpResponse:
    """This lists the actions of all reviews; a view that was saved on one review's plan leads there."""
    review_id = _id(request.GET.get("review", ""))
    if review_id:
        kept = {key: value for key, value in request.GET.items() if key != "review"}
        return redirect(f"{reverse('plan', args=[review_id])}?{urlencode(kept)}")
    return _plan(request, None)


@require_POST
def assign(request: Request) -> HttpResponse:
    require(holding(request.user, Permission.ASSIGN_ACTIONS))
    form = assign_form(request.user, request.POST)
    versions = actions_chosen(request.POST)
    if not versions:
        messages.warning(request, "No action was selected. Tick the actions first, then assign them.")
    elif form.is_valid():
        try:
            n_changed = assigning.assign_actions(
                by=request.user,
                now=timezone.now(),
                action_ids=versions,
                versions=versions,
                **assigned(form.cleaned_data),
            )
        except assigning.StaleAssignment as error:
            messages.warning(
                request,
                f"Somebody else changed {error.n_changed:,} of these actions while you were choosing, so "
                f"nothing was assigned. You had chosen: {form.in_words()}. The list below shows how the "
                "actions stand now.",
            )
        else:
            messages.success(request, f"{count(n_changed, 'action')} assigned.")
    return redirect(_back(request))


@require_POST
def save_view(request: Request) -> HttpResponse:
    form = SaveViewForm(request.POST)
    if not form.is_valid():
        messages.warning(
            request, " ".join(str(message) for found in form.errors.values() for message in found)
        )
        return redirect(_back(request))
    try:
        user_views.save_view(
            by=request.user,
            now=timezone.now(),
            name=form.cleaned_data["name"],
            query=filter_query(QueryDict(form.cleaned_data["query"])),
        )
    except user_views.ViewRefused as error:
        messages.warning(request, str(error))
    else:
        messages.success(request, "The view is saved. You find it above the actions.")
    return redirect(_back(request))


@require_POST
def delete_view(request: Request, view_id: UUID) -> HttpResponse:
    user_views.delete_view(by=request.user, now=timezone.now(), view_id=view_id)
    messages.success(request, "The view is deleted. No action was changed.")
    return redirect(_back(request))


def _plan(request: Request, review_id: UUID | None) -> HttpResponse:
    today = timezone.localdate()
    sort, is_descending = sort_from(request.GET)
    found = plan_page(
        request.user,
        today=today,
        review_id=review_id,
        filters=filters_from(request.GET),
        sort=sort,
        is_descending=is_descending,
        page=page_number(request.GET.get("page")),
    )
    record_listed(
        by=request.user, now=timezone.now(), review_id=review_id, actions=[row.id for row in found.rows]
    )
    can_assign = may(request.user, Permission.ASSIGN_ACTIONS)
    query = filter_query(request.GET)
    is_filtered = bool(set(request.GET) - {"page", "sort"} and query)
    return page(
        request,
        "actions/plan.html",
        title="Action plan" if review_id else ("Actions" if can_assign else "Your actions"),
        crumbs=_crumbs(found),
        filters=FilterForm(request.GET, plan=found),
        assign=assign_form(request.user) if can_assign else None,
        save_view=SaveViewForm(),
        plan={
            "review": found.review.title if found.review else "",
            "picture": plan_picture(board(request.user, today=today, review_id=review_id)),
            "saved_views": _views(request),
            "here": request.get_full_path(),
            "query": f"review={review_id}&{query}" if review_id else query,
            "is_filtered": is_filtered,
            "clear_href": request.path,
            "found": count(found.n_rows, "action"),
            "sorted_by": SORT_WORDING[sort],
            "can_assign": can_assign,
            "columns": presenters.columns(sort, is_descending, request.GET.dict()),
            "rows": [presenters.plan_row(row, with_review=review_id is None) for row in found.rows],
            "pages": pages(
                current=found.page,
                n_items=found.n_rows,
                page_size=ROWS_A_PAGE,
                query=request.GET.dict(),
            ),
            "nothing": "No action fits. Show all actions, or choose other filters."
            if is_filtered
            else "There is no action here.",
            "export_href": reverse("plan_export", args=[review_id]) if review_id else "",
            "export_formats": FORMATS,
            "import_href": reverse("plan_import", args=[review_id]) if review_id and can_assign else "",
        },
    )


def _crumbs(found: PlanPage) -> list[tuple[str, str]]:
    if found.review is None:
        return []
    return [("Reviews", reverse("reviews")), ("Review", reverse("review", args=[found.review.id]))]


def _views(request: Request) -> list[dict[str, Any]]:
    return [
        {"id": view.id, "name": view.name, "href": f"{reverse('actions')}?{view.query}"}
        for view in saved_views(request.user)
    ]


def _id(value: str) -> UUID | None:
    try:
        return UUID(value)
    except ValueError:
        return None


def _back(request: Request) -> str:
    """This is the page of ours that a form was sent from."""
    wanted = request.POST.get("back", "")
    ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if ours else reverse("actions")
