"""Opens reviews, and keeps that what they say was taken out."""

from datetime import datetime
from uuid import UUID

from django.utils.timezone import get_current_timezone

from sightline.records.access.models import User
from sightline.records.audit.services import record_read
from sightline.records.reviews.queries.reviews import ReviewPage, found_review, review_page


def open_review(*, by: User, now: datetime, review_id: UUID) -> ReviewPage:
    """Return a review, and keep that the user opened it. Raises: NotFound."""
    review = found_review(by, review_id)
    record_read(by=by, now=now, verb="opened", obj=review)
    return review_page(by, review, now.astimezone(get_current_timezone()).date())


def record_export(*, by: User, now: datetime, review_id: UUID, file_format: str, sha256: str) -> None:
    """Keep that a user took a file out of a review, with the digest it is known by. Raises: NotFound."""
    review = found_review(by, review_id)
    record_read(by=by, now=now, verb="exported", obj=review, format=file_format, sha256=sha256)
