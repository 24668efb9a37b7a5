"""A review with its chronology, and clients signed in as its people."""

from collections.abc import Callable

import pytest
from django.test import Client

from sightline.cli.acting import clock
from tests.factories.chronologies import ReviewChronology, make_review_chronology

SignedIn = Callable[[str], Client]


@pytest.fixture
def chronology(db: None) -> ReviewChronology:
    return make_review_chronology(clock())


@pytest.fixture
def signed_in(chronology: ReviewChronology) -> SignedIn:
    """This is a client signed in as the user of that name in `ReviewChronology`."""

    def client_of(name: str) -> Client:
        client = Client()
        client.force_login(chronology.users[name])
        return client

    return client_of
