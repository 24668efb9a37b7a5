"""Joining, moving, leaving, and being let back in by two people."""

import csv
import io
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.core import mail
from django.test import Client

from sightline.domain.vocabulary.roles import Role
from sightline.records.access.models import Appointment, User
from sightline.records.access.queries import user_with_email
from sightline.records.access.services import add_user
from sightline.records.accounts.services import factors, links
from sightline.records.audit.models import AuditEntry
from tests.web.partnership import COORDINATOR, COUNCIL, PASSWORD, POLICE, Partnership
from tests.web.test_proving_who_one_is import SECRET, code_at

SignedIn = Callable[[str], Client]
NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
NEW_PASSWORD = "four-otters-under-the-bridge"
PAT = "pat@saltby.example"


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


def signed_in(email: str) -> Client:
    client = Client()
    client.post("/account/sign-in", {"email": email, "password": PASSWORD})
    return client


def is_signed_in(client: Client) -> bool:
    return client.get("/account/").status_code == 200


def last_address() -> str:
    return "/account/link/" + mail.outbox[-1].body.partition("/account/link/")[2].split()[0]


@pytest.fixture
def pat(partnership: Partnership) -> User:
    """A practitioner of the police, with an authenticator app."""
    add_user(
        by=user_with_email(COORDINATOR),
        now=NOW,
        email=PAT,
        name="Pat Specimen",
        agency_id=partnership.police_agency_id,
        role=Role.PRACTITIONER,
        password=PASSWORD,
    )
    user = user_with_email(PAT)
    then = NOW - timedelta(days=1)
    factors.add_app(by=user, now=then, secret=SECRET, code=code_at(then))
    return user


# --- Joining


def invite(partnership: Partnership, **changed: str) -> object:
    typed = {"name": "Jo Nobody", "email": "jo@marram.example", "role": "IDVA", **changed}
    return signed_in(POLICE).post(f"/agencies/{partnership.police_agency_id}/users/new", typed)


def test_who_is_invited_by_their_agency_chooses_a_password_and_is_in(
    partnership: Partnership, clock: time_machine.Traveller
) -> None:
    invite(partnership)
    assert mail.outbox[-1].to == ["jo@marram.example"]
    assert "Nobody" not in mail.outbox[-1].body
    clock.shift(timedelta(days=7) - timedelta(seconds=1))
    newcomer = Client()
    newcomer.get(last_address())
    assert "at least 15" in newcomer.post(last_address(), {"new": "short"}).text
    assert newcomer.post(last_address(), {"new": NEW_PASSWORD}).status_code == 302
    assert "IDVA" in newcomer.get("/account/").text
    assert Client().get(last_address()).status_code == 404, "it works once"
    assert Client().post(last_address(), {"new": NEW_PASSWORD}).status_code == 404


def test_an_invitation_works_for_seven_days_or_until_the_next(
    partnership: Partnership, clock: time_machine.Traveller
) -> None:
    invite(partnership)
    first = last_address()
    invited = user_with_email("jo@marram.example")
    signed_in(POLICE).post(f"/staff/{invited.pk}/invite")
    assert last_address() != first
    assert Client().get(first).status_code == 404
    clock.shift(timedelta(days=7))
    assert Client().get(last_address()).status_code == 404


def test_who_was_invited_cannot_sign_in_before(partnership: Partnership) -> None:
    invite(partnership)
    for password in ("", PASSWORD):
        client = Client()
        client.post("/account/sign-in", {"email": "jo@marram.example", "password": password})
        assert not is_signed_in(client)


def test_a_point_of_contact_gives_the_roles_of_an_agency_and_no_others(partnership: Partnership) -> None:
    invite(partnership, role="COORDINATOR")
    assert not User.objects.filter(email="jo@marram.example").exists()
    assert mail.outbox == []


# --- Being let back in


def test_two_people_let_somebody_back_in_and_all_they_had_is_gone(
    pat: User, partnership: Partnership, clock: time_machine.Traveller
) -> None:
    lost = Client()
    lost.post("/account/sign-in", {"email": PAT, "password": PASSWORD})
    lost.post("/account/sign-in/second-step", {"code": code_at(NOW)})
    assert is_signed_in(lost)
    assert signed_in(POLICE).post(f"/staff/{pat.pk}/recovery").status_code == 302
    assert mail.outbox == []
    recovery = links.Recovery.objects.get()
    # who started it cannot confirm it
    assert signed_in(POLICE).post(f"/recoveries/{recovery.pk}/confirm").status_code == 409
    assert mail.outbox == []
    assert signed_in(COORDINATOR).post(f"/recoveries/{recovery.pk}/confirm").status_code == 302
    assert mail.outbox[-1].to == [PAT]
    clock.shift(timedelta(minutes=60) - timedelta(seconds=1))
    back = Client()
    assert back.post(last_address(), {"new": NEW_PASSWORD}).status_code == 302
    assert is_signed_in(back)
    assert not is_signed_in(lost)
    assert not Authenticator.objects.filter(user=pat).exists()
    old = Client()
    old.post("/account/sign-in", {"email": PAT, "password": PASSWORD})
    assert not is_signed_in(old)
    verbs = list(AuditEntry.objects.filter(object_id=str(pat.pk)).values_list("verb", "actor_id"))
    assert ("started recovery", user_with_email(POLICE).pk) in verbs
    assert ("confirmed recovery", user_with_email(COORDINATOR).pk) in verbs
    assert ("used a link", pat.pk) in verbs


