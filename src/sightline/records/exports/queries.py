"""Exports as their owner, whoever approves them, and whoever traces one see them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from sightline.domain.policy.permissions import Permission
from sightline.domain.states.export_request import ExportState
from sightline.domain.vocabulary.exports import ExportKind
from sightline.errors import NotFound
from sightline.records.access.models import User
from sightline.records.access.policies import holding, require
from sightline.records.access.queries import may
from sightline.records.exports.models import APPROVED_ABOVE_PEOPLE, ExportRequest
from sightline.records.exports.policies import deciding_export, exports_open_to

#: How many of a user's exports are listed; older ones are in the audit trail.
N_LISTED = 50


@dataclass(frozen=True, slots=True)
class ExportRow:
    """An export as it stands now."""

    id: UUID
    reference: str
    kind: ExportKind
    object_id: UUID
    file_format: str
    reason: str
    state: ExportState
    n_people: int
    requested_at: datetime
    requested_by_name: str
    is_own: bool
    decided_at: datetime | None
    decided_by_name: str
    may_decide: bool
    refusal: str
    ready_from: datetime | None
    kept_until: datetime | None
    downloaded_at: datetime | None


def own_exports(user: User, *, now: datetime) -> tuple[ExportRow, ...]:
    """Return what a user asked for, the latest first."""
    found = _requests().filter(requested_by=user).order_by("-requested_at", "-pk")
    return tuple(_row(user, request, now) for request in found[:N_LISTED])


def exports_to_decide(user: User, *, now: datetime) -> tuple[ExportRow, ...]:
    """Return what waits for this user as the second person, the oldest first."""
    if not may(user, Permission.APPROVE_EXPORTS):
        return ()
    waiting = _requests().filter(state=ExportState.TO_APPROVE).exclude(requested_by=user)
    return tuple(_row(user, request, now) for request in waiting.order_by("requested_at", "pk"))


def export(user: User, export_id: UUID, *, now: datetime) -> ExportRow:
    """Return one export. Raises: NotFound."""
    return _row(user, found_export(user, export_id), now)


def found_export(user: User, export_id: UUID) -> ExportRequest:
    """Return an export that a user may know of. Raises: NotFound."""
    found = _requests().filter(pk=export_id, pk__in=exports_open_to(user)).first()
    if found is None:
        raise NotFound("There is no such export.")
    return found


def waiting_exports() -> tuple[UUID, ...]:
    """Return every export that is to be made: the queue forgets what a killed worker had."""
    waiting = ExportRequest.objects.filter(state=ExportState.WAITING)
    return tuple(waiting.order_by("requested_at", "pk").values_list("pk", flat=True))


@dataclass(frozen=True, slots=True)
class ExportToMake:
    """What a job needs to make a file: in whose name, of what, in which format."""

    id: UUID
    reference: str
    kind: ExportKind
    object_id: UUID
    file_format: str
    by: User


def export_to_make(export_id: UUID) -> ExportToMake | None:
    """Return an export that waits to be made, with its user as they are now; None where it does not."""
    found = _requests().filter(pk=export_id, state=ExportState.WAITING).first()
    if found is None:
        return None
    return ExportToMake(
        found.pk,
        found.reference,
        ExportKind(found.kind),
        found.object_id,
        found.file_format,
        found.requested_by,
    )


def references(user: User) -> tuple[str, ...]:
    """Return the reference of every export there ever was, for who traces a copy. Raises: NotAllowed."""
    require(holding(user, Permission.PROVE_AUDIT))
    return tuple(ExportRequest.objects.order_by("requested_at").values_list("reference", flat=True))


def export_with_reference(user: User, reference: str, *, now: datetime) -> ExportRow:
    """Return the export that a copy was traced to. Raises: NotAllowed."""
    require(holding(user, Permission.PROVE_AUDIT))
    return _row(user, _requests().get(reference=reference), now)


def needs_approval(n_people: int) -> bool:
    """Say whether a file that names so many people needs a second person."""
    return n_people > APPROVED_ABOVE_PEOPLE


def _requests() -> QuerySet[ExportRequest]:
    return ExportRequest.objects.select_related("requested_by__agency", "decided_by").defer("rests_on")


def _row(user: User, request: ExportRequest, now: datetime) -> ExportRow:
    state = request.state_at(now)
    return ExportRow(
        id=request.pk,
        reference=request.reference,
        kind=ExportKind(request.kind),
        object_id=request.object_id,
        file_format=request.file_format,
        reason=request.reason,
        state=state,
        n_people=request.n_people,
        requested_at=request.requested_at,
        requested_by_name=request.requested_by.name,
        is_own=request.requested_by_id == user.pk,
        decided_at=request.decided_at,
        decided_by_name=request.decided_by.name if request.decided_by else "",
        may_decide=state is ExportState.TO_APPROVE and deciding_export(user, request) is None,
        refusal=request.refusal,
        ready_from=request.ready_from,
        kept_until=request.kept_until,
        downloaded_at=request.downloaded_at,
    )
