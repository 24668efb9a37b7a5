"""Who may see reviews and documents, and whether something may be done to a document, given its state."""

from django.db.models import Model

from sightline.domain.policy.permissions import Permission
from sightline.domain.states.published_document import DocumentState
from sightline.domain.states.read_item import TRANSITIONS, Decision
from sightline.records.access.policies import Refusal
from sightline.records.access.rows import Protected, protect
from sightline.records.reviews import models
from sightline.records.reviews.models import PublishedDocument, ReadItem


def checking_document(document: PublishedDocument) -> Refusal | None:
    """Refuse a decision on a document that is not being checked."""
    state = DocumentState(document.state)
    if state is DocumentState.CHECKING:
        return None
    return Refusal(f"This document is “{state.wording.lower()}”: nothing in it can be decided.")


def deciding_item(item: ReadItem, decision: Decision) -> Refusal | None:
    """Refuse a decision that cannot follow the one the item has."""
    current = Decision(item.decision)
    if decision in TRANSITIONS[current]:
        return None
    return Refusal(f"An item that is “{current.wording.lower()}” cannot become “{decision.wording.lower()}”.")


for _model in (PublishedDocument, ReadItem, models.ReadDefect, models.PrintedAgency):
    protect(Protected(_model, Permission.CHECK_DOCUMENTS))
_PARTS: list[type[Model]] = [models.Review, models.BoardReport, *models.ReviewPart.__subclasses__()]
for _part in _PARTS:
    protect(Protected(_part, Permission.READ_REVIEWS))
