"""What an exporter takes: tables of plain values with a word about each column, and no format yet."""

from dataclasses import dataclass
from datetime import date

Value = str | int | date | tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column: `key` names it for programs, `title` for people, `width` is in characters.

    Hidden columns are for the way back in: Excel keeps them, nobody has to look at them. `choices`
    are the only values a person may give.
    """

    key: str
    title: str
    width: float
    is_editable: bool = False
    is_hidden: bool = False
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """One table; every row has a value for every column."""

    key: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]

    def __post_init__(self) -> None:
        """Refuse a row that is not as wide as the heads, which would shift its cells.

        Raises: ValueError
        """
        if any(len(row) != len(self.columns) for row in self.rows):
            raise ValueError(f"every row of '{self.title}' needs {len(self.columns)} cells")


@dataclass(frozen=True, slots=True)
class Export:
    """Everything that goes into one file.

    `about` names for programs what was exported (the review's id, the day); `notes` tell a person.
    `footer` stands at the foot of each printed page, where a format has pages.
    """

    kind: str
    title: str
    about: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]
    tables: tuple[Table, ...]
    footer: str = ""


def as_words(value: Value) -> str:
    """This is a value as a cell of text: dates as ISO 8601, several values on a line each.

    Example:
        >>> as_words(("2014-04", "2014-06")), as_words(None)
        ('2014-04\\n2014-06', '')
    """
    match value:
        case None:
            return ""
        case tuple():
            return "\n".join(value)
        case date():
            return value.isoformat()
        case _:
            return str(value)
