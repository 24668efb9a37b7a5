"""`sightline demo`: an invented review with its agencies, its people, their answers and their cases.

Everything goes the way a real review goes: the file is read in the sandbox, accepted by a coordinator,
answered through the services. Doing it again adds only what is missing.
"""

import hashlib
import hmac
from datetime import datetime, timedelta
from importlib.resources import files
from uuid import UUID

import typer
from django.conf import settings

from sightline.cli import acting
from sightline.cli.demo_cases import absent_cases, load_cases
from sightline.cli.demo_story import (
    AGENCIES,
    ANSWERS,
    COORDINATOR,
    EVIDENCE,
    PARTNERSHIP,
    STAFF,
    Answer,
    Person,
)
from sightline.cli.errors import WrongInput
from sightline.cli.importing import accept_as_read, store_published_review
from sightline.domain.vocabulary.roles import Role
from sightline.errors import NotFound
from sightline.exchange.importers.sandbox import read_in_sandbox
from sightline.records.access.queries import User, coordinators, user_with_email
from sightline.records.access.services import add_agency, add_user, open_partnership
from sightline.records.actions.services.answers import update_action
from sightline.records.actions.services.assigning import assign_actions
from sightline.records.actions.services.evidence_files import add_evidence, mark_evidence_seen
from sightline.records.actor import system
from sightline.records.agencies.queries import agency_named
from sightline.records.reviews.queries.board import changes_since_board
from sightline.records.reviews.queries.documents import reading_progress
from sightline.records.reviews.queries.plan import PlanRow, whole_plan
from sightline.records.reviews.services.documents import AlreadyReceived
from sightline.records.reviews.services.plan import record_board

#: The example that becomes a review, and the one that waits to be checked.
_REVIEW, _TO_CHECK = "saltby.docx", "pennygate.pdf"
_BOARD_WAS = timedelta(days=28)
_SYLLABLES = [consonant + vowel for consonant in "bdfghklmnprstvz" for vowel in "aeiou"]


def load_demo() -> None:
    """Load what is missing of the example, then print who may sign in.

    Raises: WrongInput in a database that holds accounts of others
    """
    with system("load an invented review"):
        coordinator = _coordinator()
        people = {person.agency: _user(coordinator, person) for person in AGENCIES}
        for person in STAFF:
            _user(coordinator, person)
        review_id = _review(coordinator)
        _document(coordinator, _TO_CHECK)
        if changes_since_board(coordinator, review_id=review_id) is None:
            _tell_the_story(coordinator, people, review_id)
    load_cases()
    _print_sign_ins()


def demo_password() -> str:
    """This is the password of the example's users: another on each installation, the same after a restart.

    It follows from the installation's secret key, so it need not be kept anywhere.
    """
    digest = hmac.new(settings.SECRET_KEY.encode(), b"sightline demo", hashlib.sha256).digest()
    syllables = [_SYLLABLES[byte % len(_SYLLABLES)] for byte in digest[:8]]
    return "-".join("".join(syllables[start : start + 2]) for start in range(0, 8, 2))


def _coordinator() -> User:
    others = [user for user in coordinators() if user.email != COORDINATOR.email]
    if others:
        raise WrongInput(
            "This database holds accounts of its own. The example goes into a database of its own: set "
            "SIGHTLINE_DATABASE_URL to a new file, for example sqlite:///var/demo.sqlite3."
        )
    try:
        return user_with_email(COORDINATOR.email)
    except NotFound:
        return open_partnership(
            now=acting.clock(),
            agency_name=PARTNERSHIP,
            name=COORDINATOR.name,
            email=COORDINATOR.email,
            password=demo_password(),
        )


def _user(coordinator: User, person: Person) -> User:
    agency = agency_named(person.agency) or add_agency(
        by=coordinator, now=acting.clock(), name=person.agency, other_names=person.agency_other_names
    )
    try:
        return user_with_email(person.email)
    except NotFound:
        add_user(
            # No coordinator makes a system administrator: Sightline itself does, as on the command line.
            by=None if person.role is Role.ADMINISTRATOR else coordinator,
            now=acting.clock(),
            email=person.email,
            name=person.name,
            agency_id=agency.id,
            role=person.role,
            password=demo_password(),
        )
        return user_with_email(person.email)


