"""Draws a report as a PDF with ReportLab: untagged, no hyphenation, rows split over pages.

`Look.pdf` is "reportlab-ruled", "reportlab-plain" (rules only under the heads) or
"reportlab-wide" (landscape where the report turns).
"""

import io
from xml.sax.saxutils import escape

from reportlab.lib import colors
from reportlab.lib.enums import TA_CENTER
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    NextPageTemplate,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
)
from reportlab.platypus import PageBreak as NewPage

from tests.corpus.contents import Report
from tests.corpus.layout import (
    Box,
    Contents,
    Grid,
    Heading,
    Listing,
    PageBreak,
    Turn,
    Words,
)

_MARGIN = 20 * mm
_BODY = ParagraphStyle("body", fontName="Helvetica", fontSize=10.5, leading=14, spaceAfter=6)
_SMALL = ParagraphStyle("small", _BODY, fontSize=8, leading=10)
_CELL = ParagraphStyle("cell", _BODY, fontSize=8.5, leading=10.5, spaceAfter=2)
_TITLE = ParagraphStyle(
    "title", _BODY, fontName="Helvetica-Bold", fontSize=22, leading=28, alignment=TA_CENTER
)
_SUBTITLE = ParagraphStyle("subtitle", _BODY, fontSize=14, leading=20, alignment=TA_CENTER)
_BOLD = ParagraphStyle("bold", _BODY, fontName="Helvetica-Bold")
_HEADINGS = [
    ParagraphStyle(
        f"heading{level}", _BODY, fontName="Helvetica-Bold", fontSize=size, leading=size + 4, spaceBefore=10
    )
    for level, size in enumerate((15, 12.5, 11), 1)
]


def reportlab_pdf_of(report: Report) -> bytes:
    """Return the report as a PDF."""
    file = io.BytesIO()
    document = BaseDocTemplate(
        file, pagesize=A4, title=report.reading.document.title, author="Sightline test corpus", invariant=1
    )
    document.addPageTemplates([_page(report, "portrait", A4), _page(report, "landscape", landscape(A4))])
    document.build(list(_flowables(report)))
    return file.getvalue()


def _page(report: Report, name: str, size: tuple[float, float]) -> PageTemplate:
    def dress(canvas: Canvas, document: BaseDocTemplate) -> None:
        canvas.setFont("Helvetica", 8)
        canvas.drawString(_MARGIN, size[1] - 12 * mm, report.look.header)
        canvas.drawString(_MARGIN, 10 * mm, report.look.footer)
        canvas.drawRightString(size[0] - _MARGIN, 10 * mm, str(document.page))

    frame = Frame(_MARGIN, _MARGIN, size[0] - 2 * _MARGIN, size[1] - 2 * _MARGIN, 0, 0, 0, 0)
    return PageTemplate(name, [frame], onPage=dress, pagesize=size)


def _flowables(report: Report) -> list[Flowable]:
    story: list[Flowable] = []
    is_wide = False
    notes: list[str] = []
    for block in report.blocks:
        match block:
            case Words():
                style = {"title": _TITLE, "subtitle": _SUBTITLE, "bold": _BOLD, "small": _SMALL}.get(
                    block.style, _BODY
                )
                mark = f"<super>{len(notes) + 1}</super>" if block.footnote else ""
                for index, line in enumerate(block.text.split("\n")):
                    number = block.number if index == 0 else ""
                    story.append(
                        _paragraph(
                            line, style, bullet=number, indent=14 * mm if block.number else 0, mark=mark
                        )
                    )
                if block.footnote:
                    notes.append(block.footnote)
                    story.append(_paragraph(f"{len(notes)} {block.footnote}", _SMALL))
            case Heading(text, level, number):
                story.append(_paragraph(f"{number} {text}".strip(), _HEADINGS[level - 1]))
            case Listing(items):
                story += [
                    _paragraph(
                        item.text,
                        _BODY,
                        bullet=item.marker,
                        indent=(max(8, 2.4 * len(item.marker)) + 8 * item.level) * mm,
                    )
                    for item in items
                ]
            case Contents(title):
                story.append(_paragraph(title, _HEADINGS[0]))
                story += _contents(report)
                story.append(NewPage())
            case Grid():
                story += [_table(block, report.look.pdf, is_wide=is_wide), Spacer(1, 6 * mm)]
            case Box(text):
                inside = [_paragraph(line, _BODY) for line in text.split("\n")]
                story += [
                    Table([[inside]], style=[("BOX", (0, 0), (-1, -1), 1, colors.grey)]),
                    Spacer(1, 4 * mm),
                ]
            case PageBreak():
                story.append(NewPage())
            case Turn():
                is_wide = not is_wide
                story += [NextPageTemplate("landscape" if is_wide else "portrait"), NewPage()]
    return story


def _paragraph(
    text: str, style: ParagraphStyle, *, bullet: str = "", indent: float = 0, mark: str = ""
) -> Paragraph:
    if indent:
        style = ParagraphStyle(
            f"{style.name}{indent}", style, leftIndent=indent, bulletIndent=max(indent - 14 * mm, 0)
        )
    shown = escape(text).replace("\t", "\u00a0" * 8)
    return Paragraph(shown + mark, style, bulletText=bullet or None)


def _contents(report: Report) -> list[Flowable]:
    lines: list[Flowable] = []
    page = 2
    for index, block in enumerate(report.blocks):
        if isinstance(block, Heading) and block.is_listed:
            page += index % 2
            dots = "." * max(4, 90 - len(block.text) - len(block.number))
            lines.append(_paragraph(f"{block.number} {block.text} {dots} {page}".strip(), _BODY))
    return lines


def _table(grid: Grid, look: str, *, is_wide: bool) -> Table:
    width = (landscape(A4) if is_wide else A4)[0] - 2 * _MARGIN
    widths = [width * part / sum(grid.widths) for part in grid.widths]
    style: list[tuple[object, ...]] = [("VALIGN", (0, 0), (-1, -1), "TOP")]
    data: list[list[object]] = [[""] * len(widths) for _ in grid.rows]
    bold = ParagraphStyle("bold-cell", _CELL, fontName="Helvetica-Bold")
    for index, (row, columns) in enumerate(grid.placed()):
        for column, cell in columns:
            if cell is None:
                continue
            data[index][column] = [
                _paragraph(line, bold if cell.is_bold else _CELL) for line in cell.text.split("\n")
            ]
            if cell.columns > 1 or cell.rows > 1:
                style.append(("SPAN", (column, index), (column + cell.columns - 1, index + cell.rows - 1)))
        if row.kind in {"head", "section"} and look != "reportlab-plain" and grid.is_ruled:
            colour = colors.HexColor("#d9ead3" if row.kind == "head" else "#eeeeee")
            style.append(("BACKGROUND", (0, index), (-1, index), colour))
        elif row.kind == "head":
            style.append(("LINEBELOW", (0, index), (-1, index), 0.8, colors.black))
    if grid.is_ruled:
        style.append(("GRID", (0, 0), (-1, -1), 0.5, colors.black))
    n_heads = next(n for n, row in enumerate(grid.rows) if row.kind not in {"head", "prompt"})
    return Table(
        data, widths, style=style, repeatRows=n_heads if grid.repeats_head else 0, splitByRow=1, splitInRow=1
    )
