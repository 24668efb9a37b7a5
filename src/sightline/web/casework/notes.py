"""Notes in a case: written, corrected, and read as they were before."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from sightline.domain.policy.permissions import Permission
from sightline.domain.vocabulary.item_classes import ItemClass
from sightline.errors import NotFound
from sightline.records.access.policies import NotAllowed
from sightline.records.cases.queries import NotePage, note_page
from sightline.records.cases.services import notes
from sightline.records.cases.services.looking import record_note_opened
from sightline.records.cases.services.wording import CaseRefused
from sightline.web.casework import presenters
from sightline.web.casework.forms import NoteForm, NoteTextForm
from sightline.web.casework.opening import GET_OR_POST, form_page, of_case, own_agencies, shell
from sightline.web.page import Request, page
from sightline.web.paging import page_number


@require_http_methods(GET_OR_POST)
def add(request: Request, case_id: UUID) -> HttpResponse:
    found = shell(request, case_id, Permission.WRITE_ITEM)
    form = NoteForm(
        request.POST or None,
        agencies=own_agencies(request.user, Permission.WRITE_ITEM),
        initial={"item_class": ItemClass.SHARED_CONTENT.value},
    )
    if request.method == "POST" and form.is_valid():
        try:
            notes.write_note(
                by=request.user,
                now=timezone.now(),
                case_id=case_id,
                agency_id=form.agency_id,
                item_class=ItemClass(form.cleaned_data["item_class"]),
                text=form.cleaned_data["text"],
            )
        except CaseRefused as error:
            form.add_error("text", str(error))
        else:
            messages.success(request, "The note is saved.")
            return redirect("case", case_id)
    return form_page(request, title="Add a note", form=form, save_wording="Save the note", **of_case(found))


@require_GET
def note(request: Request, case_id: UUID, note_id: UUID) -> HttpResponse:
    found = _open(request, case_id, note_id)
    return page(
        request,
        "casework/note.html",
        title="A note and what it said before",
        caption=f"Case {found.case.reference}",
        note=presenters.note(found.note, case_id, own=frozenset()),
        versions=presenters.versions(found.versions),
        back_href=presenters.case_href(case_id),
    )


@require_http_methods(GET_OR_POST)
def correct(request: Request, case_id: UUID, note_id: UUID) -> HttpResponse:
    """This takes other words for a note; where somebody was faster, both texts stand side by side."""
    found = _open(request, case_id, note_id)
    if not found.note.may_correct:
        raise NotAllowed("Only the agency that wrote a note may correct it, while the case is open.")
    form = NoteTextForm(request.POST or None, initial={"text": found.note.text})
    version = page_number(str(request.POST.get("version", found.note.version)))
    newer: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        try:
            notes.correct_note(
                by=request.user,
                now=timezone.now(),
                note_id=note_id,
                version=version,
                text=form.cleaned_data["text"],
            )
        except notes.StaleNote as error:
            version = error.version
            newer = presenters.newer(error.written_at, error.written_by_name, text=error.text)
        except CaseRefused as error:
            form.add_error("text", str(error))
        else:
            messages.success(request, "The note is corrected. What it said before is kept.")
            return redirect("case", case_id)
    return page(
        request,
        "casework/correct.html",
        status=409 if newer else 200,
        title="Correct a note",
        thing="note",
        caption=f"Case {found.case.reference}",
        form=form,
        version=version,
        newer=newer,
        back_href=presenters.case_href(case_id),
    )


def _open(request: Request, case_id: UUID, note_id: UUID) -> NotePage:
    """Raises: NotFound, also where the note is of another case than the address says"""
    now = timezone.now()
    found = note_page(request.user, note_id, now=now)
    if found.case.id != case_id:
        raise NotFound("There is no such note in this case.")
    record_note_opened(by=request.user, now=now, page=found)
    return found
