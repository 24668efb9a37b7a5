"""What a review asks of agencies, and where each of them stands: the coordinator's pages."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sightline.domain.policy.permissions import Permission
from sightline.errors import UserError
from sightline.jobs.return_notices import notify_contact, remind_contact
from sightline.records.access.policies import NotAllowed
from sightline.records.access.queries import users_of_agencies
from sightline.records.cases.queries import case_page
from sightline.records.chronologies.queries.returns import ReturnRow, chronology_request, return_page, returns
from sightline.records.chronologies.services import requests as request_services
from sightline.records.chronologies.services import returns as services
from sightline.records.chronologies.services.looking import record_returns_listed
from sightline.web.casework.opening import GET_OR_POST, all_agencies, form_page, shell
from sightline.web.page import Request, page
from sightline.web.returns import presenters
from sightline.web.returns.forms import AskForm, DueForm, RequestForm, WordsForm


@require_GET
def case_returns(request: Request, case_id: UUID) -> HttpResponse:
    now = timezone.now()
    found = case_page(request.user, case_id, now=now)
    rows = returns(request.user, case_id, today=timezone.localdate())
    asked = chronology_request(request.user, case_id)
    record_returns_listed(by=request.user, now=now, case_id=case_id, returns=[row.id for row in rows])
    return page(
        request,
        "returns/list.html",
        title="Agencies’ chronologies",
        caption=f"Case {found.case.reference}",
        asked=presenters.asked(asked),
        rows=[presenters.return_row(row) for row in rows],
        progress=presenters.progress(rows),
        may_run=Permission.RUN_RETURNS in found.may,
        request_href=reverse("request_set", args=[case_id]),
        ask_href=reverse("agency_ask", args=[case_id]),
        crumbs=[("Cases", reverse("cases")), ("The case", reverse("case", args=[case_id]))],
    )


@require_http_methods(GET_OR_POST)
def set_request(request: Request, case_id: UUID) -> HttpResponse:
    found = shell(request, case_id, Permission.RUN_RETURNS)
    asked = chronology_request(request.user, case_id)
    form = RequestForm(request.POST or None, initial=presenters.request_typed(asked))
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            request_services.set_request(
                by=request.user,
                now=timezone.now(),
                case_id=case_id,
                version=_version(request),
                title=typed["title"],
                begins_on=typed["begins_on"],
                ends_on=typed["ends_on"],
                due_on=typed["due_on"],
                terms=typed["terms"],
                guidance=typed["guidance"],
                needs_disclosure_check=typed["disclosure"] == "yes",
                why_no_check=typed["why_no_check"],
            )
        except UserError as error:
            form.add_error("title", str(error))
        else:
            messages.success(request, "What agencies are asked is kept. Earlier versions are kept, too.")
            return redirect("case_returns", case_id)
    return page(
        request,
        "returns/request.html",
        title="What agencies are asked",
        form=form,
        version=asked.version if asked else 0,
        caption=f"Case {found.case.reference}",
        back_href=reverse("case_returns", args=[case_id]),
    )


@require_http_methods(GET_OR_POST)
def ask(request: Request, case_id: UUID) -> HttpResponse:
    found = shell(request, case_id, Permission.RUN_RETURNS)
    form = AskForm(request.POST or None, agencies=all_agencies(), contacts=_contacts(request))
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            return_id = services.ask_agency(
                by=request.user,
                now=timezone.now(),
                case_id=case_id,
                agency_id=UUID(typed["agency"]),
                contact_id=form.contact_id,
                is_out_of_area=typed["is_out_of_area"] == "yes",
                due_on=typed["due_on"],
            )
        except UserError as error:
            form.add_error("agency", str(error))
        else:
            is_told = notify_contact(by=request.user, return_id=return_id, today=timezone.localdate())
            messages.success(request, presenters.asked_for(is_told=is_told))
            return redirect("case_returns", case_id)
    return form_page(
        request,
        title="Ask an agency",
        form=form,
        intro=(
            "The agency learns of whom it is asked: the people that your agency recorded in this case are "
            "shared with it. Its contact gets an e-mail that names nobody.",
        ),
        save_wording="Ask the agency",
        caption=f"Case {found.case.reference}",
        back_href=reverse("case_returns", args=[case_id]),
        back_wording="Back to the agencies",
    )


@require_POST
def remind(request: Request, return_id: UUID) -> HttpResponse:
    services.note_reminder(by=request.user, now=timezone.now(), return_id=return_id)
    is_told = remind_contact(by=request.user, return_id=return_id, today=timezone.localdate())
    messages.success(request, presenters.reminded(is_told=is_told))
    return redirect("agency_return", return_id)


@require_http_methods(GET_OR_POST)
def change_due(request: Request, return_id: UUID) -> HttpResponse:
    row = _running(request, return_id)
    form = DueForm(request.POST or None, initial={"due_on": f"{row.due_on:%d/%m/%Y}"})
    if request.method == "POST" and form.is_valid():
        services.change_due(
            by=request.user,
            now=timezone.now(),
            return_id=return_id,
            due_on=form.cleaned_data["due_on"],
            reason=form.cleaned_data["reason"],
        )
        messages.success(request, "The agency has another day.")
        return redirect("agency_return", return_id)
    return _about(request, return_id, row.agency_name, form, "Give another day", "Give this day")


@require_http_methods(GET_OR_POST)
def close(request: Request, return_id: UUID) -> HttpResponse:
    row = _running(request, return_id)
    form = WordsForm(
        request.POST or None,
        label="What was tried to get an answer?",
        help_text="No reply does not say that the agency holds nothing.",
    )
    if request.method == "POST" and form.is_valid():
        services.close_without_reply(
            by=request.user,
            now=timezone.now(),
            return_id=return_id,
            version=row.version,
            words=form.cleaned_data["words"],
        )
        messages.success(request, "Nobody waits for this agency any more.")
        return redirect("agency_return", return_id)
    return _about(request, return_id, row.agency_name, form, "Stop waiting", "Stop waiting for this agency")


def _about(
    request: Request, return_id: UUID, agency: str, form: DueForm | WordsForm, title: str, save_wording: str
) -> HttpResponse:
    back = reverse("agency_return", args=[return_id])
    return form_page(
        request, title=title, caption=agency, form=form, save_wording=save_wording, back_href=back
    )


def _running(request: Request, return_id: UUID) -> ReturnRow:
    """Raises: NotFound, NotAllowed"""
    found = return_page(request.user, return_id, today=timezone.localdate())
    if Permission.RUN_RETURNS not in found.may:
        raise NotAllowed("The review's coordinator asks agencies and waits for them.")
    return found.row


def _contacts(request: Request) -> list[tuple[str, str]]:
    """These are the users of every agency that the coordinator may choose from, by agency."""
    return [
        (str(user.id), f"{user.agency_name}: {user.name}")
        for users in users_of_agencies(request.user).values()
        for user in users
    ]


def _version(request: Request) -> int:
    """This is the version that a page was made from; 0 where nothing was asked before."""
    typed = str(request.POST.get("version", ""))
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 7 else -1
