"""`sightline emergencies remind` and `sightline staff match`: what keeps watch over sensitive access."""

import typer

from sightline.cli import acting
from sightline.cli.reminding import SomeNotSent
from sightline.jobs.emergency_alerts import send_alerts_and_escalate
from sightline.records.people.services import match_all


def remind_of_emergencies() -> None:
    """Send the alerts that wait, and those of overdue reviews. Raises: SomeNotSent"""
    sent = list(send_alerts_and_escalate(now=acting.clock()))
    for one in sent:
        result = f"not sent ({one.failure}), tried again by the next run" if one.failure else "sent"
        typer.echo(f"{one.email}: {result}")
    n_failed = sum(bool(one.failure) for one in sent)
    typer.echo(f"{len(sent) - n_failed} e-mails sent, {n_failed} not sent.")
    if n_failed:
        raise SomeNotSent(
            f"{n_failed} e-mails could not be sent. Check the mail server's settings and run again."
        )


def match_staff() -> None:
    """Match all staff with all people in cases."""
    n_waiting = match_all(now=acting.clock())
    typer.echo(f"{n_waiting} {'bar waits' if n_waiting == 1 else 'bars wait'} to be looked at.")
