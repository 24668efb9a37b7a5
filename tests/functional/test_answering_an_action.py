"""An agency answers an action with proof, a coordinator sees it, and the board hears of it."""

from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import pytest
from playwright.sync_api import Page, expect

from sightline.cli import demo_story
from sightline.cli.demonstration import demo_password, load_demo
from tests.web.partnership import COORDINATOR, POLICE, Partnership
from tests.web.review import accept_example


@pytest.fixture
def review_id(partnership: Partnership) -> UUID:
    return accept_example(partnership)


def test_an_agency_answers_and_a_coordinator_sees_the_proof(
    page: Page,
    at: Callable[[str], str],
    review_id: UUID,
    sign_in: Callable[[Page, str], None],
    look: Callable[[Page, str], None],
    screenshot: Callable[..., None],
    tmp_path: Path,
) -> None:
    # given a board that saw the plan
    sign_in(page, COORDINATOR)
    look(page, "home")
    page.get_by_role("link", name="Reviews", exact=True).click()
    look(page, "reviews")
    page.goto(at(f"/reviews/{review_id}/board/"))
    look(page, "board-first")
    page.get_by_role("button", name="Record that the board saw this today").click()
    expect(page.get_by_text("Recorded.")).to_be_visible()
    page.get_by_role("button", name="Sign out").click()

    # and a representative of the police, who sees the actions of the police only
    sign_in(page, POLICE)
    look(page, "home-agency")
    page.get_by_role("link", name="Actions", exact=True).click()
    expect(page.locator(".sightline-plan tbody tr")).to_have_count(6)
    look(page, "actions-agency")

    # when an update is sent without words, then they are asked for
    page.get_by_role("link", name="Action 1.2").click()
    page.get_by_role("button", name="Add an update").click()
    page.get_by_role("button", name="Save the update").click()
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    look(page, "update-mistake")

    # when it is refused without a reason, then the reason is asked for
    page.get_by_label("What has happened?").fill("The form is agreed with the three landlords and in use.")
    page.get_by_role("radio", name="Refused, with reason").check()
    page.get_by_role("button", name="Save the update").click()
    expect(page.get_by_role("link", name="Write the reason")).to_be_visible()

    # when it is claimed as done and proof is added
    page.get_by_role("radio", name="Done, claimed only").check()
    page.get_by_role("button", name="Save the update").click()
    expect(page.get_by_text("The update is saved.")).to_be_visible()
    page.get_by_role("button", name="Add evidence").click()
    look(page, "evidence")
    proof = tmp_path / "form.txt"
    proof.write_text("Form agreed on 3 March.")
    page.get_by_label("Choose the file").set_input_files(proof)
    page.get_by_label("What does it show?").fill("The agreed form")
    page.get_by_role("button", name="Add the evidence").click()

    # then who added it cannot mark it as seen
    expect(page.get_by_text("Not seen yet by somebody else")).to_be_visible()
    look(page, "action-agency")
    action = page.url
    page.get_by_role("button", name="Sign out").click()

    # but the coordinator can, having opened it, and says so in an update
    sign_in(page, COORDINATOR)
    page.goto(action)
    look(page, "action")
    with page.expect_download() as opened:
        page.get_by_role("link", name="form.txt").click()
    assert opened.value.suggested_filename == "form.txt"
    page.get_by_role("button", name="Mark as seen").click()
    expect(page.get_by_text("Marked as seen by you.")).to_be_visible()
    page.get_by_role("button", name="Add an update").click()
    look(page, "update")
    page.get_by_label("What has happened?").fill("Looked at the form; it is what was asked for.")
    page.get_by_role("radio", name="Done, evidence seen").check()
    page.get_by_role("button", name="Save the update").click()
    expect(page.locator(".sightline-tag").first).to_have_text("Done, evidence seen")

    # and the board page says what changed since the last board
    page.goto(at(f"/reviews/{review_id}/board/"))
    changed = page.get_by_role("table", name="What changed since the board of")
    expect(changed.get_by_role("row", name="Action 1.2")).to_contain_text("Done, evidence seen")
    look(page, "board")
    # and prints without what only a screen needs
    page.emulate_media(media="print")
    expect(page.get_by_role("button", name="Record that the board saw this today")).to_be_hidden()
    screenshot(page, "board-print", full_page=True)


