"""The board report as a document: counts by agency and status, what changed, what is overdue."""

from collections.abc import Iterable, Iterator

from sightline.domain.states.action import ActionStatus
from sightline.records.reviews.queries.board import Board, BoardChanges, BoardRow
from sightline.records.reviews.queries.plan import PlanRow
from sightline.reports.tree import Block, Column, Document, Heading, Paragraph, Table
from sightline.reports.wording import NO_AGENCY, counted, day

_COUNTS = (
    Column("Agency", 2.6),
    *(Column(status.wording, 1.3, is_number=True) for status in ActionStatus),
    Column("All", 0.8, is_number=True),
    Column("Overdue", 0.9, is_number=True),
)
_CHANGES = (
    Column("No.", 0.6),
    Column("Agency", 2),
    Column("Recommendation", 4),
    Column("Status then", 1.5),
    Column("Status now", 1.5),
)
_OVERDUE = (
    Column("No.", 0.6),
    Column("Agency", 2),
    Column("Recommendation", 4),
    Column("Owner", 1.5),
    Column("Due", 1.3),
    Column("Last update", 3),
)


def board_report_document(board: Board, changes: BoardChanges | None, overdue: Iterable[PlanRow]) -> Document:
    """This is the state of a review's plan as a board is shown it."""
    assert board.review is not None, "the board report of one review"
    total = board.total
    blocks: list[Block] = [
        Paragraph(
            f"As it stood on {day(board.today)}: {counted(total.n_actions, 'action')}, "
            f"{total.n_overdue} overdue, "
            f"{total.n_undated} open without a date, {total.n_unowned} open without an owner."
        ),
        Heading("By agency"),
        Table(
            "Number of actions of each agency by status",
            _COUNTS,
            (
                *(_counts(row, row.agency_name or NO_AGENCY) for row in board.rows),
                _counts(total, "All agencies"),
            ),
        ),
        *_changed(changes),
        *_overdue(tuple(overdue)),
    ]
    return Document(
        title=f"Board report: {board.review.title}",
        blocks=tuple(blocks),
        footer=f"As it stood on {day(board.today)}",
        is_landscape=True,
    )


def _counts(row: BoardRow, name: str) -> tuple[str, ...]:
    counts = (str(row.counts.get(status, 0)) for status in ActionStatus)
    return (name, *counts, str(row.n_actions), str(row.n_overdue))


def _changed(changes: BoardChanges | None) -> Iterator[Block]:
    yield Heading("Changed since the last board")
    if changes is None:
        yield Paragraph("This plan has not been shown to a board before.")
        return
    yield Paragraph(
        f"Last shown on {day(changes.shown_on)}: since then {counted(len(changes.changes), 'action')} "
        f"changed status and {counted(changes.n_new, 'action')} came in."
    )
    if changes.changes:
        rows = tuple(
            (
                change.action.number,
                change.agency_name or NO_AGENCY,
                change.recommendation,
                change.before.wording,
                change.after.wording,
            )
            for change in changes.changes
        )
        yield Table("Actions whose status changed since the last board", _CHANGES, rows)


def _overdue(overdue: tuple[PlanRow, ...]) -> Iterator[Block]:
    yield Heading("Overdue")
    if not overdue:
        yield Paragraph("Nothing is overdue.")
        return
    rows = tuple(
        (
            row.number,
            row.agency_name or NO_AGENCY,
            row.recommendation or row.finding,
            row.owner_name or "Nobody yet",
            day(row.due_on) if row.due_on else "",
            row.last_update.text if row.last_update else "None",
        )
        for row in overdue
    )
    yield Table("Actions whose last target has passed and on which work is still owed", _OVERDUE, rows)
