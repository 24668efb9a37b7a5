"""Refuses passwords that are easy to guess. Nothing is asked of a network."""

import re

from django.core.exceptions import ValidationError
from zxcvbn import zxcvbn

from sightline.records.access.models import User

#: The estimate reads no further, and would take long to.
_READ = 72
_VERY_UNGUESSABLE = 4


class NotGuessable:
    """A password validator: estimates guesses from lists of breached passwords, names, words and patterns.

    Length alone lets "passwordpassword" through.
    """

    def validate(self, password: str, user: User | None = None) -> None:
        """Refuse what is guessed soon. Raises: ValidationError"""
        own_words = re.split(r"\W+", f"{user.name} {user.email}") if user else []
        if zxcvbn(password[:_READ], user_inputs=own_words)["score"] < _VERY_UNGUESSABLE:
            raise ValidationError(
                "This password is easy to guess: it is made of common passwords, names or patterns. "
                "Three or four words that have nothing to do with each other work well.",
                code="guessable",
            )

    def get_help_text(self) -> str:
        """Return what is asked, in words."""
        return "Not made of common passwords, names or patterns."
