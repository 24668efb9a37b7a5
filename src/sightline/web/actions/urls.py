"""Addresses of action plans, actions and evidence."""

from django.urls import path

from sightline.web.actions import files, plans, returned, views

ACTION = "actions/<uuid:action_id>"

urlpatterns = [
    path("reviews/<uuid:review_id>/action-plan/", plans.review_plan, name="plan"),
    path("reviews/<uuid:review_id>/action-plan/import", returned.import_plan, name="plan_import"),
    path("actions/", plans.all_actions, name="actions"),
    path("actions/assign", plans.assign, name="actions_assign"),
    path("actions/views", plans.save_view, name="view_save"),
    path("actions/views/<uuid:view_id>/delete", plans.delete_view, name="view_delete"),
    path(f"{ACTION}/", views.action, name="action"),
    path(f"{ACTION}/update", views.update, name="action_update"),
    path(f"{ACTION}/evidence", views.add_evidence, name="evidence_add"),
    path(f"{ACTION}/targets", views.targets, name="action_targets"),
    path(f"{ACTION}/assign", views.assign, name="action_assign"),
    path(f"{ACTION}/duplicate", views.link_duplicate, name="duplicate_link"),
    path(f"{ACTION}/duplicate/unlink", views.unlink_duplicate, name="duplicate_unlink"),
    path("evidence/<uuid:evidence_id>", files.evidence, name="evidence"),
    path(f"{ACTION}/evidence/<uuid:evidence_id>/seen", views.evidence_seen, name="evidence_seen"),
]
