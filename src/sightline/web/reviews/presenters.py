"""Finished words for a review and for the board page of its plan."""

from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from sightline.domain.states.action import ActionStatus
from sightline.domain.vocabulary.reviews import FIELDS, ReadingSection
from sightline.records.reviews.queries.board import Board, BoardChanges, BoardRow
from sightline.records.reviews.queries.plan import PlanPage
from sightline.records.reviews.queries.reviews import ReviewPage, ReviewRow
from sightline.web.actions.presenters import name_of, short_row
from sightline.web.actions.progress import agency_of, board_picture, headline
from sightline.web.exports.forms import FORMATS
from sightline.web.pictures import PATTERNS
from sightline.web.published_documents.presenters import defect_groups
from sightline.web.wording import count, day, printed_date


def _wordings(section: ReadingSection, name: str) -> dict[str, str]:
    return next(dict(field.choices) for field in FIELDS[section] if field.name == name)


SUBJECT_ROLES = _wordings(ReadingSection.SUBJECTS, "role")
CONTRIBUTION_KINDS = _wordings(ReadingSection.CONTRIBUTIONS, "kind")


def board_page(
    board: Board,
    changes: BoardChanges | None,
    lists: Sequence[tuple[str, str, PlanPage]],
    *,
    may_record: bool,
) -> dict[str, Any]:
    """This is the board page: figures, picture and table, what changed, what needs a decision."""
    assert board.review is not None, "the board page of one review"
    review_id = board.review.id
    total = board.total
    plan_href = reverse("plan", args=[review_id])
    shown = [status for status in PATTERNS if total.counts.get(status)]
    return {
        "review": board.review.title,
        "crumbs": [
            ("Reviews", reverse("reviews")),
            ("Review", reverse("review", args=[review_id])),
            ("Action plan", plan_href),
        ],
        "headline": f"{headline(board)} As it stands on {day(board.today)}.",
        "record_href": reverse("board_record", args=[review_id]) if may_record else "",
        "record_wording": "Record that the board saw this today",
        "plan_href": plan_href,
        "figures": [
            _figure(found.n_rows, heading, f"{plan_href}?{query}", is_alarm="OVERDUE" in query)
            for heading, query, found in lists
        ],
        "picture": board_picture(board),
        "statuses": [status.wording for status in shown],
        "rows": [
            *(_table_row(row, shown, agency_of(row)) for row in board.rows),
            _table_row(total, shown, "All agencies"),
        ],
        "repeats": f"{count(board.n_duplicates, 'repeated action')} counted with the action it repeats."
        if board.n_duplicates
        else "",
        "changes_heading": f"What changed since the board of {day(changes.shown_on)}"
        if changes
        else "What changed since the last board",
        "changes": [
            {
                "href": reverse("action", args=[change.action.id]),
                "name": name_of(change.action),
                "agency": change.agency_name or "No agency",
                "before": change.before.wording,
                "after": change.after.wording,
            }
            for change in changes.changes
        ]
        if changes
        else [],
        "no_changes": "No status changed."
        if changes
        else "No board has been recorded yet. Record this one, and the next says what changed since.",
        "lists": [_list(heading, f"{plan_href}?{query}", found) for heading, query, found in lists],
        "export_href": reverse("board_export", args=[review_id]),
        "export_formats": FORMATS,
    }


def _list(heading: str, href: str, found: PlanPage) -> dict[str, Any]:
    n_more = found.n_rows - len(found.rows)
    return {
        "heading": f"{heading} ({found.n_rows:,})",
        "actions": [short_row(row) for row in found.rows],
        "more": f"{count(n_more, 'more action')}" if n_more else "",
        "more_href": href,
    }


def _figure(number: int, wording: str, href: str, *, is_alarm: bool) -> dict[str, Any]:
    return {
        "number": f"{number:,}",
        "wording": wording.lower(),
        "href": href,
        "is_alarm": is_alarm and bool(number),
    }


def _table_row(row: BoardRow, shown: Iterable[ActionStatus], name: str) -> dict[str, Any]:
    return {
        "agency": name,
        "counts": [row.counts.get(status, 0) for status in shown],
        "total": row.n_actions,
        "n_overdue": row.n_overdue,
    }


def review_rows(reviews: Iterable[ReviewRow]) -> list[dict[str, Any]]:
    """This lists reviews with how their plans stand."""
    return [
        {
            "href": reverse("review", args=[review.id]),
            "plan_href": reverse("plan", args=[review.id]),
            "board_href": reverse("board", args=[review.id]),
            "title": review.title,
            "kind": review.kind.wording,
            "report_date": printed_date(review.report_on) or review.report_date_text,
            "n_actions": f"{review.n_actions:,}",
            "n_open": f"{review.n_open:,}",
            "n_overdue": review.n_overdue,
        }
        for review in reviews
    ]


