"""Who works for an agency here: inviting, confirming and ending, letting back in, and what they looked at."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sightline.domain.policy.permissions import Permission
from sightline.domain.policy.rules import roles_with
from sightline.domain.vocabulary.roles import Role
from sightline.errors import NotFound, UserError
from sightline.exchange.exporters.csv import export_csv
from sightline.exchange.exporters.tables import Column, Export, Table
from sightline.jobs.account_links import send_link
from sightline.records.access import services as access
from sightline.records.access.policies import actor_for, granting, holding, managing_staff, require
from sightline.records.accounts.queries import StaffRow, staff_acts, staff_of
from sightline.records.accounts.services import links
from sightline.records.accounts.services import staff as services
from sightline.records.agencies.queries import AgencyRow, agencies
from sightline.web.accounts.forms import RoleForm, UserForm
from sightline.web.accounts.step_up import confirm_first, fresh
from sightline.web.onward import came_from
from sightline.web.page import Request, page

_REPORTED = timedelta(days=92)
_COLUMNS = (
    Column("at", "When", 20),
    Column("name", "Who", 20),
    Column("email", "E-mail", 20),
    Column("verb", "What", 20),
    Column("kind", "Of", 20),
    Column("id", "Id", 20),
)


@require_GET
def own_staff(request: Request) -> HttpResponse:
    """This leads to the staff of the agency that the user is the single point of contact of."""
    require(holding(request.user, Permission.MANAGE_OWN_STAFF))
    own = actor_for(request.user).agencies(roles_with(Permission.MANAGE_OWN_STAFF))
    return redirect("staff", sorted(own)[0])


@require_GET
def staff(request: Request, agency_id: UUID) -> HttpResponse:
    now = timezone.now()
    require(managing_staff(request.user, agency_id))
    found = agency_with(agency_id)
    rows = staff_of(request.user, agency_id, now)
    access.record_agencies_listed(
        by=request.user, now=now, agencies=[agency_id], users=[row.id for row in rows]
    )
    return page(
        request,
        "accounts/staff.html",
        title=f"Staff of {found.name}",
        agency=found,
        staff=[_shown(row, request.user.pk) for row in rows],
    )


@require_http_methods(["GET", "HEAD", "POST"])
def user_new(request: Request, agency_id: UUID) -> HttpResponse:
    require(managing_staff(request.user, agency_id))
    found = agency_with(agency_id)
    roles = [role for role in Role if granting(request.user, role, agency_id) is None]
    form = UserForm(request.POST or None, roles=roles)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            invited = access.add_user(
                by=request.user,
                now=timezone.now(),
                agency_id=agency_id,
                email=typed["email"],
                name=typed["name"],
                role=Role(typed["role"]),
            )
            send_link(links.invite(by=request.user, now=timezone.now(), user_id=invited.id))
        except UserError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"An invitation is on its way to {typed['email']}, for 7 days.")
            return redirect("staff", agency_id)
    return page(
        request,
        "accounts/form.html",
        title=f"Invite somebody of {found.name}",
        form=form,
        save_wording="Send the invitation",
        back_href=reverse("staff", args=[agency_id]),
    )


@require_GET
def staff_report(request: Request, agency_id: UUID) -> HttpResponse:
    """What the agency's staff did and were shown in the last quarter, as the audit trail has it."""
    require(managing_staff(request.user, agency_id))
    found, now = agency_with(agency_id), timezone.now()
    acts = staff_acts(request.user, agency_id, since=now - _REPORTED)
    users = tuple({act.user_id for act in acts})
    services.record_staff_report(by=request.user, now=now, agency_id=agency_id, users=users)
    table = Table(
        "acts",
        f"What the staff of {found.name} did",
        _COLUMNS,
        tuple(
            (act.at.isoformat(), act.name, act.email, act.verb, act.object_type, act.object_id)
            for act in acts
        ),
    )
    data = export_csv(Export("staff-report", table.title, (), (), (table,)))
    headers = {"Content-Disposition": f'attachment; filename="staff-{now:%Y-%m-%d}.csv"'}
    return HttpResponse(data, content_type="text/csv; charset=utf-8", headers=headers)


