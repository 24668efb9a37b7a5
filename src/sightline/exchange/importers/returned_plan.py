"""What was read from a returned workbook, and its form on the way out of the reading process.

A cell keeps its type: a date that came as a date is told apart from words that look like one.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

Cell = str | int | float | date | None


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in a row that cannot be taken in; `column` is the head a person sees, if it is one cell's."""

    sheet: str
    row: int
    column: str
    message: str

    def __str__(self) -> str:
        place = f"Sheet '{self.sheet}', row {self.row}"
        return (
            f"{place}, column '{self.column}': {self.message}" if self.column else f"{place}: {self.message}"
        )


@dataclass(frozen=True, slots=True)
class ReturnedRow:
    """One row: where it stands and its cells by the key of their column. A cut or missing cell has no key."""

    row: int
    cells: Mapping[str, Cell]


@dataclass(frozen=True, slots=True)
class ReturnedPlan:
    """Everything read from a returned workbook. `about` is what the export said of itself."""

    sheet: str
    about: Mapping[str, str]
    rows: tuple[ReturnedRow, ...]
    problems: tuple[Problem, ...]


def as_json(plan: ReturnedPlan) -> dict[str, Any]:
    """Return the plan as JSON holds it; a date becomes an object, so that it stays one."""
    return {
        "sheet": plan.sheet,
        "about": dict(plan.about),
        "rows": [
            [row.row, {key: _cell_as_json(cell) for key, cell in row.cells.items()}] for row in plan.rows
        ],
        "problems": [
            [problem.sheet, problem.row, problem.column, problem.message] for problem in plan.problems
        ],
    }


def from_json(plan: Mapping[str, Any]) -> ReturnedPlan:
    """Return what `as_json` wrote. Raises: ValueError, TypeError, KeyError for anything else"""
    return ReturnedPlan(
        sheet=_text(plan["sheet"]),
        about={_text(name): _text(value) for name, value in plan["about"].items()},
        rows=tuple(
            ReturnedRow(int(row), {key: _cell_from_json(cell) for key, cell in cells.items()})
            for row, cells in plan["rows"]
        ),
        problems=tuple(
            Problem(_text(sheet), int(row), _text(column), _text(message))
            for sheet, row, column, message in plan["problems"]
        ),
    )


def _cell_as_json(cell: Cell) -> Any:
    return {"date": cell.isoformat()} if isinstance(cell, date) else cell


def _cell_from_json(cell: Any) -> Cell:
    match cell:
        case {"date": str(day)}:
            return date.fromisoformat(day)
        case None | str() | int() | float():
            return cell
        case _:
            raise TypeError(f"a cell is no {type(cell).__name__}")


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(f"words are no {type(value).__name__}")
    return value
