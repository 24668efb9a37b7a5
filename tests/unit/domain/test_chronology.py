"""Many agencies' accounts in one line, and what was known to whom on what day."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from sightline.domain.chronology.chronology import Chronology
from sightline.domain.chronology.events import Event, Holding
from sightline.domain.chronology.uncertain_date import DatePrecision, UncertainDate
from sightline.domain.vocabulary.events import EventKind

UNDATED = UncertainDate("some time ago", None, None, DatePrecision.UNKNOWN)
days = st.dates(date(2010, 1, 1), date(2010, 3, 31))


def on(day: date) -> UncertainDate:
    return UncertainDate(f"{day:%d/%m/%Y}", day, day, DatePrecision.DAY)


@st.composite
def uncertain(draw: st.DrawFn) -> UncertainDate:
    first, last = sorted((draw(days), draw(days)))
    return draw(
        st.sampled_from((UNDATED, on(first), UncertainDate("a while", first, last, DatePrecision.RANGE)))
    )


@st.composite
def chronologies(draw: st.DrawFn) -> list[Event]:
    agencies = st.sampled_from(("police", "surgery", "housing"))
    return [
        Event(
            id=f"{number}",
            agency=draw(agencies),
            occurred=draw(uncertain()),
            kind=EventKind.CONTACT,
            text="Seen.",
            held=tuple(Holding(agency, draw(uncertain())) for agency in draw(st.sets(agencies))),
        )
        for number in range(draw(st.integers(0, 8)))
    ]


@given(chronologies(), st.randoms(use_true_random=False))
def test_the_order_in_which_accounts_come_in_changes_nothing(events: list[Event], dice: object) -> None:
    shuffled = list(events)
    dice.shuffle(shuffled)  # type: ignore[attr-defined]
    assert Chronology.of(shuffled) == Chronology.of(events)


@given(chronologies(), days, days)
def test_knowing_more_never_hides_an_event(events: list[Event], one: date, other: date) -> None:
    chronology = Chronology.of(events)
    earlier, later = sorted((one, other))
    for agency in ("police", "surgery", None):
        assert set(chronology.known(earlier, to=agency).events) <= set(
            chronology.known(later, to=agency).events
        )
    assert set(chronology.known(later, to="police").events) <= set(chronology.known(later).events)


def test_what_two_agencies_hold_between_them_neither_may_know_alone() -> None:
    told = Holding("advocate", on(date(2022, 9, 1)))
    referral = Event(
        "r",
        "police",
        on(date(2022, 9, 1)),
        EventKind.MARAC_REFERRAL,
        "",
        held=(told, Holding("police", told.since)),
    )
    seen = on(date(2023, 4, 2))
    injury = Event("i", "surgery", seen, EventKind.INJURY, "", held=(Holding("surgery", seen),))
    both = Chronology.of((injury, referral))

    assert len(both.known(date(2023, 4, 2)).events) == 2
    assert len(both.known(date(2023, 4, 1)).events) == 1
    assert all(
        len(both.known(date.max, to=agency).events) == 1 for agency in ("police", "advocate", "surgery")
    )


def test_what_has_no_day_stays_on_the_shelf() -> None:
    undated = Event("u", "family", UNDATED, EventKind.DISCLOSURE, "He was afraid.")
    dated = Event("d", "police", on(date(2010, 1, 1)), EventKind.INCIDENT, "Called out.")
    chronology = Chronology.of((undated, dated))

    assert chronology.dated == (dated,)
    assert chronology.undated == (undated,)


def test_nobody_knows_a_thing_before_it_happens() -> None:
    early = Holding("police", on(date(2010, 1, 1)))
    later = Event("x", "police", on(date(2010, 2, 1)), EventKind.INCIDENT, "", held=(early,))
    assert not Chronology.of((later,)).known(date(2010, 1, 31)).events
