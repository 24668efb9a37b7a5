"""Draws a report as a Word file, with the devices that real reports use.

`Look.word` chooses among them: `bold-heads` (headings are bold paragraphs, not styles), `auto`
(Word draws the numbers of headings, paragraphs and lists), `tab-lists` (list markers are typed).
"""

import io
import re
import zipfile
from copy import deepcopy
from dataclasses import replace
from itertools import pairwise

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt
from docx.table import Table
from docx.text.paragraph import Paragraph

from tests.corpus.contents import Report
from tests.corpus.layout import (
    Box,
    Contents,
    Grid,
    Heading,
    Listing,
    PageBreak,
    Row,
    Turn,
    Words,
)

_FOOTNOTES_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_BOX = """
<w:r {ns} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"
 xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
 xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
 xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml">
 <mc:AlternateContent>
  <mc:Choice Requires="wps"><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">
   <wp:extent cx="5400000" cy="1200000"/><wp:docPr id="{id}" name="Text Box {id}"/>
   <a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">
    <wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="5400000" cy="1200000"/></a:xfrm>
     <a:prstGeom prst="rect"><a:avLst/></a:prstGeom></wps:spPr>
     <wps:txbx><w:txbxContent>{paragraphs}</w:txbxContent></wps:txbx><wps:bodyPr/></wps:wsp>
   </a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice>
  <mc:Fallback><w:pict><v:shape style="width:425pt;height:95pt"><v:textbox>
   <w:txbxContent>{paragraphs}</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback>
 </mc:AlternateContent>
</w:r>"""


def docx_of(report: Report) -> bytes:
    """Return the report as a Word file."""
    writer = _Writer(report)
    writer.write()
    file = io.BytesIO()
    writer.document.save(file)
    return _without_times(file)


def _without_times(file: io.BytesIO) -> bytes:
    """Return the package with fixed times, so that the same report gives the same bytes."""
    fixed = io.BytesIO()
    with zipfile.ZipFile(file) as source, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(zipfile.ZipInfo(name), source.read(name), zipfile.ZIP_DEFLATED)
    return fixed.getvalue()


