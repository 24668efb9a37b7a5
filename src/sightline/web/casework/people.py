"""The people in a case, as agencies describe them."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from sightline.domain.due_dates import in_words
from sightline.domain.policy.permissions import Permission
from sightline.domain.vocabulary.cases import CaseRole
from sightline.records.access.policies import NotAllowed
from sightline.records.cases.queries import case_page
from sightline.records.cases.services import subjects
from sightline.records.cases.services.stages import record_case_opened
from sightline.records.cases.services.wording import CaseRefused
from sightline.web.casework.forms import RecordForm, SubjectForm
from sightline.web.casework.opening import GET_OR_POST, form_page, of_case, own_agencies, shell, subject_of
from sightline.web.page import Request
from sightline.web.paging import page_number


@require_http_methods(GET_OR_POST)
def add(request: Request, case_id: UUID) -> HttpResponse:
    found = shell(request, case_id, Permission.WRITE_ITEM)
    form = SubjectForm(request.POST or None, agencies=own_agencies(request.user, Permission.WRITE_ITEM))
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            subjects.add_subject(
                by=request.user,
                now=timezone.now(),
                case_id=case_id,
                role=CaseRole(typed["role"]),
                name=typed["name"],
                born_on=typed["born_on"],
                aliases=typed["aliases"],
                agency_id=form.agency_id,
            )
        except CaseRefused as error:
            form.add_error("name", str(error))
        else:
            messages.success(request, "The person is added.")
            return redirect("case", case_id)
    return form_page(
        request,
        title="Add a person",
        form=form,
        intro=(
            "Write what your agency knows. What another agency says of the same person stays beside it: "
            "the two are never mixed.",
        ),
        save_wording="Add the person",
        **of_case(found),
    )


@require_http_methods(GET_OR_POST)
def correct(request: Request, case_id: UUID, record_id: UUID) -> HttpResponse:
    now = timezone.now()
    found = case_page(request.user, case_id, now=now)
    record = subject_of(found, record_id)
    if not record.may_correct:
        raise NotAllowed("Only the agency whose record this is may correct it, while the case is open.")
    record_case_opened(by=request.user, now=now, page=found)
    form = RecordForm(
        request.POST or None,
        initial={"name": record.name, "born_on": in_words(record.born_on) if record.born_on else ""},
    )
    version, conflict = page_number(str(request.POST.get("version", record.version))), ""
    if request.method == "POST" and form.is_valid():
        try:
            subjects.correct_record(
                by=request.user,
                now=now,
                record_id=record_id,
                version=version,
                name=form.cleaned_data["name"],
                born_on=form.cleaned_data["born_on"],
            )
        except subjects.StaleRecord as error:
            version = error.version
            born = in_words(error.born_on) if error.born_on else "not known"
            conflict = f"Somebody else corrected this meanwhile. It now says: {error.name}, born {born}."
        except CaseRefused as error:
            form.add_error("name", str(error))
        else:
            messages.success(request, "The record is corrected.")
            return redirect("case", case_id)
    return form_page(
        request,
        title="Correct what is said of a person",
        form=form,
        version=version,
        conflict=conflict,
        status=409 if conflict else 200,
        save_wording="Save the correction",
        **of_case(found),
    )
