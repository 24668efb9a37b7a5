"""Files in and out: downloads of the plan, the returned spreadsheet, evidence."""

from hashlib import sha256
from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from sightline.exchange.exporters import EXPORTERS
from sightline.exchange.exporters.action_plan import action_plan_export
from sightline.records.access.queries import users_to_assign
from sightline.records.actions import services
from sightline.records.agencies.queries import agencies
from sightline.records.reviews.queries.plan import whole_plan
from sightline.records.reviews.services.reviews import record_export
from sightline.reports.documents.action_plan import action_plan_document
from sightline.reports.renderers.docx import render_docx
from sightline.web.actions.filters import filters_from, sort_from
from sightline.web.page import Request

CONTENT_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
}


@require_GET
def evidence(request: Request, evidence_id: UUID) -> HttpResponse:
    file = services.open_evidence(by=request.user, now=timezone.now(), evidence_id=evidence_id)
    return download(file.data, name=file.name, content_type=file.content_type)


@require_GET
def plan_file(request: Request, review_id: UUID, extension: str) -> HttpResponse:
    """This hands out the plan, filtered and sorted as the page it was asked for from."""
    if extension not in CONTENT_TYPES:
        raise Http404
    today = timezone.localdate()
    sort, is_descending = sort_from(request.GET)
    plan = whole_plan(
        request.user,
        today=today,
        review_id=review_id,
        filters=filters_from(request.GET),
        sort=sort,
        is_descending=is_descending,
    )
    if extension == "docx":
        data = render_docx(action_plan_document(plan, today=today))
    else:
        export = action_plan_export(
            plan,
            today=today,
            agencies=[agency.name for agency in agencies()],
            owners=[person.email for person in users_to_assign(request.user)],
        )
        data = EXPORTERS[extension](export)
    return exported(request, data, review_id=review_id, name=f"action-plan-{today.isoformat()}.{extension}")


def exported(request: Request, data: bytes, *, review_id: UUID, name: str) -> HttpResponse:
    """This keeps that a file was taken out of a review, and hands it out."""
    extension = name.rpartition(".")[2]
    record_export(
        by=request.user,
        now=timezone.now(),
        review_id=review_id,
        format=extension,
        sha256=sha256(data).hexdigest(),
    )
    return download(data, name=name, content_type=CONTENT_TYPES[extension])


def download(data: bytes, *, name: str, content_type: str) -> HttpResponse:
    """This hands a file out to be kept, never to be opened as a page of ours."""
    response = HttpResponse(data, content_type=content_type)
    response["Content-Disposition"] = content_disposition_header(True, name)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
