"""Querysets made at random over cases, people and all that hangs on them.

What somebody is answered must be what anybody would be answered if the rows hidden from them did not
exist. So each query is asked twice: by a user, and by Sightline itself once the rows that the table
written by hand hides from that user are deleted.
"""

from collections.abc import Callable
from random import Random
from typing import Any

from django.db import connection, models, transaction
from django.db.models import Count, Exists, F, Max, Model, OuterRef, Q, QuerySet, Subquery, Window
from django.db.models.functions import Cast, RowNumber

from sightline.records.access.models import User
from sightline.records.access.policies import actor_for
from sightline.records.actor import acting, system
from sightline.records.agencies.models import Agency
from sightline.records.append_only import remove_triggers
from sightline.records.people.models import Person
from tests.integration.policy.worlds import NOW, PERMISSIONS, World

Query = Callable[[], Any]

#: Where a query begins, and what its paths lead through. The last three are protected from nobody.
MODELS: tuple[type[Model], ...] = (*PERMISSIONS, Person, User, Agency)
_LONGEST_PATH = 3
_LONGEST_ANSWER = 200


def hidden_from(world: World, user: User) -> dict[type[Model], list[Any]]:
    """These are the rows that the table written by hand hides from a user."""
    return {
        model: [row.pk for row in world.of(model) if not world.may(user, permissions[0], row)]
        for model, permissions in PERMISSIONS.items()
    }


def compare(world: World, user: User, queries: list[Query]) -> list[tuple[Any, Any]]:
    """Ask each query as the user, and where what is hidden from them is gone: pairs of both answers.

    Keys in rows that remain may lead nowhere then; it is all undone before anybody checks.
    """
    with acting(actor_for(user, NOW)):
        guarded = [query() for query in queries]
    with system("a test looks at what there is"), transaction.atomic():
        if connection.vendor == "postgresql":
            # Only who owns a table takes its triggers off. It goes with the transaction, as all of this.
            with connection.cursor() as cursor:
                cursor.execute("RESET ROLE")
        remove_triggers(connection)
        for model, keys in hidden_from(world, user).items():
            hidden = model._base_manager.filter(pk__in=keys)
            hidden._raw_delete(hidden.db)
        bare = [query() for query in queries]
        transaction.set_rollback(True)
    return list(zip(guarded, bare, strict=True))


def random_query(random: Random, world: World) -> Query:
    """Make a query; each time it is asked it is compiled anew, for whoever asks then."""
    return _Making(random, world).query()


