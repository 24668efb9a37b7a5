"""Django's handle on this app."""

import importlib
from typing import Any

from django.apps import AppConfig, apps
from django.db import connections
from django.db.models.signals import post_migrate

from sightline.records import row_guard, row_security


class AccessConfig(AppConfig):
    """Registers the app under its short label."""

    name = "sightline.records.access"
    label = "access"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Put the row guard beneath every query."""
        row_guard.install()
        importlib.import_module("sightline.records.access.checks")
        post_migrate.connect(_write_row_security, dispatch_uid="sightline.row_security")


def _write_row_security(*, app_config: AppConfig, using: str, **_signal: Any) -> None:
    """Write the rules into PostgreSQL once the last app is migrated, so that they never lag behind."""
    # Models and what needs them can be imported only when every app is ready.
    from sightline.records.access.rows import visible_ids_sql  # noqa: PLC0415

    connection = connections[using]
    is_last = app_config.label == list(apps.app_configs)[-1]
    if not is_last or connection.vendor != "postgresql":
        return
    rules = visible_ids_sql(connection)
    if rules.keys() <= set(connection.introspection.table_names()):
        row_security.install_policies(connection, rules)
