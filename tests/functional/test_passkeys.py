"""Passkeys, an authenticator app and recovery codes in a browser, whose authenticator is a virtual one."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from allauth.mfa import app_settings
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import Page, expect

from tests.web.partnership import COUNCIL, PASSWORD, POLICE, Partnership


@pytest.fixture
def authenticator(page: Page) -> Iterator[Any]:
    """This holds passkeys as a telephone does, and says yes to everything."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    yield devtools
    devtools.detach()


def test_a_passkey_is_made_and_then_is_all_it_takes(
    page: Page,
    at: Callable[[str], str],
    partnership: Partnership,
    sign_in: Callable[[Page, str], None],
    authenticator: Any,
    look: Callable[[Page, str], None],
) -> None:
    # given somebody who signs in with a password
    sign_in(page, POLICE)
    page.goto(at("/account/"))
    page.get_by_role("link", name="Choose how you sign in").click()
    look(page, "factors-none")
    # when they add a passkey
    page.get_by_role("button", name="Add a passkey").click()
    look(page, "passkey-new")
    page.get_by_label("What do you call this passkey?").fill("Work telephone")
    page.get_by_role("button", name="Add the passkey").click()
    # then recovery codes are shown, and the passkey is listed
    expect(page.get_by_role("heading", name="Your recovery codes")).to_be_visible()
    expect(page.locator(".sightline-codes li")).to_have_count(10)
    look(page, "recovery-codes")
    page.get_by_role("button", name="I have kept them").click()
    expect(page.get_by_role("row", name="Work telephone")).to_be_visible()
    look(page, "factors")
    # and next time it signs them in without a password
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url(at("/"))
    # and a password alone no longer does
    page.get_by_role("button", name="Sign out").click()
    page.get_by_label("E-mail address").fill(POLICE)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("heading", name="Show that it is you")).to_be_visible()
    look(page, "second-step")
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url(at("/"))


def test_a_passkey_that_is_not_there_is_said_so_and_the_password_still_offered(
    page: Page, at: Callable[[str], str], partnership: Partnership, authenticator: Any
) -> None:
    page.goto(at("/account/sign-in"))
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_role("alert").filter(has_text="No passkey was used")).to_be_visible()
    expect(page.get_by_label("E-mail address")).to_be_visible()


def test_where_a_second_factor_is_required_an_app_is_added_before_anything_else(
    page: Page,
    at: Callable[[str], str],
    partnership: Partnership,
    settings: Any,
    look: Callable[[Page, str], None],
) -> None:
    # given a partnership in which a password alone opens nothing
    settings.SECOND_FACTOR_IS_REQUIRED = True
    page.goto(at("/account/sign-in"))
    page.get_by_label("E-mail address").fill(COUNCIL)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("heading", name="Add a second way")).to_be_visible()
    look(page, "factor-first")
    # when an app is added
    page.get_by_role("button", name="Add an authenticator app").click()
    look(page, "app-new")
    secret = page.locator(".sightline-code").inner_text().replace(" ", "")
    step = int(datetime.now(UTC).timestamp()) // app_settings.TOTP_PERIOD
    page.get_by_label("Code that the app shows now").fill(format_hotp_value(hotp_value(secret, step)))
    page.get_by_role("button", name="Add the app").click()
    # then they are signed in
    page.get_by_role("button", name="I have kept them").click()
    page.wait_for_url(at("/"))


def test_after_signing_out_the_back_button_shows_nothing(
    page: Page, at: Callable[[str], str], partnership: Partnership, sign_in: Callable[[Page, str], None]
) -> None:
    sign_in(page, POLICE)
    page.goto(at("/account/"))
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", name="Sign in", exact=True)).to_be_visible()
    for _ in range(2):
        page.go_back()
        expect(page.get_by_role("heading", name="Sign in", exact=True)).to_be_visible()
        expect(page.get_by_text(POLICE)).to_have_count(0)
