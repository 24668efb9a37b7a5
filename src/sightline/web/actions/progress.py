"""How far a plan has come, as a picture and in words."""

from sightline.records.reviews.queries.board import Board, BoardRow
from sightline.web.pictures import PATTERNS, StackedBars, stacked_bars
from sightline.web.wording import count


def board_picture(board: Board) -> StackedBars | None:
    """This draws the counts by agency and status; nothing where there is no action."""
    if not board.total.n_actions:
        return None
    return stacked_bars(
        picture_id="by-agency-and-status",
        title="Actions by agency and status",
        description=headline(board),
        counts=[(agency_of(row), row.counts) for row in board.rows],
    )


def plan_picture(board: Board) -> StackedBars | None:
    """This draws a whole plan as one bar; nothing where there is no action."""
    if not board.total.n_actions:
        return None
    return stacked_bars(
        picture_id="progress",
        title="How far the plan has come",
        description=headline(board),
        counts=[("All actions", board.total.counts)],
    )


def headline(board: Board) -> str:
    """This says in two sentences how the plan stands."""
    total = board.total
    by_status = [
        f"{number:,} {status.wording[0].lower()}{status.wording[1:]}"
        for status in PATTERNS
        if (number := total.counts.get(status, 0))
    ]
    overdue = f"{total.n_overdue:,} overdue" if total.n_overdue else "None is overdue"
    overdue = f"{overdue[0].upper()}{overdue[1:]}"
    return f"{count(total.n_actions, 'action')}: {', '.join(by_status)}. {overdue}."


def agency_of(row: BoardRow) -> str:
    """This names the agency of a row, also where it has none."""
    return row.agency_name or "No agency"
