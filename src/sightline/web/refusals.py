"""Where errors become pages: what is not there, what is not allowed, what went wrong."""

import logging
import secrets
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urlsplit
from uuid import UUID

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from sightline.errors import NotFound, UserError
from sightline.records.access.policies import NotAllowed, require
from sightline.records.audit.room import NoRoomToWrite, is_no_room
from sightline.records.audit.services import record_refusal
from sightline.records.busy import Busy, is_away, is_busy
from sightline.web.accounts.session_time import ended_for
from sightline.web.drafts import NOT_GIVEN_BACK, SECRETS, keep_what_was_typed
from sightline.web.onward import came_from
from sightline.web.page import page
from sightline.web.routes import ASKED_FOR, opening

_log = logging.getLogger(__name__)


class Refusals:
    """Middleware: an error of the records becomes the page it means, in this one place.

    What a user may not see answers like what does not exist, so that nobody learns that it does.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        # What fails from now on, such as to keep the session, fails after what was asked for is done.
        request.is_answered = True  # type: ignore[attr-defined]
        return response

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
        if outage := _outage(error):
            return unavailable(request, outage, is_ours=True)
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
    written = _written(request.POST)
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


def _is_ours(request: HttpRequest) -> bool:
    return urlsplit(request.headers.get("Origin", "")).netloc == request.get_host()


def _written(typed: QueryDict) -> list[str]:
    """This is the words of a form that a person typed: whatever has more than one."""
    values = (value for name, value in _fields(typed) if name not in NOT_GIVEN_BACK)
    return [value for value in values if len(value.split()) > 1]


def _fields(typed: QueryDict) -> list[tuple[str, str]]:
    return [
        (name, value) for name, values in typed.lists() for value in values if name != "csrfmiddlewaretoken"
    ]


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


@dataclass(frozen=True, slots=True)
class Outage:
    """Why nothing can be saved for a while, as a page says it. `resends`: what was sent is not saved yet."""

    title: str
    paragraphs: tuple[str, ...]
    resends: bool


_NO_ROOM = Outage(
    "Nothing can be saved now",
    (
        "The disk of Sightline is full, or its database is read-only. What was saved before is safe, and you "
        "can go on reading it; what you sent just now was not saved.",
        "Keep a copy of what you typed. Tell whoever runs Sightline for you. It goes on by itself as soon as "
        "there is room.",
    ),
    resends=True,
)
_BUSY = Outage(
    "Sightline is busy",
    (
        "Others are saving so much at once that yours had to wait for too long. Nothing was saved of what "
        "you sent just now. Try again in a moment.",
    ),
    resends=True,
)
_BUSY_AFTER_ALL = Outage(
    "Sightline is busy",
    (
        "Others are saving so much at once that the next page could not be made. If you were saving "
        "something, look whether it is there before you send it again.",
    ),
    resends=False,
)
_AWAY = Outage(
    "Sightline cannot reach its database",
    (
        "What was saved before is safe. It goes on by itself as soon as the database answers again: try "
        "again in a minute.",
        "If you were saving something, look first whether it is there: it may have been saved in the moment "
        "in which the database went away.",
    ),
    resends=False,
)


def _outage(error: BaseException | None) -> Outage | None:
    if isinstance(error, NoRoomToWrite) or is_no_room(error):
        return _NO_ROOM
    if isinstance(error, Busy) or is_busy(error):
        return _BUSY
    return _AWAY if is_away(error) else None


def unavailable(request: HttpRequest, outage: Outage, *, is_ours: bool) -> HttpResponse:
    """This answers while nothing can be written, and gives back what was typed. It asks no database.

    `is_ours` says that the form came from a page of ours: no other site shall have its words sent from here.
    """
    typed = request.POST if is_ours else QueryDict()
    whole = outage.resends and not request.FILES and SECRETS.isdisjoint(typed)
    return render(
        request,
        "errors/503.html",
        {
            "title": outage.title,
            "paragraphs": outage.paragraphs,
            "written": _written(typed),
            "fields": _fields(typed) if whole else [],
            "address": request.get_full_path(),
        },
        status=503,
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
    if _is_ours(request) and (written := _written(request.POST)):
        return _given_back(request, written, title=title, why=why)
    return page(
        request,
        "errors/error.html",
        status=403,
        title=title,
        paragraphs=(f"{why} Nothing was saved.", "Load the page again and send the form once more."),
    )


def failed(request: HttpRequest) -> HttpResponse:
    """This is the page for a bug. It asks nothing of the database, which may be what failed.

    The reference on it is in the log too, so that who quotes it need not remember what they did when.
    """
    error = sys.exception()
    outage = _outage(error)
    if outage is _BUSY and getattr(request, "is_answered", False):
        outage = _BUSY_AFTER_ALL
    if outage:
        return unavailable(request, outage, is_ours=_is_ours(request))
    reference = secrets.token_hex(4).upper()
    _log.error("Fault %s: %s at %s", reference, type(error).__name__, request.path)
    return render(request, "errors/500.html", {"reference": reference}, status=500)
