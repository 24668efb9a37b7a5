"""A published document from upload to the list of sections to check."""

from bisect import bisect_right
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sightline.domain.policy.permissions import Permission
from sightline.domain.states.published_document import DocumentState
from sightline.domain.vocabulary.reviews import ReadingSection
from sightline.jobs.read_document import read_document
from sightline.records.access.policies import holding, require
from sightline.records.reviews.queries import documents as queries
from sightline.records.reviews.services import documents as services
from sightline.records.reviews.services.reviews import record_listed
from sightline.web.page import Request, page
from sightline.web.paging import page_number, pages
from sightline.web.published_documents import presenters
from sightline.web.published_documents.forms import UploadForm
from sightline.web.published_documents.words import Mark, passages

TEXT_PAGE = 20_000
STAGES = {
    "": "Waiting to be read",
    "open": "Opening the file",
    "read": "Reading the text",
    "arrange": "Putting the pages together",
    "interpret": "Looking for people, agencies, recommendations and the action plan",
}


@require_GET
def documents(request: Request) -> HttpResponse:
    found = queries.documents(request.user)
    record_listed(by=request.user, now=timezone.now(), documents=[row.id for row in found])
    rows = presenters.document_rows(found)
    return page(request, "published_documents/list.html", title="Published documents", documents=rows)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Request) -> HttpResponse:
    require(holding(request.user, Permission.CHECK_DOCUMENTS))
    form = UploadForm(request.POST or None, request.FILES or None)
    already = None
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            document_id = services.receive_document(
                by=request.user, now=timezone.now(), name=file.name, data=file.read()
            )
        except services.AlreadyReceived as error:
            record_listed(by=request.user, now=timezone.now(), documents=[error.document_id])
            already = {"message": str(error), "href": reverse("document", args=[error.document_id])}
        else:
            read_document.enqueue(str(document_id))
            return redirect("document", document_id)
    return page(
        request, "published_documents/new.html", title="Upload a published review", form=form, already=already
    )


@require_GET
def document(request: Request, document_id: UUID) -> HttpResponse:
    """This is what there is to do about a document: wait, try again, check, or go to its review."""
    found = services.open_document(by=request.user, now=timezone.now(), document_id=document_id)
    if found.state in {DocumentState.RECEIVED, DocumentState.READING}:
        return page(
            request,
            "published_documents/progress.html",
            title="Reading the report",
            document=found,
            progress=_progress(found),
        )
    if found.state is DocumentState.FAILED:
        return page(
            request, "published_documents/failed.html", title="This file could not be read", document=found
        )
    if found.state is DocumentState.ACCEPTED:
        return redirect("review", found.review_id)
    if found.state is DocumentState.DISMISSED:
        return page(request, "published_documents/dismissed.html", title="Put aside", document=found)
    names = queries.printed_agencies(request.user, document_id)
    check = presenters.check(found, sum(1 for row in names if row.matched is None and not row.decision))
    return page(request, "published_documents/check.html", title="Check the reading", check=check)


@require_GET
def progress(request: Request, document_id: UUID) -> HttpResponse:
    """This answers the waiting page's script: how far the reading has come."""
    return JsonResponse(_progress(queries.reading_progress(request.user, document_id)))


@require_POST
def read(request: Request, document_id: UUID) -> HttpResponse:
    """This begins a reading again that failed, or whose machine stopped."""
    require(holding(request.user, Permission.CHECK_DOCUMENTS))
    queries.reading_progress(request.user, document_id)
    read_document.enqueue(str(document_id))
    return redirect("document", document_id)


@require_POST
def dismiss(request: Request, document_id: UUID) -> HttpResponse:
    services.dismiss_document(by=request.user, now=timezone.now(), document_id=document_id)
    messages.success(request, "The document is put aside. Nothing was imported from it.")
    return redirect("published_documents")


@require_GET
def text(request: Request, document_id: UUID) -> HttpResponse:
    """This shows the text as it was read, from the beginning or around the words asked for."""
    found = services.open_section(
        by=request.user, now=timezone.now(), document_id=document_id, section=ReadingSection.DOCUMENT
    )
    start, end = (page_number(request.GET.get(key)) - 1 for key in ("from", "to"))
    if 0 < end <= len(found.text) and start < end:
        on_page = bisect_right(found.page_starts, start)
        shown = passages(found.text, [Mark(start, end, page=on_page, around=2_000)])
        intro, links = "The words are marked.", None
    else:
        number = page_number(request.GET.get("page"))
        beginning = (number - 1) * TEXT_PAGE
        whole = found.text[beginning : beginning + TEXT_PAGE]
        shown = passages(whole, [Mark(0, 0, around=TEXT_PAGE)])
        intro = "The whole text, as it was read out of the file. Pictures are not shown."
        links = pages(current=number, n_items=len(found.text), page_size=TEXT_PAGE, query={})
    return page(
        request,
        "published_documents/text.html",
        title="Text of the report",
        document_id=document_id,
        intro=intro,
        passages=shown,
        pages=links,
    )


@require_GET
def defects(request: Request, document_id: UUID) -> HttpResponse:
    found = services.open_document(by=request.user, now=timezone.now(), document_id=document_id)
    groups = presenters.defect_groups(found.defects, document_id)
    return page(
        request,
        "published_documents/defects.html",
        title="Defects of the report",
        document_id=document_id,
        groups=groups,
    )


def _progress(found: queries.ReadingProgress | queries.DocumentPage) -> dict[str, object]:
    stage = STAGES.get(found.stage, found.stage)
    of_how_many = f": {found.n_done:,} of {found.n_total:,}" if found.n_total > 1 else ""
    return {
        "ended": found.state not in {DocumentState.RECEIVED, DocumentState.READING},
        "done": found.n_done,
        "total": found.n_total,
        "words": f"{stage}{of_how_many}",
    }
