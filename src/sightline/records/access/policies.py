"""Asks the rules, and turns a refusal into an error.

Rules about one kind of object (may this user update this action?) stand in that app's policies.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models.functions import Now

from sightline.domain.policy.decision import is_allowed
from sightline.domain.policy.facts import Fact
from sightline.domain.policy.permissions import Permission
from sightline.domain.policy.rules import roles_with
from sightline.domain.vocabulary.roles import GRANTABLE, Role
from sightline.errors import UserError
from sightline.records.access.models import Appointment, User
from sightline.records.actor import Actor, Appointed, current


class NotAllowed(UserError):
    """The user may see this, but may not do what was asked."""

    exit_code = 3


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why something is not allowed, in words the user can act on."""

    reason: str


def actor_for(user: User, now: datetime | None = None) -> Actor:
    """Return a user as an actor, with the roles they hold at a moment: by default, now."""
    actor = current()
    if now is None and isinstance(actor, Actor) and actor.user_id == user.pk:
        return actor
    moment = now or Now()
    return Actor(user.pk, _appointed(user, moment), moment)


def roles_of(user: User) -> frozenset[Role]:
    """Return the roles a user holds now; none where the account is not active."""
    return actor_for(user).roles


def _appointed(user: User, now: datetime | Now) -> tuple[Appointed, ...]:
    if not user.is_active:
        return ()
    in_force = Appointment.objects.filter(user=user, starts_at__lte=now, ends_at__gt=now)
    rows = in_force.order_by("starts_at", "id").values_list("role", "agency_id")
    return tuple(Appointed(Role(role), agency_id) for role, agency_id in rows)


def holding(user: User | None, permission: Permission) -> Refusal | None:
    """Refuse a user who does not hold a permission over any object. None is Sightline itself."""
    if user is None:
        return None
    roles = roles_of(user)
    if roles & roles_with(permission):
        return None
    wording = ", ".join(sorted(role.wording.lower() for role in roles)) or "no role at present"
    return Refusal(f"Your account ({wording}) may not {permission.wording}. Ask a review coordinator.")


def about_agency(user: User | None, permission: Permission, agency_id: UUID) -> Refusal | None:
    """Refuse who does not hold a permission over what is this agency's. None is Sightline itself."""
    if user is None:
        return None
    actor = actor_for(user)

    def is_so(fact: Fact, roles: frozenset[Role]) -> bool:
        return fact is Fact.OWN_AGENCY and agency_id in actor.agencies(roles)

    if is_allowed(permission, actor.roles, is_so):
        return None
    return holding(user, permission) or Refusal(f"You may {permission.wording} of your own agency only.")


def managing_staff(user: User | None, agency_id: UUID) -> Refusal | None:
    """Refuse who may manage neither users of any agency nor the staff of this one."""
    if about_agency(user, Permission.MANAGE_OWN_STAFF, agency_id) is None:
        return None
    return holding(user, Permission.MANAGE_USERS)


def granting(user: User | None, role: Role, agency_id: UUID) -> Refusal | None:
    """Refuse to give a role to who may not: each role gives only those that are listed for it."""
    if user is None:
        return None
    for each in actor_for(user).appointed:
        reaches = each.role in roles_with(Permission.MANAGE_USERS) or each.agency_id == agency_id
        if reaches and role in GRANTABLE.get(each.role, frozenset()):
            return None
    return Refusal(f"Your account may not make anybody “{role.wording}” there. Ask a review coordinator.")


def require(refusal: Refusal | None) -> None:
    """Stop where there is a refusal. Raises: NotAllowed."""
    if refusal is not None:
        raise NotAllowed(refusal.reason)
