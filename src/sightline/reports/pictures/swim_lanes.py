"""A timeline with a lane for each agency: what it tells, when, and which accounts are of one incident."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from sightline.domain.chronology.chronology import Chronology
from sightline.domain.chronology.events import Event
from sightline.domain.chronology.gaps import KeyPeriod
from sightline.domain.vocabulary.events import EventKind
from sightline.reports.pictures.agency_names import NamedAgency, named_agencies
from sightline.reports.pictures.marks import Mark, drawn, mark_of
from sightline.reports.pictures.svg import (
    INK,
    PALE,
    PAPER,
    Picture,
    element,
    label,
    pattern,
    sheet,
    text,
    titled,
)
from sightline.reports.pictures.time_axis import TimeAxis, axis_of, days_of

_ID = "swim-lanes"
_WIDTH = 1120.0
_LEFT, _RIGHT = 190.0, 1060.0
_TOP = 64.0
_ROW, _PADDING = 14.0, 9.0
#: More rows of marks than this in one lane are a black band: the lane then shows how many, not each.
_MOST_ROWS = 6
_DENSE_LANE = 70.0
_BIN = 8.0
_MOST_LINKS = 60


@dataclass(frozen=True, slots=True)
class _Placed:
    """An entry in its lane: from where to where it reaches, and on which row it stands."""

    event: Event
    begins: float
    ends: float
    row: int

    @property
    def is_exact(self) -> bool:
        occurred = self.event.occurred
        return occurred.earliest is not None and occurred.earliest == occurred.latest


@dataclass(frozen=True, slots=True)
class _Lane:
    """An agency's lane: its place on the sheet, its entries, and whether they are too many to draw each."""

    agency: NamedAgency
    top: float
    height: float
    placed: tuple[_Placed, ...]
    n_undated: int
    is_dense: bool

    def y(self, placed: _Placed) -> float:
        if self.is_dense:
            return self.top + _PADDING
        return self.top + _PADDING + (placed.row + 0.5) * _ROW


def swim_lanes(
    chronology: Chronology, names: Mapping[str, str], *, key_periods: Sequence[KeyPeriod] = ()
) -> Picture:
    """This is the timeline of a chronology. `names` holds what is shown for each agency.

    An exact date is a mark, an uncertain one a span over all days it may have been. Accounts of one incident
    are linked under a number; key periods are dotted. A lane with more than can be told apart is of bars.
    """
    axis = axis_of(chronology, _LEFT, _RIGHT)
    lanes = _lanes(chronology, names, axis)
    bottom = lanes[-1].top + lanes[-1].height if lanes else _TOP + 20
    incidents = _incidents(chronology, lanes)
    n_events, n_undated = len(chronology.events), sum(lane.n_undated for lane in lanes)
    title = f"Timeline of {_count(n_events, 'entry', 'entries')}, {_count(len(lanes), 'lane', 'lanes')}"
    description = (
        (f"{axis.first:%B %Y} to {axis.last:%B %Y}. " if axis else "No entry has a date. ")
        + f"{_count(n_undated, 'entry has', 'entries have')} no date. "
        + (f"{_count(len(incidents), 'incident is', 'incidents are')} told by more than one account.")
    )
    body = [
        text(8, 24, title, font_size=18, font_weight="bold"),
        *(_period(period, axis, bottom) for period in key_periods if axis),
        axis.drawn(_TOP, bottom) if axis else "",
        *(_lane(lane, axis) for lane in lanes),
        *(_links(incidents, lanes) if len(incidents) <= _MOST_LINKS else ()),
        _legend(bottom + 26, len(incidents)),
    ]
    return Picture(
        title=title,
        description=description,
        svg=sheet(_ID, title, description, width=_WIDTH, height=bottom + 70, body=body),
        heads=("Letter", "Agency", "Entries", "First", "Last", "Uncertain dates", "No date"),
        rows=tuple(_row(lane) for lane in lanes),
    )


