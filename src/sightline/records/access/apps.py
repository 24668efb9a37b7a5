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
        post_migrate.connect(_secure_tables, dispatch_uid="sightline.secure_tables")


def _secure_tables(*, app_config: AppConfig, using: str, **_signal: Any) -> None:
    """Write into the database what it keeps by itself, once the last app is migrated."""
    # Models and what needs them can be imported only when every app is ready.
    from sightline.records import append_only  # noqa: PLC0415
    from sightline.records.access.rows import protected_models, rules_for_row_security  # noqa: PLC0415

    connection = connections[using]
    tables = {model._meta.db_table for model in protected_models()} | set(append_only.written_once())
    last = [each for each in apps.get_app_configs() if each.models_module][-1]
    if app_config is not last or not tables <= set(connection.introspection.table_names()):
        return
    append_only.add_triggers(connection)
    if connection.vendor == "postgresql":
        row_security.install_policies(connection, rules_for_row_security(connection))
