"""A plan goes out to a file and comes back: unchanged, edited, and mishandled."""

import io
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from docx import Document
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from sightline.domain.watermark import Mark, hidden_references, without_hidden
from sightline.exchange.importers.unreadable import UnreadableFile
from sightline.jobs.exports import CONTENT_TYPES
from sightline.jobs.plan_files import (
    PlanReturn,
    action_plan_content,
    board_report_content,
    changes_by_row,
    problems_of,
    returned_plan,
)
from sightline.records.actions.services.answers import update_action
from sightline.records.actions.services.assigning import assign_actions
from sightline.records.reviews.queries.plan import whole_plan
from sightline.records.reviews.services.plan import apply_plan_changes, record_board
from tests.factories.partnership import NOW, Partnership, accepted_review, small_plan

TODAY = date(2026, 5, 1)
MARK = Mark("XK7M9Q2D", "Cora Example", NOW)
# As a spreadsheet keeps a date: at midnight, in no time zone.
FIRST_OF_APRIL, FIRST_OF_JUNE = (datetime(2026, month, 1) for month in (4, 6))  # noqa: DTZ001
Edit = Callable[[Worksheet, dict[str, int]], Any]


def exported(people: Partnership, review_id: UUID, extension: str = "xlsx") -> bytes:
    content = action_plan_content(by=people.coordinator, today=TODAY, review_id=review_id)
    return content.write(extension, MARK)


def edited(data: bytes, edit: Edit) -> bytes:
    """The workbook after a person did something to its plan."""
    workbook = load_workbook(io.BytesIO(data))
    sheet = workbook["Action plan"]
    edit(sheet, {str(cell.value): cell.column for cell in sheet[1]})
    return saved(workbook)


def saved(workbook: Workbook) -> bytes:
    written = io.BytesIO()
    workbook.save(written)
    return written.getvalue()


def taken_back(people: Partnership, data: bytes) -> PlanReturn:
    return returned_plan(by=people.coordinator, today=TODAY, data=data)


def set_cell(title: str, value: object, row: int = 2) -> Edit:
    return lambda sheet, columns: sheet.cell(row, columns[title], value)


def test_an_export_nobody_touched_has_no_differences(people: Partnership, review_id: UUID) -> None:
    returned = taken_back(people, exported(people, review_id))

    assert len(returned.rows) == 3
    assert not returned.differences
    assert not problems_of(returned)


def test_edits_show_and_change_nothing_until_they_are_applied(people: Partnership, review_id: UUID) -> None:
    def edit(sheet: Worksheet, columns: dict[str, int]) -> None:
        sheet.cell(4, columns["Status"], "In progress")
        sheet.cell(4, columns["New update"], "=1+1 locks were fitted")
        sheet.cell(4, columns["New update"]).data_type = "s"
        sheet.cell(4, columns["Owner (e-mail)"], people.council.email)

    returned = taken_back(people, edited(exported(people, review_id), edit))
    before = whole_plan(people.coordinator, today=TODAY, review_id=review_id).rows[2]
    apply_plan_changes(by=people.coordinator, now=NOW, review_id=review_id, rows=returned.rows)
    after = whole_plan(people.coordinator, today=TODAY, review_id=review_id).rows[2]

    assert problems_of(returned) == ()
    assert [(change.name, change.after) for change in changes_by_row(returned)[4].changes] == [
        ("status", "In progress"),
        ("owner_email", people.council.email),
        ("update", "=1+1 locks were fitted"),
    ]
    assert (before.status.wording, before.owner_email) == ("Not started", "")
    assert (after.status.wording, after.owner_email) == ("In progress", people.council.email)
    assert after.last_update is not None
    assert after.last_update.text == "=1+1 locks were fitted"


def test_the_same_file_again_after_its_changes_were_made_is_refused_as_stale(
    people: Partnership, review_id: UUID
) -> None:
    data = edited(exported(people, review_id), set_cell("New update", "Staff were briefed."))
    apply_plan_changes(
        by=people.coordinator, now=NOW, review_id=review_id, rows=taken_back(people, data).rows
    )

    problems = problems_of(taken_back(people, data))

    assert len(problems) == 1
    assert "Row 2: Somebody changed this action after the file was made." in problems[0]


def sorted_backwards(sheet: Worksheet, columns: dict[str, int]) -> None:
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    for number, row in enumerate(reversed(rows), start=2):
        for column, value in enumerate(row, start=1):
            sheet.cell(number, column).value = value


