"""The audit trail read from its beginning, as it has to be to prove itself."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Max

from sightline.domain.audit_trail.checkpoints import Checkpoint, NotACheckpoint, parse_note
from sightline.domain.audit_trail.entries import TrailEntry, canonical, moment
from sightline.domain.audit_trail.verification import RecordDiffers
from sightline.records.audit.models import AuditCheckpoint, AuditEntry

_ROWS_AT_A_TIME = 2000


@dataclass(frozen=True, slots=True)
class Trail:
    """The stored checkpoints, and the entries up to where those checkpoints are all there are."""

    notes: tuple[str, ...]
    up_to: int

    def entries(self) -> Iterator[TrailEntry]:
        """Read the entries in order. Raises: RecordDiffers at one that cannot be read as an entry."""
        last, n_rows = None, _ROWS_AT_A_TIME
        while True:
            rows = AuditEntry.objects.filter(sequence__lte=self.up_to).order_by("sequence")
            if last is not None:
                rows = rows.filter(sequence__gt=last)
            try:
                entries = [trail_entry(row) for row in rows[:n_rows]]
            except (ValueError, TypeError, AttributeError) as error:
                if n_rows == 1:
                    wrong = 1 if last is None else last + 1
                    raise RecordDiffers(f"Entry {wrong} is wrong: it cannot be read as an entry.") from error
                n_rows = 1  # one of them cannot be read: find out which
                continue
            if not entries:
                return
            yield from entries
            last = entries[-1].sequence


def trail() -> Trail:
    """Take the trail as it is now, while others go on adding to it.

    Entries are counted before the checkpoints are read: of every signing among those entries the
    checkpoint must then be there. A checkpoint that came between covers entries that are there by now.
    """
    counted = AuditEntry.objects.aggregate(last=Max("sequence"))["last"] or 0
    stored = list(AuditCheckpoint.objects.order_by("size").values_list("size", "note"))
    return Trail(tuple(note for _, note in stored), max([counted, *(size for size, _ in stored)]))


def latest_checkpoint() -> Checkpoint | None:
    """This is the checkpoint over the most entries. Raises: RecordDiffers where it is not one."""
    note = AuditCheckpoint.objects.order_by("-size").values_list("note", flat=True).first()
    try:
        return parse_note(note) if note is not None else None
    except NotACheckpoint as error:
        raise RecordDiffers("The latest stored checkpoint is not one.") from error


def trail_entry(row: AuditEntry) -> TrailEntry:
    """This is a stored entry with its values as they are digested."""
    return TrailEntry(
        sequence=row.sequence,
        id=str(row.id),
        at=moment(row.at),
        actor_id=str(row.actor_id or ""),
        verb=row.verb,
        object_type=row.object_type,
        object_id=row.object_id,
        details=canonical(row.details),
        digest=row.digest,
    )
