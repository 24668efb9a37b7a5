"""Keeps staff from people they may know: what staff are known by, matching, and bars.

Whoever is barred is never told so, nor whether anything matched: that would say who is in a case.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import product
from uuid import UUID

from sightline.domain.identity.birth_dates import is_birth_date
from sightline.domain.identity.matching import Identity, matches
from sightline.domain.policy.permissions import Permission
from sightline.domain.vocabulary.people import BarOrigin, BarState, ContactKind, StaffDetailKind
from sightline.errors import NotFound, UserError
from sightline.records.access.models import User
from sightline.records.access.policies import (
    NotAllowed,
    about_agency,
    actor_for,
    holding,
    managing_staff,
    require,
)
from sightline.records.access.rows import rows_open_to
from sightline.records.actor import system
from sightline.records.audit.services import Change, change
from sightline.records.people.models import Bar, DeclaredConflict, Person, PersonRecord, StaffDetail


@dataclass(frozen=True, slots=True)
class _Match:
    user: User
    person_id: UUID
    origin: BarOrigin
    matched_on: list[str]


class BarRefused(UserError):
    """A bar, a detail or a declared conflict that will not do as it was given."""

    exit_code = 2


def match_record(opened: Change, record: PersonRecord) -> None:
    """Bar every member of staff who may know the person of a record, within the change of its caller."""
    with system("match a person in a case with all staff"):
        _bar_all(opened, _found(User.objects.filter(is_active=True), [record.pk]))


def match_user(opened: Change, user: User) -> None:
    """Bar a member of staff from everybody they may know, within the change of its caller."""
    with system("match a member of staff with all people in cases"):
        _bar_all(opened, _found(User.objects.filter(pk=user.pk)))


def match_all(*, now: datetime) -> int:
    """Match all staff with all people in cases. Returns how many bars there are to be looked at."""
    with system("match all staff with all people in cases"):
        # It takes minutes where there are many; nobody waits for it to write.
        found = list(_found(User.objects.filter(is_active=True)))
    with change(by=None, now=now) as opened:
        _bar_all(opened, found)
        waiting = Bar.objects.filter(state=BarState.PROPOSED).count()
        opened.record("matched", Bar(id=None), waiting=waiting)
    return waiting


def add_staff_details(
    *,
    by: User | None,
    now: datetime,
    user_id: UUID,
    former_names: tuple[str, ...] = (),
    born_on: str = "",
    addresses: tuple[str, ...] = (),
    telephones: tuple[str, ...] = (),
) -> None:
    """Add what a member of staff is known by in private life, and bar them from whoever they may know.

    Raises: NotFound, NotAllowed, BarRefused
    """
    with change(by=by, now=now) as opened:
        user = _user(user_id)
        require(managing_staff(by, user.agency_id))
        details = [
            *((StaffDetailKind.FORMER_NAME, name) for name in former_names),
            *((StaffDetailKind.BORN_ON, day) for day in (_birth_date(born_on),)),
            *((StaffDetailKind.ADDRESS, address) for address in addresses),
            *((StaffDetailKind.TELEPHONE, number) for number in telephones),
        ]
        made = StaffDetail.objects.bulk_create(
            StaffDetail(user=user, kind=kind, text=text.strip()) for kind, text in details if text.strip()
        )
        opened.record("detailed", user, kinds=sorted({detail.kind for detail in made}))
        match_user(opened, user)


def declare_conflict(
    *, by: User, now: datetime, name: str, born_on: str = "", aliases: tuple[str, ...] = ()
) -> int:
    """Keep the user from a person they say they know, now and whenever that person comes into a case.

    Returns how many names are looked for: never how many were found, which nobody is told who asks.

    Raises: BarRefused
    """
    names = [" ".join(each.split()) for each in (name, *aliases) if each.strip()]
    if not name.strip() or any(len(each) > 200 for each in names):
        raise BarRefused("Write the person's name, in at most 200 characters.")
    with change(by=by, now=now) as opened:
        declared = DeclaredConflict.objects.create(
            declared_by=by, declared_at=now, names=names, born_on=_birth_date(born_on)
        )
        opened.record("declared", declared)
        match_user(opened, by)
    return len(names)


def set_bar(*, by: User, now: datetime, user_id: UUID, person_id: UUID, reason: str) -> UUID:
    """Bar a member of staff from a person. Returns the bar's id. Raises: NotFound, NotAllowed, BarRefused."""
    require(holding(by, Permission.SET_BARS))
    with change(by=by, now=now) as opened:
        user = _user(user_id)
        require(about_agency(by, Permission.SET_BARS, user.agency_id))
        if user.pk == by.pk:
            raise NotAllowed("Nobody sets a bar on themself. Declare a conflict instead.")
        if not Person.objects.filter(pk=person_id).exists():
            raise NotFound("There is no such person.")
        bar, _is_new = Bar.objects.update_or_create(
            user=user,
            person_id=person_id,
            defaults={
                "origin": BarOrigin.SET,
                "state": BarState.CONFIRMED,
                "reason": _reason(reason),
                "decided_at": now,
                "decided_by": by,
            },
        )
        opened.record("barred", bar, user=str(user.pk), person=str(person_id), origin=BarOrigin.SET.value)
        return bar.pk


