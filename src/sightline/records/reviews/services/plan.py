"""Opens actions, records boards, and applies a returned spreadsheet to a plan."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from sightline.domain.folding import fold
from sightline.domain.policy.permissions import Permission
from sightline.domain.vocabulary.channels import Channel
from sightline.errors import UserError
from sightline.records.access.models import User
from sightline.records.access.policies import holding, require
from sightline.records.actions.models import Action, Evidence
from sightline.records.actions.services.answers import Answer, answer_action
from sightline.records.actions.services.assigning import KEEP, assign_within
from sightline.records.actions.services.target_dates import retarget_action
from sightline.records.agencies.queries import agencies_by_folded_name
from sightline.records.audit.services import Change, change, record_reads
from sightline.records.reviews.models import BoardReport
from sightline.records.reviews.queries.board import statuses_of
from sightline.records.reviews.queries.plan import ActionPage, action_page, plans_of
from sightline.records.reviews.queries.plan_changes import (
    Difference,
    SheetRow,
    plan_differences,
    status_worded,
    targets_written,
)
from sightline.records.reviews.queries.reviews import found_review


class PlanChangesRefused(UserError):
    """Rows of a returned spreadsheet cannot be applied, so none was; `differences` says which and why."""

    exit_code = 2

    def __init__(self, differences: Sequence[Difference]) -> None:
        """Carry every difference, those with a problem among them."""
        n_problems = sum(bool(difference.problem) for difference in differences)
        super().__init__(
            f"Nothing was changed: {n_problems} rows have a problem. Put them right and try again."
        )
        self.differences = tuple(differences)


def open_action(*, by: User, now: datetime, today: date, action_id: UUID) -> ActionPage:
    """Return an action with its history, and keep that the user saw it with its files and repeats.

    Raises: NotFound
    """
    page = action_page(by, action_id, today=today)
    linked = [ref.id for ref in (page.row.duplicate_of, *page.duplicates) if ref]
    evidence = [file.id for file in page.evidence]
    record_reads(
        by=by,
        now=now,
        verb="opened",
        shown={Action: linked, Evidence: evidence},
        about=Action(pk=action_id),
    )
    return page


def record_board(*, by: User, now: datetime, today: date, review_id: UUID) -> None:
    """Keep how the plan stands as it is shown to a board today; a second time today replaces the first.

    Raises: NotAllowed, NotFound
    """
    require(holding(by, Permission.RECORD_BOARDS))
    with change(by=by, now=now) as opened:
        review = found_review(by, review_id)
        report, _ = BoardReport.objects.update_or_create(
            review=review,
            shown_on=today,
            defaults={"statuses": statuses_of(review), "recorded_at": now, "recorded_by": by},
        )
        opened.record("recorded board", report, review=str(review.pk))


def apply_plan_changes(*, by: User, now: datetime, review_id: UUID, rows: Sequence[SheetRow]) -> int:
    """Apply a returned spreadsheet, all of it or nothing. Return how many actions it changed.

    The differences are found again under lock, so what is stored is what is true now: a row that
    went stale since it was shown refuses the whole.

    Raises: NotFound, NotAllowed, PlanChangesRefused
    """
    found_review(by, review_id)
    with change(by=by, now=now) as opened:
        locked = Action.objects.filter(plan__in=plans_of(review_id)).select_for_update().order_by("pk")
        actions = {action.id: action for action in locked}
        differences = plan_differences(by, review_id=review_id, rows=rows)
        if any(difference.problem for difference in differences):
            raise PlanChangesRefused(differences)
        answered: set[UUID] = set()
        for difference in differences:
            assert difference.action is not None, "a difference without a problem is about an action"
            action = actions[difference.action.id]
            action.refresh_from_db()
            _apply(opened, by, action, difference, answered)
        opened.record("applied spreadsheet", found_review(by, review_id), n_actions=len(differences))
    return len(differences)


def _apply(opened: Change, by: User, action: Action, difference: Difference, answered: set[UUID]) -> None:
    after = {made.name: made.after for made in difference.changes}
    text, channel = after.get("update", ""), Channel.SPREADSHEET
    if after.keys() & {"owner_email", "agency"}:
        assign_within(
            opened,
            [action],
            owner_id=_owner_id(after["owner_email"]) if "owner_email" in after else KEEP,
            agency_id=agencies_by_folded_name().get(fold(after["agency"])) if "agency" in after else KEEP,
        )
    if "target" in after:
        targets = targets_written(after["target"]) or ()
        retarget_action(opened, by, action, targets=targets, reason=text, channel=channel)
    group = action.duplicate_of_id or action.id
    says_more = "status" in after or ("update" in after and "target" not in after)
    if says_more and group not in answered:
        answer = Answer(
            text=text or after.get("reason", ""),
            channel=channel,
            status=status_worded(after.get("status", "")),
            reason=after.get("reason", action.status_reason),
        )
        answer_action(opened, by, action, answer)
        answered.add(group)


def _owner_id(email: str) -> UUID | None:
    found = User.objects.filter(email__iexact=email, is_active=True).first() if email else None
    return found.id if found else None
