"""An agency's own pages: what it is asked, its file with what is wrong in it, and sending it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sightline.domain.chronology.reading_dates import DayMonthOrder
from sightline.domain.policy.permissions import Permission
from sightline.errors import UserError
from sightline.exchange.importers.unreadable import UnreadableFile
from sightline.jobs import returned_chronologies as jobs
from sightline.records.access.policies import NotAllowed
from sightline.records.chronologies.queries.returns import ReturnPage, all_returns, file_page, return_page
from sightline.records.chronologies.services import files as file_services
from sightline.records.chronologies.services import returns as services
from sightline.records.chronologies.services.looking import record_return_opened, record_returns_listed
from sightline.web.casework.opening import GET_OR_POST, form_page
from sightline.web.page import Request, page
from sightline.web.paging import page_number
from sightline.web.returns import presenters
from sightline.web.returns.forms import ColumnsForm, UploadForm, WordsForm

#: So many entries and problems are shown of a file: enough to see whether its columns were understood.
SHOWN_ENTRIES, SHOWN_PROBLEMS = 25, 200


@require_GET
def own_returns(request: Request) -> HttpResponse:
    rows = all_returns(request.user, today=timezone.localdate())
    record_returns_listed(by=request.user, now=timezone.now(), returns=[row.id for row in rows])
    return page(
        request,
        "returns/own.html",
        title="What is asked of agencies",
        rows=[presenters.return_row(row) for row in rows],
    )


@require_GET
def agency_return(request: Request, return_id: UUID) -> HttpResponse:
    found = return_page(request.user, return_id, today=timezone.localdate())
    return _return(request, found, UploadForm())


@require_POST
def upload(request: Request, return_id: UUID) -> HttpResponse:
    found = _sending(request, return_id)
    form = UploadForm(request.POST, request.FILES)
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            file_id = jobs.receive_file(
                by=request.user, now=timezone.now(), return_id=return_id, name=file.name, data=file.read()
            )
        except file_services.AlreadySent as error:
            messages.warning(request, str(error))
            return redirect("return_file", error.file_id)
        except (UnreadableFile, UserError) as error:
            form.add_error("file", str(error))
        else:
            return redirect("return_file", file_id)
    return _return(request, found, form)


@require_GET
def file(request: Request, file_id: UUID) -> HttpResponse:
    opened = jobs.open_file(by=request.user, file_id=file_id, now=timezone.now())
    return _file(request, opened, _columns_form(opened))


@require_POST
def columns(request: Request, file_id: UUID) -> HttpResponse:
    """This takes what the columns of a file mean, and how it writes dates."""
    stored = file_page(request.user, file_id, today=timezone.localdate())
    form = ColumnsForm(request.POST, mappings=jobs.mappings_of(stored))
    if not form.is_valid():
        opened = jobs.open_file(by=request.user, file_id=file_id, now=timezone.now())
        return _file(request, opened, form)
    order = form.cleaned_data["order"]
    jobs.settle_columns(
        by=request.user,
        now=timezone.now(),
        file_id=file_id,
        version=page_number(request.POST.get("version", "")),
        mappings=form.settled,
        order=DayMonthOrder(order) if order else None,
    )
    messages.success(request, "The file is read again by what you said.")
    return redirect("return_file", file_id)


@require_POST
def send(request: Request, file_id: UUID) -> HttpResponse:
    return_id = file_page(request.user, file_id, today=timezone.localdate()).row.id
    version = page_number(request.POST.get("version", ""))
    try:
        n_sent = jobs.send_file(by=request.user, now=timezone.now(), file_id=file_id, version=version)
    except jobs.FileNotReady as error:
        messages.warning(request, str(error))
        return redirect("return_file", file_id)
    messages.success(request, presenters.sent(n_sent))
    return redirect("agency_return", return_id)


@require_POST
def dismiss(request: Request, file_id: UUID) -> HttpResponse:
    return_id = file_page(request.user, file_id, today=timezone.localdate()).row.id
    version = page_number(request.POST.get("version", ""))
    file_services.dismiss_file(by=request.user, now=timezone.now(), file_id=file_id, version=version)
    messages.success(request, "The file is put aside. Nothing of it was sent.")
    return redirect("agency_return", return_id)


@require_http_methods(GET_OR_POST)
def secured(request: Request, return_id: UUID) -> HttpResponse:
    found = _sending(request, return_id)
    form = WordsForm(
        request.POST or None,
        label="Which files are secured, by whom and when?",
        help_text="Paper and electronic. Nobody changes a secured file any more.",
    )
    if request.method == "POST" and form.is_valid():
        services.confirm_files_secured(
            by=request.user, now=timezone.now(), return_id=return_id, words=form.cleaned_data["words"]
        )
        messages.success(request, "It is kept that the files are secured.")
        return redirect("agency_return", return_id)
    return _step(request, found, form, "Confirm that files are secured", "Confirm")


@require_http_methods(GET_OR_POST)
def nil(request: Request, return_id: UUID) -> HttpResponse:
    found = _sending(request, return_id)
    form = WordsForm(
        request.POST or None,
        label="Which records were searched?",
        help_text="A nil return says that your agency looked, and holds nothing in the period.",
    )
    if request.method == "POST" and form.is_valid():
        services.make_nil_return(
            by=request.user,
            now=timezone.now(),
            return_id=return_id,
            version=found.row.version,
            words=form.cleaned_data["words"],
        )
        messages.success(request, "The nil return is sent.")
        return redirect("agency_return", return_id)
    return _step(request, found, form, "Say that your agency holds nothing", "Send the nil return")


def _sending(request: Request, return_id: UUID) -> ReturnPage:
    """Raises: NotFound, NotAllowed"""
    found = return_page(request.user, return_id, today=timezone.localdate())
    if Permission.SEND_RETURN not in found.may:
        raise NotAllowed("Somebody of the agency sends its chronology, or the coordinator for it.")
    record_return_opened(by=request.user, now=timezone.now(), return_id=return_id)
    return found


def _return(request: Request, found: ReturnPage, form: UploadForm) -> HttpResponse:
    record_return_opened(
        by=request.user, now=timezone.now(), return_id=found.row.id, files=[each.id for each in found.files]
    )
    return page(
        request,
        "returns/return.html",
        status=400 if form.errors else 200,
        title=found.row.agency_name,
        form=form,
        found=presenters.agency_return(found),
    )


def _file(request: Request, opened: jobs.OpenedFile, form: ColumnsForm) -> HttpResponse:
    record_return_opened(
        by=request.user, now=timezone.now(), return_id=opened.page.row.id, files=[opened.page.file.id]
    )
    return page(
        request,
        "returns/file.html",
        status=400 if form.errors else 200,
        title=opened.page.file.file_name,
        form=form,
        file=presenters.opened_file(opened, n_entries=SHOWN_ENTRIES, n_problems=SHOWN_PROBLEMS),
        back_href=reverse("agency_return", args=[opened.page.row.id]),
    )


def _columns_form(opened: jobs.OpenedFile) -> ColumnsForm:
    order = "" if opened.read.order.is_asked else opened.read.order.order.value
    return ColumnsForm(mappings=opened.read.mappings, initial={"order": order})


def _step(
    request: Request, found: ReturnPage, form: WordsForm, title: str, save_wording: str
) -> HttpResponse:
    return form_page(
        request,
        title=title,
        caption=found.row.agency_name,
        form=form,
        save_wording=save_wording,
        back_href=reverse("agency_return", args=[found.row.id]),
    )
