"""How often somebody may guess, and how long a session lasts.

Source: SIGHTLINE-SIGN-IN
"""

from datetime import datetime, timedelta

GUESSING_WINDOW = timedelta(minutes=15)
"""Wrong guesses count for this long."""

GUESSES_FROM_ONE_PLACE = 10
"""Wrong passwords for one e-mail address from one place, or from one browser that is known."""

GUESSES_FROM_EVERYWHERE = 50
"""Wrong passwords for one e-mail address from all places together."""

GUESSES_OF_CODES = 10
"""Wrong codes for one account, whoever typed them."""

SECOND_STEP_WITHIN = timedelta(minutes=10)
"""Time from the right password to the second step."""

FRESH_FOR = timedelta(minutes=5)
"""Time in which somebody who has just proved who they are need not do so again."""

MIN_PASSWORD_LENGTH = 15

CONFIRMED_FOR = timedelta(days=92)
"""A quarter: an appointment that nobody confirms for this long ends."""


def fits_in(n_guesses: int, limit: int) -> bool:
    """Say whether the last of so many guesses may still be looked at."""
    return n_guesses <= limit


def guess_again_at(oldest: datetime) -> datetime:
    """Return when the oldest guess in the window stops counting."""
    return oldest + GUESSING_WINDOW
