"""Numbers of a printed list that are skipped or used twice."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NumberingFault:
    """A number that is not the one expected: the item's index, and what is wrong in plain words."""

    code: str
    index: int
    words: str


def numbering_faults(numbers: Sequence[str | None]) -> Iterator[NumberingFault]:
    """Yield the gaps and repeats in numbers as printed, of one list in printed order.

    A return to 1, or another number before the last dot, begins a new list. After a repeat the
    count goes on: in 1, 1, 3 the second is repeated and nothing is missing.

    Example:
        >>> [fault.words for fault in numbering_faults(["1", "2", "4"])]
        ['4 follows 2: 3 is missing']
        >>> [fault.code for fault in numbering_faults(["1", "1", "3"])]
        ['numbering_repeat']
    """
    previous: tuple[str, int, str] | None = None
    expected = 0
    for index, printed in enumerate(numbers):
        parts = _parts(printed)
        if parts is None or printed is None:
            previous = None
            continue
        prefix, number = parts
        if previous is None or prefix != previous[0] or (number == 1 and previous[1] > 1):
            expected = number
        else:
            expected += 1
            if number == previous[1]:
                yield NumberingFault("numbering_repeat", index, f"{printed} is used twice")
            elif number > expected:
                missing = _missing(prefix, expected, number - 1)
                yield NumberingFault(
                    "numbering_gap", index, f"{printed} follows {previous[2]}: {missing} missing"
                )
                expected = number
            elif number < previous[1]:
                yield NumberingFault("numbering_repeat", index, f"{printed} comes after {previous[2]}")
                expected = number
        previous = prefix, number, printed


def _parts(printed: str | None) -> tuple[str, int] | None:
    match = re.fullmatch(r"\(?(?P<prefix>(?:\d+\.)*|[A-Z]+)(?P<number>\d+)\)?", printed or "")
    return (match["prefix"], int(match["number"])) if match else None


def _missing(prefix: str, first: int, last: int) -> str:
    if first == last:
        return f"{prefix}{first} is"
    return f"{prefix}{first} to {prefix}{last} are"
