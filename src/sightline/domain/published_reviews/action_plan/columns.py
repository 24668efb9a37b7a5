"""What the columns of an action plan hold, by the words at their heads or by what stands in them."""

import re
from collections.abc import Callable, Sequence
from enum import StrEnum

from rapidfuzz import process

from sightline.domain.published_reviews.agencies import looks_like_a_role, looks_like_an_agency
from sightline.domain.published_reviews.dates import is_all_dates
from sightline.domain.published_reviews.words import folded


class Key(StrEnum):
    """What one column of an action plan holds. `UNPLACED` has no place in an action plan's row."""

    NUMBER = "number"
    SECTION = "section"
    FINDING = "finding"
    RECOMMENDATION = "recommendation"
    LEAD = "lead"
    ACTION = "action"
    MILESTONE = "milestone"
    TARGET = "target_text"
    STATUS = "status"
    UNPLACED = "unplaced"


# The first pattern that fits decides, so the narrow ones stand before the broad.
_HEADS: tuple[tuple[Key, str], ...] = (
    (
        Key.NUMBER,
        r"(?:(?:rec\w*|action|item|finding|lesson)\W*)?(?:no\.?s?|num(?:ber)?|ref(?:erence)?(?: no)?|#|id)",
    ),
    (Key.NUMBER, r"(?:rec|r)\.?"),
    (Key.UNPLACED, r".*\bscope\b.*|priority(?: level)?|(?:cost|resources?|budget|risk)s?\b.*|level|tor|kloe"),
    (Key.STATUS, r".*\b(?:rag|status|date of completion|completion date and)\b.*"),
    (
        Key.STATUS,
        r"(?:actual )?date (?:completed|achieved|closed)\b.*|completed(?: \(.*\)|\?| on| date| y n)?",
    ),
    (
        Key.TARGET,
        r".*\b(?:target|due|deadlines?|time ?(?:scales?|frames?|lines?)|timing|by when)\b.*|when\b.*",
    ),
    (
        Key.TARGET,
        r"(?:completion|implementation|end|review) dates?\b.*|(?:by )?dates?|date (?:for|by|to be)\b.*",
    ),
    (
        Key.MILESTONE,
        r"(?!.*\bactions?\b.*\b(?:milestones?|evidence)\b).*\b(?:milestones?|evidence|evidenced)\b.*",
    ),
    (Key.MILESTONE, r".*\b(?:desired|expected|intended|anticipated|planned|measurable|success|impact)\b.*"),
    (Key.MILESTONE, r".*\bmeasured?s?\b.*|(?:monitoring|assurance|key steps|outputs?|what difference)\b.*"),
    (Key.MILESTONE, r"how\b.*\b(?:know|knows|shown?|evidenced?|success\w*|worked)\b.*"),
    (Key.MILESTONE, r"(?:key )?outcomes"),
    (Key.STATUS, r".*\b(?:outcomes?|progress|updates?|current position|comments?)\b.*"),
    (
        Key.LEAD,
        r".*\b(?:leads?|by whom|owners?|responsib\w+|accountab\w+|officers?)\b(?!.*\brecommendation).*",
    ),
    (
        Key.LEAD,
        r"(?:action )?by(?: whom)?|(?:allocated|assigned) to|delivered by|named (?:person|individual)"
        r"|who\b.*",
    ),
    (Key.RECOMMENDATION, r"what (?:needs to|must|should) (?:change|improve|be different)\b.*"),
    (Key.ACTION, r".*\b(?:actions?|tasks?)\b.*|(?:what|how)\b.*"),
    (Key.RECOMMENDATION, r".*\brecommendations?\b.*|(?:smart |key |strategic )?(?:objectives?|aims?|goals?)"),
    (Key.FINDING, r".*\b(?:findings?|lessons?|learning(?: points?)?|issues?|themes?|key points?)\b.*"),
    (Key.SECTION, r".*\b(?:agency|agencies|organi[sz]ations?|services?|partners?|departments?)\b.*"),
)
_COMPILED = tuple((key, re.compile(pattern)) for key, pattern in _HEADS)
_VOCABULARY = (
    "recommendation recommendations action actions agency lead milestone milestones target timescale "
    "timescales responsible responsibility officer finding findings evidence outcome outcomes completion "
    "completed status progress deadline organisation number scope learning lesson"
).split()
_PROGRESS = re.compile(r".*\b(?:outcomes?|progress|updates?|position|comments?)\b.*")
_AIM = re.compile(r"(?:\w+ )?(?:objectives?|aims?|goals?)")
_MAX_HEAD_WORDS = 14
_SPELLING = 85
_CORE = frozenset({Key.RECOMMENDATION, Key.ACTION})
_NOT_A_PLAN = re.compile(
    r"\b(?:event|incident|source|contact|author|name|job title|panel|chronology|significant|time|description|"
    r"question|attendance|meeting|term of reference)\b"
)


