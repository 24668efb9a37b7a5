"""Joiners, movers, leavers: who manages the staff looks at each appointment every quarter, or it ends."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sightline.domain.policy.permissions import Permission
from sightline.domain.policy.rules import roles_with
from sightline.domain.vocabulary.roles import Role
from sightline.errors import NotFound
from sightline.records.access.models import Appointment, User
from sightline.records.access.policies import NotAllowed, managing_staff, require
from sightline.records.access.services import end_sessions
from sightline.records.accounts.models import AppointmentConfirmation
from sightline.records.accounts.queries import unconfirmed_appointments
from sightline.records.agencies.models import Agency
from sightline.records.audit.services import Change, change, record_reads


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What the nightly review did about one person; `role` is the one that ended, if one did."""

    email: str
    role: Role | None
    is_suspended: bool
    is_kept_as_last: bool = False


def confirm_appointment(*, by: User, now: datetime, appointment_id: UUID) -> None:
    """Say that an appointment still holds. Raises: NotFound, NotAllowed."""
    with change(by=by, now=now) as opened:
        found = Appointment.objects.filter(pk=appointment_id, starts_at__lte=now, ends_at__gt=now).first()
        if found is None or managing_staff(by, found.agency_id) is not None:
            raise NotFound("There is no such appointment among your staff.")
        if found.user_id == by.pk:
            raise NotAllowed("Nobody confirms their own appointment. Ask another who manages the staff.")
        AppointmentConfirmation.objects.create(appointment=found, confirmed_at=now, confirmed_by=by)
        opened.record("confirmed", found, role=found.role, user=str(found.user_id))


def leave(*, by: User, now: datetime, user_id: UUID) -> None:
    """End everything somebody holds who leaves the agency: appointments, sessions, account.

    Raises: NotFound
    """
    with change(by=by, now=now) as opened:
        user = User.objects.filter(pk=user_id, is_active=True).first()
        if user is None or managing_staff(by, user.agency_id) is not None:
            raise NotFound("There is no such person among your staff.")
        for appointment in Appointment.objects.filter(user=user, ends_at__gt=now):
            _end(opened, appointment, because="left")
        _suspend(opened, user, because="left")


def review_appointments(*, now: datetime) -> tuple[Reviewed, ...]:
    """End each appointment that nobody confirmed for a quarter; let in no more who has none in force.

    The last one who may manage users stays: somebody has to be able to let the others in again.
    """
    done = []
    for appointment in unconfirmed_appointments(now):
        user = appointment.user
        if _is_last_to_manage_users(appointment, now):
            done.append(Reviewed(user.email, role=None, is_suspended=False, is_kept_as_last=True))
            continue
        with change(by=None, now=now) as opened:
            _end(opened, appointment, because="not confirmed")
            end_sessions(opened, user)
        done.append(Reviewed(user.email, Role(appointment.role), is_suspended=False))
    held = Appointment.objects.filter(ends_at__gt=now)
    for user in User.objects.filter(is_active=True).exclude(pk__in=held.values("user")).order_by("email"):
        with change(by=None, now=now) as opened:
            _suspend(opened, user, because="no appointment")
        done.append(Reviewed(user.email, role=None, is_suspended=True))
    return tuple(done)


def record_staff_report(*, by: User, now: datetime, agency_id: UUID, users: tuple[UUID, ...]) -> None:
    """Keep that the report of what an agency's staff looked at was handed out. Raises: NotAllowed."""
    require(managing_staff(by, agency_id))
    agency = Agency.objects.get(pk=agency_id)
    record_reads(by=by, now=now, verb="exported staff report", shown={User: users}, about=agency)


def _is_last_to_manage_users(appointment: Appointment, now: datetime) -> bool:
    managing = roles_with(Permission.MANAGE_USERS)
    held = Appointment.objects.filter(
        role__in=managing, starts_at__lte=now, ends_at__gt=now, user__is_active=True
    )
    return appointment.role in managing and not held.exclude(user=appointment.user).exists()


def _end(opened: Change, appointment: Appointment, *, because: str) -> None:
    appointment.ends_at = max(opened.now, appointment.starts_at)
    appointment.save(update_fields=["ends_at"])
    opened.record("ended", appointment, role=appointment.role, user=str(appointment.user_id), because=because)


def _suspend(opened: Change, user: User, *, because: str) -> None:
    user.is_active = False
    user.save(update_fields=["is_active"])
    opened.record("suspended", user, because=because)
    end_sessions(opened, user)
