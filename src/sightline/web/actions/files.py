"""Files handed out: the plan, the board report, evidence."""

from collections.abc import Callable
from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from sightline.jobs.plan_files import CONTENT_TYPES, PlanFile, export_action_plan, export_board_report
from sightline.records.actions.services import evidence_files
from sightline.web.page import Request


@require_GET
def plan_file(request: Request, review_id: UUID, extension: str) -> HttpResponse:
    return _exported(export_action_plan, request, review_id, extension)


@require_GET
def board_file(request: Request, review_id: UUID, extension: str) -> HttpResponse:
    return _exported(export_board_report, request, review_id, extension)


def _exported(
    export: Callable[..., PlanFile], request: Request, review_id: UUID, extension: str
) -> HttpResponse:
    if extension not in CONTENT_TYPES:
        raise Http404
    file = export(
        by=request.user,
        now=timezone.now(),
        today=timezone.localdate(),
        review_id=review_id,
        extension=extension,
    )
    return download(file.data, name=file.name, content_type=file.content_type)


@require_GET
def evidence(request: Request, evidence_id: UUID) -> HttpResponse:
    file = evidence_files.open_evidence(by=request.user, now=timezone.now(), evidence_id=evidence_id)
    return download(file.data, name=file.name, content_type=file.content_type)


def download(data: bytes, *, name: str, content_type: str) -> HttpResponse:
    """This hands a file out to be kept, never to be opened as a page of ours."""
    response = HttpResponse(data, content_type=content_type)
    response["Content-Disposition"] = content_disposition_header(True, name)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = (
        "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox"
    )
    return response
