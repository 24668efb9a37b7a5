"""PDF files: paragraphs, headings and tables by where words stand, from two makers of PDF."""

import io
from collections.abc import Sequence

import pytest
import typst
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle, getSampleStyleSheet
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, PageBreak, SimpleDocTemplate, Table, TableStyle
from reportlab.platypus import Paragraph as Words

from sightline.domain.published_reviews.document import Paragraph, ReadDocument
from sightline.exchange.importers.pdf import read_pdf
from sightline.exchange.importers.unreadable import UnreadableFile
from tests.integration.exchange.importers.hostile import honest_pdf
from tests.integration.exchange.importers.shown import (
    assert_spans_are_sound,
    paragraphs,
    row_words,
    rows,
    shown,
    tables,
)

_STYLES = getSampleStyleSheet()
_BODY = _STYLES["BodyText"]
_SENTENCE = "The panel heard that each agency had kept its own record and that no agency held the whole. "
_HEADS = ["Recommendation", "Scope", "Action to take", "Lead agency", "Target date"]
_GRID = TableStyle(
    [
        ("GRID", (0, 0), (-1, -1), 0.5, colors.black),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("BACKGROUND", (0, 0), (-1, 0), colors.lightblue),
    ]
)
_PLAIN = TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP")])


def _running_lines(canvas: Canvas, document: SimpleDocTemplate) -> None:
    canvas.setFont("Helvetica", 8)
    canvas.drawString(60, 810, "Northmere Community Safety Partnership")
    canvas.drawCentredString(297, 30, f"Page {document.page} of 9")


def _reportlab(
    flowables: Sequence[Flowable], *, page_size: tuple[float, float] = A4, running_lines: bool = False
) -> ReadDocument:
    buffer = io.BytesIO()
    document = SimpleDocTemplate(buffer, pagesize=page_size, invariant=1)
    lines = _running_lines if running_lines else lambda *_: None
    document.build(list(flowables), onFirstPage=lines, onLaterPages=lines)
    return read_pdf(buffer.getvalue())


def _typst(source: str) -> ReadDocument:
    return read_pdf(typst.compile(source.encode()))


def _plan(n_rows: int) -> list[dict[int, str]]:
    return [
        {
            0: f"{number}. {_SENTENCE * (1 + number % 3)}".strip(),
            1: "Local",
            2: ("Review the policy and train staff. " * (1 + number % 4)).strip(),
            3: "Northmere Police",
            4: f"{1 + number % 28} March 2015",
        }
        for number in range(1, n_rows + 1)
    ]


def _stitched(document: ReadDocument) -> list[dict[int, str]]:
    """Return the plan's rows with those joined that a page break cut: their first cell has no number."""
    found: list[dict[int, str]] = []
    for row in rows(document):
        words = {column: cell.replace(" / ", " ") for column, cell in row_words(document, row).items()}
        if found and not words[0][:1].isdigit():
            found[-1] = {c: f"{found[-1][c]} {words[c]}".strip() for c in found[-1]}
        else:
            found.append(words)
    return found


def test_paragraphs_are_put_together_from_lines_and_headings_known_by_size() -> None:
    headings = [Words("1. Introduction", _STYLES["Heading1"]), Words("1.1 Scope", _STYLES["Heading2"])]

    document = _reportlab([*headings, Words(_SENTENCE * 4, _BODY), Words(_SENTENCE, _BODY)])

    found = paragraphs(document)
    assert [" ".join(document.words(p.span).split()) for p in found] == [
        "1. Introduction",
        "1.1 Scope",
        (_SENTENCE * 4).strip(),
        _SENTENCE.strip(),
    ]
    assert [p.level for p in found] == [1, 2, None, None]


def test_running_headers_footers_and_page_numbers_are_left_out() -> None:
    document = _reportlab([Words(_SENTENCE * 60, _BODY)] * 6, running_lines=True)

    assert len(document.page_starts) > 3
    assert "Northmere Community" not in document.text
    assert "of 9" not in document.text


def test_a_paragraph_that_runs_over_the_page_is_one() -> None:
    document = _reportlab([Words(_SENTENCE * 90, _BODY)], running_lines=True)

    assert len(document.page_starts) == 2
    (found,) = paragraphs(document)
    assert " ".join(document.words(found.span).split()) == (_SENTENCE * 90).strip()
    assert [document.page_at(found.span.start), document.page_at(found.span.end - 1)] == [1, 2]


@pytest.mark.parametrize("style", [_GRID, _PLAIN], ids=["ruled", "aligned"])
def test_a_plan_over_several_pages_is_read_cell_for_cell(style: TableStyle) -> None:
    plan = _plan(40)
    body = [[Words(row[column], _BODY) for column in range(5)] for row in plan]
    table = Table([_HEADS, *body], colWidths=[140, 50, 120, 80, 80], repeatRows=1)
    table.setStyle(style)

    flowables = [Words("Action plan", _STYLES["Heading1"]), table, Words("Glossary", _STYLES["Heading1"])]

    document = _reportlab(flowables, running_lines=True)

    assert len(tables(document)) == len(document.page_starts) > 3
    assert all(table.rows[0].is_header for table in tables(document))
    assert _stitched(document) == plan
    assert shown(document)[0] == "Action plan"
    assert shown(document)[-1] == "Glossary"


