"""Django's handle on this app."""

from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    """Registers the app under its short label."""

    name = "sightline.records.reviews"
    label = "reviews"
    default_auto_field = "django.db.models.BigAutoField"
