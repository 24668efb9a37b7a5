"""An invented review whose agencies sent their chronologies: cleared, withheld or not checked yet.

Built by the services, on the review of `tests.factories.casework`, whose canaries its entries hold.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sightline.domain.chronology.reading_dates import read_date
from sightline.domain.vocabulary.cases import Capacity, CaseRole
from sightline.domain.vocabulary.events import AccountOf, EventKind, EventRole
from sightline.domain.vocabulary.roles import Role
from sightline.records.access.models import User
from sightline.records.access.queries import user_with_email
from sightline.records.access.services import add_user
from sightline.records.cases.models import Case, CaseSubject
from sightline.records.cases.services.members import add_member
from sightline.records.cases.services.stages import open_panel
from sightline.records.cases.services.subjects import add_subject
from sightline.records.chronologies.models import AgencyReturn, Pseudonym
from sightline.records.chronologies.services.disclosure import clear_return, decide_entries
from sightline.records.chronologies.services.files import keep_return_file, send_file
from sightline.records.chronologies.services.requests import set_request
from sightline.records.chronologies.services.returns import ask_agency
from sightline.records.events.models import Event
from sightline.records.events.services.recording import NewEvent, NewPerson
from tests.factories.casework import NOW, Casework, canary, make_casework
from tests.factories.partnership import FOR_EVER, PASSWORD

#: Who is asked for an account, beside those of the example: name of the user → role and agency.
_STAFF = {
    "police_author": ("Leopold Thistlewood", Role.IMR_AUTHOR, "police"),
    "harbour_author": ("Araminta Fossdyke", Role.IMR_AUTHOR, "harbour"),
    "disclosure_officer": ("Theodora Winstanley", Role.PRACTITIONER, "partnership"),
}
_AUTHORS = {"police": "police_author", "council": "imr_author", "harbour": "harbour_author"}
#: Key of a person → part in the review, name, other name, pseudonym.
_PEOPLE = {
    "victim": (CaseRole.VICTIM, "Odette Farthingale", "Dottie", "Adult A"),
    "perpetrator": (CaseRole.PERPETRATOR, "Lucan Brackenbury", "Luke", "Adult B"),
    "child": (CaseRole.CHILD, "Perpetua Farthingale", "Pip", "Child C"),
}
TERMS = ("Was risk assessed, and by whom?", "Did agencies tell each other?")


@dataclass(frozen=True, slots=True)
class ReviewChronology:
    """A review with its panel open. The police's and Harbour's returns are cleared, the council's waits.

    `users` are those of the casework, the two further authors and the disclosure officer. `subjects` and
    `returns` are ids, by the keys of the people and of the agencies.
    """

    casework: Casework
    case_id: UUID
    users: dict[str, User]
    subjects: dict[str, UUID]
    returns: dict[str, UUID]


def make_review_chronology(now: datetime = NOW) -> ReviewChronology:
    casework = make_casework(now)
    coordinator, case_id = casework.users["coordinator"], casework.review.pk
    users = {**casework.users, **_further_staff(coordinator, casework, now)}
    add_member(
        by=coordinator,
        now=now,
        case_id=case_id,
        user_id=users["disclosure_officer"].pk,
        agency_id=casework.agencies["partnership"],
        capacity=Capacity.DISCLOSURE,
    )
    subjects = {
        key: _subject(coordinator, casework, role, name, other_name, pseudonym, now)
        for key, (role, name, other_name, pseudonym) in _PEOPLE.items()
    }
    set_request(
        by=coordinator,
        now=now,
        case_id=case_id,
        version=0,
        title="The Saltby review",
        begins_on=date(2020, 1, 1),
        ends_on=date(2024, 12, 31),
        due_on=date(2998, 1, 1),
        terms=TERMS,
    )
    returns = {
        agency: ask_agency(
            by=coordinator,
            now=now,
            case_id=case_id,
            agency_id=casework.agencies[agency],
            contact_id=users[author].pk,
        )
        for agency, author in _AUTHORS.items()
    }
    made = ReviewChronology(casework, case_id, users, subjects, returns)
    for agency, entries in _returned(subjects).items():
        send_entries(made, agency, entries, now=now)
    open_panel(by=coordinator, now=now, case_id=case_id, version=Case.objects.get(pk=case_id).version)
    clear_entries(made, "police", now=now, withheld=(canary("police", "WITHHELD"),))
    clear_entries(made, "harbour", now=now)
    return made


def entry(
    date_text: str,
    kind: EventKind,
    text: str,
    people: Iterable[tuple[UUID, EventRole]] = (),
    *,
    source_record: str = "Log",
    response: str = "",
    comment: str = "",
    account_of: AccountOf = AccountOf.AGENCY,
) -> NewEvent:
    """An entry as a row of an agency's file has it."""
    return NewEvent(
        read_date(date_text),
        kind,
        text,
        response=response,
        comment=comment,
        source_record=source_record,
        account_of=account_of,
        people=tuple(NewPerson(role, subject) for subject, role in people),
    )


