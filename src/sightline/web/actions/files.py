"""Evidence handed out."""

from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from sightline.records.actions.services import evidence_files
from sightline.web.downloads import download
from sightline.web.page import Request


@require_GET
def evidence(request: Request, evidence_id: UUID) -> HttpResponse:
    file = evidence_files.open_evidence(by=request.user, now=timezone.now(), evidence_id=evidence_id)
    return download(file.data, name=file.name, content_type=file.content_type)
