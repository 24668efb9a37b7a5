"""Writes what the panel concludes, and cites the entries it rests on: a correction supersedes."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from sightline.domain.policy.permissions import Permission
from sightline.errors import NotFound
from sightline.records.access.models import User
from sightline.records.access.policies import actor_for, holding, require
from sightline.records.access.rows import rows_open_to
from sightline.records.audit.services import change
from sightline.records.cases.policies import open_to
from sightline.records.cases.services.wording import StaleText, written
from sightline.records.chronologies.models import Citation, FindingVersion, KeyLineOfEnquiry, PanelFinding
from sightline.records.events.models import Event

_WORDS = "what the panel concludes"


class StaleFinding(StaleText):
    """Somebody else changed the finding since this user opened it. Nothing was stored."""

    did = "changed this finding"


def write_finding(*, by: User, now: datetime, enquiry_id: UUID, text: str) -> UUID:
    """Write a finding on a question. It cites nothing yet. Returns its id.

    Raises: NotFound, NotAllowed, CaseRefused
    """
    require(holding(by, Permission.ANALYSE))
    with change(by=by, now=now) as opened:
        enquiry = open_to(by, now, Permission.ANALYSE, KeyLineOfEnquiry, enquiry_id)
        finding = PanelFinding.objects.create(
            case_id=enquiry.case_id,
            enquiry=enquiry,
            text=written(text, what=_WORDS, at_least=5),
            written_at=now,
            written_by=by,
        )
        opened.record("wrote", finding, case=str(finding.case_id), enquiry=str(enquiry.pk))
        return finding.pk


def correct_finding(*, by: User, now: datetime, finding_id: UUID, version: int, text: str) -> None:
    """Put other words in place of a finding's, and keep those it had.

    Raises: NotFound, NotAllowed, StaleFinding, CaseRefused
    """
    require(holding(by, Permission.ANALYSE))
    with change(by=by, now=now) as opened:
        finding = open_to(by, now, Permission.ANALYSE, PanelFinding, finding_id)
        if finding.version != version:
            raise StaleFinding(
                version=finding.version,
                text=finding.text,
                written_at=finding.written_at,
                written_by_name=finding.written_by.name,
            )
        words = written(text, what=_WORDS, at_least=5)
        FindingVersion.objects.create(
            finding=finding,
            version=finding.version,
            text=finding.text,
            written_at=finding.written_at,
            written_by=finding.written_by,
        )
        finding.text, finding.version, finding.written_at, finding.written_by = words, version + 1, now, by
        finding.save(update_fields=["text", "version", "written_at", "written_by"])
        opened.record("corrected", finding, case=str(finding.case_id), version=finding.version)


def cite(*, by: User, now: datetime, finding_id: UUID, event_ids: Iterable[UUID]) -> None:
    """Say which entries a finding rests on: these, and no others.

    Raises: NotFound, NotAllowed
    """
    require(holding(by, Permission.ANALYSE))
    with change(by=by, now=now) as opened:
        finding = open_to(by, now, Permission.ANALYSE, PanelFinding, finding_id)
        wanted = set(event_ids)
        readable = rows_open_to(actor_for(by, now), Permission.READ_ITEM, Event)
        found = set(readable.filter(case=finding.case_id, pk__in=wanted).values_list("pk", flat=True))
        if found != wanted:
            raise NotFound("An entry is not here, or it is not for you to see.")
        there = Citation.objects.filter(finding=finding)
        cited = set(there.values_list("event", flat=True))
        there.filter(event__in=cited - wanted).delete()
        Citation.objects.bulk_create(
            Citation(finding=finding, event_id=each, cited_at=now, cited_by=by)
            for each in sorted(wanted - cited)
        )
        opened.record("cited", finding, case=str(finding.case_id), events=sorted(map(str, wanted)))
