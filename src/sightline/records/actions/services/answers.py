"""Answers to actions: appended, never changed, with the move they make."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sightline.domain.states.action import ActionStatus
from sightline.domain.vocabulary.channels import Channel
from sightline.errors import UserError
from sightline.records.access.models import User
from sightline.records.access.policies import require
from sightline.records.actions.models import Action, ActionUpdate
from sightline.records.actions.policies import TEXT_LENGTH, moving_action, proving_action, updating_action
from sightline.records.actions.queries import UpdateRow, update_row
from sightline.records.actions.services.locking import answered_with, visible_action
from sightline.records.audit.services import Change, change


class AnswerRefused(UserError):
    """An answer that says nothing, lacks its reason, or makes a move that is not open."""

    exit_code = 2


class StaleAction(UserError):
    """Somebody else changed the action since this user opened it. Nothing was stored."""

    exit_code = 2

    def __init__(self, *, version: int, status: ActionStatus, latest: UpdateRow | None) -> None:
        """Carry how the action stands now, so that a page can show it beside what was being written."""
        super().__init__(
            "Somebody else changed this action while you were writing. Your words are kept below: "
            "read what changed, then send them again."
        )
        self.version = version
        self.status = status
        self.latest = latest


@dataclass(frozen=True, slots=True)
class Answer:
    """What is said about an action. `status` is None where it stays as it is."""

    text: str
    channel: Channel
    given_by: str = ""
    status: ActionStatus | None = None
    reason: str = ""


def update_action(
    *,
    by: User,
    now: datetime,
    action_id: UUID,
    version: int,
    text: str,
    channel: Channel = Channel.SIGHTLINE,
    given_by: str = "",
    status: ActionStatus | None = None,
    reason: str = "",
) -> UpdateRow:
    """Append an answer to an action, and to those of its duplicates that the user may update too.

    What an agency says counts for its own actions. Where a duplicate is another agency's, that agency
    or a coordinator answers for it: a coordinator's answer serves all.

    Raises: NotFound, NotAllowed, StaleAction, AnswerRefused
    """
    answer = Answer(text=text, channel=channel, given_by=given_by, status=status, reason=reason)
    with change(by=by, now=now) as opened:
        return update_row(answer_action(opened, by, action_to_change(by, action_id, version), answer))


def answer_action(opened: Change, by: User, action: Action, answer: Answer) -> ActionUpdate:
    """Append an answer within a change its caller has opened. Raises: NotAllowed, AnswerRefused."""
    require(updating_action(by, action))
    text, reason = ("\n".join(said.splitlines()).strip() for said in (answer.text, answer.reason))
    if not text or len(text) > TEXT_LENGTH:
        raise AnswerRefused(f"Write what happened, in at most {TEXT_LENGTH:,} characters.")
    status = answer.status if answer.status not in {None, ActionStatus(action.status)} else None
    if status is not None:
        require(moving_action(by, action, status))
        if status.needs_reason and not reason:
            raise AnswerRefused(f"“{status.wording}” needs a reason. Write why, in words for the board.")
        unproved = proving_action(action, status)
        if unproved:
            raise AnswerRefused(unproved.reason)
    said = [
        append_update(
            opened,
            by,
            member,
            text=text,
            channel=answer.channel,
            given_by=answer.given_by,
            status=_moved_with(by, member, status),
            reason=reason,
        )
        for member in (action, *answered_with(by, action))
    ]
    return said[0]


def _moved_with(by: User, member: Action, status: ActionStatus | None) -> ActionStatus | None:
    """Return the status an answer gives to one of the actions it serves; None where it has that already.

    Raises: AnswerRefused
    """
    if status is None or status == member.status:
        return None
    refusal = moving_action(by, member, status)
    if refusal:
        number = member.number or member.position + 1
        raise AnswerRefused(
            f"{refusal.reason} This is so for action {number}, which one answer serves too. Bring both to "
            "one status first, or unlink them."
        )
    return status


def append_update(
    opened: Change,
    by: User,
    action: Action,
    *,
    text: str,
    channel: Channel,
    given_by: str = "",
    status: ActionStatus | None = None,
    reason: str = "",
) -> ActionUpdate:
    before = action.status
    after = status.value if status else before
    update = ActionUpdate.objects.create(
        action=action,
        made_at=opened.now,
        made_by=by,
        given_by=given_by.strip()[:200],
        channel=channel,
        text=text,
        status_before=before,
        status_after=after,
    )
    action.status = after
    if status is not None:
        action.status_reason = reason if status.needs_reason else ""
    action.last_update = update
    action.version += 1
    action.save(update_fields=["status", "status_reason", "last_update", "version"])
    opened.record("updated", action, channel=channel.value, before=before, after=after)
    return update


def action_to_change(by: User, action_id: UUID, version: int) -> Action:
    """Return an action, locked, if it is as the user last saw it. Raises: NotFound, StaleAction."""
    action = visible_action(by, action_id)
    if action.version != version:
        last = action.updates.filter(pk=action.last_update_id or action.pk).select_related("made_by").first()
        raise StaleAction(
            version=action.version,
            status=ActionStatus(action.status),
            latest=update_row(last) if last else None,
        )
    return action
