"""Django's handle on this app."""

from django.apps import AppConfig


class AccessConfig(AppConfig):
    """Registers the app under its short label."""

    name = "sightline.records.access"
    label = "access"
    default_auto_field = "django.db.models.BigAutoField"
