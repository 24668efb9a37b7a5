"""Seals: one person proposes a change, another one decides it."""

from datetime import datetime
from uuid import UUID

from sightline.domain.policy.permissions import Permission
from sightline.domain.vocabulary.cases import SealChangeKind
from sightline.records.access.models import User
from sightline.records.access.policies import actor_for, holding, require
from sightline.records.access.rows import can
from sightline.records.actor import system
from sightline.records.audit.services import change
from sightline.records.cases.models import Case, Seal, SealChange, SealName
from sightline.records.cases.policies import open_to
from sightline.records.cases.services.wording import CaseRefused, written

_N_NAMED_AT_LEAST = 2


def propose_seal(
    *,
    by: User,
    now: datetime,
    case_id: UUID,
    kind: SealChangeKind,
    user_ids: tuple[UUID, ...],
    reason: str,
) -> UUID:
    """Propose to seal a case for some users, to unseal it, to name a user or to take one off.

    Returns the proposal's id. Raises: NotFound, NotAllowed, CaseRefused
    """
    require(holding(by, Permission.PROPOSE_SEAL))
    with change(by=by, now=now) as opened:
        case = open_to(by, now, Permission.PROPOSE_SEAL, Case, case_id)
        users = tuple(dict.fromkeys(user_ids))
        _check(case, kind, users, now)
        proposal = SealChange.objects.create(
            case=case,
            kind=kind,
            user_ids=[str(user_id) for user_id in users],
            reason=written(reason, what="why"),
            proposed_at=now,
            proposed_by=by,
        )
        opened.record("proposed", proposal, case=str(case.pk), kind=kind.value, users=proposal.user_ids)
        return proposal.pk


def decide_seal(*, by: User, now: datetime, change_id: UUID, confirm: bool) -> None:
    """Make a proposed change to a seal, or refuse it: for somebody other than who proposed it.

    Raises: NotFound, NotAllowed, CaseRefused
    """
    require(holding(by, Permission.CONFIRM_SEAL))
    with change(by=by, now=now) as opened:
        proposal = open_to(by, now, Permission.CONFIRM_SEAL, SealChange, change_id)
        if proposal.decided_at is not None:
            raise CaseRefused("This was decided already.")
        kind, users = SealChangeKind(proposal.kind), tuple(map(UUID, proposal.user_ids))
        # Whoever decides may put themself out of the case by it, and is then not shown what they decided.
        with system("make a decided change to a seal"):
            case = Case.objects.select_for_update().get(pk=proposal.case_id)
            if confirm:
                _check(case, kind, users, now)
                _make(case, kind, users, by, now)
            proposal.decided_at, proposal.decided_by, proposal.is_confirmed = now, by, confirm
            proposal.save(update_fields=["decided_at", "decided_by", "is_confirmed"])
        opened.record(
            "confirmed" if confirm else "refused",
            proposal,
            case=str(case.pk),
            kind=kind.value,
            users=proposal.user_ids,
        )


def _make(case: Case, kind: SealChangeKind, users: tuple[UUID, ...], by: User, now: datetime) -> None:
    if kind is SealChangeKind.SEAL:
        seal = Seal.objects.create(case=case, sealed_at=now, sealed_by=by)
        SealName.objects.bulk_create(SealName(seal=seal, user_id=user_id) for user_id in users)
        return
    seal = Seal.objects.get(case=case, ended_at=None)
    if kind is SealChangeKind.NAME:
        SealName.objects.create(seal=seal, user_id=users[0])
    elif kind is SealChangeKind.UNNAME:
        SealName.objects.filter(seal=seal, user=users[0]).delete()
    else:
        seal.ended_at, seal.ended_by = now, by
        seal.save(update_fields=["ended_at", "ended_by"])


def _check(case: Case, kind: SealChangeKind, users: tuple[UUID, ...], now: datetime) -> None:
    """Refuse a change that makes no sense as the case stands, or leaves a seal that nobody can take off."""
    with system("see what stands on a seal that is to change"):
        seal = Seal.objects.filter(case=case, ended_at=None).first()
        named = set(SealName.objects.filter(seal=seal).values_list("user", flat=True))
        if (seal is None) is not (kind is SealChangeKind.SEAL):
            raise CaseRefused("The case is sealed already." if seal else "The case is not sealed.")
        if kind is SealChangeKind.UNSEAL:
            if users:
                raise CaseRefused("To unseal a case, name nobody.")
            return
        if kind is not SealChangeKind.SEAL and len(users) != 1:
            raise CaseRefused("Choose one person at a time.")
        if User.objects.filter(pk__in=users, is_active=True).count() != len(users):
            raise CaseRefused("Choose people whose accounts are in use.")
        if kind is not SealChangeKind.SEAL and (users[0] in named) is not (kind is SealChangeKind.UNNAME):
            raise CaseRefused(
                "This person is named already." if users[0] in named else "This person is not named."
            )
        _check_who_remains(
            case, named - set(users) if kind is SealChangeKind.UNNAME else named | set(users), now
        )


def _check_who_remains(case: Case, named: set[UUID], now: datetime) -> None:
    people = User.objects.filter(pk__in=named, is_active=True)
    confirmers = [user for user in people if can(actor_for(user, now), Permission.CONFIRM_SEAL, case)]
    if len(people) < _N_NAMED_AT_LEAST or not confirmers:
        raise CaseRefused(
            f"A seal names at least {_N_NAMED_AT_LEAST} people, among them a privacy officer of an agency in "
            "the case: otherwise nobody could take it off."
        )