def deleted_columns(sheet: Worksheet, columns: dict[str, int]) -> None:
    for title in ("New update", "Status", "Finding", "Section"):
        sheet.delete_cols({str(cell.value): cell.column for cell in sheet[1]}[title])


def title_rows_above(sheet: Worksheet, columns: dict[str, int]) -> None:
    sheet.insert_rows(1, amount=2)
    sheet.cell(1, 1, "Plan for the meeting in May")


def printed_words_retyped(sheet: Worksheet, columns: dict[str, int]) -> None:
    sheet.cell(2, columns["No."], 1)
    sheet.cell(2, columns["Target, as published"], FIRST_OF_APRIL).number_format = "mmm-yy"
    sheet.cell(4, columns["Target dates"], FIRST_OF_JUNE).number_format = "mmm\\ yyyy"
    sheet.cell(2, columns["Recommendation"], "  Ask about \n safety. ")


def rows_for_others_deleted(sheet: Worksheet, columns: dict[str, int]) -> None:
    sheet.delete_rows(2, amount=2)


@pytest.mark.parametrize(
    "edit",
    [sorted_backwards, deleted_columns, title_rows_above, printed_words_retyped, rows_for_others_deleted],
)
def test_what_people_and_programs_do_to_a_file_changes_nothing(
    people: Partnership, review_id: UUID, edit: Edit
) -> None:
    returned = taken_back(people, edited(exported(people, review_id), edit))

    assert problems_of(returned) == ()
    assert not returned.differences


def add_row(sheet: Worksheet, columns: dict[str, int]) -> None:
    sheet.cell(5, columns["Action, as published"], "Buy more locks")


def copy_row(sheet: Worksheet, columns: dict[str, int]) -> None:
    for cell in sheet[2]:
        sheet.cell(5, cell.column, cell.value)


@pytest.mark.parametrize(
    ("edit", "problem"),
    [
        (add_row, "Sheet 'Action plan', row 5: this row is not one that Sightline exported."),
        (copy_row, "Sheet 'Action plan', row 5: this is a copy of row 2."),
        (
            set_cell("Agency", '="Marram"&" Police"'),
            "Sheet 'Action plan', row 2, column 'Agency': cell K2 holds a formula",
        ),
        (
            set_cell("Recommendation", "Ask nobody."),
            "row 2, column 'Recommendation': the words of the published plan are kept",
        ),
        (
            set_cell("Last update", "Done!", row=4),
            "row 4, column 'Last update': what was said before is kept.",
        ),
        (set_cell("Status", "Finished"), "Row 2: “Finished” is not a status."),
        (set_cell("Owner (e-mail)", "nobody@saltby.example"), "Row 2: No active account"),
        (set_cell("Target dates", "soon"), "Row 2: “soon” is not a date."),
        (set_cell("Sightline reference", "not an id"), "Row 2: There is no action with this id"),
    ],
)
def test_what_cannot_be_taken_in_names_its_row_and_column(
    people: Partnership, review_id: UUID, edit: Edit, problem: str
) -> None:
    problems = problems_of(taken_back(people, edited(exported(people, review_id), edit)))

    assert len(problems) == 1
    assert problem in problems[0]


@pytest.mark.parametrize("escape", ["_x0000_", "_xD800_"])
def test_a_character_no_database_holds_is_kept_out_of_an_update(
    people: Partnership, review_id: UUID, escape: str
) -> None:
    data = edited(exported(people, review_id), set_cell("New update", f"Locks{escape} fitted"))

    returned = taken_back(people, data)
    apply_plan_changes(by=people.coordinator, now=NOW, review_id=review_id, rows=returned.rows)

    (row, *_) = whole_plan(people.coordinator, today=TODAY, review_id=review_id).rows
    assert row.last_update is not None
    assert row.last_update.text == "Locks fitted"


def test_a_workbook_of_another_review_is_refused(people: Partnership, review_id: UUID) -> None:
    other = accepted_review(people.coordinator, small_plan(), data=b"another invented report")

    with pytest.raises(UnreadableFile, match="the plan of another review"):
        returned_plan(by=people.coordinator, today=TODAY, data=exported(people, other), review_id=review_id)


def without_about_sheet(data: bytes) -> bytes:
    workbook = load_workbook(io.BytesIO(data))
    del workbook["Sightline"]
    return saved(workbook)


