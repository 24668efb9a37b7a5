"""Addresses of cases and of what keeps them safe. No address says anything of anybody."""

from django.urls import path

from sightline.web.casework import (
    bars,
    cases,
    emergencies,
    looks,
    notes,
    people,
    places,
    reading_alerts,
    safeguards,
    seals,
)
from sightline.web.casework import cooperation as working

CASE = "cases/<uuid:case_id>"
RECORD = f"{CASE}/people/<uuid:record_id>"
NOTE = f"{CASE}/notes/<uuid:note_id>"

urlpatterns = [
    path("cases/", cases.case_list, name="cases"),
    path("cases/open", cases.open_new, name="case_open"),
    path("cases/emergency", emergencies.take, name="emergency"),
    path(f"{CASE}/", cases.case, name="case"),
    path(f"{CASE}/close", cases.close, name="case_close"),
    path(f"{CASE}/reopen", cases.reopen, name="case_reopen"),
    path(f"{CASE}/panel", cases.panel, name="panel_open"),
    path(f"{CASE}/who-looked", looks.at_case, name="who_looked"),
    path(f"{CASE}/seal", seals.propose, name="seal_propose"),
    path(f"{CASE}/people/new", people.add, name="subject_add"),
    path(f"{RECORD}/", people.person, name="record"),
    path(f"{RECORD}/correct", people.correct, name="record_correct"),
    path(f"{RECORD}/reveal", places.reveal, name="locations"),
    path(f"{RECORD}/places/new", places.add_location, name="location_add"),
    path(f"{RECORD}/contacts/new", places.add_contact, name="contact_add"),
    path(f"{RECORD}/who-looked", looks.at_record, name="record_who_looked"),
    path(f"{RECORD}/bar", bars.set_one, name="bar_set"),
    path(f"{CASE}/notes/new", notes.add, name="note_add"),
    path(f"{NOTE}/", notes.note, name="note"),
    path(f"{NOTE}/correct", notes.correct, name="note_correct"),
    path(f"{CASE}/members/new", working.add_member, name="member_add"),
    path(f"{CASE}/members/<uuid:member_id>/end", working.end_member, name="member_end"),
    path(f"{CASE}/shares/new", working.share, name="share"),
    path(f"{CASE}/shares/<uuid:share_id>/end", working.end_share, name="share_end"),
    path("conflicts/declare", bars.declare, name="conflict_declare"),
    path("safeguards/", safeguards.waiting, name="safeguards"),
    path("safeguards/emergencies/<uuid:access_id>", emergencies.review, name="emergency_review"),
    path("safeguards/seals/<uuid:change_id>", seals.decide, name="seal_decide"),
    path("safeguards/reading/", reading_alerts.alert_list, name="reading_alerts"),
    path("safeguards/reading/<uuid:alert_id>", reading_alerts.answer, name="reading_alert"),
    path("safeguards/bars/", bars.bar_list, name="bars"),
    path("safeguards/bars/<uuid:bar_id>", bars.decide, name="bar_decide"),
]
