"""Opens a case and moves it from stage to stage, and keeps who was shown which case."""

import secrets
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from sightline.domain.policy.permissions import Permission
from sightline.domain.states.case import moves_from
from sightline.domain.vocabulary.cases import Capacity, CaseKind, CaseStage
from sightline.errors import UserError
from sightline.records.access.models import User
from sightline.records.access.policies import actor_for, holding, require
from sightline.records.audit.services import change, record_reads
from sightline.records.cases.models import Case, CaseMember, CaseNote, Share
from sightline.records.cases.policies import open_to, opening_case
from sightline.records.cases.queries import CasePage
from sightline.records.cases.services.wording import CaseRefused
from sightline.records.people.models import PersonRecord

# No vowels, so that no word comes out, and nothing that is misread for something else.
_ALPHABET = "23456789BCDFGHJKMNPQRSTVWXZ"


class StaleCase(UserError):
    """Somebody else changed the case since this user opened it. Nothing was stored."""

    exit_code = 2


def open_case(*, by: User, now: datetime, kind: CaseKind, agency_id: UUID) -> UUID:
    """Open a case for an agency, with the user as its lead worker. Returns its id. Raises: NotAllowed."""
    require(holding(by, Permission.OPEN_CASE))
    require(opening_case(actor_for(by, now), kind, agency_id))
    with change(by=by, now=now) as opened:
        case = Case.objects.create(
            reference=_random_reference(), kind=kind, agency_id=agency_id, opened_at=now, opened_by=by
        )
        CaseMember.objects.create(
            case=case, user=by, agency_id=agency_id, capacity=Capacity.LEAD, starts_at=now
        )
        opened.record("opened", case, kind=kind.value, agency=str(agency_id))
        return case.pk


def open_panel(*, by: User, now: datetime, case_id: UUID, version: int) -> None:
    """Open the panel of a review. Raises: NotFound, NotAllowed, StaleCase, CaseRefused."""
    _move(by, now, case_id, version, CaseStage.PANEL_OPEN)


def close_case(*, by: User, now: datetime, case_id: UUID, version: int) -> None:
    """Close a case: nothing more is written in it. Raises: NotFound, NotAllowed, StaleCase, CaseRefused."""
    _move(by, now, case_id, version, CaseStage.CLOSED)


def reopen_case(*, by: User, now: datetime, case_id: UUID, version: int) -> None:
    """Open a closed case again. Raises: NotFound, NotAllowed, StaleCase, CaseRefused."""
    _move(by, now, case_id, version, CaseStage.OPEN)


def record_cases_listed(*, by: User, now: datetime, cases: Iterable[UUID]) -> None:
    """Keep which cases a page lists to a user."""
    record_reads(by=by, now=now, verb="listed", shown={Case: cases})


def record_case_opened(*, by: User, now: datetime, page: CasePage) -> None:
    """Keep that a user was shown a case, and each person, note and share on its page."""
    record_reads(
        by=by,
        now=now,
        verb="opened",
        shown={
            PersonRecord: [each.record_id for each in page.subjects],
            CaseNote: [each.id for each in page.notes],
            Share: [each.id for each in page.shares],
        },
        about=Case(pk=page.case.id),
    )


def _move(by: User, now: datetime, case_id: UUID, version: int, stage: CaseStage) -> None:
    require(holding(by, Permission.CLOSE_CASE))
    with change(by=by, now=now) as opened:
        case = open_to(by, now, Permission.CLOSE_CASE, Case, case_id)
        if case.version != version:
            raise StaleCase("Somebody else changed this case meanwhile. Load the page again.")
        before = CaseStage(case.stage)
        if stage not in moves_from(before, CaseKind(case.kind)):
            raise CaseRefused(f"A case that is “{before.wording}” cannot become “{stage.wording}”.")
        case.stage, case.version = stage, version + 1
        case.save(update_fields=["stage", "version"])
        opened.record("moved", case, before=before.value, after=stage.value)


def _random_reference() -> str:
    letters = [secrets.choice(_ALPHABET) for _ in range(8)]
    return f"{''.join(letters[:4])}-{''.join(letters[4:])}"
