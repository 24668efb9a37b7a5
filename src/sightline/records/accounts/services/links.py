"""Lets somebody choose what they sign in with, once: when they are invited, and when they lost it all.

The address goes to the person's own mailbox. Whoever invites or confirms never sees it.
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from sightline.domain.vocabulary.links import RECOVERY_CONFIRMED_WITHIN, LinkKind
from sightline.errors import NotFound, UserError
from sightline.records.access.models import User
from sightline.records.access.policies import managing_staff
from sightline.records.access.services import AccountRefused, end_sessions
from sightline.records.accounts.models import OneTimeLink, Recovery
from sightline.records.audit.services import Change, change


class LinkRefused(UserError):
    """An address that is not to be sent."""

    exit_code = 2


@dataclass(frozen=True, slots=True)
class LinkToSend:
    """What goes to somebody's mailbox, and nowhere else."""

    email: str
    kind: LinkKind
    secret: str
    valid_until: datetime


def invite(*, by: User | None, now: datetime, user_id: UUID) -> LinkToSend:
    """Make an address by which somebody who has never signed in does so. Earlier ones end.

    Raises: NotFound, LinkRefused
    """
    with change(by=by, now=now) as opened:
        user = _staff(by, user_id)
        if user.has_usable_password():
            raise LinkRefused(
                "They have signed in before. Let them back in, if they lost what they sign in with."
            )
        return _make_link(opened, user, LinkKind.INVITATION)


def start_recovery(*, by: User, now: datetime, user_id: UUID) -> UUID:
    """Say that somebody, known in person or by phone, lost what they sign in with. Returns its id.

    Raises: NotFound, LinkRefused
    """
    with change(by=by, now=now) as opened:
        user = _staff(by, user_id)
        if user.pk == by.pk:
            raise LinkRefused("Nobody lets themself back in. Ask two others who manage the staff.")
        if _waiting(now).filter(user=user).exists():
            raise LinkRefused("This was started already, and waits for somebody else to confirm it.")
        started = Recovery.objects.create(user=user, started_at=now, started_by=by)
        opened.record("started recovery", user, recovery=str(started.pk))
        return started.pk


def confirm_recovery(*, by: User, now: datetime, recovery_id: UUID) -> LinkToSend:
    """Confirm as a second person that somebody is let back in. Their old factors go when they come.

    Raises: NotFound, LinkRefused
    """
    with change(by=by, now=now) as opened:
        found = _waiting(now).select_for_update().filter(pk=recovery_id).first()
        user = _staff(by, found.user_id) if found else None
        if found is None or user is None:
            raise NotFound("There is nobody waiting to be let back in.")
        if by.pk in {found.started_by_id, user.pk}:
            raise LinkRefused("Somebody else confirms this: not who started it, nor who is let back in.")
        found.confirmed_at, found.confirmed_by = now, by
        found.save(update_fields=["confirmed_at", "confirmed_by"])
        opened.record("confirmed recovery", user, recovery=str(found.pk))
        return _make_link(opened, user, LinkKind.RECOVERY)


def user_of_link(*, now: datetime, secret: str) -> tuple[User, LinkKind]:
    """Return whom an address lets in, and why. Raises: NotFound once it is used or too old."""
    found = _usable(now).filter(digest=_digest(secret)).select_related("user__agency").first()
    if found is None:
        raise NotFound("This address was used already, or is too old. Ask for another.")
    return found.user, LinkKind(found.kind)


def use_link(*, now: datetime, secret: str, password: str) -> User:
    """Give the user a password, and take away all they signed in with before. Works once.

    Raises: NotFound, AccountRefused
    """
    user, kind = user_of_link(now=now, secret=secret)
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise AccountRefused(" ".join(error.messages)) from error
    with change(by=user, now=now) as opened:
        if not _usable(now).filter(digest=_digest(secret)).update(is_used=True):
            raise NotFound("This address was used already, or is too old. Ask for another.")
        Authenticator.objects.filter(user_id=user.pk).delete()
        user.set_password(password)
        user.save(update_fields=["password"])
        opened.record("used a link", user, kind=kind.value)
        end_sessions(opened, user)
    return user


def _make_link(opened: Change, user: User, kind: LinkKind) -> LinkToSend:
    OneTimeLink.objects.filter(user=user, is_used=False).update(is_used=True)
    secret, valid_until = secrets.token_urlsafe(32), opened.now + kind.valid_for
    OneTimeLink.objects.create(user=user, kind=kind, digest=_digest(secret), valid_until=valid_until)
    opened.record("made a link", user, kind=kind.value)
    return LinkToSend(user.email, kind, secret, valid_until)


def _staff(by: User | None, user_id: UUID) -> User:
    found = User.objects.filter(pk=user_id, is_active=True).select_related("agency").first()
    # Somebody else's staff and nobody at all look alike.
    if found is None or managing_staff(by, found.agency_id) is not None:
        raise NotFound("There is no such person among your staff.")
    return found


def _waiting(now: datetime) -> QuerySet[Recovery]:
    return Recovery.objects.filter(confirmed_at=None, started_at__gt=now - RECOVERY_CONFIRMED_WITHIN)


def _usable(now: datetime) -> QuerySet[OneTimeLink]:
    return OneTimeLink.objects.filter(is_used=False, valid_until__gt=now, user__is_active=True)


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
