"""Word files: what Word draws is read, once, in reading order, each cell in its column."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_BREAK
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given
from hypothesis import strategies as st

from sightline.domain.published_reviews.document import Paragraph, ReadDocument
from sightline.exchange.importers.docx import read_docx
from tests.integration.exchange.importers.hostile import docx_of, packed, paragraph
from tests.integration.exchange.importers.shown import (
    assert_spans_are_sound,
    paragraphs,
    row_words,
    rows,
    shown,
    tables,
)

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def _saved(document: WordDocument) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _built(build: Callable[[WordDocument], object]) -> ReadDocument:
    document = Document()
    build(document)
    return read_docx(_saved(document))


def _with_part(kind: str, xml: str, body: str) -> ReadDocument:
    """Read a body beside one more part (numbering, footnotes …)."""
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="r1" Target="{kind}.xml" '
        f'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"/></Relationships>'
    )
    extra = {f"word/{kind}.xml": xml.encode(), "word/_rels/document.xml.rels": relations.encode()}
    return read_docx(docx_of(body, extra=extra))


def test_paragraphs_and_tables_keep_their_order() -> None:
    def build(document: WordDocument) -> None:
        document.add_paragraph("Before")
        document.add_table(1, 2).cell(0, 1).text = "Inside"
        document.add_paragraph("After")

    assert shown(_built(build)) == ["Before", [["", "Inside"]], "After"]


def test_headings_carry_their_level_by_style_or_outline() -> None:
    def build(document: WordDocument) -> None:
        document.add_heading("Chapter", 1)
        document.add_heading("Section", 2)
        outlined = document.add_paragraph("Outlined")
        outlined._p.get_or_add_pPr().append(parse_xml(f'<w:outlineLvl {nsdecls("w")} w:val="2"/>'))
        document.add_paragraph("Body")

    assert [p.level for p in paragraphs(_built(build))] == [1, 2, 3, None]


def test_a_paragraph_is_bold_when_all_its_words_are() -> None:
    def build(document: WordDocument) -> None:
        document.add_paragraph().add_run("All bold").bold = True
        mixed = document.add_paragraph("Not ")
        mixed.add_run("all").bold = True

    assert [p.is_bold for p in paragraphs(_built(build))] == [True, False]


_NUMBERING = f"""<w:numbering {_W}>
<w:abstractNum w:abstractNumId="0">
 <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
 <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/></w:lvl>
 <w:lvl w:ilvl="2"><w:start w:val="3"/><w:numFmt w:val="lowerRoman"/><w:lvlText w:val="(%3)"/></w:lvl>
 <w:lvl w:ilvl="3"><w:start w:val="1"/><w:numFmt w:val="upperLetter"/><w:lvlText w:val="%4)"/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="1">
 <w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="&#xF0B7;"/></w:lvl>
</w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="0"/>
 <w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride></w:num>