def test_the_plan_of_the_example_shows_how_far_it_has_come(
    page: Page, at: Callable[[str], str], transactional_db: None, look: Callable[[Page, str], None]
) -> None:
    # given the example that comes with Sightline, answered in part
    load_demo()
    page.goto(at("/account/sign-in"))
    page.get_by_label("E-mail address").fill(demo_story.COORDINATOR.email)
    page.get_by_label("Password", exact=True).fill(demo_password())
    page.get_by_role("button", name="Sign in", exact=True).click()
    # when some of its plan is looked for, and what was answered last comes first
    page.get_by_role("link", name="Reviews", exact=True).click()
    page.get_by_role("link", name="Action plan of").click()
    page.get_by_label("Words or number").fill("form")
    page.get_by_role("button", name="Show these").click()
    page.get_by_role("link", name="Last update").click()
    page.get_by_role("link", name="Last update").click()
    expect(page.get_by_role("columnheader", name="Last update")).to_have_attribute("aria-sort", "descending")
    # then the first rows stand differently, which the picture in README shows
    look(page, "action-plan")
    first = " ".join(page.locator(".sightline-plan tbody tr").all_inner_texts()[:8])
    for status in ("Done, claimed only", "Done, evidence seen", "In progress", "Refused"):
        assert status in first


def test_a_coordinator_filters_saves_a_view_and_assigns(
    page: Page,
    at: Callable[[str], str],
    review_id: UUID,
    sign_in: Callable[[Page, str], None],
    look: Callable[[Page, str], None],
) -> None:
    # given the plan, filtered
    sign_in(page, COORDINATOR)
    page.goto(at(f"/reviews/{review_id}/action-plan/"))
    expect(page.get_by_role("heading", name="45 actions")).to_be_visible()
    page.get_by_label("Agency", exact=True).first.select_option(label="Marram Police")
    page.get_by_role("button", name="Show these").click()
    expect(page.get_by_role("heading", name="6 actions")).to_be_visible()

    # when the view is saved, then it is found again
    page.get_by_label("Save this view as").fill("What the police owe")
    page.get_by_role("button", name="Save this view").click()
    page.get_by_role("link", name="Show all actions").click()
    page.get_by_role("link", name="What the police owe").click()
    expect(page.get_by_role("heading", name="6 actions")).to_be_visible()
    look(page, "action-plan-filtered")

    # when all of them are given to somebody
    page.get_by_label("Select all 6 on this page").check()
    page.get_by_label("Owner", exact=True).last.select_option(label="Polly Specimen (Marram Police)")
    page.get_by_role("button", name="Assign").click()
    expect(page.get_by_text("6 actions assigned.")).to_be_visible()
    expect(page.locator(".sightline-plan tbody tr", has_text="Polly Specimen")).to_have_count(6)

    # when a column's head is pressed twice, then the order turns
    page.get_by_role("link", name="Target", exact=False).first.click()
    page.get_by_role("columnheader", name="Target").get_by_role("link").click()
    expect(page.get_by_role("columnheader", name="Target")).to_have_attribute("aria-sort", "descending")

    # and the view can be deleted
    page.get_by_role("button", name="Delete the view What the police owe").click()
    expect(page.get_by_text("The view is deleted.")).to_be_visible()


def test_a_coordinator_changes_a_target_and_links_a_repeat(
    page: Page,
    at: Callable[[str], str],
    review_id: UUID,
    sign_in: Callable[[Page, str], None],
    look: Callable[[Page, str], None],
) -> None:
    # given an action
    sign_in(page, COORDINATOR)
    page.goto(at(f"/reviews/{review_id}/action-plan/"))
    page.get_by_role("link", name="Action 1.1").first.click()

    # when its target is changed with a reason, then both stand there
    page.get_by_role("link", name="Change target").click()
    look(page, "target")
    page.get_by_label("Target dates").fill("September 2027")
    page.get_by_label("Why does the target change?").fill("The supplier is late; agreed by the board.")
    page.get_by_role("button", name="Change the target").click()
    expect(page.get_by_text("September 2027").first).to_be_visible()
    expect(page.get_by_text("The supplier is late; agreed by the board.")).to_be_visible()

    # when an owner is chosen
    page.get_by_role("link", name="Change owner").click()
    look(page, "assign")
    page.get_by_label("Owner").select_option(label="Polly Specimen (Marram Police)")
    page.get_by_role("button", name="Assign").click()

    # when it is linked to the action it repeats
    page.get_by_role("link", name="Say that this repeats another action").click()
    look(page, "duplicate-likely")
    page.get_by_label("Number or words of the other action").fill("1.2")
    page.get_by_role("button", name="Find it").click()
    look(page, "duplicate")
    page.get_by_role("radio", name="Action 1.2").check()
    page.get_by_role("button", name="Link them").click()

    # then it follows that action, and can be let go with a reason
    expect(page.get_by_text("The report prints this twice. It follows:")).to_be_visible()
    look(page, "action-duplicate")
    page.get_by_role("link", name="Unlink: this action needs an answer of its own").click()
    look(page, "unlink")
    page.get_by_label("Why are the two not one action?").fill("One is about the form, one about the call.")
    page.get_by_role("button", name="Unlink").click()
    expect(page.get_by_text("This action is not linked to another.")).to_be_visible()
