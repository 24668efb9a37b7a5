"""Reviews, and everything a review page shows."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, F, OuterRef, Q, Subquery

from sightline.domain.policy.permissions import Permission
from sightline.domain.states.action import OPEN
from sightline.domain.vocabulary.reviews import ReadingSection, ReviewKind
from sightline.errors import NotFound
from sightline.records.access.models import User
from sightline.records.access.queries import may
from sightline.records.actions.models import overdue_on
from sightline.records.actions.policies import actions_open_to
from sightline.records.reviews.models import Lesson, Recommendation, Review, TermOfReference
from sightline.records.reviews.queries.documents import DefectRow, defect_rows


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """A review in the list, with how its plan stands: only actions the user may see are counted."""

    id: UUID
    title: str
    kind: ReviewKind
    report_date_text: str
    report_on: str
    n_recommendations: int
    n_actions: int
    n_open: int
    n_overdue: int


@dataclass(frozen=True, slots=True)
class SubjectRow:
    """A person the review is about, by pseudonym."""

    pseudonym: str
    role: str
    birth_year: int | None
    sex: str
    ethnicity: str


@dataclass(frozen=True, slots=True)
class PanelRow:
    """A member of the panel."""

    name: str
    role: str
    agency: str


@dataclass(frozen=True, slots=True)
class ContributionRow:
    """What an agency sent; `agency_name` is the agency a person says the printed name means."""

    agency: str
    agency_name: str
    kind: str
    author: str
    author_title: str


@dataclass(frozen=True, slots=True)
class TermRow:
    """A term of reference."""

    number: str
    text: str


@dataclass(frozen=True, slots=True)
class TermGroup:
    """The terms under one printed heading, in printed order."""

    group: str
    terms: tuple[TermRow, ...]


@dataclass(frozen=True, slots=True)
class EventRow:
    """A dated sentence of the report."""

    date_text: str
    starts_on: str
    ends_on: str
    text: str


@dataclass(frozen=True, slots=True)
class LessonRow:
    """A finding, a lesson, or both where the report prints them together."""

    number: str
    title: str
    finding: str
    lesson: str


@dataclass(frozen=True, slots=True)
class RecommendationRow:
    """A recommendation; `n_actions` counts the actions that answer it and the user may see."""

    id: UUID
    section: ReadingSection
    number: str
    text: str
    addressed_to: str
    n_actions: int
    n_open: int


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """A review with all its parts. `document_id` and `defects` are for those who check documents."""

    id: UUID
    title: str
    kind: ReviewKind
    commissioned_by: str
    chair: str
    author: str
    report_date_text: str
    report_on: str
    scope_text: str
    scope_start: str
    scope_end: str
    document_id: UUID | None
    subjects: tuple[SubjectRow, ...]
    panel: tuple[PanelRow, ...]
    contributions: tuple[ContributionRow, ...]
    terms: tuple[TermGroup, ...]
    events: tuple[EventRow, ...]
    findings: tuple[LessonRow, ...]
    lessons: tuple[LessonRow, ...]
    recommendations: tuple[RecommendationRow, ...]
    defects: tuple[DefectRow, ...]
    n_actions: int
    n_open: int
    n_overdue: int


def reviews(user: User, today: date) -> tuple[ReviewRow, ...]:
    """Return the reviews a user may read, latest first."""
    if not may(user, Permission.READ_REVIEWS):
        return ()
    found = Review.objects.annotate(n_recommendations=Count("recommendations__plan", distinct=True))
    counted = _counts_by_review(user, today)
    return tuple(
        _review_row(review, counted.get(review.pk, _NO_ACTIONS))
        for review in found.order_by("-created_at", "-id")
    )


def found_review(user: User, review_id: UUID) -> Review:
    """Return a review a user may read. Raises: NotFound."""
    review = Review.objects.filter(pk=review_id).first() if may(user, Permission.READ_REVIEWS) else None
    if review is None:
        raise NotFound("There is no such review.")
    return review


def review_titles(user: User, review_ids: Collection[UUID]) -> dict[UUID, str]:
    """Return the titles of those reviews that a user may read."""
    if not may(user, Permission.READ_REVIEWS):
        return {}
    return dict(Review.objects.filter(pk__in=review_ids).values_list("pk", "title"))


def _counts(user: User, today: date, review: Review) -> dict[str, int]:
    plans = Recommendation.objects.filter(review=review).values("plan")
    visible = actions_open_to(user).filter(plan__in=plans)
    return {
        "n_actions": visible.count(),
        "n_open": visible.open().count(),
        "n_overdue": visible.overdue(today).count(),
    }


def _counts_by_review(user: User, today: date) -> dict[UUID, dict[str, int]]:
    """Return `_counts` of every review at once, so that a list asks once however long it is."""
    counted = (
        actions_open_to(user)
        .order_by()
        .values(of_review=F("plan__recommendations__review"))
        .annotate(
            n_actions=Count("pk", distinct=True),
            n_open=Count("pk", distinct=True, filter=Q(status__in=OPEN)),
            n_overdue=Count("pk", distinct=True, filter=overdue_on(today)),
        )
    )
    return {
        row["of_review"]: {
            "n_actions": row["n_actions"],
            "n_open": row["n_open"],
            "n_overdue": row["n_overdue"],
        }
        for row in counted
    }


_NO_ACTIONS = {"n_actions": 0, "n_open": 0, "n_overdue": 0}


def _review_row(review: Any, counts: dict[str, int]) -> ReviewRow:
    return ReviewRow(
        id=review.id,
        title=review.title,
        kind=ReviewKind(review.kind),
        report_date_text=review.report_date_text,
        report_on=review.report_on,
        n_recommendations=review.n_recommendations,
        **counts,
    )


def review_page(user: User, review: Review, today: date) -> ReviewPage:
    """Return everything a review page shows this user."""
    may_check = may(user, Permission.CHECK_DOCUMENTS)
    document_id = review.document_id if may_check else None
    return ReviewPage(
        id=review.id,
        title=review.title,
        kind=ReviewKind(review.kind),
        commissioned_by=review.commissioned_by,
        chair=review.chair,
        author=review.author,
        report_date_text=review.report_date_text,
        report_on=review.report_on,
        scope_text=review.scope_text,
        scope_start=review.scope_start,
        scope_end=review.scope_end,
        document_id=document_id,
        subjects=tuple(
            SubjectRow(row.pseudonym, row.role, row.birth_year, row.sex, row.ethnicity)
            for row in review.subjects.order_by("position")
        ),
        panel=tuple(
            PanelRow(row.name, row.role, row.agency_text) for row in review.panelmembers.order_by("position")
        ),
        contributions=tuple(
            ContributionRow(
                row.agency_text, row.agency.name if row.agency else "", row.kind, row.author, row.author_title
            )
            for row in review.agencycontributions.select_related("agency").order_by("position")
        ),
        terms=_term_groups(review.termofreferences.order_by("position")),
        events=tuple(
            EventRow(row.date_text, row.starts_on, row.ends_on, row.text)
            for row in review.reportedevents.order_by("position")
        ),
        findings=tuple(
            LessonRow(row.number, row.title, row.text, row.lesson_text)
            for row in review.findings.order_by("position")
        ),
        lessons=tuple(_lesson_row(row) for row in review.lessons.order_by("position")),
        recommendations=_recommendation_rows(user, review),
        defects=defect_rows(document_id) if document_id else (),
        **_counts(user, today, review),
    )


def _term_groups(terms: Iterable[TermOfReference]) -> tuple[TermGroup, ...]:
    groups: list[tuple[str, list[TermRow]]] = []
    for term in terms:
        if not groups or groups[-1][0] != term.group:
            groups.append((term.group, []))
        groups[-1][1].append(TermRow(term.number, term.text))
    return tuple(TermGroup(group, tuple(rows)) for group, rows in groups)


def _lesson_row(lesson: Lesson) -> LessonRow:
    return LessonRow(lesson.number, lesson.title, lesson.finding_text, lesson.text)


def _recommendation_rows(user: User, review: Review) -> tuple[RecommendationRow, ...]:
    visible = actions_open_to(user).filter(plan=OuterRef("plan")).order_by()
    n_actions, n_open = (
        Subquery(actions.values("plan").annotate(n=Count("pk")).values("n"))
        for actions in (visible, visible.open())
    )
    found = review.recommendations.annotate(n_actions=n_actions, n_open=n_open)
    return tuple(
        RecommendationRow(
            id=row.id,
            section=ReadingSection(row.section),
            number=row.number,
            text=row.text,
            addressed_to=row.addressed_to,
            n_actions=row.n_actions or 0,
            n_open=row.n_open or 0,
        )
        for row in found.exclude(text="").order_by("-section", "position")
    )
