"""Proving once more who one is, before something that a borrowed screen must not be enough for."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from sightline.domain.vocabulary.factors import FactorKind
from sightline.records.accounts.queries import has_factor, has_kind
from sightline.records.accounts.services import sign_in as services
from sightline.records.accounts.services.guesses import TooManyGuesses
from sightline.web.accounts import passkeys
from sightline.web.accounts.forms import ConfirmForm
from sightline.web.accounts.places import known_browser, place_of
from sightline.web.accounts.sessions import note_proof, proved_lately
from sightline.web.accounts.signing_in import too_many_guesses
from sightline.web.drafts import keep_what_was_typed
from sightline.web.onward import came_from, onward_from
from sightline.web.page import Request, page


def fresh(request: HttpRequest) -> bool:
    """This says whether the user proved who they are in the last minutes.

    Example: `if not fresh(request): return confirm_first(request)`
    """
    return proved_lately(request, timezone.now())


def confirm_first(request: HttpRequest) -> HttpResponse:
    """This leads to the page that asks for the proof, and from there back; a form is then filled in again."""
    is_form = request.method == "POST"
    onward = came_from(request) if is_form else request.get_full_path()
    response = redirect(f"{reverse('confirm')}?{urlencode({'next': onward})}")
    return keep_what_was_typed(request, response, request.user) if is_form else response


@sensitive_post_parameters("password", "code")
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: Request) -> HttpResponse:
    onward = onward_from(request)
    needs_code = has_factor(request.user)
    form = ConfirmForm(request.POST or None, needs_code=needs_code)
    refused = ""
    if "credential" in request.POST:
        form = ConfirmForm(needs_code=needs_code)
        try:
            _check_passkey(request)
        except passkeys.PasskeyRefused as error:
            refused = str(error)
        else:
            note_proof(request, timezone.now())
            return redirect(onward)
    elif request.method == "POST" and form.is_valid():
        try:
            _check_typed(request, form)
        except TooManyGuesses as error:
            return too_many_guesses(request, error)
        except services.SignInRefused as error:
            form.add_error("password", str(error))
        except services.CodeRefused as error:
            form.add_error("code", str(error))
        else:
            note_proof(request, timezone.now())
            return redirect(onward)
    return page(
        request,
        "accounts/confirm.html",
        title="Confirm that it is you",
        form=form,
        next=onward,
        refused=refused,
        has_passkey=has_kind(request.user, FactorKind.PASSKEY),
    )


def _check_passkey(request: Request) -> None:
    signed = passkeys.who_signed(request, request.POST["credential"], timezone.now())
    if signed != request.user:
        raise passkeys.PasskeyRefused(signed)


def _check_typed(request: Request, form: ConfirmForm) -> None:
    user, now = request.user, timezone.now()
    services.check_own_password(
        by=user,
        now=now,
        password=form.cleaned_data["password"],
        place=place_of(request),
        device=known_browser(request, user.email),
    )
    if "code" in form.fields:
        services.check_code(user=user, now=now, code=form.cleaned_data["code"])
