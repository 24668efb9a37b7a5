"""Dates of birth as precise as they are known: 1990, 1990-05 or 1990-05-17."""

import re
from datetime import date
from enum import Enum

from rapidfuzz.distance import OSA

_PRINTED = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")


def is_birth_date(text: str) -> bool:
    """Say whether a text is a date of birth, of whatever precision.

    Example:
        >>> [is_birth_date(text) for text in ("1990", "1990-05-17", "1990-02-30", "17/05/1990")]
        [True, True, False, False]
    """
    found = _PRINTED.fullmatch(text)
    if found is None:
        return False
    year, month, day = (int(part or 1) for part in found.groups())
    try:
        return date(year, month, day).year > 1870
    except ValueError:
        return False


class Likeness(Enum):
    """How two dates of birth go together. SAME is said of whole dates only."""

    UNKNOWN = "UNKNOWN"
    SAME = "SAME"
    NEAR = "NEAR"
    DIFFERENT = "DIFFERENT"


def likeness(one: str, other: str) -> Likeness:
    """Compare two dates of birth as far as both are known. A slip of the pen makes them no other ones.

    Example:
        >>> likeness("1990-05-07", "1990-07-05").name, likeness("1990-05-07", "1990").name
        ('NEAR', 'NEAR')
    """
    if not one or not other:
        return Likeness.UNKNOWN
    if one == other and len(one) == len("1990-05-17"):
        return Likeness.SAME
    length = min(len(one), len(other))
    ours, theirs = one[:length], other[:length]
    if ours == theirs or _is_slip(ours, theirs):
        return Likeness.NEAR
    return Likeness.DIFFERENT


def _is_slip(ours: str, theirs: str) -> bool:
    our_year, our_rest = int(ours[:4]), ours[5:]
    their_year, their_rest = int(theirs[:4]), theirs[5:]
    if our_rest == their_rest and abs(our_year - their_year) == 1:
        return True
    if our_year == their_year and our_rest == "-".join(reversed(their_rest.split("-"))):
        return True
    return OSA.distance(ours, theirs) == 1
