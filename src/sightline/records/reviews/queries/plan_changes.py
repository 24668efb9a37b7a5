"""What a returned spreadsheet would change in a plan. Nothing is changed here.

The sheet's strings are compared with the strings an export would write now, so a file that nobody
touched has no differences, whatever changed in the plan meanwhile.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from uuid import UUID

from sightline.domain.due_dates import last_day
from sightline.domain.folding import fold
from sightline.domain.policy.permissions import Permission
from sightline.domain.published_reviews.dates import iso_dates
from sightline.domain.states.action import ActionStatus
from sightline.records.access.models import User
from sightline.records.access.policies import Refusal, holding
from sightline.records.actions.models import Action
from sightline.records.actions.policies import (
    TEXT_LENGTH,
    actions_open_to,
    moving_action,
    proving_action,
    updating_action,
)
from sightline.records.actions.queries import ActionRef, action_ref
from sightline.records.agencies.queries import agencies_by_folded_name
from sightline.records.reviews.queries.plan import PlanRow, plans_of
from sightline.records.reviews.queries.reviews import found_review


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row of a returned spreadsheet, as strings; the fields after `version` may be edited."""

    line: int
    action_id: str
    version: str
    status: str
    reason: str
    owner_email: str
    agency: str
    target: str
    update: str


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One edited cell."""

    name: str
    wording: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Difference:
    """What one row would change, or why it cannot: then `problem` says what to do."""

    line: int
    action: ActionRef | None
    changes: tuple[FieldChange, ...] = ()
    problem: str = ""


WORDING = {
    "status": "Status",
    "reason": "Reason",
    "owner_email": "Owner’s e-mail",
    "agency": "Agency",
    "target": "Target",
    "update": "New update",
}
_PERMISSIONS = {
    "owner_email": Permission.ASSIGN_ACTIONS,
    "agency": Permission.ASSIGN_ACTIONS,
    "target": Permission.CHANGE_TARGETS,
}


def sheet_row(row: PlanRow, line: int) -> SheetRow:
    """Return what an export writes for an action: what a returned sheet is compared with."""
    return SheetRow(
        line=line,
        action_id=str(row.id),
        version=str(row.version),
        status=row.status.wording,
        reason=row.status_reason,
        owner_email=row.owner_email,
        agency=row.agency_name,
        target="; ".join(target.printed_on for target in row.targets),
        update="",
    )


def plan_differences(user: User, *, review_id: UUID, rows: Sequence[SheetRow]) -> tuple[Difference, ...]:
    """Return what a returned spreadsheet would change, row by row, with what is wrong with it.

    A row that was edited after somebody else changed the action is a problem; a row that nobody
    edited is nothing, even when the action changed. Raises: NotFound
    """
    review = found_review(user, review_id)
    visible = actions_open_to(user).filter(plan__in=plans_of(review.id))
    actions = visible.select_related("agency", "owner", "plan").prefetch_related("targets")
    by_id = {str(action.id): action for action in actions}
    agency_of = agencies_by_folded_name()
    owners = {
        email.casefold() for email in User.objects.filter(is_active=True).values_list("email", flat=True)
    }
    seen: set[str] = set()
    found = []
    for row in rows:
        key = row.action_id.strip()
        action = by_id.get(key)
        if action is None:
            found.append(Difference(row.line, None, problem="There is no action with this id in the plan."))
            continue
        difference = _difference(user, action, row, agency_of, owners)
        if key in seen:
            difference = Difference(
                row.line, action_ref(action), problem="This action stands in the file twice."
            )
        seen.add(key)
        if difference.changes or difference.problem:
            found.append(difference)
    return _without_contradictions(found, by_id)


def _difference(
    user: User, action: Action, row: SheetRow, agency_of: Mapping[str, UUID], owners: set[str]
) -> Difference:
    changes = _changes(action, row)
    ref = action_ref(action)
    if not changes:
        return Difference(row.line, ref)
    if row.version.strip() != str(action.version):
        problem = (
            "Somebody changed this action after the file was made. Export it again, or edit it on its page."
        )
    else:
        problem = _problem(user, action, {change.name: change.after for change in changes}, agency_of, owners)
    return Difference(row.line, ref, changes, problem)


def _changes(action: Action, row: SheetRow) -> tuple[FieldChange, ...]:
    now = {
        "status": ActionStatus(action.status).wording,
        "reason": action.status_reason,
        "owner_email": action.owner.email if action.owner else "",
        "agency": action.agency.name if action.agency else "",
        "target": "; ".join(t.printed_on for t in sorted(action.targets.all(), key=lambda t: t.position)),
        "update": "",
    }
    written = {field.name: getattr(row, field.name) for field in fields(SheetRow)}
    return tuple(
        FieldChange(name, wording, now[name], written[name].strip())
        for name, wording in WORDING.items()
        if _plain(written[name]) != _plain(now[name])
    )


def _plain(text: str) -> str:
    return " ".join(text.split())


def _problem(
    user: User, action: Action, after: Mapping[str, str], agency_of: Mapping[str, UUID], owners: set[str]
) -> str:
    refusals: list[Refusal | None] = [
        holding(user, _PERMISSIONS[name]) for name in after if name in _PERMISSIONS
    ]
    if after.keys() & {"status", "reason", "update"}:
        refusals.append(updating_action(user, action))
    status = status_worded(after.get("status", ""))
    if status is not None:
        refusals += [moving_action(user, action, status), proving_action(action, status)]
    refused = next((refusal for refusal in refusals if refusal), None)
    if refused:
        return refused.reason
    if len(after.get("update", "")) > TEXT_LENGTH:
        return f"The update is longer than {TEXT_LENGTH:,} characters. Shorten it, or add it as evidence."
    reason = after.get("reason", action.status_reason)
    if "status" in after and status is None:
        return f"“{after['status']}” is not a status. Use the words of the export."
    if status is not None and status.needs_reason and not reason:
        return f"“{status.wording}” needs a reason in its column."
    if "status" in after and not after.get("update") and not after.get("reason"):
        return "Write in “New update” what happened, to go with the new status."
    if "reason" in after and status is None:
        return "A reason goes with a new status. Write in “New update” instead."
    if after.get("owner_email") and after["owner_email"].casefold() not in owners:
        return "No active account has the owner’s e-mail address."
    if after.get("agency") and fold(after["agency"]) not in agency_of:
        return f"“{after['agency']}” is not the name of an agency here."
    if "target" in after and targets_written(after["target"]) is None:
        return f"“{after['target']}” is not a date. Write 2026-04-30, 2026-04 or April 2026, parted by “;”."
    if "target" in after and not after.get("update"):
        return "Write in “New update” why the target changes."
    return ""


def status_worded(text: str) -> ActionStatus | None:
    """Return the status of that wording, capitals aside, or None."""
    return next((status for status in ActionStatus if fold(status.wording) == fold(text)), None)


def targets_written(text: str) -> tuple[str, ...] | None:
    """Return the dates in a target cell, ISO or in words, or None where one of them is not a date."""
    found = []
    for written in (piece.strip() for piece in text.split(";")):
        if not written:
            continue
        dates = (written,) if _is_iso(written) else iso_dates(written)
        if len(dates) != 1:
            return None
        found.append(dates[0])
    return tuple(found)


def _is_iso(text: str) -> bool:
    try:
        last_day(text)
    except ValueError:
        return False
    return True


def _without_contradictions(
    found: Iterable[Difference], by_id: Mapping[str, Action]
) -> tuple[Difference, ...]:
    """Mark the rows that answer an action and its duplicate differently: one answer serves both."""
    answers: dict[UUID, set[tuple[str, ...]]] = {}
    differences = list(found)
    for difference in differences:
        if difference.action and _answer(difference):
            answers.setdefault(_group(by_id, difference.action), set()).add(_answer(difference))
    return tuple(
        Difference(
            difference.line,
            difference.action,
            difference.changes,
            "This action and its duplicate have one answer, but the file gives them two. Keep one.",
        )
        if difference.action
        and _answer(difference)
        and not difference.problem
        and len(answers[_group(by_id, difference.action)]) > 1
        else difference
        for difference in differences
    )


def _group(by_id: Mapping[str, Action], ref: ActionRef) -> UUID:
    action = by_id[str(ref.id)]
    return action.duplicate_of_id or action.id


def _answer(difference: Difference) -> tuple[str, ...]:
    answered = {"status", "reason", "update"}
    return tuple(f"{change.name}={change.after}" for change in difference.changes if change.name in answered)
