"""When a session ends: each boundary, a second before it and at it."""

from datetime import UTC, datetime, timedelta

import pytest

from sightline.domain.sessions import session_ends_at

BEGAN = datetime(2026, 11, 24, 9, tzinfo=UTC)
MEETING = BEGAN + timedelta(hours=4)


def after(*, hours: int = 0, minutes: int = 0) -> datetime:
    return BEGAN + timedelta(hours=hours, minutes=minutes)


@pytest.mark.parametrize(
    ("seen_at", "meeting_until", "ends_at"),
    [
        (after(), None, after(minutes=15)),
        (after(hours=3), None, after(hours=3, minutes=15)),
        (after(hours=7, minutes=50), None, after(hours=8)),
        (after(hours=1), MEETING, after(hours=2)),
        (after(hours=3, minutes=30), MEETING, after(hours=4)),
        (after(hours=3, minutes=50), MEETING, after(hours=4, minutes=5)),
        (after(hours=4), MEETING, after(hours=4, minutes=15)),
        (after(hours=7, minutes=30), after(hours=9), after(hours=8)),
    ],
)
def test_a_session_ends(seen_at: datetime, meeting_until: datetime | None, ends_at: datetime) -> None:
    assert session_ends_at(began_at=BEGAN, seen_at=seen_at, meeting_until=meeting_until) == ends_at
