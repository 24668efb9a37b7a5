"""Django's handle on this app."""

import importlib

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Registers the app under its short label."""

    name = "sightline.records.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Match each new member of staff with the people in cases."""
        match_user = importlib.import_module("sightline.records.people.services").match_user
        after_adding = importlib.import_module("sightline.records.access.services").AFTER_ADDING
        if match_user not in after_adding:
            after_adding.append(match_user)
