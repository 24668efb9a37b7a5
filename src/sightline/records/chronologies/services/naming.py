"""Names what a review speaks of: its people by pseudonym, and the stretches of time it looks at."""

from datetime import date, datetime
from uuid import UUID

from sightline.domain.policy.permissions import Permission
from sightline.errors import NotFound
from sightline.records.access.models import User
from sightline.records.access.policies import holding, require
from sightline.records.audit.services import change
from sightline.records.cases.models import Case, CaseSubject
from sightline.records.cases.policies import open_to
from sightline.records.cases.services.wording import CaseRefused, on_one_line
from sightline.records.chronologies.models import KeyPeriod, Pseudonym


def agree_pseudonym(*, by: User, now: datetime, subject_id: UUID, pseudonym: str) -> None:
    """Say what the review calls a person; an empty name takes the pseudonym away.

    Raises: NotFound, NotAllowed, CaseRefused
    """
    require(holding(by, Permission.ANALYSE))
    with change(by=by, now=now) as opened:
        subject = open_to(by, now, Permission.READ_ITEM, CaseSubject, subject_id)
        case = open_to(by, now, Permission.ANALYSE, Case, subject.case_id)
        if not pseudonym.strip():
            Pseudonym.objects.filter(subject=subject).delete()
            opened.record("took pseudonym off", subject, case=str(case.pk))
            return
        name = on_one_line(pseudonym, what="the pseudonym")[:100]
        if Pseudonym.objects.filter(case=case, pseudonym=name).exclude(subject=subject).exists():
            raise CaseRefused("Somebody else in this review goes by that name. Choose another one.")
        if name.casefold() == subject.record.name.casefold():
            raise CaseRefused("That is the person's own name. Choose another one.")
        Pseudonym.objects.update_or_create(
            subject=subject,
            defaults={"case": case, "pseudonym": name, "agreed_at": now, "agreed_by": by},
        )
        opened.record("agreed pseudonym", subject, case=str(case.pk))


def name_period(*, by: User, now: datetime, case_id: UUID, name: str, begins_on: date, ends_on: date) -> UUID:
    """Name a key period. Returns its id. Raises: NotFound, NotAllowed, CaseRefused."""
    require(holding(by, Permission.ANALYSE))
    with change(by=by, now=now) as opened:
        case = open_to(by, now, Permission.ANALYSE, Case, case_id)
        if ends_on < begins_on:
            raise CaseRefused("The period ends before it begins.")
        title = on_one_line(name, what="what the period is called")
        if KeyPeriod.objects.filter(case=case, name=title).exists():
            raise CaseRefused("Another period has this name. Choose another one.")
        period = KeyPeriod.objects.create(
            case=case, name=title, begins_on=begins_on, ends_on=ends_on, named_at=now, named_by=by
        )
        opened.record("named", period, case=str(case.pk))
        return period.pk


def drop_period(*, by: User, now: datetime, period_id: UUID) -> None:
    """Take a key period away: nothing rests on it. Raises: NotFound, NotAllowed."""
    require(holding(by, Permission.ANALYSE))
    with change(by=by, now=now) as opened:
        period = KeyPeriod.objects.filter(pk=period_id).first()
        if period is None:
            raise NotFound("This is not here, or it is not for you to see.")
        open_to(by, now, Permission.ANALYSE, Case, period.case_id)
        opened.record("dropped", period, case=str(period.case_id))
        period.delete()
