"""An invented partnership: a coordinator, and representatives of two agencies."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sightline.domain.vocabulary.reviews import ReadingSection
from sightline.domain.vocabulary.roles import Role
from sightline.records.access.models import User
from sightline.records.access.queries import user_with_email
from sightline.records.access.services import add_agency, add_user, open_partnership
from sightline.records.actions.services.assigning import assign_actions
from sightline.records.reviews.queries.plan import whole_plan
from sightline.records.reviews.services.acceptance import accept_reading
from sightline.records.reviews.services.documents import (
    accept_section,
    begin_reading,
    receive_document,
    store_reading,
)
from tests.factories.readings import envelope, row

NOW = datetime(2026, 5, 1, 9, tzinfo=UTC)
#: Appointments of the example never end, so that the tests do not either.
FOR_EVER = datetime(2999, 1, 1, tzinfo=UTC)
PASSWORD = "seven-grey-herons-on-the-quay"


@dataclass(frozen=True, slots=True)
class Partnership:
    """The users, each already loaded."""

    coordinator: User
    second_coordinator: User
    police: User
    council: User


def make_partnership() -> Partnership:
    coordinator = open_partnership(
        now=NOW,
        agency_name="Saltby Partnership",
        name="Cora Example",
        email="cora@saltby.example",
        password=PASSWORD,
        until=FOR_EVER,
    )
    agencies = {
        "police": add_agency(by=coordinator, now=NOW, name="Marram Police", other_names=("MP",)),
        "council": add_agency(by=coordinator, now=NOW, name="Saltby Council"),
    }
    for name, agency_id, role in (
        ("second", coordinator.agency_id, Role.COORDINATOR),
        ("police", agencies["police"].id, Role.SPOC),
        ("council", agencies["council"].id, Role.SPOC),
    ):
        add_user(
            by=coordinator,
            now=NOW,
            email=f"{name}@saltby.example",
            name=f"{name.title()} Sample",
            agency_id=agency_id,
            role=role,
            password=PASSWORD,
            until=FOR_EVER,
        )
    return Partnership(
        coordinator,
        *(user_with_email(f"{name}@saltby.example") for name in ("second", "police", "council")),
    )


def read_document(by: User, reading: dict[str, Any], data: bytes = b"an invented report") -> UUID:
    """A document that was received and read, and waits to be checked."""
    document_id = receive_document(by=by, now=NOW, name="saltby.txt", data=data)
    begin_reading(document_id=document_id, now=NOW)
    store_reading(document_id=document_id, now=NOW, envelope=reading)
    return document_id


def accepted_review(by: User, reading: dict[str, Any], data: bytes = b"an invented report") -> UUID:
    """A review of which every read item was accepted."""
    document_id = read_document(by, reading, data)
    for section in ReadingSection:
        accept_section(by=by, now=NOW, document_id=document_id, section=section)
    return accept_reading(by=by, now=NOW, document_id=document_id)


def small_plan() -> dict[str, Any]:
    """Two actions of the police, of which the second repeats the first, and one of the council."""
    return envelope(
        plan=[
            row("1", "Ask about safety.", section="Marram Police", action="Brief staff",
                target_text="April 2026", target_on=["2026-04"]),
            row("2", "Ask about safety.", section="Marram Police", action="Brief staff"),
            row("3", "Check the locks.", section="Saltby Council", action="Fit locks",
                target_text="June 2026", target_on=["2026-06"]),
        ]
    )  # fmt: skip


def review_with_owners(by: User, *, agency_id: UUID, n_owners: int) -> UUID:
    """A review of Marram Police, each of whose actions has an owner of its own in an agency."""
    plan = [row(str(n), f"Recommendation {n}.", section="Marram Police") for n in range(1, n_owners + 1)]
    review_id = accepted_review(by, envelope(plan=plan), data=b"a long invented report")
    for action in whole_plan(by, today=NOW.date(), review_id=review_id).rows:
        owner = add_user(
            by=by,
            now=NOW,
            email=f"owner-{action.number}@saltby.example",
            name=f"Owner {action.number}",
            agency_id=agency_id,
            role=Role.SPOC,
            password=PASSWORD,
            until=FOR_EVER,
        )
        assign_actions(by=by, now=NOW, action_ids=[action.id], owner_id=owner.id)
    return review_id
