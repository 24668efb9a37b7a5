"""On whose behalf the code is running now. Protected rows are shown to nobody else.

The website enters `acting` for each request, commands and jobs for the user in whose name they run.
What Sightline does by itself says why, in `system`; a test counts and lists those places.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models.functions import Now

from sightline.domain.vocabulary.roles import Role
from sightline.errors import SightlineError


class NoActor(SightlineError):
    """Code asked for protected rows without saying on whose behalf."""


@dataclass(frozen=True, slots=True)
class Appointed:
    """A role held now, and the agency it is held in."""

    role: Role
    agency_id: UUID


@dataclass(frozen=True, slots=True)
class Actor:
    """A user who acts, with the roles in force at the moment they began.

    Where nobody said which moment that is, `now` is the database's own clock.
    """

    user_id: UUID
    appointed: tuple[Appointed, ...]
    now: datetime | Now

    @property
    def roles(self) -> frozenset[Role]:
        """The roles held, in whatever agency."""
        return frozenset(each.role for each in self.appointed)

    def agencies(self, roles: frozenset[Role]) -> frozenset[UUID]:
        """Return the agencies in which one of these roles is held."""
        return frozenset(each.agency_id for each in self.appointed if each.role in roles)


@dataclass(frozen=True, slots=True)
class System:
    """Sightline itself, and why."""

    reason: str


_current: ContextVar[Actor | System | None] = ContextVar("sightline_actor", default=None)


def current() -> Actor | System | None:
    """Return on whose behalf the code runs, None where nobody has said."""
    return _current.get()


@contextmanager
def acting(actor: Actor) -> Iterator[None]:
    """Show the rows that this user may see, and no others."""
    token = _current.set(actor)
    try:
        yield
    finally:
        _current.reset(token)


@contextmanager
def system(reason: str) -> Iterator[None]:
    """Show every row, for work that is nobody's: `reason` says what for, in the words of a log."""
    token = _current.set(System(reason))
    try:
        yield
    finally:
        _current.reset(token)


@contextmanager
def nobody() -> Iterator[None]:
    """Begin where nobody has said yet on whose behalf, whatever was said outside."""
    token = _current.set(None)
    try:
        yield
    finally:
        _current.reset(token)
