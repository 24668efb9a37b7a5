"""A table as an agency's file holds it: words in places that a person finds again. No meaning yet."""

from dataclasses import dataclass

from sightline.domain.vocabulary.returned_tables import ProblemSeverity

_LETTERS = 26


@dataclass(frozen=True, slots=True)
class RowProblem:
    """Something in a file that a person is told of: where it stands, what is wrong and what was expected.

    Row 0 is the whole table, an empty sheet the whole file. `words` are what stands in the place, apart from
    the message, which never repeats them: they may name somebody.
    """

    file: str
    sheet: str
    row: int
    column: str
    message: str
    expected: str
    severity: ProblemSeverity
    words: str = ""
    page: int | None = None

    @property
    def place(self) -> str:
        """Return where it stands, as a person looks for it."""
        row = f"row {self.row}" if self.row else ""
        page = f"page {self.page}" if self.page else ""
        column = f"column {self.column}" if self.column else ""
        return ", ".join(part for part in (self.sheet, page, row, column) if part) or "the whole file"

    def __str__(self) -> str:
        return f"{self.place}: {self.message} {self.expected}".rstrip()


@dataclass(frozen=True, slots=True)
class RawCell:
    """A cell that holds words, once, however many columns and rows it covers; columns count from 0.

    `shown` is what a person sees where the program keeps something else, as for a date: `text` is then
    the date in ISO form, never with a day that is not shown.
    """

    column: int
    text: str
    shown: str = ""
    n_columns: int = 1
    n_rows: int = 1

    @property
    def words(self) -> str:
        """Return what a person sees in the cell."""
        return self.shown or self.text


@dataclass(frozen=True, slots=True)
class RawRow:
    """A row by the number a person sees, with the cells that hold words in column order."""

    number: int
    cells: tuple[RawCell, ...]
    is_head: bool = False
    is_hidden: bool = False
    page: int | None = None


@dataclass(frozen=True, slots=True)
class RawTable:
    """One table or sheet of a file; `notes` are the paragraphs that stand before it, or after the last one.

    `problems` are what can be said without knowing what a column means.
    """

    file: str
    name: str
    rows: tuple[RawRow, ...]
    notes: tuple[str, ...] = ()
    has_letters: bool = False
    problems: tuple[RowProblem, ...] = ()

    def column_name(self, position: int) -> str:
        """Return a column as a person counts it: by letter in a sheet, by number in a document."""
        return column_letters(position) if self.has_letters else str(position + 1)


def column_letters(position: int) -> str:
    """Return a column's letters in a spreadsheet.

    Example:
        >>> [column_letters(position) for position in (0, 25, 26, 701, 702)]
        ['A', 'Z', 'AA', 'ZZ', 'AAA']
    """
    letters = ""
    position += 1
    while position:
        position, remainder = divmod(position - 1, _LETTERS)
        letters = chr(ord("A") + remainder) + letters
    return letters
