"""Takes the files agencies' chronologies come in, settles what their columns mean, and sends them.

Nothing of a file is an entry until it is sent; then all of it is, or nothing.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError
from django.utils.timezone import get_current_timezone

from sightline.domain.policy.permissions import Permission
from sightline.domain.states.agency_return import ReturnState
from sightline.domain.states.return_file import TRANSITIONS, ReturnFileState
from sightline.domain.vocabulary.chronologies import ReturnStepKind
from sightline.domain.vocabulary.events import DisclosureState, SubmissionPurpose
from sightline.errors import UserError
from sightline.records.access.models import User
from sightline.records.access.policies import NotAllowed, holding, require
from sightline.records.actor import system
from sightline.records.audit.services import Change, change
from sightline.records.cases.policies import open_to
from sightline.records.cases.services.wording import CaseRefused
from sightline.records.chronologies.models import (
    AgencyReturn,
    ChronologyRequest,
    ColumnsOfAgency,
    ReturnFile,
)
from sightline.records.chronologies.policies import moving_return
from sightline.records.chronologies.services.disclosure import open_cleared
from sightline.records.chronologies.services.returns import move_return
from sightline.records.events.models import Event, Submission
from sightline.records.events.services.recording import NewEvent, keep_events, put_aside
from sightline.records.kept_files import digest_of, file_name_of, keep_file

_UNKEPT = (ReturnFileState.FAILED, ReturnFileState.DISMISSED)


class AlreadySent(UserError):
    """The same file, byte for byte, came for this return before."""

    exit_code = 2

    def __init__(self, file_id: UUID, received_at: datetime) -> None:
        """Carry the earlier file, so that a page can lead there."""
        day = received_at.astimezone(get_current_timezone())
        super().__init__(
            f"This file came before, on {day:%d/%m/%Y}. Open that one instead of sending it again."
        )
        self.file_id = file_id


class StaleFile(UserError):
    """Somebody else settled the file's columns or sent it since this user opened it. Nothing was stored."""

    exit_code = 2


def keep_return_file(
    *,
    by: User,
    now: datetime,
    return_id: UUID,
    name: str,
    data: bytes,
    tables: Sequence[Mapping[str, Any]],
    mapping: Sequence[Mapping[str, Any]],
    day_month_order: str,
) -> UUID:
    """Keep a file that was read, with its tables and what their columns are taken to mean. Returns its id.

    Raises: NotFound, NotAllowed, AlreadySent
    """
    require(holding(by, Permission.SEND_RETURN))
    _refuse_known(return_id, digest_of(data))
    kept = keep_file("returns", data)
    try:
        with change(by=by, now=now) as opened:
            asked = open_to(by, now, Permission.SEND_RETURN, AgencyReturn, return_id)
            require(moving_return(asked, ReturnState.RECEIVED))
            made = ReturnFile.objects.create(
                agency_return=asked,
                file_name=file_name_of(name),
                file=kept.name,
                sha256=kept.sha256,
                n_bytes=kept.n_bytes,
                state=ReturnFileState.READ,
                tables=list(tables),
                mapping=list(mapping),
                day_month_order=day_month_order,
                received_at=now,
                received_by=by,
            )
            opened.record("received", made, agency_return=str(asked.pk), sha256=kept.sha256)
    except IntegrityError:
        # Somebody sent the same file in the same moment; the constraint let one of them through.
        _refuse_known(return_id, kept.sha256)
        raise
    return made.pk


def settle_columns(
    *,
    by: User,
    now: datetime,
    file_id: UUID,
    version: int,
    mapping: Sequence[Mapping[str, Any]],
    day_month_order: str,
    kept_for_agency: Mapping[str, Any] | None = None,
) -> None:
    """Say what the columns of a file mean. `kept_for_agency` goes for the agency's next file too.

    Raises: NotFound, NotAllowed, StaleFile
    """
    require(holding(by, Permission.SEND_RETURN))
    with change(by=by, now=now) as opened:
        found = _file(by, now, file_id, version)
        found.mapping, found.day_month_order = list(mapping), day_month_order
        found.version = version + 1
        found.save(update_fields=["mapping", "day_month_order", "version"])
        if kept_for_agency:
            ColumnsOfAgency.objects.update_or_create(
                agency_id=found.agency_return.agency_id,
                defaults={"columns": dict(kept_for_agency), "saved_at": now, "saved_by": by},
            )
        opened.record("settled", found, agency_return=str(found.agency_return_id))


