"""Whether a user may do something to an export, given who asked for it."""

from django.db.models import Q, QuerySet

from sightline.domain.policy.facts import Fact
from sightline.domain.policy.permissions import Permission
from sightline.records.access.models import User
from sightline.records.access.policies import Refusal, actor_for, holding
from sightline.records.access.rows import Protected, protect, rows_open_to
from sightline.records.exports.models import ExportRequest


def exports_open_to(user: User) -> QuerySet[ExportRequest]:
    """Return the exports of which a user may know."""
    return rows_open_to(actor_for(user), Permission.READ_EXPORTS, ExportRequest)


def deciding_export(user: User, request: ExportRequest) -> Refusal | None:
    """Refuse who asked for it: what names many people is looked at by somebody else."""
    if request.requested_by_id == user.pk:
        return Refusal("You asked for this file yourself: somebody else has to approve it.")
    return holding(user, Permission.APPROVE_EXPORTS)


protect(
    Protected(
        ExportRequest,
        Permission.READ_EXPORTS,
        {
            Fact.OWNED: lambda asker, _roles: Q(requested_by=asker.user),
            Fact.AUTHORED: lambda asker, _roles: Q(requested_by=asker.user),
        },
    )
)
