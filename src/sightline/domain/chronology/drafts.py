"""The rows of a returned table as drafts of entries, and what is wrong with them by row and column.

A draft is what an agency wrote, not yet an event: nothing is rewritten, every word is in a draft, a note or
a problem. A row that is wrong still gives a draft, so that a person sees what it says.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from sightline.domain.chronology.columns import Mapping
from sightline.domain.chronology.entry_rows import EntryRows, gathered_rows, row_words
from sightline.domain.chronology.event_kinds import FoundKind, kind_of, no_contact
from sightline.domain.chronology.expected import Expected, date_problem
from sightline.domain.chronology.people_named import (
    PersonWords,
    people_in_cell,
    people_in_text,
    role_named,
)
from sightline.domain.chronology.reading_dates import DayMonthOrder, read_date
from sightline.domain.chronology.tables import RawRow, RawTable, RowProblem
from sightline.domain.chronology.uncertain_date import DatePrecision, UncertainDate
from sightline.domain.vocabulary.events import EventKind
from sightline.domain.vocabulary.returned_tables import ColumnMeaning, ProblemSeverity

#: What one cell of an Excel sheet can hold; words of this length were most likely cut.
CELL_CHARACTERS = 32_767


@dataclass(frozen=True, slots=True)
class FurtherWords:
    """A cell that has no place of its own in an entry, with the head it stands under."""

    meaning: ColumnMeaning
    head: str
    words: str


@dataclass(frozen=True, slots=True)
class EntryDraft:
    """One entry as an agency wrote it; `rows` are the rows of the file it stands in."""

    sheet: str
    rows: tuple[int, ...]
    occurred: UncertainDate
    date_words: str = ""
    time_words: str = ""
    text: str = ""
    response: str = ""
    comment: str = ""
    source_record: str = ""
    author: str = ""
    agency_words: str = ""
    place_words: str = ""
    people: tuple[PersonWords, ...] = ()
    kind: EventKind = EventKind.OTHER
    kind_words: str = ""
    further: tuple[FurtherWords, ...] = ()


@dataclass(frozen=True, slots=True)
class Note:
    """Words of a file that are part of no entry, with the row they stand in; row 0 is outside tables."""

    sheet: str
    row: int
    words: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What a table or file gives: drafts in their order, problems by row, and all other words."""

    drafts: tuple[EntryDraft, ...] = ()
    problems: tuple[RowProblem, ...] = ()
    notes: tuple[Note, ...] = ()

    @property
    def is_acceptable(self) -> bool:
        """Say whether no problem keeps the file out."""
        return not any(problem.severity is ProblemSeverity.ERROR for problem in self.problems)


def drafts_of(
    table: RawTable, mapping: Mapping, *, order: DayMonthOrder, expected: Expected | None = None
) -> Reading:
    """Return the entries of a table by what its columns hold.

    A row goes on with the entry above where it has no date and visibly belongs to it: it lies beside the same
    merged cell, or has no source where the table gives sources. Otherwise it is an undated entry: no date is
    borrowed.
    """
    drafter = _Drafter(table, mapping, order, expected or Expected())
    entries, asides = gathered_rows(table, mapping)
    drafts = tuple(map(drafter.draft, entries))
    if drafts and not mapping.positions(ColumnMeaning.SOURCE_RECORD):
        drafter.tell(
            None,
            "No column says which record an entry is taken from.",
            "A column headed “Source”, filled in for every entry.",
            ProblemSeverity.ERROR,
        )
    for row in asides:
        drafter.tell(row, _NO_ENTRY, "Nothing, if it is a heading.", ProblemSeverity.NOTE)
    notes = (
        *(Note(table.name, 0, words) for words in table.notes),
        *(Note(table.name, row.number, row_words(row)) for row in asides),
    )
    problems = sorted(drafter.problems, key=lambda problem: problem.row)
    return Reading(drafts, tuple(problems), notes)


_NO_ENTRY = "This row is taken for a heading or a number without an entry, and kept as a note."


