"""Addresses of chronologies. What is filtered by stands in the address, never whom it is about by name."""

from django.urls import path

from sightline.web.chronologies import pages, recording

CHRONOLOGY = "cases/<uuid:case_id>/chronology"

urlpatterns = [
    path(f"{CHRONOLOGY}/", pages.chronology, name="chronology"),
    path(f"{CHRONOLOGY}/entries/new", recording.add, name="event_add"),
]
