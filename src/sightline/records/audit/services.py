"""The one way to change anything: in a transaction that also says who did what.

Entries are chained in that same transaction. Only one transaction at a time may add to the chain: on
PostgreSQL an advisory lock held until the commit sees to it, on SQLite the lock that every transaction
of ours begins with.

Nothing here decides whether a change is allowed; that is each service's first line.
"""

import json
import secrets
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol
from uuid import UUID

from django.conf import settings
from django.db import DatabaseError, IntegrityError, connection, models, transaction

from sightline.domain.audit_trail.entries import BEFORE_THE_FIRST, canonical, moment
from sightline.domain.audit_trail.subjects import subjects_of, with_subjects
from sightline.domain.audit_trail.unusual import Finding
from sightline.errors import NotFound, SightlineError, UserError
from sightline.records.actor import system
from sightline.records.audit import reserve
from sightline.records.audit.models import (
    AuditCheckpoint,
    AuditEntry,
    AuditSubject,
    ContentKey,
    ReadingAlert,
    ReadingAlertAnswer,
)
from sightline.records.audit.queries import trail_entry
from sightline.records.audit.room import NoRoomToWrite, is_no_room
from sightline.records.busy import Busy, is_busy

# Any number will do, as long as nothing else in the database locks it.
_CHAIN_LOCK = 0x51_67_48_74
_IDS_AT_A_TIME = 500


class Actor(Protocol):
    """Whoever acts. Users live above this app, so all that is asked of one is an id."""

    @property
    def pk(self) -> UUID: ...


class UnauditedChange(SightlineError):
    """A change ended without saying what was done; it is rolled back."""


class AlertRefused(UserError):
    """An answer to a reading alert that says nothing, or that somebody else gave already."""

    exit_code = 2


class SignedMeanwhile(UserError):
    """Two checkpoints were being made at once, and the other one was first."""


@dataclass(slots=True)
class Change:
    """A transaction under way, and the audit entries that describe it."""

    by: Actor | None
    now: datetime
    entries: list[AuditEntry] = field(default_factory=list)

    def record(self, verb: str, obj: models.Model, **details: object) -> None:
        """Say that something was done to an object; `details` are field names, codes and ids only.

        An object without an id stands for one that nobody found.
        """
        self.entries.append(_entry(self.by, self.now, verb, obj._meta.label, str(obj.pk or ""), details))


@contextmanager
def change(*, by: Actor | None, now: datetime) -> Iterator[Change]:
    """Open a transaction that must say what was done in it. `by` is None for Sightline itself.

    A change inside a change is refused: the inner one would not be saved when it closes, whatever
    its caller was told.

    Raises: UnauditedChange, NoRoomToWrite, Busy
    """
    whose = nullcontext() if by else system("what Sightline does by itself, as its change says")
    try:
        if reserve.is_waiting(settings.AUDIT_RESERVE_FILE):
            _empty_reserve(now)
        with whose, transaction.atomic(durable=True):
            opened = Change(by=by, now=now)
            yield opened
            if not opened.entries:
                raise UnauditedChange("A change must record at least one audit entry before it closes.")
            _append(opened.entries)
    except DatabaseError as error:
        if is_no_room(error):
            raise NoRoomToWrite(
                "Nothing can be saved now: the disk is full or the database is read-only. What was saved "
                "before is safe and can be read. Tell whoever runs Sightline; it goes on by itself."
            ) from error
        if is_busy(error):
            raise Busy(
                "Sightline was busy with what others save, and yours was not saved. Try again in a moment."
            ) from error
        raise


def record_read(*, by: Actor, now: datetime, verb: str, obj: models.Model, **details: object) -> None:
    """Keep that a user opened something that is about people."""
    record_reads(by=by, now=now, verb=verb, shown={}, about=obj, **details)


