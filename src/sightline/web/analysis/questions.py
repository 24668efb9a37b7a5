"""Questions that a panel asks of a chronology, the entries that answer them, and what it concludes."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sightline.domain.chronology.filters import EntryFilter
from sightline.domain.policy.permissions import Permission
from sightline.errors import NotFound
from sightline.records.cases.services.wording import CaseRefused
from sightline.records.chronologies.queries.analysis import enquiries, enquiry_page, finding_page
from sightline.records.chronologies.queries.returns import chronology_request
from sightline.records.chronologies.services import findings
from sightline.records.chronologies.services.enquiries import ask_question, collect_evidence, remove_evidence
from sightline.records.chronologies.services.looking import record_entries_shown
from sightline.records.events.queries import entries, entry_rows
from sightline.web.analysis import presenters
from sightline.web.analysis.forms import CitationForm, CollectForm, FindingForm, QuestionForm
from sightline.web.casework.opening import GET_OR_POST, form_page, shell
from sightline.web.casework.presenters import newer as newer_words
from sightline.web.page import Request, page
from sightline.web.paging import page_number

FOUND_AT_ONCE = 50


@require_GET
def enquiry_list(request: Request, case_id: UUID) -> HttpResponse:
    found = shell(request, case_id, Permission.ANALYSE)
    return page(
        request,
        "analysis/enquiries.html",
        title="Questions of the panel",
        caption=f"Case {found.case.reference}",
        enquiries=[presenters.enquiry(row, case_id) for row in enquiries(request.user, case_id)],
        ask_href=reverse("enquiry_ask", args=[case_id]),
        crumbs=[("Cases", reverse("cases")), ("The case", reverse("case", args=[case_id]))],
    )


@require_http_methods(GET_OR_POST)
def ask(request: Request, case_id: UUID) -> HttpResponse:
    found = shell(request, case_id, Permission.ANALYSE)
    asked = chronology_request(request.user, case_id)
    terms = [(str(term.id), f"{term.position}. {term.text}") for term in asked.terms] if asked else []
    form = QuestionForm(request.POST or None, terms=terms)
    if request.method == "POST" and form.is_valid():
        try:
            enquiry_id = ask_question(
                by=request.user,
                now=timezone.now(),
                case_id=case_id,
                question=form.cleaned_data["question"],
                term_id=form.term_id,
            )
        except CaseRefused as error:
            form.add_error("question", str(error))
        else:
            messages.success(request, "The question is kept.")
            return redirect("enquiry", case_id, enquiry_id)
    return form_page(
        request,
        title="Ask a question of the chronology",
        form=form,
        save_wording="Ask the question",
        caption=f"Case {found.case.reference}",
        back_href=reverse("enquiries", args=[case_id]),
        back_wording="Back to the questions",
    )


@require_GET
def enquiry(request: Request, case_id: UUID, enquiry_id: UUID) -> HttpResponse:
    shell(request, case_id, Permission.ANALYSE)
    found = enquiry_page(request.user, case_id, enquiry_id)
    cited = frozenset[UUID]().union(*(row.cites for row in found.row.findings))
    cited_rows = entry_rows(request.user, case_id, cited)
    _shown(request, case_id, found.row.evidence | cited)
    shown = presenters.enquiry(found.row, case_id)
    return page(
        request,
        "analysis/enquiry.html",
        title=found.row.question,
        enquiry=shown,
        evidence=[presenters.collected(row, case_id, enquiry_id) for row in found.evidence],
        findings=[presenters.finding(row, case_id, cited_rows) for row in found.row.findings],
        collect_href=reverse("evidence_collect", args=[case_id, enquiry_id]),
        write_href=reverse("finding_write", args=[case_id, enquiry_id]),
        back_href=reverse("enquiries", args=[case_id]),
    )


@require_http_methods(GET_OR_POST)
def collect(request: Request, case_id: UUID, enquiry_id: UUID) -> HttpResponse:
    """This finds entries by their words, and collects those that are ticked."""
    shell(request, case_id, Permission.ANALYSE)
    found = enquiry_page(request.user, case_id, enquiry_id)
    words = str(request.GET.get("words", ""))[:200]
    matching = entries(request.user, case_id, wanted=EntryFilter(words=words), size=FOUND_AT_ONCE)
    offered = [row for row in matching.rows if row.id not in found.row.evidence]
    form = CollectForm(
        request.POST or None, entries=[(str(row.id), presenters.entry_in_short(row)) for row in offered]
    )
    if request.method == "POST" and form.is_valid():
        try:
            collect_evidence(
                by=request.user,
                now=timezone.now(),
                enquiry_id=enquiry_id,
                event_ids=map(UUID, form.cleaned_data["events"]),
                why=form.cleaned_data["why"],
            )
        except CaseRefused as error:
            form.add_error("why", str(error))
        else:
            messages.success(request, "The entries are collected for the question.")
            return redirect("enquiry", case_id, enquiry_id)
    _shown(request, case_id, frozenset(row.id for row in offered))
    return page(
        request,
        "analysis/collect.html",
        title="Collect entries for this question",
        caption=found.row.question,
        form=form,
        words=words,
        is_cut=bool(matching.after),
        back_href=reverse("enquiry", args=[case_id, enquiry_id]),
    )


@require_POST
def take_out(request: Request, case_id: UUID, enquiry_id: UUID, collected_id: UUID) -> HttpResponse:
    shell(request, case_id, Permission.ANALYSE)
    found = enquiry_page(request.user, case_id, enquiry_id)
    if collected_id not in {row.id for row in found.evidence}:
        raise NotFound("This entry is not among the evidence for the question.")
    remove_evidence(by=request.user, now=timezone.now(), evidence_id=collected_id)
    messages.success(request, "The entry is out of the evidence. That it was there is kept.")
    return redirect("enquiry", case_id, enquiry_id)


@require_http_methods(GET_OR_POST)
def write(request: Request, case_id: UUID, enquiry_id: UUID) -> HttpResponse:
    shell(request, case_id, Permission.ANALYSE)
    found = enquiry_page(request.user, case_id, enquiry_id)
    form = FindingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            finding_id = findings.write_finding(
                by=request.user,
                now=timezone.now(),
                enquiry_id=enquiry_id,
                text=form.cleaned_data["text"],
            )
        except CaseRefused as error:
            form.add_error("text", str(error))
        else:
            messages.success(request, "The finding is kept. Now say which entries it rests on.")
            return redirect("finding_cite", case_id, finding_id)
    return form_page(
        request,
        title="Write a finding",
        form=form,
        save_wording="Save the finding",
        **_of_question(case_id, enquiry_id, found.row.question),
    )


@require_http_methods(GET_OR_POST)
def correct(request: Request, case_id: UUID, finding_id: UUID) -> HttpResponse:
    """This takes other words for a finding; where somebody was faster, both texts stand side by side."""
    shell(request, case_id, Permission.ANALYSE)
    found = finding_page(request.user, case_id, finding_id)
    form = FindingForm(request.POST or None, initial={"text": found.row.text})
    version = page_number(str(request.POST.get("version", found.row.version)))
    newer: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        try:
            findings.correct_finding(
                by=request.user,
                now=timezone.now(),
                finding_id=finding_id,
                version=version,
                text=form.cleaned_data["text"],
            )
        except findings.StaleFinding as error:
            version = error.version
            newer = newer_words(error.written_at, error.written_by_name, text=error.text)
        except CaseRefused as error:
            form.add_error("text", str(error))
        else:
            messages.success(request, "The finding is corrected. What it said before is kept.")
            return redirect("enquiry", case_id, found.enquiry_id)
    return page(
        request,
        "casework/correct.html",
        status=409 if newer else 200,
        title="Correct a finding",
        thing="finding",
        form=form,
        version=version,
        newer=newer,
        **_of_question(case_id, found.enquiry_id, found.question),
    )


@require_http_methods(GET_OR_POST)
def cite(request: Request, case_id: UUID, finding_id: UUID) -> HttpResponse:
    shell(request, case_id, Permission.ANALYSE)
    found = finding_page(request.user, case_id, finding_id)
    form = CitationForm(
        request.POST if request.method == "POST" else None,
        entries=[(str(row.id), presenters.entry_in_short(row)) for row in found.entries],
        initial={"events": [str(each) for each in found.row.cites]},
    )
    if request.method == "POST" and form.is_valid():
        findings.cite(
            by=request.user,
            now=timezone.now(),
            finding_id=finding_id,
            event_ids=map(UUID, form.cleaned_data["events"]),
        )
        messages.success(request, "What the finding rests on is kept.")
        return redirect("enquiry", case_id, found.enquiry_id)
    _shown(request, case_id, frozenset(row.id for row in found.entries))
    return form_page(
        request,
        title="What a finding rests on",
        form=form,
        intro=(found.row.text,),
        save_wording="Cite what is chosen",
        **_of_question(case_id, found.enquiry_id, found.question),
    )


def _of_question(case_id: UUID, enquiry_id: UUID, question: str) -> dict[str, str]:
    """This names the question that a form is about, and leads back to it."""
    return {
        "caption": question,
        "back_href": reverse("enquiry", args=[case_id, enquiry_id]),
        "back_wording": "Back to the question",
    }


def _shown(request: Request, case_id: UUID, entries: frozenset[UUID]) -> None:
    """This keeps which entries a page shows, before it does."""
    if entries:
        record_entries_shown(by=request.user, now=timezone.now(), case_id=case_id, entries=entries)
