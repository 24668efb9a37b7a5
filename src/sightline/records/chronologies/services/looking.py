"""Keeps who was shown which return, file and entry of a review."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from sightline.records.access.models import User
from sightline.records.audit.services import record_reads
from sightline.records.cases.models import Case
from sightline.records.chronologies.models import AgencyReturn, ReturnFile
from sightline.records.events.models import Event
from sightline.records.people.models import PersonRecord


def record_returns_listed(
    *, by: User, now: datetime, returns: Iterable[UUID], case_id: UUID | None = None
) -> None:
    """Keep which returns a page lists to a user, of one review or of all."""
    about = Case(pk=case_id) if case_id else None
    record_reads(by=by, now=now, verb="listed", shown={AgencyReturn: returns}, about=about)


def record_return_opened(*, by: User, now: datetime, return_id: UUID, files: Iterable[UUID] = ()) -> None:
    """Keep that a user was shown a return, and which of its files."""
    about = AgencyReturn(pk=return_id)
    record_reads(by=by, now=now, verb="opened", shown={ReturnFile: files}, about=about)


def record_entries_shown(
    *, by: User, now: datetime, case_id: UUID, entries: Iterable[UUID], people: Iterable[UUID] = ()
) -> None:
    """Keep each entry of a case that a page shows a user, and the record of each person it names."""
    shown = {Event: entries, PersonRecord: people}
    record_reads(by=by, now=now, verb="opened", shown=shown, about=Case(pk=case_id))
