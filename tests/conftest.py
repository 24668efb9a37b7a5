"""What every test has: its own folder of files, the machine's browser, no network."""

import os
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from django.test import TransactionTestCase
from playwright.sync_api import Page

from scripts.chromium import MISSING, find_chromium
from tests.canaries import WATCH, watch_everything

# Playwright runs an event loop in the test's thread; Django takes that for asynchronous code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

# How long an example takes says how busy the machine is.
hypothesis.settings.register_profile(
    "by_no_clock",
    hypothesis.settings.default,
    deadline=None,
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
)
hypothesis.settings.load_profile("by_no_clock")

ROOT = Path(__file__).parent.parent
FUNCTIONAL = ROOT / "tests" / "functional"
GOLDEN = ROOT / "tests" / "golden"
SCREENSHOTS = ROOT / "docs" / "screenshots"
OTHER_SCREENSHOTS = ROOT / "var" / "screenshots"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--rewrite-golden", action="store_true", help="write tests/golden anew")
    parser.addoption("--take-screenshots", action="store_true", help="write docs/screenshots anew")


def pytest_configure(config: pytest.Config) -> None:
    watch_everything(WATCH)
    config.pluginmanager.register(WATCH, "canaries")


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Name no test by bytes: in those of a packed file stands when it was made, and workers must agree."""
    return argname if isinstance(val, bytes) else None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    browser_tests = [item for item in items if FUNCTIONAL in item.path.parents]
    for item in browser_tests:
        item.add_marker("browser")
        if not find_chromium():
            item.add_marker(pytest.mark.skip(reason=MISSING))
    if browser_tests and not find_chromium() and "CI" in os.environ:
        raise pytest.UsageError(f"Browser tests may not be skipped here. {MISSING}")


_empty_database = TransactionTestCase._fixture_teardown
#: What a migration leaves in the database, and every test finds there.
_NEVER_EMPTIED = {"django_content_type", "auth_permission"}


def _empty_database_past_triggers(test_case: TransactionTestCase) -> None:
    """A test with real transactions empties the tables after itself, which their triggers refuse."""
    # Models cannot be imported before Django is set up, which happens after this file is loaded.
    from sightline.records.actor import system  # noqa: PLC0415
    from sightline.records.append_only import add_triggers, remove_triggers  # noqa: PLC0415

    connection.ensure_connection()
    if connection.vendor == "postgresql":
        _empty_postgresql()
        return
    remove_triggers(connection)
    with system("empty a test's database"):
        _empty_database(test_case)
    add_triggers(connection)


def _empty_postgresql() -> None:
    """Delete every row, in a hundredth of the time in which Django would truncate the tables."""
    tables = connection.introspection.django_table_names(only_existing=True, include_views=False)
    as_owner(connection)
    with connection.connection.cursor() as cursor:
        # As on a replica, neither triggers nor foreign keys are asked.
        cursor.execute("SET session_replication_role = replica")
        cursor.execute("; ".join(f'DELETE FROM "{table}"' for table in {*tables} - _NEVER_EMPTIED))
        cursor.execute("SET session_replication_role = DEFAULT")
    as_who_serves_pages(connection)


#: The database user that serves pages: it owns no table, so PostgreSQL's row-level security holds for it.
WHO_SERVES_PAGES = "sightline_serves_pages"


def as_owner(connection: BaseDatabaseWrapper) -> None:
    if connection.vendor == "postgresql":
        with connection.connection.cursor() as cursor:
            cursor.execute("RESET ROLE")


def as_who_serves_pages(connection: BaseDatabaseWrapper, **_signal: Any) -> None:
    if connection.vendor == "postgresql":
        with connection.connection.cursor() as cursor:
            cursor.execute(f"SET ROLE {WHO_SERVES_PAGES}")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """On PostgreSQL the tests run as the product does: not as the owner of the tables."""
    with django_db_blocker.unblock():
        if connection.vendor == "postgresql":
            connection.ensure_connection()
            with connection.connection.cursor() as cursor:
                cursor.execute(
                    f"DO $$ BEGIN CREATE ROLE {WHO_SERVES_PAGES}; "
                    # The second where another worker creates it at this moment.
                    "EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$"
                )
                cursor.execute(
                    "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO "
                    f"{WHO_SERVES_PAGES}"
                )
                cursor.execute(f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {WHO_SERVES_PAGES}")
            as_who_serves_pages(connection)
            connection_created.connect(as_who_serves_pages)
            connection_created.connect(_note_opened)
    yield
    connection_created.disconnect(as_who_serves_pages)
    connection_created.disconnect(_note_opened)
    with django_db_blocker.unblock():
        if connection.connection is not None:
            as_owner(connection)
    _close_left_open(connection.connection)


#: Each connection to PostgreSQL that was opened while tests ran.
_OPENED: list[Any] = []


def _note_opened(connection: BaseDatabaseWrapper, **_signal: Any) -> None:
    _OPENED.append(connection.connection)


def _close_left_open(own: Any) -> None:
    """Close what the threads of a test's server left open: PostgreSQL drops no database that is in use."""
    for opened in _OPENED:
        if opened is not own:
            opened.close()