class _Drafter:
    """Drafts the entries of one table, and gathers what is wrong with them."""

    def __init__(self, table: RawTable, mapping: Mapping, order: DayMonthOrder, expected: Expected) -> None:
        self._table = table
        self._mapping = mapping
        self._order = order
        self._expected = expected
        self.problems = list(table.problems)

    def draft(self, entry: EntryRows) -> EntryDraft:
        """Return an entry as it is written."""
        occurred, found = self._occurred_and_kind(entry)
        draft = EntryDraft(
            sheet=self._table.name,
            rows=tuple(entry.rows),
            occurred=occurred,
            date_words=self._words(entry, ColumnMeaning.DATE),
            time_words=self._words(entry, ColumnMeaning.TIME),
            text=self._words(entry, ColumnMeaning.EVENT),
            response=self._words(entry, ColumnMeaning.RESPONSE),
            comment=self._words(entry, ColumnMeaning.COMMENT),
            source_record=self._words(entry, ColumnMeaning.SOURCE_RECORD),
            author=self._words(entry, ColumnMeaning.AUTHOR),
            agency_words=self._words(entry, ColumnMeaning.AGENCY),
            place_words=self._words(entry, ColumnMeaning.PLACE),
            people=tuple(self._people(entry)),
            kind=found.kind,
            kind_words=found.words,
            further=tuple(self._further(entry)),
        )
        self._check(entry, draft)
        return draft

    def tell(
        self,
        row: RawRow | None,
        message: str,
        expected: str,
        severity: ProblemSeverity,
        *,
        position: int | None = None,
        words: str = "",
    ) -> None:
        """Add a problem of a row, or of the whole table."""
        problem = RowProblem(
            file=self._table.file,
            sheet=self._table.name,
            row=row.number if row else 0,
            column="" if position is None else self._column(position),
            message=message,
            expected=expected,
            severity=severity,
            words=words,
            page=row.page if row else None,
        )
        self.problems.append(problem)

    def _column(self, position: int) -> str:
        head = " ".join(self._mapping.heads.get(position, "").split())
        name = self._table.column_name(position)
        return f"{name} “{head}”" if head else name

    def _words(self, entry: EntryRows, meaning: ColumnMeaning) -> str:
        return _joined(entry.words(position) for position in self._mapping.positions(meaning))

    # --- What the words say

    def _occurred_and_kind(self, entry: EntryRows) -> tuple[UncertainDate, FoundKind]:
        occurred = self._occurred(entry)
        text = self._words(entry, ColumnMeaning.EVENT)
        stated = no_contact(text, self._order)
        if stated is None:
            return occurred, kind_of(self._words(entry, ColumnMeaning.KIND), text)
        found, period = stated
        return period or occurred, found

    def _occurred(self, entry: EntryRows) -> UncertainDate:
        text, until, clock = (
            _joined(entry.text(position) for position in self._mapping.positions(meaning))
            for meaning in (ColumnMeaning.DATE, ColumnMeaning.UNTIL, ColumnMeaning.TIME)
        )
        occurred = read_date(text, order=self._order)
        if until and until != text:
            occurred = self._if_dated(f"{text} to {until}", occurred)
        if clock and occurred.precision is DatePrecision.DAY:
            occurred = self._if_dated(f"{text} {clock}", occurred)
        return replace(occurred, text=self._words(entry, ColumnMeaning.DATE))

    def _if_dated(self, text: str, otherwise: UncertainDate) -> UncertainDate:
        read = read_date(text, order=self._order)
        return read if read.is_dated else otherwise

    def _people(self, entry: EntryRows) -> Iterator[PersonWords]:
        subjects = self._expected.subjects
        named: set[str | None] = set()
        for position in self._mapping.positions(ColumnMeaning.PEOPLE):
            role = role_named(self._mapping.heads.get(position, ""))
            for person in people_in_cell(entry.words(position), subjects, role=role):
                named.add(person.key)
                yield person
        for person in people_in_text(self._words(entry, ColumnMeaning.EVENT), subjects):
            if person.key not in named:
                yield person

    def _further(self, entry: EntryRows) -> Iterator[FurtherWords]:
        for position in sorted(entry.cells):
            meaning = self._mapping.columns.get(position, ColumnMeaning.OTHER)
            if meaning not in _IN_THE_DRAFT:
                yield FurtherWords(meaning, self._mapping.heads.get(position, ""), entry.words(position))

    # --- What is wrong

    def _check(self, entry: EntryRows, draft: EntryDraft) -> None:
        self._check_source(entry, draft)
        self._check_date(entry, draft)
        self._check_text(entry, draft)
        self._check_people(entry, draft)
        for position, cells in sorted(entry.cells.items()):
            if any(len(cell.text) >= CELL_CHARACTERS for cell in cells):
                self.tell(
                    entry.first,
                    f"This cell is as long as a spreadsheet allows ({CELL_CHARACTERS:,} characters): its "
                    "end may be cut off.",
                    "The whole text, in two rows if need be.",
                    ProblemSeverity.WARNING,
                    position=position,
                )
            if self._mapping.heads and position > max(self._mapping.heads):
                self.tell(
                    entry.first,
                    "This row has more cells than there are heads.",
                    "A head for the column, or quotation marks around words that hold the delimiter.",
                    ProblemSeverity.WARNING,
                    position=position,
                    words=entry.words(position),
                )

    def _check_source(self, entry: EntryRows, draft: EntryDraft) -> None:
        positions = self._mapping.positions(ColumnMeaning.SOURCE_RECORD)
        if positions and not draft.source_record and draft.kind is not EventKind.NO_CONTACT:
            self.tell(
                entry.first,
                "This entry has no source.",
                "The record it is taken from, such as the system and the number in it.",
                ProblemSeverity.ERROR,
                position=positions[0],
            )

    def _check_date(self, entry: EntryRows, draft: EntryDraft) -> None:
        problem = date_problem(draft.occurred, draft.date_words, self._expected)
        if problem:
            message, wanted, severity = problem
            positions = self._mapping.positions(ColumnMeaning.DATE)
            self.tell(
                entry.first,
                message,
                wanted,
                severity,
                position=positions[0] if positions else None,
                words=draft.date_words,
            )

    def _check_text(self, entry: EntryRows, draft: EntryDraft) -> None:
        if draft.text:
            return
        positions = self._mapping.positions(ColumnMeaning.EVENT)
        is_told_elsewhere = bool(draft.response or draft.comment)
        self.tell(
            entry.first,
            "This entry does not say what happened.",
            "What happened, in words.",
            ProblemSeverity.WARNING if is_told_elsewhere else ProblemSeverity.ERROR,
            position=positions[0] if positions else None,
        )

    def _check_people(self, entry: EntryRows, draft: EntryDraft) -> None:
        positions = [p for p in self._mapping.positions(ColumnMeaning.PEOPLE) if entry.words(p)]
        if not self._expected.subjects or not positions or any(person.key for person in draft.people):
            return
        if not any(role_named(entry.words(position)) for position in positions):
            self.tell(
                entry.first,
                "This entry names nobody whom the return asks about.",
                "One of the people in the request, by the pseudonym given there, or no row.",
                ProblemSeverity.WARNING,
                position=positions[0],
                words=entry.words(positions[0]),
            )


_IN_THE_DRAFT = frozenset(
    {
        ColumnMeaning.DATE,
        ColumnMeaning.TIME,
        ColumnMeaning.EVENT,
        ColumnMeaning.RESPONSE,
        ColumnMeaning.COMMENT,
        ColumnMeaning.SOURCE_RECORD,
        ColumnMeaning.AUTHOR,
        ColumnMeaning.AGENCY,
        ColumnMeaning.PLACE,
        ColumnMeaning.PEOPLE,
    }
)


def _joined(words: Iterable[str]) -> str:
    return "\n".join(part for part in words if part)