class _Writer:
    def __init__(self, report: Report) -> None:
        self.report = report
        self.look = report.look.word
        self.document: Document = docx.Document()
        self.footnotes: list[str] = []
        self.n_boxes = 0
        self.n_lists = 0
        self.heading_list: int | None = None

    def write(self) -> None:
        self._dress()
        for block in self.report.blocks:
            match block:
                case Words():
                    self._words(block)
                case Heading():
                    self._heading(block)
                case Listing():
                    self._listing(block)
                case Contents():
                    self._contents(block)
                case Grid():
                    self._grid(block)
                case Box(text):
                    self._box(text)
                case PageBreak():
                    self.document.add_page_break()
                case Turn():
                    self._turn()
        if self.footnotes:
            self._add_footnotes()

    def _dress(self) -> None:
        style = self.document.styles["Normal"]
        style.font.name, style.font.size = "Arial", Pt(11)
        self.document.core_properties.author = "Sightline"
        self.document.core_properties.title = self.report.reading.document.title or ""
        self.document.core_properties.comments = "An invented review: nobody in it exists."
        section = self.document.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        if self.report.look.header:
            section.header.paragraphs[0].text = self.report.look.header
        if self.report.look.footer:
            foot = section.footer.paragraphs[0]
            foot.text = f"{self.report.look.footer}\tPage "
            _field(foot, "PAGE", "1")

    def _words(self, block: Words) -> None:
        for index, text in enumerate(block.text.split("\n")):
            style = {"title": "Title", "subtitle": "Subtitle"}.get(block.style)
            if style and "bold-heads" in self.look:
                style = None
            paragraph = self.document.add_paragraph(style=style)
            if block.number and index == 0:
                if "auto" in self.look and self._numbers_itself(paragraph, block.number):
                    pass
                else:
                    paragraph.add_run(f"{block.number}\t")
            run = paragraph.add_run(text)
            run.bold = True if block.style in {"bold", "title"} else None
            run.italic = True if block.style == "quote" else None
        if block.footnote:
            self.footnotes.append(block.footnote)
            mark = parse_xml(
                f"<w:r {nsdecls('w')}><w:rPr><w:vertAlign w:val='superscript'/></w:rPr>"
                f"<w:footnoteReference w:id='{len(self.footnotes) + 1}'/></w:r>"
            )
            paragraph._p.append(mark)

    def _heading(self, block: Heading) -> None:
        if "bold-heads" in self.look:
            text = f"{block.number}\t{block.text}" if block.number else block.text
            self.document.add_paragraph().add_run(text).bold = True
            return
        paragraph = self.document.add_paragraph(style=f"Heading {block.level}")
        if block.number and not ("auto" in self.look and self._numbers_itself(paragraph, block.number)):
            paragraph.add_run(f"{block.number}\t")
        paragraph.add_run(block.text)

    def _numbers_itself(self, paragraph: Paragraph, number: str) -> bool:
        """Let Word count a number such as 3.1.2, in one list for the whole report."""
        parts = number.rstrip(".").split(".")
        if not all(part.isdecimal() for part in parts):
            return False
        if self.heading_list is None:
            self.heading_list = self._new_list(
                [("decimal", ".".join(f"%{k}" for k in range(1, level + 1)), 1) for level in range(1, 5)]
            )
        _number(paragraph, self.heading_list, len(parts) - 1)
        return True

    def _listing(self, block: Listing) -> None:
        list_id: int | None = None
        if "tab-lists" not in self.look:
            outer = next((item.marker for item in block.items if item.level == 0), "•")
            inner = next((item.marker for item in block.items if item.level), "•")
            list_id = self._new_list([_level_format(outer), _level_format(inner)])
        for item in block.items:
            paragraph = self.document.add_paragraph()
            if list_id is None:
                paragraph.paragraph_format.left_indent = Mm(8 + 8 * item.level)
                paragraph.add_run(f"{item.marker}\t{item.text}")
            else:
                _number(paragraph, list_id, item.level)
                paragraph.add_run(item.text)

    def _new_list(self, levels: list[tuple[str, str, int]]) -> int:
        self.n_lists += 1
        list_id = 500 + self.n_lists
        numbering = self.document.part.numbering_part.element
        inner = "".join(
            f"<w:lvl w:ilvl='{depth}'><w:start w:val='{start}'/><w:numFmt w:val='{kind}'/>"
            f"<w:lvlText w:val='{text}'/><w:pPr><w:ind w:left='{360 * (depth + 1)}' w:hanging='360'/></w:pPr></w:lvl>"
            for depth, (kind, text, start) in enumerate(levels)
        )
        abstract = parse_xml(
            f"<w:abstractNum {nsdecls('w')} w:abstractNumId='{list_id}'>"
            f"<w:multiLevelType w:val='multilevel'/>{inner}</w:abstractNum>"
        )
        first_num = numbering.find(qn("w:num"))
        first_num.addprevious(abstract)
        numbering.append(
            parse_xml(
                f"<w:num {nsdecls('w')} w:numId='{list_id}'><w:abstractNumId w:val='{list_id}'/></w:num>"
            )
        )
        return list_id

    def _contents(self, block: Contents) -> None:
        self.document.add_paragraph().add_run(block.title).bold = True
        page = 2
        for index, other in enumerate(self.report.blocks):
            if isinstance(other, Heading) and other.is_listed:
                page += index % 2
                number = f"{other.number}\t" if other.number else ""
                self.document.add_paragraph(f"{number}{other.text}\t{page}")
        self.document.add_page_break()

    def _grid(self, block: Grid) -> None:
        starts = [0, *block.split_at, len(block.rows)]
        for begin, end in pairwise(starts):
            rows = block.rows[begin:end]
            if begin and block.repeats_head:
                rows = (block.rows[0], *rows)
            self._table(block, rows)
            self.document.add_paragraph()

    def _table(self, block: Grid, rows: tuple[Row, ...]) -> None:
        table: Table = self.document.add_table(rows=len(rows), cols=len(block.widths))
        if block.is_ruled:
            table.style = "Table Grid"
        part = replace(block, rows=rows)
        for index, (row, columns) in enumerate(part.placed()):
            if row.kind == "head" and block.repeats_head:
                properties = table.rows[index]._tr.get_or_add_trPr()
                properties.append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))
            for column, cell in columns:
                if cell is None:
                    continue
                drawn = table.cell(index, column)
                if cell.columns > 1 or cell.rows > 1:
                    drawn = drawn.merge(table.cell(index + cell.rows - 1, column + cell.columns - 1))
                for number, text in enumerate(cell.text.split("\n")):
                    paragraph = drawn.paragraphs[0] if number == 0 else drawn.add_paragraph()
                    run = paragraph.add_run(text)
                    run.bold = True if cell.is_bold else None

    def _box(self, text: str) -> None:
        self.n_boxes += 1
        paragraphs = "".join(
            f"<w:p><w:r><w:t xml:space='preserve'>{_escaped(line)}</w:t></w:r></w:p>"
            for line in text.split("\n")
        )
        run = parse_xml(_BOX.format(ns=nsdecls("w"), id=self.n_boxes, paragraphs=paragraphs))
        self.document.add_paragraph()._p.append(run)

    def _turn(self) -> None:
        before = self.document.sections[-1]
        section = self.document.add_section(WD_SECTION.NEW_PAGE)
        section.page_width, section.page_height = before.page_height, before.page_width
        section.orientation = (
            WD_ORIENT.LANDSCAPE if section.page_width > section.page_height else WD_ORIENT.PORTRAIT
        )

    def _add_footnotes(self) -> None:
        notes = "".join(
            f"<w:footnote w:id='{number}'><w:p><w:r><w:footnoteRef/></w:r>"
            f"<w:r><w:t xml:space='preserve'> {_escaped(text)}</w:t></w:r></w:p></w:footnote>"
            for number, text in enumerate(self.footnotes, 2)
        )
        xml = (
            f"<?xml version='1.0' encoding='UTF-8' standalone='yes'?><w:footnotes {nsdecls('w')}>"
            "<w:footnote w:type='separator' w:id='0'><w:p><w:r><w:separator/></w:r></w:p></w:footnote>"
            "<w:footnote w:type='continuationSeparator' w:id='1'><w:p><w:r><w:continuationSeparator/></w:r></w:p>"
            f"</w:footnote>{notes}</w:footnotes>"
        )
        package = self.document.part.package
        part = Part(PackURI("/word/footnotes.xml"), _FOOTNOTES_TYPE, xml.encode(), package)
        self.document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)


