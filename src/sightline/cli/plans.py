"""`sightline plan export` and `sightline plan import`: a plan out to a file, and its answers back in."""

import re
from pathlib import Path
from uuid import UUID

import typer
from django.conf import settings

from sightline.cli.acting import clock, in_name_of, today
from sightline.cli.errors import WrongInput
from sightline.cli.formats import PlanFormat
from sightline.domain.vocabulary.exports import ExportKind
from sightline.jobs.exports import fetch_export, make_export, request_export
from sightline.jobs.plan_files import PlanReturn, changes_by_row, problems_of, returned_plan
from sightline.records.exports.services import ExportUnavailable
from sightline.records.reviews.services.plan import apply_plan_changes
from sightline.records.reviews.services.reviews import record_listed

_ID = re.compile("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


def export(
    review: str,
    *,
    output_format: PlanFormat,
    output: Path | None,
    board: bool,
    reason: str,
    by: str | None,
) -> None:
    """Ask for a plan or a board report, write it to a file and print its name. Raises: ExportUnavailable"""
    with in_name_of(by) as user:
        export_id = request_export(
            by=user,
            now=clock(),
            kind=ExportKind.BOARD_REPORT if board else ExportKind.ACTION_PLAN,
            object_id=_review_id(review),
            extension=output_format.value,
            reason=reason,
        )
        make_export.call(str(export_id))  # a long one too: nobody waits for a page here
        try:
            file = fetch_export(by=user, now=clock(), export_id=export_id)
        except ExportUnavailable as error:
            where = f"{settings.ADDRESS}/exports/{export_id}/"
            raise ExportUnavailable(f"There is no file yet. How it stands is shown at {where}") from error
    target = output or Path(file.name)
    try:
        target.write_bytes(file.data)
    except OSError as error:
        raise WrongInput(f"{target} cannot be written: {error.strerror}.") from error
    typer.echo(f"Wrote {target}")


def import_(file: Path, *, apply: bool, by: str | None) -> None:
    """Print what a returned workbook would change; change it where that was asked for."""
    with in_name_of(by) as user:
        returned = returned_plan(by=user, today=today(), data=_bytes_of(file))
        compared = [each.action.id for each in returned.differences if each.action]
        record_listed(by=user, now=clock(), review_id=returned.review_id, actions=compared)
        _print_changes(returned)
        problems = problems_of(returned)
        if problems:
            raise WrongInput("\n".join(("Nothing can be changed until these are put right:", *problems)))
        if not changes_by_row(returned):
            typer.echo("No differences: nothing to change.")
        elif apply:
            n_actions = apply_plan_changes(
                by=user, now=clock(), review_id=returned.review_id, rows=returned.rows
            )
            typer.echo(f"Changed {n_actions} {'action' if n_actions == 1 else 'actions'}.")
        else:
            typer.echo("Nothing was changed yet. Run the command again with --apply to make these changes.")


def _print_changes(returned: PlanReturn) -> None:
    for row, difference in changes_by_row(returned).items():
        number = (
            f", action {difference.action.number}" if difference.action and difference.action.number else ""
        )
        typer.echo(f"Row {row}{number}")
        for change in difference.changes:
            typer.echo(f"  {change.wording}: {change.before or '(empty)'} → {change.after or '(empty)'}")


def _review_id(text: str) -> UUID:
    """Return the id in what was typed: the id itself, or the address of any page of the review."""
    found = _ID.search(text)
    if found is None:
        raise WrongInput(
            f"'{text}' names no review. Open the review in the browser and copy its address, or the id that "
            "stands in it after /reviews/."
        )
    return UUID(found[0])


def _bytes_of(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise WrongInput(f"{file} cannot be opened: {error.strerror}.") from error
