"""What a panel makes of a chronology, as a user reads it: its questions, their evidence, its findings."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sightline.domain.policy.permissions import Permission
from sightline.errors import NotFound
from sightline.records.access.models import User
from sightline.records.access.policies import actor_for
from sightline.records.access.rows import rows_open_to
from sightline.records.actor import Actor
from sightline.records.chronologies.models import (
    Citation,
    EnquiryEvidence,
    FindingVersion,
    KeyLineOfEnquiry,
    PanelFinding,
)
from sightline.records.events.models import Event
from sightline.records.events.queries import EntryRow, entry_rows


@dataclass(frozen=True, slots=True)
class EarlierFinding:
    """The words of a finding before they were corrected."""

    version: int
    text: str
    written_at: datetime
    written_by_name: str


@dataclass(frozen=True, slots=True)
class FindingRow:
    """What the panel concludes. `cites` are the entries it rests on that the user may read."""

    id: UUID
    text: str
    version: int
    written_at: datetime
    written_by_name: str
    cites: frozenset[UUID]
    earlier: tuple[EarlierFinding, ...]


@dataclass(frozen=True, slots=True)
class EnquiryRow:
    """A question, and the ids of the entries collected for it that the user may read."""

    id: UUID
    position: int
    question: str
    term: str
    asked_at: datetime
    asked_by_name: str
    evidence: frozenset[UUID]
    findings: tuple[FindingRow, ...]


@dataclass(frozen=True, slots=True)
class CollectedRow:
    """An entry collected for a question, and why it bears on it."""

    id: UUID
    entry: EntryRow
    why: str
    added_at: datetime
    added_by_name: str


@dataclass(frozen=True, slots=True)
class EnquiryPage:
    """A question with its evidence in the order of the chronology."""

    row: EnquiryRow
    evidence: tuple[CollectedRow, ...]


@dataclass(frozen=True, slots=True)
class FindingPage:
    """A finding, the question it is on, and the entries that it may cite or cites already."""

    row: FindingRow
    enquiry_id: UUID
    question: str
    entries: tuple[EntryRow, ...]


def enquiries(user: User, case_id: UUID) -> tuple[EnquiryRow, ...]:
    """Return the questions that a panel asks of a chronology, in the order they were asked."""
    actor = actor_for(user)
    found = list(
        rows_open_to(actor, Permission.ANALYSE, KeyLineOfEnquiry)
        .filter(case=case_id)
        .select_related("asked_by", "term")
        .order_by("position")
    )
    collected: defaultdict[UUID, set[UUID]] = defaultdict(set)
    in_force = EnquiryEvidence.objects.filter(
        enquiry__in=found, removed_at=None, event__in=rows_open_to(actor, Permission.READ_ITEM, Event)
    )
    for enquiry_id, event_id in in_force.values_list("enquiry", "event"):
        collected[enquiry_id].add(event_id)
    concluded = _findings(actor, found)
    return tuple(
        EnquiryRow(
            id=each.pk,
            position=each.position,
            question=each.question,
            term=each.term.text if each.term else "",
            asked_at=each.asked_at,
            asked_by_name=each.asked_by.name,
            evidence=frozenset(collected[each.pk]),
            findings=tuple(concluded[each.pk]),
        )
        for each in found
    )


def enquiry_page(user: User, case_id: UUID, enquiry_id: UUID) -> EnquiryPage:
    """Return one question of a case. Raises: NotFound"""
    for row in enquiries(user, case_id):
        if row.id == enquiry_id:
            break
    else:
        raise NotFound("There is no such question in this case.")
    entries = {each.id: each for each in entry_rows(user, case_id, row.evidence)}
    collected = EnquiryEvidence.objects.filter(enquiry=enquiry_id, removed_at=None, event__in=entries)
    by_event = {each.event_id: each for each in collected.select_related("added_by")}
    return EnquiryPage(
        row,
        tuple(
            CollectedRow(
                by_event[event_id].pk,
                entry,
                by_event[event_id].why,
                by_event[event_id].added_at,
                by_event[event_id].added_by.name,
            )
            for event_id, entry in entries.items()
        ),
    )


def finding_page(user: User, case_id: UUID, finding_id: UUID) -> FindingPage:
    """Return one finding of a case with the evidence for its question. Raises: NotFound"""
    for enquiry in enquiries(user, case_id):
        for row in enquiry.findings:
            if row.id == finding_id:
                entries = entry_rows(user, case_id, enquiry.evidence | row.cites)
                return FindingPage(row, enquiry.id, enquiry.question, entries)
    raise NotFound("There is no such finding in this case.")


def _findings(actor: Actor, asked: list[KeyLineOfEnquiry]) -> dict[UUID, list[FindingRow]]:
    """Return the findings on questions, oldest first."""
    found = list(PanelFinding.objects.filter(enquiry__in=asked).select_related("written_by").order_by("id"))
    cites: defaultdict[UUID, set[UUID]] = defaultdict(set)
    readable = rows_open_to(actor, Permission.READ_ITEM, Event)
    for finding_id, event_id in Citation.objects.filter(finding__in=found, event__in=readable).values_list(
        "finding", "event"
    ):
        cites[finding_id].add(event_id)
    earlier: defaultdict[UUID, list[EarlierFinding]] = defaultdict(list)
    versions = FindingVersion.objects.filter(finding__in=found).select_related("written_by")
    for each in versions.order_by("-version"):
        earlier[each.finding_id].append(
            EarlierFinding(each.version, each.text, each.written_at, each.written_by.name)
        )
    rows: defaultdict[UUID, list[FindingRow]] = defaultdict(list)
    for finding in found:
        rows[finding.enquiry_id].append(
            FindingRow(
                id=finding.pk,
                text=finding.text,
                version=finding.version,
                written_at=finding.written_at,
                written_by_name=finding.written_by.name,
                cites=frozenset(cites[finding.pk]),
                earlier=tuple(earlier[finding.pk]),
            )
        )
    return rows
