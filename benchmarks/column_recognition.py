"""How well agencies' files are read: columns, entries, dates, kinds and planted mistakes, per format.

`python -m benchmarks.column_recognition` reads the returns of invented reviews, whose truth is known, and
prints precision and recall with each misreading. Columns are read as the files have them, in another order,
with a slip of the pen in every head, and without heads. The layouts are the same for each seed and the words
of the entries come from one bank, at which the reader was mended: the figures show what it can do, not what
to expect of real files.
"""

import argparse
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePath
from random import Random

from sightline.analytics.synthetic.invented_review import invented_review
from sightline.analytics.synthetic.returns.files import ReturnedFile, WrittenEvent, returned_files
from sightline.analytics.synthetic.truth import Account, InventedReview
from sightline.domain.chronology.columns import recognise_columns
from sightline.domain.chronology.drafts import EntryDraft
from sightline.domain.chronology.expected import Expected
from sightline.domain.chronology.people_named import NamedSubject
from sightline.domain.chronology.returned_file import read_returned_file
from sightline.domain.chronology.tables import RawRow, RawTable
from sightline.domain.vocabulary.events import EventKind
from sightline.domain.vocabulary.returned_tables import ColumnMeaning, ProblemSeverity
from sightline.exchange.importers.chronology_tables import read_tables

_SHOWN = 25
_KEPT_OUT = frozenset({ProblemSeverity.ERROR, ProblemSeverity.WARNING})


