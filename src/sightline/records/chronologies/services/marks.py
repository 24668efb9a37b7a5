"""Says things of entries, beside them: an entry itself never changes."""

from datetime import datetime
from uuid import UUID

from sightline.domain.policy.permissions import Permission
from sightline.domain.vocabulary.chronologies import MarkKind
from sightline.errors import NotFound
from sightline.records.access.models import User
from sightline.records.access.policies import holding, require
from sightline.records.audit.services import change
from sightline.records.cases.models import Case
from sightline.records.cases.policies import open_to
from sightline.records.cases.services.wording import CaseRefused, on_one_line, written
from sightline.records.chronologies.models import EntryMark, RequestTerm
from sightline.records.events.models import Event

_WITH_WORDS = frozenset({MarkKind.NOTE, MarkKind.GOOD_PRACTICE, MarkKind.MISSED_OPPORTUNITY})


def mark_entry(
    *,
    by: User,
    now: datetime,
    event_id: UUID,
    kind: MarkKind,
    text: str = "",
    term_id: UUID | None = None,
) -> UUID:
    """Say something of an entry. A term of reference is named by `term_id`. Returns the mark's id.

    Raises: NotFound, NotAllowed, CaseRefused
    """
    require(holding(by, Permission.ANALYSE))
    with change(by=by, now=now) as opened:
        event = open_to(by, now, Permission.READ_ITEM, Event, event_id)
        open_to(by, now, Permission.ANALYSE, Case, event.case_id)
        terms = RequestTerm.objects.filter(request__case=event.case_id)
        term = terms.filter(pk=term_id).first() if term_id else None
        if kind is MarkKind.TERM and term is None:
            raise NotFound("This review asks no such term of reference.")
        if kind is MarkKind.TAG:
            words = on_one_line(text, what="the tag")
        else:
            words = written(text, what="what there is to say of it", at_least=int(kind in _WITH_WORDS))
        in_force = EntryMark.objects.filter(event=event, kind=kind, taken_off_at=None)
        if in_force.filter(text=words, term=term if kind is MarkKind.TERM else None).exists():
            raise CaseRefused("This was said of the entry already.")
        mark = EntryMark.objects.create(
            case_id=event.case_id,
            event=event,
            kind=kind,
            text=words,
            term=term if kind is MarkKind.TERM else None,
            made_at=now,
            made_by=by,
        )
        opened.record("marked", mark, case=str(event.case_id), event=str(event.pk), kind=kind.value)
        return mark.pk


def take_off_mark(*, by: User, now: datetime, mark_id: UUID) -> None:
    """Take back what was said of an entry; it is kept. Raises: NotFound, NotAllowed, CaseRefused."""
    require(holding(by, Permission.ANALYSE))
    with change(by=by, now=now) as opened:
        mark = open_to(by, now, Permission.ANALYSE, EntryMark, mark_id)
        if mark.taken_off_at is not None:
            raise CaseRefused("This was taken back already.")
        mark.taken_off_at, mark.taken_off_by = now, by
        mark.save(update_fields=["taken_off_at", "taken_off_by"])
        opened.record("took off", mark, case=str(mark.case_id), event=str(mark.event_id))
