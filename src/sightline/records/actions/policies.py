"""Whether a user may do something to an action, given who leads it and where it stands."""

from typing import cast

from django.db.models import Q

from sightline.domain.policy.decision import is_allowed
from sightline.domain.policy.facts import Fact
from sightline.domain.policy.permissions import Permission
from sightline.domain.states.action import TRANSITIONS, ActionStatus, moves_open_to
from sightline.domain.vocabulary.roles import Role
from sightline.records.access.models import User
from sightline.records.access.policies import Refusal, actor_for, holding
from sightline.records.access.rows import FactInRows, Protected, protect, rows_open_to
from sightline.records.actions.models import (
    Action,
    ActionPlan,
    ActionQuerySet,
    ActionTarget,
    ActionUpdate,
    Evidence,
    Reminder,
)
from sightline.records.actor import system

TEXT_LENGTH = 20_000
"""Characters of an answer at most."""


def actions_open_to(user: User) -> ActionQuerySet:
    """Return the actions a user may know of; the others are absent, not forbidden."""
    return cast("ActionQuerySet", rows_open_to(actor_for(user), Permission.READ_ACTIONS, Action))


def may_see(user: User, action: Action) -> bool:
    """Say of one action, at hand, what `actions_open_to` says of many."""
    return _may(user, Permission.READ_ACTIONS, action)


def updating_action(user: User, action: Action) -> Refusal | None:
    """Refuse who neither may update any action nor leads or owns this one."""
    if _may(user, Permission.UPDATE_ACTIONS, action):
        return None
    return holding(user, Permission.UPDATE_ACTIONS) or Refusal(
        "Only the agency that leads this action, its owner or a coordinator may update it."
    )


def moving_action(user: User, action: Action, status: ActionStatus) -> Refusal | None:
    """Refuse a change of status that the table does not list, or lists for somebody else."""
    current = ActionStatus(action.status)
    if status in moves_open_to(current, _moves_permitted(user)):
        return None
    if status in TRANSITIONS[current]:
        return Refusal(f"Only a coordinator may change “{current.wording}” to “{status.wording}”.")
    return Refusal(f"An action that is “{current.wording}” cannot become “{status.wording}”.")


def _moves_permitted(user: User) -> frozenset[Permission]:
    return frozenset(
        permission
        for permission in (Permission.UPDATE_ACTIONS, Permission.DECIDE_STATUS)
        if holding(user, permission) is None
    )


def proving_action(action: Action, status: ActionStatus) -> Refusal | None:
    """Refuse a status that says evidence was seen where none is marked as seen.

    Evidence for an action serves its duplicates too, as an answer does.
    """
    if not status.needs_evidence_seen:
        return None
    with system("evidence for an action serves its duplicates in other agencies"):
        group = Action.objects.group_of(action.duplicate_of_id or action.pk)
        is_proved = Evidence.objects.filter(action__in=group, seen_at__isnull=False).exists()
    if is_proved:
        return None
    return Refusal(
        f"“{status.wording}” needs a file of evidence that somebody other than the person who added it has "
        "marked as seen. Add the evidence or have it marked, or choose "
        f"“{ActionStatus.DONE_CLAIMED.wording}”."
    )


def moves_for(user: User, action: Action) -> tuple[ActionStatus, ...]:
    """Return the statuses to which a user may move an action as it stands."""
    if updating_action(user, action):
        return ()
    moves = moves_open_to(ActionStatus(action.status), _moves_permitted(user))
    return tuple(status for status in moves if proving_action(action, status) is None)


def marking_evidence_seen(user: User, evidence: Evidence) -> Refusal | None:
    """Refuse who added the evidence: proof is seen by somebody else."""
    if evidence.added_by_id == user.pk:
        return Refusal("Evidence you added yourself has to be seen by somebody else.")
    return holding(user, Permission.MARK_EVIDENCE_SEEN)


def _may(user: User, permission: Permission, action: Action) -> bool:
    actor = actor_for(user)

    def is_so(fact: Fact, roles: frozenset[Role]) -> bool:
        match fact:
            case Fact.OWNED:
                return action.owner_id == user.pk
            case Fact.OWN_AGENCY:
                return action.agency_id in actor.agencies(roles)
        return False

    return is_allowed(permission, actor.roles, is_so)


_OWN: dict[Fact, FactInRows] = {
    Fact.OWN_AGENCY: lambda asker, roles: Q(agency__in=asker.agencies(roles)),
    Fact.OWNED: lambda asker, _roles: Q(owner=asker.user),
}
_OF_ACTION: dict[Fact, FactInRows] = {
    Fact.OWN_AGENCY: lambda asker, roles: Q(action__agency__in=asker.agencies(roles)),
    Fact.OWNED: lambda asker, _roles: Q(action__owner=asker.user),
}

protect(Protected(Action, Permission.READ_ACTIONS, _OWN))
protect(Protected(ActionPlan, Permission.READ_REVIEWS))
for _model in (ActionTarget, ActionUpdate, Evidence, Reminder):
    protect(Protected(_model, Permission.READ_ACTIONS, _OF_ACTION))
