"""The conversation with a browser about passkeys: what it is asked, and what its answer proves.

allauth keeps the challenge in the session and checks the answer.
"""

import json
from datetime import datetime
from typing import Any

from allauth.mfa.webauthn.internal import auth
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from sightline.errors import UserError
from sightline.records.accounts.services.sign_in import note_passkey_used


class PasskeyRefused(UserError):
    """A browser's answer that proves nothing. `tried` is the user it claimed to be, where there is one."""

    exit_code = 3

    def __init__(self, tried: Any = None) -> None:
        super().__init__("The passkey could not be checked. Try again, or use another way to sign in.")
        self.tried = tried


def ask_to_sign(request: HttpRequest) -> dict[str, Any]:
    """This is what a browser needs to find a passkey of whoever sits there, and sign with it."""
    return auth.begin_authentication()


def who_signed(request: HttpRequest, answer: str, now: datetime) -> Any:
    """This is the active user whose passkey signed, of which a record is kept. Raises: PasskeyRefused"""
    credential = _parsed(answer)
    user = None
    try:
        user = auth.extract_user_from_response(credential)
        factor = auth.complete_authentication(user, credential)
    except (ValidationError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise PasskeyRefused(user) from error
    if not user.is_active:
        raise PasskeyRefused(user)
    note_passkey_used(by=user, now=now, factor_id=factor.pk)
    return user


def ask_to_register(request: HttpRequest, user: Any) -> dict[str, Any]:
    """This is what a browser needs to make a passkey that works without a password."""
    return auth.begin_registration(user, passwordless=True)


def registered(request: HttpRequest, answer: str) -> dict[str, Any]:
    """This is a new passkey, as it is to be kept. Raises: PasskeyRefused"""
    credential = _parsed(answer)
    try:
        auth.parse_registration_response(credential)
        auth.complete_registration(credential)
    except (ValidationError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise PasskeyRefused from error
    return credential


def _parsed(answer: str) -> dict[str, Any]:
    try:
        found = json.loads(answer)
    except ValueError as error:
        raise PasskeyRefused from error
    if not isinstance(found, dict):
        raise PasskeyRefused
    return found
