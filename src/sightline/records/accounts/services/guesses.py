"""Counts wrong guesses, in the database, so that it holds for all processes together.

Nobody can lock somebody else out with it: a passkey is not counted, and a browser in which the person
signed in before is counted by itself.
"""

import hashlib
import hmac
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings
from django.db.models import Min, QuerySet

from sightline.domain.sign_in import (
    GUESSES_FROM_EVERYWHERE,
    GUESSES_FROM_ONE_PLACE,
    GUESSES_OF_CODES,
    GUESSING_WINDOW,
    fits_in,
    guess_again_at,
)
from sightline.errors import UserError
from sightline.records.access.models import User
from sightline.records.accounts.models import Guess


class TooManyGuesses(UserError):
    """Guesses have to wait. `again_at` is when the next will be looked at."""

    exit_code = 3

    def __init__(self, again_at: datetime) -> None:
        super().__init__("There were too many wrong attempts.")
        self.again_at = again_at


@dataclass(frozen=True, slots=True)
class Limit:
    """How many wrong guesses one bucket takes."""

    bucket: str
    n_guesses: int


@dataclass(slots=True)
class Attempt:
    """A guess that is being looked at. It counts as wrong until it is found right."""

    guesses: Sequence[Guess] = field(default_factory=tuple)

    def was_right(self) -> None:
        """Take the guess out of the count."""
        Guess.objects.filter(pk__in=[guess.pk for guess in self.guesses]).delete()


def password_limits(*, email: str, place: str, device: str | None) -> tuple[Limit, ...]:
    """Return what limits passwords for an address; `device` names a browser its user is known to use."""
    address = email.strip().lower()
    if device:
        return (Limit(_bucket("device", address, device), GUESSES_FROM_ONE_PLACE),)
    return (
        Limit(_bucket("place", address, place), GUESSES_FROM_ONE_PLACE),
        Limit(_bucket("everywhere", address), GUESSES_FROM_EVERYWHERE),
    )


def code_limits(user: User) -> tuple[Limit, ...]:
    """Return what limits codes for a user."""
    return (Limit(_bucket("codes", str(user.pk)), GUESSES_OF_CODES),)


@contextmanager
def attempt(limits: Sequence[Limit], now: datetime) -> Iterator[Attempt]:
    """Let a guess be looked at. Raises: TooManyGuesses

    The guess is stored before it is counted. Of guesses that come at once each then counts the others,
    and never more than the limit are looked at. One that is turned away does not count, or somebody
    who keeps trying would keep the door shut.
    """
    Guess.objects.filter(at__lte=now - GUESSING_WINDOW).delete()
    mine = Guess.objects.bulk_create(Guess(bucket=limit.bucket, at=now) for limit in limits)
    made = Attempt(mine)
    full = [
        limit.bucket for limit in limits if not fits_in(_counted(limit.bucket, now).count(), limit.n_guesses)
    ]
    if full:
        made.was_right()
        oldest = max(_counted(bucket, now).aggregate(oldest=Min("at"))["oldest"] or now for bucket in full)
        raise TooManyGuesses(guess_again_at(oldest))
    yield made


def _counted(bucket: str, now: datetime) -> QuerySet[Guess]:
    return Guess.objects.filter(bucket=bucket, at__gt=now - GUESSING_WINDOW)


def _bucket(*parts: str) -> str:
    return hmac.new(settings.SECRET_KEY.encode(), "\0".join(parts).encode(), hashlib.sha256).hexdigest()