def _level_format(marker: str) -> tuple[str, str, int]:
    """Return how Word counts a marker such as "1.", "R3", "1.2.1" or "(b)", and where it starts."""
    if found := re.search(r"\d+(?=\D*$)", marker):
        kind, start = "decimal", int(found[0])
    elif found := re.search(r"(?<![A-Za-z])[A-Za-z](?![A-Za-z])", marker):
        kind, start = "lowerLetter" if found[0].islower() else "upperLetter", ord(found[0].lower()) - 96
    else:
        return "bullet", marker, 1
    return kind, marker[: found.start()] + "%1" + marker[found.end() :], start


def _number(paragraph: Paragraph, list_id: int, level: int) -> None:
    properties = paragraph._p.get_or_add_pPr()
    properties.append(
        parse_xml(f"<w:numPr {nsdecls('w')}><w:ilvl w:val='{level}'/><w:numId w:val='{list_id}'/></w:numPr>")
    )


def _field(paragraph: Paragraph, code: str, shown: str) -> None:
    run = paragraph.add_run()
    for kind in ("begin", None, "separate", "shown", "end"):
        if kind is None:
            xml = f"<w:instrText {nsdecls('w')} xml:space='preserve'> {code} </w:instrText>"
        elif kind == "shown":
            xml = f"<w:t {nsdecls('w')}>{shown}</w:t>"
        else:
            xml = f"<w:fldChar {nsdecls('w')} w:fldCharType='{kind}'/>"
        run._r.append(deepcopy(parse_xml(xml)))


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")