_TYPST_TABLE = """#set page(paper: "a4", numbering: "1")
#set text(lang: "en", hyphenate: false)
= Action plan
#table(columns: (2fr, 1fr, 2fr, 1fr, 1fr), {look}
  table.header([Recommendation], [Scope], [Action to take], [Lead agency], [Target date]),
  {cells}
)
Last words.
"""


@pytest.mark.parametrize(
    "look",
    ["", "stroke: none,", "stroke: none, fill: (x, y) => if calc.odd(y) { luma(230) } else { white },"],
    ids=["ruled", "aligned", "shaded"],
)
def test_a_plan_of_another_maker_is_read_cell_for_cell(look: str) -> None:
    plan = _plan(30)
    cells = "\n".join(f"[#{row[column]!r}]," for row in plan for column in range(5)).replace("'", '"')

    document = _typst(_TYPST_TABLE.format(look=look, cells=cells))

    assert _stitched(document) == plan
    assert shown(document)[-1] == "Last words."


def test_merged_cells_keep_their_extent() -> None:
    table = Table(
        [_HEADS, ["NORTHMERE POLICE", "", "", "", ""], ["1", "Local", "Write", "Police", "May 2014"]]
    )
    table.setStyle(TableStyle([*_GRID.getCommands(), ("SPAN", (0, 1), (4, 1))]))

    document = _reportlab([table])

    assert shown(document) == [
        [_HEADS, ["NORTHMERE POLICE"], ["1", "Local", "Write", "Police", "May 2014"]],
    ]
    assert tables(document)[0].rows[1].cells[0].n_columns == 5


def test_lines_of_a_cell_that_end_early_are_paragraphs_and_wrapped_ones_are_not() -> None:
    cell = Words("May 2014<br/>July 2014<br/>The review of the policy by the board in autumn", _BODY)
    table = Table([["Action", "Target date"], ["Write", cell]], colWidths=[200, 100])
    table.setStyle(_GRID)

    _, row = tables(document := _reportlab([table]))[0].rows

    assert (
        row_words(document, row)[1]
        == "May 2014 / July 2014 / The review of the policy by the board in autumn"
    )


def test_a_word_hyphenated_at_a_line_end_keeps_its_hyphen_there() -> None:
    document = _typst(
        "#set page(width: 6cm, height: 12cm)\n#set par(justify: true)\n"
        '#set text(hyphenate: true, lang: "en")\n'
        "The representation of the organisation characterised communication between agencies."
    )

    assert "-\n" in document.text
    assert document.text.replace("-\n", "").replace("\n", " ") == (
        "The representation of the organisation characterised communication between agencies."
    )


def test_a_word_broken_without_a_hyphen_in_a_narrow_column_is_put_together() -> None:
    table = Table([[Words("Recommendation", _BODY), Words("Target date", _BODY)]] * 2, colWidths=[58, 100])
    table.setStyle(_GRID)

    document = _reportlab([Words("Each recommendation was agreed.", _BODY), table])

    assert shown(document)[1] == [["Recommendation", "Target date"]] * 2


def test_the_rest_of_a_cut_row_stays_a_row_though_it_fills_one_cell() -> None:
    document = _typst(
        "#set page(width: 12cm, height: 9cm)\n#table(columns: (1cm, 4cm, 2cm, 2cm), "
        f"[1], [{_SENTENCE * 6}], [Police], [May 2014], [2], [Write], [Nurse], [June 2014])"
    )

    assert len(tables(document)) == len(document.page_starts) > 1
    assert not paragraphs(document)
    assert [words[0] for row in rows(document) if (words := row_words(document, row))[0]] == ["1", "2"]


def test_a_word_broken_where_its_column_is_full_is_put_together_though_it_stands_nowhere_else() -> None:
    cells = ("Specification agreed by board", "Contract signed by all", "Northmere Ambulance")
    table = Table(
        [["Action", "Milestone", "Lead"], [Words(cell, _BODY) for cell in cells]], colWidths=[60] * 3
    )
    table.setStyle(_GRID)

    _, row = tables(document := _reportlab([table]))[0].rows

    assert tuple(row_words(document, row).values()) == cells


def test_plain_words_are_never_parts_of_one() -> None:
    cells = ("Briefing note", "Contract signed", "28 September 2017")
    table = Table(
        [["Action", "Milestone", "Lead"], [Words(cell, _BODY) for cell in cells]], colWidths=[53] * 3
    )
    table.setStyle(_GRID)

    _, row = tables(document := _reportlab([table]))[0].rows

    assert tuple(row_words(document, row).values()) == cells


