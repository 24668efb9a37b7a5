"""Who the users are, and what one may do."""

from dataclasses import dataclass
from uuid import UUID

from sightline.domain.vocabulary.roles import Role
from sightline.errors import NotFound
from sightline.records.access.models import User
from sightline.records.access.permissions import Permission
from sightline.records.access.policies import holding, reach_of, require


@dataclass(frozen=True, slots=True)
class UserRow:
    """A user, as another user may see them."""

    id: UUID
    name: str
    email: str
    role: Role
    agency_id: UUID
    agency_name: str


def may(user: User, permission: Permission) -> bool:
    """Say whether a user holds a permission over at least some objects: for showing a button."""
    return reach_of(user, permission) is not None


def users_to_assign(user: User) -> tuple[UserRow, ...]:
    """Return the active users whom this one may make owners of actions."""
    if not may(user, Permission.ASSIGN_ACTIONS):
        return ()
    active = User.objects.filter(is_active=True).select_related("agency")
    return tuple(user_row(found) for found in active.order_by("agency__name", "name", "id"))


def users_of_agencies(user: User) -> dict[UUID, tuple[UserRow, ...]]:
    """Return the active users by their agency, for who may add users."""
    require(holding(user, Permission.MANAGE_USERS))
    found: dict[UUID, tuple[UserRow, ...]] = {}
    active = User.objects.filter(is_active=True).select_related("agency").order_by("name", "id")
    for row in map(user_row, active):
        found[row.agency_id] = (*found.get(row.agency_id, ()), row)
    return found


def user_with_email(email: str) -> User:
    """Return the active user with an e-mail address, whatever its capitals. Raises: NotFound."""
    found = User.objects.filter(email__iexact=email.strip(), is_active=True).select_related("agency").first()
    if found is None:
        raise NotFound("There is no active account with that e-mail address.")
    return found


def user_row(user: User) -> UserRow:
    """Return a user as a row."""
    return UserRow(user.id, user.name, user.email, Role(user.role), user.agency_id, user.agency.name)


def coordinators() -> tuple[User, ...]:
    """Return the active coordinators: in one's name the command line acts where there is only one."""
    found = User.objects.filter(role=Role.COORDINATOR, is_active=True).select_related("agency")
    return tuple(found.order_by("email"))
