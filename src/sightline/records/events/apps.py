"""Django's handle on this app."""

import importlib

from django.apps import AppConfig


class EventsConfig(AppConfig):
    """Registers the app under its short label."""

    name = "sightline.records.events"
    label = "events"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Guard this app's rows."""
        importlib.import_module("sightline.records.events.policies")
