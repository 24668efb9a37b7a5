"""Shares with another agency: on a lawful basis, under an agreement, until a day."""

from datetime import datetime, timedelta
from uuid import UUID

from sightline.domain.policy.permissions import Permission
from sightline.domain.vocabulary.cases import LawfulBasis
from sightline.errors import NotFound
from sightline.records.access.models import User
from sightline.records.access.policies import NotAllowed, actor_for, holding, require
from sightline.records.access.rows import can
from sightline.records.agencies.models import Agency
from sightline.records.audit.services import change
from sightline.records.cases.models import Case, CaseNote, Share
from sightline.records.cases.policies import open_to, sharing_all, working_for
from sightline.records.cases.services.wording import CaseRefused, on_one_line
from sightline.records.people.models import PersonRecord

#: How long something is shared at most, before somebody has to think about it again.
#: Source: SIGHTLINE-SECURITY
SHARED_FOR_AT_MOST = timedelta(days=365)


def share(
    *,
    by: User,
    now: datetime,
    case_id: UUID,
    to_agency_id: UUID,
    note_id: UUID | None = None,
    record_id: UUID | None = None,
    from_agency_id: UUID,
    basis: LawfulBasis,
    agreement: str,
    until: datetime,
) -> UUID:
    """Share one note, one record, or all that an agency shared within a case. Returns the share's id.

    `agreement` names the information sharing agreement. Raises: NotFound, NotAllowed, CaseRefused
    """
    require(holding(by, Permission.SHARE_ITEM))
    with change(by=by, now=now) as opened:
        case = open_to(by, now, Permission.READ_CASE, Case, case_id)
        note = open_to(by, now, Permission.SHARE_ITEM, CaseNote, note_id) if note_id else None
        record = open_to(by, now, Permission.SHARE_ITEM, PersonRecord, record_id) if record_id else None
        _check_whose(case, from_agency_id, note, record)
        actor = actor_for(by, now)
        require(working_for(actor, Permission.SHARE_ITEM, from_agency_id))
        if note is None and record is None:
            require(sharing_all(actor, case, from_agency_id))
        if from_agency_id == to_agency_id:
            raise CaseRefused("Choose another agency: this one has it already.")
        if not Agency.objects.filter(pk=to_agency_id).exists():
            raise NotFound("There is no such agency.")
        if not now < until <= now + SHARED_FOR_AT_MOST:
            raise CaseRefused(f"A share ends after today, and within {SHARED_FOR_AT_MOST.days} days.")
        made = Share.objects.create(
            case=case,
            from_agency_id=from_agency_id,
            to_agency_id=to_agency_id,
            note=note,
            record=record,
            basis=basis,
            agreement=on_one_line(agreement, what="the agreement under which you share"),
            until=until,
            shared_at=now,
            shared_by=by,
        )
        opened.record(
            "shared",
            made,
            case=str(case.pk),
            to=str(to_agency_id),
            note=str(note_id or ""),
            record=str(record_id or ""),
            basis=basis.value,
        )
        return made.pk


def end_share(*, by: User, now: datetime, share_id: UUID) -> None:
    """Take back what was shared, at once: for who might have shared it. Raises: NotFound, NotAllowed."""
    require(holding(by, Permission.SHARE_ITEM))
    with change(by=by, now=now) as opened:
        made = open_to(by, now, Permission.READ_CASE, Share, share_id)
        actor = actor_for(by, now)
        require(working_for(actor, Permission.SHARE_ITEM, made.from_agency_id))
        item = made.note or made.record
        if item is None:
            require(sharing_all(actor, made.case, made.from_agency_id))
        elif not can(actor, Permission.SHARE_ITEM, item):
            raise NotAllowed("Only the agency that shared it takes it back.")
        if made.ended_at is not None:
            raise CaseRefused("It was taken back already.")
        made.ended_at, made.ended_by = now, by
        made.save(update_fields=["ended_at", "ended_by"])
        opened.record("ended", made, case=str(made.case_id))


def _check_whose(case: Case, agency_id: UUID, note: CaseNote | None, record: PersonRecord | None) -> None:
    if note is not None and record is not None:
        raise CaseRefused("Share a note or a person's record: one at a time.")
    is_ours = (note is None or (note.case_id, note.agency_id) == (case.pk, agency_id)) and (
        record is None or (record.subject.case_id, record.agency_id) == (case.pk, agency_id)
    )
    if not is_ours:
        raise NotAllowed("An agency shares what it has said itself, in this case.")
