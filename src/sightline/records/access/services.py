"""Adds users and the agencies they act for, and changes their passwords."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import F

from sightline.domain.policy.permissions import Permission
from sightline.domain.vocabulary.roles import ALONE, Role
from sightline.errors import NotFound, UserError
from sightline.records.access.models import Appointment, User
from sightline.records.access.policies import about_agency, granting, holding, managing_staff, require
from sightline.records.access.queries import UserRow, staff_alerts, user_row
from sightline.records.agencies import services as directory
from sightline.records.agencies.models import Agency
from sightline.records.agencies.queries import AgencyRow, agency_row
from sightline.records.audit.models import ReadingAlert
from sightline.records.audit.services import Change, answer_reading_alert, change, record_reads

#: How long an appointment lasts where nobody says otherwise. Source: SIGHTLINE-SECURITY
APPOINTED_FOR = timedelta(days=365)

#: Called with each new user, in the transaction that adds them. Apps above this one put theirs here.
AFTER_ADDING: list[Callable[[Change, User], None]] = []


class PartnershipExists(UserError):
    """The first account has been made already."""

    exit_code = 2


class AccountRefused(UserError):
    """An account whose e-mail address, name or password will not do."""

    exit_code = 2


class AppointmentRefused(UserError):
    """A role that cannot be held there, then, or beside another."""

    exit_code = 2


def open_partnership(
    *, now: datetime, agency_name: str, name: str, email: str, password: str, until: datetime | None = None
) -> User:
    """Make the first agency and its coordinator, in an empty database only.

    Raises: PartnershipExists, AccountRefused, NameRefused
    """
    with change(by=None, now=now) as opened:
        if User.objects.exists():
            raise PartnershipExists("There are accounts already. Ask a review coordinator to add another.")
        agency = directory.add_agency(opened, name=agency_name)
        user = _add_user(opened, agency, email=email, name=name, password=password)
        _appoint(opened, user, Role.COORDINATOR, agency, grantor=None, until=until)
        return user


def add_agency(*, by: User | None, now: datetime, name: str, other_names: tuple[str, ...] = ()) -> AgencyRow:
    """Add an agency with its names. Raises: NotAllowed, NameRefused."""
    require(holding(by, Permission.MANAGE_AGENCIES))
    with change(by=by, now=now) as opened:
        return agency_row(directory.add_agency(opened, name=name, other_names=other_names))


def add_agency_name(*, by: User | None, now: datetime, agency_id: UUID, name: str) -> AgencyRow:
    """Add another name an agency is written under. Raises: NotAllowed, NotFound, NameRefused."""
    require(holding(by, Permission.MANAGE_AGENCIES))
    with change(by=by, now=now) as opened:
        return agency_row(directory.add_agency_name(opened, agency_id=agency_id, name=name))


def add_user(
    *,
    by: User | None,
    now: datetime,
    email: str,
    name: str,
    agency_id: UUID,
    role: Role,
    password: str | None = None,
    until: datetime | None = None,
) -> UserRow:
    """Add someone who signs in for an agency, in a first role there; without a password, by invitation.

    Raises: NotAllowed, NotFound, AccountRefused, AppointmentRefused
    """
    require(managing_staff(by, agency_id))
    require(granting(by, role, agency_id))
    with change(by=by, now=now) as opened:
        agency = _agency(agency_id)
        user = _add_user(opened, agency, email=email, name=name, password=password)
        _appoint(opened, user, role, agency, grantor=by, until=until)
        return user_row(user, (role,))


def appoint(
    *,
    by: User | None,
    now: datetime,
    user_id: UUID,
    role: Role,
    agency_id: UUID,
    until: datetime | None = None,
    supervisor_id: UUID | None = None,
) -> UUID:
    """Give a user a role in an agency, for a year where nobody says otherwise. Returns the appointment's id.

    Raises: NotAllowed, NotFound, AppointmentRefused
    """
    require(managing_staff(by, agency_id))
    require(granting(by, role, agency_id))
    with change(by=by, now=now) as opened:
        user, agency = _user(user_id), _agency(agency_id)
        if by is not None and by.pk == user.pk:
            raise AppointmentRefused("Nobody gives themself a role. Ask somebody else who may.")
        supervisor = _user(supervisor_id) if supervisor_id else None
        end_sessions(opened, user)
        return _appoint(opened, user, role, agency, grantor=by, until=until, supervisor=supervisor).pk


def end_appointment(*, by: User | None, now: datetime, appointment_id: UUID) -> None:
    """End a role a user holds, at once. Raises: NotFound."""
    with change(by=by, now=now) as opened:
        found = Appointment.objects.filter(pk=appointment_id, ends_at__gt=now).first()
        # Somebody else's staff and nobody at all look alike.
        if found is None or managing_staff(by, found.agency_id) is not None:
            raise NotFound("There is no such appointment in force.")
        found.ends_at = max(now, found.starts_at)
        found.save(update_fields=["ends_at"])
        opened.record("ended", found, role=found.role, user=str(found.user_id))
        end_sessions(opened, _user(found.user_id))


def suspend_user(*, by: User | None, now: datetime, user_id: UUID) -> None:
    """Let a user in no more, until somebody lets them in again. Raises: NotAllowed, NotFound."""
    with change(by=by, now=now) as opened:
        user = _user(user_id)
        if managing_staff(by, user.agency_id) is not None:
            require(about_agency(by, Permission.SUSPEND_USERS, user.agency_id))
        user.is_active = False
        user.save(update_fields=["is_active"])
        opened.record("suspended", user)
        end_sessions(opened, user)


def _user(user_id: UUID) -> User:
    found = User.objects.filter(pk=user_id).select_related("agency").first()
    if found is None:
        raise NotFound("There is no such user.")
    return found


def _agency(agency_id: UUID) -> Agency:
    found = Agency.objects.filter(pk=agency_id).first()
    if found is None:
        raise NotFound("There is no such agency.")
    return found


def _appoint(
    opened: Change,
    user: User,
    role: Role,
    agency: Agency,
    *,
    grantor: User | None,
    until: datetime | None,
    supervisor: User | None = None,
) -> Appointment:
    ends_at = until or opened.now + APPOINTED_FOR
    if ends_at <= opened.now:
        raise AppointmentRefused("An appointment ends after it starts.")
    held = Appointment.objects.filter(user=user, starts_at__lte=opened.now, ends_at__gt=opened.now)
    others = set(held.values_list("role", flat=True)) - {role.value}
    if others and ALONE & {role, *map(Role, others)}:
        raise AppointmentRefused(
            "Whoever keeps the machine running works with no records: a system administrator holds no other "
            "role. Give the person a second account."
        )
    if held.filter(role=role, agency=agency).exists():
        raise AppointmentRefused(f"{user.name} is “{role.wording}” there already.")
    appointment = Appointment.objects.create(
        user=user,
        role=role,
        agency=agency,
        supervisor=supervisor,
        starts_at=opened.now,
        ends_at=ends_at,
        grantor=grantor,
    )
    opened.record("appointed", appointment, role=role.value, user=str(user.pk), agency=str(agency.pk))
    return appointment


def _add_user(opened: Change, agency: Agency, *, email: str, name: str, password: str | None) -> User:
    address = email.strip().lower()
    user = User(email=address, name=" ".join(name.split()), agency=agency)
    if not user.name or len(user.name) > 200:
        raise AccountRefused("A user's name has 1 to 200 characters.")
    try:
        validate_email(address)
    except ValidationError as error:
        raise AccountRefused(" ".join(error.messages)) from error
    if password is not None:
        _check_password(password, user)
    if User.objects.filter(email__iexact=address).exists():
        raise AccountRefused("There is an account with that e-mail address already.")
    user.set_password(password)
    user.save(force_insert=True)
    opened.record("added", user)
    for follow_up in AFTER_ADDING:
        follow_up(opened, user)
    return user


def end_sessions(opened: Change, user: User) -> None:
    """End every session of a user, as part of a change that says why; each sees it at its next request."""
    User.objects.filter(pk=user.pk).update(session_epoch=F("session_epoch") + 1)
    user.refresh_from_db(fields=["session_epoch"])
    opened.record("ended sessions", user)


class CurrentPasswordWrong(UserError):
    """The password given is not the one the user has."""

    exit_code = 2


def change_password(*, by: User, now: datetime, current: str, new: str) -> None:
    """Change a user's own password. Raises: CurrentPasswordWrong, AccountRefused."""
    if not by.check_password(current):
        raise CurrentPasswordWrong("That is not the password you have now.")
    _check_password(new, by)
    with change(by=by, now=now) as opened:
        by.set_password(new)
        by.save(update_fields=["password"])
        opened.record("changed password", by)


def record_alerts_listed(*, by: User, now: datetime, alerts: Iterable[UUID]) -> None:
    """Keep which alerts of unusual reading a page shows a user."""
    record_reads(by=by, now=now, verb="listed", shown={ReadingAlert: alerts})


def answer_staff_alert(*, by: User, now: datetime, alert_id: UUID, text: str) -> None:
    """Keep what a privacy officer found out about a colleague's reading.

    Raises: NotAllowed, NotFound, AlertRefused
    """
    require(holding(by, Permission.REVIEW_READING))
    if alert_id not in {found.alert.id for found in staff_alerts(by)}:
        raise NotFound("There is no such alert.")
    answer_reading_alert(by=by, now=now, alert_id=alert_id, text=text)


def record_agencies_listed(
    *, by: User, now: datetime, agencies: Iterable[UUID], users: Iterable[UUID] = ()
) -> None:
    """Keep which agencies and which of their people a page shows a user."""
    record_reads(by=by, now=now, verb="listed", shown={Agency: agencies, User: users})


def _check_password(password: str, user: User) -> None:
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise AccountRefused(" ".join(error.messages)) from error
