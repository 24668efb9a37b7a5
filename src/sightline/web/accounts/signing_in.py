"""Signing in and out: a passkey alone, or a password and a second step."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from sightline.domain.vocabulary.factors import FactorKind
from sightline.records.accounts.queries import has_factor, has_kind
from sightline.records.accounts.services import sign_in as services
from sightline.records.accounts.services.guesses import TooManyGuesses
from sightline.web.accounts import passkeys
from sightline.web.accounts.forms import CodeForm, SignInForm
from sightline.web.accounts.places import known_browser, place_of, remember_browser
from sightline.web.accounts.sessions import begin_session, half_way, user_half_way
from sightline.web.onward import onward_from
from sightline.web.page import Request, page


@login_not_required
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    onward = onward_from(request)
    if request.user.is_authenticated:
        return redirect(onward)
    now = timezone.now()
    form = SignInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        email, password = form.cleaned_data["email"], form.cleaned_data["password"]
        try:
            user = services.check_password(
                now=now,
                email=email,
                password=password,
                place=place_of(request),
                device=known_browser(request, email),
            )
        except TooManyGuesses as error:
            return too_many_guesses(request, error)
        except services.SignInRefused as error:
            form.add_error("email", str(error))
        else:
            return after_password(request, user, now=now, onward=onward)
    return page(request, "accounts/sign_in.html", title="Sign in", form=form, next=onward)


def after_password(request: HttpRequest, user: Any, *, now: datetime, onward: str) -> HttpResponse:
    """This goes on with somebody who gave the right password: to what else is asked of them, if anything."""
    if has_factor(user) or settings.SECOND_FACTOR_IS_REQUIRED:
        half_way(request, user, now=now, onward=onward)
        return redirect("second_step" if has_factor(user) else "factor_first")
    begin_session(request, user, now=now, means="password")
    return remember_browser(request, redirect(onward), user.email)


@login_not_required
@require_POST
def passkey_options(request: HttpRequest) -> HttpResponse:
    return JsonResponse(passkeys.ask_to_sign(request))


@login_not_required
@require_POST
def sign_in_with_passkey(request: HttpRequest) -> HttpResponse:
    """Nothing here is slowed down: a signature cannot be guessed, and wrong passwords do not count."""
    now, onward = timezone.now(), onward_from(request)
    if request.user.is_authenticated:
        return redirect(onward)
    form = SignInForm()
    try:
        user = passkeys.who_signed(request, request.POST.get("credential", ""), now)
    except passkeys.PasskeyRefused as error:
        services.note_passkey_refused(now=now, tried=error.tried)
        return page(
            request, "accounts/sign_in.html", title="Sign in", form=form, next=onward, refused=str(error)
        )
    begin_session(request, user, now=now, means=FactorKind.PASSKEY.value)
    return remember_browser(request, redirect(onward), user.email)


@login_not_required
@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def second_step(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    found = user_half_way(request, now)
    if found is None:
        return redirect("sign_in")
    user, onward = found
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            kind = services.check_code(user=user, now=now, code=form.cleaned_data["code"])
        except TooManyGuesses as error:
            return too_many_guesses(request, error)
        except services.CodeRefused as error:
            form.add_error("code", str(error))
        else:
            begin_session(request, user, now=now, means=kind.value)
            return remember_browser(request, redirect(onward), user.email)
    return page(
        request,
        "accounts/second_step.html",
        title="Show that it is you",
        form=form,
        next=onward,
        has_passkey=has_kind(user, FactorKind.PASSKEY),
        has_app=has_kind(user, FactorKind.APP),
    )


@require_POST
def sign_out(request: Request) -> HttpResponse:
    services.note_sign_out(by=request.user, now=timezone.now())
    logout(request)
    response = redirect("sign_in")
    # Not "cookies": the one that tells a known browser apart outlives a session.
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


def too_many_guesses(request: HttpRequest, error: TooManyGuesses) -> HttpResponse:
    """This answers alike for accounts that exist and those that do not."""
    again_at = timezone.localtime(error.again_at)
    response = page(
        request,
        "errors/error.html",
        status=429,
        title="Too many wrong attempts",
        paragraphs=(
            f"Passwords and codes are not looked at until {again_at:%H:%M}. Then try again.",
            "A passkey works all the time: sign in with it.",
            "If it was not you who tried, tell whoever runs Sightline for you.",
        ),
        back=(reverse("sign_in"), "Back to signing in"),
    )
    response.headers["Retry-After"] = str(max(1, int((error.again_at - timezone.now()).total_seconds())))
    return response
