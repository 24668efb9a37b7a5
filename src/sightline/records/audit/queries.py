"""The audit trail read from its beginning, as it has to be to prove itself, and asked who looked at what."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from uuid import UUID

from django.db.models import Max, TextField
from django.db.models.functions import Cast

from sightline.domain.audit_trail.checkpoints import Checkpoint, NotACheckpoint, parse_note
from sightline.domain.audit_trail.content import is_content_of
from sightline.domain.audit_trail.entries import TrailEntry, moment
from sightline.domain.audit_trail.subjects import subjects_of
from sightline.domain.audit_trail.unusual import Reading
from sightline.domain.audit_trail.verification import RecordDiffers
from sightline.domain.vocabulary.unusual_reading import UnusualReading
from sightline.records.audit.models import AuditCheckpoint, AuditEntry, AuditSubject, ContentKey, ReadingAlert

_ROWS_AT_A_TIME = 2000

#: An entry's values as the database holds them: to make objects of ids and times takes most of a long check.
_AS_STORED: tuple[str | Cast, ...] = (
    "sequence",
    *(Cast(name, TextField()) for name in ("id", "at", "actor_id")),
    *("verb", "object_type", "object_id", "details_text", "digest"),
)
_STORED_MOMENT = re.compile(r"(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)(?:\.(\d{1,6}))?(?:\+00)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Look:
    """One time that somebody was shown a thing, or was refused it, as the verb says."""

    sequence: int
    at: datetime
    actor_id: UUID | None
    verb: str
    about_type: str
    about_id: str


@dataclass(frozen=True, slots=True)
class LookedAt:
    """One thing that somebody was shown or refused."""

    at: datetime
    verb: str
    object_type: str
    object_id: str


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
                entries = [_stored_entry(*row) for row in rows.values_list(*_AS_STORED)[:n_rows]]
                _compare_subjects(entries)
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
    stored = list(AuditCheckpoint.objects.order_by("size").prefetch_related("cosignatures"))
    notes = tuple(_with_cosignatures(checkpoint) for checkpoint in stored)
    return Trail(notes, max([counted, *(checkpoint.size for checkpoint in stored)]))


def _compare_subjects(entries: list[TrailEntry]) -> None:
    """Raises: RecordDiffers where the rows by which a look is found are not what an entry tells."""
    if not entries:
        return
    rows = AuditSubject.objects.filter(entry__gte=entries[0].sequence, entry__lte=entries[-1].sequence)
    stored = sorted(rows.values_list("entry__sequence", "object_type", "object_id"))
    told = [(entry.sequence, *subject) for entry in entries for subject in subjects_of(entry.details)]
    if stored != told:
        sequence = min(set(stored) ^ set(told))[0]
        raise RecordDiffers(
            f"Entry {sequence} is wrong: who looked at what is listed otherwise than it tells."
        )


def who_looked(object_type: str, object_id: str) -> tuple[Look, ...]:
    """This is everybody who was shown a thing or was refused it, in whatever page or file, latest first.

    Sightline decides nothing here: whoever calls has seen to it that the reader may know.
    """
    found = AuditSubject.objects.filter(object_type=object_type, object_id=object_id).order_by("-entry_id")
    told = ("sequence", "at", "actor_id", "verb", "object_type", "object_id")
    return tuple(Look(*row) for row in found.values_list(*(f"entry__{name}" for name in told)))


def looked_at_by(actor_id: UUID, since: datetime) -> tuple[LookedAt, ...]:
    """This is everything that somebody was shown or refused since a moment, latest first."""
    found = AuditSubject.objects.filter(entry__actor_id=actor_id, entry__at__gte=since)
    ordered = found.order_by("-entry_id", "object_type", "object_id")
    return tuple(
        LookedAt(*row) for row in ordered.values_list("entry__at", "entry__verb", "object_type", "object_id")
    )


def readings_by_reader(since: datetime, kinds: Collection[str]) -> Iterator[tuple[UUID, list[Reading]]]:
    """This is what each person was shown of some types since a moment, in order of time, but for lists.

    A list is what a journey begins with; who pries has to open what is in it.
    """
    found = AuditSubject.objects.filter(object_type__in=kinds, entry__at__gte=since)
    rows = found.exclude(entry__actor_id=None).exclude(entry__verb="listed")
    told = rows.order_by("entry__actor_id", "entry_id").values_list(
        "entry__actor_id", "entry__at", "object_id"
    )
    for actor_id, readings in groupby(told.iterator(), key=itemgetter(0)):
        yield actor_id, [Reading(at, object_id) for _, at, object_id in readings]


@dataclass(frozen=True, slots=True)
class AlertRow:
    """A reading alert, and what an officer made of it, if one did."""

    id: UUID
    at: datetime
    actor_id: UUID
    reason: UnusualReading
    begins: datetime
    ends: datetime
    n_subjects: int
    usual: int
    answered_at: datetime | None
    answered_by: UUID | None
    answer: str


def reading_alerts(actor_ids: Collection[UUID]) -> tuple[AlertRow, ...]:
    """This is the alerts about some people's reading, latest first. Whoever calls has seen who may know."""
    found = (
        ReadingAlert.objects.filter(actor_id__in=actor_ids).select_related("answer").order_by("-at", "-id")
    )
    return tuple(_alert_row(alert) for alert in found)


