"""The returns of an invented review as files, and what is true of each: where events and mistakes stand.

Rows are counted as whoever opens the file counts them: those of a sheet from its first row, notes
included; those of a table in a document from its own first row.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from random import Random

from sightline.analytics.synthetic.cast import WITHOUT_CONTACT
from sightline.analytics.synthetic.returns.delimited import barred_file, delimited_file
from sightline.analytics.synthetic.returns.entries import Entry, entries_of
from sightline.analytics.synthetic.returns.excel import excel_file, first_row
from sightline.analytics.synthetic.returns.grid import Cell, Grid, Line, MistakeKind
from sightline.analytics.synthetic.returns.layouts import LAYOUTS, FileForm, Layout, Parts
from sightline.analytics.synthetic.returns.word import word_file
from sightline.analytics.synthetic.truth import InventedReview
from sightline.domain.vocabulary.events import EventKind
from sightline.domain.vocabulary.returned_tables import ColumnMeaning as Means

#: In which column somebody has to look for a mistake; the others are of the whole row.
_WHERE = {
    MistakeKind.MISSING_SOURCE: Means.SOURCE_RECORD,
    MistakeKind.IMPOSSIBLE_DATE: Means.DATE,
    MistakeKind.OUTSIDE_PERIOD: Means.DATE,
}


@dataclass(frozen=True, slots=True)
class WrittenEvent:
    """Where an event stands in a file. Without an id it is a line that belongs to no event."""

    event_id: str
    table: int
    row: int
    mistake: MistakeKind | None = None
    mistake_in: Means | None = None
    is_hidden: bool = False


@dataclass(frozen=True, slots=True)
class ReturnedFile:
    """A file as an agency sends it, its columns with what they mean, and each entry's place in it.

    Tables and rows are counted from 1.
    """

    agency: str
    name: str
    data: bytes
    columns: tuple[tuple[str, Means], ...] = ()
    written: tuple[WrittenEvent, ...] = ()

    @property
    def mistakes(self) -> tuple[WrittenEvent, ...]:
        """Return the lines in which something was done wrong on purpose."""
        return tuple(line for line in self.written if line.mistake)


def returned_files(review: InventedReview, *, is_corrected: bool = False) -> tuple[ReturnedFile, ...]:
    """Return the eleven chronologies, and the letter of the agency that had no contact.

    Corrected, they are as each agency sends them again: the same but for the mistakes.
    """
    layouts = (replace(layout, mistakes=()) for layout in LAYOUTS) if is_corrected else LAYOUTS
    return (*(_returned(review, layout) for layout in layouts), _nil_return())


def _nil_return() -> ReturnedFile:
    agency = WITHOUT_CONTACT
    said = (
        f"{agency.name} has searched its records of premises and incidents for the people named.",
        "Nil return: there was no contact between 1 January 2011 and 18 November 2016.",
    )
    grid = Grid("", (), notes=said)
    data = word_file("Nil return", (grid,), is_landscape=False)
    return ReturnedFile(agency.key, "fire-and-rescue.docx", data)


def _returned(review: InventedReview, layout: Layout) -> ReturnedFile:
    chance = Random(f"return of {layout.agency} {review.seed}")  # noqa: S311 (to be the same each time)
    grids = _grids(layout, entries_of(review, layout, chance), chance)
    return ReturnedFile(
        layout.agency, layout.file_name, _data(layout, grids), layout.columns, tuple(_written(layout, grids))
    )


def _data(layout: Layout, grids: Sequence[Grid]) -> bytes:
    match layout.form:
        case FileForm.WORD | FileForm.WORD_LANDSCAPE:
            title = "Chronology of agency involvement"
            return word_file(title, grids, is_landscape=layout.form is FileForm.WORD_LANDSCAPE)
        case FileForm.EXCEL:
            return excel_file(grids)
        case FileForm.CSV:
            return delimited_file(grids[0], ",", "utf-8-sig")
        case FileForm.CSV_SEMICOLONS:
            return delimited_file(grids[0], ";", "cp1252")
        case FileForm.BARRED_TEXT:
            return barred_file(grids[0])


def _written(layout: Layout, grids: Sequence[Grid]) -> Iterator[WrittenEvent]:
    for table, grid in enumerate(grids, start=1):
        first = first_row(grid) if layout.form is FileForm.EXCEL else 1
        for row, line in enumerate(grid.lines, start=first):
            if line.event_id or line.mistake:
                where = _WHERE.get(line.mistake) if line.mistake else None
                yield WrittenEvent(line.event_id, table, row, line.mistake, where, line.is_hidden)


def _grids(layout: Layout, entries: Sequence[Entry], chance: Random) -> list[Grid]:
    grids: list[Grid] = []
    for name, part in _parts(layout.parts, entries):
        lines = tuple(_lines(layout, part, chance))
        grids.append(
            Grid(name, lines, notes=() if grids and layout.form is not FileForm.EXCEL else layout.notes)
        )
    return grids


def _parts(parts: Parts, entries: Sequence[Entry]) -> Iterator[tuple[str, list[Entry]]]:
    match parts:
        case Parts.ONE:
            yield "Chronology", list(entries)
        case Parts.YEARS:
            for year, part in groupby(entries, key=lambda entry: entry.year):
                yield str(year), list(part)
        case Parts.COMPLAINTS_APART:
            yield "Tenancy", [entry for entry in entries if entry.kind is not EventKind.INCIDENT]
            yield "Complaints", [entry for entry in entries if entry.kind is EventKind.INCIDENT]


def _lines(layout: Layout, entries: Iterable[Entry], chance: Random) -> Iterator[Line]:
    """Yield the lines of a table as it is laid out: years over all columns, heads repeated, days joined."""
    head = Line(tuple(Cell(words) for words, _ in layout.columns), is_head=True)
    year: int | None = None
    above: Entry | None = None
    if not (layout.has_year_lines and layout.parts is Parts.YEARS):
        yield head
    for number, entry in enumerate(entries):
        if layout.has_year_lines and entry.year != year:
            year, above = entry.year, None
            yield Line((Cell(str(year), n_columns=len(layout.columns)),))
            if layout.parts is Parts.YEARS:
                yield head
        elif number and layout.repeats_head_after and number % layout.repeats_head_after == 0:
            yield head
        yield _line(layout, entry, above, chance)
        above = entry


def _line(layout: Layout, entry: Entry, above: Entry | None, chance: Random) -> Line:
    is_hidden = chance.randrange(100) < layout.hidden_in_hundred and entry.mistake is None
    # "Xmas Eve 2013" stays words in any program.
    keeps_day = (
        chance.randrange(100) >= layout.days_as_words_in_hundred and entry.words[Means.DATE][0].isdigit()
    )
    is_joined = (
        layout.merges_days and above is not None and above.words[Means.DATE] == entry.words[Means.DATE]
    )
    cells = []
    for _, meaning in layout.columns:
        if meaning is not Means.DATE:
            cells.append(Cell(entry.words[meaning]))
        elif is_joined:
            cells.append(Cell(is_continued=True))
        else:
            cells.append(Cell(entry.words[meaning], day=entry.day if keeps_day else None))
    return Line(tuple(cells), entry.event_id, entry.mistake, is_hidden=is_hidden)
