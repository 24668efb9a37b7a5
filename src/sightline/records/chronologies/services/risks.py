"""Raises a risk to somebody living that was found while reading, and says what was done about it."""

from datetime import datetime
from uuid import UUID

from sightline.domain.policy.permissions import Permission
from sightline.records.access.models import User
from sightline.records.access.policies import actor_for, holding, require
from sightline.records.audit.services import change
from sightline.records.cases.models import Case
from sightline.records.cases.policies import open_to, working_for
from sightline.records.cases.services.wording import CaseRefused, written
from sightline.records.chronologies.models import UrgentRisk


def raise_risk(*, by: User, now: datetime, case_id: UUID, agency_id: UUID, words: str) -> UUID:
    """Tell the review's coordinator and chair, and one's own agency, of a risk. Returns its id.

    Raises: NotFound, NotAllowed, CaseRefused
    """
    require(holding(by, Permission.RAISE_RISK))
    with change(by=by, now=now) as opened:
        case = open_to(by, now, Permission.RAISE_RISK, Case, case_id)
        require(working_for(actor_for(by, now), Permission.RAISE_RISK, agency_id))
        risk = UrgentRisk.objects.create(
            case=case,
            agency_id=agency_id,
            words=written(words, what="who is at risk of what, and where you read it", at_least=10),
            raised_at=now,
            raised_by=by,
        )
        opened.record("raised", risk, case=str(case.pk), agency=str(agency_id))
        return risk.pk


def answer_risk(*, by: User, now: datetime, risk_id: UUID, answer: str) -> None:
    """Say what was done about a risk. Raises: NotFound, NotAllowed, CaseRefused."""
    require(holding(by, Permission.RAISE_RISK))
    with change(by=by, now=now) as opened:
        risk = open_to(by, now, Permission.READ_RETURNS, UrgentRisk, risk_id)
        open_to(by, now, Permission.RAISE_RISK, Case, risk.case_id)
        if risk.answered_at is not None:
            raise CaseRefused("Somebody has answered this already.")
        risk.answer = written(answer, what="what was done, by whom and when", at_least=10)
        risk.answered_at, risk.answered_by = now, by
        risk.save(update_fields=["answer", "answered_at", "answered_by"])
        opened.record("answered", risk, case=str(risk.case_id))
