"""A plan that went out as a spreadsheet and comes back filled in: what differs, then the changes."""

from uuid import UUID

from django.http import HttpResponse

from sightline.web.page import Request


def import_plan(request: Request, review_id: UUID) -> HttpResponse: ...
