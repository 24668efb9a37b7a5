"""A whole returned file: its tables one after the other, and what only all of them together show.

That is how the file orders day and month, entries that stand in it twice, abbreviations it does not explain,
and whether there is a chronology in it at all.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from sightline.domain.chronology.abbreviations import unexplained
from sightline.domain.chronology.columns import Mapping, recognise_columns
from sightline.domain.chronology.drafts import EntryDraft, Note, Reading, drafts_of
from sightline.domain.chronology.entry_rows import row_words
from sightline.domain.chronology.expected import Expected
from sightline.domain.chronology.file_order import FileOrder, file_order
from sightline.domain.chronology.reading_dates import DayMonthOrder, read_date
from sightline.domain.chronology.tables import RawTable, RowProblem
from sightline.domain.folding import fold
from sightline.domain.vocabulary.returned_tables import ProblemSeverity

_FEW_DATES = 3
_NOTHING_HELD = re.compile(
    r"\bnil return\b|\b(?:no|nil) (?:\w+ ){0,2}(?:records?|contacts?|involvement|dealings|information)\b"
    r"|\bnot known to\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class ReturnedFile:
    """A returned file as it was read: what each table's columns were taken for, and all that it gave."""

    mappings: tuple[Mapping, ...]
    order: FileOrder
    reading: Reading


def read_returned_file(
    tables: Sequence[RawTable],
    *,
    expected: Expected | None = None,
    mappings: Sequence[Mapping] | None = None,
    order: DayMonthOrder | None = None,
) -> ReturnedFile:
    """Read a file's tables; `mappings` and `order` are what a person settled, or else worked out."""
    mappings = tuple(mappings) if mappings is not None else recognised_mappings(tables)
    pairs = list(zip(tables, mappings, strict=True))
    entered = [(table, mapping) for table, mapping in pairs if mapping.is_chronology]
    settled = file_order(entered, order)
    readings = [
        drafts_of(table, mapping, order=settled.order, expected=expected)
        if mapping.is_chronology
        else _aside(table, mapping)
        for table, mapping in pairs
    ]
    whole = Reading(
        tuple(draft for reading in readings for draft in reading.drafts),
        tuple(problem for reading in readings for problem in reading.problems),
        tuple(note for reading in readings for note in reading.notes),
    )
    found = (*settled.problems, *_file_problems(tables, whole), *whole.problems)
    return ReturnedFile(mappings, settled, replace(whole, problems=found))


def recognised_mappings(tables: Sequence[RawTable]) -> tuple[Mapping, ...]:
    """Return what each table's columns hold, as far as they say; one may go on with the table above."""
    found: list[Mapping] = []
    above: Mapping | None = None
    for table in tables:
        mapping = recognise_columns(table, above=above)
        if mapping.is_chronology:
            above = mapping
        found.append(mapping)
    return tuple(found)


def _aside(table: RawTable, mapping: Mapping) -> Reading:
    """Return a table that is no chronology as notes, with a word about it unless it has no rows."""
    notes = (
        *(Note(table.name, 0, words) for words in table.notes),
        *(Note(table.name, row.number, row_words(row)) for row in table.rows),
    )
    if not table.rows:
        return Reading(notes=notes, problems=table.problems)
    n_dates = sum(read_date(cell.text).is_dated for row in table.rows for cell in row.cells)
    problem = RowProblem(
        table.file,
        table.name,
        0,
        "",
        "This table is not taken for a part of the chronology, and kept as notes.",
        "If it is one: heads such as “Date” and “Event” over its columns.",
        ProblemSeverity.NOTE if n_dates < _FEW_DATES else ProblemSeverity.WARNING,
    )
    return Reading(notes=notes, problems=(*table.problems, problem))


def _file_problems(tables: Sequence[RawTable], whole: Reading) -> Iterator[RowProblem]:
    file = tables[0].file if tables else ""
    if not whole.drafts:
        yield _nothing_found(file, whole)
    yield from _repeated(file, whole.drafts)
    abbreviations = unexplained(whole)
    if abbreviations:
        yield RowProblem(
            file,
            "",
            0,
            "",
            "The file uses abbreviations that it does not explain.",
            "A list of them, with what each stands for.",
            ProblemSeverity.NOTE,
            words=", ".join(abbreviations),
        )


def _nothing_found(file: str, whole: Reading) -> RowProblem:
    """Return that there is no chronology: a nil return where the file's own words say so, or an error."""
    for note in whole.notes:
        if _NOTHING_HELD.search(note.words):
            return RowProblem(
                file,
                note.sheet,
                note.row,
                "",
                "The file holds no entries and states that there are none: it reads as a nil return.",
                "",
                ProblemSeverity.NOTE,
                words=note.words,
            )
    return RowProblem(
        file,
        "",
        0,
        "",
        "No chronology was found in this file.",
        "A table with a row of heads, such as Date, Source, Event, Response, Comment.",
        ProblemSeverity.ERROR,
    )


def _repeated(file: str, drafts: Sequence[EntryDraft]) -> Iterator[RowProblem]:
    first_seen: dict[tuple[str, ...], EntryDraft] = {}
    for draft in drafts:
        written = (draft.date_words, draft.time_words, draft.source_record, draft.text, draft.response)
        first = first_seen.setdefault(tuple(map(fold, written)), draft)
        if first is not draft:
            sheet = f" of {first.sheet}" if first.sheet != draft.sheet else ""
            yield RowProblem(
                file,
                draft.sheet,
                draft.rows[0],
                "",
                f"This entry is the same as row {first.rows[0]}{sheet}.",
                "Each entry once.",
                ProblemSeverity.WARNING,
            )