def _alert_row(alert: ReadingAlert) -> AlertRow:
    answer = getattr(alert, "answer", None)
    return AlertRow(
        id=alert.id,
        at=alert.at,
        actor_id=alert.actor_id,
        reason=UnusualReading(alert.reason),
        begins=alert.begins,
        ends=alert.ends,
        n_subjects=alert.n_subjects,
        usual=alert.usual,
        answered_at=answer.at if answer else None,
        answered_by=answer.actor_id if answer else None,
        answer=answer.text if answer else "",
    )


def is_content(object_type: str, object_id: str, content: str | bytes, mark: str) -> bool | None:
    """Say whether content is what a mark was made of; None once the key is erased and nobody can tell."""
    found = ContentKey.objects.filter(object_type=object_type, object_id=object_id).first()
    return is_content_of(bytes(found.key), content, mark) if found else None


def latest_checkpoint() -> Checkpoint | None:
    """This is the checkpoint over the most entries. Raises: RecordDiffers where it is not one."""
    latest = AuditCheckpoint.objects.order_by("-size").first()
    try:
        return parse_note(_with_cosignatures(latest)) if latest else None
    except NotACheckpoint as error:
        raise RecordDiffers("The latest stored checkpoint is not one.") from error


def _with_cosignatures(checkpoint: AuditCheckpoint) -> str:
    lines = sorted(cosignature.line for cosignature in checkpoint.cosignatures.all())
    return checkpoint.note + "".join(lines)


def is_new_since(checkpoint: Checkpoint) -> bool:
    """Say whether anything was done since a checkpoint but to sign and cosign checkpoints."""
    later = AuditEntry.objects.filter(sequence__gt=checkpoint.size)
    return later.exclude(object_type=AuditCheckpoint._meta.label).exists()


def digests(up_to: int) -> list[bytes]:
    """This is the stored digests of the first entries: the leaves of the tree. Raises: RecordDiffers"""
    rows = AuditEntry.objects.filter(sequence__lte=up_to).order_by("sequence")
    try:
        return [bytes.fromhex(digest) for digest in rows.values_list("digest", flat=True).iterator()]
    except ValueError as error:
        raise RecordDiffers("A digest is none: sightline audit verify says which entry's.") from error


def entry_at(sequence: int) -> TrailEntry | None:
    """This is one entry of the trail."""
    row = AuditEntry.objects.filter(sequence=sequence).first()
    return trail_entry(row) if row else None


def _stored_entry(sequence: int, entry_id: str, at: str, actor_id: str | None, *texts: str) -> TrailEntry:
    match = _STORED_MOMENT.fullmatch(at)
    if match is None:
        raise ValueError(at)
    day, time, fraction = match.groups("")
    return TrailEntry(
        sequence, _hyphened(entry_id), f"{day}T{time}.{fraction:0<6}Z", _hyphened(actor_id or ""), *texts
    )


def _hyphened(stored: str) -> str:
    """An id as it is written, which SQLite stores without hyphens."""
    if len(stored) != 32:
        return stored
    return f"{stored[:8]}-{stored[8:12]}-{stored[12:16]}-{stored[16:20]}-{stored[20:]}"


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
        details=row.details_text,
        digest=row.digest,
    )
