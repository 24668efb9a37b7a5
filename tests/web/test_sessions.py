"""Sessions end in time and at once where they must; what was typed is kept over it."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.test import Client

from sightline.records.access.models import Appointment
from sightline.records.access.queries import user_with_email
from sightline.records.access.services import change_password, end_appointment, suspend_user
from sightline.records.accounts.models import KeptDraft
from sightline.records.accounts.services.drafts import draft_for
from sightline.records.actor import system
from sightline.records.audit.models import AuditEntry
from sightline.records.reviews.queries.plan import whole_plan
from tests.web.partnership import COORDINATOR, PASSWORD, POLICE, Partnership
from tests.web.review import accept_example

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
SECOND = timedelta(seconds=1)
#: Long enough that a test of many requests does not take the whole run.
N_REVOKED = 200


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


def signed_in(email: str, client: Client | None = None) -> Client:
    client = client or Client()
    client.post("/account/sign-in", {"email": email, "password": PASSWORD})
    return client


def is_signed_in(client: Client) -> bool:
    return client.get("/account/").status_code == 200


# --- Time


@pytest.mark.parametrize(
    ("visits", "is_let_in"),
    [
        # minutes after signing in at which a page is opened, and whether the last one still opens
        ([15], False),
        ([14.99], True),
        ([14, 28, 42.9], True),
        ([14, 29], False),
        ([*range(10, 480, 10), 479.9], True),
        ([*range(10, 480, 10), 480], False),
    ],
)
def test_a_session_ends_when_it_is_not_used_or_is_too_old(
    partnership: Partnership, clock: time_machine.Traveller, visits: list[float], is_let_in: bool
) -> None:
    client = signed_in(POLICE)
    for minutes in visits:
        clock.move_to(NOW + timedelta(minutes=minutes))
        last = is_signed_in(client)
    assert last is is_let_in


@pytest.mark.parametrize(
    ("visits", "is_let_in"),
    [
        ([59.9], True),
        ([60], False),
        # it ends by itself after four hours
        ([50, 100, 150, 200, 239, 253.9], True),
        ([50, 100, 150, 200, 239, 254], False),
        ([50, 100, 150, 200, 240], False),
        # and never makes a session longer than a working day
        ([50, 100, 150, 200, 235, *range(245, 480, 10), 480], False),
    ],
)
def test_meeting_mode_waits_an_hour_for_four_hours_in_that_browser(
    partnership: Partnership, clock: time_machine.Traveller, visits: list[float], is_let_in: bool
) -> None:
    client, elsewhere = signed_in(POLICE), signed_in(POLICE)
    before = client.cookies["sid"].value
    client.post("/account/meeting")
    assert client.cookies["sid"].value != before, "more is allowed, so the id is a new one"
    assert "Meeting mode" in client.get("/").text
    for minutes in visits:
        clock.move_to(NOW + timedelta(minutes=minutes))
        last = is_signed_in(client)
    assert last is is_let_in
    assert not is_signed_in(elsewhere)


def test_meeting_mode_is_begun_by_who_proved_it_lately_and_ended_by_a_button(
    partnership: Partnership, clock: time_machine.Traveller
) -> None:
    client = signed_in(POLICE)
    clock.shift(timedelta(minutes=6))
    assert client.post("/account/meeting").headers["Location"].startswith("/account/confirm")
    client.post("/account/confirm", {"password": PASSWORD})
    client.post("/account/meeting")
    client.post("/account/meeting", {"end": "1"})
    clock.shift(timedelta(minutes=15))
    assert not is_signed_in(client)


def test_each_page_says_when_it_signs_out(partnership: Partnership, clock: time_machine.Traveller) -> None:
    client = signed_in(POLICE)
    assert "You are signed out at 09:15 if" in client.get("/").text
    clock.shift(timedelta(minutes=10))
    assert "You are signed out at 09:25 if" in client.get("/").text


def test_a_page_that_asks_by_itself_keeps_no_session_open(
    partnership: Partnership, clock: time_machine.Traveller
) -> None:
    client = signed_in(COORDINATOR)
    client.get("/")
    for _ in range(15):
        clock.shift(timedelta(minutes=1))
        client.get("/published-documents/", headers={"Accept": "application/json"})
    assert not is_signed_in(client)


def test_that_a_session_s_time_was_over_is_kept(
    partnership: Partnership, clock: time_machine.Traveller
) -> None:
    client = signed_in(POLICE)
    client.get("/")
    clock.shift(timedelta(minutes=15))
    client.get("/")
    last = AuditEntry.objects.filter(verb="signed out").get()
    assert last.details == {"because": "time"}
    assert not Session.objects.exists()


# --- At once


@pytest.mark.parametrize("how", ["suspended", "appointment ended", "password changed"])
def test_a_session_that_is_ended_elsewhere_reaches_nothing_more(partnership: Partnership, how: str) -> None:
    coordinator, police = user_with_email(COORDINATOR), user_with_email(POLICE)
    clients = [Client() for _ in range(N_REVOKED // 3 + 1)]
    for client in clients:
        client.force_login(police)
        assert is_signed_in(client)
    now = datetime(2026, 11, 24, 12, tzinfo=UTC)
    if how == "suspended":
        suspend_user(by=coordinator, now=now, user_id=police.pk)
    elif how == "appointment ended":
        appointment = Appointment.objects.get(user=police)
        end_appointment(by=coordinator, now=now, appointment_id=appointment.pk)
    else:
        change_password(by=police, now=now, current=PASSWORD, new="four-otters-under-the-bridge")
    assert [client for client in clients if is_signed_in(client)] == []


def test_signing_out_empties_the_browser(partnership: Partnership) -> None:
    answer = signed_in(POLICE).post("/account/sign-out")
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert not Session.objects.exists()


def test_a_session_has_a_new_id_once_its_user_has_proved_who_they_are(partnership: Partnership) -> None:
    client = Client()
    client.post("/account/sign-in/passkey/options", SERVER_NAME="localhost")
    before = client.cookies["sid"].value
    signed_in(POLICE, client)
    assert client.cookies["sid"].value != before


# --- What was typed


@pytest.fixture
def form(partnership: Partnership) -> str:
    """The address of a form: an update of an action of the police."""
    review_id = accept_example(partnership)
    with system("a test looks for an action"):
        plan = whole_plan(user_with_email(COORDINATOR), today=NOW.date(), review_id=review_id)
    mine = next(row for row in plan.rows if row.agency_name == "Marram Police")
    return f"/actions/{mine.id}/update"


TYPED = {
    "text": "\nForms <agreed> & signed.\nToday.",
    "channel": "MEETING",
    "given_by": "Their inspector",
    "status": "IN_PROGRESS",
    "password": "not for show",
}


def send_too_late(form: str, clock: time_machine.Traveller, client: Client) -> None:
    client.get(form)
    clock.shift(timedelta(minutes=16))
    answer = client.post(form, TYPED, headers={"Referer": f"http://testserver{form}"})
    assert answer.status_code == 403
    assert "the form is filled in as you left it" in answer.text
    assert "agreed" not in answer.text


def test_what_was_typed_is_in_the_form_again_after_signing_in(
    form: str, clock: time_machine.Traveller
) -> None:
    client = signed_in(POLICE)
    send_too_late(form, clock, client)
    kept = draft_for(by=user_with_email(POLICE), now=NOW, path=form, ticket=client.cookies["draft"].value)
    assert kept
    assert kept.keys() == TYPED.keys() - {"password"}
    signed_in(POLICE, client)
    page = client.get(form).text
    assert "It is not saved yet." in page
    assert "Forms &lt;agreed&gt; &amp; signed.\nToday.</textarea>" in page
    assert 'value="IN_PROGRESS" checked' in page.replace('checked=""', "checked")
    assert "agreed" not in client.get("/actions/").text, "no other page has it"
    # once it is sent it is forgotten
    assert client.post(form, TYPED, headers={"Referer": f"http://testserver{form}"}).status_code == 302
    assert not KeptDraft.objects.exists()
    assert "It is not saved yet." not in client.get(form).text


def test_what_was_typed_is_not_readable_without_the_browser(form: str, clock: time_machine.Traveller) -> None:
    client = signed_in(POLICE)
    send_too_late(form, clock, client)
    assert b"agreed" not in bytes(KeptDraft.objects.get().sealed)
    client.cookies.pop("draft")
    signed_in(POLICE, client)
    assert "agreed" not in client.get(form).text


def test_nobody_else_gets_what_was_typed_in_the_same_browser(
    form: str, clock: time_machine.Traveller
) -> None:
    client = signed_in(POLICE)
    send_too_late(form, clock, client)
    signed_in(COORDINATOR, client)
    assert "agreed" not in client.get(form).text


def test_what_was_typed_is_kept_for_eight_hours(form: str, clock: time_machine.Traveller) -> None:
    client = signed_in(POLICE)
    send_too_late(form, clock, client)
    clock.shift(timedelta(hours=8))
    signed_in(POLICE, client)
    assert "agreed" not in client.get(form).text
