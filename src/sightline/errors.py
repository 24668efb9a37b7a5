"""The two families of error: what a user is told as it stands, and everything else, which is a bug."""


class SightlineError(Exception):
    """Base of every error Sightline raises itself."""


class UserError(SightlineError):
    """An anticipated failure, shown as it stands: what was wrong, what is allowed, what to do.

    Never holds a person's name. `exit_code` is what the command line returns.
    """

    exit_code = 1


class NotFound(UserError):
    """What was asked for does not exist, or is not for this user to know about: the two look alike."""

    exit_code = 2
