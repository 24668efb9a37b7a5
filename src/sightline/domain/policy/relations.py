"""The relations in which somebody stands to an object, for the matrix of what each role may do.

Each is the facts that are so then, of an object of every kind: a case, what is in it, an action. So few
cannot say all that the rules say; they say what a person who reviews the rules asks first.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from sightline.domain.policy.decision import is_allowed
from sightline.domain.policy.facts import Fact, facts_in
from sightline.domain.policy.permissions import Permission
from sightline.domain.policy.rules import RULES
from sightline.domain.vocabulary.item_classes import ItemClass
from sightline.domain.vocabulary.roles import Role


class Relation(StrEnum):
    """How somebody stands to an object."""

    OWN_ASSIGNED = "own-assigned"
    OWN_UNASSIGNED = "own-unassigned"
    SHARED = "shared"
    UNSHARED = "unshared"
    SEALED_NAMED = "sealed-named"
    SEALED_NOT = "sealed-not"
    BARRED = "barred"
    EMERGENCY = "emergency"


#: Their own agency's, in an open case.
_OF_OWN_AGENCY = frozenset({Fact.OPEN, Fact.AGENCY_INVOLVED, Fact.OWN_AGENCY})
#: And they lead the work on it.
_ASSIGNED = _OF_OWN_AGENCY | {Fact.MEMBER, Fact.LEAD}

FACTS: dict[Relation, frozenset[Fact]] = {
    Relation.OWN_ASSIGNED: _ASSIGNED,
    Relation.OWN_UNASSIGNED: _OF_OWN_AGENCY,
    Relation.SHARED: frozenset({Fact.OPEN, Fact.SHARED}),
    Relation.UNSHARED: frozenset({Fact.OPEN}),
    Relation.SEALED_NAMED: _ASSIGNED | {Fact.SEALED, Fact.NAMED},
    Relation.SEALED_NOT: _ASSIGNED | {Fact.SEALED},
    Relation.BARRED: _ASSIGNED | {Fact.BARRED},
    Relation.EMERGENCY: frozenset({Fact.OPEN, Fact.EMERGENCY}),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the matrix: what a role may do, by relation; `in_review` is None where it is all one."""

    permission: Permission
    item_class: ItemClass | None
    in_review: bool | None
    role: Role | None
    may: dict[Relation, bool]


def matrix() -> Iterator[Row]:
    """Say of every permission, class, kind of case and role what is allowed. No role is nobody signed in."""
    for permission in Permission:
        for item_class in _classes(permission):
            for in_review in _kinds_of_case(permission):
                for role in (None, *Role):
                    yield Row(permission, item_class, in_review, role, {
                        relation: may(permission, role, relation, item_class, in_review=in_review)
                        for relation in Relation
                    })  # fmt: skip


def may(
    permission: Permission,
    role: Role | None,
    relation: Relation,
    item_class: ItemClass | None = None,
    *,
    in_review: bool | None = None,
) -> bool:
    """Say what one cell of the matrix says."""
    so = FACTS[relation] | ({Fact.IN_REVIEW} if in_review else frozenset())
    roles = () if role is None else (role,)
    return is_allowed(permission, roles, lambda fact, _roles: fact in so, item_class)


def _kinds_of_case(permission: Permission) -> tuple[bool | None, ...]:
    asked = {fact for rule in RULES if permission in rule.permissions for fact in facts_in(rule.when)}
    return (False, True) if asked & {Fact.IN_REVIEW, Fact.PANEL_OPEN} else (None,)


def _classes(permission: Permission) -> tuple[ItemClass | None, ...]:
    named = {each for rule in RULES if permission in rule.permissions for each in rule.classes}
    return tuple(sorted(named)) or (None,)
