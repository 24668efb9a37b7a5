"""What a user signs in with, and what whoever manages the staff looks at."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.db.models import F, Max, QuerySet
from django.db.models.functions import Coalesce

from sightline.domain.sign_in import CONFIRMED_FOR
from sightline.domain.vocabulary.factors import FactorKind
from sightline.domain.vocabulary.links import RECOVERY_CONFIRMED_WITHIN
from sightline.domain.vocabulary.roles import Role
from sightline.records.access.models import Appointment, User
from sightline.records.access.policies import managing_staff, require
from sightline.records.accounts.models import Recovery
from sightline.records.audit.models import AuditEntry


@dataclass(frozen=True, slots=True)
class FactorRow:
    """A passkey, an app or a set of recovery codes; `n_left` counts the codes not yet used."""

    id: int
    kind: FactorKind
    name: str
    added_at: datetime
    last_used_at: datetime | None
    n_left: int | None


def factors_of(user: User) -> tuple[FactorRow, ...]:
    """Return what a user may sign in with besides a password, oldest first."""
    found = Authenticator.objects.filter(user_id=user.pk).order_by("created_at", "id")
    return tuple(map(_row, found))


def has_factor(user: User) -> bool:
    """Say whether a user has a passkey or an app. Recovery codes stand in for these; alone they are none."""
    return Authenticator.objects.filter(user_id=user.pk).exclude(type=FactorKind.RECOVERY_CODES).exists()


def has_kind(user: User, kind: FactorKind) -> bool:
    """Say whether a user has a factor of a kind."""
    return Authenticator.objects.filter(user_id=user.pk, type=kind).exists()


def _row(factor: Authenticator) -> FactorRow:
    kind = FactorKind(factor.type)
    is_codes = kind is FactorKind.RECOVERY_CODES
    return FactorRow(
        id=factor.pk,
        kind=kind,
        name=factor.wrap().name if kind is FactorKind.PASSKEY else kind.wording,
        added_at=factor.created_at,
        last_used_at=factor.last_used_at,
        n_left=len(factor.wrap().get_unused_codes()) if is_codes else None,
    )


@dataclass(frozen=True, slots=True)
class HeldRole:
    """A role that a member of staff holds; `confirm_by` is when it ends unless somebody confirms it."""

    id: UUID
    role: Role
    agency_name: str
    ends_at: datetime
    confirm_by: datetime
    is_by_reader: bool


@dataclass(frozen=True, slots=True)
class StaffRow:
    """A member of an agency's staff who has an account."""

    id: UUID
    name: str
    email: str
    has_signed_in: bool
    roles: tuple[HeldRole, ...]
    waiting_recovery: UUID | None
    is_recovery_by_reader: bool


@dataclass(frozen=True, slots=True)
class StaffAct:
    """One thing that a member of staff did or was shown, as the audit trail has it."""

    at: datetime
    user_id: UUID
    name: str
    email: str
    verb: str
    object_type: str
    object_id: str


def staff_of(reader: User, agency_id: UUID, now: datetime) -> tuple[StaffRow, ...]:
    """Return the people with an account whom an agency employs. Raises: NotAllowed."""
    require(managing_staff(reader, agency_id))
    users = list(User.objects.filter(agency_id=agency_id, is_active=True).order_by("name", "id"))
    held: dict[UUID, list[HeldRole]] = {user.pk: [] for user in users}
    for appointment in _in_force(now).filter(user__in=users).order_by("starts_at", "id"):
        held[appointment.user_id].append(_held_role(appointment, reader))
    waiting = {
        recovery.user_id: recovery
        for recovery in Recovery.objects.filter(
            user__in=users, confirmed_at=None, started_at__gt=now - RECOVERY_CONFIRMED_WITHIN
        )
    }
    return tuple(
        StaffRow(
            id=user.pk,
            name=user.name,
            email=user.email,
            has_signed_in=user.has_usable_password(),
            roles=tuple(held[user.pk]),
            waiting_recovery=waiting[user.pk].pk if user.pk in waiting else None,
            is_recovery_by_reader=user.pk in waiting and waiting[user.pk].started_by_id == reader.pk,
        )
        for user in users
    )


def staff_acts(reader: User, agency_id: UUID, *, since: datetime) -> tuple[StaffAct, ...]:
    """Return each audit entry by the staff of an agency, also those who left. Raises: NotAllowed."""
    require(managing_staff(reader, agency_id))
    users = {user.pk: user for user in User.objects.filter(agency_id=agency_id)}
    # Which case it was may be what the reader must not know: one that is sealed, or in which they are barred.
    entries = AuditEntry.objects.filter(actor_id__in=users, at__gte=since).order_by("sequence")
    return tuple(
        StaffAct(
            at=entry.at,
            user_id=entry.actor_id,
            name=users[entry.actor_id].name,
            email=users[entry.actor_id].email,
            verb=entry.verb,
            object_type=entry.object_type,
            object_id="" if entry.object_type.partition(".")[0] in {"cases", "people"} else entry.object_id,
        )
        for entry in entries
        if entry.actor_id
    )


def unconfirmed_appointments(now: datetime) -> tuple[Appointment, ...]:
    """Return the appointments in force that nobody made or confirmed in the last quarter."""
    found = _in_force(now).filter(user__is_active=True, vouched_for_at__lte=now - CONFIRMED_FOR)
    return tuple(found.order_by("starts_at", "id"))


def _in_force(now: datetime) -> QuerySet[Any]:
    """Each with when somebody last vouched for it: by confirming it, else by making it."""
    found = Appointment.objects.filter(starts_at__lte=now, ends_at__gt=now).select_related("user", "agency")
    return found.annotate(vouched_for_at=Coalesce(Max("confirmations__confirmed_at"), F("starts_at")))


def _held_role(appointment: Any, reader: User) -> HeldRole:
    return HeldRole(
        id=appointment.pk,
        role=Role(appointment.role),
        agency_name=appointment.agency.name,
        ends_at=appointment.ends_at,
        confirm_by=appointment.vouched_for_at + CONFIRMED_FOR,
        is_by_reader=appointment.user_id == reader.pk,
    )
