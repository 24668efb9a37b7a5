"""The one step that makes a checked reading a review with an action plan: all of it, or nothing."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count

from sightline.domain.due_dates import last_day
from sightline.domain.folding import fold
from sightline.domain.policy.permissions import Permission
from sightline.domain.states.action import ActionStatus
from sightline.domain.states.printed_status import status_of_printed
from sightline.domain.states.published_document import DocumentState
from sightline.domain.states.read_item import Decision
from sightline.domain.vocabulary.channels import Channel
from sightline.domain.vocabulary.reviews import ReadingSection, ReviewKind, SubjectRole, review_kind_of
from sightline.errors import UserError
from sightline.records.access.models import User
from sightline.records.access.policies import holding, require
from sightline.records.actions.models import Action, ActionPlan, ActionTarget, ActionUpdate
from sightline.records.agencies.queries import agencies_by_folded_name, agency_named
from sightline.records.agencies.services import add_agency
from sightline.records.audit.services import Change, change
from sightline.records.reviews.item_fields import text_of, value_of
from sightline.records.reviews.models import (
    AgencyContribution,
    Finding,
    Lesson,
    PanelMember,
    PrintedAgency,
    PublishedDocument,
    ReadItem,
    Recommendation,
    ReportedEvent,
    Review,
    ReviewPart,
    Subject,
    TermOfReference,
)
from sightline.records.reviews.policies import checking_document
from sightline.records.reviews.queries.documents import KEPT
from sightline.records.reviews.services.documents import document_becoming, locked_document

BATCH = 500


class UndecidedItems(UserError):
    """Some items are neither kept nor rejected; `counts` says how many in each section."""

    exit_code = 2

    def __init__(self, counts: Sequence[tuple[ReadingSection, int]]) -> None:
        """Carry the counts and name the sections."""
        listed = ", ".join(f"{section.wording} ({n})" for section, n in counts)
        super().__init__(f"Decide every item first. Still to check: {listed}.")
        self.counts = tuple(counts)


def accept_reading(*, by: User, now: datetime, document_id: UUID) -> UUID:
    """Make a review of what was kept, with one action for every row of the action plan.

    Raises: NotFound, NotAllowed, WrongState, UndecidedItems
    """
    require(holding(by, Permission.CHECK_DOCUMENTS))
    with change(by=by, now=now) as opened:
        document = locked_document(document_id)
        require(checking_document(document))
        _refuse_undecided(document)
        document = document_becoming(document_id, DocumentState.ACCEPTED)
        document.accepted_at, document.accepted_by = now, by
        document.save(update_fields=["state", "accepted_at", "accepted_by"])
        kept = _kept_items(document)
        agency_of = _agencies_meant(opened, document)
        review = _review(opened, by, document, kept)
        _store_parts(review, kept, agency_of)
        n_actions = _store_plan(opened, by, review, kept, agency_of)
        opened.record("accepted", document, review=str(review.pk))
        opened.record("created", review, n_actions=n_actions)
    return review.id


def _refuse_undecided(document: PublishedDocument) -> None:
    pending = document.items.filter(decision=Decision.PENDING).values("section").annotate(n=Count("id"))
    counts = {row["section"]: row["n"] for row in pending.order_by()}
    if counts:
        raise UndecidedItems([(section, counts[section]) for section in ReadingSection if section in counts])


def _kept_items(document: PublishedDocument) -> dict[ReadingSection, list[ReadItem]]:
    kept: dict[ReadingSection, list[ReadItem]] = {section: [] for section in ReadingSection}
    for item in document.items.filter(decision__in=KEPT).order_by("section", "position"):
        kept[ReadingSection(item.section)].append(item)
    return kept


def _agencies_meant(opened: Change, document: PublishedDocument) -> dict[str, UUID]:
    """Return folded printed name → agency: exact names, and what a person said; new ones are added."""
    meant = agencies_by_folded_name()
    for said in PrintedAgency.objects.filter(document=document).order_by("decided_at", "id"):
        if said.agency_id:
            meant[said.folded] = said.agency_id
        elif said.new_name:
            known = agency_named(said.new_name)
            meant[said.folded] = known.id if known else add_agency(opened, name=said.new_name).id
        else:
            meant.pop(said.folded, None)
    return meant


def _review(
    opened: Change,
    by: User,
    document: PublishedDocument,
    kept: Mapping[ReadingSection, Sequence[ReadItem]],
) -> Review:
    item = next(iter(kept[ReadingSection.DOCUMENT]), ReadItem())
    kind = review_kind_of(text_of(item, "review_kind"))
    return Review.objects.create(
        document=document,
        title=text_of(item, "title") or _label(kind, kept[ReadingSection.SUBJECTS]) or document.file_name,
        kind=kind,
        commissioned_by=text_of(item, "commissioned_by"),
        chair=text_of(item, "chair"),
        author=text_of(item, "author"),
        report_date_text=text_of(item, "report_date.text"),
        report_on=text_of(item, "report_date.on"),
        scope_text=text_of(item, "scope.text"),
        scope_start=text_of(item, "scope.start"),
        scope_end=text_of(item, "scope.end"),
        created_at=opened.now,
        created_by=by,
    )


def _label(kind: ReviewKind, subjects: Sequence[ReadItem]) -> str:
    """Return what to call a review that prints no title: its kind, and its victims' pseudonyms."""
    victims = [text_of(item, "pseudonym") for item in subjects if text_of(item, "role") == SubjectRole.VICTIM]
    return f"{kind.wording}: {' and '.join(victims)}" if victims else ""


