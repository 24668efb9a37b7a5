"""Tables on their way out of the reading process, and kept beside a file: as JSON and back."""

from collections.abc import Mapping, Sequence
from typing import Any

from sightline.domain.chronology.tables import RawCell, RawRow, RawTable, RowProblem
from sightline.domain.vocabulary.returned_tables import ProblemSeverity


def tables_as_json(tables: Sequence[RawTable]) -> list[dict[str, Any]]:
    """Return tables as JSON holds them; cells are lists, for there are many."""
    return [
        {
            "file": table.file,
            "name": table.name,
            "rows": [_row_as_json(row) for row in table.rows],
            "notes": list(table.notes),
            "has_letters": table.has_letters,
            "problems": [_problem_as_json(problem) for problem in table.problems],
        }
        for table in tables
    ]


def tables_from_json(tables: Sequence[Mapping[str, Any]]) -> list[RawTable]:
    """Return what `tables_as_json` wrote. Raises: ValueError, TypeError, KeyError for anything else"""
    return [
        RawTable(
            file=_text(table["file"]),
            name=_text(table["name"]),
            rows=tuple(_row_from_json(*row) for row in table["rows"]),
            notes=tuple(map(_text, table["notes"])),
            has_letters=bool(table["has_letters"]),
            problems=tuple(_problem_from_json(*problem) for problem in table["problems"]),
        )
        for table in tables
    ]


def _row_as_json(row: RawRow) -> list[Any]:
    cells = [[cell.column, cell.text, cell.shown, cell.n_columns, cell.n_rows] for cell in row.cells]
    return [row.number, cells, row.is_head, row.is_hidden, row.page]


def _row_from_json(number: Any, cells: Any, is_head: Any, is_hidden: Any, page: Any) -> RawRow:
    read = tuple(
        RawCell(int(column), _text(text), _text(shown), int(n_columns), int(n_rows))
        for column, text, shown, n_columns, n_rows in cells
    )
    return RawRow(int(number), read, bool(is_head), bool(is_hidden), None if page is None else int(page))


def _problem_as_json(problem: RowProblem) -> list[Any]:
    return [
        problem.file,
        problem.sheet,
        problem.row,
        problem.column,
        problem.message,
        problem.expected,
        problem.severity.value,
        problem.words,
    ]


def _problem_from_json(
    file: Any, sheet: Any, row: Any, column: Any, message: Any, expected: Any, severity: Any, words: Any
) -> RowProblem:
    return RowProblem(
        _text(file),
        _text(sheet),
        int(row),
        _text(column),
        _text(message),
        _text(expected),
        ProblemSeverity(severity),
        _text(words),
    )


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(f"words are no {type(value).__name__}")
    return value
