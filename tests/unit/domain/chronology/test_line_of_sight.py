"""Who knew what when: from what day each agency certainly, or possibly, held an event."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from sightline.domain.chronology.chronology import Chronology
from sightline.domain.chronology.events import Event, Holding
from sightline.domain.chronology.line_of_sight import line_of_sight
from sightline.domain.chronology.uncertain_date import DatePrecision, UncertainDate
from sightline.domain.vocabulary.events import AccountOf
from tests.factories.accounts import UNDATED, account, between, on

INCIDENT = account(
    "police",
    on(2013, 5, 4),
    held=(
        Holding("police", on(2013, 5, 4)),
        Holding("housing", between(date(2013, 6, 1), date(2013, 6, 30), "June 2013")),
        Holding("advocate", UNDATED),
    ),
)


def test_each_agency_has_an_event_from_its_own_day() -> None:
    found = line_of_sight(Chronology.of([INCIDENT, account("surgery", on(2013, 1, 1))]), [INCIDENT.id])
    assert found.events == (INCIDENT,)
    assert found.agencies == ("advocate", "housing", "police", "surgery")
    days = {sight.agency: (sight.certainly_from, sight.possibly_from) for sight in found.sights}
    assert days["police"] == (date(2013, 5, 4), date(2013, 5, 4))
    assert days["housing"] == (date(2013, 6, 30), date(2013, 6, 1))
    assert days["advocate"] == (None, date(2013, 5, 4))
    assert found.of(INCIDENT.id, "surgery") is None


def test_what_family_told_the_review_no_agency_held() -> None:
    told = account("family", UNDATED, account_of=AccountOf.FAMILY)
    found = line_of_sight(Chronology.of([told]), [told.id])
    assert (found.agencies, found.sights) == ((), ())


def test_of_two_ways_of_being_told_the_earlier_counts() -> None:
    twice = replace(INCIDENT, held=(*INCIDENT.held, Holding("housing", on(2013, 5, 6))))
    sight = line_of_sight(Chronology.of([twice]), [twice.id]).of(twice.id, "housing")
    assert sight is not None
    assert sight.certainly_from == sight.possibly_from == date(2013, 5, 6)


days = st.dates(date(2013, 1, 1), date(2013, 12, 31))


@st.composite
def uncertain(draw: st.DrawFn) -> UncertainDate:
    first, last = sorted((draw(days), draw(days)))
    return draw(
        st.sampled_from(
            (UNDATED, between(first, last), UncertainDate("since", first, None, DatePrecision.RANGE))
        )
    )


@st.composite
def held_events(draw: st.DrawFn) -> Event:
    agencies = st.sampled_from(("police", "surgery"))
    held = [Holding(agency, draw(uncertain())) for agency in draw(st.lists(agencies, max_size=3))]
    return account("police", draw(uncertain()), held=held)


@given(held_events(), days)
def test_the_picture_and_what_was_known_on_a_day_say_the_same(event: Event, day: date) -> None:
    chronology = Chronology.of([event])
    found = line_of_sight(chronology, [event.id])
    for agency in ("police", "surgery"):
        sight = found.of(event.id, agency)
        since = sight.certainly_from if sight else None
        assert bool(chronology.known(day, to=agency).events) == (since is not None and since <= day)


@given(held_events())
def test_nothing_is_certain_before_it_is_possible(event: Event) -> None:
    for sight in line_of_sight(Chronology.of([event]), [event.id]).sights:
        assert sight.certainly_from is None or (sight.possibly_from or date.min) <= sight.certainly_from
