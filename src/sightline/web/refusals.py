"""Where errors become pages: what is not there, what is not allowed, what went wrong."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from sightline.errors import NotFound, UserError
from sightline.records.access.policies import NotAllowed
from sightline.web.page import page


class Refusals:
    """Middleware: an error of the records becomes the page it means, in this one place.

    What a user may not see answers like what does not exist, so that nobody learns that it does.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """This answers for the anticipated errors, and leaves the rest to be logged as bugs."""
        if isinstance(error, NotAllowed):
            return not_allowed(request, reason=str(error))
        if isinstance(error, NotFound):
            return not_found(request, error)
        if isinstance(error, UserError):
            return not_possible(request, str(error))
        return None


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
    """This answers where the secret of a form is missing or belongs to another session."""
    return page(
        request,
        "errors/error.html",
        status=403,
        title="This form is no longer valid",
        paragraphs=(
            "You may have signed out, or in again, in another window. Nothing was saved.",
            "Go back, load the page again and send the form once more. Copy what you wrote first.",
        ),
    )


def failed(request: HttpRequest) -> HttpResponse:
    """This is the page for a bug. It asks nothing of the database, which may be what failed."""
    return render(request, "errors/500.html", status=500)
