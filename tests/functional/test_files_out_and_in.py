"""The plan goes out as files, and comes back as a spreadsheet."""

from collections.abc import Callable
from pathlib import Path

from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from tests.web.partnership import COORDINATOR, Partnership
from tests.web.review import accept_example


def test_a_filled_in_spreadsheet_is_compared_before_anything_changes(
    page: Page,
    at: Callable[[str], str],
    partnership: Partnership,
    sign_in: Callable[[Page, str], None],
    look: Callable[[Page, str], None],
    tmp_path: Path,
) -> None:
    # given a plan taken out as Excel
    review_id = accept_example(partnership)
    sign_in(page, COORDINATOR)
    page.goto(at(f"/reviews/{review_id}/action-plan/"))
    with page.expect_download() as out:
        page.get_by_role("link", name="Excel", exact=True).click()
    file = tmp_path / "plan.xlsx"
    out.value.save_as(file)

    # when it comes back untouched, then nothing changes
    page.get_by_role("link", name="Bring back a downloaded Excel file").click()
    look(page, "import")
    page.get_by_label("Choose the Excel file").set_input_files(file)
    page.get_by_role("button", name="Compare").click()
    expect(page.get_by_text("Nothing changed.")).to_be_visible()
    look(page, "import-nothing")

    # when an update was filled in, then the difference is shown and asked about
    workbook = load_workbook(file)
    sheet = workbook["Action plan"]
    heads = {cell.value: cell.column for row in sheet.iter_rows(max_row=20) for cell in row if cell.value}
    first = next(row for row in range(2, 30) if sheet.cell(row, heads["No."]).value == "1.2")
    sheet.cell(first, heads["New update"]).value = "Form agreed with the landlords."
    workbook.save(file)
    page.goto(at(f"/reviews/{review_id}/action-plan/import"))
    page.get_by_label("Choose the Excel file").set_input_files(file)
    page.get_by_role("button", name="Compare").click()
    expect(page.get_by_role("row", name="Action 1.2")).to_contain_text("Form agreed with the landlords.")
    look(page, "import-differences")
    page.get_by_role("button", name="Make these changes").click()
    expect(page.get_by_text("1 action changed from the file.")).to_be_visible()

    # and a file that is no workbook is refused in words
    wrong = tmp_path / "wrong.xlsx"
    wrong.write_text("not a workbook")
    page.goto(at(f"/reviews/{review_id}/action-plan/import"))
    page.get_by_label("Choose the Excel file").set_input_files(wrong)
    page.get_by_role("button", name="Compare").click()
    expect(page.locator(".govuk-error-summary")).to_contain_text("not a whole Excel workbook")