def record_reads(
    *,
    by: Actor,
    now: datetime,
    verb: str,
    shown: Mapping[type[models.Model], Iterable[UUID]],
    about: models.Model | None = None,
    **details: object,
) -> None:
    """Keep each object that a page is about to show, or a file to take out: one entry for all of them.

    It is stored when this returns, in the reserve where the database cannot be written. Call it last before
    the answer is made, with what the answer holds and no more. `about` is what the page as a
    whole is of, and counts as shown.
    """
    subjects = {model._meta.label: set(map(str, ids)) for model, ids in shown.items()}
    kind, object_id = (about._meta.label, str(about.pk)) if about else ("", "")
    if about:
        subjects.setdefault(kind, set()).add(object_id)
    _record_looking(by, now, verb, kind, object_id, with_subjects(details, subjects))


def record_refusal(
    *, by: Actor, now: datetime, verb: str, object_type: str, object_id: str, **details: object
) -> None:
    """Keep that a user asked for something and was not shown it, whether or not it exists."""
    subjects = {object_type: [object_id]} if object_id else {}
    _record_looking(by, now, verb, object_type, object_id, with_subjects(details, subjects))


def store_checkpoint(*, by: Actor | None, now: datetime, size: int, note: str) -> None:
    """Keep a signed checkpoint, and that it was signed. Raises: SignedMeanwhile"""
    try:
        with change(by=by, now=now) as opened:
            checkpoint = AuditCheckpoint.objects.create(at=now, size=size, note=note)
            opened.record("signed", checkpoint, size=size)
    except IntegrityError as error:
        raise SignedMeanwhile("Somebody else signed a checkpoint in the same moment; it will do.") from error


def store_cosignature(*, by: Actor, now: datetime, size: int, cosigner: str, line: str) -> bool:
    """Keep an agency's line under a checkpoint. Return whether it was not there yet.

    Raises: AuditCheckpoint.DoesNotExist
    """
    checkpoint = AuditCheckpoint.objects.get(size=size)
    if checkpoint.cosignatures.filter(cosigner=cosigner).exists():
        return False
    with change(by=by, now=now) as opened:
        checkpoint.cosignatures.create(at=now, cosigner=cosigner, line=line)
        opened.record("cosigned", checkpoint, cosigner=cosigner)
    return True


def raise_reading_alert(*, now: datetime, actor_id: UUID, finding: Finding) -> bool:
    """Keep that somebody's reading stood out, once for one span. Return whether this was not kept yet."""
    known = ReadingAlert.objects.filter(actor_id=actor_id, reason=finding.reason, ends__gt=finding.begins)
    if known.exists():
        return False
    with change(by=None, now=now) as opened:
        alert = ReadingAlert.objects.create(
            at=now,
            actor_id=actor_id,
            reason=finding.reason,
            begins=finding.begins,
            ends=finding.ends,
            n_subjects=finding.n_subjects,
            usual=finding.usual,
        )
        opened.record("alerted", alert, reason=finding.reason.value, of=str(actor_id))
    return True


def answer_reading_alert(*, by: Actor, now: datetime, alert_id: UUID, text: str) -> None:
    """Keep what an officer found. Raises: NotFound, AlertRefused"""
    said = text.strip()
    if not said or len(said) > 500:
        raise AlertRefused("Say what you found, in at most 500 characters.")
    with change(by=by, now=now) as opened:
        alert = ReadingAlert.objects.filter(pk=alert_id).first()
        if alert is None:
            raise NotFound("There is no such alert.")
        if alert.actor_id == by.pk:
            raise AlertRefused("Somebody else has to look into an alert about your own reading.")
        if ReadingAlertAnswer.objects.filter(alert=alert).exists():
            raise AlertRefused("Somebody else has answered this alert already.")
        ReadingAlertAnswer.objects.create(alert=alert, at=now, actor_id=by.pk, text=said)
        opened.record("answered alert", alert)


def content_key(obj: models.Model) -> bytes:
    """This is the key for marks of an object's content, made the first time. Call it within a change."""
    found, _ = ContentKey.objects.get_or_create(
        object_type=obj._meta.label, object_id=str(obj.pk), defaults={"key": secrets.token_bytes(32)}
    )
    return bytes(found.key)


