"""Takes actions to be changed, locked with the actions that are answered with them."""

from uuid import UUID

from django.db.models import Q

from sightline.errors import NotFound
from sightline.records.access.models import User
from sightline.records.actions.models import Action
from sightline.records.actions.policies import actions_open_to, updating_action


def visible_action(by: User, action_id: UUID) -> Action:
    return visible_actions(by, action_id)[0]


def visible_actions(by: User, *action_ids: UUID) -> list[Action]:
    """Return actions, locked with their groups, always in one order so that no two changes wait in a ring.

    Raises: NotFound
    """
    visible = {action.pk: action for action in actions_open_to(by).filter(pk__in=action_ids)}
    if visible.keys() != set(action_ids):
        raise NotFound("There is no such action.")
    originals = {action.duplicate_of_id or action.pk for action in visible.values()}
    wanted = Q(pk__in={*action_ids, *originals}) | Q(duplicate_of__in=originals)
    locked = {
        action.pk: action for action in Action.objects.filter(wanted).select_for_update().order_by("pk")
    }
    return [locked[pk] for pk in action_ids]


def answered_with(by: User, action: Action) -> list[Action]:
    """Return the others of an action's group that the user may update, locked."""
    group = Action.objects.group_of(action.duplicate_of_id or action.pk).exclude(pk=action.pk)
    others = group.select_for_update().order_by("pk")
    return [other for other in others if updating_action(by, other) is None]
