"""What one signs in with: adding and removing passkeys and apps, and recovery codes.

The pages that add are open to somebody who gave the right password and has no factor yet: where one is
required, they get nowhere else.
"""

from collections.abc import Callable
from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.totp.internal.auth import generate_totp_secret
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.core import signing
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sightline.domain.vocabulary.factors import FactorKind
from sightline.errors import UserError
from sightline.records.accounts.queries import FactorRow, factors_of, has_factor
from sightline.records.accounts.services import factors as services
from sightline.web.accounts import passkeys
from sightline.web.accounts.forms import AppForm, PasskeyForm
from sightline.web.accounts.places import remember_browser
from sightline.web.accounts.sessions import begin_session, note_proof, user_half_way
from sightline.web.accounts.step_up import confirm_first, fresh
from sightline.web.page import Request, page

_APP_SECRET, _APP_SECRET_LASTS = "sightline.app-secret", 15 * 60


@require_GET
def factors(request: Request) -> HttpResponse:
    known = factors_of(request.user)
    return page(
        request,
        "accounts/factors.html",
        title="How you sign in",
        factors=[_shown(factor) for factor in known if factor.kind is not FactorKind.RECOVERY_CODES],
        codes_left=next((f.n_left for f in known if f.kind is FactorKind.RECOVERY_CODES), None),
        has_app=any(factor.kind is FactorKind.APP for factor in known),
    )


@login_not_required
@require_GET
def factor_first(request: HttpRequest) -> HttpResponse:
    """This is where somebody comes by who has a password and nothing else."""
    if _adding(request) is None:
        return redirect("sign_in")
    return page(request, "accounts/factor_first.html", title="Add a second way to show that it is you")


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def passkey_new(request: HttpRequest) -> HttpResponse:
    if (refusal := _refuse_to_add(request)) is not None:
        return refusal
    form = PasskeyForm(request.POST or None)
    refused = ""
    if request.method == "POST" and form.is_valid():
        try:
            credential = passkeys.registered(request, form.cleaned_data["credential"])
        except passkeys.PasskeyRefused as error:
            refused = str(error)
        else:
            name = form.cleaned_data["name"]
            return _add(
                request,
                lambda user: services.add_passkey(
                    by=user, now=timezone.now(), name=name, credential=credential
                ),
            )
    return page(request, "accounts/passkey_new.html", title="Add a passkey", form=form, refused=refused)


@login_not_required
@require_POST
def passkey_new_options(request: HttpRequest) -> HttpResponse:
    if (refusal := _refuse_to_add(request)) is not None:
        return refusal
    return JsonResponse(passkeys.ask_to_register(request, _adding(request)))


@login_not_required
@sensitive_post_parameters("secret", "code")
@require_http_methods(["GET", "HEAD", "POST"])
def app_new(request: HttpRequest) -> HttpResponse:
    if (refusal := _refuse_to_add(request)) is not None:
        return refusal
    form = AppForm(request.POST or None)
    secret = _given_secret(request) or generate_totp_secret()
    if request.method == "POST" and form.is_valid():
        code = form.cleaned_data["code"]
        try:
            return _add(
                request,
                lambda user: services.add_app(by=user, now=timezone.now(), secret=secret, code=code),
            )
        except UserError as error:
            form.add_error("code", str(error))
    address = get_adapter().build_totp_url(_adding(request), secret)
    return page(
        request,
        "accounts/app_new.html",
        title="Add an authenticator app",
        form=form,
        # Drawn here from numbers alone; nothing a person typed is in it but as black and white squares.
        picture=mark_safe(get_adapter().build_totp_svg(address).partition("?>")[2]),  # noqa: S308
        secret=" ".join(secret[at : at + 4] for at in range(0, len(secret), 4)),
        sealed_secret=signing.dumps(secret, salt=_APP_SECRET),
    )


@require_POST
def recovery_codes_new(request: Request) -> HttpResponse:
    if not fresh(request):
        return confirm_first(request)
    codes = services.new_recovery_codes(by=request.user, now=timezone.now())
    return _show_codes(request, codes)


@require_POST
def factor_remove(request: Request, factor_id: int) -> HttpResponse:
    if not fresh(request):
        return confirm_first(request)
    try:
        services.remove_factor(
            by=request.user,
            now=timezone.now(),
            factor_id=factor_id,
            needs_one=settings.SECOND_FACTOR_IS_REQUIRED,
        )
    except services.FactorRefused as error:
        messages.error(request, str(error))
    else:
        update_session_auth_hash(request, request.user)
        messages.success(request, "It is removed. Other browsers that were signed in are signed out.")
    return redirect("factors")


def _adding(request: HttpRequest) -> Any:
    """This is who may add a factor here: who is signed in, or has proved all they have."""
    if request.user.is_authenticated:
        return request.user
    found = user_half_way(request, timezone.now())
    return found[0] if found and not has_factor(found[0]) else None


def _refuse_to_add(request: HttpRequest) -> HttpResponse | None:
    if _adding(request) is None:
        return redirect("sign_in")
    if request.user.is_authenticated and not fresh(request):
        return confirm_first(request)
    return None


def _add(request: HttpRequest, add: Callable[[Any], tuple[str, ...]]) -> HttpResponse:
    """This adds a factor; whoever was half way is signed in by it. Then it shows recovery codes, once."""
    now = timezone.now()
    user = _adding(request)
    onward = user_half_way(request, now)
    codes = add(user)
    if request.user.is_authenticated:
        update_session_auth_hash(request, user)
        note_proof(request, now)
        messages.success(request, "It is added. Other browsers that were signed in are signed out.")
        return _show_codes(request, codes) if codes else redirect("factors")
    assert onward is not None, "whoever adds a factor is signed in or half way"
    begin_session(request, user, now=now, means="new factor")
    return remember_browser(request, _show_codes(request, codes, onward[1]), user.email)


def _show_codes(request: HttpRequest, codes: tuple[str, ...], onward: str = "") -> HttpResponse:
    return page(
        request,
        "accounts/recovery_codes.html",
        title="Your recovery codes",
        codes=[f"{code[:4]} {code[4:]}" for code in codes],
        onward=onward,
    )


def _given_secret(request: HttpRequest) -> str | None:
    try:
        return signing.loads(request.POST.get("secret", ""), salt=_APP_SECRET, max_age=_APP_SECRET_LASTS)
    except signing.BadSignature:
        return None


def _shown(factor: FactorRow) -> dict[str, Any]:
    used = factor.last_used_at
    return {
        "id": factor.id,
        "name": factor.name,
        "kind": factor.kind.wording,
        "added": f"{timezone.localtime(factor.added_at):%-d %B %Y}",
        "used": f"{timezone.localtime(used):%-d %B %Y}" if used else "not yet",
    }
