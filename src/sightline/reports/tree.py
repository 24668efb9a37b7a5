"""What a report is made of, before it has a format: headings, paragraphs, lists and tables."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is the first below the title."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; a line feed is a line break in it."""

    text: str


@dataclass(frozen=True, slots=True)
class BulletList:
    """Items without an order."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A table's column. Widths are shares of the page's width; they need not add up to anything.

    `widened_by` counts steps too small to be noticed: the part of a watermark that is in the layout.
    """

    title: str
    width: float = 1.0
    is_number: bool = False
    widened_by: int = 0


@dataclass(frozen=True, slots=True)
class Table:
    """A table. `caption` says what it holds, also to someone who hears the page instead of seeing it."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]

    def __post_init__(self) -> None:
        """Refuse a row that is not as wide as the heads, which would shift its cells.

        Raises: ValueError
        """
        if any(len(row) != len(self.columns) for row in self.rows):
            raise ValueError(f"every row of '{self.caption}' needs {len(self.columns)} cells")


Block = Heading | Paragraph | BulletList | Table


@dataclass(frozen=True, slots=True)
class Document:
    """A whole report. `footer` stands at the foot of every page, before the page's number."""

    title: str
    blocks: tuple[Block, ...]
    footer: str = ""
    is_landscape: bool = False
