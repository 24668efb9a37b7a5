"""Returns in finished words: where each agency stands, what is wrong in a file, what waits to be checked."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse

from sightline.domain.chronology.drafts import EntryDraft
from sightline.domain.chronology.tables import RowProblem
from sightline.domain.policy.permissions import Permission
from sightline.domain.states.agency_return import AWAITED, ReturnState
from sightline.domain.states.return_file import ReturnFileState
from sightline.domain.vocabulary.events import DisclosureState
from sightline.domain.vocabulary.returned_tables import ProblemSeverity
from sightline.jobs.returned_chronologies import OpenedFile
from sightline.records.chronologies.queries.returns import FileRow, RequestRow, ReturnPage, ReturnRow
from sightline.records.events.queries import EntryRow
from sightline.web.returns.forms import field_name
from sightline.web.wording import count, day, moment, size

STATE_COLOURS = {
    ReturnState.REQUESTED: "blue",
    ReturnState.RECEIVED: "yellow",
    ReturnState.SENT_BACK: "orange",
    ReturnState.CHECKED: "turquoise",
    ReturnState.CLEARED: "green",
    ReturnState.NIL_RETURN: "grey",
    ReturnState.NO_REPLY: "red",
}
_SEVERITY_COLOURS = {
    ProblemSeverity.ERROR: "red",
    ProblemSeverity.WARNING: "yellow",
    ProblemSeverity.NOTE: "grey",
}
_DISCLOSURE_COLOURS = {
    DisclosureState.NOT_CHECKED: "blue",
    DisclosureState.CLEARED: "green",
    DisclosureState.WITHHELD: "red",
}
_IN_ORDER = list(ProblemSeverity)


def asked_for(*, is_told: bool) -> str:
    """This is said when an agency was asked."""
    return (
        "The agency is asked. Its contact got an e-mail that names nobody."
        if is_told
        else ("The agency is asked. It has no contact with an account here: tell it yourself.")
    )


def reminded(*, is_told: bool) -> str:
    """This is said when an agency was reminded."""
    return (
        "Its contact was reminded by e-mail."
        if is_told
        else (
            "It is kept that you reminded the agency. No e-mail went: it has no contact with an account here."
        )
    )


def sent(n_entries: int) -> str:
    """This is said when a chronology was sent."""
    return f"{count(n_entries, 'entry', 'entries')} sent."


def request_typed(asked: RequestRow | None) -> dict[str, str]:
    """This is what is asked now, as it is typed into the form."""
    if asked is None:
        return {"disclosure": "yes"}
    return {
        "title": asked.title,
        "begins_on": day(asked.begins_on),
        "ends_on": day(asked.ends_on),
        "due_on": day(asked.due_on),
        "terms": "\n".join(term.text for term in asked.terms),
        "guidance": asked.guidance,
        "disclosure": "yes" if asked.needs_disclosure_check else "no",
        "why_no_check": asked.why_no_check,
    }


def asked(request: RequestRow | None) -> dict[str, Any] | None:
    """This is what agencies are asked, for a page."""
    if request is None:
        return None
    check = "A disclosure officer clears or withholds each entry"
    rows = [
        ("Review", request.title),
        ("Period", _period(request)),
        ("Due", day(request.due_on)),
        ("Check", check if request.needs_disclosure_check else f"Nobody: {request.why_no_check}"),
    ]
    if request.guidance:
        rows.append(("Guidance", request.guidance))
    return {"rows": rows, "terms": [term.text for term in request.terms], "version": request.version}


def return_row(row: ReturnRow) -> dict[str, Any]:
    """This is one line of the page that shows where agencies stand."""
    return {
        "href": reverse("agency_return", args=[row.id]),
        "agency": row.agency_name,
        "is_out_of_area": row.is_out_of_area,
        "contact": row.contact_name or "Nobody with an account",
        "state": row.state.wording,
        "colour": STATE_COLOURS[row.state],
        "is_late": row.is_late,
        "due": day(row.due_on),
        "reminders": count(row.n_reminders, "time") if row.n_reminders else "Not yet",
        "secured": "Yes" if row.are_files_secured else "Not confirmed",
        "last": moment(row.last_step_at),
    }


def progress(rows: Sequence[ReturnRow]) -> list[tuple[str, str, int]]:
    """These are how many agencies stand where: wording, colour, number."""
    states = Counter(row.state for row in rows)
    return [(state.wording, STATE_COLOURS[state], states[state]) for state in ReturnState if states[state]]


def agency_return(found: ReturnPage) -> dict[str, Any]:
    """This is a return whole, with what its user may do to it now."""
    row, may = found.row, found.may
    sends, runs = Permission.SEND_RETURN in may, Permission.RUN_RETURNS in may
    is_awaited = row.state in AWAITED
    links = (
        ("Confirm that files are secured", "return_secured", sends),
        ("Say that the agency holds nothing", "return_nil", sends and is_awaited),
        ("Give another day", "return_due", runs and is_awaited),
        ("Stop waiting for this agency", "return_close", runs and is_awaited),
        (
            "Check entries for disclosure",
            "disclosure",
            Permission.CLEAR_ENTRIES in may and row.state in {ReturnState.RECEIVED, ReturnState.CHECKED},
        ),
    )
    return {
        **return_row(row),
        "request": asked(found.request),
        "steps": [
            {
                "what": each.kind.wording,
                "words": each.words,
                "when": moment(each.taken_at),
                "who": each.taken_by_name,
            }
            for each in found.steps
        ],
        "files": [_file(each) for each in found.files],
        "entries": [
            (state.wording, n_entries) for state, n_entries in sorted(found.n_entries.items()) if n_entries
        ],
        "links": [(wording, reverse(name, args=[row.id])) for wording, name, is_open in links if is_open],
        "upload_href": reverse("return_upload", args=[row.id]) if sends else "",
        "remind_href": reverse("return_remind", args=[row.id]) if runs and is_awaited else "",
        "agencies_href": reverse("case_returns", args=[row.case_id]) if runs else "",
    }


def opened_file(opened: OpenedFile, *, n_entries: int, n_problems: int) -> dict[str, Any]:
    """This is a file as it is read now: its columns, problems with the gravest first, some entries."""
    reading, row = opened.read.reading, opened.page.file
    problems = sorted(reading.problems, key=lambda problem: _IN_ORDER.index(problem.severity))
    found = Counter(problem.severity for problem in problems)
    return {
        **_file(row),
        "version": row.version,
        "can_change": row.state is ReturnFileState.READ,
        "is_ready": opened.is_ready and row.state is ReturnFileState.READ,
        "is_order_asked": opened.read.order.is_asked,
        "summary": [
            count(len(reading.drafts), "entry", "entries"),
            count(found[ProblemSeverity.ERROR], "mistake that keeps it out", "mistakes that keep it out"),
            count(found[ProblemSeverity.WARNING], "doubt to look at", "doubts to look at"),
        ],
        "tables": [
            {
                "name": table.name,
                "doubts": [doubt.words for doubt in mapping.doubts],
                "fields": [field_name(number, position) for position in sorted(mapping.columns)],
                "is_chronology": mapping.is_chronology,
            }
            for number, (table, mapping) in enumerate(zip(opened.tables, opened.read.mappings, strict=True))
        ],
        "problems": [_problem(each) for each in problems[:n_problems]],
        "n_more_problems": max(0, len(problems) - n_problems),
        "entries": [_draft(each) for each in reading.drafts[:n_entries]],
        "n_more_entries": max(0, len(reading.drafts) - n_entries),
        "columns_href": reverse("return_columns", args=[row.id]),
        "send_href": reverse("return_send", args=[row.id]),
        "dismiss_href": reverse("return_dismiss", args=[row.id]),
    }


def entry_to_check(row: EntryRow) -> dict[str, Any]:
    """This is an entry as a disclosure officer reads it."""
    return {
        "id": str(row.id),
        "when": row.occurred.text or "No date",
        "kind": row.kind.wording,
        "text": row.text,
        "response": row.response,
        "comment": row.comment,
        "source": row.source_record,
        "place_in_file": row.place_in_file,
        "decision": row.disclosure.wording,
        "colour": _DISCLOSURE_COLOURS[row.disclosure],
    }


def disclosure_counts(n_entries: Mapping[DisclosureState, int]) -> list[tuple[str, str, int]]:
    """These are how many entries were decided how: wording, colour, number."""
    return [(state.wording, _DISCLOSURE_COLOURS[state], n_entries.get(state, 0)) for state in DisclosureState]


def _file(row: FileRow) -> dict[str, str]:
    return {
        "href": reverse("return_file", args=[row.id]),
        "name": row.file_name,
        "size": size(row.n_bytes),
        "state": row.state.wording,
        "received": moment(row.received_at),
        "by": row.received_by_name,
    }


def _problem(problem: RowProblem) -> dict[str, str]:
    return {
        "place": problem.place,
        "message": problem.message,
        "expected": problem.expected,
        "words": problem.words,
        "severity": problem.severity.wording,
        "colour": _SEVERITY_COLOURS[problem.severity],
    }


def _draft(draft: EntryDraft) -> dict[str, str]:
    return {
        "row": ", ".join(map(str, draft.rows)),
        "date": draft.date_words or "No date",
        "read_as": _read_as(draft),
        "text": draft.text,
        "response": draft.response,
        "source": draft.source_record,
        "kind": draft.kind.wording,
        "people": ", ".join(each.words for each in draft.people),
    }


def _read_as(draft: EntryDraft) -> str:
    first, last = draft.occurred.earliest, draft.occurred.latest
    if first is None and last is None:
        return "Undated"
    if first == last:
        return day(first)
    return f"{day(first) or 'Open'} to {day(last) or 'open'}"


def _period(request: RequestRow) -> str:
    if request.begins_on is None and request.ends_on is None:
        return "Not limited"
    return f"{day(request.begins_on) or 'From the first record'} to {day(request.ends_on) or 'today'}"
