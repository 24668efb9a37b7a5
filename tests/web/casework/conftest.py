"""An invented partnership at work, and clients signed in as its people."""

from collections.abc import Callable

import pytest
from django.test import Client

from sightline.cli.acting import clock
from tests.factories.casework import Casework, make_casework

SignedIn = Callable[[str], Client]


@pytest.fixture
def casework(db: None) -> Casework:
    """What happened, happened now: emergency access is still open."""
    return make_casework(clock())


@pytest.fixture
def signed_in(casework: Casework) -> SignedIn:
    """This is a client signed in as the user of that name in `Casework`, who has just proved who they are."""

    def client_of(name: str) -> Client:
        client = Client()
        client.force_login(casework.users[name])
        session = client.session
        session["proved_at"] = clock().timestamp()
        session.save()
        return client

    return client_of
