"""The people in a case, as agencies describe them."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from sightline.domain.due_dates import in_words
from sightline.domain.policy.permissions import Permission
from sightline.domain.vocabulary.cases import CaseRole
from sightline.records.access.policies import NotAllowed
from sightline.records.cases.queries import case_page, record_versions
from sightline.records.cases.services import subjects
from sightline.records.cases.services.looking import record_person_opened
from sightline.records.cases.services.stages import record_case_opened
from sightline.records.cases.services.wording import CaseRefused
from sightline.web.casework import presenters
from sightline.web.casework.forms import RecordForm, SubjectForm
from sightline.web.casework.opening import GET_OR_POST, form_page, of_case, own_agencies, shell, subject_of
from sightline.web.page import Request, page
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


@require_GET
def person(request: Request, case_id: UUID, record_id: UUID) -> HttpResponse:
    now = timezone.now()
    found = case_page(request.user, case_id, now=now)
    record = subject_of(found, record_id)
    before = record_versions(request.user, record_id, now=now)
    record_person_opened(by=request.user, now=now, case_id=case_id, record_id=record_id)
    return page(
        request,
        "casework/record.html",
        title="What is said of a person, and was said before",
        caption=f"Case {found.case.reference}",
        agency=record.agency_name,
        now_rows=presenters.record_now(record),
        before=presenters.record_before(before),
        correct_href=reverse("record_correct", args=[case_id, record_id]) if record.may_correct else "",
        back_href=presenters.case_href(case_id),
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
    version = page_number(str(request.POST.get("version", record.version)))
    newer: dict[str, Any] = {}
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
            words = presenters.record_words(error.name, error.born_on)
            newer = presenters.newer(error.recorded_at, error.recorded_by_name, rows=words)
        except CaseRefused as error:
            form.add_error("name", str(error))
        else:
            messages.success(request, "The record is corrected. What it said before is kept.")
            return redirect("case", case_id)
    return page(
        request,
        "casework/correct.html",
        status=409 if newer else 200,
        title="Correct what is said of a person",
        thing="record",
        caption=f"Case {found.case.reference}",
        form=form,
        version=version,
        newer=newer,
        back_href=presenters.case_href(case_id),
    )