def without_references(data: bytes) -> bytes:
    return edited(data, lambda sheet, columns: sheet.delete_cols(columns["Sightline reference"]))


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda data: b"", "This file is empty"),
        (lambda data: b"not a workbook", "not a whole Excel workbook"),
        (lambda data: data[: len(data) // 2], "not a whole Excel workbook"),
        (lambda data: b"\xd0\xcf\x11\xe0" + data, "old Excel file"),
        (lambda data: data + b" " * 26 * 1024 * 1024, "larger than 25 MB"),
        (without_about_sheet, "hidden sheet 'Sightline' was deleted"),
        (without_references, "has the column 'Sightline reference'"),
    ],
)
def test_a_file_that_is_none_of_ours_is_refused(
    people: Partnership, review_id: UUID, spoil: Callable[[bytes], bytes], message: str
) -> None:
    with pytest.raises(UnreadableFile, match=message):
        taken_back(people, spoil(exported(people, review_id)))


@pytest.mark.parametrize("extension", sorted(CONTENT_TYPES))
@pytest.mark.parametrize("content_of", [action_plan_content, board_report_content])
def test_the_same_plan_with_the_same_mark_is_the_same_bytes(
    people: Partnership, review_id: UUID, content_of: Any, extension: str
) -> None:
    first, second = (
        content_of(by=people.coordinator, today=TODAY, review_id=review_id).write(extension, MARK)
        for _ in range(2)
    )

    assert first == second


def test_an_agency_takes_out_its_own_actions_only(people: Partnership, review_id: UUID) -> None:
    content = action_plan_content(by=people.council, today=TODAY, review_id=review_id)
    words = without_hidden(content.write("csv", MARK).decode())

    assert "Check the locks." in words
    assert "Ask about safety." not in words


def test_words_copied_out_of_an_export_bring_no_mark_back_in(people: Partnership, review_id: UUID) -> None:
    workbook = load_workbook(io.BytesIO(exported(people, review_id)))
    copied = next(
        str(cell.value) for cell in workbook["Action plan"][2] if hidden_references(str(cell.value))
    )
    data = edited(exported(people, review_id), set_cell("New update", copied))

    returned = taken_back(people, data)

    (change,) = changes_by_row(returned)[2].changes
    assert hidden_references(copied) == {MARK.reference}
    assert (change.name, change.after) == ("update", without_hidden(copied))


def test_golden_plan_and_board(
    people: Partnership, review_id: UUID, golden: Callable[[str, str], None]
) -> None:
    rows = whole_plan(people.coordinator, today=TODAY, review_id=review_id).rows
    record_board(by=people.coordinator, now=NOW, today=TODAY - timedelta(days=30), review_id=review_id)
    assign_actions(by=people.coordinator, now=NOW, action_ids=[rows[0].id], owner_id=people.police.pk)
    update_action(
        by=people.council,
        now=NOW,
        action_id=rows[2].id,
        version=rows[2].version,
        text="- two locks of three are fitted",
        status=rows[2].status.IN_PROGRESS,
    )
    identifiers = {str(review_id): "REVIEW", **{str(row.id): f"ACTION-{row.number}" for row in rows}}

    for content_of, kind in ((action_plan_content, "action-plan"), (board_report_content, "board-report")):
        content = content_of(by=people.coordinator, today=TODAY, review_id=review_id)
        for extension in CONTENT_TYPES:
            text = as_text(content.write(extension, MARK), extension)
            for identifier, name in identifiers.items():
                text = text.replace(identifier, name)
            golden(f"{kind}.{extension}.txt", text)


def as_text(data: bytes, extension: str) -> str:
    """What a file says, in a form that a difference shows well in. What nobody sees has tests of its own."""
    match extension:
        case "xlsx":
            lines = []
            for sheet in load_workbook(io.BytesIO(data)):
                lines.append(f"== {sheet.title} ({sheet.sheet_state})")
                lines += [" | ".join(shown(cell.value) for cell in row) for row in sheet]
                lines += [
                    f"choices {rule.sqref}: {rule.formula1}" for rule in sheet.data_validations.dataValidation
                ]
            return "\n".join(lines) + "\n"
        case "docx":
            lines = []
            for block in Document(io.BytesIO(data)).iter_inner_content():
                if hasattr(block, "rows"):
                    lines += [" | ".join(shown(cell.text) for cell in row.cells) for row in block.rows]
                else:
                    lines.append(f"[{block.style.name}] {without_hidden(block.text)}")
            return "\n".join(lines) + "\n"
        case "csv":
            return without_hidden(data.decode("utf-8-sig").replace("\r\n", "\n"))
        case _:
            return data.decode()


def shown(value: object) -> str:
    return repr(without_hidden(value) if isinstance(value, str) else value)
