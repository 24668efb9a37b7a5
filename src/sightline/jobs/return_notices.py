"""E-mails to an agency's contact: that something is asked of the agency, and that it is still awaited.

An e-mail may be read by somebody else: it names no review, no person and nothing of what is asked.
"""

from datetime import date
from smtplib import SMTPException
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage

from sightline.records.access.queries import User, user_with_id
from sightline.records.chronologies.queries.returns import ReturnRow, return_page

_ASKED = "Something is asked of your agency in Sightline."
_AWAITED = "Something that was asked of your agency in Sightline is still awaited."


def notify_contact(*, by: User, return_id: UUID, today: date) -> bool:
    """Tell an agency's contact that something is asked, and say whether an e-mail went. Raises: NotFound"""
    return _tell(return_page(by, return_id, today=today).row, _ASKED)


def remind_contact(*, by: User, return_id: UUID, today: date) -> bool:
    """Remind an agency's contact, and say whether an e-mail went. Raises: NotFound"""
    return _tell(return_page(by, return_id, today=today).row, _AWAITED)


def _tell(row: ReturnRow, said: str) -> bool:
    if row.contact_id is None:
        return False
    message = EmailMessage(
        subject="Sightline: a request to your agency",
        body=(
            f"{said} It is due on {row.due_on:%d/%m/%Y}.\n\n"
            f"Sign in to read it and to answer: {settings.ADDRESS}/returns/{row.id}/\n\n"
            "Please answer there: do not write about a case in an e-mail."
        ),
        to=[user_with_id(str(row.contact_id)).email],
    )
    try:
        return bool(message.send())
    except (OSError, SMTPException):
        return False
