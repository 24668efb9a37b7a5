"""How a returned file orders day and month, by the dates in it; asked about where they do not settle it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sightline.domain.chronology.columns import Mapping, data_rows
from sightline.domain.chronology.day_month_order import DayMonthOrder, OrderEvidence, evidence_of_order
from sightline.domain.chronology.reading_dates import read_date
from sightline.domain.chronology.tables import RawCell, RawRow, RawTable, RowProblem
from sightline.domain.vocabulary.returned_tables import ColumnMeaning, ProblemSeverity

# So many real dates, none after the 12th, are hardly chance: 2 in 100 for four, and fewer for more.
_MANY_DATES = 5
_LAST_MONTH = 12
_TOLD_ROWS = 20


@dataclass(frozen=True, slots=True)
class FileOrder:
    """The order a file is read in; `is_asked` where its dates leave it open and nobody has settled it."""

    order: DayMonthOrder
    is_asked: bool = False
    problems: tuple[RowProblem, ...] = ()


@dataclass(frozen=True, slots=True)
class _DateCell:
    table: RawTable
    row: RawRow
    cell: RawCell

    def problem(self, message: str, expected: str, severity: ProblemSeverity) -> RowProblem:
        return RowProblem(
            self.table.file,
            self.table.name,
            self.row.number,
            self.table.column_name(self.cell.column),
            message,
            expected,
            severity,
            words=self.cell.words,
            page=self.row.page,
        )


def file_order(tables: Sequence[tuple[RawTable, Mapping]], settled: DayMonthOrder | None) -> FileOrder:
    """Return the order in which a file's dates are read: as a person settled it, or as its dates show."""
    cells = [cell for table, mapping in tables for cell in _date_cells(table, mapping)]
    evidence = evidence_of_order(cell.cell.text for cell in cells)
    if settled is not None:
        return FileOrder(settled)
    if evidence.contradicts_itself:
        return FileOrder(
            DayMonthOrder.DAY_FIRST, is_asked=True, problems=tuple(_contradictions(cells, evidence))
        )
    exchanged = _exchanged_by_excel(cells, evidence)
    if exchanged:
        return FileOrder(DayMonthOrder.DAY_FIRST, is_asked=True, problems=(exchanged,))
    if evidence.order is DayMonthOrder.MONTH_FIRST:
        told = cells[evidence.month_first[0]].problem(
            "The dates of this file are read with the month first: this one can only be read so.",
            "Dates with the day first, or a word that the month comes first.",
            ProblemSeverity.WARNING,
        )
        return FileOrder(DayMonthOrder.MONTH_FIRST, problems=(told,))
    if evidence.order is None:
        return _open_order(cells)
    return FileOrder(evidence.order)


def _date_cells(table: RawTable, mapping: Mapping) -> Iterator[_DateCell]:
    positions = {*mapping.positions(ColumnMeaning.DATE), *mapping.positions(ColumnMeaning.UNTIL)}
    for row in data_rows(table, mapping):
        for cell in row.cells:
            if cell.column in positions:
                yield _DateCell(table, row, cell)


def _open_order(cells: Sequence[_DateCell]) -> FileOrder:
    """Read with the day first, as Britain writes, and ask where a date would be another one otherwise."""
    open_cell = next(filter(_reads_either_way, cells), None)
    if open_cell is None:
        return FileOrder(DayMonthOrder.DAY_FIRST)
    asked = open_cell.problem(
        "Nothing in this file shows whether the day or the month comes first in such a date. It is read with "
        "the day first.",
        "A word which of them comes first, or a month in letters.",
        ProblemSeverity.WARNING,
    )
    return FileOrder(DayMonthOrder.DAY_FIRST, is_asked=True, problems=(asked,))


def _reads_either_way(cell: _DateCell) -> bool:
    """Say whether a date is another one when the month comes first."""
    day_first, month_first = (read_date(cell.cell.text, order=order) for order in DayMonthOrder)
    both = day_first.is_dated and month_first.is_dated
    return both and (day_first.earliest, day_first.latest) != (month_first.earliest, month_first.latest)


def _contradictions(cells: Sequence[_DateCell], evidence: OrderEvidence) -> Iterator[RowProblem]:
    """Yield the dates of the order that fewer rows show."""
    is_month_rarer = len(evidence.month_first) <= len(evidence.day_first)
    fewer = evidence.month_first if is_month_rarer else evidence.day_first
    other = cells[(evidence.day_first if is_month_rarer else evidence.month_first)[0]]
    first = "month" if is_month_rarer else "day"
    for place in fewer[:_TOLD_ROWS]:
        yield cells[place].problem(
            f"This date can only be read with the {first} first, the one in row {other.row.number} only the "
            "other way round.",
            "The same order in the whole file, or months in letters.",
            ProblemSeverity.ERROR,
        )


def _exchanged_by_excel(cells: Sequence[_DateCell], evidence: OrderEvidence) -> RowProblem | None:
    """Tell of dates typed day first into an Excel that expects the month first.

    It takes 3 May for 5 March and keeps it as a date; 25 May it does not understand and keeps as words.
    """
    kept = [cell for cell in cells if cell.cell.shown]
    days = [read.earliest.day for cell in kept if (read := read_date(cell.cell.text)).earliest]
    if len(days) < _MANY_DATES or max(days) > _LAST_MONTH or not evidence.day_first:
        return None
    if any(map(_reads_either_way, cells)):
        return None
    return kept[0].problem(
        "Excel may have exchanged the day and the month: no date that it keeps as a date is after the 12th "
        "of a month, and later days are there as words.",
        "A look at the dates as they were typed.",
        ProblemSeverity.WARNING,
    )
