"""The checks notice: each bug below is planted, and one of them has to differ."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from random import Random
from typing import Any

import pytest
from django.db import connection
from django.db.models import Q
from django.db.models.sql.datastructures import BaseTable, Join

from sightline.domain.policy import decision, rules
from sightline.domain.policy.facts import ALWAYS, Fact
from sightline.domain.policy.permissions import Permission as May
from sightline.domain.policy.rules import Effect, Rule
from sightline.domain.vocabulary.item_classes import ItemClass
from sightline.domain.vocabulary.roles import Role
from sightline.records import row_guard
from sightline.records.access import rows
from sightline.records.access.models import User
from sightline.records.access.rows import protected_models
from sightline.records.actor import system
from sightline.records.cases.models import Case, CaseNote, Seal, SealName, Share
from sightline.records.people.models import Bar, Location, PersonRecord
from tests.integration.policy.random_queries import compare, random_query
from tests.integration.policy.test_two_evaluators import all_worlds, compare_through_sql
from tests.integration.policy.worlds import World, random_world

Plant = Callable[[pytest.MonkeyPatch], None]


def without(effect: Effect, permission: May, when: Any = None) -> Plant:
    """This drops the first such rule about a permission."""
    found = next(
        rule
        for rule in rules.RULES
        if rule.effect is effect and permission in rule.permissions and when in (None, rule.when)
    )
    return _with_rules(tuple(rule for rule in rules.RULES if rule is not found))


def with_one_more(permission: May, role: Role, when: Any = ALWAYS, *classes: ItemClass) -> Plant:
    more = Rule(Effect.ALLOW, frozenset({permission}), frozenset({role}), when, frozenset(classes))
    return _with_rules((*rules.RULES, more))


def changed(permission: May, role: Role, **changes: Any) -> Plant:
    """This changes the first rule that allows a role something."""
    found = next(
        rule
        for rule in rules.RULES
        if rule.effect is Effect.ALLOW and permission in rule.permissions and role in rule.roles
    )
    return _with_rules(tuple(replace(rule, **changes) if rule is found else rule for rule in rules.RULES))


def _with_rules(changed_rules: tuple[Rule, ...]) -> Plant:
    def plant(patch: pytest.MonkeyPatch) -> None:
        patch.setattr(rules, "RULES", changed_rules)
        patch.setattr(decision, "RULES", changed_rules)
        patch.setattr(rows, "RULES", changed_rules)

    return plant


def reading(model: type[Any], fact: Fact, read: Any) -> Plant:
    """This reads a fact wrongly on one model; on every one where the model is None."""

    def plant(patch: pytest.MonkeyPatch) -> None:
        for each, declared in protected_models().items():
            if model in (None, each):
                wrong = replace(declared, facts={**declared.facts, fact: read})
                patch.setitem(rows._protected, each, wrong)
                patch.setitem(
                    row_guard._rules,
                    each._meta.db_table,
                    lambda actor, wrong=wrong: rows._visible_rows(wrong, actor),
                )

    return plant


def of_class(model: type[Any], item_class: ItemClass, where: Q) -> Plant:
    """This takes rows of a model for another class than theirs."""

    def plant(patch: pytest.MonkeyPatch) -> None:
        declared = protected_models()[model]
        wrong = replace(declared, classes={**declared.classes, item_class: where})
        patch.setitem(rows._protected, model, wrong)
        patch.setitem(
            row_guard._rules,
            model._meta.db_table,
            lambda actor: rows._visible_rows(wrong, actor),
        )

    return plant


def unguarded(model: type[Any]) -> Plant:
    """This forgets to guard a table."""
    return lambda patch: patch.delitem(row_guard._rules, model._meta.db_table)


def guard_without_joins(patch: pytest.MonkeyPatch) -> None:
    guarded = Join.as_sql
    plain = next(c.cell_contents for c in guarded.__closure__ or () if callable(c.cell_contents))
    patch.setattr(Join, "as_sql", plain)


def guard_without_tables(patch: pytest.MonkeyPatch) -> None:
    guarded = BaseTable.as_sql
    plain = next(c.cell_contents for c in guarded.__closure__ or () if callable(c.cell_contents))
    patch.setattr(BaseTable, "as_sql", plain)


def a_job_that_sees_everything(patch: pytest.MonkeyPatch) -> None:
    @contextmanager
    def careless(_actor: object) -> Iterator[None]:
        with system("planted"):
            yield

    patch.setattr("tests.integration.policy.random_queries.acting", careless)


def rows_kept_for_everybody(patch: pytest.MonkeyPatch) -> None:
    """This keeps the first answer of the guard for a table, whoever asks next."""
    kept: dict[str, Any] = {}
    plain = row_guard._visible_sql

    def careless(table: str, connection: Any, *, only_ids: bool = False) -> Any:
        if row_guard._compiling_rules.get():
            return plain(table, connection, only_ids=only_ids)
        return kept.setdefault(f"{table} {only_ids}", plain(table, connection, only_ids=only_ids))

    patch.setattr(row_guard, "_visible_sql", careless)


_SEALED = Fact.SEALED & ~Fact.NAMED

BUGS: dict[str, Plant] = {
    "no deny of the barred": without(Effect.DENY, May.READ_CASE, Fact.BARRED),
    "no deny of the sealed": without(Effect.DENY, May.READ_CASE, _SEALED),
    "one confirms one's own seal": without(Effect.DENY, May.CONFIRM_SEAL, Fact.AUTHORED),
    "one sees bars on oneself": without(Effect.DENY, May.SET_BARS),
    "members do not see their case": without(Effect.ALLOW, May.READ_CASE),
    "an administrator reads cases": with_one_more(May.READ_CASE, Role.ADMINISTRATOR),
    "an auditor reads what is shared": with_one_more(
        May.READ_ITEM, Role.AUDITOR, Fact.MEMBER, ItemClass.SHARED_CONTENT
    ),
    "a chair reads an agency's own": with_one_more(
        May.READ_ITEM, Role.CHAIR, Fact.MEMBER, ItemClass.AGENCY_RAW
    ),
    "a rank opens": with_one_more(May.READ_CASE, Role.SUPERVISOR, Fact.AGENCY_INVOLVED),
    "emergency opens where somebody is": with_one_more(
        May.REVEAL_LOCATION, Role.IDVA, Fact.EMERGENCY, ItemClass.LOCATION
    ),
    "caseworkers confer in reviews": changed(May.READ_ITEM, Role.IDVA, when=Fact.MEMBER),
    "an IDVA without membership": changed(May.REVEAL_LOCATION, Role.IDVA, when=Fact.OPEN),
    "a rule without its classes": changed(May.READ_ITEM, Role.MARAC_COORDINATOR, classes=frozenset()),
    "a bar denies nobody": reading(None, Fact.BARRED, lambda asker, _roles: Q(pk=None)),
    "everybody is named on seals": reading(None, Fact.NAMED, lambda asker, _roles: ~Q(pk=None)),
    "a case's agency is one's own": reading(
        CaseNote, Fact.OWN_AGENCY, lambda asker, roles: Q(case__agency__in=asker.agencies(roles))
    ),
    "a share to one agency is to all": reading(
        PersonRecord, Fact.SHARED, lambda asker, _roles: Q(shares__isnull=False)
    ),
    "membership never ends": reading(Case, Fact.MEMBER, lambda asker, _roles: Q(members__user=asker.user)),
    "a lifted bar goes for a set one": reading(
        Bar, Fact.OWN_AGENCY, lambda asker, _roles: Q(decided_by=None)
    ),
    "an agency's own passes for shared": of_class(CaseNote, ItemClass.SHARED_CONTENT, Q()),
    "locations are as shared content": of_class(PersonRecord, ItemClass.SHARED_CONTENT, Q(pk=None)),
    "notes are not guarded": unguarded(CaseNote),
    "locations are not guarded": unguarded(Location),
    "names on seals are not guarded": unguarded(SealName),
    "shares are not guarded": unguarded(Share),
    "seals are not guarded": unguarded(Seal),
    "joins are not guarded": guard_without_joins,
    "tables are not guarded": guard_without_tables,
    "a job sees everything": a_job_that_sees_everything,
    "one user's rows are kept for the next": rows_kept_for_everybody,
}


@pytest.fixture
def world(db: None) -> World:
    made = random_world(seed=5, n_users=14, n_cases=3)
    made.write()
    return made


def test_without_a_bug_nothing_differs(world: World) -> None:
    assert not any(differences(world))


@pytest.mark.parametrize("bug", BUGS)
def test_a_planted_bug_is_noticed(bug: str, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    if connection.vendor == "postgresql":
        pytest.skip("PostgreSQL keeps the rules itself, whatever bug is planted above it")
    BUGS[bug](monkeypatch)
    assert any(differences(world))


def differences(world: World) -> Iterator[bool]:
    """These are the checks of the rules, of their SQL and of the guard, the cheap ones first."""
    yield any(all_worlds(permission)[0] for permission in (May.READ_CASE, May.READ_ITEM, May.REVEAL_LOCATION,
                                                           May.CONFIRM_SEAL, May.SET_BARS))  # fmt: skip
    yield any(by_hand != by_sql for _what, by_hand, by_sql in compare_through_sql(world))
    for place, user in enumerate(world.of(User)[:8]):
        random = Random(place)
        queries = [random_query(random, world) for _ in range(25)]
        yield any(guarded != bare for guarded, bare in compare(world, user, queries))
