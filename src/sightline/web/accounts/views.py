"""One's own account, and the agencies and users a coordinator adds."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from sightline.domain.policy.permissions import Permission
from sightline.errors import UserError
from sightline.records.access import services
from sightline.records.access.policies import holding, require, roles_of
from sightline.records.access.queries import users_of_agencies
from sightline.records.actions.queries import saved_views
from sightline.records.agencies.queries import agencies
from sightline.web.accounts.forms import AgencyForm, AgencyNameForm, PasswordForm
from sightline.web.accounts.staff import agency_with
from sightline.web.page import Request, page
from sightline.web.wording import count


@require_GET
def account(request: Request) -> HttpResponse:
    user = request.user
    rows = (
        ("Name", user.name),
        ("E-mail", user.email),
        ("Agency", user.agency.name),
        ("Roles", ", ".join(sorted(role.wording for role in roles_of(user)))),
    )
    views = [{"name": view.name, "href": f"{reverse('actions')}?{view.query}"} for view in saved_views(user)]
    return page(request, "accounts/account.html", title="Your account", rows=rows, saved_views=views)


@sensitive_post_parameters("current", "new")
@require_http_methods(["GET", "HEAD", "POST"])
def password(request: Request) -> HttpResponse:
    form = PasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.change_password(by=request.user, now=timezone.now(), **form.cleaned_data)
        except services.CurrentPasswordWrong as error:
            form.add_error("current", str(error))
        except services.AccountRefused as error:
            form.add_error("new", str(error))
        else:
            update_session_auth_hash(request, request.user)
            messages.success(request, "Your password is changed.")
            return redirect("account")
    return page(request, "accounts/password.html", title="Change your password", form=form)


@require_GET
def agency_list(request: Request) -> HttpResponse:
    require(holding(request.user, Permission.MANAGE_USERS))
    users = users_of_agencies(request.user)
    known = agencies()
    services.record_agencies_listed(
        by=request.user, now=timezone.now(), agencies=[agency.id for agency in known]
    )
    rows = [
        {
            "href": reverse("agency", args=[agency.id]),
            "name": agency.name,
            "other_names": ", ".join(agency.other_names),
            "n_users": count(len(users.get(agency.id, ())), "person", "people"),
        }
        for agency in known
    ]
    return page(request, "accounts/agencies.html", title="Agencies", agencies=rows)


@require_http_methods(["GET", "HEAD", "POST"])
def agency_new(request: Request) -> HttpResponse:
    require(holding(request.user, Permission.MANAGE_AGENCIES))
    form = AgencyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            agency = services.add_agency(by=request.user, now=timezone.now(), name=form.cleaned_data["name"])
        except UserError as error:
            form.add_error("name", str(error))
        else:
            messages.success(request, f"{agency.name} is added.")
            return redirect("agency", agency.id)
    return page(
        request,
        "accounts/form.html",
        title="Add an agency",
        form=form,
        save_wording="Add the agency",
        back_href=reverse("agencies"),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def agency(request: Request, agency_id: UUID) -> HttpResponse:
    require(holding(request.user, Permission.MANAGE_USERS))
    users = users_of_agencies(request.user)
    found = agency_with(agency_id)
    form = AgencyNameForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        name = form.cleaned_data["name"]
        try:
            services.add_agency_name(by=request.user, now=timezone.now(), agency_id=agency_id, name=name)
        except UserError as error:
            form.add_error("name", str(error))
        else:
            messages.success(request, f"“{name}” now means {found.name}.")
            return redirect("agency", agency_id)
    services.record_agencies_listed(
        by=request.user,
        now=timezone.now(),
        agencies=[agency_id],
        users=[user.id for user in users.get(agency_id, ())],
    )
    people = [
        {"name": user.name, "email": user.email, "role": ", ".join(role.wording for role in user.roles)}
        for user in users.get(agency_id, ())
    ]
    return page(
        request,
        "accounts/agency.html",
        title=found.name,
        agency=found,
        users=people,
        other_names=found.other_names,
        form=form,
    )