def test_a_line_that_fills_its_column_keeps_its_words_apart_where_both_are_words() -> None:
    table = Table(
        [["Lead", "Action"], [Words("Constabulary of Northmere", _BODY), "Write"]], colWidths=[72, 60]
    )
    table.setStyle(_GRID)
    prose = Words("The Constabulary wrote of this.", _BODY)

    _, row = tables(document := _reportlab([prose, table]))[0].rows

    assert row_words(document, row)[0] == "Constabulary of Northmere"


def test_a_wrapped_paragraph_is_one_though_headings_stand_nearer_to_their_text() -> None:
    close = ParagraphStyle("close", _BODY, fontName="Helvetica-Bold", fontSize=14, leading=15, spaceAfter=0)
    loose = ParagraphStyle("loose", _BODY, leading=15)

    document = _reportlab(
        [part for _ in range(5) for part in (Words("Lessons", close), Words(_SENTENCE, loose))]
    )

    assert shown(document) == ["Lessons", _SENTENCE.strip()] * 5


def test_two_columns_of_prose_are_read_one_after_the_other() -> None:
    document = _typst(
        '#set page(paper: "a4", columns: 2)\n'
        + "\n\n".join(f"Left {number}. {_SENTENCE}" for number in range(8))
        + "\n#colbreak()\n"
        + "\n\n".join(f"Right {number}. {_SENTENCE}" for number in range(8))
    )

    assert not tables(document)
    firsts = [str(words).split(".")[0] for words in shown(document)]
    assert firsts == [f"{side} {number}" for side in ("Left", "Right") for number in range(8)]


def test_a_turned_page_is_read_as_it_is_shown() -> None:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=1)
    canvas.setPageRotation(90)
    canvas.rotate(90)
    canvas.translate(0, -A4[0])
    table = Table([_HEADS, ["1", "Local", "Write", "Police", "May 2014"]])
    table.setStyle(_GRID)
    table.wrapOn(canvas, 700, 400)
    table.drawOn(canvas, 60, 300)
    canvas.drawString(60, 500, "Action plan")
    canvas.save()

    document = read_pdf(buffer.getvalue())

    assert shown(document) == ["Action plan", [_HEADS, ["1", "Local", "Write", "Police", "May 2014"]]]


def test_a_footnote_is_marked_and_its_number_joins_no_year() -> None:
    document = _typst(
        '#set page(paper: "a4")\nIt began in May 2014#footnote[In the minutes.] and ended soon.'
    )

    assert shown(document) == ["It began in May 2014¹ and ended soon.", "¹In the minutes."]
    assert [p.is_footnote for p in paragraphs(document)] == [False, True]


def test_landscape_pages_among_others() -> None:
    document = _reportlab(
        [Words(_SENTENCE, _BODY), PageBreak(), Words("End", _BODY)], page_size=landscape(A4)
    )

    assert [block.page for block in document.blocks if isinstance(block, Paragraph)] == [1, 2]


def test_a_scan_is_told_and_what_to_do() -> None:
    buffer = io.BytesIO()
    canvas = Canvas(buffer)
    canvas.rect(50, 50, 400, 600, fill=1)
    canvas.save()

    with pytest.raises(UnreadableFile, match=r"scan: it has no text layer.*optical character recognition"):
        read_pdf(buffer.getvalue())


def test_scanned_pages_among_others_are_named() -> None:
    buffer = io.BytesIO()
    canvas = Canvas(buffer)
    for words in ("One", "", "Three"):
        canvas.drawString(72, 700, words)
        canvas.showPage()
    canvas.save()

    document = read_pdf(buffer.getvalue())

    assert document.pages_without_text == (2,)
    assert [block.page for block in document.blocks if isinstance(block, Paragraph)] == [1, 3]


def test_progress_is_told_page_by_page() -> None:
    steps = []

    read_pdf(honest_pdf(pages=3), progress=steps.append)

    assert [(step.stage, step.done, step.total) for step in steps] == [
        (stage, done, 3) for stage in ("read", "arrange") for done in (1, 2, 3)
    ]


_CELL = st.lists(
    st.sampled_from("ash birch cedar elm hazel juniper larch maple".split()), min_size=1, max_size=12
).map(" ".join)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.lists(_CELL, min_size=4, max_size=4), min_size=2, max_size=15))
def test_any_ruled_table_is_read_back_cell_for_cell(cells: list[list[str]]) -> None:
    body = [[Words(words, _BODY) for words in line] for line in cells]
    table = Table([_HEADS[:4], *body], colWidths=[150, 90, 120, 90], splitInRow=0)
    table.setStyle(_GRID)

    document = _reportlab([table])

    expected = [dict(enumerate(line)) for line in cells]
    assert [row_words(document, row) for row in rows(document)] == expected
    assert_spans_are_sound(document)
