"""`sightline remind`: the reminders of one day, and what became of each."""

from datetime import date

import typer

from sightline.cli import acting
from sightline.errors import UserError
from sightline.jobs.remind import reminders_to_send, send_reminders


class SomeNotSent(UserError):
    """An e-mail or more could not be sent; the others were."""


def remind(*, today: date | None, dry_run: bool) -> None:
    """Send what is due, or print it. Raises: SomeNotSent"""
    day = today or acting.today()
    if dry_run:
        _print_reminders(day)
        return
    sent = list(send_reminders(now=acting.clock(), today=day))
    for one in sent:
        result = f"not sent ({one.failure}), tried again by the next run" if one.failure else "sent"
        typer.echo(f"{one.email}: {one.n_actions} {'action' if one.n_actions == 1 else 'actions'}, {result}")
    n_failed = sum(bool(one.failure) for one in sent)
    typer.echo(f"{day.isoformat()}: {len(sent) - n_failed} e-mails sent, {n_failed} not sent.")
    if n_failed:
        raise SomeNotSent(
            f"{n_failed} e-mails could not be sent. Check the mail server's settings and run again."
        )


def _print_reminders(day: date) -> None:
    messages = reminders_to_send(today=day)
    for message in messages:
        typer.echo(f"To: {', '.join(message.to)}\nSubject: {message.subject}\n\n{message.body}\n")
    typer.echo(f"{day.isoformat()}: {len(messages)} e-mails would be sent.")
