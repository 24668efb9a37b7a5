"""Addresses of published documents, from upload to acceptance."""

from django.urls import path

from sightline.web.published_documents import checking, views

DOCUMENT = "published-documents/<uuid:document_id>"

urlpatterns = [
    path("published-documents/", views.documents, name="published_documents"),
    path("published-documents/new", views.new, name="document_new"),
    path(f"{DOCUMENT}/", views.document, name="document"),
    path(f"{DOCUMENT}/progress", views.progress, name="document_progress"),
    path(f"{DOCUMENT}/read", views.read, name="document_read"),
    path(f"{DOCUMENT}/dismiss", views.dismiss, name="document_dismiss"),
    path(f"{DOCUMENT}/text", views.text, name="document_text"),
    path(f"{DOCUMENT}/defects", views.defects, name="document_defects"),
    path(f"{DOCUMENT}/agencies", checking.agencies, name="document_agencies"),
    path(f"{DOCUMENT}/accept", checking.accept, name="document_accept"),
    path(f"{DOCUMENT}/check/<str:key>/", checking.section, name="section"),
    path(f"{DOCUMENT}/check/<str:key>/accept", checking.accept_section, name="section_accept"),
    path(f"{DOCUMENT}/check/<str:key>/add", checking.add, name="item_add"),
    path(f"{DOCUMENT}/check/<str:key>/<uuid:item_id>/decision", checking.decide, name="item_decide"),
    path(f"{DOCUMENT}/check/<str:key>/<uuid:item_id>/correct", checking.correct, name="item_correct"),
]
