"""Rows that are written once. The database refuses too, by a trigger made in the migration."""

from typing import Any, NoReturn

from django.db import models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from sightline.errors import SightlineError


class AppendOnlyError(SightlineError):
    """Code tried to change or delete a row that is written once."""


class AppendOnlyQuerySet(models.QuerySet[Any]):
    """A queryset that reads and creates, and refuses the rest."""

    def update(self, **_values: Any) -> NoReturn:
        """Refuse. Raises: AppendOnlyError."""
        raise AppendOnlyError(f"{self.model.__name__} rows are never changed")

    def delete(self) -> NoReturn:
        """Refuse. Raises: AppendOnlyError."""
        raise AppendOnlyError(f"{self.model.__name__} rows are never deleted")


class AppendOnly(models.Model):
    """A row that can be created and read, never changed."""

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Create the row. Raises: AppendOnlyError when it exists already."""
        if not self._state.adding:
            raise AppendOnlyError(f"{type(self).__name__} rows are never changed")
        super().save(*args, **{**kwargs, "force_insert": True})

    def delete(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        """Refuse. Raises: AppendOnlyError."""
        raise AppendOnlyError(f"{type(self).__name__} rows are never deleted")


_SQLITE = """
CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table}
BEGIN SELECT RAISE(ABORT, '{table} rows are written once'); END
"""
_POSTGRESQL = (
    """
CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '% rows are written once', TG_TABLE_NAME; END $$
""",
    "CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table} "
    "FOR EACH ROW EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
    "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()",
)


def add_triggers(schema_editor: BaseDatabaseSchemaEditor, table: str) -> None:
    """Make the database refuse to change or delete a table's rows, whoever asks."""
    if schema_editor.connection.vendor == "postgresql":
        for statement in _POSTGRESQL:
            schema_editor.execute(statement.format(table=table), None)
    else:
        for verb in ("UPDATE", "DELETE"):
            schema_editor.execute(_SQLITE.format(table=table, verb=verb))


def remove_triggers(schema_editor: BaseDatabaseSchemaEditor, table: str) -> None:
    """Undo `add_triggers`: for a migration taken back, and for emptying a test database."""
    if schema_editor.connection.vendor == "postgresql":
        for name in ("no_change", "no_truncate"):
            schema_editor.execute(f"DROP TRIGGER {table}_{name} ON {table}")
    else:
        for verb in ("UPDATE", "DELETE"):
            schema_editor.execute(f"DROP TRIGGER {table}_no_{verb}")
