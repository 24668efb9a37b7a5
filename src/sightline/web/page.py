"""How a page is made: its template, the layout every page shares, and who is signed in."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from sightline.web.routes import ROUTES, refusing


class Request(HttpRequest):
    """A request of somebody who has signed in, which the middleware sees to."""

    user: Any


@dataclass(frozen=True, slots=True)
class NavigationLink:
    """One entry of the navigation under the header."""

    text: str
    href: str
    active: bool


#: Wording, name of the address, first part of the addresses below it.
NAVIGATION = (
    ("Home", "home", "/"),
    ("Cases", "cases", "/cases/"),
    ("Chronologies asked", "own_returns", "/returns/"),
    ("Safeguards", "safeguards", "/safeguards/"),
    ("Reviews", "reviews", "/reviews/"),
    ("Actions", "actions", "/actions/"),
    ("Published documents", "published_documents", "/published-documents/"),
    ("Your staff", "own_staff", "/staff/"),
    ("Agencies", "agencies", "/agencies/"),
)


def page(request: HttpRequest, template: str, *, status: int = 200, **context: Any) -> HttpResponse:
    """This answers with a page in the layout all pages share."""
    return render(request, template, {"navigation": navigation(request), **context}, status=status)


def navigation(request: HttpRequest) -> tuple[NavigationLink, ...]:
    """This is the navigation of whoever is signed in; nobody sees what they may not open."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return ()
    return tuple(
        NavigationLink(wording, reverse(name), _is_below(request.path, below))
        for wording, name, below in NAVIGATION
        if refusing(user, ROUTES[name]) is None
    )


def _is_below(path: str, below: str) -> bool:
    return path == "/" if below == "/" else path.startswith(below)
