"""Where a request comes from, and whether it comes from a browser in which the account was used before."""

import secrets
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare, salted_hmac

_COOKIE_AGE = 365 * 24 * 60 * 60
_SALT = "sightline.known-browser"


def place_of(request: HttpRequest) -> str:
    """This is the network address of whoever sent a request.

    With https there is a proxy in front, which adds the address it saw at the end of the header; what
    stands before that is whatever the sender likes.
    """
    forwarded = request.headers.get("X-Forwarded-For", "") if settings.SECURE_PROXY_SSL_HEADER else ""
    return forwarded.rpartition(",")[2].strip() or request.META.get("REMOTE_ADDR", "")


def known_browser(request: HttpRequest, email: str) -> str | None:
    """This names the browser, if the account with that e-mail address was signed in to in it before.

    Guesses in it are counted apart, so that somebody elsewhere who guesses cannot keep its user out.
    """
    found = _read(request)
    return found["nonce"] if found and constant_time_compare(found["of"], _digest(email)) else None


def remember_browser(request: HttpRequest, response: HttpResponse, email: str) -> HttpResponse:
    """This is the response, which marks the browser as one in which the account was signed in to."""
    known = {"nonce": known_browser(request, email) or secrets.token_hex(16), "of": _digest(email)}
    response.set_cookie(
        _cookie_name(),
        signing.dumps(known, salt=_SALT),
        max_age=_COOKIE_AGE,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


def _read(request: HttpRequest) -> dict[str, Any] | None:
    try:
        return signing.loads(request.COOKIES.get(_cookie_name(), ""), salt=_SALT, max_age=_COOKIE_AGE)
    except signing.BadSignature:
        return None


def _cookie_name() -> str:
    return "__Host-browser" if settings.SESSION_COOKIE_SECURE else "browser"


def _digest(email: str) -> str:
    return salted_hmac(_SALT, email.strip().lower(), algorithm="sha256").hexdigest()
