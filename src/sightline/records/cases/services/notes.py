"""Writes notes, and corrects them: a correction supersedes, nothing is lost."""

from datetime import datetime
from uuid import UUID

from sightline.domain.policy.permissions import Permission
from sightline.domain.vocabulary.item_classes import ItemClass
from sightline.records.access.models import User
from sightline.records.access.policies import actor_for, holding, require
from sightline.records.audit.services import change
from sightline.records.cases.models import Case, CaseNote, NoteVersion
from sightline.records.cases.policies import open_to, working_for
from sightline.records.cases.services.wording import CaseRefused, StaleText, mark, written

_CLASSES = (ItemClass.SHARED_CONTENT, ItemClass.AGENCY_RAW)


class StaleNote(StaleText):
    """Somebody else corrected the note since this user opened it. Nothing was stored."""

    did = "corrected this note"


def write_note(
    *, by: User, now: datetime, case_id: UUID, agency_id: UUID, item_class: ItemClass, text: str
) -> UUID:
    """Write a note in a case for an agency: for everybody who works on it, or for the agency alone.

    Returns its id. Raises: NotFound, NotAllowed, CaseRefused
    """
    require(holding(by, Permission.WRITE_ITEM))
    with change(by=by, now=now) as opened:
        case = open_to(by, now, Permission.WRITE_ITEM, Case, case_id)
        require(working_for(actor_for(by, now), Permission.WRITE_ITEM, agency_id))
        if item_class not in _CLASSES:
            raise CaseRefused(
                "Say whether the note is for everybody who works on the case, or your agency's own."
            )
        note = CaseNote.objects.create(
            case=case,
            agency_id=agency_id,
            item_class=item_class,
            text=written(text, what="what there is to know"),
            written_at=now,
            written_by=by,
        )
        opened.record(
            "wrote",
            note,
            case=str(case.pk),
            agency=str(agency_id),
            item_class=item_class.value,
            content=mark(case.pk, note, text=note.text),
        )
        return note.pk


def correct_note(*, by: User, now: datetime, note_id: UUID, version: int, text: str) -> None:
    """Put other words in place of a note's, and keep those it had.

    Raises: NotFound, NotAllowed, StaleNote, CaseRefused
    """
    require(holding(by, Permission.CORRECT_ITEM))
    with change(by=by, now=now) as opened:
        note = open_to(by, now, Permission.CORRECT_ITEM, CaseNote, note_id)
        if note.version != version:
            raise StaleNote(
                version=note.version,
                text=note.text,
                written_at=note.written_at,
                written_by_name=note.written_by.name,
            )
        words = written(text, what="what there is to know")
        NoteVersion.objects.create(
            note=note,
            version=note.version,
            text=note.text,
            written_at=note.written_at,
            written_by=note.written_by,
        )
        note.text, note.version, note.written_at, note.written_by = words, version + 1, now, by
        note.save(update_fields=["text", "version", "written_at", "written_by"])
        opened.record(
            "corrected",
            note,
            case=str(note.case_id),
            version=note.version,
            content=mark(note.case_id, note, text=note.text),
        )
