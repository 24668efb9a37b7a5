"""The action plan as people read it: filtered, sorted, one action opened."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Min, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from sightline.domain.states.action import ActionStatus
from sightline.domain.vocabulary.reviews import ReadingSection
from sightline.errors import NotFound
from sightline.records.access.models import User
from sightline.records.actions.models import Action, ActionTarget, Evidence, due_soon_on, overdue_on
from sightline.records.actions.policies import actions_open_to, may_see, moves_for, updating_action
from sightline.records.actions.queries import (
    ActionRef,
    EvidenceRow,
    TargetRow,
    UpdateRow,
    action_ref,
    evidence_rows,
    target_row,
    update_row,
    update_rows,
)
from sightline.records.reviews.models import Recommendation
from sightline.records.reviews.queries.reviews import found_review

ROWS_A_PAGE = 50
SOON_DAYS = 28
_NUMBER = re.compile(r"\d{1,3}(?:\.\d{1,3})*[a-z]?", re.IGNORECASE)


class Due(StrEnum):
    """How an action stands to its target."""

    OVERDUE = "OVERDUE"
    SOON = "SOON"
    UNDATED = "UNDATED"


class Duplicates(StrEnum):
    """What to do with actions that follow another."""

    SHOWN = "SHOWN"
    HIDDEN = "HIDDEN"
    ONLY = "ONLY"


class PlanSort(StrEnum):
    """What a plan is ordered by. NUMBER is the printed order."""

    NUMBER = "NUMBER"
    DUE = "DUE"
    AGENCY = "AGENCY"
    STATUS = "STATUS"
    LAST_UPDATE = "LAST_UPDATE"


@dataclass(frozen=True, slots=True)
class PlanFilters:
    """Which actions of a plan to show; what is left empty filters nothing."""

    agency_id: UUID | None = None
    is_without_agency: bool = False
    owner_id: UUID | None = None
    is_without_owner: bool = False
    statuses: tuple[ActionStatus, ...] = ()
    due: Due | None = None
    section: str = ""
    words: str = ""
    duplicates: Duplicates = Duplicates.SHOWN


@dataclass(frozen=True, slots=True)
class Choice:
    """Something a filter offers."""

    id: UUID
    name: str


@dataclass(frozen=True, slots=True)
class ReviewRef:
    """A review, as an action mentions it."""

    id: UUID
    title: str


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One action with everything the plan shows of it.

    `n_targets_passed` of its targets have passed while it is open; it is overdue once the latest has.
    An original or a duplicate that the user may not know of is left out.
    """

    id: UUID
    version: int
    number: str
    section: str
    recommendation: str
    finding: str
    lead_text: str
    text: str
    milestone_text: str
    target_text: str
    targets: tuple[TargetRow, ...]
    due_on: date | None
    n_targets_passed: int
    is_overdue: bool
    is_due_soon: bool
    status: ActionStatus
    status_reason: str
    agency_id: UUID | None
    agency_name: str
    owner_id: UUID | None
    owner_name: str
    owner_email: str
    n_evidence: int
    n_evidence_seen: int
    last_update: UpdateRow | None
    duplicate_of: ActionRef | None
    n_duplicates: int
    review: ReviewRef
    may_update: bool


@dataclass(frozen=True, slots=True)
class PlanPage:
    """A page of a plan, with what its filters can offer this user."""

    rows: tuple[PlanRow, ...]
    n_rows: int
    page: int
    n_pages: int
    review: ReviewRef | None
    agencies: tuple[Choice, ...]
    owners: tuple[Choice, ...]
    sections: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ActionPage:
    """One action with its history, its evidence and the moves open to the user."""

    row: PlanRow
    moves: tuple[ActionStatus, ...]
    updates: tuple[UpdateRow, ...]
    evidence: tuple[EvidenceRow, ...]
    duplicates: tuple[ActionRef, ...]


