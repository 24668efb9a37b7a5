"""Signing in, by keyboard alone and with mistakes; one's own account; adding people."""

from collections.abc import Callable

from django.contrib.sessions.backends.db import SessionStore
from django.core import mail
from playwright.sync_api import Page, expect

from tests.web.partnership import COORDINATOR, PASSWORD, POLICE, Partnership
from tests.web.review import accept_example


def test_somebody_signs_in_with_the_keyboard_alone(
    page: Page, at: Callable[[str], str], partnership: Partnership, look: Callable[[Page, str], None]
) -> None:
    # given the sign-in page
    page.goto(at("/"))
    look(page, "sign-in")
    # when only keys are pressed: past the skip link, the name of the site and the passkey to the form
    for _ in range(4):
        page.keyboard.press("Tab")
    page.keyboard.type(COORDINATOR)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    # then the first page is there, with the menu
    expect(page).to_have_title("What needs you – Sightline")
    # and the skip link leads to what the page is about
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to main content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#main-content")).to_be_focused()


def test_a_mistake_is_named_and_its_summary_has_the_focus(
    page: Page, at: Callable[[str], str], partnership: Partnership, look: Callable[[Page, str], None]
) -> None:
    # given a wrong password
    page.goto(at("/account/sign-in"))
    page.get_by_label("E-mail address").fill(COORDINATOR)
    page.get_by_label("Password", exact=True).fill("not this one")
    # when it is sent
    page.get_by_role("button", name="Sign in", exact=True).click()
    # then the summary has the focus and leads to the field; the password is not sent back
    expect(page).to_have_title("Error: Sign in – Sightline")
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    page.get_by_role("link", name="The e-mail address or the password is not right").click()
    expect(page.get_by_label("E-mail address")).to_be_focused()
    assert page.get_by_label("Password", exact=True).input_value() == ""
    look(page, "sign-in-mistake")


def test_what_is_written_after_the_session_ended_is_not_lost(
    page: Page,
    at: Callable[[str], str],
    partnership: Partnership,
    sign_in: Callable[[Page, str], None],
    look: Callable[[Page, str], None],
) -> None:
    # given somebody who writes for longer than the session lasts
    review_id = accept_example(partnership)
    sign_in(page, POLICE)
    page.goto(at(f"/reviews/{review_id}/action-plan/"))
    page.get_by_role("link", name="Action 1.2").click()
    page.get_by_role("button", name="Add an update").click()
    form = page.url
    page.get_by_label("What has happened?").fill("The form is agreed with the landlords.")
    page.context.clear_cookies(name="sid")
    # when the update is sent, then the page says what happened and gives the words back
    page.get_by_role("button", name="Save the update").click()
    expect(page.get_by_role("heading", name="You were signed out")).to_be_visible()
    expect(page.get_by_label("What you wrote")).to_have_value("The form is agreed with the landlords.")
    look(page, "signed-out")
    # and signing in leads back to the form
    page.get_by_role("button", name="Go back to the form").click()
    page.get_by_label("E-mail address").fill(POLICE)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url(form)
    # when the browser has forgotten the site altogether, then the words are given back just so
    page.get_by_label("What has happened?").fill("The landlords have signed.")
    page.context.clear_cookies()
    page.get_by_role("button", name="Save the update").click()
    expect(page.get_by_role("heading", name="This form is no longer valid")).to_be_visible()
    expect(page.get_by_label("What you wrote")).to_have_value("The landlords have signed.")