TransactionTestCase._fixture_teardown = _empty_database_past_triggers  # type: ignore[method-assign]


@pytest.fixture(autouse=True)
def _whole_database(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """What a test itself asks of the database is shown whole; a page or a command sees what it would see."""
    # As below: sightline is imported once Django is set up.
    from sightline.cli.errors import CommandGroup  # noqa: PLC0415
    from sightline.records.actor import nobody, system  # noqa: PLC0415

    run = CommandGroup.invoke

    def run_as_from_a_shell(group: CommandGroup, context: Any) -> Any:
        with nobody():
            return run(group, context)

    monkeypatch.setattr(CommandGroup, "invoke", run_as_from_a_shell)
    with system("a test looks at what there is"):
        yield


@pytest.fixture(autouse=True)
def _own_files(settings: Any, tmp_path: Path) -> None:
    """Uploaded files of one test are never seen by another."""
    default = settings.STORAGES["default"]
    own = {**default, "OPTIONS": {**default["OPTIONS"], "location": tmp_path / "files"}}
    settings.STORAGES = {**settings.STORAGES, "default": own}
    settings.AUDIT_KEY_FILE = tmp_path / "audit-key"
    settings.AUDIT_RESERVE_FILE = tmp_path / "audit-reserve"
    settings.AUDIT_COSIGNERS_FILE = tmp_path / "audit-cosigners"


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    return {
        **browser_type_launch_args,
        "executable_path": find_chromium(),
        "args": [
            "--no-sandbox",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-gpu",
        ],
    }


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_context_args, "locale": "en-GB", "timezone_id": "Europe/London"}


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """This compares text with the expected file of that name in tests/golden."""

    def compare(name: str, text: str) -> None:
        expected = GOLDEN / name
        if request.config.getoption("--rewrite-golden"):
            expected.parent.mkdir(parents=True, exist_ok=True)
            expected.write_text(text, encoding="utf-8")
        assert text == expected.read_text(encoding="utf-8")

    return compare


@pytest.fixture
def screenshot(request: pytest.FixtureRequest) -> Callable[..., None]:
    """This takes a picture of a page. Under `make screenshots` it is kept: in docs/screenshots where a
    document shows it, else in var/screenshots, to be looked at.

    Otherwise the page is drawn all the same, so that a page that cannot be drawn fails on every run.
    """

    def take(page: Page, name: str, *, full_page: bool = False) -> None:
        picture = page.screenshot(full_page=full_page, animations="disabled")
        if request.config.getoption("--take-screenshots"):
            folder = SCREENSHOTS if name in shown_screenshots() else OTHER_SCREENSHOTS
            folder.mkdir(parents=True, exist_ok=True)
            (folder / f"{name}.png").write_bytes(picture)

    return take


@cache
def shown_screenshots() -> frozenset[str]:
    documents = [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]
    links = (re.findall(r"screenshots/([\w-]+)\.png", document.read_text()) for document in documents)
    return frozenset(name for names in links for name in names)
