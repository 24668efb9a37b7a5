"""Bars: what keeps a member of staff from the cases of somebody they may know."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from sightline.domain.policy.permissions import Permission
from sightline.domain.vocabulary.people import BarState
from sightline.errors import NotFound
from sightline.records.access.policies import holding, require
from sightline.records.access.queries import user_with_email
from sightline.records.cases.queries import BarRow, bars, case_page
from sightline.records.cases.services.looking import record_bars_listed
from sightline.records.cases.services.stages import record_case_opened
from sightline.records.people import services
from sightline.web.casework import presenters
from sightline.web.casework.forms import BarDecisionForm, BarForm, ConflictForm
from sightline.web.casework.opening import GET_OR_POST, form_page, of_case, subject_of
from sightline.web.page import Request, page

CONFIRM, LIFT = "confirm", "lift"


@require_GET
def bar_list(request: Request) -> HttpResponse:
    require(holding(request.user, Permission.SET_BARS))
    found = bars(request.user)
    record_bars_listed(by=request.user, now=timezone.now(), bars=[bar.id for bar in found])
    return page(
        request,
        "casework/bars.html",
        title="Bars",
        crumbs=[("Safeguards", reverse("safeguards"))],
        bars=[presenters.bar(row) for row in found],
    )


@require_http_methods(GET_OR_POST)
def set_one(request: Request, case_id: UUID, record_id: UUID) -> HttpResponse:
    require(holding(request.user, Permission.SET_BARS))
    now = timezone.now()
    found = case_page(request.user, case_id, now=now)
    subject = subject_of(found, record_id)
    record_case_opened(by=request.user, now=now, page=found)
    form = BarForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.set_bar(
                by=request.user,
                now=now,
                user_id=user_with_email(form.cleaned_data["email"]).pk,
                person_id=subject.person_id,
                reason=form.cleaned_data["reason"],
            )
        except NotFound:
            form.add_error("email", "Nobody of your agency signs in with this address. Check it.")
        except services.BarRefused as error:
            form.add_error("email", str(error))
        else:
            messages.success(request, "The bar holds from now on.")
            return redirect("bars")
    return form_page(
        request,
        title="Keep a colleague from this person",
        form=form,
        rows=[("Person", subject.name)],
        intro=(
            "Every case this person is in becomes absent for the member of staff, as if it did not exist. "
            "They are not told.",
        ),
        save_wording="Set the bar",
        **of_case(found),
    )


@require_http_methods(GET_OR_POST)
def decide(request: Request, bar_id: UUID) -> HttpResponse:
    require(holding(request.user, Permission.SET_BARS))
    now = timezone.now()
    found = _bar(request, bar_id)
    record_bars_listed(by=request.user, now=now, bars=[bar_id])
    form = BarDecisionForm(request.POST or None, decisions=_decisions(found))
    if request.method == "POST" and form.is_valid():
        decide_bar = services.lift_bar if form.cleaned_data["decision"] == LIFT else services.confirm_bar
        try:
            decide_bar(by=request.user, now=now, bar_id=bar_id, reason=form.cleaned_data["reason"])
        except services.BarRefused as error:
            form.add_error("decision", str(error))
        else:
            messages.success(request, "It is decided.")
            return redirect("bars")
    return form_page(
        request,
        title="Look at a bar",
        form=form,
        caption=found.user_name,
        rows=presenters.bar_rows(found),
        save_wording="Save the decision",
        back_href=reverse("bars"),
    )


@require_http_methods(GET_OR_POST)
def declare(request: Request) -> HttpResponse:
    """This takes a name from any member of staff. The answer is the same whether or not anybody is found."""
    form = ConflictForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            services.declare_conflict(
                by=request.user,
                now=timezone.now(),
                name=typed["name"],
                born_on=typed["born_on"],
                aliases=typed["aliases"],
            )
        except services.BarRefused as error:
            form.add_error("name", str(error))
        else:
            messages.success(
                request,
                "Thank you. If this person is in Sightline, or ever comes to be, you are kept from it. "
                "You will not be told either way.",
            )
            return redirect("conflict_declare")
    return form_page(
        request,
        title="Somebody you know",
        form=form,
        intro=(
            "Family, friends, neighbours, a former partner: tell Sightline of anybody you know in private "
            "life and should not read about at work. You are then kept from every case they are in.",
            "Your privacy officer looks at it. Nobody learns from this page whether the person is in a case.",
        ),
        save_wording="Tell Sightline",
        back_href=reverse("account"),
    )


def _decisions(found: BarRow) -> list[tuple[str, str]]:
    confirm = (CONFIRM, "They know each other, or may: the bar stays")
    lift = (LIFT, "They do not know each other: lift the bar")
    return [lift] if found.state is BarState.CONFIRMED else [confirm, lift]


def _bar(request: Request, bar_id: UUID) -> BarRow:
    """Raises: NotFound"""
    for found in bars(request.user):
        if found.id == bar_id and found.state is not BarState.LIFTED:
            return found
    raise NotFound("There is no such bar to look at.")
