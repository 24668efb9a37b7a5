"""Whether somebody reads more than usual: more than anybody should in an hour, or more than they ever did.

Each is compared with their own past and nobody else's: what is much for one is a quiet day for another.
The week counts only what they had not read before, because who pries slowly opens what is not theirs.

Source: SIGHTLINE-SECURITY
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import fmean, pstdev

from sightline.domain.vocabulary.unusual_reading import UnusualReading

#: So many subjects in an hour are too many for anybody.
MOST_IN_AN_HOUR = 40
#: A day or week is compared with the days before it, of which so many must have been days of reading.
BASELINE_DAYS = 28
LEAST_DAYS_OF_READING = 5
#: So many standard deviations above the mean stand out, of which one is never taken to be less than this.
DEVIATIONS = 3
LEAST_DEVIATION = 1.0
#: The busiest days of a baseline are left out: one burst shall not hide the next.
LEFT_OUT = 2
#: Below this nothing stands out, however quiet somebody was before.
LEAST_IN_A_DAY = 12
LEAST_NEW_IN_A_WEEK = 8
#: How far back readings are needed.
LOOK_BACK = timedelta(days=7 + 2 * BASELINE_DAYS)

_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Reading:
    """One time that somebody was shown something about one subject."""

    at: datetime
    subject: str


@dataclass(frozen=True, slots=True)
class Finding:
    """A span in which somebody's reading stood out; `usual` is the most that would not have."""

    reason: UnusualReading
    begins: datetime
    ends: datetime
    n_subjects: int
    usual: int


def unusual_reading(readings: Sequence[Reading], *, now: datetime) -> tuple[Finding, ...]:
    """This is what stands out in the day and the week before a moment.

    `readings` are one person's, in order of time, from `LOOK_BACK` before that moment on.
    """
    days = _by_day(readings, now)
    found = [_busiest_hour(readings, now)]
    if sum(bool(day) for day in days[7 : 7 + BASELINE_DAYS]) >= LEAST_DAYS_OF_READING:
        found += [_day(days, now), _week(days, now)]
    return tuple(finding for finding in found if finding)


def _busiest_hour(readings: Sequence[Reading], now: datetime) -> Finding | None:
    today = [reading for reading in readings if now - _DAY < reading.at <= now]
    most, begins, start = 0, now, 0
    inside: dict[str, int] = {}
    for reading in today:
        inside[reading.subject] = inside.get(reading.subject, 0) + 1
        while today[start].at <= reading.at - _HOUR:
            left = today[start].subject
            inside[left] -= 1
            if not inside[left]:
                del inside[left]
            start += 1
        if len(inside) > most:
            most, begins = len(inside), today[start].at
    if most <= MOST_IN_AN_HOUR:
        return None
    return Finding(UnusualReading.HOUR, begins, begins + _HOUR, most, MOST_IN_AN_HOUR)


def _day(days: Sequence[set[str]], now: datetime) -> Finding | None:
    usual = _usual([len(day) for day in days[1 : BASELINE_DAYS + 1]], n_days=1, least=LEAST_IN_A_DAY)
    if len(days[0]) <= usual:
        return None
    return Finding(UnusualReading.DAY, now - _DAY, now, len(days[0]), usual)


def _week(days: Sequence[set[str]], now: datetime) -> Finding | None:
    new = [
        len(days[place] - set().union(*days[place + 1 : place + 1 + BASELINE_DAYS]))
        for place in range(7 + BASELINE_DAYS)
    ]
    n_new = sum(new[:7])
    usual = _usual(new[7:], n_days=7, least=LEAST_NEW_IN_A_WEEK)
    if n_new <= usual:
        return None
    return Finding(UnusualReading.WEEK, now - 7 * _DAY, now, n_new, usual)


def _by_day(readings: Sequence[Reading], now: datetime) -> list[set[str]]:
    """The subjects of each day back from a moment, the latest first."""
    days: list[set[str]] = [set() for _ in range(LOOK_BACK.days)]
    for reading in readings:
        place = (now - reading.at) // _DAY
        if 0 <= place < len(days):
            days[place].add(reading.subject)
    return days


def _usual(counts: Sequence[int], *, n_days: int, least: int) -> int:
    """The most that does not stand out in so many days."""
    kept = sorted(counts)[:-LEFT_OUT]
    deviation = max(LEAST_DEVIATION, pstdev(kept)) * n_days**0.5
    return max(least, int(fmean(kept) * n_days + DEVIATIONS * deviation))
