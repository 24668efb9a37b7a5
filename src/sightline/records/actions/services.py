"""The only code that changes an action: answers, owners, targets, evidence, duplicates, reminders."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.db.models import Q

from sightline.domain.due_dates import last_day
from sightline.domain.states.action import ActionStatus
from sightline.domain.vocabulary.channels import Channel
from sightline.errors import NotFound, UserError
from sightline.records.access.models import User
from sightline.records.access.permissions import Permission
from sightline.records.access.policies import holding, require
from sightline.records.actions.evidence_types import EvidenceRefused, evidence_type
from sightline.records.actions.models import (
    Action,
    ActionTarget,
    ActionUpdate,
    Evidence,
    Reminder,
    SavedView,
)
from sightline.records.actions.policies import (
    marking_evidence_seen,
    moves_for,
    moving_action,
    proving_action,
    updating_action,
)
from sightline.records.actions.queries import ReminderDue, UpdateRow, update_row
from sightline.records.agencies.models import Agency
from sightline.records.audit.services import Change, change
from sightline.records.kept_files import digest_of, keep_file, read_kept_file

TEXT_LENGTH = 20_000


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


class LinkRefused(UserError):
    """Two actions that cannot be linked as duplicates."""

    exit_code = 2


class TargetsRefused(UserError):
    """Target dates that are not dates, or a change of them without a reason."""

    exit_code = 2


class ViewRefused(UserError):
    """A saved view without a name, or with a name the user has given to another."""

    exit_code = 2


class _Keep:
    """Stands for “leave as it is”, where None means “nobody”."""


KEEP: Final = _Keep()


@dataclass(frozen=True, slots=True)
class EvidenceFile:
    """A file of evidence as it is handed out: always as a download, never shown in a page."""

    name: str
    content_type: str
    data: bytes


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
        _append(
            opened,
            by,
            member,
            text=text,
            channel=answer.channel,
            given_by=answer.given_by,
            status=_moved_with(by, member, status),
            reason=reason,
        )
        for member in (action, *_answered_with(by, action))
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


def _append(
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


def assign_actions(
    *,
    by: User,
    now: datetime,
    action_ids: Iterable[UUID],
    owner_id: UUID | None | _Keep = KEEP,
    agency_id: UUID | None | _Keep = KEEP,
) -> int:
    """Give actions an owner, an agency or both; None takes them away. Return how many changed.

    Raises: NotAllowed, NotFound
    """
    require(holding(by, Permission.ASSIGN_ACTIONS))
    wanted = set(action_ids)
    with change(by=by, now=now) as opened:
        visible = Action.objects.visible_to(by).filter(pk__in=wanted)
        actions = list(visible.select_for_update().order_by("pk"))
        if not actions or len(actions) != len(wanted):
            raise NotFound("Choose actions from the list. If one has gone, open the list again.")
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
    _append(opened, by, action, text=text, channel=channel)
    opened.record("changed targets", action, before=before, after=wanted)


def _due_on(printed_on: str) -> date:
    try:
        return last_day(printed_on)
    except ValueError as error:
        raise TargetsRefused(
            f"“{printed_on}” is not a date. Write a day (2026-04-30), a month (2026-04) or a year (2026)."
        ) from error


def _in_words(targets: Sequence[str]) -> str:
    return ", ".join(targets) or "no date"


def add_evidence(
    *, by: User, now: datetime, action_id: UUID, name: str, data: bytes, description: str
) -> UUID:
    """Attach a file that proves an action; the same file twice is kept once.

    The file is on the disk before the row that names it is written.

    Raises: NotFound, NotAllowed, EvidenceRefused
    """
    described = description.strip()
    if not described or len(described) > 500:
        raise EvidenceRefused("Say what the file shows, in at most 500 characters.")
    content_type = evidence_type(data)
    with change(by=by, now=now) as opened:
        action = _visible_action(by, action_id)
        require(updating_action(by, action))
        if action.evidence.filter(sha256=digest_of(data)).exists():
            raise EvidenceRefused("This file is attached to this action already.")
        kept = keep_file("evidence", data)
        evidence = Evidence.objects.create(
            action=action,
            file_name=file_name_of(name),
            content_type=content_type,
            sha256=kept.sha256,
            n_bytes=kept.n_bytes,
            file=kept.name,
            description=described,
            added_at=now,
            added_by=by,
        )
        opened.record("added evidence", action, evidence=str(evidence.pk), sha256=kept.sha256)
    return evidence.pk


def file_name_of(name: str) -> str:
    """Return the last part of a name as a browser sends it, fit to be shown and offered again."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    printable = "".join(letter for letter in last if letter.isprintable()).strip()
    return printable[-200:] or "file"


def mark_evidence_seen(*, by: User, now: datetime, evidence_id: UUID) -> bool:
    """Say that a user looked at evidence somebody else added, and that it proves the action.

    Return whether the action can now be moved to “Done, evidence seen”, which is for the user to do.

    Raises: NotFound, NotAllowed
    """
    with change(by=by, now=now) as opened:
        evidence = _visible_evidence(by, evidence_id)
        require(marking_evidence_seen(by, evidence))
        if evidence.seen_at is None:
            evidence.seen_at, evidence.seen_by = now, by
            evidence.save(update_fields=["seen_at", "seen_by"])
        opened.record("saw evidence", evidence.action, evidence=str(evidence.pk))
        return ActionStatus.DONE_SEEN in moves_for(by, evidence.action)


