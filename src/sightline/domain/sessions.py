"""When a session ends.

Source: SIGHTLINE-SIGN-IN
"""

from datetime import datetime, timedelta

IDLE = timedelta(minutes=15)
"""A session ends when nothing was asked of the site for this long."""

LONGEST = timedelta(hours=8)
"""A session ends this long after it began, whatever happens in it."""

IDLE_IN_A_MEETING = timedelta(minutes=60)
"""The same as `IDLE`, while a meeting is on: who talks for half an hour types nothing."""

LONGEST_MEETING = timedelta(hours=4)
"""Meeting mode ends by itself after this."""


def session_ends_at(
    *, began_at: datetime, seen_at: datetime, meeting_until: datetime | None = None
) -> datetime:
    """Return when a session ends in which something was last asked for at `seen_at`.

    Example:
        >>> nine, noon = datetime(2026, 3, 2, 9), datetime(2026, 3, 2, 12)
        >>> session_ends_at(began_at=nine, seen_at=noon, meeting_until=noon + timedelta(minutes=30))
        datetime.datetime(2026, 3, 2, 12, 30)
    """
    idle_end = seen_at + IDLE
    if meeting_until is not None and seen_at < meeting_until:
        idle_end = max(idle_end, min(seen_at + IDLE_IN_A_MEETING, meeting_until))
    return min(idle_end, began_at + LONGEST)