def dismiss_file(*, by: User, now: datetime, file_id: UUID, version: int) -> None:
    """Put a file aside that is not to be sent. Raises: NotFound, NotAllowed, StaleFile."""
    require(holding(by, Permission.SEND_RETURN))
    with change(by=by, now=now) as opened:
        found = _file(by, now, file_id, version)
        found.state, found.version = ReturnFileState.DISMISSED, version + 1
        found.save(update_fields=["state", "version"])
        opened.record("dismissed", found, agency_return=str(found.agency_return_id))


def send_file(*, by: User, now: datetime, file_id: UUID, version: int, entries: Sequence[NewEvent]) -> UUID:
    """Make the entries of a file an agency's return, in place of what it sent before.

    They are the agency's own until they are cleared; where the review checks nothing, they are open at once.
    Returns the submission's id.

    Raises: NotFound, NotAllowed, StaleFile, StaleReturn, CaseRefused
    """
    require(holding(by, Permission.SEND_RETURN))
    with change(by=by, now=now) as opened:
        found = _file(by, now, file_id, version)
        asked = open_to(by, now, Permission.SEND_RETURN, AgencyReturn, found.agency_return_id)
        if not entries:
            raise CaseRefused("There is no entry in this file. If the agency holds nothing, say so instead.")
        is_open_at_once = not _needs_check(asked)
        with system("keep what an agency sent, whoever sends it, and put its earlier file aside"):
            sent = _submitted(opened, by, asked, entries)
            if is_open_at_once:
                Event.objects.filter(submission=sent).update(disclosure=DisclosureState.CLEARED)
                open_cleared(sent)
        found.state, found.version, found.submission = ReturnFileState.ACCEPTED, version + 1, sent
        found.save(update_fields=["state", "version", "submission"])
        asked.submission = sent
        move_return(opened, by, asked, asked.version, ReturnState.RECEIVED, ReturnStepKind.RECEIVED)
        opened.record("sent", found, agency_return=str(asked.pk), n_entries=len(entries), sha256=found.sha256)
        if is_open_at_once:
            move_return(opened, by, asked, asked.version, ReturnState.CHECKED, ReturnStepKind.CHECKED)
            move_return(opened, by, asked, asked.version, ReturnState.CLEARED, ReturnStepKind.CLEARED)
        return sent.pk


def _submitted(opened: Change, by: User, asked: AgencyReturn, new: Sequence[NewEvent]) -> Submission:
    earlier = asked.submission
    if earlier:
        put_aside(opened, earlier)
    sent = Submission.objects.create(
        case_id=asked.case_id,
        agency_id=asked.agency_id,
        purpose=SubmissionPurpose.RETURN,
        supersedes=earlier,
        received_at=opened.now,
        received_by=by,
    )
    keep_events(sent, new)
    return sent


def _needs_check(asked: AgencyReturn) -> bool:
    request = ChronologyRequest.objects.filter(case=asked.case_id).order_by("-version").first()
    return request is None or request.needs_disclosure_check


def _file(by: User, now: datetime, file_id: UUID, version: int) -> ReturnFile:
    """Raises: NotFound, NotAllowed, StaleFile"""
    found = open_to(by, now, Permission.READ_RETURN_FILES, ReturnFile, file_id)
    open_to(by, now, Permission.SEND_RETURN, AgencyReturn, found.agency_return_id)
    if found.version != version:
        raise StaleFile("Somebody else changed or sent this file meanwhile. Load the page again.")
    if not TRANSITIONS[ReturnFileState(found.state)]:
        raise NotAllowed(f"This file is “{ReturnFileState(found.state).wording.lower()}”.")
    return found


def _refuse_known(return_id: UUID, sha256: str) -> None:
    known = ReturnFile.objects.filter(agency_return=return_id, sha256=sha256).exclude(state__in=_UNKEPT)
    earlier = known.first()
    if earlier is not None:
        raise AlreadySent(earlier.pk, earlier.received_at)
