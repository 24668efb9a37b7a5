"""Keeps events as agencies give them. Nothing here decides who may: the service that calls it does."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.timezone import get_current_timezone

from sightline.domain.chronology import events
from sightline.domain.chronology.uncertain_date import UncertainDate
from sightline.domain.policy.permissions import Permission
from sightline.domain.vocabulary.events import (
    AccountOf,
    DisclosureState,
    EventKind,
    EventRole,
    SubmissionPurpose,
)
from sightline.domain.vocabulary.item_classes import ItemClass
from sightline.records.access.models import User
from sightline.records.access.policies import actor_for, holding, require
from sightline.records.audit.services import Change, change
from sightline.records.cases.models import Case, CaseSubject
from sightline.records.cases.policies import open_to, working_for
from sightline.records.cases.services.wording import CaseRefused, written
from sightline.records.events.models import Event, EventPerson, Submission
from sightline.records.events.queries import sort_key
from sightline.records.ids import new_id

_AT_A_TIME = 500


@dataclass(frozen=True, slots=True)
class NewPerson:
    """Somebody in an event to be kept: a person of the case, or only the words for somebody else."""

    role: EventRole
    subject_id: UUID | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class NewEvent:
    """An event to be kept, as its agency wrote it."""

    occurred: UncertainDate
    kind: EventKind
    text: str
    response: str = ""
    comment: str = ""
    source_record: str = ""
    author: str = ""
    place: str = ""
    account_of: AccountOf = AccountOf.AGENCY
    row: int = 0
    place_in_file: str = ""
    people: tuple[NewPerson, ...] = ()
    further: tuple[tuple[str, str], ...] = ()


def record_event(
    *,
    by: User,
    now: datetime,
    case_id: UUID,
    agency_id: UUID,
    item_class: ItemClass,
    event: NewEvent,
) -> UUID:
    """Keep an event in a live case, for everybody who works on it or for the agency alone. Returns its id.

    Raises: NotFound, NotAllowed, CaseRefused
    """
    require(holding(by, Permission.WRITE_ITEM))
    with change(by=by, now=now) as opened:
        case = open_to(by, now, Permission.WRITE_ITEM, Case, case_id)
        require(working_for(actor_for(by, now), Permission.WRITE_ITEM, agency_id))
        if item_class not in (ItemClass.SHARED_CONTENT, ItemClass.AGENCY_RAW):
            raise CaseRefused(
                "Say whether this is for everybody who works on the case, or your agency's own."
            )
        written(event.text, what="what happened")
        today = now.astimezone(get_current_timezone()).date()
        if event.occurred.earliest is not None and event.occurred.earliest > today:
            raise CaseRefused("This date is yet to come. Write when it happened.")
        submission = Submission.objects.create(
            case=case,
            agency_id=agency_id,
            purpose=SubmissionPurpose.CASEWORK,
            received_at=now,
            received_by=by,
        )
        kept = keep_events(submission, [event], item_class=item_class)
        opened.record(
            "recorded",
            kept[0],
            case=str(case.pk),
            agency=str(agency_id),
            item_class=item_class.value,
            kind=event.kind.value,
        )
        return kept[0].pk


def keep_events(
    submission: Submission, new: Sequence[NewEvent], *, item_class: ItemClass = ItemClass.AGENCY_RAW
) -> list[Event]:
    """Keep the events of a submission, within the caller's change.

    Raises: CaseRefused where somebody in an event is not of the submission's case
    """
    _check_people(submission, new)
    kept = [_event(submission, each, item_class) for each in new]
    Event.objects.bulk_create(kept, batch_size=_AT_A_TIME)
    EventPerson.objects.bulk_create(
        (
            EventPerson(event=event, subject_id=person.subject_id, role=person.role, words=person.words)
            for event, each in zip(kept, new, strict=True)
            for person in each.people
        ),
        batch_size=_AT_A_TIME,
    )
    return kept


def put_aside(opened: Change, submission: Submission) -> int:
    """Take the events of a submission out of every chronology, as a later one stands in their place.

    They are kept: what was frozen or cited before still finds them. Returns how many there are.
    """
    n_aside = Event.objects.filter(submission=submission, is_current=True).update(is_current=False)
    opened.record("superseded", submission, case=str(submission.case_id), n_events=n_aside)
    return n_aside


def _check_people(submission: Submission, new: Iterable[NewEvent]) -> None:
    named = {person.subject_id for each in new for person in each.people if person.subject_id}
    if CaseSubject.objects.filter(case=submission.case_id, pk__in=named).count() != len(named):
        raise CaseRefused("Somebody named here is not a person of this case. Load the page again.")


def _event(submission: Submission, new: NewEvent, item_class: ItemClass) -> Event:
    pk = new_id()
    place = events.Event(
        id=str(pk),
        agency=str(submission.agency_id),
        occurred=new.occurred,
        kind=new.kind,
        text=new.text,
        row=new.row,
    )
    return Event(
        id=pk,
        submission=submission,
        case_id=submission.case_id,
        agency_id=submission.agency_id,
        item_class=item_class,
        disclosure=DisclosureState.NOT_CHECKED,
        row=new.row,
        place_in_file=new.place_in_file,
        date_text=new.occurred.text,
        earliest=new.occurred.earliest,
        latest=new.occurred.latest,
        precision=new.occurred.precision,
        qualifier=new.occurred.qualifier,
        at_time=new.occurred.at,
        sort_key=sort_key(place),
        kind=new.kind,
        account_of=new.account_of,
        text=new.text,
        response=new.response,
        comment=new.comment,
        source_record=new.source_record,
        author=new.author,
        place=new.place,
        further=[list(each) for each in new.further],
    )
