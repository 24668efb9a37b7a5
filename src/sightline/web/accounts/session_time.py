"""Middleware that ends sessions in time, and says on each page when that will be; meeting mode."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from sightline.domain.sessions import LONGEST_MEETING, session_ends_at
from sightline.records.accounts.services.sign_in import note_sign_out
from sightline.web.accounts.sessions import BEGAN, SEEN
from sightline.web.accounts.step_up import confirm_first, fresh
from sightline.web.onward import came_from
from sightline.web.page import Request

_MEETING = "meeting_until"
#: A page's files and a second page opened at once need not write the session again.
_WORTH_WRITING = timedelta(seconds=10)


def sessions_end(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """This signs out whoever has done nothing for too long, or began too long ago."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            _keep_time(request, timezone.now())
        return get_response(request)

    return middleware


def ended_for(request: HttpRequest) -> Any:
    """This is the user whose session has just ended, where this request came too late."""
    return getattr(request, "session_ended_for", None)


@require_POST
def meeting(request: Request) -> HttpResponse:
    """This begins or ends meeting mode, for this session only."""
    if "end" in request.POST:
        request.session.pop(_MEETING, None)
        messages.success(request, "Meeting mode has ended.")
        return redirect(came_from(request))
    if not fresh(request):
        return confirm_first(request)
    request.session.cycle_key()
    request.session[_MEETING] = (timezone.now() + LONGEST_MEETING).timestamp()
    return redirect(came_from(request))


def _keep_time(request: Any, now: datetime) -> None:
    session = request.session
    began_at, seen_at = _time(session, BEGAN) or now, _time(session, SEEN) or now
    until = _time(session, _MEETING)
    if now >= session_ends_at(began_at=began_at, seen_at=seen_at, meeting_until=until):
        note_sign_out(by=request.user, now=now, because="time")
        request.session_ended_for = request.user
        session.flush()
        request.user = AnonymousUser()
        return
    is_new = SEEN not in session
    if is_new or (now - seen_at >= _WORTH_WRITING and not _asked_by_the_page_itself(request)):
        session[BEGAN], session[SEEN] = began_at.timestamp(), now.timestamp()
        seen_at = now
    # The layout of every page says these.
    ends_at = session_ends_at(began_at=began_at, seen_at=seen_at, meeting_until=until)
    request.signs_out_in = int((ends_at - now).total_seconds())
    request.signs_out_at = f"{timezone.localtime(ends_at):%H:%M}"
    request.meets_until = f"{timezone.localtime(until):%H:%M}" if until and now < until else ""


def _asked_by_the_page_itself(request: HttpRequest) -> bool:
    """A page that asks how far a reading has come shows nobody's presence."""
    return request.headers.get("Accept") == "application/json"


def _time(session: SessionBase, key: str) -> datetime | None:
    return datetime.fromtimestamp(session[key], UTC) if key in session else None