def open_evidence(*, by: User, now: datetime, evidence_id: UUID) -> EvidenceFile:
    """Return a file of evidence, and keep that the user downloaded it. Raises: NotFound."""
    with change(by=by, now=now) as opened:
        evidence = _visible_evidence(by, evidence_id)
        opened.record("downloaded evidence", evidence.action, evidence=str(evidence.pk))
    return EvidenceFile(evidence.file_name, evidence.content_type, read_kept_file(str(evidence.file)))


def link_duplicate(*, by: User, now: datetime, action_id: UUID, original_id: UUID) -> None:
    """Make an action follow another: from here on one answer serves both, as `update_action` says.

    The duplicate takes the status of its original, and says so in an update of its own.

    Raises: NotFound, NotAllowed, LinkRefused
    """
    require(holding(by, Permission.LINK_DUPLICATES))
    with change(by=by, now=now) as opened:
        if action_id == original_id:
            raise LinkRefused("An action cannot be a duplicate of itself.")
        action, original = _visible_actions(by, action_id, original_id)
        if original.duplicate_of_id is not None:
            raise LinkRefused("That action is a duplicate itself. Choose the one it follows.")
        if action.duplicate_of_id is not None or action.duplicates.exists():
            raise LinkRefused("This action is linked already. Unlink it first.")
        action.duplicate_of = original
        action.save(update_fields=["duplicate_of"])
        _append(
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
        action = _visible_action(by, action_id)
        if action.duplicate_of_id is None:
            raise LinkRefused("This action is not linked as a duplicate.")
        if not reason.strip():
            raise LinkRefused("Write why the two are not one action.")
        others = _answered_with(by, action)
        opened.record("unlinked duplicate", action, original=str(action.duplicate_of_id))
        action.duplicate_of = None
        action.save(update_fields=["duplicate_of"])
        text = f"No longer linked as a duplicate. {reason.strip()}"
        status = _status_without_others(action)
        _append(opened, by, action, text=text, channel=Channel.SIGHTLINE, status=status)
        for other in others:
            status = _status_without_others(other)
            if status:
                _append(opened, by, other, text=text, channel=Channel.SIGHTLINE, status=status)


def _status_without_others(action: Action) -> ActionStatus | None:
    """Return what becomes of an action whose evidence went with an unlinked one; None where nothing does."""
    unproved = proving_action(action, ActionStatus(action.status))
    return ActionStatus.DONE_CLAIMED if unproved else None


def save_view(*, by: User, now: datetime, name: str, query: str) -> UUID:
    """Keep a user's filters under a name; the same name again replaces them. Raises: ViewRefused."""
    named = " ".join(name.split())
    if not named or len(named) > 80 or len(query) > 1000:
        raise ViewRefused("Give the view a name of 1 to 80 characters.")
    with change(by=by, now=now) as opened:
        view, _ = SavedView.objects.update_or_create(user=by, name=named, defaults={"query": query})
        opened.record("saved view", view)
    return view.pk


def delete_view(*, by: User, now: datetime, view_id: UUID) -> None:
    """Forget one of the user's own saved views. Raises: NotFound."""
    with change(by=by, now=now) as opened:
        view = SavedView.objects.filter(user=by, pk=view_id).first()
        if view is None:
            raise NotFound("There is no such saved view.")
        opened.record("deleted view", view)
        view.delete()


def note_reminders_sent(*, now: datetime, today: date, reminders: Iterable[ReminderDue]) -> None:
    """Keep which reminders went out today, so that a second run sends none of them again."""
    with change(by=None, now=now) as opened:
        for due in reminders:
            # Two runs at once may both have sent it; what they sent is kept once.
            reminder, _ = Reminder.objects.get_or_create(
                action_id=due.action_id, user_id=due.user_id, due_on=due.due_on, kind=due.kind, sent_on=today
            )
            opened.record("sent reminder", reminder, kind=due.kind.value)


def action_to_change(by: User, action_id: UUID, version: int) -> Action:
    """Return an action, locked, if it is as the user last saw it. Raises: NotFound, StaleAction."""
    action = _visible_action(by, action_id)
    if action.version != version:
        last = action.updates.filter(pk=action.last_update_id or action.pk).select_related("made_by").first()
        raise StaleAction(
            version=action.version,
            status=ActionStatus(action.status),
            latest=update_row(last) if last else None,
        )
    return action


def _visible_action(by: User, action_id: UUID) -> Action:
    return _visible_actions(by, action_id)[0]


def _visible_actions(by: User, *action_ids: UUID) -> list[Action]:
    """Return actions, locked with their groups, always in one order so that no two changes wait in a ring.

    Raises: NotFound
    """
    visible = {action.pk: action for action in Action.objects.visible_to(by).filter(pk__in=action_ids)}
    if visible.keys() != set(action_ids):
        raise NotFound("There is no such action.")
    originals = {action.duplicate_of_id or action.pk for action in visible.values()}
    wanted = Q(pk__in={*action_ids, *originals}) | Q(duplicate_of__in=originals)
    locked = {
        action.pk: action for action in Action.objects.filter(wanted).select_for_update().order_by("pk")
    }
    return [locked[pk] for pk in action_ids]


def _visible_evidence(by: User, evidence_id: UUID) -> Evidence:
    visible = Action.objects.visible_to(by)
    found = Evidence.objects.filter(pk=evidence_id, action__in=visible).select_related("action")
    evidence = found.select_for_update(of=("self",)).first()
    if evidence is None:
        raise NotFound("There is no such evidence.")
    return evidence


def _answered_with(by: User, action: Action) -> list[Action]:
    """Return the others of an action's group that the user may update, locked."""
    group = Action.objects.group_of(action.duplicate_of_id or action.pk).exclude(pk=action.pk)
    others = group.select_for_update().order_by("pk")
    return [other for other in others if updating_action(by, other) is None]
