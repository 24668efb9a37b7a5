"""Finished words for the action plan and for one action."""

from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from sightline.domain.states.action import TRANSITIONS, ActionStatus
from sightline.records.actions.queries import ActionRef, EvidenceRow, TargetRow, UpdateRow
from sightline.records.reviews.queries.plan import ActionPage, PlanRow, PlanSort
from sightline.web.wording import ACTION_COLOURS, count, day, moment, printed_date, size

#: Longest words of a recommendation or action in a row of a list; the action's page has them whole.
SHORT = 240

#: Wording, order it sorts by, class that gives it its width.
COLUMNS = (
    ("Action and recommendation", PlanSort.NUMBER, "sightline-plan__first"),
    ("Agency and owner", PlanSort.AGENCY, "sightline-plan__agency"),
    ("To do", None, "sightline-plan__todo"),
    ("Milestones", None, ""),
    ("Target", PlanSort.DUE, "sightline-plan__date"),
    ("Status", PlanSort.STATUS, ""),
    ("Last update", PlanSort.LAST_UPDATE, "sightline-plan__date"),
)


def name_of(row: PlanRow | ActionRef) -> str:
    """This names an action by its printed number, with the heading it stands under where it has one."""
    number = f"Action {row.number}" if row.number else "Action without a number"
    return f"{number}, {row.section}" if row.section else number


def shortened(text: str, length: int = SHORT) -> str:
    """This cuts words at a space, and says so.

    Example:
        >>> shortened("one two three", 8)
        'one two …'
    """
    return text if len(text) <= length else f"{text[:length].rsplit(None, 1)[0]} …"


def warning(row: PlanRow) -> str:
    """This says what its dates mean today: overdue once the last of them has passed."""
    if row.is_overdue:
        return "Overdue"
    soon = "Due soon" if row.is_due_soon else ""
    if row.n_targets_passed:
        passed = f"{row.n_targets_passed} of {len(row.targets)} dates passed"
        return f"{passed}, the last due soon" if soon else passed
    return soon


def target_of(row: PlanRow) -> str:
    """This is the target as it stands: the dates in words, else what the plan printed instead."""
    dates = [printed_date(target.printed_on) for target in row.targets]
    return "\n".join(dict.fromkeys(dates)) or row.target_text or "No date"


def plan_row(row: PlanRow, *, with_review: bool) -> dict[str, Any]:
    """This is one row of the plan."""
    return {
        "id": row.id,
        "version": row.version,
        "href": reverse("action", args=[row.id]),
        "name": name_of(row),
        "recommendation": shortened(row.recommendation or row.finding),
        "review": row.review.title if with_review else "",
        "duplicate": _repeats(row),
        "agency": row.agency_name or "No agency",
        "lead_text": shortened(row.lead_text, 100) if row.lead_text != row.agency_name else "",
        "owner": row.owner_name,
        "text": shortened(row.text) or "Nothing printed",
        "milestone": shortened(row.milestone_text),
        "target": target_of(row),
        "warning": warning(row),
        "warning_class": "sightline-alarm" if row.is_overdue else "sightline-soon",
        "status": row.status.wording,
        "colour": ACTION_COLOURS[row.status],
        "evidence": evidence_said(row),
        "last_update": last_update_said(row),
    }


def short_row(row: PlanRow) -> dict[str, Any]:
    """This is an action on a page that lists few of them."""
    return {
        "href": reverse("action", args=[row.id]),
        "name": name_of(row),
        "text": shortened(row.recommendation or row.text, 160),
        "agency": row.agency_name or "No agency",
        "owner": row.owner_name or "Nobody",
        "target": target_of(row),
        "status": row.status.wording,
        "colour": ACTION_COLOURS[row.status],
    }


def _repeats(row: PlanRow) -> str:
    if row.duplicate_of:
        return f"Repeats {name_of(row.duplicate_of)}; one answer serves both"
    return f"Serves {count(row.n_duplicates, 'repeat')} too" if row.n_duplicates else ""


def evidence_said(row: PlanRow) -> str:
    """This says how much evidence there is and how much of it was seen."""
    if not row.n_evidence:
        return ""
    return f"{count(row.n_evidence, 'file')}, {row.n_evidence_seen} seen"


def last_update_said(row: PlanRow) -> str:
    """This is when somebody last said something, and who."""
    update = row.last_update
    return f"{moment(update.made_at)}, {update.made_by_name}" if update else "None yet"


def columns(sort: PlanSort, is_descending: bool, query: dict[str, str]) -> list[dict[str, str]]:
    """This is the heads of the plan; a click on one sorts by it, a second click the other way."""
    heads = []
    for wording, by, classes in COLUMNS:
        is_current = by is sort
        down_next = is_current and not is_descending
        asked = {**query, "sort": f"{'-' if down_next else ''}{by.value}"} if by else {}
        asked.pop("page", None)
        heads.append(
            {
                "wording": wording,
                "classes": classes,
                "href": f"?{urlencode(asked)}" if by else "",
                "direction": ("descending" if is_descending else "ascending") if is_current else "",
            }
        )
    return heads


