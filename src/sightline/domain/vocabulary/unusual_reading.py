"""Why the way somebody reads stands out."""

from enum import StrEnum


class UnusualReading(StrEnum):
    """What about somebody's reading is more than usual."""

    HOUR = "HOUR"
    DAY = "DAY"
    WEEK = "WEEK"

    @property
    def wording(self) -> str:
        """Return the reason as a person reads it."""
        return _WORDING[self]


_WORDING = {
    UnusualReading.HOUR: "very many people or cases within an hour",
    UnusualReading.DAY: "far more people or cases in a day than they are used to",
    UnusualReading.WEEK: "far more people or cases in a week that they had nothing to do with before",
}
