"""The one way to change anything: in a transaction that also says who did what.

Nothing here decides whether a change is allowed; that is each service's first line.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol
from uuid import UUID

from django.db import models, transaction

from sightline.errors import SightlineError
from sightline.records.audit.models import AuditEntry


class Actor(Protocol):
    """Whoever acts. Users live above this app, so all that is asked of one is an id."""

    @property
    def pk(self) -> UUID: ...


class UnauditedChange(SightlineError):
    """A change ended without saying what was done; it is rolled back."""


@dataclass(slots=True)
class Change:
    """A transaction under way, and the audit entries that describe it."""

    by: Actor | None
    now: datetime
    entries: list[AuditEntry] = field(default_factory=list)

    def record(self, verb: str, obj: models.Model, **details: object) -> None:
        """Say that something was done to an object; `details` are field names, codes and ids only.

        An object without an id stands for one that nobody found.
        """
        self.entries.append(_entry(self.by, self.now, verb, obj, details))


@contextmanager
def change(*, by: Actor | None, now: datetime) -> Iterator[Change]:
    """Open a transaction that must say what was done in it. `by` is None for Sightline itself.

    A change inside a change is refused: the inner one would not be saved when it closes, whatever
    its caller was told.

    Raises: UnauditedChange
    """
    with transaction.atomic(durable=True):
        opened = Change(by=by, now=now)
        yield opened
        if not opened.entries:
            raise UnauditedChange("A change must record at least one audit entry before it closes.")
        AuditEntry.objects.bulk_create(opened.entries)


def record_read(*, by: Actor, now: datetime, verb: str, obj: models.Model, **details: object) -> None:
    """Keep that a user opened something that is about people."""
    with change(by=by, now=now) as opened:
        opened.record(verb, obj, **details)


def _entry(
    by: Actor | None, now: datetime, verb: str, obj: models.Model, details: dict[str, object]
) -> AuditEntry:
    return AuditEntry(
        at=now,
        actor_id=by.pk if by else None,
        verb=verb,
        object_type=obj._meta.label,
        object_id=str(obj.pk or ""),
        details=details,
    )