def send_entries(
    chronology: ReviewChronology, agency: str, entries: Iterable[NewEvent], *, now: datetime = NOW
) -> UUID:
    """Send an agency's entries as the file of its author. Returns the id of the submission."""
    author = chronology.users[_AUTHORS[agency]]
    new = list(entries)
    file_id = keep_return_file(
        by=author,
        now=now,
        return_id=chronology.returns[agency],
        name=f"{agency}.csv",
        data=repr(new).encode(),
        tables=[],
        mapping=[],
        day_month_order="",
    )
    return send_file(by=author, now=now, file_id=file_id, version=1, entries=new)


def clear_entries(
    chronology: ReviewChronology, agency: str, *, now: datetime = NOW, withheld: Iterable[str] = ()
) -> None:
    """Clear what an agency sent, but for the entries in which one of these words stands."""
    officer, return_id = chronology.users["disclosure_officer"], chronology.returns[agency]
    sent = Event.objects.filter(submission__agency_return=return_id)
    kept_back = {event.pk for event in sent for words in withheld if words in event.text}
    for ids, is_cleared, reason in (
        ({event.pk for event in sent} - kept_back, True, ""),
        (kept_back, False, "It is before the court."),
    ):
        if ids:
            decide_entries(
                by=officer,
                now=now,
                return_id=return_id,
                version=_version(return_id),
                event_ids=ids,
                is_cleared=is_cleared,
                reason=reason,
            )
    clear_return(by=officer, now=now, return_id=return_id, version=_version(return_id))


def _version(return_id: UUID) -> int:
    return AgencyReturn.objects.get(pk=return_id).version


def _further_staff(coordinator: User, casework: Casework, now: datetime) -> dict[str, User]:
    users = {}
    for key, (name, role, agency) in _STAFF.items():
        email = f"{key}@saltby.example"
        add_user(
            by=coordinator,
            now=now,
            email=email,
            name=name,
            agency_id=casework.agencies[agency],
            role=role,
            password=PASSWORD,
            until=FOR_EVER,
        )
        users[key] = user_with_email(email)
    return users


def _subject(
    by: User,
    casework: Casework,
    role: CaseRole,
    name: str,
    other_name: str,
    pseudonym: str,
    now: datetime,
) -> UUID:
    record_id = add_subject(
        by=by,
        now=now,
        case_id=casework.review.pk,
        role=role,
        name=name,
        aliases=(other_name,),
        agency_id=casework.agencies["partnership"],
    )
    subject = CaseSubject.objects.get(record=record_id)
    Pseudonym.objects.create(
        case=casework.review, subject=subject, pseudonym=pseudonym, agreed_at=now, agreed_by=by
    )
    return subject.pk


def _returned(subjects: dict[str, UUID]) -> dict[str, list[NewEvent]]:
    victim, perpetrator, child = (subjects[key] for key in _PEOPLE)
    she_is_harmed = ((victim, EventRole.VICTIM), (perpetrator, EventRole.PERPETRATOR))
    he_is_harmed = ((victim, EventRole.PERPETRATOR), (perpetrator, EventRole.VICTIM))
    return {
        "police": [
            entry(
                "14/02/2021 23:10",
                EventKind.INCIDENT,
                "Odette’s neighbour rang 999. Lucan Brackenbury had left. "
                f"A bruise to the left eye. {canary('police', 'ENTRY')}",
                she_is_harmed,
                source_record="Incident log 211",
                response="Advice given; no risk assessment.",
                comment="An assessment was due within a day.",
            ),
            entry(
                "mid-August 2022",
                EventKind.INCIDENT,
                "Mr Brackenbury says that Dottie struck him first.",
                he_is_harmed,
            ),
            entry(
                "9 March 2023",
                EventKind.RISK_ASSESSMENT,
                f"Assessed as standard. {canary('police', 'WITHHELD')}",
                she_is_harmed,
            ),
        ],
        "harbour": [
            entry(
                "15/02/2021",
                EventKind.CONTACT,
                f"Odette rang: her right eye was bruised. Pip had been awake. {canary('harbour', 'ENTRY')}",
                (*she_is_harmed, (child, EventRole.WITNESS)),
                source_record="Helpline record",
            ),
            entry(
                "spring 2023",
                EventKind.DID_NOT_ATTEND,
                "She did not come to three meetings.",
                ((victim, EventRole.SUBJECT),),
            ),
            entry(
                "some years before",
                EventKind.DISCLOSURE,
                "Her sister says that he always had a temper.",
                she_is_harmed,
                account_of=AccountOf.FAMILY,
            ),
        ],
        "council": [
            entry(
                "1 June 2022",
                EventKind.CHANGE,
                f"The family moved to Marram. {canary('council', 'UNCHECKED')}",
                ((victim, EventRole.SUBJECT),),
            ),
        ],
    }
