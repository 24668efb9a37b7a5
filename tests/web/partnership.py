"""An invented partnership, its agencies and its people, made through the services."""

from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from sightline.domain.vocabulary.roles import Role
from sightline.records.access.queries import user_with_email
from sightline.records.access.services import add_agency, add_user, open_partnership

OPENED_AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
#: Appointments of the example never end, so that the tests do not either.
FOR_EVER = datetime(2999, 1, 1, tzinfo=UTC)
PASSWORD = "seven-grey-herons-on-the-quay"
COORDINATOR = "coordinator@saltby.example"
COUNCIL = "council@saltby.example"
POLICE = "police@saltby.example"


@dataclass(frozen=True, slots=True)
class Partnership:
    """Who signs in: a coordinator, and one representative of each of two agencies."""

    coordinator_id: UUID
    council_id: UUID
    police_id: UUID
    council_agency_id: UUID
    police_agency_id: UUID


def open_invented_partnership() -> Partnership:
    now = OPENED_AT
    coordinator = open_partnership(
        now=now,
        agency_name="Saltby Community Safety Partnership",
        name="Cora Example",
        email=COORDINATOR,
        password=PASSWORD,
        until=FOR_EVER,
    )
    council = add_agency(by=coordinator, now=now, name="Saltby Council")
    police = add_agency(by=coordinator, now=now, name="Marram Police")
    people = [
        add_user(
            by=user_with_email(COORDINATOR),
            now=now,
            email=email,
            name=name,
            agency_id=agency_id,
            role=Role.SPOC,
            password=PASSWORD,
            until=FOR_EVER,
        )
        for email, name, agency_id in (
            (COUNCIL, "Conrad Sample", council.id),
            (POLICE, "Polly Specimen", police.id),
        )
    ]
    return Partnership(
        coordinator_id=coordinator.pk,
        council_id=people[0].id,
        police_id=people[1].id,
        council_agency_id=council.id,
        police_agency_id=police.id,
    )
