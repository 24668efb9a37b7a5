"""2,000 requests with ids of what is foreign to the user tell them nothing and change nothing of it."""

from random import Random

import pytest

from sightline.cli.acting import clock
from sightline.records.actor import system
from tests.canaries import WATCH
from tests.web.foreign_ids import PEOPLE, Walk, World, make_world

#: Each goes out twice: with foreign ids, and with ids of nothing.
N_PAIRS = 1_000


@pytest.fixture
def world(db: None) -> World:
    return make_world(clock())


def test_a_foreign_id_is_answered_like_one_of_nothing_and_changes_nothing(world: World) -> None:
    faults, statuses = [], set()
    for person in PEOPLE:
        walk = Walk(world, person, Random(person))  # the same requests each time
        faults += [fault for _ in range(N_PAIRS // len(PEOPLE)) if (fault := walk.step())]
        statuses |= set(walk.statuses)
    assert faults == []
    assert {200, 403, 404} <= statuses  # else the requests would not get anywhere


def test_a_view_that_asks_in_nobody_s_name_is_noticed(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sightline.web.acting.acting", lambda _actor: system("a planted bug"))
    for module in ("queries", "services.stages", "services.notes", "services.seals"):
        monkeypatch.setattr(
            f"sightline.records.cases.{module}.rows_open_to",
            lambda _actor, _permission, model: model.objects.all(),
            raising=False,
        )
    walk = Walk(world, "police_colleague", Random(1))
    with WATCH.planting() as found:
        faults = [fault for _ in range(60) if (fault := walk.step())]
    assert any("is answered" in fault for fault in faults)
    assert found
