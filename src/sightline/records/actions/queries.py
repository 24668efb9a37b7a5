"""What there is to know of actions by themselves. A plan's page, with its review, is in `reviews`."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q
from rapidfuzz import fuzz, process

from sightline.domain.states.action import OPEN, ActionStatus
from sightline.domain.vocabulary.channels import Channel
from sightline.domain.vocabulary.reminders import OVERDUE_EVERY_DAYS, ReminderKind, reminder_kind
from sightline.records.access.models import User
from sightline.records.actions.models import Action, ActionTarget, ActionUpdate, Evidence, Reminder, SavedView
from sightline.records.actions.policies import actions_open_to, marking_evidence_seen

N_ACTIONS_TO_LINK = 20
N_LIKELY_ORIGINALS = 5
#: Likeness (0 to 100) of two recommendations from which one may repeat the other.
LIKELY = 70


@dataclass(frozen=True, slots=True)
class ActionRef:
    """An action, as another one mentions it. `text` is its recommendation, else what is to be done."""

    id: UUID
    number: str
    section: str
    agency_name: str
    text: str


@dataclass(frozen=True, slots=True)
class UpdateRow:
    """What was said about an action. `given_by` is set where it was not who wrote it down."""

    id: UUID
    made_at: datetime
    made_by_name: str
    given_by: str
    channel: Channel
    text: str
    status_before: ActionStatus
    status_after: ActionStatus


@dataclass(frozen=True, slots=True)
class TargetRow:
    """A target date as printed, its last day, and the part of the row it belongs to."""

    printed_on: str
    due_on: date
    part_label: str
    part_text: str
    part_lead_text: str


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """A file of evidence, and who saw it."""

    id: UUID
    file_name: str
    content_type: str
    n_bytes: int
    description: str
    added_at: datetime
    added_by_name: str
    seen_at: datetime | None
    seen_by_name: str
    may_mark_seen: bool


@dataclass(frozen=True, slots=True)
class SavedViewRow:
    """A user's named set of filters."""

    id: UUID
    name: str
    query: str


@dataclass(frozen=True, slots=True)
class ReminderDue:
    """One action that its owner is to be reminded of; `n_days` until it is due, negative when overdue.

    `number` is as printed in the plan, which may hold words.
    """

    action_id: UUID
    number: str
    user_id: UUID
    due_on: date
    kind: ReminderKind
    n_days: int


@dataclass(frozen=True, slots=True)
class OwnerReminders:
    """What one owner is to be reminded of, soonest first: one e-mail."""

    user_id: UUID
    email: str
    reminders: tuple[ReminderDue, ...]


def update_rows(action_id: UUID) -> tuple[UpdateRow, ...]:
    """Return what was said about an action, newest first."""
    updates = ActionUpdate.objects.filter(action=action_id).select_related("made_by")
    return tuple(update_row(update) for update in updates.order_by("-made_at", "-id"))


def evidence_rows(user: User, action: Action) -> tuple[EvidenceRow, ...]:
    """Return the evidence for an action, oldest first, with that of duplicates the user may know of."""
    group = actions_open_to(user).group_of(action.duplicate_of_id or action.pk)
    files = Evidence.objects.filter(action__in=group).select_related("added_by", "seen_by")
    return tuple(_evidence_row(user, evidence) for evidence in files.order_by("added_at", "id"))


def saved_views(user: User) -> tuple[SavedViewRow, ...]:
    """Return a user's saved views, by name."""
    views = SavedView.objects.filter(user=user).order_by("name")
    return tuple(SavedViewRow(view.id, view.name, view.query) for view in views)


def actions_to_link(user: User, action_id: UUID, words: str) -> tuple[ActionRef, ...]:
    """Return the actions, by number or words, that this one could be a duplicate of."""
    found = (
        actions_open_to(user)
        .filter(duplicate_of=None)
        .exclude(pk=action_id)
        .filter(Q(number=words) | Q(plan__purpose__icontains=words) | Q(text__icontains=words))
    )
    ordered = found.select_related("agency", "plan").order_by("plan__created_at", "position")
    return tuple(action_ref(action) for action in ordered[:N_ACTIONS_TO_LINK])


