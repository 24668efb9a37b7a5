"""What kind of event an entry tells, where its own words say so plainly. A person corrects it.

Words that something did not happen ("no referral was made") say nothing of a kind. Where several kinds are
named, the one that is named first counts.
"""

import re
from dataclasses import dataclass

from sightline.domain.chronology.reading_dates import DayMonthOrder, read_date
from sightline.domain.chronology.uncertain_date import UncertainDate
from sightline.domain.folding import fold
from sightline.domain.vocabulary.event_words import EVENT_WORDS
from sightline.domain.vocabulary.events import EventKind


@dataclass(frozen=True, slots=True)
class FoundKind:
    """A kind of event with the words that say so; none for what is not sorted."""

    kind: EventKind
    words: str = ""


NOT_SORTED = FoundKind(EventKind.OTHER)

_KINDS = tuple(EVENT_WORDS)
_NAMED = re.compile(
    "|".join(rf"(?P<{kind}>\b(?:{'|'.join(words)})\b)" for kind, words in EVENT_WORDS.items()), re.IGNORECASE
)
_NOT_SO = re.compile(
    r"\b(?:no|not|nor|never|nothing|without|declined|refused|denied|denies|nil|cancelled|previous|historic(?:al)?|"
    r"if|could|would|should|may|might|to be|n[’']t)\W+(?:\w+\W+){0,2}$",
    re.IGNORECASE,
)
_LOOK_BACK = 40
_BY_NAME = {fold(words): kind for kind in EventKind for words in (kind.wording, kind.value.replace("_", " "))}
_NO_CONTACT = re.compile(
    r"\A\W*(?:there (?:was|were|is|are) |we (?:had|have|hold) |the (?:agency|service) (?:had|has|holds) )?"
    r"(?P<words>(?:no|nil)\s+(?:(?:recorded|known|further|other|agency|relevant|entries|trace)\s+){0,2}"
    r"(?:contacts?|involvement|records?|entries|activity|dealings)\b)(?P<rest>[^.]{0,200})",
    re.IGNORECASE,
)
# What follows says of what there was none: a statement about a period, not about "no contact details".
_PERIOD = re.compile(
    r"\b(?:between|from|since|until|before|after|during|throughout|prior to|in)\b.*", re.IGNORECASE
)
_ENDS = re.compile(
    r"\s*(?:[.,;:)]|\Z|(?:recorded|known|noted|held|with|by|for|of|at all|to report|in (?:this|that|the) "
    r"period)\b)",
    re.IGNORECASE,
)


def kind_of(kind_words: str, text: str) -> FoundKind:
    """Return the kind that a column for it gives, otherwise the one that the text names first.

    Example:
        >>> kind_of("", "No referral was made. Ambulance called."), kind_of("Home visit", "Seen with Child C")
        (FoundKind(kind=<EventKind.ATTENDANCE: 'ATTENDANCE'>, words='Ambulance called'), \
FoundKind(kind=<EventKind.HOME_VISIT: 'HOME_VISIT'>, words='Home visit'))
    """
    named = _BY_NAME.get(fold(kind_words))
    if named:
        return FoundKind(named, kind_words)
    return _first_named(kind_words) or _first_named(text) or NOT_SORTED


def no_contact(text: str, order: DayMonthOrder) -> tuple[FoundKind, UncertainDate | None] | None:
    """Return that a text states there was no contact, with the period it names; None where it does not.

    Example:
        >>> statement = "No contact between 3 May 2013 and 6 June 2014."
        >>> found, period = no_contact(statement, DayMonthOrder.DAY_FIRST)
        >>> found.words, period.earliest.isoformat(), period.latest.isoformat()
        ('No contact', '2013-05-03', '2014-06-06')
        >>> no_contact("No contact details were given", DayMonthOrder.DAY_FIRST) is None
        True
    """
    match = _NO_CONTACT.match(text)
    if match is None:
        return None
    period = _PERIOD.search(match["rest"])
    read = read_date(period[0].strip(" ()"), order=order) if period else None
    is_dated = read is not None and read.is_dated
    if not is_dated and not _ENDS.match(match["rest"]):
        return None
    return FoundKind(EventKind.NO_CONTACT, match["words"]), read if is_dated else None


def _first_named(text: str) -> FoundKind | None:
    for match in _NAMED.finditer(text):
        if not _NOT_SO.search(text[max(0, match.start() - _LOOK_BACK) : match.start()]):
            return FoundKind(EventKind(str(match.lastgroup)), match[0])
    return None
