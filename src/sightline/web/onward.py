"""Where to go next, as the browser asks for it: never to another site."""

from urllib.parse import urlsplit

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme


def onward_from(request: HttpRequest) -> str:
    """This is a page of ours that was asked for, else the first page."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    # A word without a stroke would be taken for the name of an address.
    return wanted if wanted.startswith("/") and _is_ours(request, wanted) else reverse("home")


def came_from(request: HttpRequest) -> str:
    """This is the page of ours that a form stood on, else the address it was sent to."""
    page = request.headers.get("Referer", "")
    if not _is_ours(request, page):
        return request.path
    return urlsplit(page)._replace(scheme="", netloc="", fragment="").geturl()


def _is_ours(request: HttpRequest, address: str) -> bool:
    return url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure())