def action_page(page: ActionPage, *, may_assign: bool, may_retarget: bool, may_link: bool) -> dict[str, Any]:
    """This is everything about one action."""
    row = page.row
    here = [row.id]
    plan_href = reverse("plan", args=[row.review.id])
    return {
        "name": name_of(row),
        "review": row.review.title,
        "crumbs": [("Reviews", reverse("reviews")), ("Action plan", plan_href)],
        "status": row.status.wording,
        "colour": ACTION_COLOURS[row.status],
        "warning": warning(row),
        "warning_class": "sightline-alarm" if row.is_overdue else "sightline-soon",
        "status_reason": row.status_reason,
        "is_claimed": row.status is ActionStatus.DONE_CLAIMED,
        "answered_by": _original(row, may_link),
        "update_href": reverse("action_update", args=here) if row.may_update else "",
        "evidence_href": reverse("evidence_add", args=here) if row.may_update else "",
        "recommendation": row.recommendation,
        "finding": row.finding,
        "has_links": may_assign or may_retarget,
        "rows": _action_rows(row, may_assign, may_retarget),
        "targets": [_target(target) for target in row.targets],
        "has_parts": any(target.part_text or target.part_lead_text for target in row.targets),
        "evidence": [_evidence(evidence, row) for evidence in page.evidence],
        "duplicates": [_duplicate(duplicate, may_link) for duplicate in page.duplicates],
        "link_href": reverse("duplicate_link", args=here)
        if may_link and not row.duplicate_of and not page.duplicates
        else "",
        "updates": updates(page.updates),
    }


def _action_rows(row: PlanRow, may_assign: bool, may_retarget: bool) -> list[dict[str, str]]:
    assign = reverse("action_assign", args=[row.id]) if may_assign else ""
    targets = reverse("action_targets", args=[row.id]) if may_retarget else ""
    return [
        _line("Agency", row.agency_name, "No agency yet", assign),
        _line("Owner", row.owner_name, "Nobody yet: reminders reach no one", assign),
        _line("Lead, as printed", row.lead_text, "Not printed"),
        _line("Action to take", row.text, "The plan prints no action"),
        _line("Milestones", row.milestone_text, "None printed"),
        _line(
            "Target", "\n".join(printed_date(target.printed_on) for target in row.targets), "No date", targets
        ),
        _line("Target, as printed", row.target_text, "Not printed"),
    ]


def _line(wording: str, value: str, missing: str, href: str = "") -> dict[str, str]:
    return {"wording": wording, "value": value, "missing": missing, "href": href}


def _target(target: TargetRow) -> dict[str, str]:
    part = " ".join(words for words in (target.part_label, target.part_text) if words)
    return {"due": day(target.due_on), "part": part, "lead": target.part_lead_text}


def _original(row: PlanRow, may_link: bool) -> dict[str, str] | None:
    original = row.duplicate_of
    if original is None:
        return None
    return {
        "said": "The report prints this twice. It follows:",
        "name": name_of(original),
        "text": shortened(original.text, 160),
        "href": reverse("action", args=[original.id]),
        "unlink_href": reverse("duplicate_unlink", args=[row.id]) if may_link else "",
    }


def _duplicate(duplicate: ActionRef, may_link: bool) -> dict[str, str]:
    return {
        "name": name_of(duplicate),
        "text": shortened(duplicate.text, 160),
        "href": reverse("action", args=[duplicate.id]),
        "unlink_href": reverse("duplicate_unlink", args=[duplicate.id]) if may_link else "",
    }


def _evidence(evidence: EvidenceRow, row: PlanRow) -> dict[str, str]:
    seen = f"Seen by {evidence.seen_by_name}, {moment(evidence.seen_at)}" if evidence.seen_at else ""
    return {
        "href": reverse("evidence", args=[evidence.id]),
        "file_name": evidence.file_name,
        "size": size(evidence.n_bytes),
        "description": evidence.description,
        "added": f"{moment(evidence.added_at)}, {evidence.added_by_name}",
        "seen": seen,
        "seen_href": reverse("evidence_seen", args=[row.id, evidence.id]) if evidence.may_mark_seen else "",
        "not_seen": "Not seen yet by somebody else",
    }


def updates(rows: Iterable[UpdateRow]) -> list[dict[str, str]]:
    """This is what was said about an action, newest first."""
    return [
        {
            "at": moment(update.made_at),
            "by": f"{update.given_by}, written down by {update.made_by_name}"
            if update.given_by
            else update.made_by_name,
            "channel": update.channel.wording,
            "moved": f"{update.status_before.wording} → {update.status_after.wording}"
            if update.status_before is not update.status_after
            else "",
            "text": update.text,
        }
        for update in rows
    ]


def actions_to_choose(found: Sequence[ActionRef]) -> list[dict[str, Any]]:
    """This offers actions that another may repeat."""
    return [
        {
            "id": action.id,
            "name": name_of(action),
            "text": shortened(action.text, 160),
            "agency": action.agency_name or "No agency",
        }
        for action in found
    ]


def not_yet_seen(page: ActionPage, *, may_mark_seen: bool) -> str:
    """This says why “Done, evidence seen” is not offered to somebody who might look for it."""
    seen = ActionStatus.DONE_SEEN
    if not may_mark_seen or seen in page.moves or seen not in TRANSITIONS[page.row.status]:
        return ""
    return f"“{seen.wording}” can be chosen once a file of evidence is marked as seen on the action’s page."


def served_too(page: ActionPage) -> str:
    """This says which other actions an update counts for."""
    others = [name_of(ref) for ref in (page.row.duplicate_of, *page.duplicates) if ref]
    return f"This update also counts for: {'; '.join(others)}." if others else ""