class _Making:
    def __init__(self, random: Random, world: World) -> None:
        self.random = random
        self.world = world

    def query(self) -> Query:
        rows = self.rows(self.random.choice(MODELS))
        shape = self.random.choice(
            [self.keys, self.values, self.grouped, self.aggregated, self.united, self.sliced, self.walked,
             self.windowed, self.numbers]
        )  # fmt: skip
        return shape(rows)

    # --- Which rows

    def rows(self, model: type[Model], depth: int = 0) -> QuerySet[Any]:
        manager = self.random.choice([model._default_manager, model._base_manager])
        found: QuerySet[Any] = manager.all()
        for _ in range(self.random.choice([0, 1, 1, 2])):
            keep = self.random.choice([found.filter, found.exclude])
            found = keep(self.condition(model, depth))
        return found

    def condition(self, model: type[Model], depth: int) -> Q | Exists:
        kind = self.random.choice(["path", "path", "either", "not", "in", "exists"])
        if kind == "either":
            return self.lookup(model) | self.lookup(model)
        if kind == "not":
            return ~self.lookup(model)
        if kind == "in" and depth == 0:
            other = self.random.choice(MODELS)
            path = self.path_to(model, other)
            if path:
                return Q(**{f"{path}__in": self.rows(other, 1).values("pk")})
        if kind == "exists" and depth == 0:
            other = self.random.choice(MODELS)
            path = self.path_to(other, model)
            if path:
                return Exists(self.rows(other, 1).filter(**{path: OuterRef("pk")}))
        return self.lookup(model)

    def lookup(self, model: type[Model]) -> Q:
        path, field = self.path(model)
        if isinstance(field, models.CharField | models.TextField) and not field.choices:
            return self.random.choice(
                [Q(**{f"{path}__startswith": "I"}), Q(**{f"{path}__gt": "M"}), Q(**{path: "Invented."})]
            )
        if isinstance(field, models.CharField):
            return Q(**{path: self.random.choice(list(field.choices or [("", "")]))[0]})
        if isinstance(field, models.UUIDField):
            rows = self.world.of(field.model)
            return Q(**{path: self.random.choice(rows).pk}) if rows else Q(**{f"{path}__isnull": False})
        if isinstance(field, models.DateTimeField):
            return self.random.choice([Q(**{f"{path}__lte": NOW}), Q(**{f"{path}__isnull": True})])
        return Q(**{f"{path}__isnull": self.random.choice([True, False])})

    # --- Paths

    def path(self, model: type[Model]) -> tuple[str, Any]:
        """This walks along relations and ends at a field."""
        steps: list[str] = []
        for _ in range(self.random.randint(0, _LONGEST_PATH)):
            onward = relations(model)
            if not onward:
                break
            name = self.random.choice(sorted(onward))
            steps.append(name)
            model = onward[name]
        # Where a path ends at the row itself, not at its key, Django joins one table less.
        field = self.random.choice([field for field in model._meta.concrete_fields if not field.is_relation])
        return "__".join([*steps, field.name]), field

    def path_to(self, model: type[Model], other: type[Model]) -> str | None:
        """This is a relation, or two, from one model to another."""
        found = [name for name, target in relations(model).items() if target is other]
        found += [
            f"{name}__{further}"
            for name, target in relations(model).items()
            for further, last in relations(target).items()
            if last is other
        ]
        return self.random.choice(sorted(found)) if found else None

    # --- What is asked of them

    def keys(self, rows: QuerySet[Any]) -> Query:
        return lambda: sorted(map(str, rows.values_list("pk", flat=True)))

    def values(self, rows: QuerySet[Any]) -> Query:
        names = sorted({self.path(rows.model)[0] for _ in range(self.random.randint(1, 3))})
        distinct = self.random.random() < 0.4
        found = rows.values_list(*names)
        return lambda: sorted(map(repr, found.distinct() if distinct else found))

    def grouped(self, rows: QuerySet[Any]) -> Query:
        by, counted = self.path(rows.model)[0], self.path(rows.model)[0]
        number = Count(counted, distinct=self.random.random() < 0.5)
        found = rows.values(by).annotate(n=number).values_list(by, "n")
        if self.random.random() < 0.5:
            found = found.filter(n__gt=1)
        return lambda: sorted(map(repr, found))

    def aggregated(self, rows: QuerySet[Any]) -> Query:
        path = self.path(rows.model)[0]
        where = self.lookup(rows.model) if self.random.random() < 0.5 else None
        greatest = Max(Cast(self.path(rows.model)[0], models.TextField()))
        return lambda: rows.aggregate(n=Count(path, filter=where), most=greatest)

    def united(self, rows: QuerySet[Any]) -> Query:
        other = self.rows(self.random.choice(MODELS))
        both = (
            rows.order_by()
            .values_list("pk")
            .union(other.order_by().values_list("pk"), all=self.random.random() < 0.5)
        )
        return lambda: sorted(map(repr, both))

    def sliced(self, rows: QuerySet[Any]) -> Query:
        path = self.path(rows.model)[0]
        ordered = rows.order_by("pk").values_list("pk", flat=True)
        start = self.random.randint(0, 3)
        by_path = rows.annotate(by=Cast(F(path), models.TextField())).order_by("by", "pk")
        return lambda: (list(ordered[start : start + 5]), list(by_path.values_list("by")[start : start + 5]))

    def walked(self, rows: QuerySet[Any]) -> Query:
        """This loads objects with what is joined or fetched beside them, and looks at that."""
        onward = relations(rows.model)
        single = [
            field.name for field in rows.model._meta.concrete_fields
            if field.is_relation and field.name in onward and not field.null
        ]  # fmt: skip
        several = sorted(name for name in onward if hasattr(getattr(rows.model, name, None), "rel"))
        fetched = self.random.sample(several, k=min(len(several), 2))
        joined = self.random.sample(single, k=min(len(single), 2))
        found = rows.select_related(*joined) if joined else rows
        found = found.prefetch_related(*fetched).order_by("pk")[:_LONGEST_ANSWER]

        def look() -> list[str]:
            seen = []
            for row in found.all():
                seen.append(str(row.pk))
                seen += [str(getattr(row, name).pk) for name in joined]
                for name in fetched:
                    manager = getattr(row, name, None)
                    if hasattr(manager, "all"):
                        seen += sorted(str(each.pk) for each in manager.all())
            return seen

        return look

    def windowed(self, rows: QuerySet[Any]) -> Query:
        found = rows.annotate(n=Window(RowNumber(), order_by=F("pk").asc())).values_list("pk", "n")
        return lambda: sorted(map(repr, found))

    def numbers(self, rows: QuerySet[Any]) -> Query:
        other = self.random.choice(MODELS)
        path = self.path_to(other, rows.model)
        counted = rows
        if path:
            of_each = self.rows(other, 1).filter(**{path: OuterRef("pk")}).order_by("pk").values("pk")[:1]
            counted = rows.annotate(one=Subquery(of_each)).filter(one__isnull=False)
        return lambda: (counted.count(), counted.exists(), len(counted.in_bulk()))


def relations(model: type[Model]) -> dict[str, type[Model]]:
    """These are the names by which a query walks from a model to another of ours, in either direction."""
    found: dict[str, type[Model]] = {}
    for field in model._meta.get_fields():
        if field.is_relation and field.related_model in MODELS:
            found[field.name] = field.related_model
    return found
