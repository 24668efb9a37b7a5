"""Asks for a file, shows how it stands, hands it out; and the page of the second person."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sightline.domain.states.export_request import ExportState
from sightline.domain.vocabulary.exports import ExportKind
from sightline.jobs import exports as jobs
from sightline.records.exports import queries, services
from sightline.records.reviews.queries.reviews import found_review, review_titles
from sightline.records.reviews.services.reviews import record_listed
from sightline.web.downloads import download
from sightline.web.exports import presenters
from sightline.web.exports.forms import DeclineForm, ExportForm
from sightline.web.page import Request, page


@require_http_methods(["GET", "HEAD", "POST"])
def request_export(request: Request, review_id: UUID, kind: ExportKind) -> HttpResponse:
    """This is sent by the buttons of a plan or a board, and shows its own form where more has to be said."""
    review = found_review(request.user, review_id)
    form = ExportForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            export_id = jobs.request_export(
                by=request.user,
                now=timezone.now(),
                kind=kind,
                object_id=review_id,
                extension=form.cleaned_data["format"],
                reason=form.cleaned_data["reason"],
            )
        except services.ReasonNeeded as error:
            form.add_error("reason", str(error))
        else:
            return redirect("export", export_id)
    record_listed(by=request.user, now=timezone.now(), review_id=review_id)
    return page(
        request,
        "exports/request.html",
        title=f"Download the {kind.wording.lower()}",
        review=review.title,
        form=form,
    )


@require_GET
def exports(request: Request) -> HttpResponse:
    now = timezone.now()
    own = queries.own_exports(request.user, now=now)
    to_decide = queries.exports_to_decide(request.user, now=now)
    titles = review_titles(request.user, [found.object_id for found in (*own, *to_decide)])
    record_listed(by=request.user, now=now, reviews=titles)
    return page(
        request,
        "exports/list.html",
        title="Your exports",
        exports=presenters.export_rows(own, titles),
        to_decide=presenters.export_rows(to_decide, titles),
    )


@require_GET
def export(request: Request, export_id: UUID) -> HttpResponse:
    return _export(request, export_id, DeclineForm())


@require_GET
def progress(request: Request, export_id: UUID) -> HttpResponse:
    """This answers the waiting page's script: whether there is something new to see."""
    found = queries.export(request.user, export_id, now=timezone.now())
    return JsonResponse({"ended": found.state is not ExportState.WAITING, "words": found.state.wording})


@require_GET
def file(request: Request, export_id: UUID) -> HttpResponse:
    """This hands the file out; where there is none any more, the export's page says why."""
    try:
        made = jobs.fetch_export(by=request.user, now=timezone.now(), export_id=export_id)
    except services.ExportUnavailable:
        return redirect("export", export_id)
    return download(made.data, name=made.name, content_type=made.content_type)


@require_POST
def approve(request: Request, export_id: UUID) -> HttpResponse:
    jobs.approve_export(by=request.user, now=timezone.now(), export_id=export_id)
    messages.success(request, "Approved. Whoever asked for the file can download it now.")
    return redirect("exports")


@require_POST
def decline(request: Request, export_id: UUID) -> HttpResponse:
    form = DeclineForm(request.POST)
    try:
        services.decline_export(
            by=request.user, now=timezone.now(), export_id=export_id, why=request.POST.get("why", "")
        )
    except services.ReasonNeeded as error:
        if form.is_valid():
            form.add_error("why", str(error))
        return _export(request, export_id, form)
    messages.success(request, "Refused. Whoever asked for the file reads why.")
    return redirect("exports")


def _export(request: Request, export_id: UUID, form: DeclineForm) -> HttpResponse:
    now = timezone.now()
    found = queries.export(request.user, export_id, now=now)
    titles = review_titles(request.user, [found.object_id])
    record_listed(by=request.user, now=now, reviews=titles)
    shown = presenters.export_page(found, titles)
    return page(request, "exports/export.html", title=shown["heading"], export=shown, form=form)
