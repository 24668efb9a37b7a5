"""A published review becomes an action plan: upload, checking, accepting, the plan."""

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from sightline.domain.vocabulary.reviews import ReadingSection
from tests.functional.conftest import PHONE
from tests.web.partnership import COORDINATOR, PASSWORD, Partnership

#: Panes of the report's words whose first marked word is seen only by scrolling inside the pane.
HIDDEN_MARKS = """[...document.querySelectorAll('.sightline-words')].filter((pane) => {
  const mark = pane.querySelector('mark')?.getClientRects()[0], box = pane.getBoundingClientRect();
  return mark && (mark.top < box.top || mark.bottom > box.bottom);
}).length"""
EXAMPLE = Path(__file__).parents[2] / "src" / "sightline" / "examples" / "saltby.docx"


def test_a_report_becomes_a_plan(
    page: Page,
    at: Callable[[str], str],
    partnership: Partnership,
    sign_in: Callable[[Page, str], None],
    look: Callable[[Page, str], None],
) -> None:
    # given a coordinator with a published review as a Word file
    sign_in(page, COORDINATOR)
    look(page, "home-new")
    page.get_by_role("button", name="Upload a published review").click()
    look(page, "upload")

    # when nothing is chosen, then the page says so
    page.get_by_role("button", name="Upload and read").click()
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    look(page, "upload-mistake")

    # when the file is uploaded, then its sections wait to be checked
    page.get_by_label("Choose the review").set_input_files(EXAMPLE)
    page.get_by_role("button", name="Upload and read").click()
    expect(page.get_by_role("heading", name="Check the reading")).to_be_visible()
    look(page, "check")

    # when a row of the plan is looked at, then its words are marked in the report's text
    page.get_by_role("link", name="Action plan").click()
    first = page.locator(".sightline-item").first
    expect(first.locator("mark").first).to_be_visible()
    look(page, "check-action-plan")
    assert not page.evaluate(HIDDEN_MARKS)

    # when the row is corrected, then what was read stays beside it
    first.get_by_role("button", name="Correct").click()
    look(page, "correct")
    page.set_viewport_size(PHONE)
    assert not page.evaluate(HIDDEN_MARKS)
    page.get_by_label("Milestone").fill("First training held")
    page.get_by_role("button", name="Save the correction").click()
    expect(page.locator(".sightline-item").first).to_contain_text("First training held")
    expect(page.locator(".sightline-item").first).to_contain_text("Read as:")

    # when a row is rejected and that is undone, then it is to be checked again
    second = page.locator(".sightline-item").nth(1)
    second.get_by_role("button", name="Reject").click()
    expect(page.locator(".sightline-item").nth(1)).to_contain_text("Rejected")
    page.locator(".sightline-item").nth(1).get_by_role("button", name="Undo").click()
    expect(page.locator(".sightline-item").nth(1)).to_contain_text("To check")

    # when the whole is to be accepted too early, then what is undecided is listed
    page.goto(page.url.split("/check/")[0] + "/accept")
    expect(page.get_by_role("heading", name="There is still something to check")).to_be_visible()
    look(page, "accept-too-early")

    # when each section is accepted and the printed agencies are placed
    page.get_by_role("link", name="Check the reading").click()
    for section in ReadingSection:
        page.get_by_role("link", name=section.wording, exact=True).click()
        accept_all = page.get_by_role("button", name="still to check")
        if accept_all.count():
            accept_all.click()
            continue
        for accept in page.locator(".sightline-item").get_by_role("button", name="Accept").all():
            accept.click()
        page.get_by_role("link", name="Check the reading").click()
    page.get_by_role("link", name="defects of the report").click()
    look(page, "defects")
    page.get_by_role("link", name="the words").first.click()
    expect(page.locator("mark").first).to_be_in_viewport()
    look(page, "text")
    page.get_by_role("link", name="Check the reading").click()
    page.get_by_role("link", name="Which agency is meant").click()
    look(page, "printed-agencies")
    for choice in page.locator("select[name^=agency-]").all():
        if not choice.input_value():
            choice.select_option(index=1)
    page.get_by_role("button", name="Save").click()
    page.get_by_role("button", name="Finish checking").click()
    look(page, "accept")

    # and the whole is accepted, then there is a review with its plan
    page.get_by_role("button", name="Accept and make the review").click()
    expect(page.get_by_text("Accepted. This is the review, with its action plan.")).to_be_visible()
    look(page, "review")
    page.get_by_role("button", name="Action plan").click()
    expect(page.get_by_role("heading", name="Action plan")).to_be_visible()
    expect(page.locator(".sightline-plan tbody tr").first).to_contain_text("First training held")
    look(page, "action-plan-new")

    # and the same file again is recognised
    page.goto(at("/published-documents/new"))
    page.get_by_label("Choose the review").set_input_files(EXAMPLE)
    page.get_by_role("button", name="Upload and read").click()
    page.get_by_role("link", name="Open it").click()
    expect(page.get_by_role("button", name="Action plan")).to_be_visible()


def test_the_journey_needs_no_javascript(
    browser: Browser, at: Callable[[str], str], partnership: Partnership
) -> None:
    # given a browser that runs no scripts
    context = browser.new_context(java_script_enabled=False, locale="en-GB")
    page = context.new_page()
    page.goto(at("/account/sign-in"))
    page.get_by_label("E-mail address").fill(COORDINATOR)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    # when a review is uploaded and a section accepted
    page.get_by_role("button", name="Upload a published review").click()
    page.get_by_label("Choose the review").set_input_files(EXAMPLE)
    page.get_by_role("button", name="Upload and read").click()
    page.get_by_role("link", name="Panel", exact=True).click()
    page.get_by_role("button", name="Accept the").first.click()
    # then it is checked
    expect(page.get_by_text("accepted.")).to_be_visible()
    expect(page.get_by_role("listitem").filter(has_text="Panel")).to_contain_text("Checked")
    context.close()
