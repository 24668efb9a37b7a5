"""E-mails about emergency access: that it was taken, and that its review is overdue.

Run every minute; what is overdue is looked for each time, and told of once. An e-mail may be read by
somebody else: it names no case, no person, not who took the access nor why.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

from sightline.domain.vocabulary.cases import EmergencyNotice
from sightline.records.cases.services.emergencies import (
    AlertToSend,
    alerts_to_send,
    escalate_overdue_reviews,
    note_alert_sent,
)


@dataclass(frozen=True, slots=True)
class SentAlert:
    """What became of one e-mail; `failure` says why it could not be sent."""

    email: str
    failure: str = ""


def send_alerts(*, now: datetime) -> Iterator[SentAlert]:
    """This sends each alert that waits, and notes it as sent at once.

    One that cannot be sent does not stop the others; it is tried again by the next run.
    """
    for alert in alerts_to_send():
        try:
            with get_connection() as connection:
                message = _message(alert)
                message.connection = connection
                message.send()
        except (OSError, SMTPException) as error:
            yield SentAlert(alert.email, type(error).__name__)
        else:
            note_alert_sent(now=now, alert_id=alert.id)
            yield SentAlert(alert.email)


def send_alerts_and_escalate(*, now: datetime) -> Iterator[SentAlert]:
    """This looks for overdue reviews first, and then sends what waits."""
    escalate_overdue_reviews(now=now)
    yield from send_alerts(now=now)


def _message(alert: AlertToSend) -> EmailMessage:
    return EmailMessage(
        subject=f"Sightline: {alert.notice.wording[0].lower()}{alert.notice.wording[1:]}",
        body=(
            f"{_SAID[alert.notice]}\n\n"
            f"A privacy officer reviews it by {alert.review_due_on:%d/%m/%Y}: {settings.ADDRESS}/\n\n"
            "The page asks you to sign in. Please answer there: do not write about a case in an e-mail."
        ),
        to=[alert.email],
    )


_SAID = {
    EmergencyNotice.TAKEN: "Somebody took emergency access for your agency, or to a case in which it has "
    "a part.",
    EmergencyNotice.OVERDUE: "Emergency access for your agency, or to a case in which it has a part, was not "
    "reviewed in time.",
}
