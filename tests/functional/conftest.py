"""What a journey needs: people who can sign in, a browser page, axe on every page it stops at."""

from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.web.partnership import PASSWORD, Partnership, open_invented_partnership

DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}
#: Shown in a document, where a picture as long as the page would be in the way: the part it shows.
IN_DOCUMENTS = {"action-plan": {"width": 1280, "height": 1700}}


@pytest.fixture(scope="session")
def base_url() -> str:
    """This takes the place of a plugin's fixture, which would warn: addresses here are always whole."""
    return ""


@pytest.fixture
def partnership(transactional_db: None) -> Partnership:
    return open_invented_partnership()


@pytest.fixture
def at(live_server) -> Callable[[str], str]:  # type: ignore[no-untyped-def]
    """This is the full address of a path."""
    return lambda path: f"{live_server.url}{path}"


@pytest.fixture(autouse=True)
def _nothing_fails_in_the_browser(page: Page) -> Iterator[None]:
    """A script error or a file the policy refused is a failure, wherever a journey comes by."""
    page.set_default_timeout(10_000)
    said: list[str] = []
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on(
        "console",
        lambda message: said.append(message.text) if "Content Security Policy" in message.text else None,
    )
    yield
    assert not said


@pytest.fixture
def sign_in(at: Callable[[str], str]) -> Callable[[Page, str], None]:
    def go(page: Page, email: str) -> None:
        page.goto(at("/account/sign-in"))
        page.get_by_label("E-mail address").fill(email)
        page.get_by_label("Password", exact=True).fill(PASSWORD)
        page.get_by_role("button", name="Sign in", exact=True).click()
        page.wait_for_url(at("/"))

    return go


@pytest.fixture
def look(screenshot: Callable[..., None]) -> Callable[[Page, str], None]:
    """This stops at a page: axe finds nothing, nothing is wider than a phone, its pictures are taken."""

    def stop(page: Page, name: str) -> None:
        page.wait_for_load_state()
        page.set_viewport_size(PHONE)
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{name} is {wide} pixels wider than a phone"
        screenshot(page, f"{name}-phone", full_page=True)
        page.set_viewport_size(IN_DOCUMENTS.get(name, DESKTOP))
        screenshot(page, name, full_page=name not in IN_DOCUMENTS)
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()

    return stop
