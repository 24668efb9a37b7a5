"""Says what a review asks agencies for: a new version each time, so that what was asked is never lost."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from sightline.domain.policy.permissions import Permission
from sightline.errors import UserError
from sightline.records.access.models import User
from sightline.records.access.policies import holding, require
from sightline.records.audit.services import change
from sightline.records.cases.models import Case
from sightline.records.cases.policies import open_to
from sightline.records.cases.services.wording import CaseRefused, on_one_line, written
from sightline.records.chronologies.models import ChronologyRequest, RequestTerm


class StaleRequest(UserError):
    """Somebody else changed what is asked since this user opened it. Nothing was stored."""

    exit_code = 2


def set_request(
    *,
    by: User,
    now: datetime,
    case_id: UUID,
    version: int,
    title: str,
    begins_on: date | None,
    ends_on: date | None,
    due_on: date,
    terms: Sequence[str],
    columns: Sequence[str] = (),
    guidance: str = "",
    needs_disclosure_check: bool = True,
    why_no_check: str = "",
) -> UUID:
    """Say what agencies are asked for, in place of `version`, which is 0 where nothing was said before.

    Agencies asked already keep the day they were given. Returns the id of the new version.

    Raises: NotFound, NotAllowed, StaleRequest, CaseRefused
    """
    require(holding(by, Permission.RUN_RETURNS))
    with change(by=by, now=now) as opened:
        case = open_to(by, now, Permission.RUN_RETURNS, Case, case_id)
        latest = ChronologyRequest.objects.filter(case=case).order_by("-version").first()
        if version != (latest.version if latest else 0):
            raise StaleRequest("Somebody else changed what is asked meanwhile. Load the page again.")
        if begins_on and ends_on and ends_on < begins_on:
            raise CaseRefused("The period ends before it begins.")
        asked = [written(term, what="each term of reference") for term in terms if term.strip()]
        if not needs_disclosure_check:
            written(why_no_check, what="why nobody checks entries for disclosure", at_least=10)
        made = ChronologyRequest.objects.create(
            case=case,
            version=version + 1,
            title=on_one_line(title, what="what the review is called"),
            begins_on=begins_on,
            ends_on=ends_on,
            due_on=due_on,
            columns=list(columns),
            guidance=written(guidance, what="guidance", at_least=0),
            needs_disclosure_check=needs_disclosure_check,
            why_no_check="" if needs_disclosure_check else why_no_check.strip(),
            asked_at=now,
            asked_by=by,
        )
        RequestTerm.objects.bulk_create(
            RequestTerm(request=made, position=position, text=text)
            for position, text in enumerate(asked, start=1)
        )
        opened.record("asked", made, case=str(case.pk), version=made.version, n_terms=len(asked))
        return made.pk
