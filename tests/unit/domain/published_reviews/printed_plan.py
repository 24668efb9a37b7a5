"""Documents with tables as reviews print them: cells of several paragraphs, merged cells, pages."""

from collections.abc import Sequence
from dataclasses import dataclass

from sightline.domain.published_reviews.action_plan import ReadPlan, read_action_plan
from sightline.domain.published_reviews.document import Block, Cell, Paragraph, ReadDocument, Row, Span, Table
from sightline.domain.published_reviews.outline import read_outline

HEADS = ("Recommendation", "Lead agency", "Action to take", "Key milestones", "Target date")


@dataclass(frozen=True, slots=True)
class Wide:
    """A cell over several columns."""

    words: str
    n_columns: int


@dataclass(frozen=True, slots=True)
class Tall:
    """A cell over several rows; the rows beneath have no cell there."""

    words: str
    n_rows: int


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading as a word processor marks it."""

    words: str
    level: int = 1


PrintedRow = Sequence["str | Wide | Tall | None"]
Printed = str | Heading | Sequence[PrintedRow]


class _Printer:
    def __init__(self) -> None:
        self.text = ""

    def paragraph(self, words: str, level: int | None = None) -> Paragraph:
        start = len(self.text)
        self.text += words + "\n"
        return Paragraph(Span(start, start + len(words)), level=level)

    def row(self, printed: PrintedRow) -> Row:
        """Print a row; None stands for a place that a cell above or to the left covers."""
        cells: list[Cell] = []
        for column, cell in enumerate(printed):
            if cell is None:
                continue
            words = cell if isinstance(cell, str) else cell.words
            paragraphs = tuple(self.paragraph(line) for line in words.split("\n") if line)
            n_columns = cell.n_columns if isinstance(cell, Wide) else 1
            n_rows = cell.n_rows if isinstance(cell, Tall) else 1
            cells.append(Cell(column, paragraphs, n_columns, n_rows))
        return Row(tuple(cells))


def printed(*blocks: Printed) -> ReadDocument:
    """Return a document of paragraphs (strings), headings and tables (rows of cells), in this order."""
    printer = _Printer()
    found: list[Block] = []
    for block in blocks:
        if isinstance(block, str):
            found.append(printer.paragraph(block))
        elif isinstance(block, Heading):
            found.append(printer.paragraph(block.words, block.level))
        else:
            rows = tuple(printer.row(row) for row in block)
            found.append(Table(rows, max(len(row) for row in block)))
    return ReadDocument("docx", printer.text, tuple(found))


def plan_of(*blocks: Printed) -> ReadPlan:
    """Return the action plan read from a document."""
    document = printed(*blocks)
    return read_action_plan(document, read_outline(document))
