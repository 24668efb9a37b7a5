"""The board report → tables: counts by agency and status, what changed, what is overdue."""

from collections.abc import Iterable

from sightline.domain.states.action import ActionStatus
from sightline.exchange.exporters.tables import Column, Export, Table, Value
from sightline.records.reviews.queries.board import Board, BoardChanges, BoardRow
from sightline.records.reviews.queries.plan import PlanRow

NO_AGENCY = "No agency yet"


def board_report_export(board: Board, changes: BoardChanges | None, overdue: Iterable[PlanRow]) -> Export:
    """This is the state of a review's plan as a board is shown it."""
    assert board.review is not None, "the board report of one review"
    since = (
        f"Last shown to a board on {changes.shown_on.isoformat()}."
        if changes
        else "Not shown to a board before."
    )
    return Export(
        kind="board_report",
        title=f"Board report: {board.review.title}",
        about=(("review_id", str(board.review.id)), ("exported_on", board.today.isoformat())),
        notes=(f"As it stood on {board.today.isoformat()}.", since),
        tables=(_counts(board), _changes(changes), _overdue(overdue)),
    )


def _counts(board: Board) -> Table:
    columns = (
        Column("agency", "Agency", 34),
        *(Column(status.value.lower(), status.wording, 12) for status in ActionStatus),
        Column("n_actions", "All actions", 10),
        Column("n_overdue", "Overdue", 10),
        Column("n_undated", "Open without a date", 10),
        Column("n_unowned", "Open without an owner", 10),
    )
    rows = [_count_row(row, row.agency_name or NO_AGENCY) for row in board.rows]
    return Table("counts", "By agency", columns, (*rows, _count_row(board.total, "All agencies")))


def _count_row(row: BoardRow, name: str) -> tuple[Value, ...]:
    counts = (row.counts.get(status, 0) for status in ActionStatus)
    return (name, *counts, row.n_actions, row.n_overdue, row.n_undated, row.n_unowned)


def _changes(changes: BoardChanges | None) -> Table:
    columns = (
        Column("number", "No.", 8),
        Column("agency", "Agency", 30),
        Column("recommendation", "Recommendation", 60),
        Column("before", "Status then", 22),
        Column("after", "Status now", 22),
    )
    rows = tuple(
        (
            change.action.number,
            change.agency_name or NO_AGENCY,
            change.recommendation,
            change.before.wording,
            change.after.wording,
        )
        for change in (changes.changes if changes else ())
    )
    return Table("changes", "Changed since the last board", columns, rows)


def _overdue(overdue: Iterable[PlanRow]) -> Table:
    columns = (
        Column("number", "No.", 8),
        Column("agency", "Agency", 30),
        Column("recommendation", "Recommendation", 60),
        Column("owner", "Owner", 24),
        Column("due_on", "Due", 12),
        Column("status", "Status", 22),
        Column("last_update", "Last update", 50),
    )
    rows = tuple(
        (
            row.number,
            row.agency_name or NO_AGENCY,
            row.recommendation,
            row.owner_name,
            row.due_on,
            row.status.wording,
            row.last_update.text if row.last_update else None,
        )
        for row in overdue
    )
    return Table("overdue", "Overdue", columns, rows)