def _count(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"


def _lanes(chronology: Chronology, names: Mapping[str, str], axis: TimeAxis | None) -> tuple[_Lane, ...]:
    by_agency: defaultdict[str, list[Event]] = defaultdict(list)
    for event in chronology.events:
        by_agency[event.agency].append(event)
    lanes: list[_Lane] = []
    top = _TOP
    for agency in named_agencies(by_agency, names):
        dated = [event for event in by_agency[agency.key] if event.occurred.is_dated]
        placed = _placed(dated, axis) if axis else ()
        n_rows = max((each.row for each in placed), default=0) + 1
        is_dense = n_rows > _MOST_ROWS
        height = _DENSE_LANE if is_dense else max(2, n_rows) * _ROW + 2 * _PADDING
        n_undated = len(by_agency[agency.key]) - len(dated)
        lanes.append(_Lane(agency, top, height, placed, n_undated, is_dense))
        top += height
    return tuple(lanes)


def _placed(events: Sequence[Event], axis: TimeAxis) -> tuple[_Placed, ...]:
    """Put each entry on the first row where it covers no other; what lies outside the period is left out."""
    row_ends: list[float] = []
    placed = []
    for event in events:
        if not event.occurred.is_possibly_within(axis.first, axis.last):
            continue
        begins = axis.x(event.occurred.earliest or axis.first)
        ends = axis.x(event.occurred.latest or axis.last)
        left, right = begins - 6, max(ends, begins) + 6
        row = next((row for row, end in enumerate(row_ends) if end <= left), len(row_ends))
        row_ends[row : row + 1] = [right]
        placed.append(_Placed(event, begins, ends, row))
    return tuple(placed)


def _lane(lane: _Lane, axis: TimeAxis | None) -> str:
    middle = lane.top + lane.height / 2
    parts = [
        element("line", x1=0, x2=_WIDTH, y1=lane.top, y2=lane.top, stroke=PALE, stroke_width=1),
        text(10, middle + 5, lane.agency.letter, font_size=16, font_weight="bold"),
        label(34, middle, lane.agency.name, width=22),
    ]
    if lane.n_undated:
        parts.append(text(_WIDTH - 8, middle + 4, f"+{lane.n_undated:,}", text_anchor="end"))
    if lane.is_dense and axis:
        parts.append(_bars(lane, axis))
    else:
        parts += [_entry(lane, placed) for placed in lane.placed]
    return "".join(parts)


def _entry(lane: _Lane, placed: _Placed) -> str:
    event, y = placed.event, lane.y(placed)
    if event.kind is EventKind.NO_CONTACT:
        shape = _span(placed, y, height=8, fill=pattern(_ID, "dots"))
    elif placed.is_exact:
        shape = drawn(mark_of(event.kind), placed.begins, y)
    else:
        shape = _span(placed, y, height=6, fill=pattern(_ID, "hatch"))
        shape += drawn(mark_of(event.kind), (placed.begins + placed.ends) / 2, y)
    return titled(shape, f"{lane.agency.name}, {days_of(event.occurred)}: {event.kind.wording}")


def _span(placed: _Placed, y: float, *, height: float, fill: str) -> str:
    """Return a bar over all the days; where the words leave an end open, that end is an arrow."""
    width = max(4.0, placed.ends - placed.begins)
    bar = element(
        "rect", x=placed.begins, y=y - height / 2, width=width, height=height, fill=fill, stroke=INK, rx=2
    )
    arrows = ""
    if placed.event.occurred.earliest is None:
        arrows += element("path", d=f"M{placed.begins:.1f} {y - 6:.1f}l-7 6l7 6z", fill=INK)
    if placed.event.occurred.latest is None:
        arrows += element("path", d=f"M{placed.begins + width:.1f} {y - 6:.1f}l7 6l-7 6z", fill=INK)
    return bar + arrows


def _bars(lane: _Lane, axis: TimeAxis) -> str:
    """Return how many entries there are along a lane: black the exact, hatched on top what may be there."""
    exact: Counter[int] = Counter()
    uncertain: Counter[int] = Counter()
    stated = []
    for placed in lane.placed:
        if placed.event.kind is EventKind.NO_CONTACT:
            stated.append(_entry(lane, placed))
            continue
        first, last = (int((x - axis.left) / _BIN) for x in (placed.begins, placed.ends))
        for place in range(first, last + 1):
            (exact if placed.is_exact else uncertain)[place] += 1
    most = max((exact[place] + uncertain[place] for place in {*exact, *uncertain}), default=1)
    floor, room = lane.top + lane.height - 6, lane.height - 22
    parts = [*stated, text(_LEFT - 6, lane.top + 14, f"most: {most:,}", font_size=10, text_anchor="end")]
    for place in sorted({*exact, *uncertain}):
        x, y = axis.left + place * _BIN, floor
        for number, fill in ((exact[place], INK), (uncertain[place], pattern(_ID, "hatch"))):
            height = number / most * room
            if number:
                y -= height
                parts.append(
                    element("rect", x=x + 1, y=y, width=_BIN - 2, height=height, fill=fill, stroke=INK)
                )
    return "".join(parts)


def _incidents(
    chronology: Chronology, lanes: Sequence[_Lane]
) -> tuple[tuple[tuple[_Lane, _Placed], ...], ...]:
    """Return, in order, the joined accounts of each incident that stand in lanes, from the top lane down."""
    joined = {event.id: event.incident for event in chronology.events if event.incident}
    accounts: defaultdict[str, list[tuple[_Lane, _Placed]]] = defaultdict(list)
    for lane in lanes:
        for placed in lane.placed:
            if placed.event.id in joined:
                accounts[joined[placed.event.id]].append((lane, placed))
    several = (tuple(each) for each in accounts.values() if len(each) > 1)
    return tuple(sorted(several, key=lambda each: min(placed.begins for _lane, placed in each)))


def _links(incidents: Sequence[Sequence[tuple[_Lane, _Placed]]], lanes: Sequence[_Lane]) -> list[str]:
    links = []
    for number, accounts in enumerate(incidents, 1):
        points = [((placed.begins + placed.ends) / 2, lane.y(placed)) for lane, placed in accounts]
        lines = "".join(
            element("line", x1=x1, y1=y1, x2=x2, y2=y2, stroke=INK, stroke_width=1.2, stroke_dasharray="4 2")
            for (x1, y1), (x2, y2) in pairwise(points)
        )
        x, y = points[0]
        tag = text(
            x + 6,
            y - 4,
            str(number),
            font_size=11,
            font_weight="bold",
            stroke=PAPER,
            stroke_width=3,
            paint_order="stroke",
        )
        agencies = ", ".join(lane.agency.name for lane, _placed in accounts)
        links.append(titled(lines + tag, f"Incident {number}, told by {agencies}"))
    return links


def _period(period: KeyPeriod, axis: TimeAxis, bottom: float) -> str:
    left, right = axis.x(period.begins), axis.x(period.ends)
    shade = element(
        "rect",
        x=left,
        y=_TOP,
        width=max(2.0, right - left),
        height=bottom - _TOP,
        fill=pattern(_ID, "dots"),
        stroke=INK,
        stroke_dasharray="2 3",
    )
    words = f"{period.name}: {period.begins:%d/%m/%Y} to {period.ends:%d/%m/%Y}"
    return titled(shade, words) + text(left, _TOP - 20, period.name, font_style="italic")


def _legend(y: float, n_incidents: int) -> str:
    parts = []
    x = 14.0
    for mark in Mark:
        parts.append(drawn(mark, x, y - 4) + text(x + 10, y, mark.value, font_size=11))
        x += 32 + 6 * len(mark.value)
    links = "Dashed: accounts of one incident, by number"
    if n_incidents > _MOST_LINKS:
        links = f"{n_incidents:,} incidents told by several accounts are too many to be linked here"
    notes = (
        "Hatched: every day that an uncertain date may be   ·   Dotted: no contact stated, or a key period"
        f"   ·   {links}   ·   +n: entries without a date"
    )
    return "".join(parts) + text(8, y + 22, notes, font_size=11)


def _row(lane: _Lane) -> tuple[str, ...]:
    dated = [placed.event.occurred for placed in lane.placed]
    return (
        lane.agency.letter,
        lane.agency.name,
        f"{len(dated) + lane.n_undated:,}",
        days_of(dated[0]) if dated else "",
        days_of(dated[-1]) if dated else "",
        f"{sum(not placed.is_exact for placed in lane.placed):,}",
        f"{lane.n_undated:,}",
    )
