"""The numbers that rows of an action plan begin with, as printed."""

import re
from dataclasses import dataclass

_LABEL = (
    r"(?:recommendations?|rec|action|finding|lesson|learning\s+point|point)\b\.?\s*"
    r"(?:(?:no|number)\b\.?\s*)?#?\s*"
)
_ONE = r"(?:[A-Z]{1,5}[\s.-]?)?\d{1,3}(?:\.\d{1,3})*[a-z]?"
_NUMBER = rf"{_ONE}(?:\s*(?:and|&|,|-|–|to|/)\s*{_ONE})*"
_LABELLED = re.compile(rf"\s*(?i:{_LABEL})(?P<number>{_NUMBER})\s*(?:[.:)\-–—]+\s*|\s+|\Z)")
_PUNCTUATED = re.compile(
    rf"\s*(?P<number>{_NUMBER})\s*(?:[:)]\s*|\.(?=\s|\Z|[A-Z])\s*|\t\s*|[-–—]\s+|\s{{2,}}|\Z)"
)
_MARKED = re.compile(
    r"\s*(?P<number>\d{1,3}(?:\.\d{1,3})+[a-z]?|[A-Z]{1,3}\d{1,3}(?:\.\d{1,3})*[a-z]?|\d{1,3}[a-z])"
    r"\s+(?=[A-Z“\"‘])"
)
_BARE = re.compile(r"\s*(?P<number>\d{1,3})\s+(?=[A-Z“\"‘])")


@dataclass(frozen=True, slots=True)
class LeadingNumber:
    """A number at the start of a text: as printed, where it stands, and where the words go on."""

    printed: str
    start: int
    end: int
    rest: int
    is_labelled: bool


def leading_number(text: str, *, bare: bool = False) -> LeadingNumber | None:
    """Return the number a text begins with; with `bare`, one parted by a space alone counts too.

    Example:
        >>> leading_number("1 and 4").printed, leading_number("Recommendation 3: Train staff").printed
        ('1 and 4', '3')
        >>> leading_number("3 month audit") is None
        True
    """
    labelled = _LABELLED.match(text)
    match = (
        labelled or _PUNCTUATED.match(text) or _MARKED.match(text) or (_BARE.match(text) if bare else None)
    )
    if match is None:
        return None
    printed = " ".join(match["number"].split())
    return LeadingNumber(
        printed, match.start("number"), match.end("number"), match.end(), labelled is not None
    )


def parts_of_number(printed: str) -> tuple[int, ...]:
    """Return the figures of a number, to compare and order: "2.10" is (2, 10)."""
    return tuple(map(int, re.findall(r"\d+", printed)))
