"""While others hold the database, or it is away, a page says so, and what was typed is not lost."""

import html
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.test import Client

from sightline.domain.states.action import ActionStatus
from sightline.records.access.queries import user_with_email
from sightline.records.actions.models import Action, ActionUpdate
from sightline.records.audit.models import AuditEntry
from sightline.records.busy import Busy
from sightline.records.reviews.services.reviews import record_listed
from sightline.web.accounts.sessions import SEEN
from tests.conftest import as_owner
from tests.web.partnership import COORDINATOR, open_invented_partnership
from tests.web.review import READ_AT, accept_example

TEXT = "The landlords have signed, and two more were asked."
_HOLD = {
    "sqlite": ["BEGIN IMMEDIATE"],
    "postgresql": ["BEGIN", "LOCK TABLE audit_auditentry IN EXCLUSIVE MODE"],
}
_ON_POSTGRESQL = pytest.mark.skipif(
    connection.vendor != "postgresql", reason="SQLite is a file: it is not away, and cannot be read at worst"
)


@pytest.fixture(autouse=True)
def _nobody_waits_long(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    if connection.vendor == "sqlite":
        monkeypatch.setitem(connection.settings_dict["OPTIONS"], "timeout", 0.1)
    else:
        monkeypatch.setitem(connection.settings_dict["OPTIONS"], "options", "-c lock_timeout=100ms")
    connection.close()
    yield
    connection.close()


@pytest.fixture(autouse=True)
def _what_a_page_shows_is_in_the_audit_trail() -> None:
    """Here nobody can ask the trail before and after each page."""


@pytest.fixture
def client() -> Client:
    accept_example(open_invented_partnership())
    client = Client(raise_request_exception=False)
    client.force_login(user_with_email(COORDINATOR))
    client.get("/account/")  # the session has begun
    return client


@pytest.fixture
def address(client: Client) -> str:
    return f"/actions/{Action.objects.filter(status=ActionStatus.NOT_STARTED).earliest('pk').pk}/update"


@contextmanager
def somebody_else_saves() -> Iterator[None]:
    with another_connection() as cursor:
        for statement in _HOLD[connection.vendor]:
            cursor.execute(statement)
        yield
        cursor.execute("ROLLBACK")


@contextmanager
def another_connection() -> Iterator[CursorWrapper]:
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            as_owner(other)
            yield cursor
    finally:
        other.close()


def typed() -> dict[str, str]:
    return {"text": TEXT, "version": "1", "status": "NOT_STARTED", "channel": "SIGHTLINE"}


def fields_of(page: str) -> dict[str, str]:
    """The form that sends everything again."""
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page)
    return {name: html.unescape(value) for name, value in found}


def test_what_was_typed_is_kept_and_sent_again_with_one_click(client: Client, address: str) -> None:
    before = AuditEntry.objects.count()
    with somebody_else_saves():
        refused = client.post(address, typed())

    assert refused.status_code == 503
    for words in ("Sightline is busy", "Nothing was saved", "Send it again", TEXT):
        assert words in refused.text
    assert not ActionUpdate.objects.filter(text=TEXT).exists()
    assert AuditEntry.objects.count() == before

    again = client.post(address, fields_of(refused.text))
    assert again.status_code == 302
    assert ActionUpdate.objects.filter(text=TEXT).count() == 1


def test_a_page_that_cannot_be_recorded_is_not_shown(client: Client) -> None:
    with somebody_else_saves():
        refused = client.get("/reviews/")
    assert (refused.status_code, "Sightline is busy" in refused.text) == (503, True)
    assert client.get("/reviews/").status_code == 200


def test_a_file_has_to_be_chosen_again(client: Client, address: str) -> None:
    with somebody_else_saves():
        refused = client.post(address, {**typed(), "evidence": SimpleUploadedFile("proof.txt", b"Proof.")})
    assert refused.status_code == 503
    assert "Send it again" not in refused.text
    assert TEXT in refused.text


def test_a_command_is_told_in_the_same_way(client: Client) -> None:
    with somebody_else_saves(), pytest.raises(Busy, match="not saved"):
        record_listed(by=user_with_email(COORDINATOR), now=READ_AT)


def test_what_was_saved_is_not_said_to_be_lost_where_only_the_session_waits(
    client: Client, address: str
) -> None:
    session = client.session
    session[SEEN] -= 60
    session.save()
    held = somebody_else_saves()

    def hold(execute: Callable[..., Any], sql: str, *arguments: Any) -> Any:
        if sql.startswith('UPDATE "django_session"'):
            held.__enter__()
        return execute(sql, *arguments)

    with connection.execute_wrapper(hold):
        answer = client.post(address, typed())
    held.__exit__(None, None, None)

    assert answer.status_code == 302
    assert ActionUpdate.objects.filter(text=TEXT).count() == 1


@_ON_POSTGRESQL
def test_a_database_that_does_not_answer_is_said_to_be_away_until_it_does(
    client: Client, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as away:
        away.setitem(connection.settings_dict, "PORT", "1")
        connection.close()
        ours = {"origin": "http://testserver"}
        for answer in (client.get("/reviews/"), client.post(address, typed(), headers=ours)):
            assert answer.status_code == 503
            assert "cannot reach its database" in answer.text
            assert "Send it again" not in answer.text
    assert TEXT in answer.text
    assert client.get("/reviews/").status_code == 200


@_ON_POSTGRESQL
def test_a_connection_that_is_cut_is_made_anew(client: Client) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        [number] = cursor.fetchone()
    with another_connection() as other:
        other.execute("SELECT pg_terminate_backend(%s)", [number])
    assert client.get("/reviews/").status_code == 503
    connection.close_if_unusable_or_obsolete()  # as before each request of a server
    assert client.get("/reviews/").status_code == 200
