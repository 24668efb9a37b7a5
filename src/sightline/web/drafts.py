"""What somebody typed is not lost when they have to sign in, or prove who they are, before it can be saved.

It is kept encrypted; the key is in a cookie. Once the same user opens the form again in the same browser,
it is filled in, on whichever page the form stands: no view need know.
"""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from lxml import html

from sightline.records.accounts.services.drafts import KEPT_FOR, Fields, draft_for, drop_draft, keep_draft
from sightline.web.onward import came_from

#: Fields whose words are secrets.
SECRETS = {"password", "current", "new", "code", "secret", "credential"}
#: Fields whose words are never shown again: secrets, and what no person types.
NOT_GIVEN_BACK = SECRETS | {"csrfmiddlewaretoken", "query", "back", "next"}
_NOT_SAVED = "This is what you had written. It is not saved yet."


def keep_what_was_typed(request: HttpRequest, response: HttpResponse, user: Any) -> HttpResponse:
    """This is the response, which also brings the browser what gets the typed words back."""
    fields = {name: request.POST.getlist(name) for name in request.POST if name not in NOT_GIVEN_BACK}
    if not fields:
        return response
    ticket = keep_draft(user=user, now=timezone.now(), path=came_from(request), fields=fields)
    response.set_cookie(
        _cookie_name(),
        ticket,
        max_age=KEPT_FOR,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


def give_back(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: this fills in the form that a draft belongs to, and forgets the draft once it is sent."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        ticket = request.COOKIES.get(_cookie_name())
        if not ticket or not request.user.is_authenticated:
            return response
        if request.method == "POST":
            is_saved = response.status_code == 302 and _cookie_name() not in response.cookies
            if is_saved and drop_draft(
                by=request.user, now=timezone.now(), path=came_from(request), ticket=ticket
            ):
                response.delete_cookie(_cookie_name(), samesite="Lax")
        elif response.status_code == 200 and response.headers.get("Content-Type", "").startswith("text/html"):
            path, now = request.get_full_path(), timezone.now()
            fields = draft_for(by=request.user, now=now, path=path, ticket=ticket)
            if fields:
                response.content = filled_in(response.text, fields)
        return response

    return middleware


def filled_in(page: str, fields: Fields) -> str:
    """This is a page with what was typed in the form that asks for most of these fields."""
    document = html.document_fromstring(page)
    forms = [form for form in document.forms if form.method.upper() == "POST"]
    known = {form: fields.keys() & {control.name for control in form.inputs} for form in forms}
    form = max(forms, key=lambda each: len(known[each]), default=None)
    if form is None or not known[form]:
        return page
    for control in form.inputs:
        if control.name in known[form]:
            _fill(control, fields[control.name])
    notice = html.Element("p", {"class": "govuk-inset-text"})
    notice.text = _NOT_SAVED
    form.insert(0, notice)
    return html.tostring(document, encoding="unicode", doctype="<!DOCTYPE html>")


def _fill(control: Any, values: list[str]) -> None:
    if isinstance(control, html.SelectElement):
        for option in control.iter("option"):
            option.attrib.pop("selected", None)
            if option.get("value", "") in values:
                option.set("selected", "")
    elif isinstance(control, html.TextareaElement):
        control.text = f"\n{values[0]}"  # a browser drops the first line break
    elif control.type in {"checkbox", "radio"}:
        control.checked = control.get("value", "on") in values
    elif control.type not in {"password", "file", "submit"}:
        control.set("value", values[0])


def _cookie_name() -> str:
    return "__Host-draft" if settings.SESSION_COOKIE_SECURE else "draft"
