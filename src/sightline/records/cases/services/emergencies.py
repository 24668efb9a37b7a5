"""Emergency access: an hour's sight of one case, taken for a reason, told to others, and reviewed."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet
from django.utils.timezone import get_current_timezone

from sightline.domain.policy.permissions import Permission
from sightline.domain.policy.rules import roles_with
from sightline.domain.vocabulary.cases import EmergencyNotice, EmergencyReason
from sightline.domain.vocabulary.roles import Role
from sightline.domain.working_days import working_days_after
from sightline.errors import NotFound
from sightline.records.access.models import Appointment, User
from sightline.records.access.policies import actor_for, holding, require
from sightline.records.access.rows import can, rows_open_to
from sightline.records.actor import system
from sightline.records.audit.services import change
from sightline.records.cases.models import Case, EmergencyAccess, EmergencyAlert
from sightline.records.cases.policies import open_to
from sightline.records.cases.services.wording import CaseRefused, written

#: For how long, how often in 24 hours, and within how many working days it is reviewed.
#: Source: SIGHTLINE-SECURITY
ACCESS_LASTS = timedelta(minutes=60)
N_IN_A_DAY = 3
REVIEW_WITHIN = 3


@dataclass(frozen=True, slots=True)
class AlertToSend:
    """Somebody to be told, and of what: nothing of the case, nor of who took the access."""

    id: UUID
    email: str
    notice: EmergencyNotice
    review_due_on: date


def take_emergency_access(
    *, by: User, now: datetime, reference: str, code: EmergencyReason, reason: str
) -> UUID:
    """Let a user see one case for an hour, and alert those who will review it. Returns the case's id.

    A case that is sealed, one the user is barred from and one that does not exist are the same to them.

    Raises: NotAllowed, NotFound, CaseRefused
    """
    require(holding(by, Permission.TAKE_EMERGENCY_ACCESS))
    words = written(reason, what="why you must see this case now", at_least=20)
    with change(by=by, now=now) as opened:
        # One after the other: two requests at once must not both be the third of the day.
        User.objects.select_for_update().get(pk=by.pk)
        actor = actor_for(by, now)
        with system("find the case to which somebody asks for emergency access"):
            _check_how_often(by, now)
            open_ones = rows_open_to(actor, Permission.TAKE_EMERGENCY_ACCESS, Case)
            case = open_ones.filter(reference=_tidy(reference)).first()
            if case is None:
                raise NotFound("There is no case of that reference to which you may take emergency access.")
            agencies = actor.agencies(roles_with(Permission.TAKE_EMERGENCY_ACCESS))
            access = EmergencyAccess.objects.create(
                case=case,
                agency_id=by.agency_id if by.agency_id in agencies else min(agencies),
                code=code,
                reason=words,
                taken_at=now,
                taken_by=by,
                until=now + ACCESS_LASTS,
                review_due_on=working_days_after(_day(now), REVIEW_WITHIN),
            )
            _alert(access, EmergencyNotice.TAKEN, _reviewers(access, now))
        opened.record("took", access, case=str(case.pk), code=code.value)
        return case.pk


def review_emergency_access(
    *, by: User, now: datetime, access_id: UUID, was_justified: bool, text: str
) -> None:
    """Say whether emergency access that somebody else took was justified, and why.

    Raises: NotFound, NotAllowed, CaseRefused
    """
    require(holding(by, Permission.REVIEW_EMERGENCY_ACCESS))
    with change(by=by, now=now) as opened:
        access = open_to(by, now, Permission.REVIEW_EMERGENCY_ACCESS, EmergencyAccess, access_id)
        if access.reviewed_at is not None:
            raise CaseRefused("Somebody else has reviewed this already.")
        access.reviewed_at, access.reviewed_by, access.was_justified = now, by, was_justified
        access.review_text = written(text, what="how you come to say so")
        access.save(update_fields=["reviewed_at", "reviewed_by", "was_justified", "review_text"])
        opened.record("reviewed", access, case=str(access.case_id), was_justified=was_justified)


def escalate_overdue_reviews(*, now: datetime) -> int:
    """Alert the reviewers of overdue reviews again, and the points of contact of the taker's agency.

    Each is told once. Returns how many people there are to tell.
    """
    with system("tell of emergency access that nobody reviewed in time"):
        overdue = list(
            EmergencyAccess.objects.filter(reviewed_at=None, review_due_on__lt=_day(now))
            .exclude(alerts__notice=EmergencyNotice.OVERDUE)
            .order_by("taken_at", "id")
        )
    if not overdue:
        return 0
    n_told = 0
    with change(by=None, now=now) as opened:
        for access in overdue:
            points = (
                _appointed(now, Role.SPOC).filter(agency=access.agency_id).exclude(user=access.taken_by_id)
            )
            contacts = User.objects.filter(pk__in=points.values("user"), is_active=True)
            told = _alert(access, EmergencyNotice.OVERDUE, {*_reviewers(access, now), *contacts})
            n_told += len(told)
            opened.record("escalated", access, case=str(access.case_id), alerted=len(told))
    return n_told


def alerts_to_send() -> tuple[AlertToSend, ...]:
    """Return whom to tell of emergency access, oldest first."""
    with system("find who is to be told of emergency access"):
        waiting = EmergencyAlert.objects.filter(is_sent=False).select_related("user", "access")
        return tuple(
            AlertToSend(alert.pk, alert.user.email, EmergencyNotice(alert.notice), alert.access.review_due_on)
            for alert in waiting.order_by("access__taken_at", "id")
        )


def note_alert_sent(*, now: datetime, alert_id: UUID) -> None:
    """Keep that a mail has gone."""
    with change(by=None, now=now) as opened:
        alert = EmergencyAlert.objects.get(pk=alert_id)
        alert.is_sent = True
        alert.save(update_fields=["is_sent"])
        opened.record("alerted", alert, access=str(alert.access_id), user=str(alert.user_id))


def _check_how_often(by: User, now: datetime) -> None:
    taken = EmergencyAccess.objects.filter(taken_by=by, taken_at__gt=now - timedelta(days=1))
    if taken.count() >= N_IN_A_DAY:
        raise CaseRefused(
            f"You have taken emergency access {N_IN_A_DAY} times within a day. Ring somebody who works on "
            "the case, or your supervisor."
        )


def _reviewers(access: EmergencyAccess, now: datetime) -> set[User]:
    officers = User.objects.filter(
        pk__in=_appointed(now, Role.PRIVACY_OFFICER).values("user"), is_active=True
    )
    return {
        user for user in officers if can(actor_for(user, now), Permission.REVIEW_EMERGENCY_ACCESS, access)
    }


def _appointed(now: datetime, role: Role) -> QuerySet[Appointment]:
    return Appointment.objects.filter(role=role, starts_at__lte=now, ends_at__gt=now)


def _alert(access: EmergencyAccess, notice: EmergencyNotice, users: set[User]) -> list[EmergencyAlert]:
    return EmergencyAlert.objects.bulk_create(
        EmergencyAlert(access=access, user=user, notice=notice)
        for user in sorted(users, key=lambda user: user.pk)
    )


def _day(now: datetime) -> date:
    return now.astimezone(get_current_timezone()).date()


def _tidy(reference: str) -> str:
    letters = "".join(letter for letter in reference.upper() if letter.isalnum())
    return f"{letters[:4]}-{letters[4:]}"