def test_a_way_back_in_lasts_an_hour_and_waits_a_day_to_be_confirmed(
    pat: User, clock: time_machine.Traveller
) -> None:
    coordinator, police = user_with_email(COORDINATOR), user_with_email(POLICE)
    recovery_id = links.start_recovery(by=police, now=NOW, user_id=pat.pk)
    day = timedelta(days=1)
    with pytest.raises(links.NotFound):
        links.confirm_recovery(by=coordinator, now=NOW + day, recovery_id=recovery_id)
    link = links.confirm_recovery(
        by=coordinator, now=NOW + day - timedelta(seconds=1), recovery_id=recovery_id
    )
    with pytest.raises(links.NotFound):
        links.user_of_link(now=link.valid_until, secret=link.secret)
    assert link.valid_until == NOW + day - timedelta(seconds=1) + timedelta(hours=1)


def test_nobody_lets_themself_back_in_nor_other_agencies_staff(pat: User, partnership: Partnership) -> None:
    coordinator = user_with_email(COORDINATOR)
    with pytest.raises(links.LinkRefused, match="Nobody lets themself"):
        links.start_recovery(by=coordinator, now=NOW, user_id=coordinator.pk)
    for somebody in (user_with_email(COUNCIL), pat):
        with pytest.raises(links.NotFound):
            links.start_recovery(by=somebody, now=NOW, user_id=pat.pk)
    recovery_id = links.start_recovery(by=coordinator, now=NOW, user_id=user_with_email(POLICE).pk)
    with pytest.raises(links.LinkRefused, match="nor who is let back in"):
        links.confirm_recovery(by=user_with_email(POLICE), now=NOW, recovery_id=recovery_id)


def test_letting_back_in_asks_who_does_it_to_prove_themself(pat: User, clock: time_machine.Traveller) -> None:
    client = signed_in(POLICE)
    clock.shift(timedelta(minutes=6))
    assert client.post(f"/staff/{pat.pk}/recovery").headers["Location"].startswith("/account/confirm")
    assert not links.Recovery.objects.exists()


# --- Moving and leaving


def test_who_has_left_is_signed_out_at_once_and_holds_nothing(pat: User) -> None:
    other = Client()
    other.force_login(pat)
    assert is_signed_in(other)
    signed_in(POLICE).post(f"/staff/{pat.pk}/leave")
    assert not is_signed_in(other)
    assert not Appointment.objects.filter(user=pat, ends_at__gt=NOW).exists()


def test_one_s_own_appointment_is_confirmed_by_somebody_else(pat: User) -> None:
    own = Appointment.objects.get(user__email=POLICE)
    assert signed_in(POLICE).post(f"/appointments/{own.pk}/confirm").status_code == 403
    assert signed_in(COORDINATOR).post(f"/appointments/{own.pk}/confirm").status_code == 302


def test_who_moves_is_given_a_role_and_signed_out_to_take_it_up(pat: User, partnership: Partnership) -> None:
    session = Client()
    session.force_login(pat)
    assert is_signed_in(session)
    address = f"/agencies/{partnership.police_agency_id}/staff/{pat.pk}/role"
    assert "there already" in signed_in(POLICE).post(address, {"role": "PRACTITIONER"}).text
    assert signed_in(POLICE).post(address, {"role": "SUPERVISOR"}).status_code == 302
    assert not is_signed_in(session)
    session.force_login(user_with_email(PAT))
    assert "Practitioner, Supervisor" in session.get("/account/").text


# --- What they looked at


def test_the_report_of_an_agency_s_staff_is_what_the_audit_trail_has(
    pat: User, partnership: Partnership
) -> None:
    User.objects.filter(pk=pat.pk).update(name="=2+5")
    somebody = Client()
    somebody.force_login(pat)
    for address in ("/account/", "/actions/", "/reviews/", "/agencies/"):
        somebody.get(address)
    client = signed_in(POLICE)
    answer = client.get(f"/agencies/{partnership.police_agency_id}/staff/report")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))[1:]
    own = User.objects.filter(agency_id=partnership.police_agency_id).values("pk")
    entries = AuditEntry.objects.filter(actor_id__in=own).order_by("sequence")
    # the report itself is the last thing kept
    expected = [[e.at.isoformat(), e.verb, e.object_type, e.object_id] for e in entries][:-1]
    assert [[row[0], row[3], row[4], row[5]] for row in rows] == expected
    assert {row[1] for row in rows} == {"'=2+5", "Polly Specimen"}
    assert entries.last().verb == "exported staff report"
