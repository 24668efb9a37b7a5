"""From the rules to the rows: which objects a user may do something to, and why.

An app says of each of its models how the facts read on it (`Protected`); the rest follows from
`domain.policy.rules`. A list, a detail and the row guard ask the same query, so they cannot disagree.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from operator import and_, or_
from typing import Any, TypeVar

from django.apps import apps
from django.db import connection, connections, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Exists, Q
from django.db.models.expressions import RawSQL
from psycopg import ClientCursor

from sightline.domain.policy.facts import All, AnyOf, Condition, Fact, Not
from sightline.domain.policy.permissions import Permission
from sightline.domain.policy.rules import RULES, Effect, Rule, roles_with
from sightline.domain.vocabulary.item_classes import ItemClass
from sightline.domain.vocabulary.roles import Role
from sightline.records import row_security
from sightline.records.access.models import Appointment
from sightline.records.actor import Actor, current
from sightline.records.row_guard import compiling_rules, protect_rows
from sightline.records.row_security import NOW_SQL, USER_SQL, RowRules

Found = TypeVar("Found", bound=models.Model)

_EVERYTHING, _NOTHING = Q(), Q(pk__in=())


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks, as it stands in a query: `actor` known, or whoever PostgreSQL is told it is."""

    actor: Actor | None

    @property
    def user(self) -> Any:
        """The id of the user who asks."""
        return self.actor.user_id if self.actor else RawSQL(USER_SQL, [])  # noqa: S611  # a constant

    @property
    def now(self) -> Any:
        """The moment for which it is asked."""
        return self.actor.now if self.actor else RawSQL(NOW_SQL, [])  # noqa: S611  # a constant

    def agencies(self, roles: frozenset[Role]) -> Any:
        """The ids of the agencies in which who asks holds one of these roles."""
        if self.actor:
            return self.actor.agencies(roles)
        return self._appointed(roles).values("agency")

    def holds(self, roles: frozenset[Role]) -> Q:
        """True where who asks holds one of these roles at all."""
        if self.actor:
            return _NOTHING if self.actor.roles.isdisjoint(roles) else _EVERYTHING
        return Q(models.Exists(self._appointed(roles)))

    def _appointed(self, roles: frozenset[Role]) -> models.QuerySet[Appointment]:
        return Appointment.objects.filter(
            user=self.user,
            user__is_active=True,
            role__in=sorted(roles),
            starts_at__lte=self.now,
            ends_at__gt=self.now,
        )


#: How a fact reads on a model, for who asks in one of some roles.
FactInRows = Callable[[Asker, frozenset[Role]], Q]


@dataclass(frozen=True, slots=True)
class Protected:
    """A model whose rows only some may see: by which permission, and how the facts read on it.

    `classes` says which rows are of which class; a rule about other classes does not reach them. What
    `facts` leaves out is never so on this model.

    A fact about one row is read from others, and PostgreSQL's row-level security stands before those
    too: `asked_by_facts` are rows that somebody may not see and that facts about them are read from.
    """

    model: type[models.Model]
    permission: Permission
    facts: Mapping[Fact, FactInRows] = field(default_factory=dict)
    classes: Mapping[ItemClass, Q] = field(default_factory=dict)
    asked_by_facts: Callable[[Asker], Q] | None = None


_protected: dict[type[models.Model], Protected] = {}


def protect(declared: Protected) -> None:
    """Show a model's rows from now on only to who may do what its permission says."""
    _protected[declared.model] = declared
    protect_rows(declared.model, lambda actor: _visible_rows(declared, actor))


def protected_models() -> Mapping[type[models.Model], Protected]:
    """Return every model declared so far, with its declaration."""
    return dict(_protected)


def rows_open_to(actor: Actor, permission: Permission, model: type[Found]) -> models.QuerySet[Found]:
    """Return the rows to which an actor may do something. The row guard takes away what they may not see."""
    if current() is actor and permission is _protected[model].permission:
        return model._default_manager.all()  # the row guard asks just this
    condition = _condition(_protected[model], permission, Asker(actor))
    return model._default_manager.filter(_as_ids(model, condition))


def can(actor: Actor, permission: Permission, obj: models.Model) -> bool:
    """Say of one object what `rows_open_to` says of many."""
    return rows_open_to(actor, permission, type(obj)).filter(pk=obj.pk).exists()


def all_that_can(
    actor: Actor, permissions: Collection[Permission], obj: models.Model
) -> frozenset[Permission]:
    """Return which of some permissions an actor has over an object, in one query."""
    found = {
        permission.value: Exists(rows_open_to(actor, permission, type(obj)).filter(pk=obj.pk))
        for permission in permissions
    }
    row = type(obj)._default_manager.filter(pk=obj.pk).values(**found).first() or {}
    return frozenset(Permission(each) for each, is_so in row.items() if is_so)


