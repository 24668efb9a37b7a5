"""The rules once more, inside PostgreSQL, for what reaches a table without Django.

Each protected table has a function that returns the ids its caller's user may see, compiled from the
same rules as the row guard, and a policy that shows those rows only. They hold for a database user that
neither owns the tables nor is a superuser: the one that serves pages (docs/how-to/set-up-in-production.md).

Who asks is told before each statement by three settings of the session: `sightline.user`,
`sightline.now` and `sightline.system`. Without them there are no rows.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

from sightline.records.actor import Actor, System

#: How the rules name who asks and when, inside PostgreSQL.
USER_SQL = "nullif(current_setting('sightline.user', true), '')::uuid"
NOW_SQL = "coalesce(nullif(current_setting('sightline.now', true), '')::timestamptz, now())"
_SYSTEM_SQL = "current_setting('sightline.system', true) = 'on'"

# The rules about one table ask others, whose policies would ask back: while they do, every row is open.
# PostgreSQL lets only a superuser say so in a function's own SET clause.
_FUNCTION = """
CREATE OR REPLACE FUNCTION {function}() RETURNS SETOF uuid LANGUAGE plpgsql STABLE AS $rules$
DECLARE
  before text := coalesce(current_setting('sightline.system', true), '');
BEGIN
  PERFORM set_config('sightline.system', 'on', true);
  RETURN QUERY {ids_sql};
  PERFORM set_config('sightline.system', before, true);
END $rules$
"""
# Adding is for the services to decide, on somebody's behalf.
_POLICIES = (
    "ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
    "DROP POLICY IF EXISTS seen ON {table}",
    "DROP POLICY IF EXISTS added ON {table}",
    "CREATE POLICY seen ON {table} USING ({is_seen})",
    "CREATE POLICY added ON {table} FOR INSERT WITH CHECK ({added})",
)
_ADDED_SQL = f"{_SYSTEM_SQL} OR {USER_SQL} IS NOT NULL"


@dataclass(frozen=True, slots=True)
class RowRules:
    """The queries for the ids of a table's rows that somebody may see, and that facts about them ask of."""

    visible: str
    asked_by_facts: str


def tell_row_security(connection: BaseDatabaseWrapper, actor: Actor | System) -> None:
    """Say on whose behalf the next statement runs: until the transaction ends, or the next one is told.

    Within a transaction it is forgotten with it, so a rolled back transaction leaves nobody behind.
    """
    if isinstance(actor, System):
        user, now, is_system = "", "", "on"
    else:
        moment = actor.now.isoformat() if isinstance(actor.now, datetime) else ""
        user, now, is_system = str(actor.user_id), moment, ""
    with connection.connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('sightline.user', %s, %s), set_config('sightline.now', %s, %s), "
            "set_config('sightline.system', %s, %s)",
            [user, local := connection.in_atomic_block, now, local, is_system, local],
        )


def function_of(model: type[models.Model]) -> str:
    """Return the name of the function that returns the ids of a model which whoever asks may see."""
    return f"visible_{model._meta.db_table}"


def install_policies(connection: BaseDatabaseWrapper, rules: Mapping[type[models.Model], RowRules]) -> None:
    """Write each table's functions and policies anew."""
    quote = connection.ops.quote_name
    with connection.schema_editor() as editor:
        for model, each in rules.items():
            table = model._meta.db_table
            key = quote(str(model._meta.pk.column))
            functions = {function_of(model): each.visible, f"asked_{table}": each.asked_by_facts}
            is_seen = [_SYSTEM_SQL]
            # A policy may not lose its function while it stands.
            for function, sql in functions.items():
                if sql:
                    editor.execute(_FUNCTION.format(function=quote(function), ids_sql=sql), None)
                    is_seen.append(f"{key} IN (SELECT {quote(function)}())")
            for statement in _POLICIES:
                editor.execute(
                    statement.format(table=quote(table), is_seen=" OR ".join(is_seen), added=_ADDED_SQL), None
                )


def passed_by(connection: BaseDatabaseWrapper) -> bool:
    """Say whether the user connected with is one for whom row-level security does not hold."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rolsuper OR rolbypassrls OR EXISTS (SELECT FROM pg_class WHERE relowner = pg_roles.oid "
            "AND relrowsecurity) FROM pg_roles WHERE rolname = current_user"
        )
        found: bool = cursor.fetchone()[0]
    return found
