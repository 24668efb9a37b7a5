"""What every page about one case begins with: the case as the user sees it, and what they may do to it."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from sightline.domain.policy.permissions import Permission
from sightline.domain.policy.rules import roles_with
from sightline.errors import NotFound
from sightline.records.access.policies import NotAllowed, actor_for
from sightline.records.agencies.queries import agencies
from sightline.records.cases.queries import CasePage, NoteRow, SubjectRow, case_page
from sightline.records.cases.services.stages import record_cases_listed
from sightline.web.page import Request, page
from sightline.web.plain_form import PlainForm

GET_OR_POST = ["GET", "HEAD", "POST"]


def shell(request: Request, case_id: UUID, permission: Permission) -> CasePage:
    """This is a case of which a page says no more than that there is one, for who may do that to it.

    Raises: NotFound, NotAllowed
    """
    found = case_page(request.user, case_id, now=timezone.now())
    if permission not in found.may:
        raise NotAllowed(
            f"You see this case, but you may not {permission.wording} here. Its lead worker knows who may."
        )
    record_cases_listed(by=request.user, now=timezone.now(), cases=[case_id])
    return found


def subject_of(found: CasePage, record_id: UUID) -> SubjectRow:
    """This is a person in a case. Raises: NotFound"""
    for subject in found.subjects:
        if subject.record_id == record_id:
            return subject
    raise NotFound("There is no such person in this case.")


def note_of(found: CasePage, note_id: UUID) -> NoteRow:
    """This is a note in a case. Raises: NotFound"""
    for note in found.notes:
        if note.id == note_id:
            return note
    raise NotFound("There is no such note in this case.")


def all_agencies() -> list[tuple[str, str]]:
    """These are the agencies to choose from."""
    return [(str(agency.id), agency.name) for agency in agencies()]


def own_agencies(user: Any, permission: Permission) -> list[tuple[str, str]]:
    """These are the agencies in whose name somebody may do something."""
    own = actor_for(user).agencies(roles_with(permission))
    return [(str(agency.id), agency.name) for agency in agencies() if agency.id in own]


def form_page(
    request: Request, *, title: str, form: PlainForm, save_wording: str, back_href: str, **context: Any
) -> HttpResponse:
    """This is a page that holds one form, with what the user has to know above it."""
    return page(
        request,
        "casework/form.html",
        title=title,
        form=form,
        save_wording=save_wording,
        back_href=back_href,
        **context,
    )


def of_case(found: CasePage) -> dict[str, str]:
    """This names the case a form is about, and leads back to it."""
    return {
        "caption": f"Case {found.case.reference}",
        "back_href": reverse("case", args=[found.case.id]),
        "back_wording": "Back to the case",
    }