def likely_originals(user: User, action_id: UUID) -> tuple[ActionRef, ...]:
    """Return the few actions whose recommendation is most like this one's, likest first.

    Further actions of the same recommendation are no repeats of it.
    """
    visible = actions_open_to(user)
    action = visible.filter(pk=action_id).select_related("plan", "agency").first()
    text = action_ref(action).text if action else ""
    if action is None or not text:
        return ()
    others = visible.filter(duplicate_of=None).exclude(plan=action.plan).exclude(pk=action_id)
    texts = {pk: purpose or words for pk, purpose, words in others.values_list("pk", "plan__purpose", "text")}
    found = process.extract(
        text, texts, scorer=fuzz.token_sort_ratio, score_cutoff=LIKELY, limit=N_LIKELY_ORIGINALS
    )
    place = {pk: index for index, (_text, _score, pk) in enumerate(found)}
    chosen = others.filter(pk__in=place).select_related("agency", "plan")
    return tuple(action_ref(other) for other in sorted(chosen, key=lambda other: place[other.pk]))


def reminders_due(today: date) -> tuple[OwnerReminders, ...]:
    """Return what each active owner is to be reminded of today and was not yet.

    Each kind is sent once for a due date; an overdue action again every seven days, counted from its
    latest target. An owner who has both an action and its duplicate hears of the action only, where
    both fall due on that day.
    """
    same_of_original = ActionTarget.objects.filter(
        action=OuterRef("action__duplicate_of"),
        action__owner=OuterRef("action__owner"),
        action__status__in=OPEN,
        due_on=OuterRef("due_on"),
    )
    targets = (
        ActionTarget.objects.filter(action__status__in=OPEN, action__owner__is_active=True)
        .filter(due_on__lte=today + timedelta(days=28))
        .filter(Q(due_on__gte=today) | Q(due_on=F("action__due_on")))
        .exclude(Exists(same_of_original))
        .order_by("action__owner__email", "due_on", "action__position", "action_id")
        .values_list("action__owner_id", "action__owner__email", "action_id", "action__number", "due_on")
        .distinct()
    )
    last_sent = _last_sent()
    due = (
        (email, _reminder(today, owner, action, number, day, last_sent))
        for owner, email, action, number, day in targets
    )
    by_owner = groupby(((email, reminder) for email, reminder in due if reminder), key=lambda pair: pair[0])
    return tuple(_owner_reminders(email, (reminder for _, reminder in pairs)) for email, pairs in by_owner)


def _last_sent() -> dict[tuple[UUID, UUID, date, str], date]:
    of_open = Reminder.objects.filter(action__status__in=OPEN, user=F("action__owner"))
    sent = of_open.order_by("sent_on").values_list("action_id", "user_id", "due_on", "kind", "sent_on")
    return {(action, user, due_on, kind): sent_on for action, user, due_on, kind, sent_on in sent}


def _reminder(
    today: date,
    owner_id: UUID,
    action_id: UUID,
    number: str,
    due_on: date,
    last_sent: dict[tuple[UUID, UUID, date, str], date],
) -> ReminderDue | None:
    n_days = (due_on - today).days
    kind = reminder_kind(n_days)
    if kind is None:
        return None
    sent_on = last_sent.get((action_id, owner_id, due_on, kind))
    if sent_on is not None and (
        kind is not ReminderKind.OVERDUE or (today - sent_on).days < OVERDUE_EVERY_DAYS
    ):
        return None
    return ReminderDue(action_id, number, owner_id, due_on, kind, n_days)


def _owner_reminders(email: str, reminders: Iterable[ReminderDue]) -> OwnerReminders:
    found = tuple(reminders)
    return OwnerReminders(found[0].user_id, email, found)


def action_ref(action: Action) -> ActionRef:
    """Return an action as another one mentions it."""
    return ActionRef(
        id=action.id,
        number=action.number,
        section=action.section,
        agency_name=action.agency.name if action.agency else "",
        text=action.plan.purpose or action.text,
    )


def target_row(target: ActionTarget) -> TargetRow:
    """Return a target as a row."""
    return TargetRow(
        target.printed_on, target.due_on, target.part_label, target.part_text, target.part_lead_text
    )


def update_row(update: ActionUpdate) -> UpdateRow:
    """Return an update as a row."""
    return UpdateRow(
        id=update.id,
        made_at=update.made_at,
        made_by_name=update.made_by.name,
        given_by=update.given_by,
        channel=Channel(update.channel),
        text=update.text,
        status_before=ActionStatus(update.status_before),
        status_after=ActionStatus(update.status_after),
    )


def _evidence_row(user: User, evidence: Evidence) -> EvidenceRow:
    return EvidenceRow(
        id=evidence.id,
        file_name=evidence.file_name,
        content_type=evidence.content_type,
        n_bytes=evidence.n_bytes,
        description=evidence.description,
        added_at=evidence.added_at,
        added_by_name=evidence.added_by.name,
        seen_at=evidence.seen_at,
        seen_by_name=evidence.seen_by.name if evidence.seen_by else "",
        may_mark_seen=evidence.seen_at is None and marking_evidence_seen(user, evidence) is None,
    )
