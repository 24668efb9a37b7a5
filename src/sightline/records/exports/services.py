"""Asks for exports, approves them, keeps their files for their time, hands them out, sweeps them away.

Whether a user may see what a file holds is known by apps above: who makes or fetches a file asks them again
and passes on what they said.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sightline.domain.states.export_request import ExportState
from sightline.domain.vocabulary.exports import ExportKind
from sightline.errors import NotFound, UserError
from sightline.records.access.models import User
from sightline.records.access.policies import require
from sightline.records.audit.services import Change, change, record_read
from sightline.records.exports.models import APPROVED_ABOVE_PEOPLE, ExportRequest, file_name_of_export
from sightline.records.exports.policies import deciding_export, exports_open_to
from sightline.records.exports.queries import needs_approval
from sightline.records.kept_files import digest_of, forget_file, keep_file_as, kept_names, read_kept_file

REASON_LENGTH = 500
_LOST = "The file that was made is not here any more. Ask for it again."
_RIGHTS_ENDED = "You may no longer see everything that is in this file, so it is not handed out."


class ReasonNeeded(UserError):
    """A file that names many people is asked for without saying what it is for."""

    exit_code = 2


class ExportUnavailable(UserError):
    """There is no file to hand out; the export's page says why."""


class AlreadyDecided(UserError):
    """Somebody else approved or refused this export meanwhile."""


class NotWaiting(UserError):
    """An export was made or refused meanwhile: of two jobs that make one file, the first counts."""


@dataclass(frozen=True, slots=True)
class ExportBytes:
    """A file as it is handed out: its bytes, and when it was made."""

    data: bytes
    made_at: datetime


def request_export(
    *,
    by: User,
    now: datetime,
    kind: ExportKind,
    object_id: UUID,
    file_format: str,
    n_people: int,
    reason: str,
) -> UUID:
    """Keep that a user asks for a file. One that names many people waits for a second person.

    Raises: ReasonNeeded
    """
    said = " ".join(reason.split())
    if len(said) > REASON_LENGTH:
        raise ReasonNeeded(f"Say in at most {REASON_LENGTH} characters what the file is for.")
    is_large = needs_approval(n_people)
    if is_large and not said:
        raise ReasonNeeded(
            f"This file names {n_people} people, more than {APPROVED_ABOVE_PEOPLE}. Say what it is for: "
            "a second person has to approve it."
        )
    with change(by=by, now=now) as opened:
        request = ExportRequest.objects.create(
            kind=kind,
            object_id=object_id,
            file_format=file_format,
            reason=said,
            n_people=n_people,
            state=ExportState.TO_APPROVE if is_large else ExportState.WAITING,
            requested_at=now,
            requested_by=by,
        )
        opened.record(
            "asked for export",
            request,
            kind=kind.value,
            about=str(object_id),
            format=file_format,
            n_people=n_people,
        )
    return request.pk


def approve_export(*, by: User, now: datetime, export_id: UUID) -> None:
    """Let a file be made that names many people. Raises: NotFound, NotAllowed, AlreadyDecided"""
    with change(by=by, now=now) as opened:
        request = _to_decide(by, export_id)
        request.state, request.decided_at, request.decided_by = ExportState.WAITING, now, by
        request.save(update_fields=["state", "decided_at", "decided_by"])
        opened.record("approved export", request)


def decline_export(*, by: User, now: datetime, export_id: UUID, why: str) -> None:
    """Refuse a file, in words that whoever asked for it reads.

    Raises: NotFound, NotAllowed, AlreadyDecided, ReasonNeeded
    """
    said = " ".join(why.split())
    with change(by=by, now=now) as opened:
        request = _to_decide(by, export_id)
        if not said or len(said) > REASON_LENGTH:
            raise ReasonNeeded(f"Say in 1 to {REASON_LENGTH} characters why not.")
        request.state, request.decided_at, request.decided_by = ExportState.REFUSED, now, by
        request.refusal = said
        request.save(update_fields=["state", "decided_at", "decided_by", "refusal"])
        opened.record("declined export", request)


