"""Emergency access: taken by who must see a case now, and reviewed by somebody else."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from sightline.domain.policy.permissions import Permission
from sightline.domain.vocabulary.cases import EmergencyReason
from sightline.errors import NotFound
from sightline.records.access.policies import holding, require
from sightline.records.cases.queries import EmergencyRow, emergencies_to_review
from sightline.records.cases.services import emergencies
from sightline.records.cases.services.stages import record_cases_listed
from sightline.records.cases.services.wording import CaseRefused
from sightline.web.accounts.step_up import confirm_first, fresh
from sightline.web.casework import presenters
from sightline.web.casework.forms import EmergencyForm, EmergencyReviewForm
from sightline.web.casework.opening import GET_OR_POST, form_page
from sightline.web.page import Request
from sightline.web.refusals import record_refused


@require_http_methods(GET_OR_POST)
def take(request: Request) -> HttpResponse:
    """A case that is sealed, one the user is barred from and one that is not there get the same answer."""
    require(holding(request.user, Permission.TAKE_EMERGENCY_ACCESS))
    if not fresh(request):
        return confirm_first(request)
    form = EmergencyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            case_id = emergencies.take_emergency_access(
                by=request.user,
                now=timezone.now(),
                reference=typed["reference"],
                code=EmergencyReason(typed["code"]),
                reason=typed["reason"],
            )
        except NotFound as error:
            record_refused(request)
            form.add_error("reference", str(error))
        except CaseRefused as error:
            form.add_error("reason", str(error))
        else:
            return redirect("case", case_id)
    return form_page(
        request,
        title="I need to see a case in an emergency",
        form=form,
        warning="If somebody is in danger now, ring 999. You see this one case for 60 minutes. Privacy "
        "officers of your agency and of those on the case are told at once, and one will ask you about it.",
        save_wording="Open the case for 60 minutes",
        back_href=reverse("cases"),
    )


@require_http_methods(GET_OR_POST)
def review(request: Request, access_id: UUID) -> HttpResponse:
    require(holding(request.user, Permission.REVIEW_EMERGENCY_ACCESS))
    now = timezone.now()
    found = _waiting(request, access_id)
    record_cases_listed(by=request.user, now=now, cases=[found.case_id])
    form = EmergencyReviewForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            emergencies.review_emergency_access(
                by=request.user,
                now=now,
                access_id=access_id,
                was_justified=form.cleaned_data["was_justified"],
                text=form.cleaned_data["text"],
            )
        except CaseRefused as error:
            form.add_error("text", str(error))
        else:
            messages.success(request, "Your review is saved.")
            return redirect("safeguards")
    return form_page(
        request,
        title="Review emergency access",
        form=form,
        caption=f"Case {found.reference}",
        rows=presenters.emergency_rows(found),
        save_wording="Save the review",
        back_href=reverse("safeguards"),
    )


def _waiting(request: Request, access_id: UUID) -> EmergencyRow:
    """Raises: NotFound"""
    for found in emergencies_to_review(request.user):
        if found.id == access_id:
            return found
    raise NotFound("There is no such emergency access to review.")
