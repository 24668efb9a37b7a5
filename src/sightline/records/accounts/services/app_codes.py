"""The six digits of an authenticator app: which are right, and that each is right once.

allauth remembers used codes in a cache, which each process has for itself. Here the time step of the last
code is kept with the app, and only a later one is taken.
"""

from datetime import datetime
from hmac import compare_digest

from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from allauth.mfa.utils import decrypt

_LAST_STEP = "last_step"
#: Clocks of telephones are less than a step off.
_STEPS_OFF = 1


def step_of_code(secret: str, code: str, now: datetime, *, later_than: int = 0) -> int | None:
    """Return the time step whose code this is, or None where it is wrong or not later than that step."""
    this_step = int(now.timestamp()) // app_settings.TOTP_PERIOD
    for step in range(this_step - _STEPS_OFF, this_step + _STEPS_OFF + 1):
        expected = format_hotp_value(hotp_value(secret, step))
        if step > later_than and compare_digest(expected.encode(), code.encode()):
            return step
    return None


def matching_step(app: Authenticator, code: str, now: datetime) -> int | None:
    """Return the time step of an app's code that was not used yet."""
    return step_of_code(decrypt(app.data["secret"]), code, now, later_than=app.data.get(_LAST_STEP, 0))


def remember_step(app: Authenticator, step: int) -> None:
    """Keep that codes up to a time step are used up."""
    app.data[_LAST_STEP] = step
    app.save(update_fields=["data"])
