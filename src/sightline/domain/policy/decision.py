"""The rules over one object whose facts are at hand. Over many objects the same rules become SQL."""

from collections.abc import Callable, Collection

from sightline.domain.policy.facts import All, AnyOf, Condition, Fact, Not
from sightline.domain.policy.permissions import Permission
from sightline.domain.policy.rules import RULES, Effect, Rule
from sightline.domain.vocabulary.item_classes import ItemClass
from sightline.domain.vocabulary.roles import Role

#: Whether a fact is so for somebody who holds one of these roles.
IsSo = Callable[[Fact, frozenset[Role]], bool]


def is_allowed(
    permission: Permission, roles: Collection[Role], is_so: IsSo, item_class: ItemClass | None = None
) -> bool:
    """Say whether somebody with these roles may do something: a rule allows it and none denies it."""
    about = [rule for rule in RULES if permission in rule.permissions and _reaches(rule, roles, item_class)]
    so = dict.fromkeys(Effect, False)
    for rule in about:
        so[rule.effect] = so[rule.effect] or _holds(rule.when, rule.roles, is_so)
    return so[Effect.ALLOW] and not so[Effect.DENY]


def _reaches(rule: Rule, roles: Collection[Role], item_class: ItemClass | None) -> bool:
    return not rule.roles.isdisjoint(roles) and (not rule.classes or item_class in rule.classes)


def _holds(condition: Condition, roles: frozenset[Role], is_so: IsSo) -> bool:
    match condition:
        case Fact():
            return is_so(condition, roles)
        case All(parts):
            return all(_holds(part, roles, is_so) for part in parts)
        case AnyOf(parts):
            return any(_holds(part, roles, is_so) for part in parts)
        case Not(part):
            return not _holds(part, roles, is_so)
    raise TypeError(f"{condition!r} is no condition")