</w:numbering>"""


def _item(num_id: int, depth: int, words: str) -> str:
    return (
        f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{num_id}"/></w:numPr></w:pPr>'
        f"<w:r><w:t>{words}</w:t></w:r></w:p>"
    )


def test_automatic_numbers_are_drawn_as_word_draws_them() -> None:
    items = [(1, 0), (1, 1), (1, 1), (1, 2), (1, 2), (2, 0), (1, 0), (1, 1), (1, 3), (3, 0), (3, 0)]

    document = _with_part("numbering", _NUMBERING, "".join(_item(n, depth, "x") for n, depth in items))

    assert shown(document) == [
        f"{label}\tx" for label in ("1.", "1.1", "1.2", "(iii)", "(iv)", "·", "2.", "2.1", "A)", "7.", "8.")
    ]
    assert [p.indent for p in paragraphs(document)] == [depth for _, depth in items]


def test_an_automatic_number_alone_in_a_cell_is_its_words() -> None:
    cell = f"<w:tc>{_item(1, 0, '')}</w:tc><w:tc>{paragraph('Write')}</w:tc>"

    document = _with_part("numbering", _NUMBERING, f"<w:tbl><w:tr>{cell}</w:tr><w:tr>{cell}</w:tr></w:tbl>")

    assert shown(document) == [[["1.", "Write"], ["2.", "Write"]]]


def test_a_merged_cell_is_there_once_with_its_extent() -> None:
    def build(document: WordDocument) -> None:
        table = document.add_table(3, 3)
        for row in range(3):
            for column in range(3):
                table.cell(row, column).text = f"{row}{column}"
        table.cell(0, 0).merge(table.cell(0, 2)).text = "across"
        table.cell(1, 0).merge(table.cell(2, 0)).text = "down"

    document = _built(build)

    assert shown(document) == [[["across"], ["down", "11", "12"], ["21", "22"]]]
    across, down = tables(document)[0].rows[0].cells[0], tables(document)[0].rows[1].cells[0]
    assert (across.n_columns, across.n_rows, down.n_columns, down.n_rows) == (3, 1, 1, 2)
    assert [cell.column for cell in tables(document)[0].rows[2].cells] == [1, 2]


def test_a_table_in_a_cell_becomes_the_cells_paragraphs() -> None:
    def build(document: WordDocument) -> None:
        cell = document.add_table(1, 2).cell(0, 1)
        cell.text = "outer"
        inner = cell.add_table(1, 2)
        inner.cell(0, 0).text, inner.cell(0, 1).text = "left", "right"

    assert shown(_built(build)) == [[["", "outer / left / right"]]]


def test_a_box_drawn_as_one_cell_is_no_table() -> None:
    def build(document: WordDocument) -> None:
        document.add_table(1, 1).cell(0, 0).text = "Boxed"

    assert shown(_built(build)) == ["Boxed"]


def test_repeated_head_rows_are_marked() -> None:
    heads = f"<w:tc>{paragraph('Action')}</w:tc><w:tc>{paragraph('Lead')}</w:tc>"
    head = f"<w:tr><w:trPr><w:tblHeader/></w:trPr>{heads}</w:tr>"
    row = f"<w:tr><w:tc>{paragraph('Write')}</w:tc><w:tc>{paragraph('Nurse')}</w:tc></w:tr>"

    (table,) = tables(read_docx(docx_of(f"<w:tbl>{head}{row}</w:tbl>")))

    assert [row.is_header for row in table.rows] == [True, False]


def test_lines_of_a_cell_broken_by_hand_are_paragraphs() -> None:
    def build(document: WordDocument) -> None:
        run = document.add_table(1, 2).cell(0, 1).paragraphs[0].add_run("May 2014")
        run.add_break(WD_BREAK.LINE)
        run.add_text("July 2014")

    assert shown(_built(build)) == [[["", "May 2014 / July 2014"]]]


def test_only_inserted_words_of_tracked_changes_are_read() -> None:
    body = (
        '<w:p><w:r><w:t xml:space="preserve">The panel </w:t></w:r>'
        '<w:ins w:id="1"><w:r><w:t>met</w:t></w:r></w:ins>'
        '<w:del w:id="2"><w:r><w:delText>did not meet</w:delText></w:r></w:del></w:p>'
        '<w:p><w:pPr><w:rPr><w:del w:id="3"/></w:rPr></w:pPr><w:r><w:t>One </w:t></w:r></w:p>'
        f"{paragraph('paragraph')}"
        f'<w:tbl><w:tr><w:trPr><w:del w:id="4"/></w:trPr><w:tc>{paragraph("gone")}</w:tc></w:tr>'
        f"<w:tr><w:tc>{paragraph('a')}</w:tc><w:tc>{paragraph('b')}</w:tc></w:tr></w:tbl>"
    )

    assert shown(read_docx(docx_of(body))) == ["The panel met", "One paragraph", [["a", "b"]]]


def test_a_field_shows_its_result_and_not_its_instruction() -> None:
    body = (
        '<w:p><w:r><w:t xml:space="preserve">See page </w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        '<w:r><w:instrText>PAGEREF x \\h</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        '<w:r><w:t>12</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
        '<w:fldSimple w:instr="DATE"><w:r><w:t xml:space="preserve"> in May</w:t></w:r></w:fldSimple></w:p>'
    )

    assert shown(read_docx(docx_of(body))) == ["See page 12 in May"]


def test_a_text_box_is_read_once_of_its_two_drawings() -> None:
    box = f"<w:txbxContent>{paragraph('In the box')}</w:txbxContent>"
    body = (
        '<w:p xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><w:r><w:t>Beside</w:t></w:r>'
        f"<w:r><mc:AlternateContent><mc:Choice><w:drawing>{box}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )

    assert shown(read_docx(docx_of(body))) == ["Beside", "In the box"]


def test_footnotes_follow_at_the_end_and_their_marks_join_no_year() -> None:
    notes = (
        f'<w:footnotes {_W}><w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote>'
        '<w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> In the minutes.'
        "</w:t></w:r></w:p></w:footnote></w:footnotes>"
    )
    body = (
        "<w:p><w:r><w:t>In May 2014</w:t></w:r>"
        '<w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:t>.</w:t></w:r></w:p>'
    )

    document = _with_part("footnotes", notes, body)

    assert shown(document) == ["In May 2014¹.", "¹ In the minutes."]
    assert [p.is_footnote for p in paragraphs(document)] == [False, True]


@pytest.mark.parametrize(
    ("run", "words"),
    [
        ("<w:t>soft\u00adly</w:t>", "softly"),
        ("<w:t>soft</w:t><w:softHyphen/><w:t>ly</w:t>", "softly"),
        ("<w:t>re</w:t><w:noBreakHyphen/><w:t>read</w:t>", "re-read"),
        ("<w:t>31\u00a0May</w:t>", "31\u00a0May"),
        ("<w:t>a</w:t><w:tab/><w:t>b</w:t>", "a\tb"),
        ('<w:sym w:font="Wingdings" w:char="F0FC"/><w:t>done</w:t>', "✓done"),
        ("<w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r><w:r><w:t>seen</w:t>", "seen"),
    ],
)
def test_special_characters_of_a_run(run: str, words: str) -> None:
    assert shown(read_docx(docx_of(f"<w:p><w:r>{run}</w:r></w:p>"))) == [words]


def test_content_controls_and_links_are_transparent() -> None:
    body = (
        f"<w:sdt><w:sdtPr/><w:sdtContent>{paragraph('Chosen')}</w:sdtContent></w:sdt>"
        "<w:p><w:hyperlink><w:r><w:t>Linked</w:t></w:r></w:hyperlink></w:p>"
        f"<w:tbl><w:sdt><w:sdtContent><w:tr><w:sdt><w:sdtContent><w:tc>{paragraph('a')}</w:tc></w:sdtContent></w:sdt>"
        f"<w:tc>{paragraph('b')}</w:tc></w:tr></w:sdtContent></w:sdt></w:tbl>"
    )

    assert shown(read_docx(docx_of(body))) == ["Chosen", "Linked", [["a", "b"]]]


def test_pages_are_those_of_the_last_layout() -> None:
    mark = "<w:r><w:lastRenderedPageBreak/></w:r>"
    cut_row = "".join(
        f"<w:tc><w:p><w:r><w:t>{n} up </w:t></w:r>{mark}<w:r><w:t>over</w:t></w:r></w:p></w:tc>" for n in "ab"
    )
    body = (
        f"{paragraph('One')}<w:p>{mark}<w:r><w:t>Two</w:t></w:r></w:p>"
        f"<w:tbl><w:tr>{cut_row}</w:tr></w:tbl>{paragraph('Three')}"
    )

    document = read_docx(docx_of(body))

    assert [document.page_at(document.text.index(word)) for word in ("One", "Two", "a up", "Three")] == [
        1,
        2,
        2,
        3,
    ]
    assert [block.page for block in document.blocks if isinstance(block, Paragraph)] == [1, 2, 3]


def test_without_marks_of_a_layout_no_page_is_given() -> None:
    def build(document: WordDocument) -> None:
        document.add_paragraph("One")
        document.add_page_break()
        document.add_paragraph("Two")

    document = _built(build)

    assert document.page_starts == ()
    assert shown(document) == ["One", "Two"]


def test_the_strict_variant_of_the_format_is_read() -> None:
    body = f"<w:document {_W}><w:body>{paragraph('Strict')}</w:body></w:document>".replace(
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    )

    assert shown(read_docx(packed({"word/document.xml": body.encode()}))) == ["Strict"]


_WORDS = st.text(alphabet="abcdefghij ¹’–é\u05d0", min_size=1, max_size=20).filter(
    lambda words: words.strip()
)
_CELLS = st.integers(1, 6).flatmap(
    lambda width: st.lists(
        st.lists(st.lists(_WORDS, max_size=3), min_size=width, max_size=width), min_size=1, max_size=8
    )
)


@given(_CELLS)
def test_any_table_is_read_back_cell_for_cell(cells: list[list[list[str]]]) -> None:
    def build(document: WordDocument) -> Any:
        document.add_paragraph("Before")
        table = document.add_table(len(cells), len(cells[0]) + 1)
        for row, line in zip(table.rows, cells, strict=True):
            row.cells[0].text = "key"
            for cell, words in zip(row.cells[1:], line, strict=True):
                cell.text = "\n".join(words)
        return document.add_paragraph("After")

    document = _built(build)

    expected = [
        {0: "key"} | {c: " / ".join(" ".join(w.split()) for w in words) for c, words in enumerate(line, 1)}
        for line in cells
    ]
    assert [row_words(document, row) for row in rows(document)] == expected
    assert_spans_are_sound(document)
