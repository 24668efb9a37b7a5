"""The invented review of `tests.factories.chronologies` is in the states that services leave things in."""

import pytest

from sightline.domain.chronology.filters import EntryFilter
from sightline.domain.states.agency_return import ReturnState
from sightline.records.access.policies import actor_for
from sightline.records.actor import acting
from sightline.records.chronologies.models import AgencyReturn
from sightline.records.events.queries import entries
from tests.canaries import canaries_in
from tests.factories.casework import NOW, readers
from tests.factories.chronologies import ReviewChronology, make_review_chronology

_OF_ENTRIES = ("-ENTRY", "-WITHHELD", "-UNCHECKED")


@pytest.fixture
def chronology(db: None) -> ReviewChronology:
    return make_review_chronology()


def test_two_returns_are_cleared_and_one_waits(chronology: ReviewChronology) -> None:
    states = {
        agency: ReturnState(AgencyReturn.objects.get(pk=return_id).state)
        for agency, return_id in chronology.returns.items()
    }
    assert states == {
        "police": ReturnState.CLEARED,
        "harbour": ReturnState.CLEARED,
        "council": ReturnState.RECEIVED,
    }


def test_each_of_its_people_reads_what_is_said_of_them_and_no_more(chronology: ReviewChronology) -> None:
    expected = {canary: names for canary, names in readers().items() if canary.endswith(_OF_ENTRIES)}
    for name, user in chronology.users.items():
        with acting(actor_for(user, NOW)):
            shown = entries(user, chronology.case_id, wanted=EntryFilter(), size=50).rows
        found = canaries_in("\n".join(row.text for row in shown).encode())
        assert found == {canary for canary, names in expected.items() if name in names}, name
