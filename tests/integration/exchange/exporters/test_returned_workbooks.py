"""Workbooks made to do harm, or by another program, are refused in plain words."""

import io
import zipfile
from collections.abc import Callable

import pytest
from openpyxl import Workbook, load_workbook

from sightline.exchange.exporters import EXPORTERS
from sightline.exchange.importers.action_plan_xlsx import read_action_plan_xlsx
from sightline.exchange.importers.unreadable import UnreadableFile
from tests.integration.exchange.exporters.invented_export import COLUMNS, invented_export


def with_part(name: str, content: bytes) -> bytes:
    data = io.BytesIO(EXPORTERS["xlsx"](invented_export()))
    with zipfile.ZipFile(data, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return data.getvalue()


def with_entity_bomb() -> bytes:
    bomb = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
    rewritten = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(EXPORTERS["xlsx"](invented_export()))) as source,
        zipfile.ZipFile(rewritten, "w") as target,
    ):
        for name in source.namelist():
            content = source.read(name)
            if name.startswith("xl/worksheets/sheet"):
                content = bomb + content.replace(b"Train every", b"&b;")
            target.writestr(name, content)
    return rewritten.getvalue()


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


def saved(workbook: Workbook) -> bytes:
    written = io.BytesIO()
    workbook.save(written)
    return written.getvalue()


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: with_part("xl/vbaProject.bin", b"macro"), "holds macros"),
        (lambda: with_part("xl/bomb.xml", b"0" * 50_000_000), "unpacks to far more"),
        (with_entity_bomb, "damaged"),
        (with_rows_without_end, "more than 20,000 rows"),
        (with_a_column_twice, "has the column 'Action' twice"),
        (of_another_version, "another version of Sightline"),
        (lambda: saved(Workbook()), "was not made by Sightline"),
    ],
)
def test_a_harmful_or_foreign_workbook_is_refused(make: Callable[[], bytes], message: str) -> None:
    with pytest.raises(UnreadableFile, match=message):
        read_action_plan_xlsx(make(), columns=COLUMNS, key="action_id")