#: Section → what each of its items becomes, and for each of that one's fields the field it is read from.
_PARTS: dict[ReadingSection, tuple[type[ReviewPart], Mapping[str, str]]] = {
    ReadingSection.SUBJECTS: (
        Subject,
        {"pseudonym": "pseudonym", "role": "role", "sex": "sex", "ethnicity": "ethnicity"},
    ),
    ReadingSection.PANEL: (PanelMember, {"name": "name", "role": "role", "agency_text": "agency"}),
    ReadingSection.CONTRIBUTIONS: (
        AgencyContribution,
        {"agency_text": "agency", "kind": "kind", "author": "author", "author_title": "author_title"},
    ),
    ReadingSection.TERMS_OF_REFERENCE: (
        TermOfReference,
        {"number": "number", "text": "text", "group": "group"},
    ),
    ReadingSection.EVENTS: (
        ReportedEvent,
        {"date_text": "date.text", "starts_on": "date.from", "ends_on": "date.to", "text": "text"},
    ),
    ReadingSection.FINDINGS: (
        Finding,
        {"number": "number", "title": "title", "text": "finding", "lesson_text": "lesson"},
    ),
    ReadingSection.LESSONS: (
        Lesson,
        {"number": "number", "title": "title", "finding_text": "finding", "text": "lesson"},
    ),
}


def _store_parts(
    review: Review, kept: Mapping[ReadingSection, Sequence[ReadItem]], agency_of: Mapping[str, UUID]
) -> None:
    for section, (model, fields) in _PARTS.items():
        parts = []
        for position, item in enumerate(kept[section]):
            words = {name: text_of(item, read_from) for name, read_from in fields.items()}
            part = model(review=review, position=position, read_item=item, **words)
            if isinstance(part, Subject):
                part.birth_year = value_of(item, "birth_year")
            if isinstance(part, AgencyContribution):
                part.agency_id = agency_of.get(fold(part.agency_text))
            parts.append(part)
        model._default_manager.bulk_create(parts, batch_size=BATCH)


@dataclass(slots=True)
class _PlanRows:
    """The rows of a plan on their way to the database."""

    plans: list[ActionPlan] = field(default_factory=list)
    recommendations: list[Recommendation] = field(default_factory=list)
    actions: list[Action] = field(default_factory=list)
    targets: list[ActionTarget] = field(default_factory=list)
    updates: list[ActionUpdate] = field(default_factory=list)


def _store_plan(
    opened: Change,
    by: User,
    review: Review,
    kept: Mapping[ReadingSection, Sequence[ReadItem]],
    agency_of: Mapping[str, UUID],
) -> int:
    rows = _PlanRows()
    plan_of_text: dict[str, ActionPlan] = {}
    originals: dict[tuple[str, str, str], Action] = {}
    for position, (item, is_same) in enumerate(_with_repeats(kept[ReadingSection.ACTION_PLAN])):
        if not is_same:
            _add_recommendation(opened, by, review, rows, item, plan_of_text)
        action = _action(rows.plans[-1], position, item, agency_of)
        _add_targets(rows, action, item)
        _add_printed_status(opened, by, rows, action, text_of(item, "status"))
        _link_to_original(action, item, originals)
        rows.actions.append(action)
    for position, item in enumerate(kept[ReadingSection.RECOMMENDATIONS]):
        text = text_of(item, "text")
        plan = plan_of_text.get(fold(text))
        if plan is None:
            plan = ActionPlan(purpose=text, created_at=opened.now, created_by=by)
            rows.plans.append(plan)
        rows.recommendations.append(
            Recommendation(
                review=review,
                section=ReadingSection.RECOMMENDATIONS,
                position=position,
                read_item=item,
                number=text_of(item, "number"),
                text=text,
                addressed_to=text_of(item, "addressed_to"),
                plan=plan,
            )
        )
    ActionPlan.objects.bulk_create(rows.plans, batch_size=BATCH)
    Recommendation.objects.bulk_create(rows.recommendations, batch_size=BATCH)
    Action.objects.bulk_create(rows.actions, batch_size=BATCH)
    ActionTarget.objects.bulk_create(rows.targets, batch_size=BATCH)
    ActionUpdate.objects.bulk_create(rows.updates, batch_size=BATCH)
    return len(rows.actions)


