"""On whose behalf a request is answered."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from sightline.records.access.policies import actor_for
from sightline.records.actor import acting, nobody


def as_the_user(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """This shows each request the rows of whoever is signed in, with the roles they hold at this moment.

    Nobody signed in is nobody: a page that asked for protected rows then would fail.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        user = request.user
        with acting(actor_for(user, timezone.now())) if user.is_authenticated else nobody():
            return get_response(request)

    return middleware
