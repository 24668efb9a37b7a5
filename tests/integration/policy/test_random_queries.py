"""No query, however made, is answered otherwise than if the hidden rows did not exist.

`python -m benchmarks.random_queries` asks 10,000; here it is 300.
"""

from random import Random

import pytest
from hypothesis import HealthCheck, given, settings, strategies

from sightline.records.access.models import User
from tests.integration.policy.random_queries import compare, hidden_from, random_query
from tests.integration.policy.worlds import World, random_world

N_USERS, N_QUERIES = 10, 30


@pytest.fixture
def world(db: None) -> World:
    made = random_world(seed=3, n_users=20, n_cases=5)
    made.write()
    return made


@settings(
    max_examples=N_USERS,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(random=strategies.randoms(use_true_random=False), seed=strategies.integers(0, 2**32))
def test_what_is_hidden_might_as_well_not_be_there(world: World, random: Random, seed: int) -> None:
    user = random.choice(world.of(User))
    queries = [random_query(Random(seed + place), world) for place in range(N_QUERIES)]
    assert [pair for pair in compare(world, user, queries) if pair[0] != pair[1]] == []


def test_much_is_hidden_and_much_is_not(world: World) -> None:
    """Else the queries above would prove nothing."""
    for user in world.of(User):
        roles = world.roles(user)
        hidden = sum(map(len, hidden_from(world, user).values()))
        assert hidden
        if roles.keys() & {"IDVA", "SPOC"} and user.is_active:
            assert hidden < sum(len(world.of(model)) for model in hidden_from(world, user))
