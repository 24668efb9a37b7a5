"""Joins accounts of one incident and parts them again: always a person's word, never a program's."""

from collections.abc import Iterable
from datetime import datetime
from itertools import combinations
from uuid import UUID

from sightline.domain.policy.permissions import Permission
from sightline.errors import NotFound
from sightline.records.access.models import User
from sightline.records.access.policies import holding, require
from sightline.records.audit.services import change
from sightline.records.cases.models import Case
from sightline.records.cases.policies import open_to
from sightline.records.cases.services.wording import CaseRefused
from sightline.records.events.models import Event, IncidentAccount, KeptApart, SameIncident


def join_accounts(*, by: User, now: datetime, case_id: UUID, event_ids: Iterable[UUID]) -> UUID:
    """Say that entries are accounts of one incident. Those joined before come along. Returns its id.

    Raises: NotFound, NotAllowed, CaseRefused
    """
    require(holding(by, Permission.ANALYSE))
    with change(by=by, now=now) as opened:
        case = open_to(by, now, Permission.ANALYSE, Case, case_id)
        events = _events(case, event_ids)
        earlier = SameIncident.objects.filter(
            case=case, parted_at=None, accounts__event__in=events, accounts__is_joined=True
        ).distinct()
        accounts = {event.pk for event in events}
        for incident in earlier:
            joined = IncidentAccount.objects.filter(incident=incident, is_joined=True)
            accounts |= set(joined.values_list("event", flat=True))
            joined.update(is_joined=False)
            incident.parted_at, incident.parted_by = now, by
            incident.save(update_fields=["parted_at", "parted_by"])
        made = SameIncident.objects.create(case=case, joined_at=now, joined_by=by)
        IncidentAccount.objects.bulk_create(
            IncidentAccount(incident=made, event_id=each) for each in sorted(accounts)
        )
        KeptApart.objects.filter(case=case, first__in=accounts, second__in=accounts).delete()
        opened.record("joined", made, case=str(case.pk), events=sorted(map(str, accounts)))
        return made.pk


def part_accounts(*, by: User, now: datetime, incident_id: UUID) -> None:
    """Say that accounts are not of one incident after all. Raises: NotFound, NotAllowed, CaseRefused."""
    require(holding(by, Permission.ANALYSE))
    with change(by=by, now=now) as opened:
        incident = open_to(by, now, Permission.ANALYSE, SameIncident, incident_id)
        if incident.parted_at is not None:
            raise CaseRefused("These accounts were parted already.")
        IncidentAccount.objects.filter(incident=incident).update(is_joined=False)
        incident.parted_at, incident.parted_by = now, by
        incident.save(update_fields=["parted_at", "parted_by"])
        opened.record("parted", incident, case=str(incident.case_id))


def keep_apart(*, by: User, now: datetime, case_id: UUID, event_ids: Iterable[UUID]) -> None:
    """Say that entries are not of one incident, so that it is not suggested again.

    Raises: NotFound, NotAllowed, CaseRefused
    """
    require(holding(by, Permission.ANALYSE))
    with change(by=by, now=now) as opened:
        case = open_to(by, now, Permission.ANALYSE, Case, case_id)
        events = _events(case, event_ids)
        pairs = [
            KeptApart(case=case, first_id=first, second_id=second, kept_at=now, kept_by=by)
            for first, second in combinations(sorted(event.pk for event in events), 2)
        ]
        KeptApart.objects.bulk_create(pairs, ignore_conflicts=True)
        opened.record("kept apart", case, events=sorted(str(event.pk) for event in events))


def _events(case: Case, event_ids: Iterable[UUID]) -> list[Event]:
    """Return entries that the user may read in this case. Raises: NotFound, CaseRefused"""
    wanted = set(event_ids)
    found = list(Event.objects.filter(case=case, pk__in=wanted, is_current=True))
    if len(found) != len(wanted):
        raise NotFound("An entry is not here, or it is not for you to see.")
    if len(found) < 2:
        raise CaseRefused("Choose two entries or more.")
    return found
