"""Where errors become pages: what is not there, what is not allowed, what went wrong."""

import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from urllib.parse import urlencode, urlsplit
from uuid import UUID

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from sightline.errors import NotFound, UserError
from sightline.records.access.policies import NotAllowed, require
from sightline.records.audit.room import NoRoomToWrite, is_no_room
from sightline.records.audit.services import record_refusal
from sightline.web.accounts.session_time import ended_for
from sightline.web.drafts import NOT_GIVEN_BACK, keep_what_was_typed
from sightline.web.onward import came_from
from sightline.web.page import page
from sightline.web.routes import ASKED_FOR, opening


class Refusals:
    """Middleware: an error of the records becomes the page it means, in this one place.

    What a user may not see answers like what does not exist, so that nobody learns that it does.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., HttpResponse],
        args: Sequence[Any],
        kwargs: Mapping[str, Any],
    ) -> HttpResponse | None:
        """This refuses a page before it begins where its address says that it is not for this user."""
        try:
            require(opening(request))
        except (NotAllowed, NotFound) as error:
            return self.process_exception(request, error)
        return None

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """This answers for the anticipated errors, and leaves the rest to be logged as bugs.

        That somebody was refused a thing is in the audit trail before they are told.
        """
        if isinstance(error, NotAllowed | NotFound | Http404):
            record_refused(request)
        if isinstance(error, NotAllowed):
            return not_allowed(request, reason=str(error))
        if isinstance(error, NotFound):
            return not_found(request, error)
        if isinstance(error, NoRoomToWrite) or is_no_room(error):
            return nothing_saved(request)
        if isinstance(error, UserError):
            return not_possible(request, str(error))
        return None


def record_refused(request: HttpRequest) -> None:
    """This keeps that whoever asks was refused what the address names, before they are told."""
    route = request.resolver_match
    user = getattr(request, "user", None)
    if route is None or user is None or not user.is_authenticated:
        return
    asked = [
        (ASKED_FOR.get(name, name), value) for name, value in route.kwargs.items() if isinstance(value, UUID)
    ]
    kind, object_id = asked[-1] if asked else ("", "")
    record_refusal(
        by=user,
        now=timezone.now(),
        verb="refused",
        object_type=kind,
        object_id=str(object_id),
        route=route.url_name or "",
        method=request.method or "",
    )


class SignInFirst(LoginRequiredMiddleware):
    """Middleware: whoever is not signed in is sent to do so, but not with what they had just written.

    A session ends while somebody writes, or elsewhere; the words of the form sent after that are kept.
    """

    def handle_no_permission(  # type: ignore[override]  # it need not be a redirect
        self, request: HttpRequest, view_func: Callable[..., Any]
    ) -> HttpResponse:
        """This shows what was typed instead of dropping it."""
        if request.method == "POST":
            return signed_out(request)
        return super().handle_no_permission(request, view_func)


def signed_out(request: HttpRequest) -> HttpResponse:
    """This keeps what was typed into a form for the user whose session has just ended.

    Where it is not known whose form it was, the words are given back at once, and nothing is kept.
    """
    written = _written(request)
    if not written:
        return redirect(_sign_in_href(request))
    user = ended_for(request)
    title, why = "You were signed out", "Sightline signs you out when you have not used it for a while."
    if user is None:
        return _given_back(request, written, title=title, why=why)
    response = page(
        request,
        "errors/kept.html",
        status=403,
        title=title,
        why=why,
        sign_in_href=_sign_in_href(request),
    )
    return keep_what_was_typed(request, response, user)


def _given_back(request: HttpRequest, written: list[str], *, title: str, why: str) -> HttpResponse:
    return page(
        request,
        "errors/given_back.html",
        status=403,
        title=title,
        why=why,
        written=written,
        sign_in_href=_sign_in_href(request),
    )


def _written(request: HttpRequest) -> list[str]:
    """This is the words of a form that a person typed: whatever has more than one."""
    names = [name for name in request.POST if name not in NOT_GIVEN_BACK]
    values = (value for name in names for value in request.POST.getlist(name))
    return [value for value in values if len(value.split()) > 1]


def _sign_in_href(request: HttpRequest) -> str:
    """This leads to the sign-in page, which goes on to the page of ours that the form stood on."""
    return f"{reverse('sign_in')}?{urlencode({'next': came_from(request)})}"


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return page(
        request,
        "errors/error.html",
        status=404,
        title="This page is not here",
        paragraphs=(
            "The address may be mistyped, or the page belongs to another agency.",
            "If a colleague sent you the link, ask them or your review coordinator.",
        ),
    )


def not_allowed(
    request: HttpRequest, exception: Exception | None = None, *, reason: str = ""
) -> HttpResponse:
    return page(
        request,
        "errors/error.html",
        status=403,
        title="You may not do this",
        paragraphs=(
            reason or str(exception or "") or "Your account may not do this. Ask a review coordinator.",
        ),
    )


def not_possible(request: HttpRequest, reason: str) -> HttpResponse:
    """This answers where something cannot be done any more, mostly because somebody else was faster."""
    return page(
        request,
        "errors/error.html",
        status=409,
        title="This cannot be done now",
        paragraphs=(reason, "Nothing was changed. Go back and load the page again to see how things stand."),
    )


def nothing_saved(request: HttpRequest) -> HttpResponse:
    """This answers while nothing can be written. It asks nothing of the database."""
    return render(request, "errors/503.html", status=503)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return page(
        request,
        "errors/error.html",
        status=400,
        title="This request could not be understood",
        paragraphs=("Go back, load the page again and try once more.",),
    )


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """This answers where the secret of a form is missing or belongs to another session.

    What was typed is given back to a form of ours only: no other site shall put its words on our page.
    """
    title = "This form is no longer valid"
    why = "You may have signed out, or in again, in another window."
    is_ours = urlsplit(request.headers.get("Origin", "")).netloc == request.get_host()
    if is_ours and (written := _written(request)):
        return _given_back(request, written, title=title, why=why)
    return page(
        request,
        "errors/error.html",
        status=403,
        title=title,
        paragraphs=(f"{why} Nothing was saved.", "Load the page again and send the form once more."),
    )


def failed(request: HttpRequest) -> HttpResponse:
    """This is the page for a bug. It asks nothing of the database, which may be what failed."""
    if is_no_room(sys.exception()):
        return nothing_saved(request)
    return render(request, "errors/500.html", status=500)
