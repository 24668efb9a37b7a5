"""Follows each agency's return: asked for, reminded, late, sent back, nil or never answered."""

from datetime import date, datetime
from uuid import UUID

from sightline.domain.policy.permissions import Permission
from sightline.domain.states.agency_return import AWAITED, ReturnState
from sightline.domain.vocabulary.cases import Capacity, LawfulBasis
from sightline.domain.vocabulary.chronologies import ReturnStepKind
from sightline.domain.vocabulary.roles import Role
from sightline.errors import NotFound, UserError
from sightline.records.access.models import User
from sightline.records.access.policies import actor_for, holding, require
from sightline.records.access.rows import rows_open_to
from sightline.records.agencies.models import Agency
from sightline.records.audit.services import Change, change
from sightline.records.cases.models import Case, CaseMember, Share
from sightline.records.cases.policies import open_to
from sightline.records.cases.services.members import may_work_on, members_in_force
from sightline.records.cases.services.shares import SHARED_FOR_AT_MOST
from sightline.records.cases.services.wording import CaseRefused, written
from sightline.records.chronologies.models import AgencyReturn, ChronologyRequest, ReturnStep
from sightline.records.chronologies.policies import moving_return
from sightline.records.people.models import PersonRecord

#: The agreement that a request for a chronology names where it shares of whom it asks.
_REQUEST = "Request for a chronology, version {version}"


class StaleReturn(UserError):
    """The return has moved on since this user opened it. Nothing was stored."""

    exit_code = 2


def ask_agency(
    *,
    by: User,
    now: datetime,
    case_id: UUID,
    agency_id: UUID,
    contact_id: UUID | None = None,
    is_out_of_area: bool = False,
    due_on: date | None = None,
) -> UUID:
    """Ask an agency for its chronology. Returns the id of what it was asked.

    The contact becomes a member of the case, and the people whom the coordinator's agency recorded in it are
    shared with the agency: it has to know of whom it is asked. An agency without a user has no contact.

    Raises: NotFound, NotAllowed, CaseRefused
    """
    require(holding(by, Permission.RUN_RETURNS))
    with change(by=by, now=now) as opened:
        case = open_to(by, now, Permission.RUN_RETURNS, Case, case_id)
        request = ChronologyRequest.objects.filter(case=case).order_by("-version").first()
        if request is None:
            raise CaseRefused("Say first what agencies are asked for.")
        agency = Agency.objects.filter(pk=agency_id).first()
        if agency is None:
            raise NotFound("There is no such agency.")
        if AgencyReturn.objects.filter(case=case, agency=agency).exists():
            raise CaseRefused(f"{agency.name} was asked already.")
        if contact_id is not None:
            _let_work(opened, case, contact_id, agency_id, now)
        _share_whom(opened, by, now, case, agency_id, request)
        asked = AgencyReturn.objects.create(
            case=case,
            agency=agency,
            contact_id=contact_id,
            is_out_of_area=is_out_of_area,
            due_on=due_on or request.due_on,
            requested_at=now,
            requested_by=by,
        )
        take_step(opened, by, asked, ReturnStepKind.REQUESTED)
        return asked.pk


def note_reminder(*, by: User, now: datetime, return_id: UUID) -> None:
    """Keep that an agency was reminded. Raises: NotFound, NotAllowed, CaseRefused."""
    require(holding(by, Permission.RUN_RETURNS))
    with change(by=by, now=now) as opened:
        asked = open_to(by, now, Permission.RUN_RETURNS, AgencyReturn, return_id)
        if ReturnState(asked.state) not in AWAITED:
            raise CaseRefused("This agency owes nothing, so there is nothing to remind it of.")
        take_step(opened, by, asked, ReturnStepKind.REMINDED)


def change_due(*, by: User, now: datetime, return_id: UUID, due_on: date, reason: str) -> None:
    """Give an agency another day. Raises: NotFound, NotAllowed, CaseRefused."""
    require(holding(by, Permission.RUN_RETURNS))
    with change(by=by, now=now) as opened:
        asked = open_to(by, now, Permission.RUN_RETURNS, AgencyReturn, return_id)
        words = written(reason, what="why the day changes")
        asked.due_on = due_on
        asked.save(update_fields=["due_on"])
        take_step(opened, by, asked, ReturnStepKind.DUE_CHANGED, words)


