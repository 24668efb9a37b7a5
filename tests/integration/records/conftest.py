"""The partnership that every test of the records starts from."""

import pytest

from tests.factories.partnership import Partnership, make_partnership


@pytest.fixture
def people(db: None) -> Partnership:
    return make_partnership()
