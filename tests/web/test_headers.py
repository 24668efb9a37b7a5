"""What every answer tells the browser, and what a public site insists on."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.test import Client

ROOT = Path(__file__).parents[2]


@pytest.mark.django_db
def test_a_page_allows_this_site_s_own_files_and_nothing_inline(client: Client) -> None:
    policy = client.get("/account/sign-in").headers["Content-Security-Policy"]
    directives = dict(each.strip().split(" ", 1) for each in policy.split(";"))
    assert directives.pop("default-src") == "'none'"
    assert directives.pop("frame-ancestors") == directives.pop("base-uri") == "'none'"
    assert set(directives) == {"script-src", "style-src", "img-src", "connect-src", "form-action"}
    assert set(directives.values()) == {"'self'"}


@pytest.mark.django_db
def test_a_page_is_kept_by_no_cache_and_shown_in_no_frame(client: Client) -> None:
    headers = client.get("/account/sign-in").headers
    assert headers["Cache-Control"] == "no-store, private"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]


@pytest.mark.django_db
def test_somebody_who_has_not_signed_in_is_sent_to_do_so(client: Client) -> None:
    answer = client.get("/")
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/account/sign-in")


def test_a_public_site_has_nothing_that_django_warns_of() -> None:
    environment = {
        "PATH": os.environ["PATH"],
        "DJANGO_SETTINGS_MODULE": "sightline.config.settings",
        "SIGHTLINE_ADDRESS": "https://sightline.example",
        "SIGHTLINE_SECRET_KEY": "only-for-this-test-" + "".join(map(str, range(40))),
    }
    done = subprocess.run(
        [sys.executable, "-m", "django", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