def plan_page(
    user: User,
    *,
    today: date,
    review_id: UUID | None = None,
    filters: PlanFilters = PlanFilters(),
    sort: PlanSort = PlanSort.NUMBER,
    is_descending: bool = False,
    page: int = 1,
) -> PlanPage:
    """Return a page of the actions a user may see, of one review or of all.

    The number of queries does not depend on how many there are. A page beyond the last is the last.

    Raises: NotFound
    """
    review, visible = visible_plan(user, review_id)
    found = visible.filter(_condition(filters, today))
    n_rows = found.count()
    n_pages = max(1, -(-n_rows // ROWS_A_PAGE))
    page = min(max(1, page), n_pages)
    start = (page - 1) * ROWS_A_PAGE
    ids = list(_ordered(found, sort, is_descending).values_list("pk", flat=True)[start : start + ROWS_A_PAGE])
    return _plan_page(user, today, review, visible, ids, n_rows=n_rows, page=page, n_pages=n_pages)


def whole_plan(
    user: User,
    *,
    today: date,
    review_id: UUID,
    filters: PlanFilters = PlanFilters(),
    sort: PlanSort = PlanSort.NUMBER,
    is_descending: bool = False,
) -> PlanPage:
    """Return a review's whole plan as one page, for a file. Raises: NotFound."""
    review, visible = visible_plan(user, review_id)
    found = visible.filter(_condition(filters, today))
    ids = list(_ordered(found, sort, is_descending).values_list("pk", flat=True))
    return _plan_page(user, today, review, visible, ids, n_rows=len(ids), page=1, n_pages=1)


def visible_plan(user: User, review_id: UUID | None) -> tuple[ReviewRef | None, QuerySet[Action]]:
    """Return a review with its actions, or all actions, as far as a user may see them. Raises: NotFound."""
    visible = actions_open_to(user)
    if review_id is None:
        return None, visible
    review = found_review(user, review_id)
    return ReviewRef(review.id, review.title), visible.filter(plan__in=plans_of(review_id))


def plans_of(review_id: UUID) -> QuerySet[Any, Any]:
    """Return the plans of a review, as a condition for the actions in them."""
    return Recommendation.objects.filter(review=review_id).values("plan")


def _condition(filters: PlanFilters, today: date) -> Q:
    condition = Q()
    if filters.agency_id:
        condition &= Q(agency=filters.agency_id)
    if filters.is_without_agency:
        condition &= Q(agency=None)
    if filters.owner_id:
        condition &= Q(owner=filters.owner_id)
    if filters.is_without_owner:
        condition &= Q(owner=None)
    if filters.statuses:
        condition &= Q(status__in=filters.statuses)
    if filters.due is Due.OVERDUE:
        condition &= overdue_on(today)
    elif filters.due is Due.SOON:
        condition &= due_soon_on(today, SOON_DAYS)
    elif filters.due is Due.UNDATED:
        condition &= Q(due_on=None)
    if filters.section:
        condition &= Q(section=filters.section)
    if filters.duplicates is not Duplicates.SHOWN:
        condition &= Q(duplicate_of__isnull=filters.duplicates is Duplicates.HIDDEN)
    return condition & _says(filters.words.strip())


def _says(words: str) -> Q:
    if not words:
        return Q()
    named = Q(number__iexact=words)
    if _NUMBER.fullmatch(words):
        # The figures of a number stand in half of all printed dates too.
        return named
    for name in ("plan__purpose", "text", "lead_text", "milestone_text", "target_text", "section"):
        named |= Q(**{f"{name}__icontains": words})
    return named


def _ordered(actions: QuerySet[Action], sort: PlanSort, is_descending: bool) -> QuerySet[Action]:
    printed = ("plan__created_at", "position", "pk")
    if sort is PlanSort.NUMBER:
        return actions.order_by(*(f"-{name}" if is_descending else name for name in printed))
    first = {
        PlanSort.DUE: F("due_on"),
        PlanSort.AGENCY: F("agency__name"),
        PlanSort.STATUS: F("status"),
        PlanSort.LAST_UPDATE: F("last_update__made_at"),
    }[sort]
    # What has no date, agency or update comes last, whichever way the rest is turned.
    order = first.desc(nulls_last=True) if is_descending else first.asc(nulls_last=True)
    return actions.order_by(order, *printed)


def _plan_page(
    user: User,
    today: date,
    review: ReviewRef | None,
    visible: QuerySet[Action],
    ids: list[UUID],
    *,
    n_rows: int,
    page: int,
    n_pages: int,
) -> PlanPage:
    rows = {row.id: row for row in plan_rows(user, today, ids)}
    agencies = visible.exclude(agency=None).order_by("agency__name").values_list("agency", "agency__name")
    owners = visible.exclude(owner=None).order_by("owner__name", "owner").values_list("owner", "owner__name")
    sections = visible.exclude(section="").values("section").annotate(first=Min("position")).order_by("first")
    return PlanPage(
        rows=tuple(rows[pk] for pk in ids),
        n_rows=n_rows,
        page=page,
        n_pages=n_pages,
        review=review,
        agencies=tuple(Choice(pk, name) for pk, name in agencies.distinct()),
        owners=tuple(Choice(pk, name) for pk, name in owners.distinct()),
        sections=tuple(found["section"] for found in sections),
    )


def plan_rows(user: User, today: date, ids: Iterable[UUID]) -> tuple[PlanRow, ...]:
    """Return actions as rows, in no order, whatever their number in the same few queries."""
    recommendations = Recommendation.objects.select_related("review").order_by("section", "position")
    actions = (
        Action.objects.filter(pk__in=list(ids))
        .select_related(
            "plan", "agency", "owner", "last_update__made_by", "duplicate_of__agency", "duplicate_of__plan"
        )
        .prefetch_related(
            Prefetch("targets", ActionTarget.objects.order_by("position")),
            Prefetch("plan__recommendations", recommendations),
        )
        .annotate(
            n_evidence=_count_of(Evidence.objects.filter(action=OuterRef("pk")), "action"),
            n_evidence_seen=_count_of(
                Evidence.objects.filter(action=OuterRef("pk"), seen_at__isnull=False), "action"
            ),
            n_duplicates=_count_of(actions_open_to(user).filter(duplicate_of=OuterRef("pk")), "duplicate_of"),
        )
    )
    return tuple(_plan_row(user, today, action) for action in actions)


def _count_of(rows: QuerySet[Any], key: str) -> Coalesce:
    return Coalesce(Subquery(rows.order_by().values(key).annotate(n=Count("pk")).values("n")), 0)


def _plan_row(user: User, today: date, action: Any) -> PlanRow:
    status = ActionStatus(action.status)
    origins = list(action.plan.recommendations.all())
    in_plan = [origin for origin in origins if origin.section == ReadingSection.ACTION_PLAN]
    origin = (in_plan or origins)[0]
    n_days = (action.due_on - today).days if action.due_on else None
    targets = tuple(target_row(target) for target in action.targets.all())
    original = action.duplicate_of
    return PlanRow(
        id=action.id,
        version=action.version,
        number=action.number,
        section=action.section,
        recommendation=action.plan.purpose,
        finding=origin.finding_text,
        lead_text=action.lead_text,
        text=action.text,
        milestone_text=action.milestone_text,
        target_text=action.target_text,
        targets=targets,
        due_on=action.due_on,
        n_targets_passed=sum(target.due_on < today for target in targets) if status.is_open else 0,
        is_overdue=status.is_open and n_days is not None and n_days < 0,
        is_due_soon=status.is_open and n_days is not None and 0 <= n_days <= SOON_DAYS,
        status=status,
        status_reason=action.status_reason,
        agency_id=action.agency_id,
        agency_name=action.agency.name if action.agency else "",
        owner_id=action.owner_id,
        owner_name=action.owner.name if action.owner else "",
        owner_email=action.owner.email if action.owner else "",
        n_evidence=action.n_evidence,
        n_evidence_seen=action.n_evidence_seen,
        last_update=update_row(action.last_update) if action.last_update else None,
        duplicate_of=action_ref(original) if original and may_see(user, original) else None,
        n_duplicates=action.n_duplicates,
        review=ReviewRef(origin.review.id, origin.review.title),
        may_update=updating_action(user, action) is None,
    )


def action_page(user: User, action_id: UUID, *, today: date) -> ActionPage:
    """Return one action with its history. To be opened through `services.plan.open_action`.

    Raises: NotFound
    """
    visible = actions_open_to(user)
    action = visible.filter(pk=action_id).first()
    if action is None:
        raise NotFound("There is no such action.")
    row = plan_rows(user, today, [action_id])[0]
    duplicates = visible.filter(duplicate_of=action_id).select_related("agency", "plan").order_by("position")
    return ActionPage(
        row=row,
        moves=moves_for(user, action),
        updates=update_rows(action_id),
        evidence=evidence_rows(user, action),
        duplicates=tuple(action_ref(duplicate) for duplicate in duplicates),
    )
