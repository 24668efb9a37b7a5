"""Action plans, their actions, and everything that is said and shown about them."""

from datetime import date, timedelta
from typing import Self
from uuid import UUID

from django.db import models

from sightline.domain.states.action import NEEDS_REASON, OPEN, ActionStatus
from sightline.domain.vocabulary.channels import Channel
from sightline.domain.vocabulary.reminders import ReminderKind
from sightline.records.append_only import AppendOnly
from sightline.records.ids import new_id


class ActionPlan(models.Model):
    """The actions that answer one recommendation or decision. `purpose` holds its words."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    purpose = models.TextField()
    created_at = models.DateTimeField()
    created_by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")

    class Handling:
        operational = ["id", "created_at", "created_by"]
        third_party = ["purpose"]

    def __str__(self) -> str:
        return f"Action plan {self.id}"


class ActionQuerySet(models.QuerySet["Action"]):
    """The questions asked of actions."""

    def open(self) -> Self:
        """Keep the actions on which work is still owed."""
        return self.filter(status__in=OPEN)

    def overdue(self, today: date) -> Self:
        """Keep the open actions whose latest target has passed."""
        return self.filter(overdue_on(today))

    def group_of(self, original_id: UUID) -> Self:
        """Keep an original and its duplicates: the actions that one answer serves."""
        return self.filter(models.Q(pk=original_id) | models.Q(duplicate_of=original_id))


def overdue_on(today: date) -> models.Q:
    """Return the condition under which an action is overdue on a day."""
    return models.Q(status__in=OPEN, due_on__lt=today)


def due_soon_on(today: date, n_days: int) -> models.Q:
    """Return the condition under which an open action falls due within some days of a day."""
    return models.Q(status__in=OPEN, due_on__gte=today, due_on__lte=today + timedelta(days=n_days))


class Action(models.Model):
    """One task in an action plan, with what the plan printed and where it stands now.

    `lead_text`, `text`, `milestone_text` and `target_text` are the plan's words; `agency` and
    `owner` are who a person says they mean. `position` is the printed order, across the plans of one
    document. `due_on` is the last day of the latest target, null where the plan gives no date.
    A duplicate follows its original: they share every answer. `version` rises with every change, so
    that nobody overwrites unseen.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    plan = models.ForeignKey(ActionPlan, on_delete=models.PROTECT, related_name="actions")
    position = models.PositiveIntegerField()
    number = models.TextField(blank=True)
    section = models.TextField(blank=True)
    agency = models.ForeignKey("agencies.Agency", null=True, on_delete=models.PROTECT, related_name="actions")
    owner = models.ForeignKey("access.User", null=True, on_delete=models.PROTECT, related_name="actions")
    lead_text = models.TextField(blank=True)
    text = models.TextField(blank=True)
    milestone_text = models.TextField(blank=True)
    target_text = models.TextField(blank=True)
    due_on = models.DateField(null=True)
    status = models.CharField(
        max_length=20,
        choices=[(status.value, status.wording) for status in ActionStatus],
        default=ActionStatus.NOT_STARTED,
    )
    status_reason = models.TextField(blank=True)
    duplicate_of = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="duplicates")
    last_update = models.ForeignKey(
        "actions.ActionUpdate", null=True, on_delete=models.PROTECT, related_name="+"
    )
    version = models.PositiveIntegerField(default=1)

    objects = ActionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(status__in=sorted(NEEDS_REASON)) | ~models.Q(status_reason=""),
                name="action_reason_given_where_needed",
            ),
            models.CheckConstraint(
                condition=models.Q(status__in=[status.value for status in ActionStatus]),
                name="action_status_known",
            ),
            models.CheckConstraint(
                condition=~models.Q(duplicate_of=models.F("id")), name="action_not_its_own_duplicate"
            ),
            models.UniqueConstraint(fields=["plan", "position"], name="action_position_once_in_plan"),
        ]
        indexes = [
            models.Index(fields=["agency", "status"], name="action_agency_status"),
            models.Index(fields=["status", "due_on"], name="action_status_due"),
        ]

    class Handling:
        operational = [
            "id",
            "plan",
            "position",
            "number",
            "section",
            "agency",
            "owner",
            "due_on",
            "status",
            "duplicate_of",
            "last_update",
            "version",
        ]
        third_party = [
            "lead_text",
            "text",
            "milestone_text",
            "target_text",
            "status_reason",
        ]

    def __str__(self) -> str:
        return f"Action {self.number or self.position}"


