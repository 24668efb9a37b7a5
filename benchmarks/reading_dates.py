"""How well and how fast date cells are read: generated words whose truth is known, form by form.

`make bench-dates` prints for each way to write a day, and for each thing done to its words, the share that is
read exactly as the words allow, more widely, not at all, or wrongly (marked uncertain or not), with some that
are read wrongly; then the time a cell takes. The reader was built against these ways, so the first table
shows that it keeps its word, not what to expect of an agency's file. `--days` says on how many days each way
is tried, `--seed` on which.
"""

import argparse
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from sightline.domain.chronology.reading_dates import DayMonthOrder, order_in, read_date
from sightline.domain.chronology.uncertain_date import DateQualifier, UncertainDate
from tests.factories.date_words import WAYS, Written

_FIRST, _LAST = date(1970, 1, 1), date(2069, 12, 31)
_SHOWN = 6
_OUTCOMES = ("exactly right", "wider", "undated", "wrong, marked uncertain", "wrong")
# What typists, scanners and spreadsheets do to words without changing what they say; and, last, mistakes.
_DONE_TO_WORDS: dict[str, Callable[[str, Random], str]] = {
    "nothing": lambda words, _: words,
    "capitals": lambda words, _: words.upper(),
    "small letters": lambda words, _: words.lower(),
    "double and no-break spaces": lambda words, _: words.replace(" ", " \u00a0"),
    "another dash": lambda words, dice: words.replace("-", dice.choice("‐–—−")),
    "a full stop": lambda words, _: words + ".",
    "a line break": lambda words, _: words.replace(" ", "\n", 1),
    "a note in brackets": lambda words, _: words + " (see file)",
    "mistake: two letters swapped": lambda words, dice: _swapped(words, dice, str.isalpha),
    "mistake: a letter lost": lambda words, dice: _lost(words, dice, str.isalpha),
    "mistake: two figures swapped": lambda words, dice: _swapped(words, dice, str.isdigit),
    "mistake: a figure lost": lambda words, dice: _lost(words, dice, str.isdigit),
}


def _swapped(words: str, dice: Random, is_kind: Callable[[str], bool]) -> str:
    places = [at for at in range(len(words) - 1) if is_kind(words[at]) and is_kind(words[at + 1])]
    if not places:
        return words
    at = dice.choice(places)
    return words[:at] + words[at + 1] + words[at] + words[at + 2 :]


def _lost(words: str, dice: Random, is_kind: Callable[[str], bool]) -> str:
    places = [at for at in range(len(words)) if is_kind(words[at])]
    at = dice.choice(places) if places else len(words)
    return words[:at] + words[at + 1 :]


@dataclass(slots=True)
class Tally:
    """How the cells of one group were read."""

    outcomes: Counter[str] = field(default_factory=Counter)
    misread: list[tuple[str, UncertainDate]] = field(default_factory=list)

    def add(self, written: Written, words: str, found: UncertainDate) -> None:
        outcome = _outcome(written, found)
        self.outcomes[outcome] += 1
        if outcome == "wrong":
            self.misread.append((words, found))

    def line(self, name: str) -> str:
        total = self.outcomes.total()
        shares = (f"{self.outcomes[each] / total:.2%}" for each in _OUTCOMES)
        return f"| {name} | {total:,} | {' | '.join(shares)} |"


def main() -> None:
    """Generate, read, compare, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--days", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    dice = Random(options.seed)  # noqa: S311
    days = [_FIRST + timedelta(days=dice.randrange((_LAST - _FIRST).days)) for _ in range(options.days)]
    print("\n".join(_qualities(days, dice)))
    print("\n".join(_orders(days, dice)))
    print("\n".join(_speeds(days)))


def _qualities(days: list[date], dice: Random) -> Iterator[str]:
    by_way = {way: Tally() for way in WAYS}
    by_deed = {deed: Tally() for deed in _DONE_TO_WORDS}
    for way, write in WAYS.items():
        for written in map(write, days):
            for deed, change in _DONE_TO_WORDS.items():
                words = change(written.words, dice)
                found = read_date(words)
                if not deed.startswith("mistake"):
                    by_way[way].add(written, words, found)
                by_deed[deed].add(written, words, found)
    for title, tallies in (("way to write", by_way), ("done to the words", by_deed)):
        yield f"| {title} | cells | {' | '.join(_OUTCOMES)} |\n|---|---|{'---|' * len(_OUTCOMES)}"
        yield from (tally.line(name) for name, tally in tallies.items())
        yield ""
    yield "Some of what is read wrongly:"
    for tally in by_deed.values():
        for words, found in dice.sample(tally.misread, min(_SHOWN, len(tally.misread))):
            yield f"- “{words}” as {found.earliest} to {found.latest}"


def _outcome(written: Written, found: UncertainDate) -> str:
    if (found.earliest, found.latest, found.at) == (written.first, written.last, written.at):
        return "exactly right"
    if not found.is_dated:
        return "undated"
    begins_before = (found.earliest or date.min) <= (written.first or date.min)
    if begins_before and (written.last or date.max) <= (found.latest or date.max):
        return "wider"
    is_marked = found.qualifier is DateQualifier.UNCERTAIN and not written.words.startswith("?")
    return "wrong, marked uncertain" if is_marked else "wrong"


def _orders(days: list[date], dice: Random) -> Iterator[str]:
    """Yield how often the order of a file of so many dates is found; never must it be mistaken."""
    yield "\n| dates in a file | order found | left open | mistaken |\n|---|---|---|---|"
    for size in (1, 2, 5, 10, 50):
        found: Counter[str] = Counter()
        for order in DayMonthOrder:
            form = "%d/%m/%Y" if order is DayMonthOrder.DAY_FIRST else "%m/%d/%Y"
            for _ in range(500):
                answer = order_in([day.strftime(form) for day in dice.choices(days, k=size)])
                found["open" if answer is None else "found" if answer is order else "mistaken"] += 1
        yield f"| {size} | {found['found'] / 1000:.1%} | {found['open'] / 1000:.1%} | {found['mistaken']} |"


def _speeds(days: list[date]) -> Iterator[str]:
    """Yield the time of a cell not read before: by way, and the hardest that random trial found."""
    yield "\n| way to write | microseconds a cell |\n|---|---|"
    cells = {way: list({write(day).words for day in days}) for way, write in WAYS.items()}
    cells |= {
        "words without a date": [f"seen at home visit number {number}" for number in range(200)],
        "a narrative": [f"{number} " + "She said on 3 May 2013 that he left. " * 40 for number in range(200)],
        "hard: many dates that do not fit": [
            f"05 - 05/03/2013 - 2013-02-30 - st - until - {number} - 31/02/2013 - Q1 - w/e - 3-5/5/13 - (?)"
            for number in range(200)
        ],
        "hard: words that lead on and on": [
            "on the night of about " * 6 + str(number) for number in range(200)
        ],
    }
    for name, words in cells.items():
        read_date.cache_clear()
        start = time.perf_counter()
        for each in words:
            read_date(each)
        yield f"| {name} | {(time.perf_counter() - start) / len(words) * 1e6:,.0f} |"


if __name__ == "__main__":
    main()