def test_what_is_written_when_the_session_s_time_is_over_is_in_the_form_again(
    page: Page,
    at: Callable[[str], str],
    partnership: Partnership,
    sign_in: Callable[[Page, str], None],
    look: Callable[[Page, str], None],
) -> None:
    # given somebody who writes, in meeting mode, until the time of the session is over
    review_id = accept_example(partnership)
    sign_in(page, POLICE)
    page.goto(at("/account/"))
    look(page, "account-before-a-meeting")
    page.get_by_role("button", name="Begin meeting mode").click()
    expect(page.get_by_text("Meeting mode until")).to_be_visible()
    look(page, "account-in-a-meeting")
    page.goto(at(f"/reviews/{review_id}/action-plan/"))
    page.get_by_role("link", name="Action 1.2").click()
    page.get_by_role("button", name="Add an update").click()
    form = page.url
    page.get_by_label("What has happened?").fill("The form is agreed with the landlords.")
    session = SessionStore(next(each["value"] for each in page.context.cookies() if each["name"] == "sid"))
    session["seen_at"] -= 60 * 60
    session.save()
    # when the update is sent, then the page says that it is kept
    page.get_by_role("button", name="Save the update").click()
    expect(page.get_by_role("heading", name="You were signed out")).to_be_visible()
    look(page, "signed-out-and-kept")
    # and after signing in the form is as it was left
    page.get_by_role("button", name="Go back to the form").click()
    page.get_by_label("E-mail address").fill(POLICE)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url(form)
    expect(page.get_by_label("What has happened?")).to_have_value("The form is agreed with the landlords.")
    look(page, "filled-in-again")
    page.get_by_role("button", name="Save the update").click()
    expect(page.get_by_text("The form is agreed with the landlords.")).to_be_visible()


def test_two_minutes_before_it_signs_out_the_page_says_so(
    page: Page,
    at: Callable[[str], str],
    partnership: Partnership,
    sign_in: Callable[[Page, str], None],
    look: Callable[[Page, str], None],
) -> None:
    page.clock.install()
    sign_in(page, POLICE)
    warning = page.get_by_role("status").filter(has_text="You are signed out at")
    page.clock.fast_forward("12:50")
    expect(warning).not_to_be_visible()
    page.clock.fast_forward("00:15")
    expect(warning).to_be_visible()
    look(page, "signs-out-soon")


def test_a_coordinator_adds_an_agency_and_a_person(
    page: Page,
    at: Callable[[str], str],
    partnership: Partnership,
    sign_in: Callable[[Page, str], None],
    look: Callable[[Page, str], None],
) -> None:
    # given a coordinator
    sign_in(page, COORDINATOR)
    page.get_by_role("link", name="Agencies").click()
    look(page, "agencies")
    # when an agency and a person are added
    page.get_by_role("button", name="Add an agency").click()
    look(page, "agency-new")
    page.get_by_label("Name of the agency").fill("Hollin Vale Hospitals")
    page.get_by_role("button", name="Add the agency").click()
    page.get_by_role("button", name="Invite somebody").click()
    look(page, "person-new")
    page.get_by_label("Full name").fill("Harper Nobody")
    page.get_by_label("Work e-mail address").fill("harper@hollinvale.example")
    page.get_by_label("Agency single point of contact").check()
    page.get_by_role("button", name="Send the invitation").click()
    # then the agency's staff lists the person, who comes by the address that was sent
    expect(page.get_by_role("heading", name="Harper Nobody")).to_be_visible()
    look(page, "staff")
    page.get_by_role("button", name="Sign out").click()
    secret = mail.outbox[0].body.partition("/account/link/")[2].split()[0]
    page.goto(at(f"/account/link/{secret}"))
    look(page, "link")
    page.get_by_label("New password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("link", name="Agencies")).to_have_count(0)
    # and may change that password
    page.get_by_role("link", name="Harper Nobody, Hollin Vale Hospitals").click()
    look(page, "account")
    page.get_by_role("link", name="Change your password").click()
    look(page, "password")
    page.get_by_label("Your password now", exact=True).fill(PASSWORD)
    page.get_by_label("New password", exact=True).fill("four-otters-under-the-bridge")
    page.get_by_role("button", name="Change password").click()
    expect(page.get_by_text("Your password is changed.")).to_be_visible()
