"""How dense a chronology is by month, where it is silent, and what is about key dates and in key periods."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.domain.chronology.chronology import Chronology
from sightline.domain.chronology.events import Event
from sightline.domain.chronology.gaps import (
    KeyDate,
    KeyPeriod,
    Silence,
    around,
    density,
    in_key_period,
    silences,
)
from sightline.domain.chronology.uncertain_date import DatePrecision, UncertainDate
from sightline.domain.vocabulary.events import AccountOf, EventKind
from tests.factories.accounts import UNDATED, account, between, on

SPRING = between(date(2013, 3, 1), date(2013, 5, 31), "spring 2013")
SINCE = UncertainDate("since March 2013", date(2013, 3, 1), None, DatePrecision.RANGE)


def of_agency(found: tuple[Silence, ...], agency: str | None) -> list[Silence]:
    return [silence for silence in found if silence.agency == agency]


def test_each_month_has_what_is_certainly_in_it_and_beside_it_what_may_be() -> None:
    entries = (
        account("surgery", on(2013, 3, 4)),
        account("surgery", between(date(2013, 5, 1), date(2013, 5, 31), "May 2013")),
        account("surgery", SPRING),
        account("surgery", UNDATED),
        account("police", on(2013, 4, 30)),
    )
    found = density(Chronology.of(entries))
    assert found.months == (date(2013, 3, 1), date(2013, 4, 1), date(2013, 5, 1))
    police, surgery = found.agencies
    assert police.certain == (0, 1, 0)
    assert (surgery.certain, surgery.possible, surgery.n_undated) == ((1, 0, 1), (1, 1, 1), 1)


def test_the_months_are_those_of_the_period_and_what_is_outside_it_does_not_count() -> None:
    entries = (account("surgery", on(2012, 3, 4)), account("surgery", SINCE))
    found = density(Chronology.of(entries, begins=date(2013, 2, 10), ends=date(2013, 4, 2)))
    assert found.months == (date(2013, 2, 1), date(2013, 3, 1), date(2013, 4, 1))
    (surgery,) = found.agencies
    assert (surgery.certain, surgery.possible) == ((0, 0, 0), (0, 1, 1))


def test_a_chronology_without_a_day_has_no_months() -> None:
    found = density(Chronology.of([account("surgery", UNDATED)]))
    assert found.months == ()
    assert found.agencies[0].n_undated == 1


def test_a_silence_is_longer_than_the_months_or_days_asked_for() -> None:
    chronology = Chronology.of((account("police", on(2013, 1, 31)), account("police", on(2013, 3, 1))))
    (silence,) = of_agency(silences(chronology, days=27), "police")
    assert (silence.begins, silence.ends) == (date(2013, 2, 1), date(2013, 2, 28))
    assert not silences(chronology, days=28)
    assert not silences(chronology, months=1)
    a_day_later = Chronology.of((account("police", on(2013, 1, 31)), account("police", on(2013, 3, 2))))
    assert len(silences(a_day_later, months=1)) == 2


def test_an_agency_may_be_silent_while_another_is_not() -> None:
    chronology = Chronology.of(
        (
            account("police", on(2013, 1, 1)),
            account("police", on(2013, 12, 31)),
            account("surgery", on(2013, 6, 1)),
        )
    )
    found = silences(chronology, months=6)
    assert [silence.agency for silence in found] == [None, "police"]
    assert found[0].begins == date(2013, 6, 2)


def test_an_uncertain_entry_breaks_a_silence_only_where_it_is_wholly_within() -> None:
    first, last = account("police", on(2013, 1, 1)), account("police", on(2013, 12, 31))
    within = account("police", SPRING)
    found = of_agency(silences(Chronology.of((first, within, last)), days=30), "police")
    assert [(silence.begins, silence.ends) for silence in found] == [
        (date(2013, 1, 2), date(2013, 2, 28)),
        (date(2013, 6, 1), date(2013, 12, 30)),
    ]
    open_to_it = replace(
        within, occurred=between(date(2012, 12, 1), date(2013, 5, 31), "last winter or spring")
    )
    (silence,) = of_agency(silences(Chronology.of((first, open_to_it, last)), days=30), "police")
    assert silence.possibly_broken_by == (open_to_it.id,)
    assert (silence.after, silence.before) == (first.id, last.id)


def test_an_exact_entry_bounds_a_silence_not_the_uncertain_one_that_holds_its_day() -> None:
    far_before, far_after = account("police", on(2012, 1, 1)), account("police", on(2014, 1, 1))
    for day in (date(2013, 3, 1), date(2013, 5, 31)):
        exact = account("police", on(day.year, day.month, day.day))
        entries = (far_before, exact, account("police", SPRING), far_after)
        before, after = of_agency(silences(Chronology.of(entries), months=6), "police")
        assert (before.before, after.after) == (exact.id, exact.id)


def test_a_silence_that_the_agency_states_is_no_gap() -> None:
    first, last = account("police", on(2013, 1, 1)), account("police", on(2013, 12, 31))
    stated = account(
        "police", between(date(2013, 1, 2), date(2013, 10, 31), "Jan–Oct 2013"), kind=EventKind.NO_CONTACT
    )
    (partly,) = of_agency(silences(Chronology.of((first, stated, last)), months=6), "police")
    assert partly.stated_by == (stated.id,)
    assert partly.unstated == ((date(2013, 11, 1), date(2013, 12, 30)),)
    assert not partly.is_stated
    rest = replace(stated, id="rest", occurred=between(date(2013, 10, 1), date(2014, 1, 31), "the rest"))
    (whole,) = of_agency(silences(Chronology.of((first, stated, rest, last)), months=6), "police")
    assert whole.is_stated
    to_the_day = replace(rest, occurred=between(date(2013, 11, 1), date(2013, 12, 30)))
    (whole,) = of_agency(silences(Chronology.of((first, stated, to_the_day, last)), months=6), "police")
    assert whole.is_stated
    elsewhere = replace(stated, agency="surgery")
    (silence,) = of_agency(silences(Chronology.of((first, elsewhere, last)), months=6), "police")
    assert not silence.stated_by


def test_what_family_told_breaks_no_agencys_silence() -> None:
    chronology = Chronology.of(
        (
            account("police", on(2013, 1, 1)),
            account("family", on(2013, 6, 1), account_of=AccountOf.FAMILY),
            account("police", on(2013, 12, 31)),
        )
    )
    assert len(silences(chronology, months=6)) == 2


def test_a_key_period_holds_what_is_certainly_in_it_and_what_may_be() -> None:
    inside, touching, outside = (
        account("police", on(2013, 3, 1)),
        account("police", SPRING),
        account("police", on(2013, 5, 1)),
    )
    found = in_key_period(
        Chronology.of((inside, touching, outside)), KeyPeriod("the move", date(2013, 3, 1), date(2013, 4, 30))
    )
    assert (found.certain, found.possible) == ((inside.id,), (touching.id,))
    with pytest.raises(ValueError, match="the move"):
        KeyPeriod("the move", date(2013, 3, 2), date(2013, 3, 1))


def test_before_and_after_a_key_date_each_agency_has_its_own() -> None:
    long_before, before = account("police", on(2012, 1, 1)), account("police", on(2013, 3, 4))
    that_day, after = account("police", on(2013, 4, 4)), account("police", on(2013, 7, 4))
    vague = account("surgery", SPRING)
    police, surgery = around(
        Chronology.of((long_before, before, that_day, after, vague)),
        KeyDate("separation", date(2013, 4, 4)),
        months=3,
    )
    assert police.before.certain == (before.id,)
    assert police.on_the_day.certain == (that_day.id,)
    assert police.after.certain == (after.id,)
    assert (police.last_before, police.first_after) == (before.id, after.id)
    assert surgery.before.possible == surgery.on_the_day.possible == surgery.after.possible == (vague.id,)
    assert (surgery.last_before, surgery.first_after) == (None, None)


@st.composite
def chronologies(draw: st.DrawFn) -> list[Event]:
    days = st.dates(date(2013, 1, 1), date(2013, 12, 31))
    found = []
    for number in range(draw(st.integers(0, 8))):
        first, last = sorted((draw(days), draw(days)))
        dates = (
            on(first.year, first.month, first.day),
            between(first, last),
            UncertainDate("before", None, last, DatePrecision.RANGE),
            UNDATED,
        )
        kind = draw(st.sampled_from((EventKind.CONTACT, EventKind.CONTACT, EventKind.NO_CONTACT)))
        agency = draw(st.sampled_from(("police", "surgery")))
        found.append(account(agency, draw(st.sampled_from(dates)), kind=kind, event_id=f"{number}"))
    return found


@given(chronologies(), st.integers(0, 90))
def test_no_entry_is_certainly_within_a_silence_and_each_that_may_be_is_named(
    some: list[Event], days: int
) -> None:
    for silence in silences(Chronology.of(some), days=days):
        assert (silence.ends - silence.begins).days >= days
        entries = [
            event
            for event in some
            if event.kind is not EventKind.NO_CONTACT and silence.agency in (None, event.agency)
        ]
        assert not any(event.occurred.is_certainly_within(silence.begins, silence.ends) for event in entries)
        possible = {
            event.id for event in entries if event.occurred.is_possibly_within(silence.begins, silence.ends)
        }
        assert possible == set(silence.possibly_broken_by)


@given(chronologies(), st.randoms(use_true_random=False))
def test_the_order_in_which_accounts_come_in_changes_nothing(some: list[Event], dice: object) -> None:
    shuffled = list(some)
    dice.shuffle(shuffled)  # type: ignore[attr-defined]
    assert silences(Chronology.of(shuffled), days=10) == silences(Chronology.of(some), days=10)
    assert density(Chronology.of(shuffled)) == density(Chronology.of(some))


@given(chronologies())
def test_each_entry_of_the_period_is_counted_once_for_certain_or_in_each_month_it_may_be(
    some: list[Event],
) -> None:
    chronology = Chronology.of(some, begins=date(2013, 1, 1), ends=date(2013, 12, 31))
    for agency in density(chronology).agencies:
        ours = [
            event
            for event in some
            if event.agency == agency.agency and event.kind is not EventKind.NO_CONTACT
        ]
        assert len(ours) >= sum(agency.certain) + agency.n_undated
        n_uncertain = len(ours) - sum(agency.certain) - agency.n_undated
        assert max(agency.possible, default=0) <= n_uncertain
        assert bool(n_uncertain) == any(agency.possible)


def test_the_last_year_of_the_calendar_as_some_systems_write_for_no_date_breaks_nothing() -> None:
    entries = (account("police", on(9998, 1, 31)), account("police", on(9999, 12, 31)))
    assert len(silences(Chronology.of(entries), months=12)) == 2
    assert not silences(Chronology.of(entries), months=24)
