"""`sightline chronology check`: what Sightline makes of an agency's file, before the agency sends it."""

import json
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from textwrap import shorten
from typing import Any

import typer
from rich.console import Console
from rich.text import Text

from sightline.cli.errors import WrongInput
from sightline.domain.chronology.columns import Mapping
from sightline.domain.chronology.drafts import EntryDraft
from sightline.domain.chronology.expected import Expected
from sightline.domain.chronology.reading_dates import DayMonthOrder
from sightline.domain.chronology.returned_file import ReturnedFile, read_returned_file
from sightline.domain.chronology.tables import RawTable, RowProblem
from sightline.domain.vocabulary.returned_tables import ProblemSeverity
from sightline.errors import UserError
from sightline.exchange.importers.sandbox import read_chronology_in_sandbox

_SHOWN = 5
_TEXT_WIDTH = 60
_WORDS_WIDTH = 100


class ChronologyToMend(UserError):
    """A chronology with errors that keep it out."""

    exit_code = 2


def check(file: Path, *, begins: date | None, ends: date | None, month_first: bool, as_json: bool) -> None:
    """Print how a file is read and what is wrong with it.

    Raises: UnreadableFile, ChronologyToMend, WrongInput
    """
    if begins and ends and begins > ends:
        raise WrongInput("The period would end before it begins. Exchange the days of --begins and --ends.")
    today = datetime.now(UTC).astimezone().date()
    tables = read_chronology_in_sandbox(file, file.name)
    returned = read_returned_file(
        tables,
        expected=Expected(begins, ends, received_on=today),
        order=DayMonthOrder.MONTH_FIRST if month_first else None,
    )
    if as_json:
        typer.echo(json.dumps(_as_json(tables, returned), ensure_ascii=False, indent=2))
    else:
        _print(file.name, tables, returned, Console(highlight=False))
    n_errors = sum(problem.severity is ProblemSeverity.ERROR for problem in returned.reading.problems)
    if n_errors:
        raise ChronologyToMend(
            f"{_counted(n_errors, 'problem')} must be mended before this file can be taken."
        )


def _print(name: str, tables: Sequence[RawTable], returned: ReturnedFile, console: Console) -> None:
    drafts = returned.reading.drafts
    n_undated = sum(not draft.occurred.is_dated for draft in drafts)
    undated = f", {n_undated} of them undated" if n_undated else ""
    console.print(Text(f"{name}: {_counted(len(drafts), 'entry', 'entries')}{undated}"))
    for table, mapping in zip(tables, returned.mappings, strict=True):
        if mapping.is_chronology:
            _print_lines(_title(table, mapping), _mapping_lines(table, mapping), console)
    if drafts:
        _print_lines("First entries", map(_entry_line, drafts[:_SHOWN]), console)
    for severity in ProblemSeverity:
        problems = [problem for problem in returned.reading.problems if problem.severity is severity]
        if problems:
            title = f"{severity.wording}: {len(problems)}"
            _print_lines(title, (line for problem in problems for line in _problem_lines(problem)), console)


def _print_lines(title: str, lines: Iterator[str], console: Console) -> None:
    console.print(Text(f"\n{title}", style="bold"))
    for line in lines:
        console.print(Text(f"  {line}"), soft_wrap=True)


def _title(table: RawTable, mapping: Mapping) -> str:
    heads = f"heads in row {mapping.header_row}" if mapping.header_row else "no heads of its own"
    return f"{table.name}: {heads}" if table.name else heads.capitalize()


def _mapping_lines(table: RawTable, mapping: Mapping) -> Iterator[str]:
    for position, meaning in sorted(mapping.columns.items()):
        head = " ".join(mapping.heads.get(position, "").split())
        yield f"{table.column_name(position)} “{head}” is read as: {meaning.wording}"
    for doubt in mapping.doubts:
        column = "" if doubt.position is None else f"Column {table.column_name(doubt.position)}: "
        yield f"To be looked at: {column}{doubt.words}"


def _entry_line(draft: EntryDraft) -> str:
    kind = f" [{draft.kind.wording}: “{draft.kind_words}”]" if draft.kind_words else ""
    words = shorten(draft.text or draft.response or draft.comment, _TEXT_WIDTH, placeholder=" …")
    place = ", ".join((*([draft.sheet] if draft.sheet else []), f"row {draft.rows[0]}"))
    return f"{place}: “{draft.date_words}” is {_when(draft)}. {words}{kind}"


def _when(draft: EntryDraft) -> str:
    first, last = draft.occurred.earliest, draft.occurred.latest
    if not draft.occurred.is_dated:
        return "no day"
    if first == last and first:
        at = f" {draft.occurred.at:%H:%M}" if draft.occurred.at else ""
        return f"{first.isoformat()}{at}"
    return f"{first.isoformat() if first else '…'} to {last.isoformat() if last else '…'}"


def _problem_lines(problem: RowProblem) -> Iterator[str]:
    yield str(problem)
    if problem.words:
        yield f"    There it says: {shorten(problem.words, _WORDS_WIDTH, placeholder=' …')}"


def _as_json(tables: Sequence[RawTable], returned: ReturnedFile) -> dict[str, Any]:
    return {
        "day_month_order": returned.order.order.value,
        "is_order_asked": returned.order.is_asked,
        "is_acceptable": returned.reading.is_acceptable,
        "tables": [
            {
                "name": table.name,
                "is_chronology": mapping.is_chronology,
                **mapping.as_json(),
                "doubts": [{"position": doubt.position, "words": doubt.words} for doubt in mapping.doubts],
            }
            for table, mapping in zip(tables, returned.mappings, strict=True)
        ],
        "entries": [_entry_as_json(draft) for draft in returned.reading.drafts],
        "problems": [_problem_as_json(problem) for problem in returned.reading.problems],
        "notes": [
            {"sheet": note.sheet, "row": note.row, "words": note.words} for note in returned.reading.notes
        ],
    }


def _entry_as_json(draft: EntryDraft) -> dict[str, Any]:
    occurred = draft.occurred
    return {
        "sheet": draft.sheet,
        "rows": list(draft.rows),
        "date_words": draft.date_words,
        "time_words": draft.time_words,
        "earliest": occurred.earliest.isoformat() if occurred.earliest else None,
        "latest": occurred.latest.isoformat() if occurred.latest else None,
        "precision": occurred.precision.value,
        "qualifier": occurred.qualifier.value,
        "at": occurred.at.isoformat() if occurred.at else None,
        "kind": draft.kind.value,
        "kind_words": draft.kind_words,
        "text": draft.text,
        "response": draft.response,
        "comment": draft.comment,
        "source_record": draft.source_record,
        "author": draft.author,
        "agency_words": draft.agency_words,
        "place_words": draft.place_words,
        "people": [{"words": each.words, "role": each.role and each.role.value} for each in draft.people],
        "further": [
            {"meaning": each.meaning.value, "head": each.head, "words": each.words} for each in draft.further
        ],
    }


def _problem_as_json(problem: RowProblem) -> dict[str, Any]:
    return {
        "file": problem.file,
        "sheet": problem.sheet,
        "page": problem.page,
        "row": problem.row,
        "column": problem.column,
        "severity": problem.severity.value,
        "message": problem.message,
        "expected": problem.expected,
        "words": problem.words,
    }


def _counted(number: int, noun: str, plural: str = "") -> str:
    return f"{number:,} {noun if number == 1 else plural or f'{noun}s'}"
