"""What a user signs in with."""

from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator

from sightline.domain.vocabulary.factors import FactorKind
from sightline.records.access.models import User


@dataclass(frozen=True, slots=True)
class FactorRow:
    """A passkey, an app or a set of recovery codes; `n_left` counts the codes not yet used."""

    id: int
    kind: FactorKind
    name: str
    added_at: datetime
    last_used_at: datetime | None
    n_left: int | None


def factors_of(user: User) -> tuple[FactorRow, ...]:
    """Return what a user may sign in with besides a password, oldest first."""
    found = Authenticator.objects.filter(user_id=user.pk).order_by("created_at", "id")
    return tuple(map(_row, found))


def has_factor(user: User) -> bool:
    """Say whether a user has a passkey or an app. Recovery codes stand in for these; alone they are none."""
    return Authenticator.objects.filter(user_id=user.pk).exclude(type=FactorKind.RECOVERY_CODES).exists()


def has_kind(user: User, kind: FactorKind) -> bool:
    """Say whether a user has a factor of a kind."""
    return Authenticator.objects.filter(user_id=user.pk, type=kind).exists()


def _row(factor: Authenticator) -> FactorRow:
    kind = FactorKind(factor.type)
    is_codes = kind is FactorKind.RECOVERY_CODES
    return FactorRow(
        id=factor.pk,
        kind=kind,
        name=factor.wrap().name if kind is FactorKind.PASSKEY else kind.wording,
        added_at=factor.created_at,
        last_used_at=factor.last_used_at,
        n_left=len(factor.wrap().get_unused_codes()) if is_codes else None,
    )
