"""An invented partnership, and clients signed in as its people."""

from collections.abc import Callable

import pytest
from django.test import Client

from sightline.records.access.queries import user_with_email
from tests.web.looks import every_page_is_compared
from tests.web.partnership import Partnership, open_invented_partnership


@pytest.fixture
def partnership(db: None) -> Partnership:
    return open_invented_partnership()


@pytest.fixture
def signed_in(partnership: Partnership) -> Callable[[str], Client]:
    """This is a client signed in as the person with that e-mail address."""

    def client_of(email: str) -> Client:
        client = Client()
        client.force_login(user_with_email(email))
        return client

    return client_of


@pytest.fixture(autouse=True)
def _what_a_page_shows_is_in_the_audit_trail(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever page a test opens, its rows are compared with the rows that were logged."""
    monkeypatch.setattr(Client, "request", every_page_is_compared(Client.request))