def review_page(review: ReviewPage) -> dict[str, Any]:
    """This is everything a review says, part by part; a part that is not printed is not shown."""
    parts = (_people(review), _panel(review), _contributions(review), *_terms(review), *_lessons(review))
    shown = [part for part in (*parts, _recommendations(review), _events(review)) if part["rows"]]
    return {
        "kind": review.kind.wording,
        "plan_href": reverse("plan", args=[review.id]),
        "board_href": reverse("board", args=[review.id]),
        "front": [(wording, value) for wording, value in _front(review) if value],
        "parts": [{**part, "anchor": f"part-{number}"} for number, part in enumerate(shown, start=1)],
        "defects": defect_groups(review.defects, review.document_id) if review.document_id else [],
        "n_defects": f"{len(review.defects):,}",
        "document_text_href": reverse("document_text", args=[review.document_id])
        if review.document_id
        else "",
    }


def _front(review: ReviewPage) -> tuple[tuple[str, str], ...]:
    period = " to ".join(printed_date(iso) for iso in (review.scope_start, review.scope_end) if iso)
    plan = f"{count(review.n_actions, 'action')}: {review.n_open:,} still open, {review.n_overdue:,} overdue"
    return (
        ("Commissioned by", review.commissioned_by),
        ("Chair", review.chair),
        ("Author", review.author),
        ("Date of the report", review.report_date_text),
        ("Period under review", review.scope_text or period),
        ("Action plan", plan if review.n_actions else ""),
    )


def _part(
    heading: str, columns: Sequence[str], rows: Iterable[Sequence[Any]], intro: str = ""
) -> dict[str, Any]:
    """This is a table; a column in which no row says anything is left out."""
    found = [tuple(row) for row in rows]
    kept = [place for place in range(len(columns)) if any(row[place] for row in found)]
    return {
        "heading": heading,
        "intro": intro,
        "columns": [columns[place] for place in kept],
        "rows": [{"cells": [row[place] for place in kept]} for row in found],
        "n": f"{len(found):,}",
    }


def _people(review: ReviewPage) -> dict[str, Any]:
    rows = (
        (
            person.pseudonym,
            SUBJECT_ROLES.get(person.role, person.role),
            str(person.birth_year or ""),
            person.sex,
            person.ethnicity,
        )
        for person in review.subjects
    )
    columns = ("Called in the review", "Part", "Born", "Sex", "Ethnicity")
    return _part("People the review is about", columns, rows, "By the names the review gives them.")


def _panel(review: ReviewPage) -> dict[str, Any]:
    rows = ((member.name, member.role, member.agency) for member in review.panel)
    return _part("Panel", ("Name", "Role", "Agency"), rows)


def _contributions(review: ReviewPage) -> dict[str, Any]:
    rows = (
        (
            given.agency,
            given.agency_name if given.agency_name != given.agency else "",
            CONTRIBUTION_KINDS.get(given.kind, given.kind),
            "\n".join(words for words in (given.author, given.author_title) if words),
        )
        for given in review.contributions
    )
    return _part("What agencies contributed", ("Agency", "Known here as", "Sent", "Written by"), rows)


def _terms(review: ReviewPage) -> list[dict[str, Any]]:
    return [
        _part(
            f"Terms of reference: {group.group}" if group.group else "Terms of reference",
            ("Number", "Term"),
            ((term.number, term.text) for term in group.terms),
        )
        for group in review.terms
    ]


def _lessons(review: ReviewPage) -> list[dict[str, Any]]:
    return [
        _part(
            heading,
            ("Number", "Title", "Finding", "Lesson"),
            ((row.number, row.title, row.finding, row.lesson) for row in rows),
        )
        for heading, rows in (("Findings", review.findings), ("Lessons", review.lessons))
    ]


def _recommendations(review: ReviewPage) -> dict[str, Any]:
    plan = reverse("plan", args=[review.id])
    rows = (
        (
            row.number,
            row.text,
            row.addressed_to,
            [
                {
                    "text": count(row.n_actions, "action"),
                    "href": f"{plan}?{urlencode({'words': row.text[:120]})}",
                    "status": f"{row.n_open:,} open" if row.n_open else "All answered",
                    "colour": "blue" if row.n_open else "green",
                }
            ]
            if row.n_actions
            else "",
        )
        for row in review.recommendations
    )
    return _part("Recommendations", ("Number", "Recommendation", "Addressed to", "Actions"), rows)


def _events(review: ReviewPage) -> dict[str, Any]:
    rows = ((event.date_text, event.text) for event in review.events)
    return _part("Dated events", ("When", "What the report says"), rows)
