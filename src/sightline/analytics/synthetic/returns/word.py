"""Grids → Word, as somebody in an agency lays them out.

The tables are written as XML: adding rows one by one takes time that grows with their square.
"""

import io
from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape

import docx
from docx.enum.section import WD_ORIENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from sightline.analytics.synthetic.returns.grid import Cell, Grid, Line
from sightline.archives import repeatable


def word_file(title: str, grids: Sequence[Grid], *, is_landscape: bool) -> bytes:
    """Return a document with the tables one after another, each under its notes."""
    word = docx.Document()
    word.core_properties.author = word.core_properties.last_modified_by = "Invented"
    section = word.sections[0]
    if is_landscape:
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = section.page_height, section.page_width
    word.add_heading(title, level=1)
    for grid in grids:
        for note in grid.notes:
            word.add_paragraph(note)
        if grid.lines:
            word.element.body.insert_element_before(_table(grid.lines), "w:sectPr")
    written = io.BytesIO()
    word.save(written)
    return repeatable(written.getvalue())


def _table(lines: Sequence[Line]) -> object:
    n_columns = max(sum(cell.n_columns for cell in line.cells) for line in lines)
    below = [*lines[1:], None]
    rows = "".join(_row(line, after) for line, after in zip(lines, below, strict=True))
    return parse_xml(
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="5000" w:type="pct"/>'
        f"</w:tblPr><w:tblGrid>{'<w:gridCol/>' * n_columns}</w:tblGrid>{rows}</w:tbl>"
    )


def _row(line: Line, below: Line | None) -> str:
    continued: Iterable[bool] = (cell.is_continued for cell in below.cells) if below else ()
    begins = [*continued, *(False for _ in line.cells)]
    head = "<w:trPr><w:tblHeader/></w:trPr>" if line.is_head else ""
    cells = "".join(_cell(cell, begins[place]) for place, cell in enumerate(line.cells))
    return f"<w:tr>{head}{cells}</w:tr>"


def _cell(cell: Cell, begins_merge: bool) -> str:
    span = f'<w:gridSpan w:val="{cell.n_columns}"/>' if cell.n_columns > 1 else ""
    merge = "<w:vMerge/>" if cell.is_continued else '<w:vMerge w:val="restart"/>' if begins_merge else ""
    words = f'<w:r><w:t xml:space="preserve">{escape(cell.words)}</w:t></w:r>' if cell.words else ""
    return f"<w:tc><w:tcPr>{span}{merge}</w:tcPr><w:p>{words}</w:p></w:tc>"
