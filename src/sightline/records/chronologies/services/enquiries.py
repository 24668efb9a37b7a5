"""Asks questions of a chronology, and collects the entries that answer them."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Max

from sightline.domain.policy.permissions import Permission
from sightline.errors import NotFound
from sightline.records.access.models import User
from sightline.records.access.policies import actor_for, holding, require
from sightline.records.access.rows import rows_open_to
from sightline.records.audit.services import change
from sightline.records.cases.models import Case
from sightline.records.cases.policies import open_to
from sightline.records.cases.services.wording import CaseRefused, written
from sightline.records.chronologies.models import EnquiryEvidence, KeyLineOfEnquiry, RequestTerm
from sightline.records.events.models import Event


def ask_question(
    *, by: User, now: datetime, case_id: UUID, question: str, term_id: UUID | None = None
) -> UUID:
    """Ask a key line of enquiry. Returns its id. Raises: NotFound, NotAllowed, CaseRefused."""
    require(holding(by, Permission.ANALYSE))
    with change(by=by, now=now) as opened:
        case = open_to(by, now, Permission.ANALYSE, Case, case_id)
        if term_id and not RequestTerm.objects.filter(pk=term_id, request__case=case).exists():
            raise NotFound("This review asks no such term of reference.")
        last = KeyLineOfEnquiry.objects.filter(case=case).aggregate(last=Max("position"))["last"]
        asked = KeyLineOfEnquiry.objects.create(
            case=case,
            position=(last or 0) + 1,
            question=written(question, what="the question", at_least=5),
            term_id=term_id,
            asked_at=now,
            asked_by=by,
        )
        opened.record("asked", asked, case=str(case.pk))
        return asked.pk


def collect_evidence(
    *, by: User, now: datetime, enquiry_id: UUID, event_ids: Iterable[UUID], why: str = ""
) -> int:
    """Collect entries for a question, and say why they bear on it. Returns how many were not there yet.

    Raises: NotFound, NotAllowed, CaseRefused
    """
    require(holding(by, Permission.ANALYSE))
    with change(by=by, now=now) as opened:
        enquiry = open_to(by, now, Permission.ANALYSE, KeyLineOfEnquiry, enquiry_id)
        wanted = set(event_ids)
        readable = rows_open_to(actor_for(by, now), Permission.READ_ITEM, Event)
        found = set(readable.filter(case=enquiry.case_id, pk__in=wanted).values_list("pk", flat=True))
        if not wanted or found != wanted:
            raise NotFound("An entry is not here, or it is not for you to see.")
        there = EnquiryEvidence.objects.filter(enquiry=enquiry, removed_at=None, event__in=found)
        new = found - set(there.values_list("event", flat=True))
        words = written(why, what="why these entries bear on the question", at_least=0)
        EnquiryEvidence.objects.bulk_create(
            EnquiryEvidence(enquiry=enquiry, event_id=each, why=words, added_at=now, added_by=by)
            for each in sorted(new)
        )
        opened.record("collected", enquiry, events=sorted(map(str, new)))
        return len(new)


def remove_evidence(*, by: User, now: datetime, evidence_id: UUID) -> None:
    """Take an entry out of the evidence for a question. Raises: NotFound, NotAllowed, CaseRefused."""
    require(holding(by, Permission.ANALYSE))
    with change(by=by, now=now) as opened:
        evidence = open_to(by, now, Permission.ANALYSE, EnquiryEvidence, evidence_id)
        if evidence.removed_at is not None:
            raise CaseRefused("This entry was taken out already.")
        evidence.removed_at, evidence.removed_by = now, by
        evidence.save(update_fields=["removed_at", "removed_by"])
        opened.record("took out", evidence, enquiry=str(evidence.enquiry_id), event=str(evidence.event_id))
