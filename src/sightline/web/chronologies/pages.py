"""The combined chronology of a case, a page at a time."""

from uuid import UUID

from django.http import HttpResponse, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from sightline.domain.chronology.reading_dates import read_date
from sightline.domain.policy.permissions import Permission
from sightline.domain.vocabulary.cases import CaseKind
from sightline.records.chronologies.queries.reading import chronology_case, chronology_page
from sightline.records.chronologies.services.looking import record_entries_shown
from sightline.web.chronologies import presenters
from sightline.web.chronologies.filters import FilterForm, address, is_pseudonymised, place_in
from sightline.web.page import Request, page
from sightline.web.wording import count

ENTRIES_A_PAGE = 50


@require_GET
def chronology(request: Request, case_id: UUID) -> HttpResponse:
    now = timezone.now()
    case = chronology_case(request.user, case_id, now=now)
    called = presenters.names(case.people, pseudonymised=is_pseudonymised(request.GET))
    people = [(str(person.subject_id), called.of(person)) for person in case.people]
    filters = FilterForm(request.GET, case=case, people=people)
    wanted = filters.wanted
    after, before = place_in(request.GET)
    found = chronology_page(
        request.user, case_id, wanted=wanted, size=ENTRIES_A_PAGE, after=after, before=before
    )
    record_entries_shown(
        by=request.user,
        now=now,
        case_id=case_id,
        entries=found.entries.ids,
        people=[each.record_id for each in case.people],
    )
    agencies = presenters.letters(case, found.entries.rows)
    known = presenters.known_said(wanted, agencies)
    jumped = request.GET.get("from", "").strip()
    return page(
        request,
        "chronologies/chronology.html",
        title="Chronology",
        filters=filters,
        crumbs=[("Cases", reverse("cases")), (f"Case {case.reference}", reverse("case", args=[case_id]))],
        chronology={
            "reference": case.reference,
            "known": known,
            "pseudonymised": called.pseudonyms is not None,
            "names_href": address(request.GET, names="" if called.pseudonyms else "pseudonyms"),
            "agencies": list(agencies.values()),
            "found": count(found.n_found, "entry", "entries"),
            "is_filtered": not wanted.is_everything,
            "all_href": address(QueryDict(), names=request.GET.get("names", "")),
            "jumped": jumped,
            "jump_refused": bool(jumped) and not read_date(jumped).is_dated,
            "undated": f"Without a date: {count(found.n_undated, 'entry', 'entries')}"
            if found.n_undated and wanted.is_dated is None
            else "",
            "undated_href": address(request.GET, dated="undated"),
            "entries": [presenters.entry(row, found, case, called, agencies) for row in found.entries.rows],
            "first_href": address(request.GET) if found.entries.before else "",
            "previous_href": address(request.GET, before=found.entries.before)
            if found.entries.before
            else "",
            "next_href": address(request.GET, after=found.entries.after) if found.entries.after else "",
            "kept": {
                key: value
                for key, value in request.GET.items()
                if value and key not in ("from", "after", "before")
            },
            "add_href": reverse("event_add", args=[case_id])
            if case.kind is CaseKind.CASEWORK and Permission.WRITE_ITEM in case.may
            else "",
        },
    )
