"""Links between actions that are one task, so that one answer serves both."""

from datetime import datetime
from uuid import UUID

from sightline.domain.policy.permissions import Permission
from sightline.domain.states.action import ActionStatus
from sightline.domain.vocabulary.channels import Channel
from sightline.errors import UserError
from sightline.records.access.models import User
from sightline.records.access.policies import holding, require
from sightline.records.actions.models import Action
from sightline.records.actions.policies import proving_action
from sightline.records.actions.services.answers import append_update
from sightline.records.actions.services.locking import answered_with, visible_action, visible_actions
from sightline.records.audit.services import change


class LinkRefused(UserError):
    """Two actions that cannot be linked as duplicates."""

    exit_code = 2


def link_duplicate(*, by: User, now: datetime, action_id: UUID, original_id: UUID) -> None:
    """Make an action follow another: from here on one answer serves both, as `update_action` says.

    The duplicate takes the status of its original, and says so in an update of its own.

    Raises: NotFound, NotAllowed, LinkRefused
    """
    require(holding(by, Permission.LINK_DUPLICATES))
    with change(by=by, now=now) as opened:
        if action_id == original_id:
            raise LinkRefused("An action cannot be a duplicate of itself.")
        action, original = visible_actions(by, action_id, original_id)
        if original.duplicate_of_id is not None:
            raise LinkRefused("That action is a duplicate itself. Choose the one it follows.")
        if action.duplicate_of_id is not None or action.duplicates.exists():
            raise LinkRefused("This action is linked already. Unlink it first.")
        action.duplicate_of = original
        action.save(update_fields=["duplicate_of"])
        append_update(
            opened,
            by,
            action,
            text=f"Linked as a duplicate: it follows action {original.number or original.position + 1}.",
            channel=Channel.SIGHTLINE,
            status=ActionStatus(original.status),
            reason=original.status_reason,
        )
        opened.record("linked duplicate", action, original=str(original.pk))


def unlink_duplicate(*, by: User, now: datetime, action_id: UUID, reason: str) -> None:
    """Let a duplicate stand by itself again, from the status it has.

    Where only the other's evidence was seen, it is done by claim only from here on, and so the other way.

    Raises: NotFound, NotAllowed, LinkRefused
    """
    require(holding(by, Permission.LINK_DUPLICATES))
    with change(by=by, now=now) as opened:
        action = visible_action(by, action_id)
        if action.duplicate_of_id is None:
            raise LinkRefused("This action is not linked as a duplicate.")
        if not reason.strip():
            raise LinkRefused("Write why the two are not one action.")
        others = answered_with(by, action)
        opened.record("unlinked duplicate", action, original=str(action.duplicate_of_id))
        action.duplicate_of = None
        action.save(update_fields=["duplicate_of"])
        text = f"No longer linked as a duplicate. {reason.strip()}"
        status = _status_without_others(action)
        append_update(opened, by, action, text=text, channel=Channel.SIGHTLINE, status=status)
        for other in others:
            status = _status_without_others(other)
            if status:
                append_update(opened, by, other, text=text, channel=Channel.SIGHTLINE, status=status)


def _status_without_others(action: Action) -> ActionStatus | None:
    """Return what becomes of an action whose evidence went with an unlinked one; None where nothing does."""
    unproved = proving_action(action, ActionStatus(action.status))
    return ActionStatus.DONE_CLAIMED if unproved else None
