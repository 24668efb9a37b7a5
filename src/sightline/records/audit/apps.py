"""Django's handle on this app."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """Registers the app under its short label."""

    name = "sightline.records.audit"
    label = "audit"
    default_auto_field = "django.db.models.BigAutoField"
