"""Addresses of exports, and where one is asked for."""

from django.urls import path

from sightline.domain.vocabulary.exports import ExportKind
from sightline.web.exports import views

EXPORT = "exports/<uuid:export_id>"

urlpatterns = [
    path(
        "reviews/<uuid:review_id>/action-plan/export",
        views.request_export,
        {"kind": ExportKind.ACTION_PLAN},
        name="plan_export",
    ),
    path(
        "reviews/<uuid:review_id>/board/export",
        views.request_export,
        {"kind": ExportKind.BOARD_REPORT},
        name="board_export",
    ),
    path("exports/", views.exports, name="exports"),
    path(f"{EXPORT}/", views.export, name="export"),
    path(f"{EXPORT}/progress", views.progress, name="export_progress"),
    path(f"{EXPORT}/file", views.file, name="export_file"),
    path(f"{EXPORT}/approve", views.approve, name="export_approve"),
    path(f"{EXPORT}/decline", views.decline, name="export_decline"),
]
