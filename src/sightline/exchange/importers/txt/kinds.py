"""What the columns of a table hold, by their heads, and how ill a run of lines suits a cell of each.

For tables whose cells nothing marks: numbers, dates, names and running text tell them apart.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from functools import cache

from sightline.domain.published_reviews.action_plan.columns import Key, head_key, plan_columns
from sightline.domain.published_reviews.agencies import looks_like_a_role, looks_like_an_agency
from sightline.domain.published_reviews.dates import is_all_dates
from sightline.exchange.importers.txt.lines import Line

_MIN_PLAN_COLUMNS = 3
_HEAD_LENGTH = 80
_LONGEST_LABEL = 4
_LONGEST_LINK = 4
_ABBREVIATED = 5
_MAX_LOST = 2
_EMPTY = 0.6
_ODD = 3.0
_WRONG = 4.0

_NUMBER = re.compile(
    r"\W*(?:[A-Za-z]{1,14}[\s.-]{0,2})?\d{1,3}(?:\.\d{1,3})*[a-z]?\W*(?:(?:and|&)\s*\d{1,3}\W*)?"
)
_FIGURES = re.compile(r"\W*\d[\d.]*\W*")
_NUMBERED = re.compile(r"\(?(?:[A-Z]{1,3}-?)?\d{1,3}(?:\.\d{1,3})*[.:)]\s|Recommendation\s\d", re.IGNORECASE)
_STANDING = (
    "completed?|complete|ongoing|on-going|in place|in progress|not started|started|done|closed|open|on track|"
    "delayed|overdue"
)
_TIMING = re.compile(
    rf"(?:{_STANDING}|immediate(?:ly)?|n/?a|tb[ac]|quarterly|annual(?:ly)?|monthly|continuous|"
    r"with immediate effect|as soon as possible|asap|(?:with)?in|by|every|q\d|w/c|from|end of)\b.{0,30}",
    re.IGNORECASE,
)
_STATUS = re.compile(rf"(?:red|amber|green|blue|{_STANDING})\b.*", re.IGNORECASE)
_SHORT_HEAD = re.compile(
    r"(?:full |first )?(?:names?|pseudonym|code|initials?)(?: used)?|"
    r"(?:name of )?agenc(?:y|ies)|organi[sz]ations?|representing|"
    r"(?:author's )?(?:job )?(?:roles?|titles?|positions?|posts?|designation|capacity)|"
    r"relationship\b.{0,40}|ethnic(?:ity| origin)\b.{0,20}|gender|sex|source|time|for|"
    r"(?:nature of |type of )?contribution|(?:imr )?authors?(?: name| title)?",
    re.IGNORECASE,
)
_FIGURE_HEAD = re.compile(r"age\b.{0,20}|date of birth|d\.?o\.?b\.?|year of birth|born", re.IGNORECASE)
_TEXT_HEAD = re.compile(
    r"(?:significant |key )?(?:events?|contacts?|incidents?|details?|descriptions?|comments?|information)"
    r"(?: of (?:event|contact|incident)s?)?",
    re.IGNORECASE,
)
_DATE_HEAD = re.compile(r"dates?(?: and time| / time|/time)?", re.IGNORECASE)
# Words that head columns head sections as well; these head sections only.
_TITLE = re.compile(
    r"\baction plans?\b|^(?:appendix|annexe?|section|part|chapter|\d+\t)|\brecommendations\b.*\S{3}|"
    r".*\Srecommendations$",
    re.IGNORECASE,
)


class Kind(Enum):
    """What one column holds. `ONE_TEXT` is text of which a row has one paragraph."""

    NUMBER = auto()
    DATE = auto()
    STATUS = auto()
    SHORT = auto()
    LEAD = auto()
    FIGURE = auto()
    ANY = auto()
    TEXT = auto()
    ONE_TEXT = auto()


_KINDS = {
    Key.NUMBER: Kind.NUMBER,
    Key.TARGET: Kind.DATE,
    Key.STATUS: Kind.STATUS,
    Key.LEAD: Kind.LEAD,
    Key.SECTION: Kind.SHORT,
    Key.UNPLACED: Kind.SHORT,
    Key.RECOMMENDATION: Kind.ONE_TEXT,
    Key.FINDING: Kind.ONE_TEXT,
}


@dataclass(frozen=True, slots=True)
class Columns:
    """What the columns of one table hold, and the words at their heads."""

    kinds: tuple[Kind, ...]
    heads: frozenset[str]
    is_plan: bool


def is_head(line: Line) -> bool:
    """Say whether a line may be the head of a column."""
    words = line.text.strip()
    if not words or len(words) > _HEAD_LENGTH or "\t" in line.text or _TITLE.search(words):
        return False
    if words[-1] in ".:;," and len(words.rsplit(maxsplit=1)[-1]) > _ABBREVIATED:
        return False
    return _other_kind(words) is not None or head_key(words) not in {None, Key.SECTION}


def card_label(line: Line) -> str | None:
    """Return the label a line is, numbers left aside; None where it is none."""
    words = re.sub(r"[\d.:\s]+$", "", line.text.strip())
    is_short = 0 < len(words.split()) <= _LONGEST_LABEL and "\t" not in line.text
    return words.casefold() if is_short and head_key(words) not in {None, Key.SECTION, Key.UNPLACED} else None


def is_card(labels: Iterable[str]) -> bool:
    """Say whether labels are those of an action: what is to be done, and by whom or when."""
    keys = {head_key(label) for label in labels}
    return bool(keys & {Key.RECOMMENDATION, Key.ACTION}) and bool(keys & {Key.LEAD, Key.TARGET})


def columns_under(heads: Sequence[str]) -> Columns | None:
    """Return what the columns under these heads hold; None where they head no table."""
    known = frozenset(head.casefold() for head in heads if head)
    keys = plan_columns(heads) if len(heads) >= _MIN_PLAN_COLUMNS else None
    if keys is not None and len({*keys} - {None}) >= _MIN_PLAN_COLUMNS:
        kinds = tuple(Kind.ANY if key is None else _KINDS.get(key, Kind.TEXT) for key in keys)
        return Columns(kinds, known, is_plan=True)
    others = [_other_kind(head) if head else Kind.SHORT for head in heads]
    if None in others:
        return None
    return Columns(tuple(kind for kind in others if kind is not None), known, is_plan=False)


def _other_kind(head: str) -> Kind | None:
    """Return what a column of another table than a plan holds; a head may be printed in two languages."""
    return next((kind for side in (head, *head.split(" / ")) if (kind := _kind_of(side))), None)


def _kind_of(head: str) -> Kind | None:
    if _DATE_HEAD.fullmatch(head):
        return Kind.DATE
    if _TEXT_HEAD.fullmatch(head):
        return Kind.TEXT
    if _FIGURE_HEAD.fullmatch(head):
        return Kind.FIGURE
    return Kind.SHORT if _SHORT_HEAD.fullmatch(head) else None


class CellCosts:
    """How ill lines suit a cell of each kind."""

    def __init__(self, lines: Sequence[Line], columns: Columns) -> None:
        self._columns = columns
        # Empty cells at the end of a file are easily lost.
        self._words = [line.text.strip(" \xa0\ufeff\u200b\f") for line in lines] + [""] * _MAX_LOST
        self._rules: dict[Kind, Callable[[str], float]] = {
            Kind.NUMBER: _as_number,
            Kind.DATE: _as_date,
            Kind.STATUS: _as_status,
            Kind.SHORT: _as_short,
            Kind.LEAD: _as_lead,
            Kind.FIGURE: _as_figure,
            Kind.ANY: lambda _: 0.3,
            Kind.TEXT: _as_text,
            Kind.ONE_TEXT: _as_text,
        }
        self.cell = cache(self._cell)

    def _cell(self, kind: Kind, start: int, n_lines: int) -> float | None:
        """Return the cost of a cell of so many lines from one on; None where it can hold no more."""
        if start + n_lines > len(self._words):
            return None
        words = self._words[start + n_lines - 1]
        if not words:
            return _EMPTY if n_lines == 1 else None
        own = self._rules[kind](words) + (_ODD if "\t" in words or _TITLE.match(words) else 0.0)
        if self._is_head(words):
            own += _WRONG
        if n_lines == 1:
            return own
        before = self.cell(kind, start, n_lines - 1)
        if before is None or not self._words[start]:
            return None
        return before + own + self._further(kind, self._words[start + n_lines - 2], words)

    def _is_head(self, words: str) -> bool:
        is_other = not self._columns.is_plan and _other_kind(words) in {Kind.SHORT, Kind.TEXT}
        return is_other or words.casefold() in self._columns.heads

    def _further(self, kind: Kind, above: str, words: str) -> float:
        """Return what one more paragraph in a cell costs, beside what it is."""
        if kind is Kind.NUMBER:
            return 6.0
        if kind is Kind.DATE:
            return 0.2
        if kind in {Kind.LEAD, Kind.STATUS}:
            return 0.7
        if kind in {Kind.SHORT, Kind.FIGURE}:
            return 1.0
        cost = 1.0 if kind is Kind.ONE_TEXT else 0.5
        is_listed = _NUMBERED.match(words) or words[0] in "•·-–(" or above.endswith(":")
        if is_listed and kind is Kind.TEXT:
            return 0.2
        return cost + (0.6 if _is_lead(words) else 0.0)

    def section(self, at: int) -> float | None:
        """Return the cost of taking a line for a heading over the rows below it."""
        words = self._words[at] if at < len(self._words) else ""
        if not words or "\t" in words or len(words) > _HEAD_LENGTH * 2:
            return None
        if re.match(r"recommendation\s+\d", words, re.IGNORECASE):
            return None if Kind.ONE_TEXT in self._columns.kinds else 0.4
        if words[-1] in ".;,":
            return None
        return 0.6 if looks_like_an_agency(words) and len(words.split()) <= 10 else 2.5

    def has_words(self, start: int, end: int) -> bool:
        return any(self._words[start:end])


def _as_number(words: str) -> float:
    return 0.0 if _NUMBER.fullmatch(words) else 6.0


def _as_date(words: str) -> float:
    if is_all_dates(words) or _TIMING.fullmatch(words):
        return 0.0
    n_words = len(words.split())
    return 1.8 if n_words <= 5 and words[-1] != "." else 4.0


def _as_status(words: str) -> float:
    if _STATUS.fullmatch(words):
        return 0.0
    if is_all_dates(words):
        return 1.0
    return 0.5 if len(words.split()) <= 15 and not _NUMBER.fullmatch(words) else 2.0


def _as_short(words: str) -> float:
    if is_all_dates(words) or _FIGURES.fullmatch(words):
        return 1.5 if re.fullmatch(r"\d{1,3}|(?:19|20)\d\d", words) else 3.0
    if _NUMBERED.match(words) or words[0] in "•·" or words[-1] == ":":
        return 3.0
    n_words = len(words.split())
    cost = 0.0 if n_words <= 8 else 1.0 if n_words <= 14 else 4.0
    is_sentence = words[-1] == "." and len(words.rsplit(maxsplit=1)[-1]) > _ABBREVIATED
    return cost + (1.0 if is_sentence else 0.0) + (1.0 if words[:1].islower() else 0.0)


def _as_lead(words: str) -> float:
    is_known = looks_like_a_role(words) or looks_like_an_agency(words)
    # Names and posts are capitalised; words of a sentence are not.
    n_plain = sum(word.islower() and len(word) > _LONGEST_LINK for word in words.split())
    return _as_short(words) + (0.0 if is_known else 0.2) + 0.4 * n_plain


def _as_figure(words: str) -> float:
    return 0.0 if words[0].isdigit() or words[-1].isdigit() else 0.5 if len(words.split()) <= 4 else 3.0


def _as_text(words: str) -> float:
    if is_all_dates(words) or _NUMBER.fullmatch(words):
        return 4.0
    cost = 0.3 if _is_lead(words) else 0.0
    return cost + (0.5 if len(words.split()) < 3 else 0.0)


def _is_lead(words: str) -> bool:
    is_short = len(words.split()) <= 7 and words[-1] not in ".;"
    return is_short and (looks_like_a_role(words) or looks_like_an_agency(words))
