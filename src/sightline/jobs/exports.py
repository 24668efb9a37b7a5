"""An export from the request to the file handed out: asked for, made, fetched, traced, swept away.

Rights are asked for three times: when a file is asked for, when it is made, and when it is fetched.
"""

import hashlib
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from django.conf import settings
from django.utils import timezone
from django_tasks import task

from sightline.domain.vocabulary.exports import ExportKind
from sightline.domain.watermark import (
    Mark,
    hidden_references,
    laid_out_reference,
    printed_reference,
)
from sightline.errors import NotFound
from sightline.exchange.importers.leaked_copy import LeakedCopy
from sightline.jobs.plan_files import Content, action_plan_content, board_report_content
from sightline.records.access.policies import NotAllowed, actor_for
from sightline.records.access.queries import User
from sightline.records.actor import acting, system
from sightline.records.exports import queries, services
from sightline.records.exports.queries import ExportRow, ExportToMake
from sightline.records.reviews.services.reviews import record_export

#: File name extension → content type, in the order they are offered.
CONTENT_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
}
#: A file of so many rows is made while its page loads; a longer one in the background.
ROWS_AT_ONCE = 200
_BEHIND_OTHER_WORK = -50

_log = logging.getLogger(__name__)

_CONTENT: dict[ExportKind, Callable[..., Content]] = {
    ExportKind.ACTION_PLAN: action_plan_content,
    ExportKind.BOARD_REPORT: board_report_content,
}
_NO_RIGHT = "You may no longer see what this file would hold, so it was not made."
_FAULT = "Sightline could not make this file, through a fault of its own. Tell whoever runs Sightline."


@dataclass(frozen=True, slots=True)
class ExportFile:
    """A file to hand out. Its name says what it is and of which day, never whom it is about."""

    name: str
    content_type: str
    data: bytes


class FoundBy(StrEnum):
    """What in a copy led to an export."""

    HIDDEN = "HIDDEN"
    PRINTED = "PRINTED"
    LAID_OUT = "LAID_OUT"

    @property
    def wording(self) -> str:
        """Return what it was, as a person reads it after “found by”."""
        return _WORDING[self]


_WORDING = {
    FoundBy.HIDDEN: "hidden characters in the text",
    FoundBy.PRINTED: "the printed reference",
    FoundBy.LAID_OUT: "the widths of its columns",
}


@dataclass(frozen=True, slots=True)
class Trace:
    """An export that a copy leads to, and by what."""

    export: ExportRow
    found_by: tuple[FoundBy, ...]


def request_export(
    *, by: User, now: datetime, kind: ExportKind, object_id: UUID, extension: str, reason: str = ""
) -> UUID:
    """Ask for a file, which is made at once where it is short and needs nobody's approval.

    Raises: NotFound, NotAllowed, ReasonNeeded
    """
    content = _content(by, kind, object_id, _day(now))
    export_id = services.request_export(
        by=by,
        now=now,
        kind=kind,
        object_id=object_id,
        file_format=extension,
        n_people=content.n_people,
        reason=reason,
    )
    if not queries.needs_approval(content.n_people):
        _begin(export_id, n_rows=len(content.rests_on))
    return export_id


def approve_export(*, by: User, now: datetime, export_id: UUID) -> None:
    """Let a file be made that names many people, where the second person may see what it will hold.

    Raises: NotFound, NotAllowed, AlreadyDecided
    """
    request = queries.export(by, export_id, now=now)
    content = _content(by, request.kind, request.object_id, _day(now))
    services.approve_export(by=by, now=now, export_id=export_id)
    _begin(export_id, n_rows=len(content.rests_on))


@task(priority=_BEHIND_OTHER_WORK)
def make_export(export_id: str) -> None:
    """This makes a file in the name of who asked for it, by the rights they have now.

    Begun again after the machine stopped, it starts anew. Where two make one file, the first to end counts.
    """
    with system("find a file that waits to be made, and in whose name"):
        request = queries.export_to_make(UUID(export_id))
    if request is None:
        return
    try:
        _make(request, now=timezone.now())
    except services.NotWaiting:
        _log.info("Export %s was made or refused meanwhile", export_id)
    except Exception:
        services.refuse_export(now=timezone.now(), export_id=request.id, why=_FAULT)
        raise


def resume_exports() -> None:
    """This queues every export that waits to be made; the queue forgets what a killed worker had."""
    with system("queue files that were never made"):
        waiting = queries.waiting_exports()
    for export_id in waiting:
        make_export.enqueue(str(export_id))


def fetch_export(*, by: User, now: datetime, export_id: UUID) -> ExportFile:
    """Hand a file out to who asked for it, while they may see all that is in it.

    Raises: NotFound, ExportUnavailable
    """
    request = queries.export(by, export_id, now=now)
    try:
        visible = _content(by, request.kind, request.object_id, _day(now)).rests_on
    except (NotFound, NotAllowed):
        visible = ()
    file = services.open_export(by=by, now=now, export_id=export_id, visible=visible)
    name = f"{request.kind.value.lower().replace('_', '-')}-{_day(file.made_at)}.{request.file_format}"
    return ExportFile(name, CONTENT_TYPES[request.file_format], file.data)


def sweep_exports(*, now: datetime) -> int:
    """Delete the files whose time is over, and return how many. Run every night."""
    with system("delete files whose time is over"):
        return services.sweep_exports(now=now)


def trace_copy(*, by: User, now: datetime, copy: LeakedCopy) -> tuple[Trace, ...]:
    """Say which exports a copy was made of, the surest first. That it was asked is kept.

    Raises: NotAllowed
    """
    known = queries.references(by)
    found: dict[str, list[FoundBy]] = {}
    for reference in sorted(hidden_references(copy.text) & set(known)):
        found.setdefault(reference, []).append(FoundBy.HIDDEN)
    if typed := printed_reference(copy.text, known):
        found.setdefault(typed, []).append(FoundBy.PRINTED)
    if shown := laid_out_reference(copy.tables, known):
        found.setdefault(shown, []).append(FoundBy.LAID_OUT)
    traces = []
    for reference, marks in found.items():
        export = queries.export_with_reference(by, reference, now=now)
        services.record_trace(by=by, now=now, export_id=export.id, found_by=", ".join(marks))
        traces.append(Trace(export, tuple(marks)))
    return tuple(traces)


def _begin(export_id: UUID, *, n_rows: int) -> None:
    if n_rows <= ROWS_AT_ONCE:
        make_export.call(str(export_id))
    else:
        make_export.enqueue(str(export_id))


def _make(request: ExportToMake, *, now: datetime) -> None:
    with acting(actor_for(request.by, now)):
        try:
            content = _content(request.by, request.kind, request.object_id, _day(now))
        except (NotFound, NotAllowed):
            services.refuse_export(now=now, export_id=request.id, why=_NO_RIGHT)
            return
        data = content.write(request.file_format, Mark(request.reference, request.by.name, _here(now)))
        record_export(
            by=request.by,
            now=now,
            review_id=request.object_id,
            export_id=request.id,
            actions=content.rows,
            sha256=hashlib.sha256(data).hexdigest(),
        )
    services.keep_export(
        now=now,
        export_id=request.id,
        data=data,
        rests_on=content.rests_on,
        n_people=content.n_people,
        keep_for=settings.EXPORTS_KEPT_FOR,
    )


def _content(by: User, kind: ExportKind, object_id: UUID, today: date) -> Content:
    return _CONTENT[kind](by=by, today=today, review_id=object_id)


def _day(now: datetime) -> date:
    return _here(now).date()


def _here(now: datetime) -> datetime:
    return timezone.localtime(now)