def _with_repeats(items: Sequence[ReadItem]) -> Iterator[tuple[ReadItem, bool]]:
    """Yield each row, and whether it only goes on with the recommendation of the row before."""
    before = None
    for item in items:
        number, text = text_of(item, "number"), fold(text_of(item, "recommendation"))
        yield item, bool(text) and (number, text) == before
        before = (number, text)


def _add_recommendation(
    opened: Change,
    by: User,
    review: Review,
    rows: _PlanRows,
    item: ReadItem,
    plan_of_text: dict[str, ActionPlan],
) -> None:
    text = text_of(item, "recommendation")
    plan = ActionPlan(purpose=text, created_at=opened.now, created_by=by)
    if fold(text):
        plan_of_text.setdefault(fold(text), plan)
    rows.plans.append(plan)
    rows.recommendations.append(
        Recommendation(
            review=review,
            section=ReadingSection.ACTION_PLAN,
            position=item.position,
            read_item=item,
            number=text_of(item, "number"),
            text=text,
            finding_text=text_of(item, "finding"),
            addressed_to=text_of(item, "section"),
            plan=plan,
        )
    )


def _action(plan: ActionPlan, position: int, item: ReadItem, agency_of: Mapping[str, UUID]) -> Action:
    """Return a row's action. Its agency is who the lead names exactly, else who the heading names."""
    section, lead = text_of(item, "section"), text_of(item, "lead")
    agency_id = agency_of.get(fold(lead)) or agency_of.get(fold(section))
    return Action(
        plan=plan,
        position=position,
        number=text_of(item, "number"),
        section=section,
        agency_id=agency_id,
        lead_text=lead,
        text=text_of(item, "action"),
        milestone_text=text_of(item, "milestone"),
        target_text=text_of(item, "target_text"),
    )


def _add_targets(rows: _PlanRows, action: Action, item: ReadItem) -> None:
    """Add each printed date once: by its part where the document pairs them, else by itself."""
    parts = () if "target_on" in item.corrected else item.read.get("parts") or ()
    paired = [(printed_on, part) for part in parts for printed_on in part.get("target_on") or ()]
    printed = value_of(item, "target_on") or ()
    unpaired = list(printed)
    for printed_on, _ in paired:
        if printed_on in unpaired:
            unpaired.remove(printed_on)
    due: list[date] = []
    for position, (printed_on, part) in enumerate([*paired, *((on, {}) for on in unpaired)]):
        due.append(last_day(printed_on))
        rows.targets.append(
            ActionTarget(
                action=action,
                position=position,
                printed_on=printed_on,
                due_on=due[-1],
                part_label=part.get("label") or "",
                part_text=part.get("action") or "",
                part_lead_text=part.get("lead") or "",
            )
        )
    action.due_on = max(due, default=None)


def _add_printed_status(opened: Change, by: User, rows: _PlanRows, action: Action, printed: str) -> None:
    """Set the status that the plan prints, and keep its words as the first update."""
    status = status_of_printed(printed, action.text)
    if status is ActionStatus.NOT_STARTED and not printed:
        return
    words = printed or action.text
    action.status = status
    action.status_reason = words if status.needs_reason else ""
    update = ActionUpdate(
        action=action,
        made_at=opened.now,
        made_by=by,
        channel=Channel.PUBLISHED_PLAN,
        text=words,
        status_before=ActionStatus.NOT_STARTED,
        status_after=status,
    )
    action.last_update = update
    rows.updates.append(update)


def _link_to_original(action: Action, item: ReadItem, originals: dict[tuple[str, str, str], Action]) -> None:
    """Link a row to the first that prints the same recommendation to the same lead under the same heading.

    A recommendation printed to another lead is another agency's work, and two rows of which the plan
    says different things are not one: those a person may link.
    """
    recommendation = fold(text_of(item, "recommendation"))
    if not recommendation or status_of_printed(recommendation, "") is ActionStatus.NO_ACTION_REQUIRED:
        return
    original = originals.setdefault((recommendation, fold(action.section), fold(action.lead_text)), action)
    if original is not action and original.plan is not action.plan and original.status == action.status:
        action.duplicate_of = original
