"""Who the users are, and what one may do."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet
from django.db.models.functions import Now

from sightline.domain.policy.permissions import Permission
from sightline.domain.policy.rules import roles_with
from sightline.domain.vocabulary.roles import Role
from sightline.errors import NotFound
from sightline.records.access.models import Appointment, User
from sightline.records.access.policies import actor_for, holding, require, roles_of
from sightline.records.audit.queries import AlertRow, reading_alerts


@dataclass(frozen=True, slots=True)
class UserRow:
    """A user, as another user may see them."""

    id: UUID
    name: str
    email: str
    roles: tuple[Role, ...]
    agency_id: UUID
    agency_name: str


@dataclass(frozen=True, slots=True)
class StaffAlert:
    """An alert of unusual reading, and whose reading it is about."""

    alert: AlertRow
    user_name: str


def may(user: User, permission: Permission) -> bool:
    """Say whether a user holds a permission over at least some objects: for showing a button."""
    return bool(roles_of(user) & roles_with(permission))


def users_to_assign(user: User) -> tuple[UserRow, ...]:
    """Return the active users whom this one may make owners of actions."""
    if not may(user, Permission.ASSIGN_ACTIONS):
        return ()
    return _rows(User.objects.order_by("agency__name", "name", "id"))


def users_of_agencies(user: User) -> dict[UUID, tuple[UserRow, ...]]:
    """Return the active users by their agency, for who may add users there."""
    active = User.objects.order_by("name", "id")
    if not may(user, Permission.MANAGE_USERS):
        require(holding(user, Permission.MANAGE_OWN_STAFF))
        active = active.filter(agency__in=actor_for(user).agencies(roles_with(Permission.MANAGE_OWN_STAFF)))
    found: dict[UUID, tuple[UserRow, ...]] = {}
    for row in _rows(active):
        found[row.agency_id] = (*found.get(row.agency_id, ()), row)
    return found


def staff_alerts(user: User) -> tuple[StaffAlert, ...]:
    """Return the alerts of unusual reading by others of the user's agency, latest first."""
    agencies = actor_for(user).agencies(roles_with(Permission.REVIEW_READING))
    staff = User.objects.filter(agency__in=agencies).exclude(pk=user.pk)
    names = dict(staff.values_list("pk", "name"))
    return tuple(StaffAlert(alert, names[alert.actor_id]) for alert in reading_alerts(names.keys()))


def user_with_email(email: str) -> User:
    """Return the active user with an e-mail address, whatever its capitals. Raises: NotFound."""
    found = User.objects.filter(email__iexact=email.strip(), is_active=True).select_related("agency").first()
    if found is None:
        raise NotFound("There is no active account with that e-mail address.")
    return found


def user_with_id(user_id: str) -> User:
    """Return the active user with that id. Raises: NotFound."""
    found = User.objects.filter(pk=user_id, is_active=True).select_related("agency").first()
    if found is None:
        raise NotFound("There is no active account with that id.")
    return found


def user_row(user: User, roles: tuple[Role, ...]) -> UserRow:
    """Return a user as a row."""
    return UserRow(user.id, user.name, user.email, roles, user.agency_id, user.agency.name)


def coordinators() -> tuple[User, ...]:
    """Return the active coordinators: in one's name the command line acts where there is only one."""
    held = Appointment.objects.filter(role=Role.COORDINATOR, starts_at__lte=Now(), ends_at__gt=Now())
    found = User.objects.filter(is_active=True, pk__in=held.values("user")).select_related("agency")
    return tuple(found.order_by("email"))


def _rows(users: QuerySet[User]) -> tuple[UserRow, ...]:
    found = list(users.filter(is_active=True).select_related("agency"))
    roles: dict[UUID, list[Role]] = {user.pk: [] for user in found}
    held = Appointment.objects.filter(user__in=roles, starts_at__lte=Now(), ends_at__gt=Now())
    for user_id, role in held.order_by("starts_at", "id").values_list("user", "role"):
        roles[user_id].append(Role(role))
    return tuple(user_row(user, tuple(dict.fromkeys(roles[user.pk]))) for user in found)
