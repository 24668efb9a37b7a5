"""A small plan in the database, with every text field saying something to look for."""

from uuid import UUID

import pytest

from tests.factories.partnership import Partnership, accepted_review, make_partnership, small_plan


@pytest.fixture
def people(db: None) -> Partnership:
    return make_partnership()


@pytest.fixture
def review_id(people: Partnership) -> UUID:
    return accepted_review(people.coordinator, small_plan())
