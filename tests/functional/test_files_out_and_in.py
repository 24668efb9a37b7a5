"""The plan goes out as files, and comes back as a spreadsheet."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from sightline.domain.vocabulary.roles import Role
from sightline.jobs import exports as jobs
from sightline.records.access.queries import user_with_email
from sightline.records.access.services import add_user
from sightline.records.exports.models import ExportRequest
from sightline.records.exports.services import refuse_export
from tests.factories.partnership import FOR_EVER, review_with_owners
from tests.web.partnership import COORDINATOR, OPENED_AT, PASSWORD, Partnership
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
    page.get_by_role("button", name="Excel", exact=True).click()
    expect(page.get_by_role("heading", name="Your file is ready")).to_be_visible()
    look(page, "export-ready")
    with page.expect_download() as out:
        page.get_by_role("button", name="Download the file").click()
    file = tmp_path / "plan.xlsx"
    out.value.save_as(file)

    # when it comes back untouched, then nothing changes
    page.get_by_role("link", name="Back to the action plan").click()
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


def test_a_file_that_names_many_is_approved_by_a_second_person(
    page: Page,
    at: Callable[[str], str],
    partnership: Partnership,
    sign_in: Callable[[Page, str], None],
    look: Callable[[Page, str], None],
) -> None:
    # given a plan that names more people than one may take out alone, and a second coordinator
    coordinator = user_with_email(COORDINATOR)
    review_id = review_with_owners(coordinator, agency_id=partnership.police_agency_id, n_owners=26)
    second = add_second_coordinator()
    sign_in(page, COORDINATOR)

    # when it is asked for, then it has to be said what for, and somebody else has to approve it
    page.goto(at(f"/reviews/{review_id}/board/"))
    page.goto(at(f"/reviews/{review_id}/action-plan/"))
    page.get_by_role("button", name="Word", exact=True).click()
    expect(page.locator(".govuk-error-summary")).to_contain_text("This file names 26 people")
    look(page, "export-reason")
    page.get_by_label("What is the file for?").fill("For the board of 8 May")
    page.get_by_role("button", name="Download").click()
    expect(page.get_by_role("heading", name="A second person has to approve this file")).to_be_visible()
    look(page, "export-to-approve")
    address = page.url
    page.get_by_role("button", name="Sign out").click()

    # when the second person approves it, then there is a file for who asked, and for nobody else
    sign_in(page, second)
    page.get_by_role("link", name="export to approve").click()
    look(page, "exports-to-decide")
    page.get_by_role("link", name="Action plan, Word").click()
    look(page, "export-decide")
    page.get_by_role("button", name="Approve").click()
    expect(page.get_by_text("You have not asked for a file yet.")).to_be_visible()
    page.get_by_role("button", name="Sign out").click()
    sign_in(page, COORDINATOR)
    page.goto(address)
    expect(page.get_by_role("button", name="Download the file")).to_be_visible()

    # and after a day the page says that it has expired, and the list too
    ExportRequest.objects.update(ready_from=OPENED_AT, kept_until=OPENED_AT + timedelta(hours=24))
    page.get_by_role("button", name="Download the file").click()
    expect(page.get_by_role("heading", name="This file has expired")).to_be_visible()
    look(page, "export-expired")
    page.goto(at("/exports/"))
    look(page, "exports")


def test_a_long_file_is_waited_for_and_a_refused_one_says_why(
    page: Page,
    at: Callable[[str], str],
    partnership: Partnership,
    sign_in: Callable[[Page, str], None],
    look: Callable[[Page, str], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # given a file that the background worker has not come to yet
    review_id = accept_example(partnership)
    monkeypatch.setattr(jobs, "_begin", lambda export_id, n_rows: None)
    sign_in(page, COORDINATOR)
    page.goto(at(f"/reviews/{review_id}/action-plan/"))
    page.get_by_role("button", name="CSV", exact=True).click()
    expect(page.get_by_role("heading", name="Your file is being made")).to_be_visible()
    look(page, "export-waiting")

    # when the rights end before it is made, then the page that waits says that there is no file
    refuse_export(
        now=OPENED_AT,
        export_id=ExportRequest.objects.get().pk,
        why="You may no longer see what this file would hold, so it was not made.",
    )
    expect(page.get_by_role("heading", name="There is no file")).to_be_visible()
    look(page, "export-refused")


def add_second_coordinator() -> str:
    coordinator = user_with_email(COORDINATOR)
    row = add_user(
        by=coordinator,
        now=OPENED_AT,
        email="second@saltby.example",
        name="Sam Specimen",
        agency_id=coordinator.agency_id,
        role=Role.COORDINATOR,
        password=PASSWORD,
        until=FOR_EVER,
    )
    return row.email
