"""Reminders by e-mail: what is due in 28 and 7 days, today, and overdue. Run every night.

An e-mail may be read by somebody else. It holds numbers of actions, dates and addresses of pages that
ask for a sign-in; never a name, a review's title or a word of a plan.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend

from sightline.domain.vocabulary.reminders import ReminderKind
from sightline.records.actions.queries import OwnerReminders, ReminderDue, reminders_due
from sightline.records.actions.services.reminders import note_reminders_sent
from sightline.records.actor import system

# "7", "2.10", "3.1a". A plan may print words where a number is expected; those stay out of e-mails.
_PLAIN_NUMBER = re.compile(r"[0-9]{1,3}(?:\.[0-9]{1,3}){0,3}[a-z]?")
# Most pressing first.
_ORDER = (ReminderKind.OVERDUE, ReminderKind.TODAY, ReminderKind.DAYS_7, ReminderKind.DAYS_28)


@dataclass(frozen=True, slots=True)
class SentReminders:
    """What became of one owner's e-mail; `failure` says why it could not be sent."""

    email: str
    n_actions: int
    failure: str = ""


def send_reminders(*, now: datetime, today: date) -> Iterator[SentReminders]:
    """This sends what is due and notes each e-mail as sent at once.

    One that cannot be sent does not stop the others; it is tried again by the next run.
    """
    for owner in _due(today):
        try:
            with get_connection() as connection:
                _message(owner, connection).send()
        except (OSError, SMTPException) as error:
            yield SentReminders(owner.email, len(owner.reminders), type(error).__name__)
        else:
            note_reminders_sent(now=now, today=today, reminders=owner.reminders)
            yield SentReminders(owner.email, len(owner.reminders))


def reminders_to_send(*, today: date) -> tuple[EmailMessage, ...]:
    """This is what `send_reminders` would send."""
    return tuple(_message(owner) for owner in _due(today))


def _due(today: date) -> tuple[OwnerReminders, ...]:
    with system("find what owners are to be reminded of"):
        return reminders_due(today)


def _message(owner: OwnerReminders, connection: BaseEmailBackend | None = None) -> EmailMessage:
    n_actions = len(owner.reminders)
    return EmailMessage(
        subject=f"Sightline: {_counted(n_actions)} to look at",
        body="\n".join(_lines(owner.reminders)),
        to=[owner.email],
        connection=connection,
    )


def _lines(reminders: Iterable[ReminderDue]) -> Iterator[str]:
    found = tuple(reminders)
    yield "You are the owner of actions that are due soon or overdue."
    for kind in _ORDER:
        of_kind = [reminder for reminder in found if reminder.kind is kind]
        if not of_kind:
            continue
        yield ""
        yield f"{_counted(len(of_kind))} {_HEADINGS[kind]}:"
        for reminder in of_kind:
            yield f"- {_named(reminder)}: {settings.ADDRESS}/actions/{reminder.action_id}/"
    yield ""
    yield "The pages ask you to sign in. Please answer there: do not write about a case in an e-mail."


def _named(reminder: ReminderDue) -> str:
    due = f"due {reminder.due_on:%d/%m/%Y}"
    return f"action {reminder.number}, {due}" if _PLAIN_NUMBER.fullmatch(reminder.number) else due


_HEADINGS = {
    ReminderKind.OVERDUE: "overdue",
    ReminderKind.TODAY: "due today",
    ReminderKind.DAYS_7: "due in the next 7 days",
    ReminderKind.DAYS_28: "due in the next 28 days",
}


def _counted(number: int) -> str:
    return f"{number} action{'' if number == 1 else 's'}"