def confirm_files_secured(*, by: User, now: datetime, return_id: UUID, words: str) -> None:
    """Keep that an agency says its files are locked, by whom and where.

    Raises: NotFound, NotAllowed, CaseRefused
    """
    require(holding(by, Permission.SEND_RETURN))
    with change(by=by, now=now) as opened:
        asked = open_to(by, now, Permission.SEND_RETURN, AgencyReturn, return_id)
        said = written(words, what="which files were secured, by whom and when")
        take_step(opened, by, asked, ReturnStepKind.FILES_SECURED, said)


def make_nil_return(*, by: User, now: datetime, return_id: UUID, version: int, words: str) -> None:
    """Say for an agency that it holds nothing. Raises: NotFound, NotAllowed, StaleReturn, CaseRefused."""
    require(holding(by, Permission.SEND_RETURN))
    with change(by=by, now=now) as opened:
        asked = open_to(by, now, Permission.SEND_RETURN, AgencyReturn, return_id)
        said = written(words, what="which records were searched, and that there is nothing in them")
        move_return(opened, by, asked, version, ReturnState.NIL_RETURN, ReturnStepKind.NIL_RETURN, said)


def close_without_reply(*, by: User, now: datetime, return_id: UUID, version: int, words: str) -> None:
    """Stop waiting for an agency. It does not say that the agency holds nothing.

    Raises: NotFound, NotAllowed, StaleReturn, CaseRefused
    """
    require(holding(by, Permission.RUN_RETURNS))
    with change(by=by, now=now) as opened:
        asked = open_to(by, now, Permission.RUN_RETURNS, AgencyReturn, return_id)
        said = written(words, what="what was tried to get an answer")
        move_return(opened, by, asked, version, ReturnState.NO_REPLY, ReturnStepKind.NO_REPLY, said)


def move_return(
    opened: Change,
    by: User,
    asked: AgencyReturn,
    version: int,
    state: ReturnState,
    step: ReturnStepKind,
    words: str = "",
) -> None:
    """Move a return that the caller holds locked, within its change. Raises: StaleReturn, NotAllowed."""
    if asked.version != version:
        raise StaleReturn("This return has moved on meanwhile. Load the page again.")
    require(moving_return(asked, state))
    asked.state, asked.version = state, version + 1
    asked.save(update_fields=["state", "version", "submission"])
    take_step(opened, by, asked, step, words)


def take_step(opened: Change, by: User, asked: AgencyReturn, kind: ReturnStepKind, words: str = "") -> None:
    """Write one line of a return's history, within the caller's change."""
    step = ReturnStep.objects.create(
        agency_return=asked, kind=kind, words=words, taken_at=opened.now, taken_by=by
    )
    opened.record("took a step", step, agency_return=str(asked.pk), kind=kind.value, state=str(asked.state))


def _let_work(opened: Change, case: Case, user_id: UUID, agency_id: UUID, now: datetime) -> None:
    """Make an agency's contact a member. A single point of contact acts for the agency without being one."""
    user = User.objects.filter(pk=user_id).first()
    if user and agency_id in actor_for(user, now).agencies(frozenset({Role.SPOC})):
        return
    if not may_work_on(case, user_id, agency_id, now):
        raise CaseRefused("This person may not work on this case for that agency. Choose somebody else.")
    if members_in_force(case, now).filter(user=user_id).exists():
        return
    member = CaseMember.objects.create(
        case=case, user_id=user_id, agency_id=agency_id, capacity=Capacity.WORKER, starts_at=now
    )
    opened.record("added", member, case=str(case.pk), user=str(user_id), agency=str(agency_id))


def _share_whom(
    opened: Change, by: User, now: datetime, case: Case, agency_id: UUID, request: ChronologyRequest
) -> None:
    """Share who the review is about: each record of the coordinator's own agency that may be shared."""
    actor = actor_for(by, now)
    ours = rows_open_to(actor, Permission.SHARE_ITEM, PersonRecord).filter(subject__case=case)
    until = now + SHARED_FOR_AT_MOST
    for record in ours.exclude(agency=agency_id):
        made = Share.objects.create(
            case=case,
            from_agency_id=record.agency_id,
            to_agency_id=agency_id,
            record=record,
            basis=LawfulBasis.LEGAL_OBLIGATION,
            agreement=_REQUEST.format(version=request.version),
            until=until,
            shared_at=now,
            shared_by=by,
        )
        opened.record("shared", made, case=str(case.pk), to=str(agency_id), record=str(record.pk))