def confirm_bar(*, by: User, now: datetime, bar_id: UUID, reason: str) -> None:
    """Say that a bar is right. Raises: NotFound, NotAllowed, BarRefused."""
    _decide(by, now, bar_id, BarState.CONFIRMED, reason)


def lift_bar(*, by: User, now: datetime, bar_id: UUID, reason: str) -> None:
    """Lift a bar: never one's own. Raises: NotFound, NotAllowed, BarRefused."""
    _decide(by, now, bar_id, BarState.LIFTED, reason)


def _decide(by: User, now: datetime, bar_id: UUID, state: BarState, reason: str) -> None:
    require(holding(by, Permission.SET_BARS))
    with change(by=by, now=now) as opened:
        bar = rows_open_to(actor_for(by, now), Permission.SET_BARS, Bar).filter(pk=bar_id).first()
        if bar is None:
            raise NotFound("This is not here, or it is not for you to see.")
        before = bar.state
        bar.state, bar.reason, bar.decided_at, bar.decided_by = state, _reason(reason), now, by
        bar.save(update_fields=["state", "reason", "decided_at", "decided_by"])
        opened.record("decided", bar, user=str(bar.user_id), before=before, after=state.value)


def _found(users: Iterable[User], record_ids: Iterable[UUID] | None = None) -> Iterator[_Match]:
    subjects = _subject_identities(record_ids)
    for user, identities in _staff_identities(users):
        for (person_id, subject), (origin, identity) in product(subjects, identities):
            matched_on = [field.value for field in matches(identity, subject)]
            if matched_on:
                yield _Match(user, person_id, origin, matched_on)


def _bar_all(opened: Change, found: Iterable[_Match]) -> None:
    """Bar whom a match was found for, unless they are, or the bar was lifted when no less had matched."""
    for match in found:
        bar = Bar.objects.filter(user=match.user, person=match.person_id).first()
        if bar is None:
            bar = Bar(user=match.user, person_id=match.person_id)
        elif bar.state != BarState.LIFTED or set(match.matched_on) <= set(bar.matched_on):
            continue
        bar.origin, bar.state, bar.matched_on = match.origin, BarState.PROPOSED, match.matched_on
        bar.reason, bar.decided_at, bar.decided_by = "", None, None
        bar.save()
        opened.record(
            "barred",
            bar,
            user=str(match.user.pk),
            person=str(match.person_id),
            origin=match.origin.value,
            matched_on=match.matched_on,
        )


def _staff_identities(users: Iterable[User]) -> list[tuple[User, list[tuple[BarOrigin, Identity]]]]:
    """Return each user with what they are known by themselves, and each person they declared to know."""
    found = list(users)
    details: dict[tuple[UUID, str], list[str]] = {}
    for detail in StaffDetail.objects.filter(user__in=found):
        details.setdefault((detail.user_id, detail.kind), []).append(detail.text)
    declared: dict[UUID, list[Identity]] = {}
    for conflict in DeclaredConflict.objects.filter(declared_by__in=found):
        identity = Identity(tuple(conflict.names), conflict.born_on)
        declared.setdefault(conflict.declared_by_id, []).append(identity)

    def known(user: User, kind: StaffDetailKind) -> tuple[str, ...]:
        return tuple(details.get((user.pk, kind.value), ()))

    return [
        (
            user,
            [
                (
                    BarOrigin.MATCHED,
                    Identity(
                        (user.name, *known(user, StaffDetailKind.FORMER_NAME)),
                        next(iter(known(user, StaffDetailKind.BORN_ON)), ""),
                        known(user, StaffDetailKind.ADDRESS),
                        known(user, StaffDetailKind.TELEPHONE),
                    ),
                ),
                *((BarOrigin.DECLARED, identity) for identity in declared.get(user.pk, ())),
            ],
        )
        for user in found
    ]


def _subject_identities(record_ids: Iterable[UUID] | None = None) -> list[tuple[UUID, Identity]]:
    records = PersonRecord.objects.prefetch_related("aliases", "locations", "safe_contacts")
    chosen = records.all() if record_ids is None else records.filter(pk__in=list(record_ids))
    return [
        (
            record.person_id,
            Identity(
                (record.name, *(alias.name for alias in record.aliases.all())),
                record.born_on,
                tuple(location.text for location in record.locations.all()),
                tuple(
                    contact.text
                    for contact in record.safe_contacts.all()
                    if contact.kind in {ContactKind.TELEPHONE, ContactKind.THROUGH_SOMEBODY}
                ),
            ),
        )
        for record in chosen
    ]


def _user(user_id: UUID) -> User:
    found = User.objects.filter(pk=user_id).first()
    if found is None:
        raise NotFound("There is no such user.")
    return found


def _birth_date(text: str) -> str:
    if text and not is_birth_date(text):
        raise BarRefused("Write a date of birth as 1990-05-17, 1990-05 or 1990, or leave it empty.")
    return text


def _reason(text: str) -> str:
    found = text.strip()
    if not found or len(found) > 2000:
        raise BarRefused("Write why, in at most 2,000 characters.")
    return found
