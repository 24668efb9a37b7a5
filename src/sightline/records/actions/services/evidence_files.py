"""Files that prove an action: added, seen by somebody else, handed out."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from sightline.domain.states.action import ActionStatus
from sightline.errors import NotFound
from sightline.records.access.models import User
from sightline.records.access.policies import require
from sightline.records.actions.evidence_types import EvidenceRefused, evidence_type
from sightline.records.actions.models import Evidence
from sightline.records.actions.policies import (
    actions_open_to,
    marking_evidence_seen,
    moves_for,
    updating_action,
)
from sightline.records.actions.services.locking import visible_action
from sightline.records.audit.services import change, record_reads
from sightline.records.kept_files import digest_of, file_name_of, keep_file, read_kept_file


@dataclass(frozen=True, slots=True)
class EvidenceFile:
    """A file of evidence as it is handed out: always as a download, never shown in a page."""

    name: str
    content_type: str
    data: bytes


def add_evidence(
    *, by: User, now: datetime, action_id: UUID, name: str, data: bytes, description: str
) -> UUID:
    """Attach a file that proves an action; the same file twice is kept once.

    The file is on the disk before the row that names it is written.

    Raises: NotFound, NotAllowed, EvidenceRefused
    """
    described = description.strip()
    if not described or len(described) > 500:
        raise EvidenceRefused("Say what the file shows, in at most 500 characters.")
    content_type = evidence_type(data)
    with change(by=by, now=now) as opened:
        action = visible_action(by, action_id)
        require(updating_action(by, action))
        if action.evidence.filter(sha256=digest_of(data)).exists():
            raise EvidenceRefused("This file is attached to this action already.")
        kept = keep_file("evidence", data)
        evidence = Evidence.objects.create(
            action=action,
            file_name=file_name_of(name),
            content_type=content_type,
            sha256=kept.sha256,
            n_bytes=kept.n_bytes,
            file=kept.name,
            description=described,
            added_at=now,
            added_by=by,
        )
        opened.record("added evidence", action, evidence=str(evidence.pk), sha256=kept.sha256)
    return evidence.pk


def mark_evidence_seen(*, by: User, now: datetime, evidence_id: UUID) -> bool:
    """Say that a user looked at evidence somebody else added, and that it proves the action.

    Return whether the action can now be moved to “Done, evidence seen”, which is for the user to do.

    Raises: NotFound, NotAllowed
    """
    with change(by=by, now=now) as opened:
        evidence = _visible_evidence(by, evidence_id).select_for_update(of=("self",)).first()
        if evidence is None:
            raise NotFound("There is no such evidence.")
        require(marking_evidence_seen(by, evidence))
        if evidence.seen_at is None:
            evidence.seen_at, evidence.seen_by = now, by
            evidence.save(update_fields=["seen_at", "seen_by"])
        opened.record("saw evidence", evidence.action, evidence=str(evidence.pk))
        return ActionStatus.DONE_SEEN in moves_for(by, evidence.action)


def open_evidence(*, by: User, now: datetime, evidence_id: UUID) -> EvidenceFile:
    """Return a file of evidence, and keep that the user downloaded it. Raises: NotFound."""
    evidence = _visible_evidence(by, evidence_id).first()
    if evidence is None:
        raise NotFound("There is no such evidence.")
    record_reads(
        by=by,
        now=now,
        verb="downloaded evidence",
        shown={Evidence: [evidence.pk]},
        about=evidence.action,
        evidence=str(evidence.pk),
    )
    return EvidenceFile(evidence.file_name, evidence.content_type, read_kept_file(str(evidence.file)))


def _visible_evidence(by: User, evidence_id: UUID) -> QuerySet[Evidence]:
    visible = actions_open_to(by)
    return Evidence.objects.filter(pk=evidence_id, action__in=visible).select_related("action")
