"""Rows that are written once. The database refuses too, by triggers."""

from typing import Any, NoReturn

from django.apps import apps
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

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


class WordsKept(models.Model):
    """A row that is never deleted, and of which only the columns in `may_change` ever change."""

    may_change: tuple[str, ...] = ()

    class Meta:
        abstract = True

    def delete(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        """Refuse. Raises: AppendOnlyError."""
        raise AppendOnlyError(f"{type(self).__name__} rows are never deleted")


_SQLITE = """
CREATE TRIGGER IF NOT EXISTS {table}_no_{verb} BEFORE {verb}{columns} ON {table}
BEGIN SELECT RAISE(ABORT, '{table} rows are written once'); END
"""
_POSTGRESQL = (
    """
CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '% rows are written once', TG_TABLE_NAME; END $$
""",
    "CREATE OR REPLACE TRIGGER {table}_no_change BEFORE UPDATE{columns} OR DELETE ON {table} "
    "FOR EACH ROW EXECUTE FUNCTION refuse_change()",
    "CREATE OR REPLACE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
    "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()",
)


def written_once() -> dict[str, tuple[str, ...]]:
    """Return the tables whose rows are written once: the columns that never change, none meaning all."""
    found: dict[str, tuple[str, ...]] = {}
    for model in apps.get_models():
        if issubclass(model, AppendOnly):
            found[model._meta.db_table] = ()
        elif issubclass(model, WordsKept):
            kept = [each for each in model._meta.concrete_fields if each.name not in model.may_change]
            found[model._meta.db_table] = tuple(str(each.column) for each in kept)
    return dict(sorted(found.items()))


def add_triggers(connection: BaseDatabaseWrapper) -> None:
    """Make the database refuse to change or delete rows that are written once, whoever asks.

    Done after every migration, as one that rebuilds a table loses them. Doing it twice is doing it once.
    """
    with connection.schema_editor() as editor:
        for table, kept in written_once().items():
            columns = f" OF {', '.join(kept)}" if kept else ""
            if connection.vendor == "postgresql":
                for statement in _POSTGRESQL:
                    editor.execute(statement.format(table=table, columns=columns), None)
            else:
                editor.execute(_SQLITE.format(table=table, verb="UPDATE", columns=columns))
                editor.execute(_SQLITE.format(table=table, verb="DELETE", columns=""))


def remove_triggers(connection: BaseDatabaseWrapper) -> None:
    """Undo `add_triggers`: for emptying a test database, also within a transaction."""
    with connection.cursor() as cursor:
        for table in written_once():
            if connection.vendor == "postgresql":
                for name in ("no_change", "no_truncate"):
                    cursor.execute(f"DROP TRIGGER {table}_{name} ON {table}")
            else:
                for verb in ("UPDATE", "DELETE"):
                    cursor.execute(f"DROP TRIGGER {table}_no_{verb}")
