"""Workbooks made to do harm, or by another program, are refused in plain words."""

import io
import random
import zipfile
from collections.abc import Callable
from dataclasses import replace

import pytest
from openpyxl import Workbook, load_workbook

from sightline.exchange.exporters import EXPORTERS
from sightline.exchange.exporters.tables import Column, Table
from sightline.exchange.importers.sandbox import read_action_plan_in_sandbox
from sightline.exchange.importers.unreadable import UnreadableFile
from tests.integration.exchange.exporters.invented_export import TITLES, invented_export
from tests.integration.exchange.importers.hostile import honest_docx


def with_part(name: str, content: bytes) -> bytes:
    data = io.BytesIO(EXPORTERS["xlsx"](invented_export()))
    with zipfile.ZipFile(data, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return data.getvalue()


def with_entity_bomb() -> bytes:
    bomb = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'

    def change(name: str, content: bytes) -> bytes:
        return bomb + content.replace(b"Train every", b"&b;") if "sheet" in name else content

    return rewritten(change)


def with_rows_without_end() -> bytes:
    workbook = load_workbook(io.BytesIO(EXPORTERS["xlsx"](invented_export())))
    workbook["Action plan"].cell(20_001, 3, "far below")
    return saved(workbook)


def with_a_column_twice() -> bytes:
    workbook = load_workbook(io.BytesIO(EXPORTERS["xlsx"](invented_export())))
    workbook["Action plan"]["F1"] = " action "
    return saved(workbook)


def of_another_version() -> bytes:
    workbook = load_workbook(io.BytesIO(EXPORTERS["xlsx"](invented_export())))
    workbook["Sightline"]["B1"] = "99"
    return saved(workbook)


def of_a_board() -> bytes:
    export = invented_export()
    counts = Table("counts", "Counts", (Column("n", "Number", 8),), ((3,),))
    return EXPORTERS["xlsx"](replace(export, kind="board_report", tables=(counts,)))


def saved(workbook: Workbook) -> bytes:
    written = io.BytesIO()
    workbook.save(written)
    return written.getvalue()


def rewritten(change: Callable[[str, bytes], bytes]) -> bytes:
    """The workbook with each part changed by its name, as a program that makes hostile files would."""
    written = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(EXPORTERS["xlsx"](invented_export()))) as source,
        zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            target.writestr(name, change(name, source.read(name)))
    return written.getvalue()


def with_outside_entity() -> bytes:
    entity = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>'

    def change(name: str, content: bytes) -> bytes:
        return entity + content.replace(b"Train every", b"&a;") if "sheet" in name else content

    return rewritten(change)


def with_a_part_that_is_not_xml() -> bytes:
    return rewritten(lambda name, content: b"\0" * 64 if name.endswith("sheet2.xml") else content)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: with_part("xl/vbaProject.bin", b"macro"), "holds macros"),
        (lambda: with_part("xl/bomb.xml", b"0" * 50_000_000), "unpacks to far more"),
        (with_entity_bomb, "damaged"),
        (with_rows_without_end, "more than 20,000 rows"),
        (with_a_column_twice, "has the column 'Action' twice"),
        (with_outside_entity, "damaged"),
        (with_a_part_that_is_not_xml, "damaged"),
        (lambda: random.Random(8).randbytes(4096), "not a whole Excel workbook"),
        (lambda: b"PK\x03\x04" + random.Random(8).randbytes(4096), "not a whole Excel workbook"),
        (lambda: "Train every member of staff".encode("utf-16"), "not a whole Excel workbook"),
        (lambda: b"\0" * 4096, "not a whole Excel workbook"),
        (lambda: b"\x89PNG\r\n\x1a\n" + bytes(64), "not a whole Excel workbook"),
        (honest_docx, "not a whole Excel workbook"),
        (of_a_board, "not an action plan"),
        (of_another_version, "another version of Sightline"),
        (lambda: saved(Workbook()), "was not made by Sightline"),
    ],
)
def test_a_harmful_or_foreign_workbook_is_refused(make: Callable[[], bytes], message: str) -> None:
    with pytest.raises(UnreadableFile, match=message):
        read_action_plan_in_sandbox(make(), titles=TITLES, key="action_id")
