"""Alerts of unusual reading, for the privacy officer of whoever read."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from sightline.domain.policy.permissions import Permission
from sightline.errors import NotFound
from sightline.records.access.policies import holding, require
from sightline.records.access.queries import StaffAlert, staff_alerts
from sightline.records.access.services import answer_staff_alert, record_alerts_listed
from sightline.records.audit.services import AlertRefused
from sightline.web.casework import presenters
from sightline.web.casework.forms import AlertForm
from sightline.web.casework.opening import GET_OR_POST, form_page
from sightline.web.page import Request, page


@require_GET
def alert_list(request: Request) -> HttpResponse:
    require(holding(request.user, Permission.REVIEW_READING))
    found = staff_alerts(request.user)
    record_alerts_listed(by=request.user, now=timezone.now(), alerts=[row.alert.id for row in found])
    return page(
        request,
        "casework/reading_alerts.html",
        title="Unusual reading",
        crumbs=[("Safeguards", reverse("safeguards"))],
        alerts=[presenters.reading_alert(row) for row in found],
    )


@require_http_methods(GET_OR_POST)
def answer(request: Request, alert_id: UUID) -> HttpResponse:
    require(holding(request.user, Permission.REVIEW_READING))
    now = timezone.now()
    found = _unanswered(request, alert_id)
    record_alerts_listed(by=request.user, now=now, alerts=[alert_id])
    form = AlertForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            answer_staff_alert(by=request.user, now=now, alert_id=alert_id, text=form.cleaned_data["text"])
        except AlertRefused as error:
            form.add_error("text", str(error))
        else:
            messages.success(request, "What you found is saved.")
            return redirect("reading_alerts")
    return form_page(
        request,
        title="Unusual reading",
        form=form,
        caption=found.user_name,
        rows=presenters.reading_alert_rows(found),
        save_wording="Save what you found",
        back_href=reverse("reading_alerts"),
    )


def _unanswered(request: Request, alert_id: UUID) -> StaffAlert:
    """Raises: NotFound"""
    for found in staff_alerts(request.user):
        if found.alert.id == alert_id and found.alert.answered_at is None:
            return found
    raise NotFound("There is no such alert to answer.")
