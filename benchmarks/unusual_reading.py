"""How many planted snoopers are noticed, and how many alerts an officer gets.

`python -m benchmarks.unusual_reading` invents 200 users of eight agencies and lets them read for 90 days.
Each has cases of their own that come and go, busy days and days off; before a meeting many read the whole
agenda within two hours. Of them 50 snoop once: some open very many strangers in an hour, some a few
strangers a day for two weeks, some read up on one colleague's case for a few days. A snooper counts as
noticed only by an alert that would not have been without the snooping. The run is the same every time.
"""

import random
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from sightline.domain.audit_trail.unusual import LOOK_BACK, Reading, unusual_reading
from sightline.domain.vocabulary.unusual_reading import UnusualReading

BEGIN = datetime(2026, 1, 5, tzinfo=UTC)  # a Monday
N_AGENCIES = 8
#: Nobody is judged before there is a past to compare with.
FIRST_DAY = 28


class Snooping(StrEnum):
    """How somebody pries."""

    BURST = "a burst"
    SLOW = "slowly"
    COLLEAGUE = "a colleague's case"


@dataclass
class Reader:
    """A user: what they read for their work, and how and what they pried, if they did."""

    snooping: Snooping | None = None
    readings: list[Reading] = field(default_factory=list)
    pried: list[Reading] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the watch noticed: alerts on snooping by kind, and alerts on nothing."""

    snoopers: Counter[Snooping]
    noticed: Counter[Snooping]
    n_false: int
    by_reason: Counter[UnusualReading]
    n_days: int

    @property
    def recall(self) -> float:
        """The share of the snoopers that were noticed."""
        return self.noticed.total() / self.snoopers.total()

    @property
    def alerts_a_day(self) -> float:
        """The alerts an agency's officer gets a day, right and wrong ones."""
        return self.by_reason.total() / self.n_days / N_AGENCIES


def simulate(n_users: int, n_snoopers: int, n_days: int, seed: str = "unusual reading") -> Outcome:
    """Let people read, and watch them every night."""
    chance = random.Random(seed)  # noqa: S311 (to be the same each time)
    readers = [_reader(chance, number, number < n_snoopers, n_days) for number in range(n_users)]
    noticed: Counter[Snooping] = Counter()
    by_reason: Counter[UnusualReading] = Counter()
    n_false = 0
    for reader in readers:
        alerts = set(_alerts([*reader.readings, *reader.pried], n_days))
        owed = alerts - set(_alerts(reader.readings, n_days)) if reader.snooping else set()
        by_reason.update(reason for _, reason in alerts)
        n_false += len(alerts - owed)
        if owed and reader.snooping:
            noticed[reader.snooping] += 1
    snoopers = Counter(reader.snooping for reader in readers if reader.snooping)
    return Outcome(snoopers, noticed, n_false, by_reason, n_days - FIRST_DAY)


def _alerts(readings: list[Reading], n_days: int) -> Iterator[tuple[int, UnusualReading]]:
    """The alerts as `jobs.unusual_reading` would raise them: of one span, one alert."""
    ended: dict[UnusualReading, datetime] = {}
    in_order = sorted(readings, key=lambda reading: reading.at)
    for day in range(FIRST_DAY, n_days):
        now = BEGIN + timedelta(days=day + 1)
        recent = [reading for reading in in_order if now - LOOK_BACK < reading.at <= now]
        for finding in unusual_reading(recent, now=now):
            if finding.begins >= ended.get(finding.reason, BEGIN):
                ended[finding.reason] = finding.ends
                yield day, finding.reason


def _reader(chance: random.Random, number: int, snoops: bool, n_days: int) -> Reader:
    reader = Reader()
    cases = [f"{number} case {case}" for case in range(chance.randrange(8, 30))]
    a_day, turnover, goes_to_meetings = chance.uniform(3, 14), chance.uniform(0.3, 1.5), chance.random() < 0.3
    n_cases = len(cases)
    for day in range(n_days):
        if day % 7 > 4 or chance.random() < 0.08:  # a day off
            continue
        while chance.random() < turnover / (1 + turnover):
            n_cases += 1
            cases[chance.randrange(len(cases))] = f"{number} case {n_cases}"
        busy = chance.choice([0.5, 1, 1, 1, 1.6])
        n_looks = max(0, round(chance.gauss(a_day * busy, a_day**0.5)))
        _read(reader.readings, chance, day, [chance.choice(cases) for _ in range(n_looks)], hours=8)
        if goes_to_meetings and day % 14 == 8:
            agenda = [f"meeting {day} case {case}" for case in range(25)]
            _read(reader.readings, chance, day, chance.sample(agenda, chance.randrange(10, 25)), hours=2)
    if snoops:
        _snoop(reader, chance, number, n_days)
    return reader


def _snoop(reader: Reader, chance: random.Random, number: int, n_days: int) -> None:
    reader.snooping = list(Snooping)[number % 3]
    begin = chance.randrange(FIRST_DAY + 7, n_days - 15)
    strangers = (f"{number} stranger {stranger}" for stranger in range(1000))
    match reader.snooping:
        case Snooping.BURST:
            _read(
                reader.pried,
                chance,
                begin,
                [next(strangers) for _ in range(chance.randrange(42, 90))],
                hours=1,
            )
        case Snooping.SLOW:
            for day in range(begin, begin + 14):
                _read(
                    reader.pried,
                    chance,
                    day,
                    [next(strangers) for _ in range(chance.randrange(2, 7))],
                    hours=8,
                )
        case Snooping.COLLEAGUE:
            parts = [next(strangers) for _ in range(chance.randrange(10, 30))]
            for day in range(begin, begin + chance.randrange(2, 5)):
                _read(reader.pried, chance, day, chance.choices(parts, k=chance.randrange(10, 25)), hours=3)


def _read(
    readings: list[Reading], chance: random.Random, day: int, subjects: list[str], *, hours: int
) -> None:
    start = BEGIN + timedelta(days=day, hours=chance.uniform(8, 17 - hours))
    readings += [Reading(start + timedelta(hours=chance.uniform(0, hours * 0.98)), each) for each in subjects]


def main() -> None:
    """Simulate and print."""
    started = time.perf_counter()
    found = simulate(n_users=200, n_snoopers=50, n_days=90)
    print(
        f"200 users, 90 days of which {found.n_days} were watched, in {time.perf_counter() - started:.0f} s"
    )
    for kind, number in found.snoopers.items():
        print(f"  {kind.value:20} {found.noticed[kind]} of {number} noticed")
    print(f"  recall {found.recall:.1%}; alerts not owed to prying: {found.n_false}")
    print(f"  alerts for the officer of each of {N_AGENCIES} agencies: {found.alerts_a_day:.2f} a day")
    print(f"  by reason: {', '.join(f'{reason.value} {n}' for reason, n in found.by_reason.items())}")


if __name__ == "__main__":
    main()
