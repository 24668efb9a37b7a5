"""Who works on a case, and what is shared of it with another agency."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from sightline.domain.policy.permissions import Permission
from sightline.domain.vocabulary.cases import Capacity, LawfulBasis
from sightline.errors import NotFound
from sightline.records.access.policies import NotAllowed
from sightline.records.access.queries import user_with_email
from sightline.records.cases.queries import case_page
from sightline.records.cases.services import members, shares
from sightline.records.cases.services.stages import record_case_opened
from sightline.records.cases.services.wording import CaseRefused
from sightline.web.casework import presenters
from sightline.web.casework.forms import MemberForm, ShareForm
from sightline.web.casework.opening import GET_OR_POST, all_agencies, form_page, of_case, own_agencies, shell
from sightline.web.page import Request

#: Said of who is barred, of who works on no cases and of an address nobody has: none is told from another.
CANNOT_WORK_ON_IT = "This person may not work on this case for that agency. Choose somebody else."


@require_http_methods(GET_OR_POST)
def add_member(request: Request, case_id: UUID) -> HttpResponse:
    found = shell(request, case_id, Permission.MANAGE_MEMBERS)
    form = MemberForm(
        request.POST or None, agencies=all_agencies(), initial={"capacity": Capacity.WORKER.value}
    )
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            members.add_member(
                by=request.user,
                now=timezone.now(),
                case_id=case_id,
                user_id=user_with_email(typed["email"]).pk,
                agency_id=UUID(typed["agency"]),
                capacity=Capacity(typed["capacity"]),
                until=typed["until"],
            )
        except NotFound:
            form.add_error("email", CANNOT_WORK_ON_IT)
        except CaseRefused as error:
            form.add_error("email", str(error))
        else:
            messages.success(request, "They work on the case from now on.")
            return redirect("case", case_id)
    return form_page(
        request,
        title="Let somebody work on this case",
        form=form,
        intro=("They see who is in it and every note that is for everybody who works on it.",),
        save_wording="Let them work on it",
        **of_case(found),
    )


@require_POST
def end_member(request: Request, case_id: UUID, member_id: UUID) -> HttpResponse:
    found = case_page(request.user, case_id, now=timezone.now())
    if member_id not in {member.id for member in found.members}:
        raise NotFound("There is nobody of that id on this case.")
    members.end_member(by=request.user, now=timezone.now(), member_id=member_id)
    messages.success(request, "Their work on the case has ended.")
    return redirect("case", case_id)


@require_http_methods(GET_OR_POST)
def share(request: Request, case_id: UUID) -> HttpResponse:
    now = timezone.now()
    found = case_page(request.user, case_id, now=now)
    things = presenters.things_to_share(found)
    if not things:
        raise NotAllowed("An agency shares what it said itself, and yours has said nothing in this case.")
    record_case_opened(by=request.user, now=now, page=found)
    form = ShareForm(
        request.POST or None,
        things=[(value, wording) for value, wording, _agency_id in things],
        to_agencies=all_agencies(),
        agencies=own_agencies(request.user, Permission.SHARE_ITEM),
        initial={"what": request.GET.get("what", "")},
    )
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        kind, _, item_id = typed["what"].partition(":")
        whose = {value: agency_id for value, _wording, agency_id in things}[typed["what"]]
        try:
            shares.share(
                by=request.user,
                now=now,
                case_id=case_id,
                to_agency_id=UUID(typed["to_agency"]),
                note_id=UUID(item_id) if kind == presenters.NOTE else None,
                record_id=UUID(item_id) if kind == presenters.RECORD else None,
                from_agency_id=whose or form.agency_id,
                basis=LawfulBasis(typed["basis"]),
                agreement=typed["agreement"],
                until=typed["until"],
            )
        except CaseRefused as error:
            form.add_error("until", str(error))
        else:
            messages.success(request, "It is shared. You can take it back at any time.")
            return redirect("case", case_id)
    return form_page(
        request, title="Share with another agency", form=form, save_wording="Share it", **of_case(found)
    )


@require_POST
def end_share(request: Request, case_id: UUID, share_id: UUID) -> HttpResponse:
    found = case_page(request.user, case_id, now=timezone.now())
    if share_id not in {made.id for made in found.shares}:
        raise NotFound("There is no such share of this case.")
    shares.end_share(by=request.user, now=timezone.now(), share_id=share_id)
    messages.success(request, "It is no longer shared.")
    return redirect("case", case_id)
