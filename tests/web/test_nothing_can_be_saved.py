"""While the database is read-only, pages can still be read, and each read is written down elsewhere."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from sightline.records.access.queries import user_with_email
from sightline.records.audit import reserve
from sightline.records.audit.models import AuditEntry
from sightline.records.audit.queries import who_looked
from tests.web.partnership import COORDINATOR, open_invented_partnership
from tests.web.review import accept_example

READ_ONLY = {
    "sqlite": ("PRAGMA query_only = 1", "PRAGMA query_only = 0"),
    "postgresql": ("SET default_transaction_read_only = on", "SET default_transaction_read_only = off"),
}


@contextmanager
def nothing_can_be_saved() -> Iterator[None]:
    before, after = READ_ONLY[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(before)
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(after)


@pytest.fixture
def address(transactional_db: None) -> str:
    return f"/reviews/{accept_example(open_invented_partnership())}/"


@pytest.fixture
def client(address: str) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(user_with_email(COORDINATOR))
    return client


@pytest.fixture(autouse=True)
def _what_a_page_shows_is_in_the_audit_trail() -> None:
    """Here it is in the reserve first."""


def test_what_is_read_meanwhile_moves_into_the_trail_with_the_next_change(
    client: Client, address: str, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reserve, "SIZE", 100_000)
    reserve.prepare(settings.AUDIT_RESERVE_FILE)
    before = AuditEntry.objects.count()
    with nothing_can_be_saved():
        for _ in range(3):
            assert client.get(address).status_code == 200
        refused = client.post("/actions/views", {"name": "Mine", "query": "due=OVERDUE"})
        assert (refused.status_code, "Nothing can be saved now" in refused.text) == (503, True)
        assert AuditEntry.objects.count() == before

    assert client.get("/reviews/").status_code == 200

    assert AuditEntry.objects.count() == before + 4
    looks = who_looked("reviews.Review", address.split("/")[2])
    assert [look.verb for look in looks[:4]] == ["listed", "opened", "opened", "opened"]
    moved = AuditEntry.objects.order_by("sequence")[before]
    assert moved.details["from_reserve"] > moved.at.strftime("%Y-%m-%dT%H:%M:%S")
    assert not reserve.is_waiting(settings.AUDIT_RESERVE_FILE)


def test_without_a_reserve_nothing_is_shown(client: Client, address: str, settings: Any) -> None:
    with nothing_can_be_saved():
        answer = client.get(address)
    assert answer.status_code == 503
    assert not Path(settings.AUDIT_RESERVE_FILE).exists()


def test_who_was_killed_before_the_reserve_was_emptied_leaves_no_entry_twice(
    client: Client, address: str, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reserve, "SIZE", 100_000)
    reserve.prepare(settings.AUDIT_RESERVE_FILE)
    with nothing_can_be_saved():
        client.get(address)
    kept = settings.AUDIT_RESERVE_FILE.read_bytes()
    client.get("/reviews/")
    after = AuditEntry.objects.count()

    settings.AUDIT_RESERVE_FILE.write_bytes(kept)
    client.get("/reviews/")

    assert AuditEntry.objects.count() == after + 1
