"""Django's handle on this app."""

from django.apps import AppConfig

from sightline.records import row_guard


class AccessConfig(AppConfig):
    """Registers the app under its short label."""

    name = "sightline.records.access"
    label = "access"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Put the row guard beneath every query."""
        row_guard.install()
