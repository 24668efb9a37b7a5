"""The tables of a Word file, or of a text as a converter leaves it; what stands outside them is notes."""

from sightline.domain.chronology.tables import RawCell, RawRow, RawTable
from sightline.domain.published_reviews.document import Cell, Paragraph, ReadDocument, Row, Table
from sightline.exchange.importers import limits
from sightline.exchange.importers.table_limits import too_many_rows


def document_tables(document: ReadDocument, file_name: str) -> list[RawTable]:
    """Return a document's tables in their order; without any, one table that has no rows, only notes.

    Raises: UnreadableFile
    """
    tables: list[RawTable] = []
    notes: list[str] = []
    for block in document.blocks:
        if isinstance(block, Paragraph):
            notes.append(_words(document, block))
            continue
        name = f"Table {len(tables) + 1}"
        tables.append(RawTable(file_name, name, _rows(document, block), tuple(notes)))
        notes = []
    if notes or not tables:
        name = "After the tables" if tables else ""
        tables.append(RawTable(file_name, name, (), tuple(notes)))
    if sum(len(table.rows) for table in tables) > limits.TABLE_ROWS:
        raise too_many_rows()
    return tables


def _rows(document: ReadDocument, table: Table) -> tuple[RawRow, ...]:
    rows = (_row(document, number, row) for number, row in enumerate(table.rows, start=1))
    return tuple(row for row in rows if row.cells)


def _row(document: ReadDocument, number: int, row: Row) -> RawRow:
    cells = tuple(cell for each in row.cells if (cell := _cell(document, each)).text)
    return RawRow(number, cells, is_head=row.is_header, page=row.page)


def _cell(document: ReadDocument, cell: Cell) -> RawCell:
    text = "\n".join(_words(document, paragraph) for paragraph in cell.paragraphs).strip()
    return RawCell(cell.column, text, n_columns=cell.n_columns, n_rows=cell.n_rows)


def _words(document: ReadDocument, paragraph: Paragraph) -> str:
    return document.text[paragraph.span.start : paragraph.span.end].strip()
