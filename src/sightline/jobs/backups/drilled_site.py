"""A restored site is served for a moment: run by the drill in a process of its own, with the restored
database and files in its environment. It prints what it found as JSON: check → what is wrong, or nothing.
"""

import json
import logging
from urllib.parse import urlsplit

import django
from django.conf import settings


def main() -> None:
    """Set Django up on the restored site, look, print."""
    django.setup()
    logging.disable(logging.CRITICAL)  # what goes wrong is in the answer; a page's words are not for a log
    print(json.dumps(_found()))


def _found() -> dict[str, str]:
    # Records can be imported only after Django is set up.
    from django.test import Client  # noqa: PLC0415
    from django.utils import timezone  # noqa: PLC0415

    from sightline.jobs.audit_trail import chain_fault  # noqa: PLC0415
    from sightline.records.access.policies import actor_for  # noqa: PLC0415
    from sightline.records.access.queries import coordinators  # noqa: PLC0415
    from sightline.records.actor import acting  # noqa: PLC0415
    from sightline.records.reviews.queries.reviews import reviews  # noqa: PLC0415

    host = urlsplit(settings.ADDRESS).hostname or "127.0.0.1"
    client = Client(headers={"host": host}, raise_request_exception=False)
    is_https = settings.ADDRESS.startswith("https:")
    found = {
        "audit trail": chain_fault(),
        "sign-in page": _status(client.get(settings.LOGIN_URL, secure=is_https).status_code),
    }
    for user in coordinators():
        with acting(actor_for(user, timezone.now())):
            rows = reviews(user, timezone.localdate())
        if rows:
            client.force_login(user)
            page = client.get(f"/reviews/{rows[0].id}/action-plan/", secure=is_https)
            return {**found, "plan page": _status(page.status_code)}
    return found


def _status(code: int) -> str:
    return "" if code == 200 else f"status {code}"


if __name__ == "__main__":
    main()
