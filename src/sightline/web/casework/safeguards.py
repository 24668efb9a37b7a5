"""What waits for a privacy officer, a point of contact or a supervisor: emergency access, seals, bars."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from sightline.domain.policy.permissions import Permission
from sightline.domain.vocabulary.people import BarState
from sightline.records.access.queries import may, staff_alerts
from sightline.records.cases.queries import BarRow, bars, emergencies_to_review, seal_changes_to_decide
from sightline.records.cases.services.looking import record_waiting_listed
from sightline.web.casework import presenters
from sightline.web.page import Request, page
from sightline.web.wording import count


@require_GET
def waiting(request: Request) -> HttpResponse:
    user = request.user
    reviews = may(user, Permission.REVIEW_EMERGENCY_ACCESS)
    decides = may(user, Permission.CONFIRM_SEAL)
    taken = emergencies_to_review(user) if reviews else ()
    changes = seal_changes_to_decide(user) if decides else ()
    looks_at_bars = may(user, Permission.SET_BARS)
    to_look_at = _to_look_at(user) if looks_at_bars else []
    record_waiting_listed(
        by=user,
        now=timezone.now(),
        emergencies=[each.id for each in taken],
        seal_changes=[each.id for each in changes],
        bars=[bar.id for bar in to_look_at],
        cases=[*(each.case_id for each in taken), *(each.case_id for each in changes)],
    )
    return page(
        request,
        "casework/safeguards.html",
        title="Safeguards",
        reviews=reviews,
        decides=decides,
        n_alerts=count(_n_unanswered(user), "alert") if may(user, Permission.REVIEW_READING) else "",
        emergencies=[presenters.emergency(row, timezone.localdate()) for row in taken],
        seal_changes=[presenters.seal_change(row) for row in changes],
        looks_at_bars=looks_at_bars,
        bars=[presenters.bar(row) for row in to_look_at],
    )


def figures(user: Any) -> list[dict[str, Any]]:
    """This counts what waits for somebody who keeps cases safe, for their first page."""
    found: list[dict[str, Any]] = []
    if may(user, Permission.REVIEW_EMERGENCY_ACCESS):
        n_taken = len(emergencies_to_review(user))
        found.append(_figure(n_taken, "emergency", "emergencies", "to review", is_alarm=n_taken > 0))
    if may(user, Permission.CONFIRM_SEAL):
        found.append(_figure(len(seal_changes_to_decide(user)), "seal", "seals", "to decide"))
    if may(user, Permission.REVIEW_READING):
        found.append(_figure(_n_unanswered(user), "alert", "alerts", "of unusual reading"))
    if may(user, Permission.SET_BARS):
        found.append(_figure(len(_to_look_at(user)), "bar", "bars", "to look at"))
    return found


def _figure(number: int, one: str, many: str, to_do: str, *, is_alarm: bool = False) -> dict[str, Any]:
    return {
        "number": f"{number:,}",
        "wording": f"{one if number == 1 else many} {to_do}",
        "href": f"{reverse('safeguards')}#{many}",
        "is_alarm": is_alarm,
    }


def _n_unanswered(user: Any) -> int:
    return sum(row.alert.answered_at is None for row in staff_alerts(user))


def _to_look_at(user: Any) -> list[BarRow]:
    return [bar for bar in bars(user) if bar.state is BarState.PROPOSED]
