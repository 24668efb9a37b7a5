"""What the files of a review's plan and board report hold, and the plan back in from a returned workbook.

How a file is asked for and handed out is in `exports`.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sightline.domain.published_reviews.dates import printed_dates
from sightline.domain.watermark import Mark
from sightline.exchange.exporters import EXPORTERS
from sightline.exchange.exporters.action_plan import (
    KEY,
    PUBLISHED,
    action_plan_columns,
    action_plan_export,
    published_words,
)
from sightline.exchange.exporters.board_report import board_report_export
from sightline.exchange.exporters.tables import Export
from sightline.exchange.exporters.watermarked import watermarked
from sightline.exchange.importers.returned_plan import Cell, Problem, ReturnedPlan, ReturnedRow
from sightline.exchange.importers.sandbox import read_action_plan_in_sandbox
from sightline.exchange.importers.unreadable import UnreadableFile
from sightline.records.access.queries import User, users_to_assign
from sightline.records.agencies.queries import agencies
from sightline.records.reviews.queries.board import board, changes_since_board
from sightline.records.reviews.queries.plan import PlanRow, whole_plan
from sightline.records.reviews.queries.plan_changes import Difference, SheetRow, plan_differences, sheet_row
from sightline.reports.documents.action_plan import action_plan_document
from sightline.reports.documents.board_report import board_report_document
from sightline.reports.renderers.docx import render_docx
from sightline.reports.watermarked import watermarked_document

# The fields of a sheet's row that a person fills in, and the column of each.
_FILLED_IN = ("status", "reason", "owner_email", "agency", "target", "update")
# A cell can hold these, written as Excel does (`_x0000_`); no database keeps them.
_NOT_KEPT = re.compile("[\x00\ud800-\udfff]")
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u200b]+")


@dataclass(frozen=True, slots=True)
class Content:
    """What a file will hold, for one user at one moment.

    `write` makes it in a format, with a watermark. `rows` are the actions shown one by one; the file
    `rests_on` these and on whatever its figures count. `n_people` counts the people whom its rows name: the
    owners of actions, not everybody who could be chosen as one.
    """

    write: Callable[[str, Mark], bytes]
    rows: tuple[UUID, ...]
    rests_on: tuple[UUID, ...]
    n_people: int


@dataclass(frozen=True, slots=True)
class PlanReturn:
    """What a returned workbook would change. With any problem nothing of it can be applied.

    `rows` are what `records.reviews.services.plan.apply_plan_changes` takes once a person confirms.
    """

    review_id: UUID
    rows: tuple[SheetRow, ...]
    differences: tuple[Difference, ...]
    problems: tuple[str, ...]


def action_plan_content(*, by: User, today: date, review_id: UUID) -> Content:
    """This is the plan, as far as the user may see it. Raises: NotFound, NotAllowed"""
    plan = whole_plan(by, today=today, review_id=review_id)

    def write(extension: str, mark: Mark) -> bytes:
        if extension == "docx":
            return render_docx(watermarked_document(action_plan_document(plan, today=today), mark))
        names = [agency.name for agency in agencies()]
        owners = [user.email for user in users_to_assign(by)]
        export = action_plan_export(plan, today=today, agencies=names, owners=owners)
        return _written(export, extension, mark)

    ids = tuple(row.id for row in plan.rows)
    return Content(write, rows=ids, rests_on=ids, n_people=_n_owners(plan.rows))


def board_report_content(*, by: User, today: date, review_id: UUID) -> Content:
    """This is the board report: its figures are about every action that the user may see.

    Raises: NotFound, NotAllowed
    """
    shown = board(by, today=today, review_id=review_id)
    changes = changes_since_board(by, review_id=review_id)
    plan = whole_plan(by, today=today, review_id=review_id).rows
    overdue = [row for row in plan if row.is_overdue]

    def write(extension: str, mark: Mark) -> bytes:
        if extension == "docx":
            return render_docx(watermarked_document(board_report_document(shown, changes, overdue), mark))
        return _written(board_report_export(shown, changes, overdue), extension, mark)

    changed = [change.action.id for change in changes.changes] if changes else []
    return Content(
        write,
        rows=(*changed, *(row.id for row in overdue)),
        rests_on=tuple(row.id for row in plan),
        n_people=_n_owners(overdue),
    )


def _written(export: Export, extension: str, mark: Mark) -> bytes:
    # A program compares what it reads: JSON is marked where people look, not inside the words.
    return EXPORTERS[extension](watermarked(export, mark, hides=extension != "json"))


def _n_owners(rows: Sequence[PlanRow]) -> int:
    return len({row.owner_id for row in rows if row.owner_id})


def returned_plan(*, by: User, today: date, data: bytes, review_id: UUID | None = None) -> PlanReturn:
    """This says what a returned workbook would change; it changes nothing.

    `review_id` is the review it has to be of, where that is known.

    Raises: UnreadableFile, NotFound, NotAllowed
    """
    titles = {column.key: column.title for column in action_plan_columns()}
    returned = read_action_plan_in_sandbox(data, titles=titles, key=KEY)
    found = _review_of(returned, review_id)
    current = {str(row.id): row for row in whole_plan(by, today=today, review_id=found).rows}
    sheet_rows, problems = [], list(returned.problems)
    for row in returned.rows:
        now_says = current.get(_words(row.cells[KEY]))
        problems += _changed_words(returned.sheet, row, now_says)
        sheet_rows.append(_sheet_row(row, now_says))
    differences = plan_differences(by, review_id=found, rows=sheet_rows)
    in_order = sorted(problems, key=lambda problem: problem.row)
    return PlanReturn(found, tuple(sheet_rows), tuple(differences), tuple(map(str, in_order)))


def _review_of(returned: ReturnedPlan, expected: UUID | None) -> UUID:
    try:
        review_id = UUID(returned.about["review_id"])
    except (KeyError, ValueError) as error:
        raise UnreadableFile(
            "This workbook does not say which review it is of: its hidden sheet was changed. Export the plan "
            "again and copy your changes into that file."
        ) from error
    if expected is not None and review_id != expected:
        raise UnreadableFile(
            "This workbook is the plan of another review. Go to that review's plan and give it there."
        )
    return review_id


def _sheet_row(row: ReturnedRow, current: PlanRow | None) -> SheetRow:
    """Return what a row says; a column that was deleted says what stands in Sightline now."""
    stands = sheet_row(current, row.row) if current else None
    filled_in = {
        field: _words(row.cells[field]) if field in row.cells else getattr(stands, field, "")
        for field in _FILLED_IN
    }
    version = _words(row.cells.get("version"))
    return SheetRow(line=row.row, action_id=_words(row.cells[KEY]), version=version, **filled_in)


def _changed_words(sheet: str, row: ReturnedRow, current: PlanRow | None) -> list[Problem]:
    """Return a problem for each cell that is not to be filled in and was."""
    if current is None:
        return []
    stands = published_words(current)
    if _words(row.cells.get("version")) == str(current.version):
        stands["last_update"] = current.last_update.text if current.last_update else ""
    titles = {column.key: column.title for column in action_plan_columns()}
    return [
        Problem(sheet, row.row, titles[key], _NOT_TAKEN_IN if key in PUBLISHED else _NOT_OVERWRITTEN)
        for key, words in stands.items()
        if key in row.cells and not _is_same(row.cells[key], words)
    ]


_NOT_TAKEN_IN = (
    "the words of the published plan are kept as published. Put back what stood there, and "
    "write what you have to "
    "say in 'New update'."
)
_NOT_OVERWRITTEN = (
    "what was said before is kept. Put back what stood there, and write what you have to say in 'New update'."
)


def _is_same(cell: Cell, words: str) -> bool:
    """Return whether a cell still says these words, whatever Excel made of their type and spacing."""
    match cell:
        case date():
            return cell.isoformat() in {found.from_ for found in printed_dates(words)}
        case int() | float():
            try:
                return float(words) == cell
            except ValueError:
                return False
        case _:
            given, stands = _folded(cell or ""), _folded(words)
            return given == stands or given in {found.from_ for found in printed_dates(words)}


def _folded(text: str) -> str:
    return " ".join(_CONTROLS.sub(" ", text).split())


def _words(cell: Cell) -> str:
    match cell:
        case None:
            return ""
        case float():
            return str(int(cell)) if cell.is_integer() else str(cell)
        case date():
            return cell.isoformat()
        case _:
            return _NOT_KEPT.sub("", str(cell)).strip()


def problems_of(returned: PlanReturn) -> Sequence[str]:
    """This is why nothing of a returned workbook can be applied: cells first, then what they say."""
    refused = [
        f"Row {difference.line}: {difference.problem}"
        for difference in returned.differences
        if difference.problem
    ]
    return (*returned.problems, *refused)


def changes_by_row(returned: PlanReturn) -> Mapping[int, Difference]:
    """This is what would change, by the row of the sheet."""
    return {difference.line: difference for difference in returned.differences if difference.changes}
