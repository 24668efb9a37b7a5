"""Django's handle on this app."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Registers the app under its short label."""

    name = "sightline.records.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"
