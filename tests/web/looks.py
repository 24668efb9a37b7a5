"""Compares the rows that a page shows with the rows that the audit trail says were shown.

Every page of every test in this folder goes through it. A row is whatever is linked, offered to be
chosen or shown as an entry in the page's own part: its address, value or id is that of an action and so on.
"""

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.db.models import Max
from django.http import HttpResponse
from django.test import Client
from django.urls import Resolver404, resolve

from sightline.records.audit.models import AuditEntry, AuditSubject
from sightline.web.refusals import ASKED_FOR

#: A row of these is about people, or leads to what is.
TRACKED = {
    "actions.Action",
    "actions.Evidence",
    "audit.ReadingAlert",
    "cases.Case",
    "cases.CaseNote",
    "cases.EmergencyAccess",
    "cases.SealChange",
    "cases.Share",
    "events.Event",
    "people.Bar",
    "people.PersonRecord",
    "reviews.PublishedDocument",
    "reviews.Review",
}
_CHOSEN = re.compile(r'<input[^>]* name="(?:action|original)"[^>]* value="([0-9a-f-]{36})"')
_ENTRY = re.compile(r'id="entry-([0-9a-f-]{36})"')
_LINKED = re.compile(r'(?:href|action)="([^"]+)"')


def every_page_is_compared(request: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """This is Django's test client's way of asking, with the comparison after it."""

    def asked(client: Client, **environment: Any) -> HttpResponse:
        before = AuditEntry.objects.aggregate(last=Max("sequence"))["last"] or 0
        response = request(client, **environment)
        if response.status_code == 200 and response.headers["Content-Type"].startswith("text/html"):
            shown, logged = shown_rows(response.text), logged_rows(before)
            assert shown <= logged, f"{environment['PATH_INFO']} shows what is not logged: {shown - logged}"
        return response

    return asked


def shown_rows(page: str) -> set[tuple[str, str]]:
    """The type and id of each row in the page's own part."""
    main = page[page.index("<main") : page.index("</main>")]
    rows = {("actions.Action", chosen) for chosen in _CHOSEN.findall(main)}
    rows |= {("events.Event", entry) for entry in _ENTRY.findall(main)}
    for href in _LINKED.findall(main):
        try:
            route = resolve(urlsplit(href).path)
        except Resolver404:
            continue
        rows |= {(ASKED_FOR[name], str(value)) for name, value in route.kwargs.items() if name in ASKED_FOR}
    return {row for row in rows if row[0] in TRACKED}


def logged_rows(after: int) -> set[tuple[str, str]]:
    """The type and id of each row that entries after that one say was shown."""
    subjects = AuditSubject.objects.filter(entry__sequence__gt=after)
    logged = set(subjects.values_list("object_type", "object_id"))
    return {row for row in logged if row[0] in TRACKED}
