"""The two real reviews, read and accepted whole: every printed row becomes an action."""

import pytest

from sightline.exchange.importers.published_review import read_published_review
from sightline.records.actions.models import Action
from sightline.records.reviews.models import ReadItem
from tests.factories.partnership import Partnership, accepted_review
from tests.seeds import FIRST, SEEDS, Seed, requires_seeds


@requires_seeds
@pytest.mark.parametrize("seed", SEEDS, ids=["first", "second"])
def test_each_row_of_a_real_plan_becomes_one_action(people: Partnership, seed: Seed) -> None:
    reading = read_published_review(seed.path.read_bytes(), name=seed.path.name)
    accepted_review(people.coordinator, reading)
    assert Action.objects.count() == len(reading["action_plan"]) == seed.n_plan_rows
    assert ReadItem.objects.count() == 1 + sum(
        len(items) for key, items in reading.items() if key != "defects" and isinstance(items, list)
    )


@requires_seeds
def test_the_rows_the_first_review_prints_twice_are_linked(people: Partnership) -> None:
    reading = read_published_review(FIRST.path.read_bytes(), name=FIRST.path.name)
    accepted_review(people.coordinator, reading)
    repeats = Action.objects.filter(duplicate_of__isnull=False).order_by("position")
    pairs = [(action.number, action.duplicate_of.number) for action in repeats if action.duplicate_of]
    assert {(str(number), str(number - 7)) for number in range(26, 33)} <= set(pairs)
