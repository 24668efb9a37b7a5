"""What every answer tells the browser, and what a public site insists on.

The answers of all addresses are looked at in test_routes.py; here are those that no address gives.
"""

import json
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from sightline.web.home import views
from tests.web.header_rules import header_faults
from tests.web.partnership import COORDINATOR, Partnership

ROOT = Path(__file__).parents[2]


@pytest.mark.django_db
def test_a_page_allows_this_site_s_own_files_and_nothing_inline(client: Client) -> None:
    policy = client.get("/account/sign-in").headers["Content-Security-Policy"]
    directives = dict(each.strip().split(" ", 1) for each in policy.split(";"))
    closed = {"default-src", "frame-ancestors", "base-uri", "object-src"}
    assert {directives.pop(name) for name in closed} == {"'none'"}
    assert set(directives) == {"script-src", "style-src", "img-src", "connect-src", "form-action"}
    assert set(directives.values()) == {"'self'"}


@pytest.mark.django_db
def test_an_address_that_is_none(client: Client) -> None:
    answer = client.get("/nowhere")
    assert (answer.status_code, header_faults(answer.headers)) == (404, [])


@pytest.mark.django_db
def test_a_request_for_another_host(client: Client) -> None:
    answer = client.get("/account/sign-in", headers={"host": "elsewhere.example"})
    assert (answer.status_code, header_faults(answer.headers)) == (400, [])


@pytest.mark.django_db
def test_a_static_file(client: Client) -> None:
    answer = client.get("/static/sightline/sightline.js")
    answer.close()  # it holds its file open
    assert (answer.status_code, header_faults(answer.headers, is_static=True)) == (200, [])


def test_a_page_that_fails(partnership: Partnership, signed_in: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("an invented defect")

    monkeypatch.setattr(views, "reviews", fail)
    client = signed_in(COORDINATOR)
    client.raise_request_exception = False
    answer = client.get("/")
    assert (answer.status_code, header_faults(answer.headers)) == (500, [])


@pytest.mark.django_db
def test_a_form_without_its_secret() -> None:
    answer = Client(enforce_csrf_checks=True).post("/account/sign-in")
    assert (answer.status_code, header_faults(answer.headers)) == (403, [])


@pytest.mark.django_db
@pytest.mark.parametrize(("origin", "status"), [("http://testserver", 200), ("null", 403)])
def test_a_browser_that_may_not_say_where_it_came_from_could_send_no_form(origin: str, status: int) -> None:
    """Why the policy is `same-origin`: under `no-referrer` browsers send our own forms with `null`."""
    browser = Client(enforce_csrf_checks=True)
    browser.get("/account/sign-in")
    typed = {"email": "", "password": "", "csrfmiddlewaretoken": browser.cookies["csrf"].value}
    answer = browser.post("/account/sign-in", typed, headers={"Origin": origin})
    assert answer.status_code == status


@pytest.mark.django_db
def test_somebody_who_has_not_signed_in_is_sent_to_do_so(client: Client) -> None:
    answer = client.get("/")
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/account/sign-in")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("contact", "printed"),
    [
        ("security@saltby.example", "mailto:security@saltby.example"),
        ("https://saltby.example/weaknesses", "https://saltby.example/weaknesses"),
    ],
)
def test_whoever_finds_a_weakness_is_told_whom_to_tell(
    client: Client, settings: Any, contact: str, printed: str
) -> None:
    settings.SECURITY_CONTACT = contact
    answer = client.get("/.well-known/security.txt")
    fields = dict(line.split(": ", 1) for line in answer.text.splitlines())
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert fields["Contact"] == printed
    assert fields["Canonical"] == f"{settings.ADDRESS}/.well-known/security.txt"
    holds_for = datetime.fromisoformat(fields["Expires"]) - datetime.fromtimestamp(0, UTC)
    assert holds_for > timedelta(days=365)  # a moment with its time zone, long after 1970


@pytest.fixture
def public_site(tmp_path: Path) -> dict[str, str]:
    """The environment of a site on https, as in production."""
    return {
        "PATH": os.environ["PATH"],
        "DJANGO_SETTINGS_MODULE": "sightline.config.settings",
        "SIGHTLINE_ADDRESS": "https://sightline.example",
        "SIGHTLINE_DATABASE_URL": f"sqlite:///{tmp_path}/site.sqlite3",
        "SIGHTLINE_SECRET_KEY": "only-for-this-test-" + "".join(map(str, range(40))),
    }


def in_public_site(public_site: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, env=public_site, capture_output=True, text=True, check=False
    )


def test_a_public_site_has_nothing_that_django_warns_of(public_site: dict[str, str]) -> None:
    done = in_public_site(public_site, "-m", "django", "check", "--deploy", "--fail-level", "WARNING")
    assert done.returncode == 0, done.stderr


_ASK_PUBLIC_SITE = """
import json, sys
import django
django.setup()
from django.core.management import call_command
from django.test import Client
from tests.web.partnership import COORDINATOR, PASSWORD, open_invented_partnership
from sightline.records.actor import system

call_command("migrate", verbosity=0)
with system("a test makes a partnership"):
    open_invented_partnership()
client = Client(headers={"host": "sightline.example"})
given = {"email": COORDINATOR, "password": PASSWORD}
answers = {
    "page": client.get("/account/sign-in", secure=True),
    "plain": client.get("/account/sign-in"),
    "plain for another host": client.get("/account/sign-in", headers={"host": "elsewhere.example"}),
    "sent": client.post("/account/sign-in", given, secure=True),
}
print(json.dumps({
    name: {
        "status": answer.status_code,
        "headers": dict(answer.headers),
        "cookies": {cookie.key: {**cookie} for cookie in answer.cookies.values()},
    }
    for name, answer in answers.items()
}))
"""


def test_a_public_site_insists_on_https_and_keeps_its_cookies_to_itself(public_site: dict[str, str]) -> None:
    done = in_public_site(public_site, "-c", _ASK_PUBLIC_SITE)
    assert done.returncode == 0, done.stderr
    answers = json.loads(done.stdout)

    for name, answer in answers.items():
        assert header_faults(answer["headers"]) == [], name
    assert "max-age=31536000" in answers["page"]["headers"]["Strict-Transport-Security"]
    for name in ("plain", "plain for another host"):
        assert answers[name]["status"] == 301
        assert answers[name]["headers"]["Location"] == "https://sightline.example/account/sign-in"
    cookies = answers["page"]["cookies"] | answers["sent"]["cookies"]
    assert {"__Host-csrf", "__Host-sid"} <= cookies.keys()
    for name, cookie in cookies.items():
        assert name.startswith("__Host-")
        assert (cookie["secure"], cookie["httponly"], cookie["samesite"]) == (True, True, "Lax"), name
        assert (cookie["path"], cookie["domain"]) == ("/", ""), name
