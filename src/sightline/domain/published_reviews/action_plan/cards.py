"""Plans printed as cards: a small table of labels with the words beside them, one recommendation each."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from sightline.domain.published_reviews.action_plan.columns import Key, head_key
from sightline.domain.published_reviews.action_plan.drafts import Draft
from sightline.domain.published_reviews.action_plan.grid import GridRow, Place, spans_of
from sightline.domain.published_reviews.action_plan.numbers import leading_number
from sightline.domain.published_reviews.document import Span
from sightline.domain.published_reviews.words import Words

_MAX_LABEL_WORDS = 9
_FEWEST_LABELS = 3

_Pair = tuple[Key, Place, Place | None]


@dataclass(frozen=True, slots=True)
class Cards:
    """What a table of cards holds: its rows, the titles between them, and where its labels stand."""

    drafts: list[Draft] = field(default_factory=list)
    titles: list[GridRow] = field(default_factory=list)
    labels: list[Span] = field(default_factory=list)
    unplaced: dict[str, list[Span]] = field(default_factory=dict)


def read_cards(rows: Sequence[GridRow], words: Words) -> Cards | None:
    """Return the cards of a table; None where it does not print labels beside words."""
    cards = Cards()
    pairs: list[_Pair] = []
    for row in rows:
        filled = [place for place in row.own if place.text]
        if len(filled) == 1 and not _label_key(filled[0].text):
            cards.titles.append(row)
            continue
        found = _pairs(row)
        if found is None:
            return None
        pairs.extend(found)
    keys = {key for key, _, _ in pairs}
    is_plan = len(keys) >= _FEWEST_LABELS and keys & {Key.RECOMMENDATION, Key.ACTION}
    if not is_plan or len(cards.titles) > len(pairs):
        return None
    for key, label, value in pairs:
        if key is pairs[0][0] or not cards.drafts:
            cards.drafts.append(Draft())
        _add(cards, key, label, value, words)
    return cards


def rest_of_card(rows: Sequence[GridRow], words: Words, last: Draft) -> Cards | None:
    """Return the labels of a card that a page break cut: further ones than the card before it has."""
    found = [_pairs(row) for row in rows]
    pairs = [pair for row in found if row for pair in row]
    if not pairs or None in found or any(last.has(key) for key, _, _ in pairs):
        return None
    rest = Cards(drafts=[Draft()])
    for key, label, value in pairs:
        _add(rest, key, label, value, words)
    return rest


def _pairs(row: GridRow) -> list[_Pair] | None:
    """Return a row's labels with the words beside each; None where a label is none."""
    places = [place for place in row.places if not place.is_lent]
    pairs: list[_Pair] = []
    for label, value in zip_longest(places[::2], places[1::2]):
        if label is None or not label.text:
            continue
        key = _label_key(label.text)
        if key is None:
            return None
        pairs.append((key, label, value if value is not None and value.text else None))
    return pairs


def _add(cards: Cards, key: Key, label: Place, value: Place | None, words: Words) -> None:
    draft = cards.drafts[-1]
    cards.labels.extend(spans_of(label, words))
    number = leading_number(label.text)
    if number is not None and number.is_labelled:
        span = label.paragraphs[0].span
        at = words.document.words(span).find(number.printed)
        draft.number = number.printed
        draft.add(Key.NUMBER, [Span(span.start + at, span.start + at + len(number.printed))])
    if value is None:
        return
    spans = spans_of(value, words)
    if key is Key.UNPLACED:
        cards.unplaced.setdefault(label.text, []).extend(spans)
        return
    draft.printed.extend([*spans_of(label, words), *spans])
    if key is Key.SECTION:
        draft.section_name, draft.section = value.text, tuple(spans)
        return
    if key is Key.NUMBER:
        draft.number = value.text.strip(" .:)")
    draft.add(key, spans)


def _label_key(text: str) -> Key | None:
    if not text or len(text.split()) > _MAX_LABEL_WORDS:
        return None
    number = leading_number(text)
    if number is not None and number.is_labelled and number.rest >= len(text):
        return head_key(re.sub(r"[\W\d]+$", "", text))
    return head_key(text.rstrip(": "))
