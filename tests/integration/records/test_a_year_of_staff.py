"""A year of 300 staff, day by day: nobody reaches anything after what they held has ended."""

import random
from datetime import UTC, datetime, timedelta

import pytest

from sightline.domain.vocabulary.roles import Role
from sightline.records.access.models import Appointment, User
from sightline.records.access.policies import actor_for
from sightline.records.access.queries import user_with_email
from sightline.records.access.services import add_agency, add_user, appoint, end_appointment, open_partnership
from sightline.records.accounts.services.staff import confirm_appointment, leave, review_appointments
from sightline.records.audit.models import AuditEntry

BEGAN = datetime(2026, 1, 5, 9, tzinfo=UTC)
DAY = timedelta(days=1)
N_STAFF, N_LEAVERS, N_MOVERS = 300, 80, 40
WORD = "seven-grey-herons-on-the-quay"
LOOK_EVERY = 30
"""Days between two looks at everybody. Who left, ended or moved is looked at on each day of a change."""


@pytest.fixture
def managers(db: None) -> tuple[User, User]:
    """Two coordinators, who confirm each other."""
    first = open_partnership(
        now=BEGAN,
        agency_name="Saltby Partnership",
        name="Cora Example",
        email="a@saltby.example",
        password=WORD,
    )
    add_user(
        by=first,
        now=BEGAN,
        email="b@saltby.example",
        name="Coral Example",
        agency_id=first.agency_id,
        role=Role.COORDINATOR,
        password=WORD,
    )
    return first, user_with_email("b@saltby.example")


def test_nobody_reaches_anything_after_the_end(managers: tuple[User, User]) -> None:
    by, second = managers
    chance = random.Random(20261124)
    agencies = [add_agency(by=by, now=BEGAN, name=f"Agency {number}") for number in range(2)]
    staff = [
        add_user(
            by=by,
            now=BEGAN,
            email=f"n{number}@saltby.example",
            name="Invented Person",
            agency_id=agencies[0].id,
            role=Role.PRACTITIONER,
        ).id
        for number in range(N_STAFF)
    ]
    ends = {user_id: BEGAN + timedelta(days=365) for user_id in staff}
    changes = chance.sample(staff, N_LEAVERS + N_MOVERS)
    leavers, movers = set(changes[:N_LEAVERS]), set(changes[N_LEAVERS:])
    on_day: dict[int, list[object]] = {}
    for user_id in changes:
        on_day.setdefault(chance.randrange(10, 364), []).append(user_id)
    # some appointments are forgotten at the review
    forgotten = set(chance.sample([each for each in staff if each not in leavers | movers], 30))

    too_late, n_looks, moved = [], 0, {}
    for day in range(1, 375):
        now = BEGAN + day * DAY
        for user_id in on_day.get(day, []):
            if user_id in leavers:
                leave(by=by, now=now, user_id=user_id)
                ends[user_id] = now
            else:
                held = Appointment.objects.get(user_id=user_id, ends_at__gt=now, agency_id=agencies[0].id)
                end_appointment(by=by, now=now, appointment_id=held.pk)
                appoint(by=by, now=now, user_id=user_id, role=Role.SUPERVISOR, agency_id=agencies[1].id)
                moved[user_id] = now
        if day % 90 == 0:
            for held in Appointment.objects.filter(starts_at__lte=now, ends_at__gt=now, user__is_active=True):
                confirmer = second if held.user_id == by.pk else by
                if held.user_id not in forgotten:
                    confirm_appointment(by=confirmer, now=now, appointment_id=held.pk)
        for done in review_appointments(now=now):
            ended = User.objects.get(email=done.email)
            if ended.pk in ends:
                ends[ended.pk] = min(ends[ended.pk], now)
        if day % LOOK_EVERY == 0 or day in on_day:
            over = {each for each in staff if now >= ends[each]} | set(moved)
            for user in User.objects.filter(pk__in=staff if day % LOOK_EVERY == 0 else over):
                appointed = actor_for(user, now).appointed
                n_looks += 1
                is_late = now >= ends[user.pk] and user.pk not in moved
                in_old_agency = user.pk in moved and any(
                    each.agency_id == agencies[0].id for each in appointed
                )
                if (is_late and appointed) or in_old_agency:
                    too_late.append((user.pk, day))
    assert too_late == []
    assert n_looks > 5_000
    assert not User.objects.filter(pk__in=leavers | forgotten, is_active=True).exists()
    assert User.objects.filter(pk__in=movers, is_active=True).count() == N_MOVERS
    # the forgotten ended when the quarter was over, each with an entry that says why
    ended = [
        entry
        for entry in AuditEntry.objects.filter(verb="ended")
        if entry.details.get("because") == "not confirmed"
    ]
    assert {entry.details["user"] for entry in ended} == {str(each) for each in forgotten}
    assert all(BEGAN + 92 * DAY <= entry.at < BEGAN + 93 * DAY for entry in ended)


def test_the_last_who_may_manage_users_is_kept(db: None) -> None:
    only = open_partnership(
        now=BEGAN,
        agency_name="Saltby Partnership",
        name="Cora Example",
        email="a@saltby.example",
        password=WORD,
    )
    done = review_appointments(now=BEGAN + 92 * DAY)
    assert [(each.email, each.is_kept_as_last) for each in done] == [(only.email, True)]
    assert actor_for(only, BEGAN + 92 * DAY).roles == {Role.COORDINATOR}
    assert review_appointments(now=BEGAN + 91 * DAY) == ()