class ActionTarget(models.Model):
    """One printed target date of an action, with the part it belongs to where the plan pairs them.

    `printed_on` is ISO 8601 as precise as printed (2014-04); `due_on` its last day.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="targets")
    position = models.PositiveIntegerField()
    printed_on = models.CharField(max_length=10)
    due_on = models.DateField()
    part_label = models.TextField(blank=True)
    part_text = models.TextField(blank=True)
    part_lead_text = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["action", "position"], name="target_position_once_in_action"),
        ]
        indexes = [models.Index(fields=["due_on"], name="action_target_due")]

    class Handling:
        operational = ["id", "action", "position", "printed_on", "due_on", "part_label"]
        third_party = ["part_text", "part_lead_text"]

    def __str__(self) -> str:
        return f"{self.printed_on} for action {self.action_id}"


class ActionUpdate(AppendOnly):
    """What was said about an action, by whom, through which channel. Never changed.

    `given_by` names the person who gave it, where that is not the user who wrote it down.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="updates")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    given_by = models.CharField(max_length=200, blank=True)
    channel = models.CharField(
        max_length=20, choices=[(channel.value, channel.wording) for channel in Channel]
    )
    text = models.TextField()
    status_before = models.CharField(max_length=20)
    status_after = models.CharField(max_length=20)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~models.Q(text=""), name="action_update_says_something"),
        ]
        indexes = [models.Index(fields=["action", "made_at"], name="action_update_time")]

    class Handling:
        operational = ["id", "action", "made_at", "made_by", "channel", "status_before", "status_after"]
        third_party = ["given_by", "text"]

    def __str__(self) -> str:
        return f"Update {self.made_at:%Y-%m-%d %H:%M} on action {self.action_id}"


class Evidence(models.Model):
    """A file that proves an action, kept by its digest. Seen by someone other than who added it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="evidence")
    file_name = models.CharField(max_length=200)
    content_type = models.CharField(max_length=100)
    sha256 = models.CharField(max_length=64)
    n_bytes = models.PositiveIntegerField()
    file = models.FileField(upload_to="evidence/", max_length=200)
    description = models.CharField(max_length=500)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    seen_at = models.DateTimeField(null=True)
    seen_by = models.ForeignKey("access.User", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["action", "sha256"], name="evidence_file_once_per_action"),
            models.CheckConstraint(
                condition=models.Q(seen_at__isnull=True, seen_by__isnull=True)
                | models.Q(seen_at__isnull=False, seen_by__isnull=False),
                name="evidence_seen_at_and_by",
            ),
            models.CheckConstraint(
                condition=models.Q(seen_by__isnull=True) | ~models.Q(seen_by=models.F("added_by")),
                name="evidence_not_seen_by_who_added_it",
            ),
        ]

    class Handling:
        operational = [
            "id",
            "action",
            "content_type",
            "sha256",
            "n_bytes",
            "added_at",
            "added_by",
            "seen_at",
            "seen_by",
        ]
        third_party = ["file_name", "file", "description"]

    def __str__(self) -> str:
        return f"Evidence {self.id} for action {self.action_id}"


class SavedView(models.Model):
    """A user's named set of filters over a plan; `query` is the address's query string."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey("access.User", on_delete=models.CASCADE, related_name="saved_views")
    name = models.CharField(max_length=80)
    query = models.CharField(max_length=1000)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "name"], name="saved_view_name_once")]

    class Handling:
        rows = "system"
        operational = ["id", "user", "name", "query"]

    def __str__(self) -> str:
        return self.name


class Reminder(AppendOnly):
    """A reminder sent to an owner that an action falls due on a day; at most one of a kind a day.

    It names the day and not the target's row, because targets are replaced when they change.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="reminders")
    user = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField()
    kind = models.CharField(max_length=10, choices=[(kind.value, kind.wording) for kind in ReminderKind])
    sent_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["action", "user", "due_on", "kind", "sent_on"], name="reminder_once_a_day"
            ),
        ]

    class Handling:
        operational = ["id", "action", "user", "due_on", "kind", "sent_on"]

    def __str__(self) -> str:
        return f"{self.kind} reminder on {self.sent_on} for action {self.action_id}"
