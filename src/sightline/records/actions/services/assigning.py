"""Gives actions an owner and an agency."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from sightline.domain.policy.permissions import Permission
from sightline.errors import NotFound, UserError
from sightline.records.access.models import User
from sightline.records.access.policies import holding, require
from sightline.records.actions.models import Action
from sightline.records.actions.policies import actions_open_to
from sightline.records.agencies.models import Agency
from sightline.records.audit.services import Change, change


class _Keep:
    """Stands for “leave as it is”, where None means “nobody”."""


KEEP: Final = _Keep()


class StaleAssignment(UserError):
    """Somebody else changed some of the actions since this user saw them. Nothing was assigned."""

    exit_code = 2

    def __init__(self, n_changed: int) -> None:
        """Carry how many of the actions that was."""
        super().__init__(
            "Somebody else changed what you were about to assign. Look at it again, then assign again."
        )
        self.n_changed = n_changed


def assign_actions(
    *,
    by: User,
    now: datetime,
    action_ids: Iterable[UUID],
    versions: Mapping[UUID, int] | None = None,
    owner_id: UUID | None | _Keep = KEEP,
    agency_id: UUID | None | _Keep = KEEP,
) -> int:
    """Give actions an owner, an agency or both; None takes them away. Return how many changed.

    `versions` says how somebody saw them who then took time to choose.

    Raises: NotAllowed, NotFound, StaleAssignment
    """
    require(holding(by, Permission.ASSIGN_ACTIONS))
    wanted = set(action_ids)
    with change(by=by, now=now) as opened:
        visible = actions_open_to(by).filter(pk__in=wanted)
        actions = list(visible.select_for_update().order_by("pk"))
        if not actions or len(actions) != len(wanted):
            raise NotFound("Choose actions from the list. If one has gone, open the list again.")
        seen = versions or {}
        n_changed = sum(action.version != seen.get(action.pk, action.version) for action in actions)
        if n_changed:
            raise StaleAssignment(n_changed)
        return assign_within(opened, actions, owner_id=owner_id, agency_id=agency_id)


def assign_within(
    opened: Change,
    actions: Sequence[Action],
    *,
    owner_id: UUID | None | _Keep = KEEP,
    agency_id: UUID | None | _Keep = KEEP,
) -> int:
    """Assign within a change its caller has opened and allowed. Raises: NotFound."""
    if isinstance(owner_id, UUID) and not User.objects.filter(pk=owner_id, is_active=True).exists():
        raise NotFound("There is no active user like that. Choose an owner from the list.")
    if isinstance(agency_id, UUID) and not Agency.objects.filter(pk=agency_id).exists():
        raise NotFound("There is no such agency. Choose one from the list.")
    n_changed = 0
    for action in actions:
        before = (action.owner_id, action.agency_id)
        if not isinstance(owner_id, _Keep):
            action.owner_id = owner_id
        if not isinstance(agency_id, _Keep):
            action.agency_id = agency_id
        if (action.owner_id, action.agency_id) != before:
            action.version += 1
            n_changed += 1
        opened.record(
            "assigned", action, owner=str(action.owner_id or ""), agency=str(action.agency_id or "")
        )
    Action.objects.bulk_update(actions, ["owner", "agency", "version"], batch_size=500)
    return n_changed
