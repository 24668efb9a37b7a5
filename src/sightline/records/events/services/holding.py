"""Says from when an agency had what an event tells."""

from datetime import datetime
from uuid import UUID

from sightline.domain.chronology.uncertain_date import UncertainDate
from sightline.domain.policy.permissions import Permission
from sightline.errors import NotFound
from sightline.records.access.models import User
from sightline.records.access.policies import holding, require
from sightline.records.agencies.models import Agency
from sightline.records.audit.services import change
from sightline.records.cases.models import Case
from sightline.records.cases.policies import open_to
from sightline.records.cases.services.wording import CaseRefused, on_one_line
from sightline.records.events.models import Event, Holding


def say_held(
    *, by: User, now: datetime, event_id: UUID, agency_id: UUID, since: UncertainDate, how: str
) -> UUID:
    """Say that an agency had what an entry tells since a day, and how that is known. Returns the row's id.

    Raises: NotFound, NotAllowed, CaseRefused
    """
    require(holding(by, Permission.ANALYSE))
    with change(by=by, now=now) as opened:
        event = open_to(by, now, Permission.READ_ITEM, Event, event_id)
        open_to(by, now, Permission.ANALYSE, Case, event.case_id)
        if not Agency.objects.filter(pk=agency_id).exists():
            raise NotFound("There is no such agency.")
        if not since.is_dated:
            raise CaseRefused("Write since when the agency had it, as a day, a month or a year.")
        made = Holding.objects.create(
            event=event,
            agency_id=agency_id,
            since_text=since.text,
            earliest=since.earliest,
            latest=since.latest,
            precision=since.precision,
            how=on_one_line(how, what="how you know that the agency had it"),
            said_at=now,
            said_by=by,
        )
        opened.record("said held", made, event=str(event.pk), agency=str(agency_id))
        return made.pk
