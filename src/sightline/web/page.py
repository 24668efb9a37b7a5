"""How a page is made: its template, the layout every page shares, and who is signed in."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from sightline.domain.policy.permissions import Permission
from sightline.records.access.queries import may


class Request(HttpRequest):
    """A request of somebody who has signed in, which the middleware sees to."""

    user: Any


@dataclass(frozen=True, slots=True)
class NavigationLink:
    """One entry of the navigation under the header."""

    text: str
    href: str
    active: bool


#: Wording, name of the address, first part of the addresses below it, and the permission it takes.
NAVIGATION = (
    ("Home", "home", "/", None),
    ("Cases", "cases", "/cases/", Permission.READ_CASE),
    ("Safeguards", "safeguards", "/safeguards/", Permission.SET_BARS),
    ("Reviews", "reviews", "/reviews/", Permission.READ_REVIEWS),
    ("Actions", "actions", "/actions/", Permission.READ_ACTIONS),
    ("Published documents", "published_documents", "/published-documents/", Permission.CHECK_DOCUMENTS),
    ("Your staff", "own_staff", "/staff/", Permission.MANAGE_OWN_STAFF),
    ("Agencies", "agencies", "/agencies/", Permission.MANAGE_USERS),
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
        for wording, name, below, permission in NAVIGATION
        if permission is None or may(user, permission)
    )


def _is_below(path: str, below: str) -> bool:
    return path == "/" if below == "/" else path.startswith(below)
