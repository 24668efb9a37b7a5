"""Who looked at a case, or at one person in it."""

from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from sightline.records.cases.services.looking import open_looks
from sightline.web.casework import presenters
from sightline.web.page import Request, page
from sightline.web.paging import page_number, pages

PAGE_SIZE = 100


@require_GET
def at_case(request: Request, case_id: UUID) -> HttpResponse:
    return _looks(request, case_id, None, "Who looked at this case")


@require_GET
def at_record(request: Request, case_id: UUID, record_id: UUID) -> HttpResponse:
    return _looks(request, case_id, record_id, "Who looked at this person")


def _looks(request: Request, case_id: UUID, record_id: UUID | None, title: str) -> HttpResponse:
    found = open_looks(by=request.user, now=timezone.now(), case_id=case_id, record_id=record_id)
    number = page_number(request.GET.get("page", "1"))
    return page(
        request,
        "casework/looks.html",
        title=title,
        caption=found.about,
        looks=[presenters.look(row) for row in found.looks[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]],
        pages=pages(current=number, n_items=len(found.looks), page_size=PAGE_SIZE, query={}),
        back_href=presenters.case_href(case_id),
    )
