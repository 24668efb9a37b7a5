"""What every test has: its own folder of files, the machine's browser, no network."""

import os
from pathlib import Path
from typing import Any

import pytest
from scripts.chromium import MISSING, find_chromium

# Playwright runs an event loop in the test's thread; Django takes that for asynchronous code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

FUNCTIONAL = Path(__file__).parent / "functional"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    browser_tests = [item for item in items if FUNCTIONAL in item.path.parents]
    for item in browser_tests:
        item.add_marker("browser")
        if not find_chromium():
            item.add_marker(pytest.mark.skip(reason=MISSING))
    if browser_tests and not find_chromium() and "CI" in os.environ:
        raise pytest.UsageError(f"Browser tests may not be skipped here. {MISSING}")


@pytest.fixture(autouse=True)
def _own_files(settings: Any, tmp_path: Path) -> None:
    """Uploaded files of one test are never seen by another."""
    default = settings.STORAGES["default"]
    own = {**default, "OPTIONS": {**default["OPTIONS"], "location": tmp_path / "files"}}
    settings.STORAGES = {**settings.STORAGES, "default": own}


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
