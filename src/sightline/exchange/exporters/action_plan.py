"""A review's action plan → tables: which columns there are, and which of them come back filled in."""

from collections.abc import Iterable, Sequence
from datetime import date

from sightline.domain.states.action import ActionStatus
from sightline.exchange.exporters.tables import Column, Export, Table, Value
from sightline.records.reviews.queries.plan import PlanPage, PlanRow
from sightline.records.reviews.queries.plan_changes import sheet_row

#: The column that tells which action a row is.
KEY = "action_id"
#: The words of the published plan: they are never changed, so a changed one is pointed out.
PUBLISHED = (
    "number",
    "section",
    "recommendation",
    "finding",
    "lead_text",
    "text",
    "milestone_text",
    "target_text",
)

_NOTES = (
    "Fill in the yellow columns only, then give this file back: on the plan's page, or with "
    "`sightline plan import`. Nothing changes until the differences were shown and confirmed.",
    "Agency, owner and status: choose from the list. Target dates: 2031-04-25, or 2031-04 for "
    "the end of a month, or 2031; "
    "several are parted by a semicolon.",
    "New update: what has happened since; it is added to the action's history with your name. A change of "
    "status or target needs one; some statuses need a reason.",
    "You may sort, filter, hide or delete rows and move columns. Rows that are missing stay as they are. Do "
    "not add rows, and do not delete the hidden columns or the hidden sheet: they say which row "
    "is which action.",
    "The words of the published plan stay as they were published: a change in them is pointed "
    "out, and the file "
    "is taken once they are put back.",
)


def action_plan_columns(agencies: Iterable[str] = (), owners: Iterable[str] = ()) -> tuple[Column, ...]:
    """This is every column of the plan, with the names and e-mail addresses that may be chosen."""
    statuses = tuple(status.wording for status in ActionStatus)
    return (
        Column(KEY, "Sightline reference", 12, is_hidden=True),
        Column("version", "Sightline version", 8, is_hidden=True),
        Column("number", "No.", 7),
        Column("section", "Section", 18),
        Column("recommendation", "Recommendation", 45),
        Column("finding", "Finding", 30),
        Column("lead_text", "Lead, as published", 22),
        Column("text", "Action, as published", 40),
        Column("milestone_text", "Milestone, as published", 28),
        Column("target_text", "Target, as published", 16),
        Column("agency", "Agency", 24, is_editable=True, choices=tuple(agencies)),
        Column("owner_email", "Owner (e-mail)", 28, is_editable=True, choices=tuple(owners)),
        Column("target", "Target dates", 14, is_editable=True),
        Column("status", "Status", 20, is_editable=True, choices=statuses),
        Column("reason", "Reason for the status", 28, is_editable=True),
        Column("update", "New update", 40, is_editable=True),
        Column("due_on", "Due", 12),
        Column("is_overdue", "Overdue", 9),
        Column("last_update_on", "Last update on", 12),
        Column("last_update", "Last update", 40),
        Column("n_evidence", "Evidence files", 9),
        Column("n_evidence_seen", "Evidence seen", 9),
        Column("duplicate_of", "Answered with", 14),
    )


def action_plan_export(
    plan: PlanPage, *, today: date, agencies: Sequence[str], owners: Sequence[str]
) -> Export:
    """This is the whole plan of one review. Shape: one row per action."""
    assert plan.review is not None, "the plan of one review"
    columns = action_plan_columns(agencies, owners)
    rows = tuple(_row(columns, row, line) for line, row in enumerate(plan.rows, start=2))
    return Export(
        kind="action_plan",
        title=f"Action plan: {plan.review.title}",
        about=(("review_id", str(plan.review.id)), ("exported_on", today.isoformat())),
        notes=_NOTES,
        tables=(Table("actions", "Action plan", columns, rows),),
    )


def published_words(row: PlanRow) -> dict[str, str]:
    """This is what the published columns of a row hold, by their keys."""
    return {key: getattr(row, key) for key in PUBLISHED}


def _row(columns: Iterable[Column], row: PlanRow, line: int) -> tuple[Value, ...]:
    sheet = sheet_row(row, line)
    values: dict[str, Value] = {
        **published_words(row),
        KEY: sheet.action_id,
        "version": sheet.version,
        "agency": sheet.agency,
        "owner_email": sheet.owner_email,
        "target": sheet.target,
        "status": sheet.status,
        "reason": sheet.reason,
        "update": sheet.update,
        "due_on": row.due_on,
        "is_overdue": "Overdue" if row.is_overdue else None,
        "last_update_on": row.last_update.made_at.date() if row.last_update else None,
        "last_update": row.last_update.text if row.last_update else None,
        "n_evidence": row.n_evidence,
        "n_evidence_seen": row.n_evidence_seen,
        "duplicate_of": row.duplicate_of.number if row.duplicate_of else None,
    }
    return tuple(None if values[column.key] == "" else values[column.key] for column in columns)
