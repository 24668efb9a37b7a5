"""When something happened, no more exactly than somebody wrote it.

What turns words into such a date is in `reading_dates`; here is only what may be said of one.
"""

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum


class DatePrecision(StrEnum):
    """How exactly a date was written."""

    TIME = "TIME"
    DAY = "DAY"
    NIGHT = "NIGHT"
    MONTH = "MONTH"
    SEASON = "SEASON"
    YEAR = "YEAR"
    RANGE = "RANGE"
    UNKNOWN = "UNKNOWN"


class DateQualifier(StrEnum):
    """How sure whoever wrote a date was of it."""

    NONE = "NONE"
    APPROXIMATE = "APPROXIMATE"
    UNCERTAIN = "UNCERTAIN"


@dataclass(frozen=True, slots=True)
class UncertainDate:
    """An interval of days in which something happened, with the words that say so.

    `earliest` and `latest` are the first and the last day it can have been; both are None where the words
    give no day at all (the undated shelf), one where they leave one side open ("before 2010").
    `at` is the time of day, where one was written.
    """

    text: str
    earliest: date | None
    latest: date | None
    precision: DatePrecision
    qualifier: DateQualifier = DateQualifier.NONE
    at: time | None = None

    def __post_init__(self) -> None:
        if self.earliest and self.latest and self.earliest > self.latest:
            raise ValueError(f"“{self.text}” would end before it begins.")

    @property
    def is_dated(self) -> bool:
        """Say whether the words give any day at all."""
        return self.earliest is not None or self.latest is not None

    @property
    def minute(self) -> int | None:
        """Return the minute, counted from the first day there is, where one day and a time are given."""
        if self.at is None or self.earliest is None or self.earliest != self.latest:
            return None
        return (self.earliest.toordinal() * 24 + self.at.hour) * 60 + self.at.minute

    def is_certainly_before(self, other: "UncertainDate") -> bool:
        """Say whether every day this may have been is before every day the other may have been."""
        return self.latest is not None and other.earliest is not None and self.latest < other.earliest

    def is_possibly_before(self, other: "UncertainDate") -> bool:
        """Say whether some day this may have been is before some day the other may have been."""
        return self.earliest is None or other.latest is None or self.earliest < other.latest

    def may_overlap(self, other: "UncertainDate") -> bool:
        """Say whether both may have been on one day."""
        return not self.is_certainly_before(other) and not other.is_certainly_before(self)

    def is_certainly_within(self, first: date, last: date) -> bool:
        """Say whether every day this may have been is one from the first to the last."""
        return (
            self.earliest is not None
            and self.latest is not None
            and first <= self.earliest
            and self.latest <= last
        )

    def is_possibly_within(self, first: date, last: date) -> bool:
        """Say whether some day this may have been is from the first to the last; without a day, none is."""
        return (
            self.is_dated
            and (self.earliest is None or self.earliest <= last)
            and (self.latest is None or first <= self.latest)
        )
