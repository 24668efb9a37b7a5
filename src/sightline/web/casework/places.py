"""Where somebody is and how to reach them: added here, and revealed for a minute to who says why.

Nothing of it is in any other page, in an address, a title or a list.
"""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from sightline.domain.policy.permissions import Permission
from sightline.domain.vocabulary.people import ContactKind, LocationKind
from sightline.records.access.policies import NotAllowed
from sightline.records.cases.queries import CasePage, case_page
from sightline.records.cases.services import subjects
from sightline.records.cases.services.stages import record_case_opened
from sightline.records.cases.services.wording import CaseRefused
from sightline.web.accounts.step_up import confirm_first, fresh
from sightline.web.casework import presenters
from sightline.web.casework.forms import ContactForm, LocationForm, RevealForm
from sightline.web.casework.opening import GET_OR_POST, form_page, of_case, own_agencies, subject_of
from sightline.web.page import Request, page

#: How long it stays on the screen. Source: SIGHTLINE-SECURITY
SECONDS_SHOWN = 60


@require_http_methods(GET_OR_POST)
def reveal(request: Request, case_id: UUID, record_id: UUID) -> HttpResponse:
    """This asks why, then shows where the person is; the page empties itself."""
    now = timezone.now()
    found = case_page(request.user, case_id, now=now)
    subject = subject_of(found, record_id)
    if not subject.may_reveal:
        raise NotAllowed("Where people are is not for everybody who sees the case. Ask its lead worker.")
    if not fresh(request):
        return confirm_first(request)
    form = RevealForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            revealed = subjects.reveal_locations(
                by=request.user, now=now, record_id=record_id, reason=form.cleaned_data["reason"]
            )
        except CaseRefused as error:
            form.add_error("reason", str(error))
        else:
            return page(
                request,
                "casework/revealed.html",
                title="Shown for a minute",
                name=subject.name,
                revealed=presenters.revealed(revealed),
                seconds=SECONDS_SHOWN,
                caption=f"Case {found.case.reference}",
                back_href=presenters.case_href(case_id),
            )
    record_case_opened(by=request.user, now=now, page=found)
    return form_page(
        request,
        title="Where this person is",
        form=form,
        rows=[("Person", subject.name)],
        warning=f"It is shown for {SECONDS_SHOWN} seconds. Make sure that nobody else sees your screen.",
        save_wording="Show it for a minute",
        **of_case(found),
    )


@sensitive_post_parameters("text", "instructions")
@require_http_methods(GET_OR_POST)
def add_location(request: Request, case_id: UUID, record_id: UUID) -> HttpResponse:
    def keep(form: LocationForm, **common: Any) -> None:
        typed = form.cleaned_data
        subjects.add_location(
            **common,
            kind=LocationKind(typed["kind"]),
            text=typed["text"],
            is_restricted=typed["is_restricted"],
        )

    return _add(request, case_id, record_id, LocationForm, keep, title="Add where this person is")


@sensitive_post_parameters("text", "instructions")
@require_http_methods(GET_OR_POST)
def add_contact(request: Request, case_id: UUID, record_id: UUID) -> HttpResponse:
    def keep(form: ContactForm, **common: Any) -> None:
        typed = form.cleaned_data
        subjects.add_safe_contact(
            **common,
            kind=ContactKind(typed["kind"]),
            text=typed["text"],
            instructions=typed["instructions"],
        )

    return _add(request, case_id, record_id, ContactForm, keep, title="Add a safe way to reach this person")


KEPT_APART = (
    "It is kept apart from everything else, on no list and in no mail, and shown only to those whose work "
    "needs it, after they say why. You may not be among them."
)


def _add(
    request: Request,
    case_id: UUID,
    record_id: UUID,
    make_form: Callable[..., Any],
    keep: Callable[..., None],
    *,
    title: str,
) -> HttpResponse:
    found = _to_add_to(request, case_id, record_id)
    form = make_form(request.POST or None, agencies=own_agencies(request.user, Permission.WRITE_ITEM))
    if request.method == "POST" and form.is_valid():
        try:
            keep(form, by=request.user, now=timezone.now(), record_id=record_id, agency_id=form.agency_id)
        except CaseRefused as error:
            form.add_error("text", str(error))
        else:
            messages.success(request, "It is kept. Nobody sees it before they say why they need it.")
            return redirect(reverse("case", args=[case_id]))
    return form_page(
        request,
        title=title,
        form=form,
        rows=[("Person", subject_of(found, record_id).name)],
        intro=(KEPT_APART,),
        save_wording="Add it",
        **of_case(found),
    )


def _to_add_to(request: Request, case_id: UUID, record_id: UUID) -> CasePage:
    """Raises: NotFound, NotAllowed"""
    now = timezone.now()
    found = case_page(request.user, case_id, now=now)
    subject_of(found, record_id)
    if Permission.WRITE_ITEM not in found.may:
        raise NotAllowed("You see this case, but you may not add to it. Its lead worker knows who may.")
    record_case_opened(by=request.user, now=now, page=found)
    return found
