"""A review with its panel open, to which two entries of the police are cleared."""

from collections.abc import Callable
from uuid import UUID

import pytest
from django.test import Client

from sightline.records.access.models import User
from sightline.records.cases.models import Case
from sightline.records.cases.services.stages import open_panel
from tests.factories.partnership import make_partnership
from tests.factories.review_case import NOW, ReviewCase, cleared, make_review_case


@pytest.fixture
def review(db: None) -> ReviewCase:
    return make_review_case(make_partnership())


@pytest.fixture
def entries(review: ReviewCase) -> list[UUID]:
    ids = cleared(review, "He was seen at the door.", "She rang the helpline.")
    version = Case.objects.get(pk=review.case_id).version
    open_panel(by=review.coordinator, now=NOW, case_id=review.case_id, version=version)
    return ids


@pytest.fixture
def client_of() -> Callable[[User], Client]:
    def signed_in(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return signed_in
