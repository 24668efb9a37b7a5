"""Django's handle on the site as a whole."""

import importlib

from django.apps import AppConfig


class SiteConfig(AppConfig):
    """Holds no tables: it has the site looked over before it starts."""

    name = "sightline.config"
    label = "site"

    def ready(self) -> None:
        """Register the checks."""
        importlib.import_module("sightline.config.checks")
