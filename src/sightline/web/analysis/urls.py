"""Addresses of what a panel makes of a chronology."""

from django.urls import path

from sightline.web.analysis import questions

CASE = "cases/<uuid:case_id>"
ENQUIRY = f"{CASE}/enquiries/<uuid:enquiry_id>"
FINDING = f"{CASE}/findings/<uuid:finding_id>"

urlpatterns = [
    path(f"{CASE}/enquiries/", questions.enquiry_list, name="enquiries"),
    path(f"{CASE}/enquiries/ask", questions.ask, name="enquiry_ask"),
    path(f"{ENQUIRY}/", questions.enquiry, name="enquiry"),
    path(f"{ENQUIRY}/evidence", questions.collect, name="evidence_collect"),
    path(f"{ENQUIRY}/evidence/<uuid:collected_id>", questions.take_out, name="evidence_take_out"),
    path(f"{ENQUIRY}/finding", questions.write, name="finding_write"),
    path(f"{FINDING}/correct", questions.correct, name="finding_correct"),
    path(f"{FINDING}/cite", questions.cite, name="finding_cite"),
]