def _review(coordinator: User) -> UUID:
    document_id = _document(coordinator, _REVIEW)
    accept_as_read(coordinator, document_id)
    review_id = reading_progress(coordinator, document_id).review_id
    assert review_id is not None, "an accepted document is a review"
    return review_id


def _document(coordinator: User, name: str) -> UUID:
    data = (files("sightline") / "examples" / name).read_bytes()
    try:
        return store_published_review(coordinator, name, data, read_in_sandbox(data, name))
    except AlreadyReceived as error:
        return error.document_id


def _tell_the_story(coordinator: User, people: dict[str, User], review_id: UUID) -> None:
    """Give actions owners and answers, as of some weeks ago; then a board; then what happened since."""
    now = acting.clock()
    then = now - _BOARD_WAS
    _assign(coordinator, people, _rows(coordinator, review_id), then)
    for answer in ANSWERS:
        if answer.is_before_board:
            _answer(coordinator, people, _rows(coordinator, review_id), answer, then)
    _add_evidence(coordinator, people, _rows(coordinator, review_id), then)
    record_board(by=coordinator, now=then, today=then.date(), review_id=review_id)
    for answer in ANSWERS:
        if not answer.is_before_board:
            _answer(coordinator, people, _rows(coordinator, review_id), answer, now - timedelta(days=3))


def _rows(coordinator: User, review_id: UUID) -> dict[str, PlanRow]:
    return {
        row.number: row for row in whole_plan(coordinator, today=acting.today(), review_id=review_id).rows
    }


def _assign(coordinator: User, people: dict[str, User], rows: dict[str, PlanRow], when: datetime) -> None:
    """Make each agency's representative the owner of its actions, except some that still lack one."""
    for agency, person in people.items():
        mine = [
            row.id for row in rows.values() if row.agency_name == agency and not row.number.endswith(".4")
        ]
        if mine:
            assign_actions(by=coordinator, now=when, action_ids=mine, owner_id=person.pk)


def _answer(
    coordinator: User, people: dict[str, User], rows: dict[str, PlanRow], answer: Answer, when: datetime
) -> None:
    row = rows[answer.number]
    update_action(
        by=coordinator if answer.is_by_coordinator else people[row.agency_name],
        now=when,
        action_id=row.id,
        version=row.version,
        text=answer.text,
        channel=answer.channel,
        given_by=answer.given_by,
        status=answer.status,
        reason=answer.reason,
    )


def _add_evidence(
    coordinator: User, people: dict[str, User], rows: dict[str, PlanRow], when: datetime
) -> None:
    for evidence in EVIDENCE:
        row = rows[evidence.number]
        evidence_id = add_evidence(
            by=people[row.agency_name],
            now=when,
            action_id=row.id,
            name=evidence.file_name,
            data=evidence.text.encode(),
            description=evidence.description,
        )
        if evidence.is_seen:
            mark_evidence_seen(by=coordinator, now=when, evidence_id=evidence_id)


def _print_sign_ins() -> None:
    password = demo_password()
    typer.echo("The example is invented from beginning to end: people, agencies and places.\n")
    for person in (COORDINATOR, *AGENCIES, *STAFF):
        known = user_with_email(person.email).check_password(password)
        role = f"{person.role.wording}, {person.agency}"
        typer.echo(f"  {person.email:<32} {role}{'' if known else ' (password was changed)'}")
    typer.echo("\nCases that are absent for some, in lists, by address and in an emergency:\n")
    for case in absent_cases():
        typer.echo(f"  {case.reference:<32} seen by {case.seen_by.email}, absent for {case.absent_for.email}")
    typer.echo(f"\n  Password of each: {password}")
