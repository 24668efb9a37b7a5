"""What a return asked for, and what is wrong with a date in the light of it."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from sightline.domain.chronology.day_month_order import WEEKDAY
from sightline.domain.chronology.people_named import NamedSubject
from sightline.domain.chronology.uncertain_date import DateQualifier, UncertainDate
from sightline.domain.vocabulary.returned_tables import ProblemSeverity

_UNKNOWN = re.compile(
    r"(?:date )?(?:un(?:known|dated)|not (?:known|recorded|given|stated|available|specified)|n/?[kars]|"
    r"no(?:ne| date)(?: \w+)?)\W*",
    re.IGNORECASE,
)
_SERIAL = re.compile(r"[2-5]\d{4}")
_FIRST_SERIAL_DAY = date(1899, 12, 30)
_WRITTEN_OUT = "A date such as 3 May 2013, May 2013 or “the night of 3/4 May 2013”."


@dataclass(frozen=True, slots=True)
class Expected:
    """What a return asked for: the period under review, whom it asks about; and the day the file came."""

    begins: date | None = None
    ends: date | None = None
    received_on: date | None = None
    subjects: tuple[NamedSubject, ...] = ()


def date_problem(
    occurred: UncertainDate, words: str, expected: Expected
) -> tuple[str, str, ProblemSeverity] | None:
    """Return what is wrong with an entry's date, what was expected, and how much it matters.

    Only what is certain is told: a year that reaches into the period is not outside of it.
    """
    if not occurred.is_dated:
        return _undated(words)
    first, last = occurred.earliest or date.min, occurred.latest or date.max
    if expected.received_on and first > expected.received_on:
        return (
            "This date is after the day on which the file was received.",
            f"A date up to {_written(expected.received_on)}.",
            ProblemSeverity.ERROR,
        )
    if (expected.begins and last < expected.begins) or (expected.ends and first > expected.ends):
        return (
            "This date is outside the period of the return.",
            f"{_period(expected.begins, expected.ends)}, or earlier history that is marked as such.",
            ProblemSeverity.WARNING,
        )
    if occurred.qualifier is DateQualifier.UNCERTAIN and re.search(rf"\b{WEEKDAY}\b", words, re.IGNORECASE):
        return (
            "The day of the week is not the one of this date.",
            "The right day, or the date alone.",
            ProblemSeverity.WARNING,
        )
    return None


def _undated(words: str) -> tuple[str, str, ProblemSeverity]:
    if not words:
        return (
            "This entry has no date. It is kept among the undated ones.",
            f"{_WRITTEN_OUT} If nobody knows: “not recorded”.",
            ProblemSeverity.WARNING,
        )
    if _UNKNOWN.fullmatch(words):
        return "This entry is undated, as it says.", "", ProblemSeverity.NOTE
    if _SERIAL.fullmatch(words):
        day = _FIRST_SERIAL_DAY + timedelta(days=int(words))
        return (
            f"A number stands for the date. If Excel made it of a date, that was {_written(day)}; it is not "
            "taken for one, and the entry is kept among the undated ones.",
            "The cell in a date format.",
            ProblemSeverity.WARNING,
        )
    return (
        "This date cannot be read. The entry keeps its words, among the undated ones.",
        _WRITTEN_OUT,
        ProblemSeverity.WARNING,
    )


def _period(begins: date | None, ends: date | None) -> str:
    if begins and ends:
        return f"A date from {_written(begins)} to {_written(ends)}"
    return f"A date from {_written(begins)}" if begins else f"A date up to {_written(ends or date.max)}"


def _written(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
