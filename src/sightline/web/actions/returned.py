"""A plan that went out as a spreadsheet and comes back filled in: what differs, then the changes."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core import signing
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from sightline.exchange.importers.unreadable import UnreadableFile
from sightline.jobs.plan_files import PlanReturn, problems_of, returned_plan
from sightline.records.reviews.queries.plan_changes import Difference, SheetRow
from sightline.records.reviews.queries.reviews import found_review
from sightline.records.reviews.services.plan import PlanChangesRefused, apply_plan_changes
from sightline.records.reviews.services.reviews import record_listed
from sightline.web.actions.forms import ImportForm
from sightline.web.actions.presenters import name_of
from sightline.web.page import Request, page
from sightline.web.wording import count

#: What was compared goes back to the browser signed, so that what is confirmed is what was shown.
SALT = "sightline.returned-plan"
SECONDS_TO_CONFIRM = 60 * 60


@require_http_methods(["GET", "HEAD", "POST"])
def import_plan(request: Request, review_id: UUID) -> HttpResponse:
    """This compares a returned file with the plan; a second post confirms what was shown."""
    if "confirmed" in request.POST:
        return _apply(request, review_id)
    form = ImportForm(request.POST or None, request.FILES or None)
    returned = None
    if request.method == "POST" and form.is_valid():
        try:
            returned = returned_plan(
                by=request.user,
                today=timezone.localdate(),
                data=form.cleaned_data["file"].read(),
                review_id=review_id,
            )
        except UnreadableFile as error:
            form.add_error("file", str(error))
    return _page(request, review_id, form=form, returned=returned)


def _apply(request: Request, review_id: UUID) -> HttpResponse:
    try:
        shown = signing.loads(request.POST["confirmed"], salt=SALT, max_age=SECONDS_TO_CONFIRM)
        rows = [SheetRow(**row) for row in shown["rows"]]
        if shown["review"] != str(review_id):
            raise signing.BadSignature
    except signing.BadSignature:
        messages.warning(request, "What was compared is too old to be confirmed. Choose the file again.")
        return redirect("plan_import", review_id)
    try:
        n_changed = apply_plan_changes(by=request.user, now=timezone.now(), review_id=review_id, rows=rows)
    except PlanChangesRefused as error:
        returned = PlanReturn(review_id, tuple(rows), error.differences, ())
        return _page(request, review_id, form=ImportForm(), returned=returned)
    messages.success(request, f"{count(n_changed, 'action')} changed from the file.")
    return redirect("plan", review_id)


def _page(
    request: Request, review_id: UUID, *, form: ImportForm, returned: PlanReturn | None
) -> HttpResponse:
    review = found_review(request.user, review_id)
    compared = [each.action.id for each in returned.differences if each.action] if returned else []
    record_listed(by=request.user, now=timezone.now(), review_id=review_id, actions=compared)
    plan_href = reverse("plan", args=[review_id])
    problems = problems_of(returned) if returned else ()
    return page(
        request,
        "actions/import.html",
        title="What the file would change" if returned else "Bring back a filled-in plan",
        form=form if returned is None else None,
        caption=review.title,
        crumbs=[("Reviews", reverse("reviews")), ("Action plan", plan_href)],
        plan_href=plan_href,
        here=reverse("plan_import", args=[review_id]),
        returned=returned is not None,
        differences=_rows(returned.differences) if returned else [],
        problems=problems,
        summary=count(_n_changed(returned.differences), "action") if returned else "",
        token=_signed(review_id, returned) if returned and not problems else "",
    )


def _rows(differences: Sequence[Difference]) -> list[Mapping[str, Any]]:
    return [
        {
            "line": difference.line,
            "action": name_of(difference.action) if difference.action else "Unknown action",
            "field": change.wording,
            "now": change.before,
            "then": change.after,
        }
        for difference in differences
        for change in difference.changes
    ]


def _n_changed(differences: Sequence[Difference]) -> int:
    return sum(bool(difference.changes) for difference in differences)


def _signed(review_id: UUID, returned: PlanReturn) -> str:
    """This signs the rows that change something; the others need not come back."""
    lines = {difference.line for difference in returned.differences if difference.changes}
    rows = [asdict(row) for row in returned.rows if row.line in lines]
    return signing.dumps({"review": str(review_id), "rows": rows}, salt=SALT, compress=True)
