"""The cases somebody sees, one of them whole, and its stages."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sightline.domain.policy.permissions import Permission
from sightline.domain.vocabulary.cases import CaseKind
from sightline.errors import UserError
from sightline.records.access.policies import holding, require
from sightline.records.access.queries import may
from sightline.records.cases.queries import case_page, cases, why_may_see
from sightline.records.cases.services import stages
from sightline.web.casework import presenters
from sightline.web.casework.forms import CaseForm
from sightline.web.casework.opening import GET_OR_POST, form_page, own_agencies
from sightline.web.page import Request, page
from sightline.web.paging import page_number, pages

PAGE_SIZE = 50


@require_GET
def case_list(request: Request) -> HttpResponse:
    require(holding(request.user, Permission.READ_CASE))
    now = timezone.now()
    found = cases(request.user, now=now)
    number = page_number(request.GET.get("page", "1"))
    shown = found[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]
    stages.record_cases_listed(by=request.user, now=now, cases=[row.id for row in shown])
    return page(
        request,
        "casework/cases.html",
        title="Cases",
        cases=[presenters.case_row(row) for row in shown],
        pages=pages(current=number, n_items=len(found), page_size=PAGE_SIZE, query={}),
        may_open=may(request.user, Permission.OPEN_CASE),
        may_take=may(request.user, Permission.TAKE_EMERGENCY_ACCESS),
    )


@require_http_methods(GET_OR_POST)
def open_new(request: Request) -> HttpResponse:
    require(holding(request.user, Permission.OPEN_CASE))
    form = CaseForm(
        request.POST or None,
        agencies=own_agencies(request.user, Permission.OPEN_CASE),
        initial={"kind": CaseKind.CASEWORK.value},
    )
    if request.method == "POST" and form.is_valid():
        try:
            case_id = stages.open_case(
                by=request.user,
                now=timezone.now(),
                kind=CaseKind(form.cleaned_data["kind"]),
                agency_id=form.agency_id,
            )
        except UserError as error:
            form.add_error("kind", str(error))
        else:
            messages.success(request, "The case is open, and you are its lead worker. Add who it is about.")
            return redirect("case", case_id)
    return form_page(
        request,
        title="Open a case",
        form=form,
        intro=(
            "You become the lead worker: you say who else works on it. Nobody sees it until you do, "
            "but a privacy officer of your agency sees that it exists.",
        ),
        save_wording="Open the case",
        back_href=reverse("cases"),
    )


@require_GET
def case(request: Request, case_id: UUID) -> HttpResponse:
    now = timezone.now()
    found = case_page(request.user, case_id, now=now)
    why = why_may_see(request.user, case_id, now=now)
    stages.record_case_opened(by=request.user, now=now, page=found)
    shown = presenters.case(
        found,
        why,
        may_bar=may(request.user, Permission.SET_BARS),
        reads_returns=may(request.user, Permission.READ_RETURNS),
    )
    return page(
        request, "casework/case.html", title=shown["name"], case=shown, crumbs=[("Cases", reverse("cases"))]
    )


@require_POST
def close(request: Request, case_id: UUID) -> HttpResponse:
    said = "The case is closed. Nobody writes in it any more; who could read it still can."
    return _moved(request, case_id, stages.close_case, said)


@require_POST
def reopen(request: Request, case_id: UUID) -> HttpResponse:
    return _moved(request, case_id, stages.reopen_case, "The case is open again.")


@require_POST
def panel(request: Request, case_id: UUID) -> HttpResponse:
    said = "The panel is open: its members read what the agencies shared within the review."
    return _moved(request, case_id, stages.open_panel, said)


def _moved(request: Request, case_id: UUID, move: Callable[..., None], said: str) -> HttpResponse:
    version = page_number(request.POST.get("version", ""))
    move(by=request.user, now=timezone.now(), case_id=case_id, version=version)
    messages.success(request, said)
    return redirect("case", case_id)
