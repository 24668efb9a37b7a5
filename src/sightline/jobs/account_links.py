"""Sends somebody the address by which they choose what they sign in with. It holds no names."""

from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils import timezone

from sightline.domain.vocabulary.links import LinkKind
from sightline.errors import UserError
from sightline.records.accounts.services.links import LinkToSend


class NotSent(UserError):
    """The mail server did not take the e-mail."""


_WHY = {
    LinkKind.INVITATION: "You are invited to Sightline, where agencies work together on reviews and cases.",
    LinkKind.RECOVERY: "Two people who manage the accounts have let you back in to Sightline.",
}


def send_link(link: LinkToSend) -> None:
    """This sends the address to its user. Raises: NotSent"""
    until = timezone.localtime(link.valid_until)
    message = EmailMessage(
        subject=f"Sightline: {link.kind.wording.lower()}",
        body=f"{_WHY[link.kind]}\n\n"
        "Choose a password, and a passkey or an app, here:\n"
        f"{settings.ADDRESS}/account/link/{link.secret}\n\n"
        f"The address works once, until {until:%H:%M on %d/%m/%Y}. Give it to nobody.\n"
        "If you did not expect this, tell whoever runs Sightline for you.\n",
        to=[link.email],
    )
    try:
        message.send()
    except (OSError, SMTPException) as error:
        raise NotSent("The e-mail could not be sent. Try again in a few minutes.") from error