def why_visible(actor: Actor, permission: Permission, obj: models.Model) -> tuple[Rule, ...]:
    """Return the rules that allow an actor this on an object; none where one denies it."""
    declared = _protected[type(obj)]
    if not can(actor, permission, obj):
        return ()
    return tuple(
        rule
        for rule in RULES
        if rule.effect is Effect.ALLOW
        and permission in rule.permissions
        and type(obj)
        ._default_manager.filter(_as_ids(type(obj), _of_rule(declared, rule, Asker(actor))), pk=obj.pk)
        .exists()
    )


def is_hidden(label: str, pk: object) -> bool:
    """Say whether an object is of a kind of which the actor sees some, but not this one, if it exists."""
    model = apps.get_model(label)
    declared, actor = _protected.get(model), current()
    if declared is None or not isinstance(actor, Actor):
        return False
    if actor.roles.isdisjoint(roles_with(declared.permission)):
        return False
    return not model._default_manager.filter(pk=pk).exists()


def rules_for_row_security(database: BaseDatabaseWrapper) -> dict[type[models.Model], RowRules]:
    """Return the rules about each guarded model as PostgreSQL's row-level security takes them.

    Who asks is what the database is told (`records.row_security`).
    """
    found = {}
    for model, declared in _protected.items():
        visible = _condition(declared, declared.permission, Asker(None))
        asked = declared.asked_by_facts(Asker(None)) if declared.asked_by_facts else None
        found[model] = RowRules(
            visible=_written(_ids_sql(model, visible, database), database),
            asked_by_facts=_written(_ids_sql(model, asked, database), database) if asked else "",
        )
    return found


def _written(query: tuple[str, Sequence[Any]], database: BaseDatabaseWrapper) -> str:
    database.ensure_connection()
    return ClientCursor(database.connection).mogrify(*query)


def _visible_rows(declared: Protected, actor: Actor) -> models.QuerySet[Any] | None:
    condition = _condition(declared, declared.permission, Asker(actor))
    if not condition:
        return None
    if connection.vendor == "postgresql":
        # The same rules, asked where row-level security does not hide what facts are read from.
        ids = RawSQL(f"SELECT {row_security.function_of(declared.model)}()", [])  # noqa: S611
        return declared.model._base_manager.filter(pk__in=ids)
    return declared.model._base_manager.filter(condition)


def _as_ids(model: type[models.Model], condition: Q) -> Q:
    """A rule asks the bare tables, also within a query that is itself guarded: so it is compiled here."""
    if not condition:
        return condition
    sql, params = _ids_sql(model, condition, connections[model._base_manager.db])
    return Q(pk__in=RawSQL(sql, params))  # noqa: S611  # our own rules' SQL


def _ids_sql(
    model: type[models.Model], condition: Q, database: BaseDatabaseWrapper
) -> tuple[str, Sequence[Any]]:
    with compiling_rules():
        query = model._base_manager.filter(condition).values("pk").query
        return query.get_compiler(connection=database, elide_empty=False).as_sql()


def _condition(declared: Protected, permission: Permission, asker: Asker) -> Q:
    """This is `allowed and not denied` over the rules about a permission."""
    about = [rule for rule in RULES if permission in rule.permissions]
    allowed = [_of_rule(declared, rule, asker) for rule in about if rule.effect is Effect.ALLOW]
    denied = [_of_rule(declared, rule, asker) for rule in about if rule.effect is Effect.DENY]
    return _and(_or(allowed), *(_not(each) for each in denied))


def _of_rule(declared: Protected, rule: Rule, asker: Asker) -> Q:
    holds = asker.holds(rule.roles)
    if holds is _NOTHING:
        return _NOTHING
    return _and(holds, _of_classes(declared, rule), _in_rows(declared, rule.when, rule.roles, asker))


def _of_classes(declared: Protected, rule: Rule) -> Q:
    if not rule.classes:
        return _EVERYTHING
    return _or([declared.classes[each] for each in sorted(rule.classes) if each in declared.classes])


def _in_rows(declared: Protected, condition: Condition, roles: frozenset[Role], asker: Asker) -> Q:
    match condition:
        case Fact():
            read = declared.facts.get(condition)
            return read(asker, roles) if read else _NOTHING
        case All(parts):
            return _and(*(_in_rows(declared, part, roles, asker) for part in parts))
        case AnyOf(parts):
            return _or([_in_rows(declared, part, roles, asker) for part in parts])
        case Not(part):
            return _not(_in_rows(declared, part, roles, asker))
    raise TypeError(f"{condition!r} is no condition")


# Django drops an empty Q from `|`, where it means “always”, and cannot tell it from one that was never there.


def _and(*conditions: Q) -> Q:
    if any(each is _NOTHING for each in conditions):
        return _NOTHING
    return reduce(and_, (each for each in conditions if each), _EVERYTHING)


def _or(conditions: list[Q]) -> Q:
    if any(not each for each in conditions):
        return _EVERYTHING
    open_ones = [each for each in conditions if each is not _NOTHING]
    return reduce(or_, open_ones) if open_ones else _NOTHING


def _not(condition: Q) -> Q:
    if condition is _NOTHING:
        return _EVERYTHING
    return ~condition if condition else _NOTHING
