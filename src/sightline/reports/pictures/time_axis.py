"""Days in a picture: where each stands, the years and months written above them, and how they are written."""

from dataclasses import dataclass
from datetime import date

from sightline.domain.chronology.chronology import Chronology
from sightline.domain.chronology.months import first_of_month, months_between
from sightline.domain.chronology.uncertain_date import UncertainDate
from sightline.reports.pictures.svg import PALE, element, text

_MONTHS = "JFMAMJJASOND"
_MOST_YEARS = 30
_MOST_MONTHS = 48


@dataclass(frozen=True, slots=True)
class TimeAxis:
    """A stretch of days from the left of a picture to its right."""

    first: date
    last: date
    left: float
    right: float

    def x(self, day: date) -> float:
        """Return where a day begins; days outside stand at the nearer end."""
        within = min(max(day, self.first), self.last)
        days = max(1, (self.last - self.first).days)
        return self.left + (within - self.first).days / days * (self.right - self.left)

    def drawn(self, top: float, bottom: float) -> str:
        """Return the lines of years, and of months where there is room, with their names."""
        years = range(self.first.year, self.last.year + 1)
        step = max(1, -(-len(years) // _MOST_YEARS))
        parts = [
            self._line(max(date(year, 1, 1), self.first), top, bottom, str(year))
            for year in years
            if year % step == 0
        ]
        n_months = (self.last.year - self.first.year) * 12 + self.last.month - self.first.month
        if n_months <= _MOST_MONTHS:
            parts += [
                text(self.x(max(month, self.first)) + 2, top + 11, _MONTHS[month.month - 1], font_size=9)
                for month in months_between(self.first, self.last)
            ]
        return "".join(parts)

    def _line(self, day: date, top: float, bottom: float, name: str) -> str:
        x = self.x(day)
        return element("line", x1=x, x2=x, y1=top, y2=bottom, stroke=PALE, stroke_width=1) + text(
            x + 2, top - 4, name, font_weight="bold"
        )


def axis_of(chronology: Chronology, left: float, right: float) -> TimeAxis | None:
    """Return the axis of a chronology's period or, where none is set, of its own days, if it has any."""
    if chronology.period is None:
        return None
    first, last = chronology.period
    return TimeAxis(first_of_month(first), last, left, right)


def days_of(occurred: UncertainDate) -> str:
    """Return the days that a date may be. The words it was written in are not shown: they may hold a name."""
    first, last = (f"{day:%d/%m/%Y}" if day else "" for day in (occurred.earliest, occurred.latest))
    if first == last:
        return first or "No date"
    if not first:
        return f"by {last}"
    return f"{first} to {last}" if last else f"from {first}"
