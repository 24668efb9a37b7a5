"""The disclosure officer's pages: entries cleared or withheld before anybody else reads them."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from sightline.domain.policy.permissions import Permission
from sightline.domain.vocabulary.events import DisclosureState
from sightline.errors import UserError
from sightline.records.access.policies import NotAllowed
from sightline.records.chronologies.queries.returns import ReturnPage, return_page
from sightline.records.chronologies.services import disclosure as services
from sightline.records.chronologies.services.looking import record_entries_shown
from sightline.records.events.queries import returned_entries
from sightline.web.casework.opening import GET_OR_POST, form_page
from sightline.web.page import Request, page
from sightline.web.paging import page_number, pages
from sightline.web.returns import presenters
from sightline.web.returns.forms import WordsForm

PAGE_SIZE = 50


@require_http_methods(GET_OR_POST)
def disclosure(request: Request, return_id: UUID) -> HttpResponse:
    """This shows the entries of a return; what is ticked is cleared, or withheld with a reason."""
    found = _checking(request, return_id)
    problem = ""
    if request.method == "POST":
        try:
            services.decide_entries(
                by=request.user,
                now=timezone.now(),
                return_id=return_id,
                version=found.row.version,
                event_ids=_ticked(request),
                is_cleared="withhold" not in request.POST,
                reason=str(request.POST.get("reason", "")),
            )
        except UserError as error:
            problem = str(error)
        else:
            messages.success(request, "Your decision is kept. You can change it until the return is opened.")
            return redirect(request.get_full_path())
    assert found.submission_id is not None, "there is something to be checked"
    number = page_number(request.GET.get("page", "1"))
    begins = (number - 1) * PAGE_SIZE
    shown = returned_entries(request.user, found.submission_id, begins=begins, size=PAGE_SIZE)
    record_entries_shown(
        by=request.user, now=timezone.now(), case_id=found.row.case_id, entries=[row.id for row in shown]
    )
    return page(
        request,
        "returns/disclosure.html",
        status=400 if problem else 200,
        title="Check entries for disclosure",
        caption=found.row.agency_name,
        problem=problem,
        reason=str(request.POST.get("reason", "")),
        entries=[presenters.entry_to_check(row) for row in shown],
        counts=presenters.disclosure_counts(found.n_entries),
        is_ready=not found.n_entries.get(DisclosureState.NOT_CHECKED),
        version=found.row.version,
        return_id=return_id,
        pages=pages(current=number, n_items=sum(found.n_entries.values()), page_size=PAGE_SIZE, query={}),
        back_href=reverse("agency_return", args=[return_id]),
    )


@require_POST
def open_to_review(request: Request, return_id: UUID) -> HttpResponse:
    services.clear_return(
        by=request.user,
        now=timezone.now(),
        return_id=return_id,
        version=page_number(request.POST.get("version", "")),
    )
    messages.success(request, "What you cleared is open to the review. What you withheld is not.")
    return redirect("agency_return", return_id)


@require_http_methods(GET_OR_POST)
def send_back(request: Request, return_id: UUID) -> HttpResponse:
    found = _checking(request, return_id)
    form = WordsForm(request.POST or None, label="What is to be corrected, and where?")
    if request.method == "POST" and form.is_valid():
        services.send_back(
            by=request.user,
            now=timezone.now(),
            return_id=return_id,
            version=found.row.version,
            words=form.cleaned_data["words"],
        )
        messages.success(request, "The return is sent back.")
        return redirect("agency_return", return_id)
    return form_page(
        request,
        title="Send the return back",
        caption=found.row.agency_name,
        form=form,
        save_wording="Send it back",
        back_href=reverse("disclosure", args=[return_id]),
    )


def _checking(request: Request, return_id: UUID) -> ReturnPage:
    """Raises: NotFound, NotAllowed"""
    found = return_page(request.user, return_id, today=timezone.localdate())
    if Permission.CLEAR_ENTRIES not in found.may:
        raise NotAllowed("The review's disclosure officer checks what agencies send, and nobody their own.")
    return found


def _ticked(request: Request) -> list[UUID]:
    """These are the entries that were ticked; what is no id is left out, and missed by the service."""
    found = []
    for typed in request.POST.getlist("entry"):
        try:
            found.append(UUID(str(typed)))
        except ValueError:
            continue
    return found
