"""Keeps protected rows from whoever may not see them, beneath every queryset.

A queryset forgets: a foreign key, `select_related`, an aggregate, `_base_manager`. So the SQL compiler
is where each mention of a protected table becomes a query for the rows the actor may see. Whatever
does not come through that compiler is refused on protected tables.

This rests on three parts of Django 5.2 that are not its public interface (`BaseTable.as_sql`,
`Join.as_sql`, `SQLCompiler.execute_sql`); `tests/integration/records/test_row_guard.py` walks every
way to a row and must be run with each new version.

Source: SIGHTLINE-SECURITY
"""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import connections, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.features import BaseDatabaseFeatures
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.backends.signals import connection_created
from django.db.models.constants import OnConflict
from django.db.models.expressions import RawSQL
from django.db.models.sql import compiler as compilers
from django.db.models.sql.datastructures import BaseTable, Join

from sightline.errors import SightlineError
from sightline.records.actor import Actor, NoActor, System, current, system
from sightline.records.row_security import tell_row_security

#: The rows of a model that an actor may see; None means every row.
VisibleRows = Callable[[Actor], "models.QuerySet[Any] | None"]


class RawSQLRefused(SightlineError):
    """A statement on a protected table that did not come from a queryset."""


_rules: dict[str, VisibleRows] = {}
# True while the rules themselves are compiled: they ask the bare tables.
_compiling_rules: ContextVar[bool] = ContextVar("sightline_compiling_rules", default=False)
_from_compiler: ContextVar[bool] = ContextVar("sightline_from_compiler", default=False)
# What was compiled for the actor who acts now: a page mentions the same few tables again and again.
_compiled: ContextVar[tuple[Actor, dict[Any, Any]] | None] = ContextVar("sightline_compiled", default=None)
_mentions_protected: re.Pattern[str] = re.compile(r"(?!)")


def protect_rows(model: type[models.Model], visible: VisibleRows) -> None:
    """Guard a model's table from now on."""
    global _mentions_protected  # noqa: PLW0603  # built once at start-up, read by every statement
    _rules[model._meta.db_table] = visible
    tables = "|".join(map(re.escape, sorted(_rules)))
    _mentions_protected = re.compile(rf'(?<![\w"])"?(?:{tables})"?(?![\w"])', re.IGNORECASE)


def is_protected(model: type[models.Model]) -> bool:
    """Say whether a model's rows are guarded."""
    return model._meta.db_table in _rules


@contextmanager
def compiling_rules() -> Iterator[None]:
    """Let what is compiled inside ask the bare tables: for compiling rules to SQL, never for running it."""
    token = _compiling_rules.set(True)
    try:
        yield
    finally:
        _compiling_rules.reset(token)


def install() -> None:
    """Put the guard into Django's compiler and on every connection. Doing it twice is doing it once."""
    if getattr(BaseTable.as_sql, "is_guarded", False):
        return
    _guard_tables()
    _guard_writes()
    for compiler in (
        compilers.SQLCompiler,
        compilers.SQLInsertCompiler,
        compilers.SQLUpdateCompiler,
        compilers.SQLDeleteCompiler,
    ):
        if "execute_sql" in vars(compiler):
            _mark_as_compiled(compiler)
    _open_to_schema_changes()
    _group_by_every_column()
    connection_created.connect(_watch_connection)
    for connection in connections.all(initialized_only=True):
        _watch_connection(connection=connection)


def _actor_or_system(table: str) -> Actor | System:
    found = current()
    if found is None:
        raise NoActor(f"Nobody has said on whose behalf {table} is asked for. Enter `acting` or `system`.")
    return found


def _visible_sql(
    table: str, connection: BaseDatabaseWrapper, *, only_ids: bool = False
) -> tuple[str, list[Any]] | None:
    """Return the query for the rows of a table that the actor may see, None for all of them."""
    if _compiling_rules.get() or table not in _rules:
        return None
    actor = _actor_or_system(table)
    if isinstance(actor, System):
        return None
    visible = _rules[table]
    compiled = _compiled_for(actor)
    key = (visible, connection.alias, only_ids)
    if key not in compiled:
        compiled[key] = _compile(visible(actor), connection, only_ids=only_ids)
    found: tuple[str, list[Any]] | None = compiled[key]
    return found


def _compiled_for(actor: Actor) -> dict[Any, Any]:
    held = _compiled.get()
    if held is None or held[0] is not actor:
        held = (actor, {})
        _compiled.set(held)
    return held[1]


def _compile(
    rows: "models.QuerySet[Any] | None", connection: BaseDatabaseWrapper, *, only_ids: bool
) -> tuple[str, list[Any]] | None:
    if rows is None:
        return None
    with compiling_rules():
        query = (rows.values("pk") if only_ids else rows).query.clone()
        query.clear_ordering(force=True)
        sql, params = query.get_compiler(connection=connection, elide_empty=False).as_sql()
    return sql, list(params)


