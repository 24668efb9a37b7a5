"""A review under way: who takes part in it, and an agency that was asked for its chronology."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import UUID

from sightline.domain.chronology.filters import EntryFilter
from sightline.domain.chronology.uncertain_date import DatePrecision, UncertainDate
from sightline.domain.vocabulary.cases import Capacity, CaseKind, CaseRole
from sightline.domain.vocabulary.events import EventKind
from sightline.domain.vocabulary.roles import Role
from sightline.records.access.models import User
from sightline.records.access.policies import actor_for
from sightline.records.access.queries import user_with_email
from sightline.records.access.services import add_user
from sightline.records.actor import acting
from sightline.records.cases.services.members import add_member
from sightline.records.cases.services.stages import open_case
from sightline.records.cases.services.subjects import add_subject
from sightline.records.chronologies.services.disclosure import clear_return, decide_entries
from sightline.records.chronologies.services.files import keep_return_file, send_file
from sightline.records.chronologies.services.requests import set_request
from sightline.records.chronologies.services.returns import ask_agency
from sightline.records.events.models import Event
from sightline.records.events.queries import entries
from sightline.records.events.services.recording import NewEvent
from tests.factories.partnership import FOR_EVER, PASSWORD, Partnership

NOW = datetime(2026, 5, 4, 9, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class ReviewCase:
    """A review whose coordinator asked the police, with everybody who has a part in it."""

    case_id: UUID
    return_id: UUID
    coordinator: User
    chair: User
    author: User
    officer: User
    other_author: User


def make_review_case(people: Partnership) -> ReviewCase:
    def add(name: str, agency: User, role: Role) -> User:
        email = f"{name}@saltby.example"
        add_user(by=people.coordinator, now=NOW, email=email, name=f"{name.title()} Example",
                 agency_id=agency.agency_id, role=role, password=PASSWORD, until=FOR_EVER)  # fmt: skip
        return user_with_email(email)

    coordinator = people.coordinator
    chair = add("chair", coordinator, Role.CHAIR)
    author = add("author", people.police, Role.IMR_AUTHOR)
    officer = add("officer", people.police, Role.PANEL_MEMBER)
    other_author = add("other", people.council, Role.IMR_AUTHOR)
    case_id = open_case(by=coordinator, now=NOW, kind=CaseKind.REVIEW, agency_id=coordinator.agency_id)
    for user, capacity in ((chair, Capacity.WORKER), (officer, Capacity.DISCLOSURE),
                           (other_author, Capacity.WORKER)):  # fmt: skip
        add_member(by=coordinator, now=NOW, case_id=case_id, user_id=user.pk, agency_id=user.agency_id,
                   capacity=capacity)  # fmt: skip
    add_subject(by=coordinator, now=NOW, case_id=case_id, role=CaseRole.VICTIM, name="Wren Example",
                agency_id=coordinator.agency_id)  # fmt: skip
    ask(coordinator, case_id)
    return_id = ask_agency(by=coordinator, now=NOW, case_id=case_id, agency_id=author.agency_id,
                           contact_id=author.pk)  # fmt: skip
    return ReviewCase(case_id, return_id, coordinator, chair, author, officer, other_author)


def ask(by: User, case_id: UUID, *, version: int = 0, needs_check: bool = True) -> None:
    set_request(by=by, now=NOW, case_id=case_id, version=version, title="The Saltby review",
                begins_on=date(2020, 1, 1), ends_on=date(2025, 12, 31), due_on=date(2026, 6, 1),
                terms=["Was risk assessed?"], needs_disclosure_check=needs_check,
                why_no_check="" if needs_check else "Nobody is being prosecuted.")  # fmt: skip


def event(text: str, day: date = date(2024, 5, 3)) -> NewEvent:
    occurred = UncertainDate(f"{day:%d/%m/%Y}", day, day, DatePrecision.DAY)
    return NewEvent(occurred, EventKind.INCIDENT, text, source_record="Log 17")


def sent(review: ReviewCase, *texts: str, by: User | None = None, data: bytes = b"one") -> UUID:
    """Send entries for the police. Returns the submission's id."""
    by = by or review.author
    file_id = keep_return_file(by=by, now=NOW, return_id=review.return_id, name="police.csv", data=data,
                               tables=[], mapping=[], day_month_order="")  # fmt: skip
    return send_file(by=by, now=NOW, file_id=file_id, version=1, entries=[event(text) for text in texts])


def cleared(review: ReviewCase, *texts: str) -> list[UUID]:
    """Send entries for the police and open them to the review. Returns their ids."""
    submission = sent(review, *texts)
    ids = list(Event.objects.filter(submission=submission).order_by("sort_key").values_list("pk", flat=True))
    decide_entries(by=review.officer, now=NOW, return_id=review.return_id, version=2, event_ids=ids,
                   is_cleared=True)  # fmt: skip
    clear_return(by=review.officer, now=NOW, return_id=review.return_id, version=3)
    return ids


def read_by(review: ReviewCase, user: User) -> list[str]:
    """Return the texts of the entries that a user reads."""
    with acting(actor_for(user, NOW)):
        return [row.text for row in entries(user, review.case_id, wanted=EntryFilter(), size=50).rows]