@require_POST
def appointment_confirm(request: Request, appointment_id: UUID) -> HttpResponse:
    services.confirm_appointment(by=request.user, now=timezone.now(), appointment_id=appointment_id)
    messages.success(request, "Confirmed for another quarter.")
    return redirect(came_from(request))


@require_POST
def appointment_end(request: Request, appointment_id: UUID) -> HttpResponse:
    access.end_appointment(by=request.user, now=timezone.now(), appointment_id=appointment_id)
    messages.success(request, "Ended.")
    return redirect(came_from(request))


@require_http_methods(["GET", "HEAD", "POST"])
def role_new(request: Request, agency_id: UUID, user_id: UUID) -> HttpResponse:
    """This gives somebody of the agency's staff another role there, for a year."""
    found = next(
        (row for row in staff_of(request.user, agency_id, timezone.now()) if row.id == user_id), None
    )
    if found is None:
        raise NotFound("There is no such person among your staff.")
    roles = [role for role in Role if granting(request.user, role, agency_id) is None]
    form = RoleForm(request.POST or None, roles=roles)
    if request.method == "POST" and form.is_valid():
        role = Role(form.cleaned_data["role"])
        try:
            access.appoint(
                by=request.user, now=timezone.now(), user_id=user_id, role=role, agency_id=agency_id
            )
        except access.AppointmentRefused as error:
            form.add_error("role", str(error))
        else:
            messages.success(request, f"Given for a year: {role.wording}.")
            return redirect("staff", agency_id)
    return page(
        request,
        "accounts/form.html",
        title=f"Give a role to {found.name}",
        form=form,
        save_wording="Give the role",
        back_href=reverse("staff", args=[agency_id]),
    )


@require_POST
def user_leave(request: Request, user_id: UUID) -> HttpResponse:
    services.leave(by=request.user, now=timezone.now(), user_id=user_id)
    messages.success(request, "All they held has ended, and they are signed out everywhere.")
    return redirect(came_from(request))


@require_POST
def user_invite(request: Request, user_id: UUID) -> HttpResponse:
    send_link(links.invite(by=request.user, now=timezone.now(), user_id=user_id))
    messages.success(request, "Another invitation is on its way. The earlier one has ended.")
    return redirect(came_from(request))


@require_POST
def recovery_start(request: Request, user_id: UUID) -> HttpResponse:
    if not fresh(request):
        return confirm_first(request)
    links.start_recovery(by=request.user, now=timezone.now(), user_id=user_id)
    messages.success(request, "Now somebody else who manages the staff has to confirm it, within 24 hours.")
    return redirect(came_from(request))


@require_POST
def recovery_confirm(request: Request, recovery_id: UUID) -> HttpResponse:
    if not fresh(request):
        return confirm_first(request)
    send_link(links.confirm_recovery(by=request.user, now=timezone.now(), recovery_id=recovery_id))
    messages.success(request, "An address is on its way to them. It works once, for 60 minutes.")
    return redirect(came_from(request))


def agency_with(agency_id: UUID) -> AgencyRow:
    """This is the agency with that id. Raises: NotFound"""
    for found in agencies():
        if found.id == agency_id:
            return found
    raise NotFound("There is no such agency.")


def _shown(row: StaffRow, reader_id: UUID) -> dict[str, Any]:
    return {
        "id": row.id,
        "name": row.name,
        "email": row.email,
        "has_signed_in": row.has_signed_in,
        "is_reader": row.id == reader_id,
        "recovery": row.waiting_recovery,
        "is_recovery_by_reader": row.is_recovery_by_reader,
        "roles": [
            {
                "id": held.id,
                "wording": held.role.wording,
                "until": f"{timezone.localtime(held.ends_at):%-d %B %Y}",
                "confirm_by": f"{timezone.localtime(held.confirm_by):%-d %B %Y}",
                "is_by_reader": held.is_by_reader,
            }
            for held in row.roles
        ],
    }