def main() -> None:
    """Read, compare, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--details", action="store_true", help="every misreading, not the first of each kind")
    options = parser.parse_args()
    tally = Tally()
    for seed in range(1, options.seeds + 1):
        review = invented_review(seed)
        for file in returned_files(review):
            tables = read_tables(file.data, file.name)
            chance = Random(f"{seed} {file.name}")  # noqa: S311 (to be the same each time)
            for name, spoil in SPOILED.items():
                _compare_columns(file, [spoil(table, chance) for table in tables], name, tally)
            _compare_entries(review, file, tables, tally)
    print("\n".join(_report(tally, _SHOWN if not options.details else None)))


@dataclass(slots=True)
class Score:
    """What was read and right, of all that was read and of all there is."""

    n_right: int = 0
    n_read: int = 0
    n_true: int = 0

    def __str__(self) -> str:
        return f"{_share(self.n_right, self.n_read)} {_share(self.n_right, self.n_true)} {self.n_true:6,}"


@dataclass(slots=True)
class Tally:
    """The scores by what is measured and by format, and the misreadings by what is measured."""

    scores: dict[tuple[str, str], Score] = field(default_factory=lambda: defaultdict(Score))
    misread: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))

    def add(self, what: str, file: ReturnedFile, *, right: bool, read: bool, true: bool, said: str) -> None:
        """Count one thing; `said` is what a misreading is told as."""
        for form in (PurePath(file.name).suffix, "all"):
            score = self.scores[what, form]
            score.n_right += right
            score.n_read += read
            score.n_true += true
        if not right and (read or true):
            self.misread[what][said] += 1


# --- Columns


def _as_written(table: RawTable, _chance: Random) -> RawTable:
    return table


def _turned(table: RawTable, _chance: Random) -> RawTable:
    """Return a table with its columns from the last to the first."""
    last = max((cell.column for row in table.rows for cell in row.cells), default=0)
    rows = (
        replace(row, cells=tuple(replace(cell, column=last - cell.column) for cell in reversed(row.cells)))
        for row in table.rows
    )
    return replace(table, rows=tuple(rows))


def _with_slips(table: RawTable, chance: Random) -> RawTable:
    """Return a table with a letter dropped, doubled or exchanged in the longest word of each head."""
    slips = {row.number: _slipped(row, chance) for row in table.rows if _is_of_heads(row, table)}
    return replace(table, rows=tuple(slips.get(row.number, row) for row in table.rows))


def _slipped(row: RawRow, chance: Random) -> RawRow:
    return replace(row, cells=tuple(replace(cell, text=_with_slip(cell.text, chance)) for cell in row.cells))


def _with_slip(words: str, chance: Random) -> str:
    longest = max(words.split(), key=len)
    if len(longest) < 4:
        return words
    at = chance.randrange(1, len(longest) - 1)
    spoiled = chance.choice(
        (
            longest[:at] + longest[at + 1 :],
            longest[:at] + longest[at] + longest[at:],
            longest[:at] + longest[at + 1] + longest[at] + longest[at + 2 :],
        )
    )
    return words.replace(longest, spoiled, 1)


def _without_heads(table: RawTable, _chance: Random) -> RawTable:
    return replace(table, rows=tuple(row for row in table.rows if not _is_of_heads(row, table)))


def _is_of_heads(row: RawRow, table: RawTable) -> bool:
    heads = recognise_columns(table).heads
    return bool(heads) and {cell.words for cell in row.cells} <= set(heads.values())


SPOILED: Mapping[str, Callable[[RawTable, Random], RawTable]] = {
    "columns": _as_written,
    "columns turned": _turned,
    "columns, slips in heads": _with_slips,
    "columns without heads": _without_heads,
}


def _compare_columns(file: ReturnedFile, tables: Sequence[RawTable], what: str, tally: Tally) -> None:
    meant_by_head = dict(file.columns)
    positions = [meaning for _, meaning in file.columns]
    for table in tables:
        if not table.rows or not file.columns:
            continue
        mapping = recognise_columns(table)
        turned = what == "columns turned"
        for place, meaning in enumerate(reversed(positions) if turned else positions):
            read = mapping.columns.get(place, ColumnMeaning.OTHER)
            head = list(meant_by_head)[len(positions) - 1 - place if turned else place]
            doubted = " (doubted)" if any(doubt.position == place for doubt in mapping.doubts) else ""
            tally.add(
                what,
                file,
                right=read is meaning and meaning is not ColumnMeaning.OTHER,
                read=read is not ColumnMeaning.OTHER,
                true=meaning is not ColumnMeaning.OTHER,
                said=f"“{mapping.heads.get(place, head)}” is {meaning}, read as {read}{doubted}",
            )


# --- Entries


def _compare_entries(
    review: InventedReview, file: ReturnedFile, tables: Sequence[RawTable], tally: Tally
) -> None:
    subjects = tuple(NamedSubject(each.key, (each.name, each.pseudonym)) for each in review.subjects)
    returned = read_returned_file(tables, expected=Expected(review.begins, review.ends, subjects=subjects))
    numbers = {table.name: number for number, table in enumerate(tables, start=1)}
    drafts = {(numbers[draft.sheet], draft.rows[0]): draft for draft in returned.reading.drafts}
    accounts = {account.event.id: account for account in review.accounts}
    written = {(line.table, line.row): line for line in file.written}
    for place in drafts.keys() | written.keys():
        said = f"{file.name} table {place[0]}, row {place[1]}"
        tally.add(
            "entries", file, right=place in drafts and place in written, read=place in drafts,
            true=place in written, said=said,
        )  # fmt: skip
    for place, line in written.items():
        if place in drafts and line.event_id and line.mistake is None:
            _compare_entry(file, drafts[place], accounts[line.event_id], tally)
    told = {
        (numbers.get(problem.sheet, 0), problem.row)
        for problem in returned.reading.problems
        if problem.severity in _KEPT_OUT and problem.row
    }
    _compare_mistakes(file, written, told, drafts, tally)


def _compare_entry(file: ReturnedFile, draft: EntryDraft, account: Account, tally: Tally) -> None:
    truth = account.event
    is_date_right = (draft.occurred.earliest, draft.occurred.latest) == (
        truth.occurred.earliest,
        truth.occurred.latest,
    )
    tally.add(
        "dates", file, right=is_date_right, read=draft.occurred.is_dated, true=truth.occurred.is_dated,
        said=f"“{draft.date_words}” is {truth.occurred.earliest} to {truth.occurred.latest}, read as "
        f"{draft.occurred.earliest} to {draft.occurred.latest}",
    )  # fmt: skip
    tally.add(
        "texts", file, right=draft.text == truth.text, read=bool(draft.text), true=bool(truth.text),
        said=f"{file.name} row {draft.rows[0]}: {draft.text[:60]}",
    )  # fmt: skip
    tally.add(
        "kinds", file, right=draft.kind is truth.kind and truth.kind is not EventKind.OTHER,
        read=draft.kind is not EventKind.OTHER, true=truth.kind is not EventKind.OTHER,
        said=f"{truth.kind} read as {draft.kind} by “{draft.kind_words}”",
    )  # fmt: skip


def _compare_mistakes(
    file: ReturnedFile,
    written: Mapping[tuple[int, int], WrittenEvent],
    told: set[tuple[int, int]],
    drafts: Mapping[tuple[int, int], EntryDraft],
    tally: Tally,
) -> None:
    """Compare the rows that something is told of with those that something is wrong with.

    A hidden row is told of as such, and one that is undated in truth is wrong in no other way.
    """
    for place, line in written.items():
        is_undated = place in drafts and not drafts[place].occurred.is_dated
        if line.is_hidden or (line.mistake is None and is_undated):
            continue
        what = f"mistake {line.mistake}" if line.mistake else "no mistake"
        tally.add(
            "mistakes", file, right=bool(line.mistake) and place in told, read=place in told,
            true=bool(line.mistake), said=f"{file.name} row {place[1]}: {what}",
        )  # fmt: skip
        if line.mistake:
            is_told = place in told
            tally.add(f"· {line.mistake}", file, right=is_told, read=is_told, true=True, said="")


def _report(tally: Tally, most: int | None) -> Iterator[str]:
    yield f"{'':34}{'precision':>10}{'recall':>11}{'of':>7}"
    for (what, form), score in sorted(tally.scores.items()):
        yield f"{what:27}{form:7}{score}"
    for what, misread in tally.misread.items():
        if what.startswith("·"):
            continue
        yield f"\nMisread {what}: {misread.total()}"
        for said, number in misread.most_common(most):
            yield f"  {number} × {said}"


def _share(part: int, whole: int) -> str:
    return f"{part / whole:10.3f}" if whole else f"{'–':>10}"


if __name__ == "__main__":
    main()
