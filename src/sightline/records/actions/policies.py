"""Whether a user may do something to an action, given who leads it and where it stands."""

from sightline.domain.states.action import TRANSITIONS, ActionStatus, moves_open_to
from sightline.domain.vocabulary.roles import Role
from sightline.records.access.models import User
from sightline.records.access.permissions import Permission, Reach
from sightline.records.access.policies import Refusal, holding, reach_of
from sightline.records.actions.models import Action, Evidence


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


def marking_evidence_seen(user: User, evidence: Evidence) -> Refusal | None:
    """Refuse who added the evidence: proof is seen by somebody else."""
    if evidence.added_by_id == user.pk:
        return Refusal("Evidence you added yourself has to be seen by somebody else.")
    return holding(user, Permission.MARK_EVIDENCE_SEEN)


def _is_own(user: User, action: Action) -> bool:
    return user.pk == action.owner_id or user.agency_id == action.agency_id
