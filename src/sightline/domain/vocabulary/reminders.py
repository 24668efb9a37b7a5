"""The reminders an owner gets as an action falls due.

Source: SIGHTLINE-REMINDERS
"""

from enum import StrEnum


class ReminderKind(StrEnum):
    """How long before a target, or after it, an owner is reminded."""

    DAYS_28 = "DAYS_28"
    DAYS_7 = "DAYS_7"
    TODAY = "TODAY"
    OVERDUE = "OVERDUE"

    @property
    def wording(self) -> str:
        """Return the kind as a person reads it."""
        return _WORDING[self]


_WORDING = {
    ReminderKind.DAYS_28: "due in 28 days",
    ReminderKind.DAYS_7: "due in 7 days",
    ReminderKind.TODAY: "due today",
    ReminderKind.OVERDUE: "overdue",
}

OVERDUE_EVERY_DAYS = 7
"""Days between two reminders of the same overdue action."""


def reminder_kind(n_days_left: int) -> ReminderKind | None:
    """Return the kind that fits the days left, or None while it is too early for any.

    The kinds are bands rather than single days, so that a night on which nothing ran loses no reminder.

    Example:
        >>> reminder_kind(6)
        <ReminderKind.DAYS_7: 'DAYS_7'>
    """
    if n_days_left < 0:
        return ReminderKind.OVERDUE
    if n_days_left == 0:
        return ReminderKind.TODAY
    if n_days_left <= 7:
        return ReminderKind.DAYS_7
    return ReminderKind.DAYS_28 if n_days_left <= 28 else None
