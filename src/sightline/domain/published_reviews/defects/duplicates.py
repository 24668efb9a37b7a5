"""Recommendations of a plan that are printed twice, alike or nearly so."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from rapidfuzz import fuzz

from sightline.domain.published_reviews.action_plan.drafts import NO_ACTION
from sightline.domain.published_reviews.action_plan.numbers import parts_of_number
from sightline.domain.published_reviews.reading import ActionPlanRow

LIKENESS = 95
"""rapidfuzz ratio (0 to 100) from which two recommendations are one, printed twice."""
_SPELLING = 75
_SHORTEST = 20


def duplicate_pairs(rows: Sequence[ActionPlanRow]) -> tuple[tuple[int, int], ...]:
    """Return the rows whose recommendation repeats an earlier one, each with the first such row.

    The further actions of one recommendation are no repeats of it, however often a table prints it.
    """
    texts = [_plain(row.recommendation) for row in rows]
    pairs: list[tuple[int, int]] = []
    firsts: list[int] = []
    for index, text in enumerate(texts):
        if len(text) < _SHORTEST or NO_ACTION.fullmatch(rows[index].recommendation or ""):
            continue
        first = next((i for i in firsts if _is_alike(texts[i], text)), None)
        if first is None:
            firsts.append(index)
        elif not _is_same_recommendation(rows, first, index):
            pairs.append((first, index))
    return tuple(pairs)


def _plain(text: str | None) -> str:
    return " ".join(re.findall(r"\w+", (text or "").casefold()))


def _is_alike(one: str, other: str) -> bool:
    """Say whether two texts differ at most by spelling and small words, not by a name or a number."""
    if one == other:
        return True
    if fuzz.ratio(one, other, score_cutoff=LIKENESS) == 0:
        return False
    counted = Counter(one.split()), Counter(other.split())
    first, second = counted[0] - counted[1], counted[1] - counted[0]
    return _is_spelling(first, second) and _is_spelling(second, first)


def _is_spelling(words: Iterable[str], others: Iterable[str]) -> bool:
    others = list(others)
    return all(
        not any(letter.isdigit() for letter in word)
        and (len(word) <= 3 or any(fuzz.ratio(word, other) >= _SPELLING for other in others))
        for word in words
    )


def _is_same_recommendation(rows: Sequence[ActionPlanRow], first: int, index: int) -> bool:
    """Say whether two rows are actions of one recommendation: printed once, or over rows without a break."""
    places = rows[first].sources.get("recommendation"), rows[index].sources.get("recommendation")
    if places[0] and places[1] and places[0].start == places[1].start:
        return True
    run = rows[first : index + 1]
    is_unbroken = all(_plain(row.recommendation) == _plain(rows[index].recommendation) for row in run)
    return is_unbroken and all(_is_sibling(rows[first], row) for row in run[1:])


def _is_sibling(first: ActionPlanRow, row: ActionPlanRow) -> bool:
    if row.section != first.section:
        return False
    if row.number is None or row.number == first.number:
        return True
    parts, others = parts_of_number(row.number), parts_of_number(first.number or "")
    return row.number[-1:].isalpha() and parts == others
