"""An invented review, read from the example file and accepted as read."""

from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

from sightline.domain.vocabulary.reviews import ReadingSection
from sightline.exchange.importers.published_review import read_published_review
from sightline.records.access.queries import User, user_with_email
from sightline.records.reviews.queries.documents import printed_agencies
from sightline.records.reviews.services.acceptance import accept_reading
from sightline.records.reviews.services.documents import (
    accept_section,
    begin_reading,
    map_printed_agency,
    receive_document,
    store_reading,
)
from tests.web.partnership import COORDINATOR, Partnership

EXAMPLE = Path(__file__).parents[2] / "src" / "sightline" / "examples" / "saltby.docx"
READ_AT = datetime(2026, 3, 2, 10, tzinfo=UTC)


@cache
def example_envelope() -> dict[str, Any]:
    """This is what is read from the example, once for all tests."""
    return read_published_review(EXAMPLE.read_bytes(), name=EXAMPLE.name)


def read_example() -> UUID:
    """This is the example, read and waiting to be checked."""
    coordinator = user_with_email(COORDINATOR)
    document_id = receive_document(by=coordinator, now=READ_AT, name=EXAMPLE.name, data=EXAMPLE.read_bytes())
    begin_reading(document_id=document_id, now=READ_AT)
    store_reading(document_id=document_id, now=READ_AT, envelope=example_envelope())
    return document_id


def accept_example(partnership: Partnership) -> UUID:
    """This is the review made of the example: its police is the partnership's police, the rest is new."""
    coordinator, document_id = user_with_email(COORDINATOR), read_example()
    for section in ReadingSection:
        accept_section(by=coordinator, now=READ_AT, document_id=document_id, section=section)
    for row in printed_agencies(coordinator, document_id):
        if row.printed == "Eastmere Police":
            meant: dict[str, Any] = {"agency_id": partnership.police_agency_id}
        elif row.printed == "Adult Social Care":
            meant = {"agency_id": partnership.council_agency_id}
        elif row.matched:
            continue
        else:
            meant = {"new_name": row.printed}
        map_printed_agency(by=coordinator, now=READ_AT, document_id=document_id, printed=row.printed, **meant)
    return accept_reading(by=coordinator, now=READ_AT, document_id=document_id)


def accept_as_review(coordinator: User, title: str) -> UUID:
    """This is a review with a title and one action, from a text as short as can be."""
    heads, row = ("Recommendation", "Lead", "Action", "Target"), ("1. Train.", "Saltby", "Do it", "May 2026")
    text = "\n".join((title, "", "Action plan", "", "\t".join(heads), "\t".join(row), ""))
    data = text.encode()
    document_id = receive_document(by=coordinator, now=READ_AT, name=f"{title}.txt", data=data)
    begin_reading(document_id=document_id, now=READ_AT)
    envelope = read_published_review(data, name=f"{title}.txt")
    store_reading(document_id=document_id, now=READ_AT, envelope=envelope)
    for section in ReadingSection:
        accept_section(by=coordinator, now=READ_AT, document_id=document_id, section=section)
    return accept_reading(by=coordinator, now=READ_AT, document_id=document_id)
