"""Reading that stands out is found, and reading that does not is left alone."""

from datetime import UTC, datetime, timedelta

import pytest

from benchmarks.unusual_reading import simulate
from sightline.domain.audit_trail.unusual import MOST_IN_AN_HOUR, Reading, unusual_reading
from sightline.domain.vocabulary.unusual_reading import UnusualReading

NOW = datetime(2026, 5, 29, 18, tzinfo=UTC)


def on_day(days_ago: int, subjects: list[str], *, within: timedelta = timedelta(hours=8)) -> list[Reading]:
    start = NOW - timedelta(days=days_ago, hours=9)
    return [Reading(start + within * place / len(subjects), each) for place, each in enumerate(subjects)]


def own_cases(number: int, *, after: int = 0) -> list[str]:
    """So many of thirty cases, in turn."""
    return [f"own {(after + place) % 30}" for place in range(number)]


def strangers(number: int, *, called: str = "stranger") -> list[str]:
    return [f"{called} {place}" for place in range(number)]


#: Two months of five cases a day, each known before long.
USUAL = [reading for day in range(62, 0, -1) for reading in on_day(day, own_cases(5, after=day * 5))]


def reasons(readings: list[Reading]) -> list[UnusualReading]:
    return [finding.reason for finding in unusual_reading(readings, now=NOW)]


def test_a_usual_day_is_no_finding() -> None:
    assert reasons([*USUAL, *on_day(0, own_cases(6))]) == []


@pytest.mark.parametrize(
    ("number", "found"), [(MOST_IN_AN_HOUR, []), (MOST_IN_AN_HOUR + 1, [UnusualReading.HOUR])]
)
def test_more_than_forty_subjects_in_an_hour_are_too_many_for_anybody(
    number: int, found: list[UnusualReading]
) -> None:
    """Also for who has no past to compare with."""
    assert reasons(on_day(0, strangers(number), within=timedelta(minutes=59))) == found


def test_the_hour_slides_and_counts_each_subject_once() -> None:
    across = on_day(0, strangers(41), within=timedelta(hours=1))
    moved = [Reading(reading.at + timedelta(minutes=25), reading.subject) for reading in across]
    assert reasons(moved) == [UnusualReading.HOUR]
    assert reasons(on_day(0, strangers(30) * 3, within=timedelta(minutes=59))) == []
    assert reasons(on_day(0, strangers(60), within=timedelta(hours=2))) == []


def test_a_day_far_above_one_s_own_is_found_and_says_what_would_have_been_usual() -> None:
    (finding,) = unusual_reading([*USUAL, *on_day(0, own_cases(30))], now=NOW)
    assert (finding.reason, finding.n_subjects) == (UnusualReading.DAY, 30)
    assert 5 < finding.usual < 30
    assert (finding.begins, finding.ends) == (NOW - timedelta(days=1), NOW)


def test_strangers_few_a_day_are_found_by_the_week() -> None:
    slowly = [
        reading
        for day in range(6, -1, -1)
        for reading in on_day(day, [*own_cases(5), *strangers(3, called=f"day {day}")])
    ]
    past = [reading for reading in USUAL if reading.at < NOW - timedelta(days=7)]
    assert reasons([*past, *slowly]) == [UnusualReading.WEEK]


def test_what_is_much_for_one_is_usual_for_another() -> None:
    much = [reading for day in range(62, -1, -1) for reading in on_day(day, own_cases(30))]
    assert reasons(much) == []


def test_one_busy_day_in_the_past_does_not_hide_the_next() -> None:
    busy_once = sorted([*USUAL, *on_day(20, own_cases(30))], key=lambda reading: reading.at)
    assert reasons([*busy_once, *on_day(0, own_cases(30))]) == [UnusualReading.DAY]


def test_planted_snoopers_are_found_among_many_readers() -> None:
    """A small run of `python -m benchmarks.unusual_reading`."""
    found = simulate(n_users=60, n_snoopers=15, n_days=60)
    assert found.recall >= 0.95
    assert found.alerts_a_day <= 2
