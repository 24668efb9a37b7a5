"""How reports write dates and numbers."""

from datetime import date

NO_AGENCY = "No agency yet"


def day(when: date) -> str:
    """This is a date in words.

    Example:
        >>> day(date(2031, 4, 5))
        '5 April 2031'
    """
    return f"{when.day} {when:%B %Y}"


def counted(number: int, noun: str) -> str:
    """This is a number with its noun.

    Example:
        >>> counted(1, "action"), counted(2, "action")
        ('1 action', '2 actions')
    """
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
