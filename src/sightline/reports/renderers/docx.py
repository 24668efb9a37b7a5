"""Document tree → Word file that a screen reader can follow, the same bytes for the same tree.

Real heading styles, a language, a title, table heads repeated on each page, rows not cut by a page
break. No name of a machine's user is kept in the file.
"""

import io
import re

import docx
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Cm, Length, Pt, RGBColor, Twips
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph as WordParagraph

from sightline.archives import repeatable
from sightline.reports.tree import Block, BulletList, Document, Heading, Paragraph, Table

_MARGIN = Cm(1.5)
_FONT = "Arial"
# A column is a whole number of these wide, and its step in the watermark is added to that.
_COLUMN_UNIT = Twips(40)
_COLUMN_STEP = Twips(10)
_HEAD_FILL = "D9E2EC"
_UNSAYABLE = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff\ud800-\udfff]")


def render_docx(tree: Document) -> bytes:
    """This writes the tree as a .docx file."""
    word = docx.Document()
    _set_page(word.sections[0], tree)
    _set_styles(word)
    _set_properties(word, tree.title)
    word.add_heading(_sayable(tree.title), level=0)
    width = _text_width(word.sections[0])
    for block in tree.blocks:
        _add(word, block, width)
    written = io.BytesIO()
    word.save(written)
    return repeatable(written.getvalue())


def _set_page(section: Section, tree: Document) -> None:
    long_side, short_side = Cm(29.7), Cm(21.0)
    section.orientation = WD_ORIENT.LANDSCAPE if tree.is_landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (
        (long_side, short_side) if tree.is_landscape else (short_side, long_side)
    )
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = _MARGIN
    foot = section.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    foot.add_run(f"{_sayable(tree.footer)} · Page " if tree.footer else "Page ")
    _add_page_number(foot)


def _text_width(section: Section) -> Length:
    page_width, left, right = section.page_width, section.left_margin, section.right_margin
    assert page_width is not None, "set by _set_page"
    assert left is not None, "set by _set_page"
    assert right is not None, "set by _set_page"
    return Length(page_width - left - right)


def _add_page_number(paragraph: WordParagraph) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph._p.append(field)


def _set_styles(word: WordDocument) -> None:
    for name, size in (("Normal", 10), ("Title", 20), ("Heading 1", 15), ("Heading 2", 12), ("Caption", 10)):
        style = word.styles[name]
        style.font.name, style.font.size = _FONT, Pt(size)
        style.font.color.rgb = RGBColor(0, 0, 0)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)  # the theme's font would win over the named one
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "en-GB")
    properties = word.styles["Normal"].element.get_or_add_rPr()
    properties.append(language)


def _set_properties(word: WordDocument, title: str) -> None:
    properties = word.core_properties
    properties.title = _sayable(title)[:255]
    properties.author = properties.last_modified_by = "Sightline"
    properties.comments = ""
    properties.language = "en-GB"


def _add(word: WordDocument, block: Block, width: Length) -> None:
    match block:
        case Heading(text, level):
            word.add_heading(_sayable(text), level=level)
        case Paragraph(text):
            word.add_paragraph(_sayable(text))
        case BulletList(items):
            for item in items:
                word.add_paragraph(_sayable(item), style="List Bullet")
        case Table():
            _add_table(word, block, width)


def _add_table(word: WordDocument, tree: Table, width: Length) -> None:
    caption = word.add_paragraph(_sayable(tree.caption), style="Caption")
    caption.paragraph_format.keep_with_next = True
    table = word.add_table(rows=0, cols=len(tree.columns), style="Table Grid")
    table.autofit = False
    _describe(table, _sayable(tree.caption))
    total = sum(column.width for column in tree.columns)
    shares = [int(width * column.width / total) for column in tree.columns]
    widths = [
        Length(share // _COLUMN_UNIT * _COLUMN_UNIT + column.widened_by * _COLUMN_STEP)
        for share, column in zip(shares, tree.columns, strict=True)
    ]
    for column, column_width in zip(table.columns, widths, strict=True):
        column.width = column_width
    _add_row(table, tuple(column.title for column in tree.columns), tree, widths, is_head=True)
    for row in tree.rows:
        _add_row(table, row, tree, widths, is_head=False)


def _add_row(
    table: WordTable, cells: tuple[str, ...], tree: Table, widths: list[Length], *, is_head: bool
) -> None:
    row = table.add_row()
    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    if is_head:
        properties.append(OxmlElement("w:tblHeader"))
    for cell, text, width, column in zip(row.cells, cells, widths, tree.columns, strict=True):
        cell.width = width
        paragraph = cell.paragraphs[0]
        paragraph.add_run(_sayable(text)).bold = is_head
        if column.is_number:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        if is_head:
            shade = OxmlElement("w:shd")
            shade.set(qn("w:val"), "clear")
            shade.set(qn("w:fill"), _HEAD_FILL)
            cell._tc.get_or_add_tcPr().append(shade)


def _describe(table: WordTable, caption: str) -> None:
    for tag in ("w:tblCaption", "w:tblDescription"):
        element = OxmlElement(tag)
        element.set(qn("w:val"), caption)
        table._tbl.tblPr.append(element)


def _sayable(text: str) -> str:
    return _UNSAYABLE.sub("\N{REPLACEMENT CHARACTER}", text.replace("\r\n", "\n").replace("\r", "\n"))
