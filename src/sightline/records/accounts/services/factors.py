"""Adds and removes what a user signs in with. Each change ends the user's other sessions."""

from datetime import datetime
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from allauth.mfa.webauthn.internal.auth import WebAuthn

from sightline.domain.vocabulary.factors import FactorKind
from sightline.errors import NotFound, UserError
from sightline.records.access.models import User
from sightline.records.access.services import end_sessions
from sightline.records.accounts.queries import has_factor, has_kind
from sightline.records.accounts.services.app_codes import remember_step, step_of_code
from sightline.records.accounts.services.sign_in import CodeRefused
from sightline.records.audit.services import Change, change


class FactorRefused(UserError):
    """A factor that cannot be added or removed."""

    exit_code = 2


def add_passkey(*, by: User, now: datetime, name: str, credential: dict[str, Any]) -> tuple[str, ...]:
    """Add a passkey whose registration was checked. Return recovery codes, where there were none yet."""
    with change(by=by, now=now) as opened:
        added = WebAuthn.add(by, name.strip() or "Passkey", credential).instance
        return _added(opened, by, added)


def add_app(*, by: User, now: datetime, secret: str, code: str) -> tuple[str, ...]:
    """Add an authenticator app that shows the right code. Return recovery codes, where there were none yet.

    Raises: CodeRefused, FactorRefused
    """
    step = step_of_code(secret, "".join(code.split()), now)
    if step is None:
        raise CodeRefused(
            "The code is not right. Check that the telephone’s clock is, and type the next code"
        )
    if has_kind(by, FactorKind.APP):
        raise FactorRefused("You have an authenticator app already. Remove that one first.")
    with change(by=by, now=now) as opened:
        added = TOTP.activate(by, secret).instance
        remember_step(added, step)
        return _added(opened, by, added)


def new_recovery_codes(*, by: User, now: datetime) -> tuple[str, ...]:
    """Replace the recovery codes. Raises: FactorRefused"""
    if not has_factor(by):
        raise FactorRefused("Add a passkey or an authenticator app first.")
    with change(by=by, now=now) as opened:
        return _new_recovery_codes(opened, by)


def remove_factor(*, by: User, now: datetime, factor_id: int, needs_one: bool) -> None:
    """Remove a factor of one's own. With the last one, the recovery codes go too.

    Raises: NotFound, FactorRefused
    """
    with change(by=by, now=now) as opened:
        own = Authenticator.objects.select_for_update().filter(user_id=by.pk)
        found = own.filter(pk=factor_id).exclude(type=FactorKind.RECOVERY_CODES).first()
        if found is None:
            raise NotFound("There is no such passkey or app.")
        opened.record("removed factor", by, factor=found.type)
        found.delete()
        if not has_factor(by):
            if needs_one:
                raise FactorRefused("This is the last one, and you need one to sign in. Add another first.")
            own.delete()
        end_sessions(opened, by)


def _added(opened: Change, user: User, factor: Authenticator) -> tuple[str, ...]:
    opened.record("added factor", user, factor=factor.type)
    end_sessions(opened, user)
    return () if has_kind(user, FactorKind.RECOVERY_CODES) else _new_recovery_codes(opened, user)


def _new_recovery_codes(opened: Change, user: User) -> tuple[str, ...]:
    Authenticator.objects.filter(user_id=user.pk, type=FactorKind.RECOVERY_CODES).delete()
    opened.record("made recovery codes", user)
    return tuple(RecoveryCodes.activate(user).generate_codes())
