"""Says who works on a case."""

from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from sightline.domain.policy.permissions import Permission
from sightline.domain.policy.rules import WORK_ON_CASES
from sightline.domain.vocabulary.cases import Capacity
from sightline.domain.vocabulary.people import BarState
from sightline.records.access.models import User
from sightline.records.access.policies import actor_for, holding, require
from sightline.records.actor import system
from sightline.records.audit.services import change
from sightline.records.cases.models import Case, CaseMember
from sightline.records.cases.policies import open_to
from sightline.records.cases.services.wording import CaseRefused
from sightline.records.people.models import Bar


def add_member(
    *,
    by: User,
    now: datetime,
    case_id: UUID,
    user_id: UUID,
    agency_id: UUID,
    capacity: Capacity,
    until: datetime | None = None,
) -> UUID:
    """Let a user work on a case for an agency. Returns the membership's id.

    Raises: NotFound, NotAllowed, CaseRefused
    """
    require(holding(by, Permission.MANAGE_MEMBERS))
    with change(by=by, now=now) as opened:
        case = open_to(by, now, Permission.MANAGE_MEMBERS, Case, case_id)
        if until is not None and until <= now:
            raise CaseRefused("Somebody stops working on a case after they start: choose a later day.")
        if not may_work_on(case, user_id, agency_id, now):
            # The same words for whoever is barred, and for whoever is nobody: a bar tells of somebody.
            raise CaseRefused("This person may not work on this case for that agency. Choose somebody else.")
        if members_in_force(case, now).filter(user=user_id).exists():
            raise CaseRefused("This person works on the case already.")
        member = CaseMember.objects.create(
            case=case, user_id=user_id, agency_id=agency_id, capacity=capacity, starts_at=now, ends_at=until
        )
        opened.record(
            "added",
            member,
            case=str(case.pk),
            user=str(user_id),
            agency=str(agency_id),
            capacity=capacity.value,
        )
        return member.pk


def end_member(*, by: User, now: datetime, member_id: UUID) -> None:
    """End somebody's work on a case, at once. Raises: NotFound, NotAllowed, CaseRefused."""
    require(holding(by, Permission.MANAGE_MEMBERS))
    with change(by=by, now=now) as opened:
        member = open_to(by, now, Permission.MANAGE_MEMBERS, CaseMember, member_id)
        if member.ends_at is not None and member.ends_at <= now:
            raise CaseRefused("This person does not work on the case any more.")
        others = members_in_force(member.case, now).exclude(pk=member.pk)
        if member.capacity == Capacity.LEAD and not others.filter(capacity=Capacity.LEAD).exists():
            raise CaseRefused("A case has a lead worker. Add another one first.")
        member.ends_at = now
        member.save(update_fields=["ends_at"])
        opened.record("ended", member, case=str(member.case_id), user=str(member.user_id))


def members_in_force(case: Case, now: datetime) -> QuerySet[CaseMember]:
    """Return who works on a case at a moment."""
    return CaseMember.objects.filter(Q(ends_at=None) | Q(ends_at__gt=now), case=case, starts_at__lte=now)


def may_work_on(case: Case, user_id: UUID, agency_id: UUID, now: datetime) -> bool:
    """Say whether somebody can be a member of a case for an agency: a role there, and no bar."""
    user = User.objects.filter(pk=user_id).first()
    with system("see whether somebody is barred from a case they are to work on"):
        is_barred = (
            Bar.objects.exclude(state=BarState.LIFTED)
            .filter(user=user_id, person__records__subject__case=case)
            .exists()
        )
    return user is not None and not is_barred and agency_id in actor_for(user, now).agencies(WORK_ON_CASES)
