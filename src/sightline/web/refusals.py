"""Where errors become pages: what is not there, what is not allowed, what went wrong."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode, urlsplit
from uuid import UUID

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from sightline.errors import NotFound, UserError
from sightline.records.access.policies import NotAllowed
from sightline.records.audit.services import record_refusal
from sightline.web.page import page

#: Fields whose words are never shown again: passwords, and what no person types.
NOT_GIVEN_BACK = {
    "password",
    "current",
    "new",
    "code",
    "secret",
    "credential",
    "csrfmiddlewaretoken",
    "query",
    "back",
    "next",
}

#: What the id in an address is of, as the audit trail names it.
ASKED_FOR = {
    "action_id": "actions.Action",
    "agency_id": "agencies.Agency",
    "document_id": "reviews.PublishedDocument",
    "evidence_id": "actions.Evidence",
    "item_id": "reviews.ReadItem",
    "review_id": "reviews.Review",
    "view_id": "actions.SavedView",
}


class Refusals:
    """Middleware: an error of the records becomes the page it means, in this one place.

    What a user may not see answers like what does not exist, so that nobody learns that it does.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """This answers for the anticipated errors, and leaves the rest to be logged as bugs.

        That somebody was refused a thing is in the audit trail before they are told.
        """
        if isinstance(error, NotAllowed | NotFound | Http404):
            _record_refusal(request)
        if isinstance(error, NotAllowed):
            return not_allowed(request, reason=str(error))
        if isinstance(error, NotFound):
            return not_found(request, error)
        if isinstance(error, UserError):
            return not_possible(request, str(error))
        return None


def _record_refusal(request: HttpRequest) -> None:
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

    A session ends after a working day, or elsewhere; the form sent after that gets its words back.
    """

    def handle_no_permission(  # type: ignore[override]  # it need not be a redirect
        self, request: HttpRequest, view_func: Callable[..., Any]
    ) -> HttpResponse:
        """This shows what was typed instead of dropping it."""
        if request.method == "POST":
            return signed_out(request)
        return super().handle_no_permission(request, view_func)


def signed_out(request: HttpRequest) -> HttpResponse:
    """This gives back what was typed into a form that nobody signed in has sent. Nothing is kept of it."""
    written = _written(request)
    if not written:
        return redirect(_sign_in_href(request))
    return _given_back(
        request,
        written,
        title="You were signed out",
        why="Sightline signs you out after a working day, or when you sign out in another window.",
    )


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
    came_from = request.headers.get("Referer", "")
    is_ours = url_has_allowed_host_and_scheme(
        came_from, {request.get_host()}, require_https=request.is_secure()
    )
    onward = urlsplit(came_from)._replace(scheme="", netloc="").geturl() if is_ours else request.path
    return f"{reverse('sign_in')}?{urlencode({'next': onward})}"


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
    return render(request, "errors/500.html", status=500)
