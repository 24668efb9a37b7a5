"""Opens reviews, and keeps which rows were shown of them and taken out."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.utils.timezone import get_current_timezone

from sightline.records.access.models import User
from sightline.records.actions.models import Action
from sightline.records.audit.services import record_reads
from sightline.records.reviews.models import PublishedDocument, Review
from sightline.records.reviews.queries.reviews import ReviewPage, found_review, review_page


def open_review(*, by: User, now: datetime, review_id: UUID) -> ReviewPage:
    """Return a review, and keep that the user opened it; the report too where its defects are shown.

    Raises: NotFound
    """
    review = found_review(by, review_id)
    page = review_page(by, review, now.astimezone(get_current_timezone()).date())
    documents = [page.document_id] if page.document_id else []
    record_reads(by=by, now=now, verb="opened", shown={PublishedDocument: documents}, about=review)
    return page


def record_listed(
    *,
    by: User,
    now: datetime,
    review_id: UUID | None = None,
    actions: Iterable[UUID] = (),
    reviews: Iterable[UUID] = (),
    documents: Iterable[UUID] = (),
) -> None:
    """Keep which rows a page shows a user: of one review, or of all."""
    record_reads(
        by=by,
        now=now,
        verb="listed",
        shown={Action: actions, Review: reviews, PublishedDocument: documents},
        about=Review(pk=review_id) if review_id else None,
    )


def record_export(
    *, by: User, now: datetime, review_id: UUID, export_id: UUID, actions: Iterable[UUID], sha256: str
) -> None:
    """Keep that these rows of a review were put into a file for a user, with the digest it is known by.

    Raises: NotFound
    """
    review = found_review(by, review_id)
    record_reads(
        by=by,
        now=now,
        verb="exported",
        shown={Action: actions},
        about=review,
        export=str(export_id),
        sha256=sha256,
    )
