"""Counts working days: Monday to Friday.

Bank holidays count as working days here: they differ between England, Wales, Scotland and Northern
Ireland and from year to year, and a review that comes due a day early does no harm.
"""

from datetime import date, timedelta


def working_days_after(day: date, number: int) -> date:
    """Return the working day that comes so many working days after a day.

    Example:
        >>> working_days_after(date(2026, 11, 27), 3).isoformat()  # from a Friday
        '2026-12-02'
    """
    while number:
        day += timedelta(days=1)
        number -= day.weekday() < 5
    return day
