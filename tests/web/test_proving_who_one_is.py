"""Passkeys, codes, second steps: what lets somebody in, what does not, and what is never blocked."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client

from sightline.records.access.queries import user_with_email
from sightline.records.accounts.models import Guess
from sightline.records.accounts.services import factors
from sightline.records.audit.models import AuditEntry
from tests.factories.passkeys import Passkey
from tests.web.partnership import COORDINATOR, COUNCIL, PASSWORD, POLICE, Partnership

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
APP_OWNER = COUNCIL


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


def code_at(when: datetime, secret: str = SECRET) -> str:
    return format_hotp_value(hotp_value(secret, int(when.timestamp()) // app_settings.TOTP_PERIOD))


def browser() -> Client:
    return Client(SERVER_NAME="localhost")


def give_password(client: Client, email: str, password: str = PASSWORD, **more: Any) -> Any:
    return client.post("/account/sign-in", {"email": email, "password": password}, **more)


def is_signed_in(client: Client) -> bool:
    return client.get("/account/").status_code == 200


@pytest.fixture
def recovery_codes(partnership: Partnership) -> tuple[str, ...]:
    """Those of a user who has an authenticator app."""
    user = user_with_email(APP_OWNER)
    then = NOW - timedelta(days=1)
    return factors.add_app(by=user, now=then, secret=SECRET, code=code_at(then))


@pytest.fixture
def passkey(partnership: Partnership) -> Passkey:
    """That of the coordinator, made on the page that adds one."""
    client, made = browser(), Passkey()
    give_password(client, COORDINATOR)
    asked = client.post("/account/factors/passkey/options").json()
    answer = client.post("/account/factors/passkey", {"name": "Test", "credential": made.create(asked)})
    assert "Your recovery codes" in answer.text
    return made


def use_passkey(client: Client, passkey: Passkey) -> Any:
    asked = client.post("/account/sign-in/passkey/options").json()
    return client.post("/account/sign-in/passkey", {"credential": passkey.get(asked)})


# --- Passkeys


def test_a_passkey_signs_its_user_in_without_a_password(passkey: Passkey) -> None:
    client = browser()
    assert use_passkey(client, passkey).status_code == 302
    assert COORDINATOR in client.get("/account/").text
    last = AuditEntry.objects.order_by("sequence").last()
    assert last
    assert (last.verb, last.details) == ("signed in", {"means": "webauthn"})


def test_an_answer_is_taken_once_and_only_to_the_question_that_was_asked(passkey: Passkey) -> None:
    asked_of = browser()
    asked = asked_of.post("/account/sign-in/passkey/options").json()
    answer = passkey.get(asked)
    other = browser()
    other.post("/account/sign-in/passkey/options")
    assert "could not be checked" in other.post("/account/sign-in/passkey", {"credential": answer}).text
    assert asked_of.post("/account/sign-in/passkey", {"credential": answer}).status_code == 302
    asked_of.post("/account/sign-out")
    assert "could not be checked" in asked_of.post("/account/sign-in/passkey", {"credential": answer}).text


@pytest.mark.parametrize("answer", ["", "[]", "{}", '{"response": {"userHandle": 7}}', "not JSON"])
def test_nonsense_is_no_passkey(passkey: Passkey, answer: str) -> None:
    client = browser()
    client.post("/account/sign-in/passkey/options")
    assert "could not be checked" in client.post("/account/sign-in/passkey", {"credential": answer}).text
    assert not is_signed_in(client)


def test_a_passkey_made_by_another_key_or_of_somebody_inactive_opens_nothing(passkey: Passkey) -> None:
    client = browser()
    assert "could not be checked" in use_passkey(client, Passkey(user_handle=passkey.user_handle)).text
    user = user_with_email(COORDINATOR)
    user.is_active = False
    user.save()
    assert "could not be checked" in use_passkey(client, passkey).text
    kept = AuditEntry.objects.filter(verb="failed to sign in").values_list("object_id", flat=True)
    assert list(kept) == [str(user.pk)] * 2


def test_a_passkey_removed_opens_nothing_and_ends_other_sessions(passkey: Passkey) -> None:
    here, elsewhere = browser(), browser()
    use_passkey(here, passkey)
    use_passkey(elsewhere, passkey)
    factor = Authenticator.objects.get(type="webauthn")
    assert here.post(f"/account/factors/{factor.pk}/remove").status_code == 302
    assert is_signed_in(here)
    assert not is_signed_in(elsewhere)
    assert "could not be checked" in use_passkey(browser(), passkey).text


# --- The second step


def test_a_password_alone_reaches_nothing_of_somebody_with_a_factor(recovery_codes: tuple[str, ...]) -> None:
    client = browser()
    assert give_password(client, APP_OWNER).headers["Location"] == "/account/sign-in/second-step"
    assert not is_signed_in(client)
    # nor may it add a second factor of its own
    assert client.get("/account/factors/app").headers["Location"] == "/account/sign-in"
    assert client.post("/account/sign-in/second-step", {"code": code_at(NOW)}).status_code == 302
    assert not is_signed_in(browser())


def test_the_right_code_lets_in(recovery_codes: tuple[str, ...]) -> None:
    client = browser()
    give_password(client, APP_OWNER)
    client.post("/account/sign-in/second-step", {"code": f" {code_at(NOW)[:3]} {code_at(NOW)[3:]}"})
    assert is_signed_in(client)


def test_a_password_given_too_long_ago_or_changed_since_is_given_again(
    recovery_codes: tuple[str, ...], clock: time_machine.Traveller
) -> None:
    client, changed = browser(), browser()
    give_password(client, APP_OWNER)
    give_password(changed, APP_OWNER)
    user = user_with_email(APP_OWNER)
    user.set_password("another-one-of-four-words")
    user.save()
    assert changed.get("/account/sign-in/second-step").status_code == 302
    user.set_password(PASSWORD)
    user.save()
    give_password(client, APP_OWNER)
    clock.shift(timedelta(minutes=9, seconds=59))
    assert client.get("/account/sign-in/second-step").status_code == 200
    clock.shift(timedelta(seconds=1))
    assert client.get("/account/sign-in/second-step").status_code == 302


def test_a_code_is_taken_once_however_often_it_is_sent(
    recovery_codes: tuple[str, ...], clock: time_machine.Traveller
) -> None:
    n_let_in = 0
    for _ in range(100):
        client = browser()
        give_password(client, APP_OWNER)
        client.post("/account/sign-in/second-step", {"code": code_at(NOW)})
        n_let_in += is_signed_in(client)
    # not even when guesses are looked at again, while the code could still be right
    Guess.objects.all().delete()
    clock.shift(timedelta(seconds=30))
    client = browser()
    give_password(client, APP_OWNER)
    assert "used before" in client.post("/account/sign-in/second-step", {"code": code_at(NOW)}).text
    assert n_let_in == 1


def test_a_recovery_code_is_taken_once(recovery_codes: tuple[str, ...]) -> None:
    for is_let_in in (True, False):
        client = browser()
        give_password(client, APP_OWNER)
        client.post("/account/sign-in/second-step", {"code": recovery_codes[3]})
        assert is_signed_in(client) is is_let_in


def test_of_2_000_codes_guessed_ten_are_looked_at_in_15_minutes(
    recovery_codes: tuple[str, ...], clock: time_machine.Traveller
) -> None:
    client, wrong = browser(), "000000"
    give_password(client, APP_OWNER)
    assert code_at(NOW) != wrong
    answers = [client.post("/account/sign-in/second-step", {"code": wrong}).status_code for _ in range(2000)]
    assert answers == [200] * 10 + [429] * 1990
    assert AuditEntry.objects.filter(verb="failed to sign in").count() == 10
    # the right one is not looked at either, until the window has passed
    assert client.post("/account/sign-in/second-step", {"code": code_at(NOW)}).status_code == 429
    clock.shift(timedelta(minutes=15))
    give_password(client, APP_OWNER)
    now = NOW + timedelta(minutes=15)
    assert client.post("/account/sign-in/second-step", {"code": code_at(now)}).status_code == 302


def test_secrets_of_codes_are_not_stored_as_they_are(recovery_codes: tuple[str, ...]) -> None:
    stored = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert SECRET not in stored
    assert not any(code in stored for code in recovery_codes)


# --- Guessing passwords


def test_after_1_000_wrong_passwords_the_passkey_still_signs_in(passkey: Passkey) -> None:
    answers = [give_password(browser(), COORDINATOR, "wrong").status_code for _ in range(1000)]
    assert answers == [200] * 10 + [429] * 990
    client = browser()
    use_passkey(client, passkey)
    assert is_signed_in(client)


def test_a_browser_used_before_is_not_shut_out_by_guesses_from_elsewhere(partnership: Partnership) -> None:
    own = browser()
    give_password(own, POLICE)
    own.post("/account/sign-out")
    for n in range(60):
        give_password(browser(), POLICE, "wrong", REMOTE_ADDR=f"198.51.100.{n}")
    assert give_password(browser(), POLICE).status_code == 429
    assert give_password(own, POLICE).status_code == 302
    # and it is known for this account only
    for n in range(60):
        give_password(browser(), COUNCIL, "wrong", REMOTE_ADDR=f"198.51.100.{n}")
    own.post("/account/sign-out")
    assert give_password(own, COUNCIL).status_code == 429


def test_waiting_is_all_it_takes(partnership: Partnership, clock: time_machine.Traveller) -> None:
    for _ in range(30):
        last = give_password(browser(), POLICE, "wrong")
        clock.shift(timedelta(seconds=1))
    assert last.status_code == 429
    assert "until 09:15" in last.text
    clock.move_to(NOW + timedelta(minutes=15))
    assert give_password(browser(), POLICE).status_code == 302


@pytest.mark.parametrize("n_guesses", [1, 11])
def test_an_unknown_address_is_answered_like_a_known_one(partnership: Partnership, n_guesses: int) -> None:
    pages = []
    for email in (POLICE, "nobody@saltby.example"):
        client = browser()
        client.get("/account/sign-in")
        for _ in range(n_guesses):
            answer = give_password(client, email, "wrong")
        words = re.sub(r'(name="csrfmiddlewaretoken" value)="\w+"', "", answer.text.replace(email, ""))
        pages.append((answer.status_code, words))
    assert pages[0] == pages[1]


# --- Where a second factor is required


def test_nobody_gets_by_with_a_password_where_more_is_required(
    partnership: Partnership, settings: Any
) -> None:
    settings.SECOND_FACTOR_IS_REQUIRED = True
    client = browser()
    assert give_password(client, POLICE).headers["Location"] == "/account/factors/first"
    assert not is_signed_in(client)
    # an app is added: that signs in, and shows the recovery codes
    page = client.get("/account/factors/app")
    secret = page.text.partition('sightline-code">')[2].partition("<")[0].replace(" ", "")
    sealed = page.text.partition('name="secret" value="')[2].partition('"')[0]
    code = code_at(NOW, secret)
    assert "Your recovery codes" in client.post("/account/factors/app", {"secret": sealed, "code": code}).text
    assert is_signed_in(client)
    # the only one cannot be removed
    factor = Authenticator.objects.get(type="totp")
    removed = client.post(f"/account/factors/{factor.pk}/remove", follow=True)
    assert "This is the last one" in removed.text
    assert Authenticator.objects.filter(pk=factor.pk).exists()


def test_a_secret_of_one_s_own_choosing_is_no_app(partnership: Partnership) -> None:
    client = browser()
    give_password(client, POLICE)
    code = code_at(NOW)
    assert (
        "The code is not right" in client.post("/account/factors/app", {"secret": SECRET, "code": code}).text
    )


# --- Proving it once more


def test_what_matters_asks_once_more_after_five_minutes(
    recovery_codes: tuple[str, ...], clock: time_machine.Traveller
) -> None:
    client = browser()
    give_password(client, APP_OWNER)
    client.post("/account/sign-in/second-step", {"code": code_at(NOW)})
    assert client.get("/account/factors/passkey").status_code == 200
    clock.shift(timedelta(minutes=5))
    asks = client.get("/account/factors/passkey")
    assert asks.headers["Location"] == "/account/confirm?next=%2Faccount%2Ffactors%2Fpasskey"
    now = NOW + timedelta(minutes=5)
    onward = {"next": "/account/factors/passkey", "password": PASSWORD}
    assert client.post("/account/confirm", onward).status_code == 200, "a password alone is not enough"
    wrong = client.post("/account/confirm", {**onward, "code": "000000"})
    assert "The code is not right" in wrong.text
    before = client.cookies["sid"].value
    confirmed = client.post("/account/confirm", {**onward, "code": code_at(now)})
    assert confirmed.headers["Location"] == "/account/factors/passkey"
    assert client.cookies["sid"].value != before
    assert client.get("/account/factors/passkey").status_code == 200


def test_a_passkey_of_somebody_else_confirms_nothing(passkey: Passkey, clock: time_machine.Traveller) -> None:
    client = browser()
    give_password(client, POLICE)
    clock.shift(timedelta(minutes=6))
    asked = client.post("/account/sign-in/passkey/options").json()
    answer = client.post("/account/confirm", {"credential": passkey.get(asked)})
    assert "could not be checked" in answer.text
    assert client.get("/account/factors/passkey").status_code == 302


# --- Passwords


@pytest.mark.parametrize(
    ("password", "is_taken"),
    [
        ("passwordpassword", False),
        ("qwertyuiopasdfgh", False),
        ("conradsampleconrad", False),
        ("iloveyouiloveyou", False),
        ("abcabcabcabcabcabc", False),
        ("fourteen-chars", False),
        ("four-otters-under-the-bridge", True),
    ],
)
def test_a_password_is_long_and_not_guessable(
    partnership: Partnership, password: str, is_taken: bool
) -> None:
    client = browser()
    give_password(client, COUNCIL)
    answer = client.post("/account/password", {"current": PASSWORD, "new": password})
    assert (answer.status_code == 302) is is_taken
