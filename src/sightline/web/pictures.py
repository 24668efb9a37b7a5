"""Pictures of counts: where each piece of a stacked bar stands, its pattern, and the same in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sightline.domain.states.action import ActionStatus

PATTERNS = {
    ActionStatus.DONE_SEEN: "p-solid",
    ActionStatus.DONE_CLAIMED: "p-diagonal",
    ActionStatus.IN_PLACE_ALREADY: "p-lines",
    ActionStatus.IN_PROGRESS: "p-dots",
    ActionStatus.NOT_STARTED: "p-empty",
    ActionStatus.REFUSED: "p-cross",
    ActionStatus.NO_ACTION_REQUIRED: "p-bars",
    ActionStatus.SUPERSEDED: "p-grid",
}

#: Per cent of the width that the longest bar takes; its total stands after it.
LONGEST = 90.0
BAR_HEIGHT = 26
#: A piece narrower than this, in per cent, has no room for its number on a phone.
ROOM = 9.0


@dataclass(frozen=True, slots=True)
class Piece:
    """One status' part of a bar, in per cent of the picture's width."""

    x: float
    width: float
    middle: float
    pattern: str
    number: int
    has_room: bool


@dataclass(frozen=True, slots=True)
class Bar:
    """One agency's actions."""

    label: str
    pieces: tuple[Piece, ...]
    end: float
    total: int


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """What a pattern means."""

    pattern: str
    wording: str


@dataclass(frozen=True, slots=True)
class StackedBars:
    """A picture of counts by agency and status, with its description in words."""

    id: str
    title: str
    description: str
    bar_height: int
    bars: tuple[Bar, ...]
    legend: tuple[LegendEntry, ...]


def stacked_bars(
    *, picture_id: str, title: str, description: str, counts: Sequence[tuple[str, Mapping[ActionStatus, int]]]
) -> StackedBars:
    """This lays out one bar a row; the order of the statuses is that of PATTERNS, best proved first."""
    longest = max((sum(by_status.values()) for _label, by_status in counts), default=0)
    scale = LONGEST / longest if longest else 0.0
    shown = [status for status in PATTERNS if any(by_status.get(status) for _label, by_status in counts)]
    return StackedBars(
        id=picture_id,
        title=title,
        description=description,
        bar_height=BAR_HEIGHT,
        bars=tuple(_bar(label, by_status, scale, shown) for label, by_status in counts),
        legend=tuple(LegendEntry(PATTERNS[status], status.wording) for status in shown),
    )


def _bar(
    label: str, by_status: Mapping[ActionStatus, int], scale: float, shown: Sequence[ActionStatus]
) -> Bar:
    pieces: list[Piece] = []
    x = 0.0
    for status in shown:
        number = by_status.get(status, 0)
        if not number:
            continue
        width = number * scale
        pieces.append(
            Piece(
                x=round(x, 2),
                width=round(width, 2),
                middle=round(x + width / 2, 2),
                pattern=PATTERNS[status],
                number=number,
                has_room=width >= ROOM,
            )
        )
        x += width
    return Bar(
        label=label,
        pieces=tuple(pieces),
        end=round(x, 2),
        total=sum(by_status.values()),
    )
