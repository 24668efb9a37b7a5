"""Finished words for pages: dates, counts, sizes, and the colour of a status' tag."""

import datetime as dt

from django.utils import timezone

from sightline.domain.due_dates import in_words
from sightline.domain.states.action import ActionStatus
from sightline.domain.states.published_document import DocumentState
from sightline.domain.states.read_item import Decision

MONTHS = "January February March April May June July August September October November December".split()

ACTION_COLOURS = {
    ActionStatus.NOT_STARTED: "grey",
    ActionStatus.IN_PROGRESS: "blue",
    ActionStatus.DONE_CLAIMED: "yellow",
    ActionStatus.DONE_SEEN: "green",
    ActionStatus.IN_PLACE_ALREADY: "teal",
    ActionStatus.REFUSED: "red",
    ActionStatus.NO_ACTION_REQUIRED: "purple",
    ActionStatus.SUPERSEDED: "purple",
}

DECISION_COLOURS = {
    Decision.PENDING: "blue",
    Decision.ACCEPTED: "green",
    Decision.CORRECTED: "teal",
    Decision.REJECTED: "grey",
    Decision.ADDED: "teal",
}

DOCUMENT_COLOURS = {
    DocumentState.RECEIVED: "grey",
    DocumentState.READING: "blue",
    DocumentState.CHECKING: "yellow",
    DocumentState.FAILED: "red",
    DocumentState.ACCEPTED: "green",
    DocumentState.DISMISSED: "grey",
}


def day(value: dt.date | None) -> str:
    """This is a date as GOV.UK writes it, empty where there is none.

    Example:
        >>> day(dt.date(2026, 4, 3))
        '3 April 2026'
    """
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}" if value else ""


def moment(value: dt.datetime | None) -> str:
    """This is a time of day with its date, where the reader is."""
    if value is None:
        return ""
    here = timezone.localtime(value)
    return f"{day(here.date())}, {here:%H:%M}"


def printed_date(iso: str | None) -> str:
    """This is an ISO date in words, no more exact than it is.

    Example:
        >>> [printed_date(iso) for iso in ("2014", "2014-04", "2014-04-25")]
        ['2014', 'April 2014', '25 April 2014']
    """
    return in_words(iso) if iso else ""


def count(number: int, one: str, many: str = "") -> str:
    """This is a number with its noun.

    Example:
        >>> count(1, "action"), count(2, "action"), count(0, "agency", "agencies")
        ('1 action', '2 actions', '0 agencies')
    """
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def size(n_bytes: int) -> str:
    """This is the size of a file.

    Example:
        >>> size(900), size(25 * 1024 * 1024)
        ('1 kB', '25 MB')
    """
    return (
        f"{max(1, round(n_bytes / 1024))} kB"
        if n_bytes < 1024 * 1024
        else f"{round(n_bytes / 1024 / 1024)} MB"
    )
