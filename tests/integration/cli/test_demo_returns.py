"""The returns of the demo: real files through the real reader, each where its story leaves it."""

from collections import Counter

import pytest

from sightline.cli.demonstration import load_demo
from sightline.domain.states.agency_return import ReturnState
from sightline.records.chronologies.models import AgencyReturn, ReturnFile
from sightline.records.events.models import Event, EventPerson

pytestmark = pytest.mark.django_db(transaction=True)


def test_each_return_of_the_demo_is_where_its_story_leaves_it() -> None:
    load_demo()

    states = Counter(AgencyReturn.objects.values_list("state", flat=True))
    assert states == {
        ReturnState.CLEARED: 9,
        ReturnState.RECEIVED: 1,
        ReturnState.NIL_RETURN: 1,
        ReturnState.REQUESTED: 2,
    }
    cleared = Event.objects.filter(item_class="C2")
    assert cleared.count() == Event.objects.filter(disclosure="CLEARED").count() == 189 - 9
    assert Event.objects.filter(disclosure="WITHHELD").count() == 9
    # The mistakes of the one that waits are those of its file, and nothing of it is an entry.
    waiting = ReturnFile.objects.filter(agency_return__state=ReturnState.REQUESTED).get()
    assert not Event.objects.filter(agency=waiting.agency_return.agency_id).exists()
    assert EventPerson.objects.exclude(subject=None).exists()
