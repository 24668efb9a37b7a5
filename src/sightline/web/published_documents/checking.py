"""Checking a reading: section by section, which agency is meant, accepting the whole."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sightline.domain.states.published_document import DocumentState
from sightline.domain.states.read_item import Decision
from sightline.domain.vocabulary.reviews import FIELDS, ReadingSection
from sightline.records.agencies.queries import agencies as all_agencies
from sightline.records.reviews.item_fields import FieldsRefused
from sightline.records.reviews.queries import documents as queries
from sightline.records.reviews.services import documents as services
from sightline.records.reviews.services.acceptance import UndecidedItems, accept_reading
from sightline.records.reviews.services.reviews import record_listed
from sightline.web.page import Request, page
from sightline.web.paging import page_number, pages
from sightline.web.published_documents import presenters
from sightline.web.published_documents.forms import ItemForm
from sightline.web.published_documents.words import passages
from sightline.web.wording import count

ITEMS_A_PAGE = 10
GET_OR_POST = ["GET", "HEAD", "POST"]

SHOW = {"all": "All", "to-check": "To check", "defects": "With defects"}
DECISIONS = {"accept": Decision.ACCEPTED, "reject": Decision.REJECTED, "undo": Decision.PENDING}


@require_GET
def section(request: Request, document_id: UUID, key: str) -> HttpResponse:
    """This shows a section's items, ten at a time; `item` in the address opens the page that holds it."""
    found = services.open_section(
        by=request.user, now=timezone.now(), document_id=document_id, section=_section(key)
    )
    kinds = {
        "all": found.items,
        "to-check": tuple(item for item in found.items if item.decision is Decision.PENDING),
        "defects": tuple(item for item in found.items if item.defects),
    }
    show = request.GET.get("show", "all")
    show = show if show in kinds else "all"
    items = kinds[show]
    number = _page_holding(items, request.GET.get("item")) or page_number(request.GET.get("page"))
    number = min(number, max(1, -(-len(items) // ITEMS_A_PAGE)))
    shown = items[(number - 1) * ITEMS_A_PAGE : number * ITEMS_A_PAGE]
    n_pending = len(kinds["to-check"])
    one, _many = presenters.NOUNS[found.section]
    is_open = found.document.state is DocumentState.CHECKING
    return page(
        request,
        "published_documents/section.html",
        title=found.section.wording,
        section={
            "document_id": document_id,
            "key": key,
            "counts": presenters.section_counts(found),
            "is_empty": not found.items,
            "accept_wording": f"Accept the {n_pending:,} still to check",
            "can_accept_all": is_open and n_pending > 0 and len(found.items) > 1,
            "can_add": is_open and (found.section is not ReadingSection.DOCUMENT or not found.items),
            "add_wording": f"Add a {one}" if one[0] not in "aeiou" else f"Add an {one}",
            "page": number,
            "show": show,
            "filters": [
                {
                    "wording": f"{SHOW[name]} ({len(kinds[name]):,})",
                    "href": presenters.section_href(document_id, found.section, show=name),
                    "is_current": name == show,
                }
                for name in SHOW
            ]
            if len(found.items) > 1
            else [],
            "loose_defects": presenters.loose_defects(found),
            "shown": [
                presenters.shown_item(
                    item,
                    place=f"{found.items.index(item) + 1} of {len(found.items)}",
                    document_id=document_id,
                    text=found.text,
                    onward=_next_to_check(items, item),
                    is_open=is_open,
                )
                for item in shown
            ],
            "pages": pages(current=number, n_items=len(items), page_size=ITEMS_A_PAGE, query={"show": show}),
            "next_section": {
                "wording": found.next.wording,
                "href": presenters.section_href(document_id, found.next),
            }
            if found.next
            else None,
        },
    )


@require_POST
def accept_section(request: Request, document_id: UUID, key: str) -> HttpResponse:
    accepted = services.accept_section(
        by=request.user, now=timezone.now(), document_id=document_id, section=_section(key)
    )
    messages.success(request, f"{count(accepted, *presenters.NOUNS[_section(key)])} accepted.")
    return redirect("document", document_id)


@require_POST
def decide(request: Request, document_id: UUID, key: str, item_id: UUID) -> HttpResponse:
    decision = DECISIONS.get(request.POST.get("decision", ""))
    if decision is None:
        raise Http404
    try:
        item = services.decide_item(
            by=request.user,
            now=timezone.now(),
            item_id=item_id,
            version=page_number(request.POST.get("version")),
            decision=decision,
        )
    except services.StaleItem as error:
        item = error.current
        messages.warning(
            request,
            f"Somebody else decided on {presenters.name_of(item)} first: it is “{item.decision.wording}”. "
            "Look at it below; nothing was changed.",
        )
        onward = str(item.id)
    else:
        # No message: it would take the focus away from the item that the page goes on to.
        onward = request.POST.get("onward", "")
    where = presenters.section_href(
        document_id,
        item.section,
        show=request.POST.get("show", "all"),
        page=page_number(request.POST.get("page")),
        item=onward,
    )
    return redirect(f"{where}#item-{onward}")


@require_http_methods(GET_OR_POST)
def correct(request: Request, document_id: UUID, key: str, item_id: UUID) -> HttpResponse:
    """This corrects the fields of an item; what was read stays beside what is typed."""
    item, text = _item(request, document_id, key, item_id)
    item_fields = [row.field for row in item.fields]
    form = ItemForm(
        request.POST or None,
        item_fields=item_fields,
        values={row.field.name: row.value for row in item.fields},
    )
    version, conflict = request.POST.get("version", item.version), None
    if request.method == "POST" and form.is_valid():
        try:
            services.decide_item(
                by=request.user,
                now=timezone.now(),
                item_id=item_id,
                version=page_number(str(version)),
                decision=Decision.CORRECTED,
                fields=form.changes(),
            )
        except services.StaleItem as error:
            version, conflict = error.current.version, presenters.conflict(error.current, form.values())
        except FieldsRefused as error:
            _show_refused(form, error.errors)
        else:
            messages.success(
                request, f"Corrected: {presenters.name_of(item)}. What was read stays beside it."
            )
            where = presenters.section_href(document_id, item.section, item=str(item_id))
            return redirect(f"{where}#{presenters.anchor_of(item_id)}")
    return page(
        request,
        "published_documents/item.html",
        status=409 if conflict else 200,
        title=f"Correct: {presenters.name_of(item)}",
        form=form,
        version=version,
        conflict=conflict,
        passages=passages(text, presenters.marks_in(item)),
        letters=presenters.letters_of(item.fields),
        save_wording="Save the correction",
        back_href=presenters.section_href(document_id, item.section, item=str(item_id)),
    )


@require_http_methods(GET_OR_POST)
def add(request: Request, document_id: UUID, key: str) -> HttpResponse:
    """This adds an item that was not found."""
    chosen = _section(key)
    form = ItemForm(request.POST or None, item_fields=FIELDS[chosen])
    if request.method == "POST" and form.is_valid():
        try:
            item = services.add_item(
                by=request.user,
                now=timezone.now(),
                document_id=document_id,
                section=chosen,
                fields=form.values(),
            )
        except FieldsRefused as error:
            _show_refused(form, error.errors)
        else:
            messages.success(request, f"Added: {presenters.name_of(item)}.")
            where = presenters.section_href(document_id, chosen, item=str(item.id))
            return redirect(f"{where}#{presenters.anchor_of(item.id)}")
    else:
        services.open_section(by=request.user, now=timezone.now(), document_id=document_id, section=chosen)
    one, _many = presenters.NOUNS[chosen]
    return page(
        request,
        "published_documents/item.html",
        title=f"Add a {one}" if one[0] not in "aeiou" else f"Add an {one}",
        form=form,
        version=0,
        passages=(),
        letters={},
        save_wording="Add it",
        back_href=presenters.section_href(document_id, chosen),
    )


@require_http_methods(GET_OR_POST)
def agencies(request: Request, document_id: UUID) -> HttpResponse:
    """This asks which agency each printed name stands for."""
    names = queries.printed_agencies(request.user, document_id)
    refused: list[str] = []
    if request.method == "POST":
        placed = presenters.chosen_agencies(names, request.POST)
        for printed, (chosen, seen) in placed.items():
            try:
                services.map_printed_agency(
                    by=request.user,
                    now=timezone.now(),
                    document_id=document_id,
                    printed=printed,
                    agency_id=chosen.agency_id,
                    new_name=chosen.new_name,
                    seen=seen,
                )
            except services.StaleMeaning:
                refused.append(printed)
        if not refused:
            messages.success(request, f"Saved for {count(len(placed), 'name')}.")
            return redirect("document", document_id)
        names = queries.printed_agencies(request.user, document_id)
    record_listed(by=request.user, now=timezone.now(), documents=[document_id])
    rows, known = presenters.agency_choices(names, all_agencies())
    return page(
        request,
        "published_documents/agencies.html",
        status=409 if refused else 200,
        title="Which agency is meant",
        conflicts=presenters.agency_conflicts(rows, refused, request.POST),
        document_id=document_id,
        rows=rows,
        known=known,
    )


@require_http_methods(GET_OR_POST)
def accept(request: Request, document_id: UUID) -> HttpResponse:
    """This shows what the review will hold, and makes it."""
    found = services.open_document(by=request.user, now=timezone.now(), document_id=document_id)
    if found.review_id:
        return redirect("review", found.review_id)
    if request.method == "POST":
        try:
            review_id = accept_reading(by=request.user, now=timezone.now(), document_id=document_id)
        except UndecidedItems:
            # The page below says what is undecided, as it would have before.
            return redirect("document_accept", document_id)
        messages.success(request, "Accepted. This is the review, with its action plan.")
        return redirect("review", review_id)
    front = services.open_section(
        by=request.user, now=timezone.now(), document_id=document_id, section=ReadingSection.DOCUMENT
    )
    return page(
        request,
        "published_documents/accept.html",
        title="Accept the reading",
        document_id=document_id,
        undecided=presenters.undecided(found),
        called=presenters.title_of(front.items),
        file_name=found.file_name,
        front_href=presenters.section_href(document_id, ReadingSection.DOCUMENT),
        rows=presenters.to_be_made(found),
    )


def _section(key: str) -> ReadingSection:
    try:
        return ReadingSection(key)
    except ValueError as error:
        raise Http404 from error


def _item(request: Request, document_id: UUID, key: str, item_id: UUID) -> tuple[queries.ItemRow, str]:
    found = services.open_section(
        by=request.user, now=timezone.now(), document_id=document_id, section=_section(key)
    )
    item = next((item for item in found.items if item.id == item_id), None)
    if item is None:
        raise Http404
    return item, found.text


def _next_to_check(items: tuple[queries.ItemRow, ...], item: queries.ItemRow) -> UUID:
    """This is where the page goes on once an item is decided: the next to check, else the item itself."""
    after = items[items.index(item) + 1 :]
    return next((other.id for other in after if other.decision is Decision.PENDING), item.id)


def _page_holding(items: tuple[queries.ItemRow, ...], item_id: str | None) -> int | None:
    places = (index for index, item in enumerate(items) if str(item.id) == item_id)
    place = next(places, None)
    return None if place is None else place // ITEMS_A_PAGE + 1


def _show_refused(form: ItemForm, errors: dict[str, str]) -> None:
    for name, message in errors.items():
        form.add_error(name if name in form.fields else None, message)
