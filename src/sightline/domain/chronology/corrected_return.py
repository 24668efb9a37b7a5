"""What a corrected file changed, entry by entry: matched by what they say, not by the row they stand in."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass, replace

from sightline.domain.chronology.drafts import EntryDraft, Reading
from sightline.domain.folding import fold

_LEAST_LIKENESS = 0.4


@dataclass(frozen=True, slots=True)
class Correction:
    """What a later file has that an earlier one had not, the reverse, and entries that now say otherwise."""

    added: tuple[EntryDraft, ...]
    removed: tuple[EntryDraft, ...]
    changed: tuple[tuple[EntryDraft, EntryDraft], ...]

    @property
    def changes_anything(self) -> bool:
        """Say whether the files differ in more than the order of their rows."""
        return bool(self.added or self.removed or self.changed)


def difference(old: Reading, new: Reading) -> Correction:
    """Return what a corrected file changed, from what each was read as.

    First whatever is the same is set aside, wherever it stands. What is left is one entry changed where it
    tells the same at another time, or much the same at one time or from one record.
    """
    matching = _Matching(old.drafts, new.drafts)
    matching.pair(_content, least=0)
    same = len(matching.pairs)
    matching.pair(lambda draft: fold(draft.text) or None, least=0)
    matching.pair(lambda draft: (fold(draft.date_words), fold(draft.source_record)), least=_LEAST_LIKENESS)
    matching.pair(lambda draft: fold(draft.date_words) or None, least=_LEAST_LIKENESS)
    matching.pair(lambda draft: fold(draft.source_record) or None, least=_LEAST_LIKENESS)
    return Correction(
        tuple(matching.new), tuple(matching.old), tuple(sorted(matching.pairs[same:], key=_by_row))
    )


def _content(draft: EntryDraft) -> EntryDraft:
    """Return an entry without the place it stands in."""
    return replace(draft, sheet="", rows=())


def _by_row(pair: tuple[EntryDraft, EntryDraft]) -> tuple[str, tuple[int, ...]]:
    return pair[1].sheet, pair[1].rows


class _Matching:
    """The entries of two files that have no partner yet, and the pairs found."""

    def __init__(self, old: tuple[EntryDraft, ...], new: tuple[EntryDraft, ...]) -> None:
        self.old = list(old)
        self.new = list(new)
        self.pairs: list[tuple[EntryDraft, EntryDraft]] = []

    def pair(self, key: Callable[[EntryDraft], Hashable | None], *, least: float) -> None:
        """Pair entries of one key, each with the one that says most of the same, if that is enough."""
        waiting: dict[Hashable, list[EntryDraft]] = defaultdict(list)
        for draft in self.old:
            if (of_draft := key(draft)) is not None:
                waiting[of_draft].append(draft)
        taken: set[int] = set()
        left = []
        for draft in self.new:
            partner = _most_alike(draft, waiting.get(key(draft), []), least)
            if partner is None:
                left.append(draft)
                continue
            waiting[key(draft)].remove(partner)
            taken.add(id(partner))
            self.pairs.append((partner, draft))
        self.new = left
        self.old = [draft for draft in self.old if id(draft) not in taken]


def _most_alike(draft: EntryDraft, others: list[EntryDraft], least: float) -> EntryDraft | None:
    alike = [(_likeness(draft, other), -place) for place, other in enumerate(others)]
    best = max(alike, default=None)
    return others[-best[1]] if best and best[0] >= least else None


def _likeness(one: EntryDraft, other: EntryDraft) -> float:
    """Return the share of words that both entries have, of all that either has."""
    words, others = set(_words(one)), set(_words(other))
    return len(words & others) / max(len(words | others), 1)


def _words(draft: EntryDraft) -> Iterator[str]:
    for field in (draft.text, draft.response, draft.comment, draft.source_record):
        yield from fold(field).split()
