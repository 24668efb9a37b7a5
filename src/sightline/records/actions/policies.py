"""Whether a user may do something to an action, given who leads it and where it stands."""

from sightline.domain.states.action import TRANSITIONS, ActionStatus, moves_open_to
from sightline.domain.vocabulary.roles import Role
from sightline.records.access.models import User
from sightline.records.access.permissions import Permission, Reach
from sightline.records.access.policies import Refusal, holding, reach_of
from sightline.records.actions.models import Action, Evidence

TEXT_LENGTH = 20_000
"""Characters of an answer at most."""


def may_see(user: User, action: Action) -> bool:
    """Say of one action what `ActionQuerySet.visible_to` says of many."""
    reach = reach_of(user, Permission.READ_ACTIONS)
    return reach is Reach.ANY or (reach is Reach.OWN and _is_own(user, action))


def updating_action(user: User, action: Action) -> Refusal | None:
    """Refuse who neither may update any action nor leads or owns this one."""
    if reach_of(user, Permission.UPDATE_ACTIONS) is Reach.OWN and not _is_own(user, action):
        return Refusal("Only the agency that leads this action, its owner or a coordinator may update it.")
    return holding(user, Permission.UPDATE_ACTIONS)


def moving_action(user: User, action: Action, status: ActionStatus) -> Refusal | None:
    """Refuse a change of status that the table does not list, or lists for somebody else."""
    current = ActionStatus(action.status)
    if status in moves_open_to(current, Role(user.role)):
        return None
    if status in TRANSITIONS[current]:
        return Refusal(f"Only a coordinator may change “{current.wording}” to “{status.wording}”.")
    return Refusal(f"An action that is “{current.wording}” cannot become “{status.wording}”.")


def proving_action(action: Action, status: ActionStatus) -> Refusal | None:
    """Refuse a status that says evidence was seen where none is marked as seen.

    Evidence for an action serves its duplicates too, as an answer does.
    """
    if not status.needs_evidence_seen:
        return None
    group = Action.objects.group_of(action.duplicate_of_id or action.pk)
    if Evidence.objects.filter(action__in=group, seen_at__isnull=False).exists():
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
    moves = moves_open_to(ActionStatus(action.status), Role(user.role))
    return tuple(status for status in moves if proving_action(action, status) is None)


def marking_evidence_seen(user: User, evidence: Evidence) -> Refusal | None:
    """Refuse who added the evidence: proof is seen by somebody else."""
    if evidence.added_by_id == user.pk:
        return Refusal("Evidence you added yourself has to be seen by somebody else.")
    return holding(user, Permission.MARK_EVIDENCE_SEEN)


def _is_own(user: User, action: Action) -> bool:
    return user.pk == action.owner_id or user.agency_id == action.agency_id