def keep_export(
    *,
    now: datetime,
    export_id: UUID,
    data: bytes,
    rests_on: Sequence[UUID],
    n_people: int,
    keep_for: timedelta,
) -> None:
    """Keep a file that was made. It is on the disk before any row says that it is there.

    Where it has come to name many people since it was asked for, it is refused.

    Raises: NotWaiting
    """
    with change(by=None, now=now) as opened:
        request = _waiting(export_id)
        if needs_approval(n_people) and request.decided_by_id is None:
            why = f"By now the file names {n_people} people. Ask for it again and say what it is for."
            _refuse(opened, request, why)
            return
        keep_file_as(request.file_name, data)
        request.state, request.sha256 = ExportState.READY, digest_of(data)
        request.rests_on, request.n_people = [str(object_id) for object_id in rests_on], n_people
        request.ready_from, request.kept_until = now, now + keep_for
        request.save()
        opened.record("made export", request, sha256=request.sha256)


def refuse_export(*, now: datetime, export_id: UUID, why: str) -> None:
    """Say that a file is not made, and why. Raises: NotWaiting"""
    with change(by=None, now=now) as opened:
        _refuse(opened, _waiting(export_id), why)


def open_export(*, by: User, now: datetime, export_id: UUID, visible: Collection[UUID]) -> ExportBytes:
    """Return the file to who asked for it, and keep that they downloaded it.

    `visible` are the objects that the user may see at this moment: a file that rests on any
    other is refused for good, and so is one that was lost, as after a restore.

    Raises: NotFound, ExportUnavailable
    """
    with change(by=by, now=now) as opened:
        request = ExportRequest.objects.select_for_update().filter(pk=export_id, requested_by=by).first()
        if request is None:
            raise NotFound("There is no such export.")
        if request.state_at(now) is not ExportState.READY:
            raise ExportUnavailable("There is no file: it is not made yet, was refused or has expired.")
        data, why_not = _bytes_of(request), _LOST
        if not set(request.rests_on) <= {str(object_id) for object_id in visible}:
            data, why_not = None, _RIGHTS_ENDED
        if data is None:
            _refuse(opened, request, why_not)
        else:
            if request.downloaded_at is None:
                request.downloaded_at, request.downloaded_by = now, by
                request.save(update_fields=["downloaded_at", "downloaded_by"])
            opened.record("downloaded export", request, about=str(request.object_id))
    if data is None:
        forget_file(request.file_name)
        raise ExportUnavailable(why_not)
    assert request.ready_from is not None, "a constraint keeps this"
    return ExportBytes(data, request.ready_from)


def sweep_exports(*, now: datetime) -> int:
    """Delete every file that is past its time or belongs to no export, and return how many.

    A file goes before its row says so: killed between, the next run ends the work.
    """
    ended = list(ExportRequest.objects.filter(state=ExportState.READY, kept_until__lte=now))
    live = ExportRequest.objects.filter(state__in=[ExportState.READY, ExportState.WAITING])
    kept = {file_name_of_export(pk) for pk in live.values_list("pk", flat=True)}
    gone = {request.file_name for request in ended} | (set(kept_names("exports")) - kept)
    n_files = sum(forget_file(name) for name in gone)
    for request in ended:
        with change(by=None, now=now) as opened:
            request.state = ExportState.EXPIRED
            request.save(update_fields=["state"])
            opened.record("expired export", request)
    return n_files


def record_trace(*, by: User, now: datetime, export_id: UUID, found_by: str) -> None:
    """Keep that a copy was traced to an export."""
    record_read(by=by, now=now, verb="traced export", obj=ExportRequest(pk=export_id), found_by=found_by)


def _to_decide(by: User, export_id: UUID) -> ExportRequest:
    known = exports_open_to(by)
    request = ExportRequest.objects.select_for_update().filter(pk=export_id, pk__in=known).first()
    if request is None:
        raise NotFound("There is no such export.")
    require(deciding_export(by, request))
    if request.state != ExportState.TO_APPROVE:
        raise AlreadyDecided("This export is not waiting for a second person any more.")
    return request


def _waiting(export_id: UUID) -> ExportRequest:
    waiting = ExportRequest.objects.select_for_update().filter(pk=export_id, state=ExportState.WAITING)
    request = waiting.first()
    if request is None:
        raise NotWaiting("This export was made or refused already.")
    return request


def _refuse(opened: Change, request: ExportRequest, why: str) -> None:
    request.state, request.refusal = ExportState.REFUSED, why
    request.save(update_fields=["state", "refusal"])
    opened.record("refused export", request)


def _bytes_of(request: ExportRequest) -> bytes | None:
    """Return the file as it was made, or None where it is gone or another."""
    try:
        data = read_kept_file(request.file_name)
    except FileNotFoundError:
        return None
    return data if digest_of(data) == request.sha256 else None
