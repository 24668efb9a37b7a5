"""Identifiers sort by when they were made, so that what happened in one millisecond keeps its order."""

from sightline.records.ids import new_id


def test_ids_made_one_after_the_other_sort_in_that_order() -> None:
    made = [new_id() for _ in range(10_000)]
    assert made == sorted(made)
    assert {made_id.version for made_id in made} == {7}
