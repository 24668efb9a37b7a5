"""How many entries each agency has in each month, as bars: black what is certain, hatched what may be."""

from collections.abc import Mapping
from datetime import date

from sightline.domain.chronology.gaps import AgencyDensity, Density
from sightline.domain.chronology.months import last_of_month
from sightline.reports.pictures.agency_names import NamedAgency, named_agencies
from sightline.reports.pictures.svg import INK, PALE, Picture, element, label, pattern, sheet, text, titled
from sightline.reports.pictures.time_axis import TimeAxis

_ID = "density"
_WIDTH = 1120.0
_LEFT, _RIGHT = 210.0, 1100.0
_TOP, _LANE = 64.0, 52.0
_ROOM = _LANE - 14


def density_picture(density: Density, names: Mapping[str, str]) -> Picture:
    """This draws a chronology's density. All agencies have one scale, so that lanes can be compared."""
    by_key = {each.agency: each for each in density.agencies}
    agencies = named_agencies(by_key, names)
    most = max((max(map(sum, _months(each)), default=0) for each in density.agencies), default=0)
    title = f"Entries by month, {len(agencies)} {'agency' if len(agencies) == 1 else 'agencies'}"
    description = (
        f"{density.months[0]:%B %Y} to {density.months[-1]:%B %Y}; at most {most:,} in one month. "
        "Black: certainly in the month. Hatched: may be in it."
        if density.months
        else "No entry has a date."
    )
    bottom = _TOP + _LANE * len(agencies)
    body = [text(8, 24, title, font_size=18, font_weight="bold")]
    if density.months:
        axis = TimeAxis(density.months[0], last_of_month(density.months[-1]), _LEFT, _RIGHT)
        body.append(axis.drawn(_TOP, bottom))
        for number, agency in enumerate(agencies):
            body.append(_lane(_TOP + number * _LANE, agency, by_key[agency.key], density.months, axis, most))
    body.append(text(8, bottom + 22, description, font_size=11))
    return Picture(
        title=title,
        description=description,
        svg=sheet(_ID, title, description, width=_WIDTH, height=bottom + 36, body=body),
        heads=("Letter", "Agency", "Certainly dated", "Busiest month", "Months without any", "No date"),
        rows=tuple(_row(agency, by_key[agency.key], density.months) for agency in agencies),
    )


def _months(density: AgencyDensity) -> list[tuple[int, int]]:
    return list(zip(density.certain, density.possible, strict=True))


def _lane(
    top: float,
    agency: NamedAgency,
    density: AgencyDensity,
    months: tuple[date, ...],
    axis: TimeAxis,
    most: int,
) -> str:
    floor = top + _LANE - 4
    parts = [
        element("line", x1=0, x2=_WIDTH, y1=top + _LANE, y2=top + _LANE, stroke=PALE, stroke_width=1),
        text(10, top + _LANE / 2 + 5, agency.letter, font_size=16, font_weight="bold"),
        label(34, top + _LANE / 2, agency.name, width=22),
    ]
    for month, (certain, possible) in zip(months, _months(density), strict=True):
        if not certain + possible:
            continue
        left, width = axis.x(month), max(1.0, axis.x(last_of_month(month)) - axis.x(month) - 1)
        y = floor
        bars = ""
        for number, fill in ((certain, INK), (possible, pattern(_ID, "hatch"))):
            height = number / most * _ROOM
            y -= height
            if number:
                bars += element("rect", x=left, y=y, width=width, height=height, fill=fill, stroke=INK)
        words = f"{agency.name}, {month:%B %Y}: {certain:,} certain, {possible:,} possible"
        parts.append(titled(bars, words))
    return "".join(parts)


def _row(agency: NamedAgency, density: AgencyDensity, months: tuple[date, ...]) -> tuple[str, ...]:
    busiest = max(density.certain, default=0)
    empty = sum(not certain + possible for certain, possible in _months(density))
    return (
        agency.letter,
        agency.name,
        f"{sum(density.certain):,}",
        f"{months[density.certain.index(busiest)]:%B %Y} ({busiest:,})" if busiest else "",
        f"{empty:,} of {len(months):,}",
        f"{density.n_undated:,}",
    )
