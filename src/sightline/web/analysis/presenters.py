"""Finished words of what a panel makes of a chronology."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.urls import reverse

from sightline.records.chronologies.queries.analysis import CollectedRow, EnquiryRow, FindingRow
from sightline.records.events.queries import EntryRow
from sightline.web.wording import count, moment


def enquiry(row: EnquiryRow, case_id: UUID) -> dict[str, Any]:
    """This is a question with how much is collected and concluded on it."""
    without = sum(not finding.cites for finding in row.findings)
    return {
        "name": f"Question {row.position}",
        "question": row.question,
        "term": row.term,
        "asked": f"{moment(row.asked_at)}, {row.asked_by_name}",
        "evidence": count(len(row.evidence), "entry", "entries"),
        "findings": count(len(row.findings), "finding"),
        "without": f"{without} without evidence" if without else "",
        "href": reverse("enquiry", args=[case_id, row.id]),
    }


def entry(row: EntryRow) -> dict[str, Any]:
    """This is an entry as its agency gave it, word by word."""
    return {
        "id": str(row.id),
        "when": row.occurred.text or "No date",
        "agency": row.agency_name,
        "kind": row.kind.wording,
        "account_of": row.account_of.wording,
        "text": row.text,
        "response": row.response,
        "comment": row.comment,
        "source": row.source_record,
        "place": row.place,
        "author": row.author,
        "place_in_file": row.place_in_file,
        "people": [(each.words or "Somebody not named", each.role.wording) for each in row.people],
        "further": list(row.further),
    }


def entry_in_short(row: EntryRow) -> str:
    """This is an entry to be chosen from a list: when, who tells it, and how it begins."""
    begins = row.text if len(row.text) <= 160 else f"{row.text[:159].rstrip()}…"
    return f"{row.occurred.text or 'No date'}, {row.agency_name}: {begins}"


def collected(row: CollectedRow, case_id: UUID, enquiry_id: UUID) -> dict[str, Any]:
    """This is an entry as evidence for a question."""
    return {
        **entry(row.entry),
        "why": row.why,
        "added": f"{moment(row.added_at)}, {row.added_by_name}",
        "take_out_href": reverse("evidence_take_out", args=[case_id, enquiry_id, row.id]),
    }


def finding(row: FindingRow, case_id: UUID, entries: Iterable[EntryRow]) -> dict[str, Any]:
    """This is a finding with what it cites and what it said before."""
    return {
        "text": row.text,
        "written": f"{moment(row.written_at)}, {row.written_by_name}",
        "cites": [entry_in_short(each) for each in entries if each.id in row.cites],
        "earlier": [
            {"text": each.text, "written": f"{moment(each.written_at)}, {each.written_by_name}"}
            for each in row.earlier
        ],
        "correct_href": reverse("finding_correct", args=[case_id, row.id]),
        "cite_href": reverse("finding_cite", args=[case_id, row.id]),
    }
