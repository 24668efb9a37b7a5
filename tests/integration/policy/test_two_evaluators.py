"""The rules and the table written by hand say the same, in plain Python and through SQL.

`python -m benchmarks.policy_worlds` compares 50,000 worlds through SQL; here it is 336.
"""

from collections.abc import Iterator
from itertools import combinations
from typing import Any

import pytest

from sightline.domain.policy import decision, rules
from sightline.domain.policy.facts import Fact, facts_in
from sightline.domain.policy.permissions import Permission
from sightline.domain.vocabulary.item_classes import ItemClass
from sightline.domain.vocabulary.roles import Role
from sightline.records.access.models import User
from sightline.records.access.policies import actor_for
from sightline.records.access.rows import can, protected_models, rows_open_to
from sightline.records.actor import acting
from tests.integration.policy.by_hand import TABLE, asked_about, may
from tests.integration.policy.worlds import NOW, PERMISSIONS, World, random_world

ABOUT_CASES = {"cases", "people", "events", "chronologies"}
CLASSES = (None, *ItemClass)
#: A user and a case, with all that is so between them.
N_WORLDS = 300


def test_both_know_the_same_roles() -> None:
    assert TABLE.keys() == set(Role)


@pytest.mark.parametrize("permission", Permission)
def test_in_every_world_of_facts_both_say_the_same(permission: Permission) -> None:
    differing, n_compared = all_worlds(permission)
    assert n_compared >= len(Role) * len(CLASSES)
    assert differing == []


def all_worlds(permission: Permission) -> tuple[list[tuple[Any, ...]], int]:
    """This compares both over all facts that either of them asks about; to the rest both are deaf."""
    facts = sorted({Fact(word.upper()) for word in asked_about(permission)} | _asked_by_rules(permission))
    differing, n_compared = [], 0
    for n_so in range(len(facts) + 1):
        for so in map(frozenset, combinations(facts, n_so)):
            words = frozenset(fact.lower() for fact in so)
            for role in Role:
                for item_class in CLASSES:
                    n_compared += 1
                    by_rules = decision.is_allowed(
                        permission, (role,), lambda fact, _roles, so=so: fact in so, item_class
                    )
                    if by_rules != may(role.value, permission.value, item_class, words):
                        differing.append((role.value, item_class, sorted(words), f"rules: {by_rules}"))
    return differing, n_compared


def _asked_by_rules(permission: Permission) -> set[Fact]:
    return {fact for rule in rules.RULES if permission in rule.permissions for fact in facts_in(rule.when)}


def test_every_kind_of_row_about_a_case_is_compared() -> None:
    about_cases = {model for model in protected_models() if model._meta.app_label in ABOUT_CASES}
    assert about_cases == PERMISSIONS.keys()
    assert {model: protected_models()[model].permission for model in PERMISSIONS} == {
        model: permissions[0] for model, permissions in PERMISSIONS.items()
    }


@pytest.mark.django_db
def test_through_sql_both_say_the_same() -> None:
    world = random_world(seed=1)
    world.write()
    found = list(compare_through_sql(world))
    assert len(found) >= N_WORLDS * 10
    assert [each for each, by_hand, by_sql in found if by_hand != by_sql] == []
    # The worlds are worth comparing only where the answers differ from one to the next.
    assert 0.05 < sum(by_hand for _each, by_hand, _by_sql in found) / len(found) < 0.95


@pytest.mark.django_db
def test_one_object_is_answered_as_it_is_in_the_list() -> None:
    world = random_world(seed=2, n_users=14, n_cases=3)
    world.write()
    for user in world.of(User):
        actor = actor_for(user, NOW)
        with acting(actor):
            for model, permissions in PERMISSIONS.items():
                for row in world.of(model):
                    assert can(actor, Permission(permissions[0]), row) == world.may(user, permissions[0], row)


def compare_through_sql(world: World) -> Iterator[tuple[tuple[str, ...], bool, bool]]:
    """This yields, for each user, permission and row, both answers."""
    for user in world.of(User):
        actor = actor_for(user, NOW)
        for model, permissions in PERMISSIONS.items():
            for permission in permissions:
                with acting(actor):
                    rows = rows_open_to(actor, Permission(permission), model)
                    seen = set(rows.values_list("pk", flat=True))
                for row in world.of(model):
                    what = (user.email, permission, model.__name__, str(row.pk))
                    yield what, world.may(user, permission, row), row.pk in seen
