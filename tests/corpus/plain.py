"""Draws a report as plain text, in the three ways that reports are flattened.

`cells`: as a word processor saves text. Each table cell begins a line with a tab; further
paragraphs of the cell follow untabbed; blank lines stand inside cells and between rows.
`tabs`: as a converter writes pages. A table row is one line with tabs; a row that a page break
cut goes on in a later line; `<p>` remnants and rule lines stay.
`bare`: as LibreOffice saves text. Each paragraph of a cell is a line and an empty cell an empty line;
nothing else stands between cells, rows and paragraphs.
"""

from collections.abc import Iterator

from tests.corpus.contents import Report
from tests.corpus.layout import (
    Box,
    Cell,
    Contents,
    Grid,
    Heading,
    Listing,
    PageBreak,
    Turn,
    Words,
)


def text_of(report: Report) -> str:
    """Return the report as text."""
    if report.look.txt == "bare":
        return "\n".join(_bare(report)) + "\n"
    tabs = report.look.txt == "tabs"
    lines: list[str] = []
    for block in report.blocks:
        match block:
            case Words(text, number, _, footnote):
                first = f"{number}{' ' if tabs else chr(9)}{text}" if number else text
                lines += [*first.split("\n"), ""]
                if footnote:
                    lines += [f"* {footnote}", ""]
            case Heading(text, _, number):
                lines += [
                    "" if tabs else "\n",
                    f"{number}{' ' if tabs else chr(9)}{text}" if number else text,
                    "",
                ]
            case Listing(items):
                for item in items:
                    lines.append(_item(item.marker, item.text, item.level, tabs=tabs))
                lines.append("")
            case Contents(title):
                lines += [title, "", *_contents(report, tabs=tabs), ""]
            case Grid():
                lines += [*(_tabbed(block) if tabs else _celled(block)), ""]
            case Box(text):
                lines += [*text.split("\n"), ""]
            case PageBreak() | Turn():
                lines += [" " if tabs else "\n\n"]
    return "\n".join(lines).rstrip() + "\n"


def _bare(report: Report) -> Iterator[str]:
    for block in report.blocks:
        match block:
            case Words(text, number, _, footnote):
                yield from (f"{number}\t{text}" if number else text).split("\n")
                if footnote:
                    yield footnote
            case Heading(text, _, number):
                yield f"{number}\t{text}" if number else text
            case Listing(items):
                yield from (f"    {'    ' * item.level}{item.marker} {item.text}" for item in items)
            case Contents(title):
                yield from (title, *_contents(report, tabs=False))
            case Grid():
                for _, columns in block.placed():
                    for _, cell in columns:
                        yield from (cell.text if cell else "").split("\n")
                yield ""
            case Box(text):
                yield from text.split("\n")
            case PageBreak() | Turn():
                yield ""


def _item(marker: str, text: str, level: int, *, tabs: bool) -> str:
    if tabs:
        return f"{' ' * level}- {'' if marker == '•' else marker + ' '}{text}"
    return f"{'      ' * level}{'·' if marker == '•' else marker}{' ' if marker == '•' else chr(9)}{text}"


def _contents(report: Report, *, tabs: bool) -> Iterator[str]:
    page = 2
    for index, block in enumerate(report.blocks):
        if isinstance(block, Heading) and block.is_listed:
            page += index % 2
            number = f"{block.number}\t" if block.number else ""
            yield f"{number}{block.text}{'.....' if tabs else ''}\t{page}"


def _celled(grid: Grid) -> Iterator[str]:
    for index, (row, columns) in enumerate(grid.placed()):
        for _, cell in columns:
            yield "\t" + (cell.text if cell else "")
            if cell and index % 3 == 1 and "\n" in cell.text:
                yield ""
        if row.kind == "section":
            yield from ["\t"] * (row.cells[0].columns - 1)
        yield from [""] * (1 + (index % 4 == 2))


def _tabbed(grid: Grid) -> Iterator[str]:
    for index, (row, columns) in enumerate(grid.placed()):
        cells: list[str] = []
        for _, cell in columns:
            cells.append(_on_one_line(cell, grid) if cell else "")
            cells += [""] * (cell.columns - 1 if cell else 0)
        if index in grid.cut and row.kind == "body":
            halves = [_halved(cell) for cell in cells]
            yield "\t".join(first for first, _ in halves)
            yield ""
            yield "\t".join(rest for _, rest in halves)
        else:
            yield "\t".join(cells)
    if grid.ends_with_rule:
        yield "\t".join("-" * (2 + column % 2) for column in range(len(grid.widths)))


def _on_one_line(cell: Cell, grid: Grid) -> str:
    paragraphs = cell.text.split("\n")
    if grid.marks_paragraphs and len(paragraphs) > 1:
        return " ".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return " ".join(paragraphs)


def _halved(text: str) -> tuple[str, str]:
    words = text.split(" ")
    if len(words) < 6 or text.startswith("<p>"):
        return text, ""
    middle = len(words) * 2 // 3
    return " ".join(words[:middle]), " ".join(words[middle:])