def _guard_tables() -> None:
    plain_table, plain_join = BaseTable.as_sql, Join.as_sql

    def table_as_sql(
        self: BaseTable, compiler: Any, connection: BaseDatabaseWrapper
    ) -> tuple[str, Sequence[Any]]:
        visible = _visible_sql(self.table_name, connection)
        if visible is None:
            return plain_table(self, compiler, connection)
        sql, params = visible
        return f"({sql}) {compiler.quote_name_unless_alias(self.table_alias)}", params

    def join_as_sql(self: Join, compiler: Any, connection: BaseDatabaseWrapper) -> tuple[str, Sequence[Any]]:
        sql, params = plain_join(self, compiler, connection)
        visible = _visible_sql(self.table_name, connection)
        if visible is None:
            return sql, params
        name = compiler.quote_name_unless_alias(self.table_name)
        head = f"{self.join_type} {name}"
        if not sql.startswith(head):
            raise NoActor(f"A join to {self.table_name} is not written as the guard expects.")
        alias = f" {name}" if self.table_alias in {None, self.table_name} else ""
        visible_sql, visible_params = visible
        return f"{self.join_type} ({visible_sql}){alias}{sql[len(head) :]}", [*visible_params, *params]

    table_as_sql.is_guarded = True  # type: ignore[attr-defined]
    BaseTable.as_sql = table_as_sql  # type: ignore[method-assign,assignment]
    Join.as_sql = join_as_sql  # type: ignore[method-assign,assignment]


def _guard_writes() -> None:
    """Change and delete only what may be seen. Adding is for the services to decide."""
    plain_insert, plain_update, plain_delete = (
        compilers.SQLInsertCompiler.as_sql,
        compilers.SQLUpdateCompiler.as_sql,
        compilers.SQLDeleteCompiler.as_sql,
    )

    def only_visible(compiler: Any) -> None:
        table = compiler.query.get_meta().db_table
        visible = _visible_sql(table, compiler.connection, only_ids=True)
        if visible is not None:
            sql, params = visible
            compiler.query = compiler.query.clone()
            compiler.query.add_q(models.Q(pk__in=RawSQL(sql, params)))  # noqa: S611  # our own rules' SQL

    def update_as_sql(self: Any) -> tuple[str, Sequence[Any]]:
        only_visible(self)
        # The table to be changed stands bare in UPDATE; its rows are already only the visible ones.
        return plain_update(self)

    def delete_as_sql(self: Any) -> tuple[str, Sequence[Any]]:
        only_visible(self)
        return plain_delete(self)

    def insert_as_sql(self: Any) -> list[Any]:
        table = self.query.get_meta().db_table
        is_update = self.query.on_conflict is OnConflict.UPDATE
        if is_update and table in _rules and isinstance(_actor_or_system(table), Actor):
            raise RawSQLRefused("An insert that changes the row in its way does not reach protected tables.")
        return plain_insert(self)

    compilers.SQLInsertCompiler.as_sql = insert_as_sql  # type: ignore[method-assign]
    compilers.SQLUpdateCompiler.as_sql = update_as_sql  # type: ignore[method-assign,assignment]
    compilers.SQLDeleteCompiler.as_sql = delete_as_sql  # type: ignore[method-assign,assignment]


def _mark_as_compiled(compiler: Any) -> None:
    plain = compiler.execute_sql

    def execute_sql(self: Any, *args: Any, **kwargs: Any) -> Any:
        token = _from_compiler.set(True)
        try:
            return plain(self, *args, **kwargs)
        finally:
            _from_compiler.reset(token)

    compiler.execute_sql = execute_sql


def _open_to_schema_changes() -> None:
    """A migration rebuilds tables whole, by SQL of its own."""
    plain_enter, plain_exit = BaseDatabaseSchemaEditor.__enter__, BaseDatabaseSchemaEditor.__exit__

    def enter(self: Any) -> Any:
        self.sightline_system = system("change the schema")
        self.sightline_system.__enter__()
        return plain_enter(self)

    def leave(self: Any, *error: Any) -> Any:
        try:
            return plain_exit(self, *error)
        finally:
            self.sightline_system.__exit__(None, None, None)

    BaseDatabaseSchemaEditor.__enter__ = enter  # type: ignore[method-assign]
    BaseDatabaseSchemaEditor.__exit__ = leave  # type: ignore[method-assign]


def _group_by_every_column() -> None:
    """A query for rows has no primary key that PostgreSQL would know of when it groups."""
    plain = BaseDatabaseFeatures.allows_group_by_selected_pks_on_model

    def allows(self: BaseDatabaseFeatures, model: type[models.Model]) -> bool:
        return plain(self, model) and not is_protected(model)

    BaseDatabaseFeatures.allows_group_by_selected_pks_on_model = allows  # type: ignore[method-assign]


def _watch_connection(*, connection: BaseDatabaseWrapper, **_signal: Any) -> None:
    if guarded_statement not in connection.execute_wrappers:
        connection.execute_wrappers.append(guarded_statement)


def guarded_statement(
    execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]
) -> Any:
    """Refuse a statement on a protected table that the guarded compiler has not written.

    PostgreSQL's row-level security is told on whose behalf each of the others runs.

    Raises: NoActor, RawSQLRefused
    """
    if _mentions_protected.search(sql):
        actor = current()
        if actor is None:
            raise NoActor("Nobody has said on whose behalf a protected table is asked for.")
        if isinstance(actor, Actor) and not _from_compiler.get():
            raise RawSQLRefused("SQL written by hand does not reach protected tables. Use a queryset.")
        if context["connection"].vendor == "postgresql":
            tell_row_security(context["connection"], actor)
    return execute(sql, params, many, context)
