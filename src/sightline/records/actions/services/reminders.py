"""Keeps which reminders went out."""

from collections.abc import Iterable
from datetime import date, datetime

from sightline.records.actions.models import Reminder
from sightline.records.actions.queries import ReminderDue
from sightline.records.audit.services import change


def note_reminders_sent(*, now: datetime, today: date, reminders: Iterable[ReminderDue]) -> None:
    """Keep which reminders went out today, so that a second run sends none of them again."""
    with change(by=None, now=now) as opened:
        for due in reminders:
            # Two runs at once may both have sent it; what they sent is kept once.
            reminder, _ = Reminder.objects.get_or_create(
                action_id=due.action_id, user_id=due.user_id, due_on=due.due_on, kind=due.kind, sent_on=today
            )
            opened.record("sent reminder", reminder, kind=due.kind.value)
