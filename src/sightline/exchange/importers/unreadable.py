"""The one error of every reader: this file cannot be read, and what to do about it."""

from sightline.errors import UserError


class UnreadableFile(UserError):
    """A file that is refused or cannot be read. The message says what to do instead."""

    exit_code = 2
