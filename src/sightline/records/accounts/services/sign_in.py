"""Looks at what somebody proves themselves with, and keeps that they did or that somebody tried."""

from datetime import datetime

from allauth.mfa.models import Authenticator
from django.contrib.auth import authenticate

from sightline.domain.vocabulary.factors import FactorKind
from sightline.errors import UserError
from sightline.records.access.models import User
from sightline.records.accounts.services.app_codes import matching_step, remember_step
from sightline.records.accounts.services.guesses import attempt, code_limits, password_limits
from sightline.records.audit.services import change


class SignInRefused(UserError):
    """An e-mail address and a password that do not belong together; which of them is wrong is not said."""

    exit_code = 3


class CodeRefused(UserError):
    """A code that is wrong, too old, or was used before; which of these is not said."""

    exit_code = 3


def check_password(
    *, now: datetime, email: str, password: str, place: str, device: str | None = None
) -> User:
    """Return whose e-mail address and password these are. They are not signed in yet: see `note_sign_in`.

    `place` is the network address somebody types from; `device` names a browser in which the account was
    used before. An unknown address costs the same work as a known one.

    Raises: SignInRefused, TooManyGuesses
    """
    with attempt(password_limits(email=email, place=place, device=device), now) as guess:
        user = authenticate(username=email, password=password)
        if isinstance(user, User):
            guess.was_right()
            return user
    with change(by=None, now=now) as opened:
        # What was typed is not kept: it may be a password in the wrong box.
        tried = User.objects.filter(email__iexact=email).first() or User(id=None)
        opened.record("failed to sign in", tried)
    raise SignInRefused("The e-mail address or the password is not right")


def check_own_password(*, by: User, now: datetime, password: str, place: str, device: str | None) -> None:
    """Let somebody who is signed in prove once more that it is them. Raises: SignInRefused, TooManyGuesses"""
    if check_password(now=now, email=by.email, password=password, place=place, device=device) != by:
        raise SignInRefused("The password is not right")


def check_code(*, user: User, now: datetime, code: str) -> FactorKind:
    """Return whether a code came from the user's app or is one of their recovery codes; each works once.

    Raises: CodeRefused, TooManyGuesses
    """
    typed = "".join(code.split())
    with attempt(code_limits(user), now) as guess, change(by=user, now=now) as opened:
        kind = _use_code(user, typed, now)
        if kind is None:
            opened.record("failed to sign in", user, factor="code")
        else:
            opened.record("used a code", user, factor=kind.value)
            guess.was_right()
    if kind is None:
        raise CodeRefused("The code is not right, or was used before")
    return kind


def note_sign_in(*, by: User, now: datetime, means: str) -> None:
    """Keep that a user began a session; `means` is what they proved themselves with last."""
    with change(by=by, now=now) as opened:
        opened.record("signed in", by, means=means)


def note_passkey_used(*, by: User, now: datetime, factor_id: int) -> None:
    """Keep that a user's passkey signed what it was asked to."""
    with change(by=by, now=now) as opened:
        Authenticator.objects.filter(user_id=by.pk, pk=factor_id).update(last_used_at=now)
        opened.record("used a passkey", by)


def note_passkey_refused(*, now: datetime, tried: User | None) -> None:
    """Keep that a passkey was shown that does not belong to an active account."""
    with change(by=None, now=now) as opened:
        opened.record("failed to sign in", tried or User(id=None), factor=FactorKind.PASSKEY.value)


def note_sign_out(*, by: User, now: datetime, because: str = "asked") -> None:
    """Keep that a session ended: its user asked for it, or its time was over."""
    with change(by=by, now=now) as opened:
        opened.record("signed out", by, because=because)


def _use_code(user: User, code: str, now: datetime) -> FactorKind | None:
    # Locked, so that of two that send the same code at once only one is let in.
    factors = Authenticator.objects.select_for_update().filter(user_id=user.pk)
    app = factors.filter(type=FactorKind.APP).first()
    if app is not None and (step := matching_step(app, code, now)) is not None:
        remember_step(app, step)
        return _used(app, now)
    codes = factors.filter(type=FactorKind.RECOVERY_CODES).first()
    if codes is not None and codes.wrap().validate_code(code):
        codes.refresh_from_db()
        return _used(codes, now)
    return None


def _used(factor: Authenticator, now: datetime) -> FactorKind:
    factor.last_used_at = now
    factor.save(update_fields=["last_used_at"])
    return FactorKind(factor.type)
