"""What a session says about how its user got in."""

from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth import login
from django.http import HttpRequest

from sightline.domain.sign_in import FRESH_FOR, SECOND_STEP_WITHIN
from sightline.errors import NotFound
from sightline.records.access.queries import user_with_id
from sightline.records.accounts.services.sign_in import note_sign_in

BEGAN, SEEN = "began_at", "seen_at"
_HALF_WAY, _PROVED = "half_way", "proved_at"


def begin_session(request: HttpRequest, user: Any, *, now: datetime, means: str) -> None:
    """This signs a user in who has proved all that is asked of them, under a new session id."""
    note_sign_in(by=user, now=now, means=means)
    request.session.pop(_HALF_WAY, None)
    login(request, user)
    request.session[BEGAN] = request.session[SEEN] = now.timestamp()
    note_proof(request, now)


def note_proof(request: HttpRequest, now: datetime) -> None:
    """This keeps that a user has just proved who they are, and gives the session a new id."""
    request.session.cycle_key()
    request.session[_PROVED] = now.timestamp()


def proved_lately(request: HttpRequest, now: datetime) -> bool:
    return _is_within(request.session.get(_PROVED), now, FRESH_FOR)


def half_way(request: HttpRequest, user: Any, *, now: datetime, onward: str) -> None:
    """This keeps that a user gave the right password and has something else to prove.

    Nobody is signed in by it: to every page but those of the second step they are a stranger.
    """
    request.session.cycle_key()
    request.session[_HALF_WAY] = {
        "user": str(user.pk),
        "agreed": user.get_session_auth_hash(),
        "at": now.timestamp(),
        "onward": onward,
    }


def user_half_way(request: HttpRequest, now: datetime) -> tuple[Any, str] | None:
    """This is who gave the right password a short while ago, and where they wanted to go."""
    found = request.session.get(_HALF_WAY)
    if not found or not _is_within(found["at"], now, SECOND_STEP_WITHIN):
        return None
    try:
        user = user_with_id(found["user"])
    except NotFound:
        return None
    # The password may have been changed, or all sessions ended, since.
    return (user, found["onward"]) if found["agreed"] == user.get_session_auth_hash() else None


def _is_within(at: float | None, now: datetime, time: timedelta) -> bool:
    return at is not None and 0 <= now.timestamp() - at < time.total_seconds()
