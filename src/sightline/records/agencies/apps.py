"""Django's handle on this app."""

from django.apps import AppConfig


class AgenciesConfig(AppConfig):
    """Registers the app under its short label."""

    name = "sightline.records.agencies"
    label = "agencies"
    default_auto_field = "django.db.models.BigAutoField"