def erase_content_key(*, by: Actor, now: datetime, obj: models.Model) -> None:
    """Let nobody compare an object's content with its marks any more. The entries stay as they are.

    Raises: NotFound
    """
    with change(by=by, now=now) as opened:
        n_erased, _ = ContentKey.objects.filter(object_type=obj._meta.label, object_id=str(obj.pk)).delete()
        if not n_erased:
            raise NotFound("Nothing in the audit trail marks the content of this.")
        opened.record("erased content key", obj)


def record_audit_export(*, by: Actor, now: datetime) -> None:
    """Keep that the audit trail was handed out."""
    with change(by=by, now=now) as opened:
        opened.record("exported", AuditEntry.objects.latest("sequence"))


def _record_looking(
    by: Actor, now: datetime, verb: str, object_type: str, object_id: str, details: dict[str, object]
) -> None:
    entry = _entry(by, now, verb, object_type, object_id, details)
    try:
        with change(by=by, now=now) as opened:
            opened.entries.append(entry)
    except NoRoomToWrite as error:
        try:
            reserve.add(settings.AUDIT_RESERVE_FILE, _frozen(entry))
        except reserve.ReserveUnusable:
            raise error from None


_FROZEN = ("verb", "object_type", "object_id", "details_text")


def _frozen(entry: AuditEntry) -> bytes:
    ids = {"id": str(entry.id), "at": entry.at.isoformat(), "actor_id": str(entry.actor_id)}
    return json.dumps({**ids, **{name: getattr(entry, name) for name in _FROZEN}}).encode()


def _thawed(entry: bytes, now: datetime) -> AuditEntry:
    kept = json.loads(entry)
    return AuditEntry(
        id=UUID(kept["id"]),
        at=datetime.fromisoformat(kept["at"]),
        actor_id=UUID(kept["actor_id"]),
        verb=kept["verb"],
        object_type=kept["object_type"],
        object_id=kept["object_id"],
        details_text=canonical({**json.loads(kept["details_text"]), "from_reserve": moment(now)}),
    )


def _empty_reserve(now: datetime) -> None:
    """Move into the trail what was read while nothing could be written.

    Whoever was killed between storing and emptying leaves entries in both; they are known by their ids.
    """
    with reserve.emptied(settings.AUDIT_RESERVE_FILE) as kept, transaction.atomic(durable=True):
        entries = [_thawed(entry, now) for entry in kept]
        ids = [entry.id for entry in entries]
        known = {
            found
            for start in range(0, len(ids), _IDS_AT_A_TIME)
            for found in AuditEntry.objects.filter(pk__in=ids[start : start + _IDS_AT_A_TIME]).values_list(
                "pk", flat=True
            )
        }
        _append([entry for entry in entries if entry.id not in known])


def _append(entries: list[AuditEntry]) -> None:
    _lock_chain()
    last = AuditEntry.objects.order_by("-sequence").values_list("sequence", "digest").first()
    sequence, digest = (last[0], bytes.fromhex(last[1])) if last else (0, BEFORE_THE_FIRST)
    for entry in entries:
        sequence += 1
        entry.sequence = sequence
        digest = trail_entry(entry).digest_after(digest)
        entry.digest = digest.hex()
    AuditEntry.objects.bulk_create(entries)
    AuditSubject.objects.bulk_create(
        AuditSubject(entry=entry, object_type=kind, object_id=object_id)
        for entry in entries
        for kind, object_id in subjects_of(entry.details_text)
    )


def _lock_chain() -> None:
    """Wait until no other transaction is adding to the chain, and keep others waiting until the commit."""
    if connection.vendor != "postgresql":
        return
    # What is put off until the commit may wait for another transaction; that must not happen under the lock.
    connection.check_constraints()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_CHAIN_LOCK])


def _entry(
    by: Actor | None,
    now: datetime,
    verb: str,
    object_type: str,
    object_id: str,
    details: Mapping[str, object],
) -> AuditEntry:
    return AuditEntry(
        at=now,
        actor_id=by.pk if by else None,
        verb=verb,
        object_type=object_type,
        object_id=object_id,
        details_text=canonical(details),
    )
