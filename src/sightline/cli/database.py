"""`sightline migrate`, and the check of every command that uses the database."""

from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, OperationalError, connections
from django.db.migrations.executor import MigrationExecutor

from sightline.cli.errors import WrongInput
from sightline.errors import UserError


class DatabaseBehind(UserError):
    """The database lacks migrations of this version."""


def migrate() -> None:
    """Apply every migration."""
    call_command("migrate", interactive=False, verbosity=1)


def require_migrated() -> None:
    """Stop where the database is older than this version. Raises: DatabaseBehind, WrongInput"""
    try:
        executor = MigrationExecutor(connections[DEFAULT_DB_ALIAS])
    except OperationalError as error:
        raise WrongInput("The database cannot be reached. Check SIGHTLINE_DATABASE_URL.") from error
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise DatabaseBehind(
            "The database is not up to date. Run `sightline migrate`, then this command again."
        )
