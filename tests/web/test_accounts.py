"""Signing in and out, one's own password, and what a coordinator may add."""

from collections.abc import Callable

import pytest
from django.test import Client

from sightline.records.audit.models import AuditEntry
from tests.web.partnership import COORDINATOR, COUNCIL, PASSWORD, Partnership

SignedIn = Callable[[str], Client]


def test_an_e_mail_address_is_taken_whatever_its_capitals(partnership: Partnership) -> None:
    client = Client()
    answer = client.post("/account/sign-in", {"email": COORDINATOR.upper(), "password": PASSWORD})
    assert answer.status_code == 302
    assert client.get("/account/").status_code == 200


@pytest.mark.parametrize(
    "typed",
    [{"email": COORDINATOR, "password": "wrong"}, {"email": "nobody@saltby.example", "password": PASSWORD}],
)
def test_a_wrong_password_and_an_unknown_address_are_answered_alike(
    partnership: Partnership, typed: dict[str, str]
) -> None:
    answer = Client().post("/account/sign-in", typed)
    assert answer.status_code == 200
    assert "The e-mail address or the password is not right" in answer.text
    assert PASSWORD not in answer.text


def test_signing_in_failing_to_and_signing_out_are_kept(partnership: Partnership) -> None:
    client = Client()
    for password in ("wrong", PASSWORD):
        client.post("/account/sign-in", {"email": COORDINATOR, "password": password})
    client.post("/account/sign-out")
    kept = AuditEntry.objects.filter(verb__contains="sign").order_by("id").values_list("verb", flat=True)
    assert list(kept) == ["failed to sign in", "signed in", "signed out"]


@pytest.mark.parametrize(
    ("wanted", "leads_to"),
    [
        ("/account/", "/account/"),
        ("https://elsewhere.example/", "/"),
        ("//elsewhere.example/", "/"),
        ("javascript:alert(1)", "/"),
        ("", "/"),
    ],
)
def test_signing_in_leads_on_to_pages_of_this_site_only(
    partnership: Partnership, wanted: str, leads_to: str
) -> None:
    typed = {"email": COORDINATOR, "password": PASSWORD, "next": wanted}
    assert Client().post("/account/sign-in", typed).headers["Location"] == leads_to


def test_signing_out_needs_a_form_and_ends_the_session(signed_in: SignedIn) -> None:
    client = signed_in(COUNCIL)
    assert client.get("/account/sign-out").status_code == 405
    client.post("/account/sign-out")
    assert client.get("/account/").status_code == 302


def test_a_password_is_changed_by_who_knows_the_old_one(signed_in: SignedIn) -> None:
    client = signed_in(COUNCIL)
    new = "four-otters-under-the-bridge"
    refused = client.post("/account/password", {"current": "wrong", "new": new})
    assert "That is not the password you have now." in refused.text
    weak = client.post("/account/password", {"current": PASSWORD, "new": "short"})
    assert "at least 15 characters" in weak.text
    assert client.post("/account/password", {"current": PASSWORD, "new": new}).status_code == 302
    assert client.get("/account/").status_code == 200, "the one who changed it stays signed in"
    assert Client().post("/account/sign-in", {"email": COUNCIL, "password": new}).status_code == 302


def test_an_agency_s_name_is_taken_once(signed_in: SignedIn) -> None:
    answer = signed_in(COORDINATOR).post("/agencies/new", {"name": "saltby  council"})
    assert answer.status_code == 200
    assert "already the name of an agency" in answer.text


def test_another_name_of_an_agency_is_added(signed_in: SignedIn, partnership: Partnership) -> None:
    client = signed_in(COORDINATOR)
    address = f"/agencies/{partnership.council_agency_id}/"
    assert client.post(address, {"name": "SBC"}).status_code == 302
    assert "SBC" in client.get(address).text


def test_a_form_from_another_session_is_refused_with_a_page_that_says_so(partnership: Partnership) -> None:
    client = Client(enforce_csrf_checks=True)
    answer = client.post("/account/sign-in", {"email": COORDINATOR, "password": PASSWORD})
    assert answer.status_code == 403
    assert "This form is no longer valid" in answer.text
