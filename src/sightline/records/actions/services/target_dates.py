"""Changes of target dates, each with its reason."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from sightline.domain.due_dates import in_words, last_day
from sightline.domain.policy.permissions import Permission
from sightline.domain.vocabulary.channels import Channel
from sightline.errors import UserError
from sightline.records.access.models import User
from sightline.records.access.policies import holding, require
from sightline.records.actions.models import Action, ActionTarget
from sightline.records.actions.services.answers import action_to_change, append_update
from sightline.records.audit.services import Change, change


class TargetsRefused(UserError):
    """Target dates that are not dates, or a change of them without a reason."""

    exit_code = 2


def change_targets(
    *, by: User, now: datetime, action_id: UUID, version: int, targets: Sequence[str], reason: str
) -> None:
    """Replace an action's target dates, each as precise as agreed (2026, 2026-04 or 2026-04-30).

    What the plan printed stays as printed; the change and its reason are an update of their own.

    Raises: NotFound, NotAllowed, StaleAction, TargetsRefused
    """
    require(holding(by, Permission.CHANGE_TARGETS))
    with change(by=by, now=now) as opened:
        action = action_to_change(by, action_id, version)
        retarget_action(opened, by, action, targets=targets, reason=reason, channel=Channel.SIGHTLINE)


def retarget_action(
    opened: Change, by: User, action: Action, *, targets: Sequence[str], reason: str, channel: Channel
) -> None:
    """Replace targets within a change its caller has opened and allowed. Raises: TargetsRefused."""
    if not reason.strip():
        raise TargetsRefused("Write why the target changes.")
    before = list(action.targets.order_by("position").values_list("printed_on", flat=True))
    wanted = [text.strip() for text in targets if text.strip()]
    new = [
        ActionTarget(action=action, position=position, printed_on=printed, due_on=_due_on(printed))
        for position, printed in enumerate(wanted)
    ]
    if wanted == before:
        raise TargetsRefused("These are the targets the action has already.")
    action.targets.all().delete()
    ActionTarget.objects.bulk_create(new)
    action.due_on = max((target.due_on for target in new), default=None)
    action.save(update_fields=["due_on"])
    text = f"Target changed from {_in_words(before)} to {_in_words(wanted)}. {reason.strip()}"
    append_update(opened, by, action, text=text, channel=channel)
    opened.record("changed targets", action, before=before, after=wanted)


def _due_on(printed_on: str) -> date:
    try:
        return last_day(printed_on)
    except ValueError as error:
        raise TargetsRefused(
            f"“{printed_on}” is not a date. Write a day (2026-04-30), a month (2026-04) or a year (2026)."
        ) from error


def _in_words(targets: Sequence[str]) -> str:
    return ", ".join(in_words(printed_on) for printed_on in targets) or "no date"
