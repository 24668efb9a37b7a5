"""Django's handle on this app."""

import importlib

from django.apps import AppConfig


class ChronologiesConfig(AppConfig):
    """Registers the app under its short label."""

    name = "sightline.records.chronologies"
    label = "chronologies"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Guard this app's rows."""
        importlib.import_module("sightline.records.chronologies.policies")
