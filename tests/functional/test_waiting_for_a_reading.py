"""The page that waits while a report is read, and the pages where it does not go well."""

from collections.abc import Callable
from uuid import UUID

import pytest
from playwright.sync_api import Browser, Page, expect

from sightline.domain.states.read_item import Decision
from sightline.domain.vocabulary.reviews import ReadingSection
from sightline.records.access.queries import user_with_email
from sightline.records.reviews.services.documents import (
    begin_reading,
    decide_item,
    fail_reading,
    note_progress,
    open_section,
    receive_document,
    store_reading,
)
from tests.web.partnership import COORDINATOR, PASSWORD, Partnership
from tests.web.review import EXAMPLE, READ_AT, example_envelope, read_example


@pytest.fixture
def being_read(partnership: Partnership) -> UUID:
    coordinator = user_with_email(COORDINATOR)
    data = EXAMPLE.read_bytes()
    document_id = receive_document(by=coordinator, now=READ_AT, name=EXAMPLE.name, data=data)
    begin_reading(document_id=document_id, now=READ_AT)
    note_progress(document_id=document_id, stage="read", done=12, total=60)
    return document_id


def test_the_page_goes_on_by_itself_when_the_reading_ends(
    page: Page,
    at: Callable[[str], str],
    being_read: UUID,
    sign_in: Callable[[Page, str], None],
    look: Callable[[Page, str], None],
) -> None:
    # given a report that is being read
    sign_in(page, COORDINATOR)
    page.goto(at(f"/published-documents/{being_read}/"))
    expect(page.get_by_text("Reading the text: 12 of 60")).to_be_visible()
    look(page, "progress")
    # when the reading comes further, then the page says so
    note_progress(document_id=being_read, stage="read", done=48, total=60)
    expect(page.get_by_text("Reading the text: 48 of 60")).to_be_visible()
    # when somebody leaves and comes back, then it is in the list
    page.get_by_role("link", name="Published documents").first.click()
    look(page, "published-documents")
    page.get_by_role("link", name=EXAMPLE.name).click()
    # and when it ends, then the page goes on
    store_reading(document_id=being_read, now=READ_AT, envelope=example_envelope())
    expect(page.get_by_role("heading", name="Check the reading")).to_be_visible()


def test_without_scripts_the_page_loads_itself_again(
    browser: Browser, at: Callable[[str], str], being_read: UUID
) -> None:
    # given a browser that runs no scripts
    context = browser.new_context(java_script_enabled=False, locale="en-GB")
    page = context.new_page()
    page.goto(at(f"/account/sign-in?next=/published-documents/{being_read}/"))
    page.get_by_label("E-mail address").fill(COORDINATOR)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_text("Reading the text: 12 of 60")).to_be_visible()
    # when the reading ends, then the page goes on all the same
    store_reading(document_id=being_read, now=READ_AT, envelope=example_envelope())
    expect(page.get_by_role("heading", name="Check the reading")).to_be_visible()
    context.close()


def test_a_reading_whose_machine_stopped_is_begun_again(
    page: Page, at: Callable[[str], str], being_read: UUID, sign_in: Callable[[Page, str], None]
) -> None:
    # given a reading that nobody goes on with
    sign_in(page, COORDINATOR)
    page.goto(at(f"/published-documents/{being_read}/"))
    # when it is begun again
    page.get_by_text("Nothing is moving").click()
    page.get_by_role("button", name="Begin reading again").click()
    # then it is read
    expect(page.get_by_role("heading", name="Check the reading")).to_be_visible()


def test_a_file_that_cannot_be_read_says_what_to_do(
    page: Page,
    at: Callable[[str], str],
    being_read: UUID,
    sign_in: Callable[[Page, str], None],
    look: Callable[[Page, str], None],
) -> None:
    # given a reading that failed
    message = "This PDF holds pictures of pages and no text. Have the text recognised, then upload it again."
    fail_reading(document_id=being_read, now=READ_AT, message=message)
    sign_in(page, COORDINATOR)
    page.goto(at(f"/published-documents/{being_read}/"))
    # then the page says why, and what can be done
    expect(page.get_by_text(message)).to_be_visible()
    look(page, "unreadable")
    page.get_by_role("button", name="Put it aside").click()
    expect(page.get_by_text("The document is put aside.")).to_be_visible()
    page.get_by_role("link", name=EXAMPLE.name).click()
    look(page, "put-aside")
    # and an address that leads nowhere says so
    page.goto(at("/nowhere"))
    look(page, "not-here")


def test_two_people_who_correct_the_same_item_see_both_versions(
    page: Page,
    at: Callable[[str], str],
    partnership: Partnership,
    sign_in: Callable[[Page, str], None],
    look: Callable[[Page, str], None],
) -> None:
    # given somebody who is correcting a row
    document_id = read_example()
    sign_in(page, COORDINATOR)
    page.goto(at(f"/published-documents/{document_id}/check/action_plan/"))
    page.locator(".sightline-item").first.get_by_role("button", name="Correct").click()
    page.get_by_label("Milestone").fill("As I understand it")
    # when somebody else is faster
    coordinator = user_with_email(COORDINATOR)
    row = open_section(
        by=coordinator, now=READ_AT, document_id=document_id, section=ReadingSection.ACTION_PLAN
    ).items[0]
    decide_item(
        by=coordinator,
        now=READ_AT,
        item_id=row.id,
        version=row.version,
        decision=Decision.CORRECTED,
        fields={"milestone": "As they understood it"},
    )
    page.get_by_role("button", name="Save the correction").click()
    # then both versions stand side by side, and what was typed is kept
    differing = page.get_by_role("row", name="Milestone")
    expect(differing).to_contain_text("As they understood it")
    expect(differing).to_contain_text("As I understand it")
    expect(page.get_by_label("Milestone")).to_have_value("As I understand it")
    look(page, "correct-conflict")
    # and saving once more keeps it
    page.get_by_role("button", name="Save the correction").click()
    expect(page.locator(".sightline-item").first).to_contain_text("As I understand it")
