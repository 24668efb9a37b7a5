"""A row of the plan while it is read: the pieces of each cell, and how they become one value."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from sightline.domain.published_reviews.action_plan.columns import Key
from sightline.domain.published_reviews.dates import is_all_dates, iso_dates
from sightline.domain.published_reviews.document import Span
from sightline.domain.published_reviews.reading import ActionPlanRow, Source
from sightline.domain.published_reviews.words import Words

FIELDS = (
    Key.NUMBER,
    Key.SECTION,
    Key.FINDING,
    Key.RECOMMENDATION,
    Key.LEAD,
    Key.ACTION,
    Key.MILESTONE,
    Key.TARGET,
    Key.STATUS,
)
_ENDED = re.compile(r"[.!?:;)”\"’]\s*\Z")
DONE = re.compile(
    r"\W*(?:(?:all|now|has been|have been|action|actions|task|recommendation|already|fully|been)\s+)*"
    r"(?:completed?|done|achieved|closed|discharged|implemented|in place|actioned|finished)"
    r"(?:\s+(?:and|&)\s+(?:completed?|closed|signed off|in place|ongoing|implemented))?"
    r"(?:\s+(?:already|in full))?\W*",
    re.IGNORECASE,
)
_UNDER_WAY = re.compile(
    r"\W*(?:on[\s-]?going|in progress|under\s?way|not (?:yet )?(?:started|begun)|superseded)\W*",
    re.IGNORECASE,
)
NO_ACTION = re.compile(
    r"\W*(?:no (?:further )?(?:actions?|recommendations?)(?: (?:is|are|was|were))?"
    r"(?: (?:required|needed|necessary|made|identified))?"
    r"|nil(?: return)?|none(?: required)?)\W*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph of a cell: its words, and where they stand."""

    text: str
    spans: tuple[Span, ...]


@dataclass(slots=True)
class Draft:
    """The cells of one row, each as pieces that a page break or a shared key parted.

    `lent` are cells that another row prints for this one too; `printed` the row's own paragraphs whole,
    with the number that is a cell of its own here.
    """

    cells: dict[Key, list[list[Span]]] = field(default_factory=dict)
    number: str | None = None
    lent: dict[Key, list[list[Span]]] = field(default_factory=dict)
    printed: list[Span] = field(default_factory=list)
    section: tuple[Span, ...] = ()
    section_name: str | None = None

    def add(self, key: Key, spans: Iterable[Span]) -> None:
        """Put words into a cell, after what is there."""
        self.cells.setdefault(key, []).append(list(spans))

    def lend(self, other: "Draft", keys: Iterable[Key]) -> None:
        """Take over cells that another row prints for this one too."""
        for key in keys:
            pieces = other.cells.get(key) or other.lent.get(key)
            if pieces and key not in self.cells:
                self.lent[key] = pieces
        if Key.NUMBER in self.lent:
            self.number = other.number

    def has(self, *keys: Key) -> bool:
        """Say whether any of the cells has words of its own."""
        return any(key in self.cells for key in keys)

    def lines(self, words: Words, key: Key) -> list[Line]:
        """Return the paragraphs of a cell, those that a page break cut put together."""
        pieces = self.cells.get(key) or self.lent.get(key) or []
        lines: list[Line] = []
        is_paired = key is Key.LEAD and self._pairs_pieces(words)
        for number, piece in enumerate(pieces):
            added = [Line(words.of(span), (span,)) for span in piece if words.of(span)]
            if number and lines and added and not is_paired and _goes_on(lines[-1].text, added[0].text, key):
                last, first = lines.pop(), added.pop(0)
                lines.append(Line(f"{last.text} {first.text}", last.spans + first.spans))
            lines.extend(added)
        return lines

    def text(self, words: Words, key: Key) -> str:
        """Return the words of a cell, lent or its own."""
        return "\n".join(line.text for line in self.lines(words, key))

    def _pairs_pieces(self, words: Words) -> bool:
        """Say whether each piece of the row has its own date, and so its own owner."""
        targets = [words.of(*spans) for spans in self.cells.get(Key.TARGET, ())]
        return len(targets) > 1 and all(map(is_all_dates, targets))

    def spans(self, *keys: Key) -> list[Span]:
        """Return the places of cells, in reading order; of all the row's own cells without keys."""
        wanted = keys or tuple(self.cells)
        return sorted(span for key in wanted for piece in self.cells.get(key, ()) for span in piece)


def _goes_on(last: str, piece: str, key: Key) -> bool:
    """Say whether a sentence that a page break cut goes on in the next piece of its cell."""
    if key is Key.TARGET and is_all_dates(last) and is_all_dates(piece):
        return False
    return not _ENDED.search(last) and (piece[0].islower() or len(last.split()) > 2)


def finished(draft: Draft, words: Words) -> ActionPlanRow:
    """Return the row as a value, with the source of each of its fields."""
    values: dict[str, Any] = {}
    sources: dict[str, Source] = {}
    for key in FIELDS:
        text = draft.text(words, key)
        pieces = draft.cells.get(key) or draft.lent.get(key) or []
        source = words.source(*(span for piece in pieces for span in piece))
        values[key.value] = text or None
        if text and source:
            sources[key.value] = source
    values["number"] = draft.number
    if draft.section_name:
        values["section"] = draft.section_name
        section = words.source(*draft.section)
        if section:
            sources["section"] = section
    status, told_by = _status(values)
    if status and told_by and told_by != "status":
        values["status"] = status
        sources["status"] = sources[told_by]
    target_on = iso_dates(values["target_text"] or "")
    if target_on:
        sources["target_on"] = sources["target_text"]
    row = ActionPlanRow(source=words.source(*sorted(draft.printed)), sources=sources, target_on=target_on)
    return replace(row, **values)


def _status(values: dict[str, Any]) -> tuple[str | None, str | None]:
    """Return the printed status and the field that prints it."""
    if values["status"]:
        return values["status"], "status"
    target = values["target_text"]
    if target and (DONE.fullmatch(target) or _UNDER_WAY.fullmatch(target)):
        return values["target_text"], "target_text"
    for name in ("recommendation", "action"):
        if values[name] and NO_ACTION.fullmatch(values[name] or ""):
            return values[name], name
    return None, None
