"""A table as text with a delimiter between cells: .csv as spreadsheets write it, or tabs or bars in a .txt.

Rows are numbered as a spreadsheet shows the file. A quotation mark that nobody closes takes in the rest of
the file as one cell; such a cell is told of.
"""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence

from sightline.domain.chronology.tables import (
    RawCell,
    RawRow,
    RawTable,
    RowProblem,
    column_letters,
)
from sightline.domain.vocabulary.returned_tables import ProblemSeverity
from sightline.exchange.importers import limits
from sightline.exchange.importers.table_limits import too_many_columns, too_many_rows
from sightline.exchange.importers.workbook_words import cell_words

_DELIMITERS = ",;\t|"
# Prose has commas too: most lines of a table have as many as the others.
_FEWEST_COLUMNS = {",": 3, ";": 3, "\t": 2, "|": 2}
_LEAST_SHARE = 0.6
_SAMPLE_ROWS = 500
# Excel's own way of saying which delimiter follows; it shows no such row.
_SAID_DELIMITER = re.compile(r"\ufeff?sep=(.)\r?\n", re.IGNORECASE)
_RULE = re.compile(r":?-{2,}:?")
_SWALLOWED_LINES = 3


def delimited_tables(text: str, file_name: str) -> list[RawTable] | None:
    """Read a text as one table with the delimiter that its lines agree on; None where they agree on none.

    Raises: UnreadableFile
    """
    said = _SAID_DELIMITER.match(text)
    if said:
        text = text[said.end() :]
    delimiter = said[1] if said else _delimiter(text)
    if delimiter is None:
        return None
    return [_table(text, delimiter, file_name)]


def _delimiter(text: str) -> str | None:
    """Return the delimiter by which most rows have the same number of cells, and the most cells of them."""
    agreed = [found for delimiter in _DELIMITERS if (found := _agreement(text, delimiter))]
    return max(agreed)[-1] if agreed else None


def _agreement(text: str, delimiter: str) -> tuple[float, int, str] | None:
    counts = Counter(len(row) for row in _records(text, delimiter, _SAMPLE_ROWS) if any(row))
    if not counts:
        return None
    n_columns, n_rows = max(counts.items(), key=lambda count: (count[1], count[0]))
    share = n_rows / counts.total()
    if n_columns < _FEWEST_COLUMNS[delimiter] or share < _LEAST_SHARE or n_rows < 2:
        return None
    return share, n_columns, delimiter


def _records(text: str, delimiter: str, most: int) -> Iterator[list[str]]:
    csv.field_size_limit(limits.FILE_BYTES)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    for number, row in enumerate(reader):
        if number >= most:
            return
        yield row


def _table(text: str, delimiter: str, file: str) -> RawTable:
    rows: list[RawRow] = []
    problems: list[RowProblem] = []
    # One row more than any file has, to tell that there is one too many.
    for number, record in enumerate(_records(text, delimiter, len(text) + 1), start=1):
        words = [cell_words(cell).strip() for cell in record]
        if not any(words) or _is_rule(words):
            continue
        if len(rows) == limits.TABLE_ROWS:
            raise too_many_rows()
        cells = tuple(RawCell(column, cell) for column, cell in enumerate(words) if cell)
        if cells[-1].column >= limits.TABLE_COLUMNS:
            raise too_many_columns(f"Row {number}")
        rows.append(RawRow(number, cells))
        problems += _swallowed(file, number, cells, delimiter)
    return RawTable(file, "", tuple(rows), has_letters=True, problems=tuple(problems))


def _is_rule(words: Sequence[str]) -> bool:
    """Say whether a row only draws the line under the heads, as Markdown does."""
    return all(_RULE.fullmatch(cell) for cell in words if cell)


def _swallowed(file: str, number: int, cells: Sequence[RawCell], delimiter: str) -> Iterator[RowProblem]:
    """Yield a problem for each cell that seems to hold rows: lines with the delimiter in them."""
    for cell in cells:
        n_lines = sum(line.count(delimiter) >= 2 for line in cell.text.splitlines()[1:])
        if n_lines >= _SWALLOWED_LINES:
            yield RowProblem(
                file,
                "",
                number,
                column_letters(cell.column),
                f"This cell takes in {n_lines} lines that look like rows: a quotation mark is not closed.",
                "Close the quotation mark, or take it away.",
                ProblemSeverity.ERROR,
            )
