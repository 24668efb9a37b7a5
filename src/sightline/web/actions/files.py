"""Files in and out: downloads of the plan, the returned spreadsheet, evidence."""

from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from sightline.records.actions import services
from sightline.web.page import Request


@require_GET
def evidence(request: Request, evidence_id: UUID) -> HttpResponse:
    file = services.open_evidence(by=request.user, now=timezone.now(), evidence_id=evidence_id)
    return download(file.data, name=file.name, content_type=file.content_type)


def download(data: bytes, *, name: str, content_type: str) -> HttpResponse:
    """This hands a file out to be kept, never to be opened as a page of ours."""
    response = HttpResponse(data, content_type=content_type)
    response["Content-Disposition"] = content_disposition_header(True, name)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
