"""Asks the table of permissions, and turns a refusal into an error.

Rules about one kind of object (may this user update this action?) stand in that app's policies.
"""

from dataclasses import dataclass

from sightline.domain.vocabulary.roles import Role
from sightline.errors import UserError
from sightline.records.access.models import User
from sightline.records.access.permissions import PERMISSIONS, Permission, Reach


class NotAllowed(UserError):
    """The user may see this, but may not do what was asked."""

    exit_code = 3


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why something is not allowed, in words the user can act on."""

    reason: str


def reach_of(user: User, permission: Permission) -> Reach | None:
    """Return over which objects a user holds a permission, or None where not at all."""
    return PERMISSIONS[Role(user.role)].get(permission) if user.is_active else None


def holding(user: User | None, permission: Permission) -> Refusal | None:
    """Refuse a user who does not hold a permission over any object. None is Sightline itself."""
    if user is None or reach_of(user, permission) is not None:
        return None
    role = Role(user.role).wording.lower()
    return Refusal(f"Your account ({role}) may not {permission.wording}. Ask a review coordinator.")


def require(refusal: Refusal | None) -> None:
    """Stop where there is a refusal. Raises: NotAllowed."""
    if refusal is not None:
        raise NotAllowed(refusal.reason)