def head_key(words: str) -> Key | None:
    """Return what a column holds by the words at its head; None where they are no such head.

    Example:
        >>> head_key("To be completed by when")
        <Key.TARGET: 'target_text'>
    """
    if re.match(r"\s*\W?\d", words) or (words.rstrip().endswith(".") and len(words.split()) > 3):
        return None
    plain = " ".join(re.sub(r"[^\w#/&'?]+", " ", words.lower().replace("’", "'")).replace("/", " / ").split())
    if not plain or len(plain.split()) > _MAX_HEAD_WORDS:
        return None
    plain = " ".join(_respelt(word) for word in plain.split())
    return _key_of(plain) or next(filter(None, map(_key_of, plain.split(" / "))), None)


def _key_of(plain: str) -> Key | None:
    return next((key for key, pattern in _COMPILED if pattern.fullmatch(plain)), None)


def _respelt(word: str) -> str:
    if len(word) < 5 or word in _VOCABULARY:
        return word
    near = process.extractOne(word, _VOCABULARY, score_cutoff=_SPELLING)
    return near[0] if near and abs(len(near[0]) - len(word)) <= 1 else word


def plan_columns(heads: Sequence[str]) -> tuple[Key | None, ...] | None:
    """Return what each column of a plan holds, by its heads; None where these are no plan's heads.

    Example:
        >>> plan_columns(["Agency", "Author Name", "Author Title"]) is None
        True
    """
    keys = [head_key(head) for head in heads]
    printed = [folded(head).lower() for head in heads if folded(head)]
    found = {key for key in keys if key}
    if len(found) < 2 or not found & _CORE:
        return None
    if not found & {Key.LEAD, Key.TARGET, Key.MILESTONE, Key.STATUS} and not found >= _CORE:
        return None
    if Key.RECOMMENDATION not in found and re.fullmatch(r"\W*dates?\W*", printed[0]):
        return None
    strangers = sum(1 for words in printed if _NOT_A_PLAN.search(words) and head_key(words) is not Key.NUMBER)
    if strangers and Key.RECOMMENDATION not in found:
        return None
    return _settled(keys, [head.lower() for head in heads])


def _settled(keys: list[Key | None], heads: Sequence[str]) -> tuple[Key | None, ...]:
    """Settle what a head alone leaves open.

    "Agency" is the owner where no other column is and it stands after the recommendation; "progress"
    beside a column of statuses tells of milestones reached; an objective beside a recommendation is
    what is to be reached; a plan of lessons and dates without
    recommendations has the lessons in their place.
    """
    settled = list(keys)
    if Key.LEAD not in settled and Key.SECTION in settled:
        at = settled.index(Key.SECTION)
        if at > min(settled.index(key) for key in _CORE if key in settled):
            settled[at] = Key.LEAD
    told = [i for i, key in enumerate(settled) if key is Key.STATUS and _PROGRESS.fullmatch(heads[i])]
    if len(told) < settled.count(Key.STATUS):
        for i in told:
            settled[i] = Key.STATUS if "completion" in heads[i] else Key.MILESTONE
    aims = [i for i, head in enumerate(heads) if _AIM.fullmatch(head.strip())]
    if aims and settled.count(Key.RECOMMENDATION) > len(aims):
        for i in aims:
            settled[i] = Key.MILESTONE
    if Key.RECOMMENDATION not in settled and settled.count(Key.FINDING) and Key.ACTION not in settled:
        settled[settled.index(Key.FINDING)] = Key.RECOMMENDATION
    return tuple(settled)


def columns_by_content(rows: Sequence[Sequence[str]]) -> tuple[Key | None, ...] | None:
    """Return what each column holds by what stands in it, where no heads are printed.

    A plan is known by a column of dates beside at least one of running text; anything else is None.
    """
    n_columns = max((len(row) for row in rows), default=0)
    columns = [[row[i] for row in rows if i < len(row) and row[i].strip()] for i in range(n_columns)]
    keys: list[Key | None] = [None] * n_columns
    for i, cells in enumerate(columns):
        if not cells:
            continue
        if _share(cells, is_all_dates) >= 0.5:
            keys[i] = Key.TARGET
        elif (
            _share(
                cells, lambda c: re.fullmatch(r"\W*(?:[A-Z]{0,3}\s?)?\d+(?:\.\d+)*[a-z]?\W*", c) is not None
            )
            >= 0.7
        ):
            keys[i] = Key.NUMBER
        elif (
            _length(cells) <= 8
            and _share(cells, lambda c: looks_like_an_agency(c) or looks_like_a_role(c)) >= 0.5
        ):
            keys[i] = Key.LEAD
    running = [i for i, cells in enumerate(columns) if keys[i] is None and cells and _length(cells) >= 4]
    if Key.TARGET not in keys or not running:
        return None
    for i, key in zip(running, (Key.RECOMMENDATION, Key.ACTION, Key.MILESTONE), strict=False):
        keys[i] = key
    return tuple(keys)


def _share(cells: Sequence[str], holds: Callable[[str], bool]) -> float:
    return sum(map(holds, cells)) / len(cells)


def _length(cells: Sequence[str]) -> float:
    return sum(len(cell.split()) for cell in cells) / len(cells)
