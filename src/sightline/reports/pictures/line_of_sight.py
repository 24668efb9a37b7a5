"""Who knew what when, on one page: a row for each event, a column for each agency."""

from collections.abc import Mapping
from datetime import date

from sightline.domain.chronology.events import Event
from sightline.domain.chronology.line_of_sight import LineOfSight, Sight
from sightline.reports.pictures.agency_names import NamedAgency, named_agencies
from sightline.reports.pictures.svg import (
    INK,
    PALE,
    PAPER,
    Picture,
    element,
    label,
    sheet,
    text,
    titled,
    wrapped,
)
from sightline.reports.pictures.time_axis import days_of

_ID = "line-of-sight"
_WIDTH = 1120.0
_LEFT, _TOP, _ROW = 300.0, 110.0, 34.0
_LEGEND = (
    "Filled: held from the day itself   ·   Half: held later, from the day below   ·   Open: may have held "
    "it, no day is certain   ·   –: nothing shows that it held it. What was recorded, not who is to blame."
)


def line_of_sight_picture(sight: LineOfSight, names: Mapping[str, str]) -> Picture:
    """This draws who held chosen events from when. An event is shown by its date, its agency and its kind."""
    agencies = named_agencies(sight.agencies, names)
    title = f"Who knew what when: {len(sight.events)} events, {len(agencies)} agencies"
    reached = {each.event for each in sight.sights if each.certainly_from}
    n_by_event = {event.id: sum(each.event == event.id for each in sight.sights) for event in sight.events}
    n_alone = sum(number == 1 for number in n_by_event.values())
    description = (
        f"{n_alone} of {len(sight.events)} events were held by one agency only; "
        f"for {len(sight.events) - len(reached)} no agency certainly held it."
    )
    held = {(each.event, each.agency): each for each in sight.sights}
    column = (_WIDTH - _LEFT) / max(1, len(agencies))
    bottom = _TOP + _ROW * len(sight.events)
    body = [text(8, 24, title, font_size=18, font_weight="bold")]
    for place, agency in enumerate(agencies):
        body.append(_head(agency, _LEFT + (place + 0.5) * column, column))
    for number, event in enumerate(sight.events, 1):
        middle = _TOP + (number - 0.5) * _ROW
        body.append(element("line", x1=0, x2=_WIDTH, y1=middle - _ROW / 2, y2=middle - _ROW / 2, stroke=PALE))
        body.append(text(8, middle + 4, str(number), font_weight="bold"))
        body.append(label(34, middle, _described(event, names), width=44, size=11))
        for place, agency in enumerate(agencies):
            cell = _cell(event, held.get((event.id, agency.key)), _LEFT + (place + 0.5) * column, middle)
            body.append(titled(cell, f"{agency.name}: {_said(event, held.get((event.id, agency.key)))}"))
    body.append(text(8, bottom + 22, _LEGEND, font_size=11))
    return Picture(
        title=title,
        description=description,
        svg=sheet(_ID, title, description, width=_WIDTH, height=bottom + 36, body=body),
        heads=("Event", *(agency.name for agency in agencies)),
        rows=tuple(
            (
                _described(event, names),
                *(_said(event, held.get((event.id, agency.key))) for agency in agencies),
            )
            for event in sight.events
        ),
    )


def _described(event: Event, names: Mapping[str, str]) -> str:
    return f"{days_of(event.occurred)}, {names.get(event.agency, event.agency)}: {event.kind.wording}"


def _head(agency: NamedAgency, middle: float, column: float) -> str:
    lines = wrapped(agency.name, max(8, int(column / 6.5)), 3)
    return text(middle, 52, agency.letter, text_anchor="middle", font_size=16, font_weight="bold") + "".join(
        text(middle, 68 + number * 13, line, text_anchor="middle", font_size=11)
        for number, line in enumerate(lines)
    )


def _is_from_the_day(event: Event, since: date) -> bool:
    return event.occurred.latest is not None and since <= event.occurred.latest


def _said(event: Event, sight: Sight | None) -> str:
    """Return in words how an agency held an event."""
    if sight is None:
        return "nothing shows that it held it"
    if sight.certainly_from is None:
        return (
            f"may have held it from {sight.possibly_from:%d/%m/%Y}"
            if sight.possibly_from
            else "held, no day known"
        )
    if _is_from_the_day(event, sight.certainly_from):
        return "from the day itself"
    return f"from {sight.certainly_from:%d/%m/%Y}"


def _cell(event: Event, sight: Sight | None, x: float, y: float) -> str:
    if sight is None:
        return text(x, y + 4, "–", text_anchor="middle")
    ring = element("circle", cx=x, cy=y - 5, r=6, fill=PAPER, stroke=INK, stroke_width=1.4)
    if sight.certainly_from is None:
        return ring
    if _is_from_the_day(event, sight.certainly_from):
        return element("circle", cx=x, cy=y - 5, r=6, fill=INK)
    half = element("path", d=f"M{x:.1f} {y - 11:.1f}a6 6 0 0 0 0 12z", fill=INK)
    day = text(x, y + 13, f"{sight.certainly_from:%d/%m/%Y}", text_anchor="middle", font_size=10)
    return ring + half + day
