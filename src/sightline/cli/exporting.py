"""`sightline exports sweep` and `sightline exports trace`: files that were taken out of Sightline."""

import sys
from pathlib import Path

import typer
from django.utils import timezone

from sightline.cli.acting import clock, in_name_of
from sightline.cli.errors import WrongInput
from sightline.errors import UserError
from sightline.exchange.importers.sandbox import read_leaked_copy_in_sandbox
from sightline.jobs.exports import Trace, sweep_exports, trace_copy


class NothingFound(UserError):
    """A copy leads to no export of this site."""


def sweep() -> None:
    """Delete what is past its time and print how many files that were."""
    n_files = sweep_exports(now=clock())
    typer.echo(f"{n_files} {'file' if n_files == 1 else 'files'} deleted.")


def trace(copy: str, *, by: str | None) -> None:
    """Print each export that a copy leads to. Raises: NothingFound, UnreadableFile"""
    data = _bytes_of(copy)
    with in_name_of(by) as user:
        traces = trace_copy(by=user, now=clock(), copy=read_leaked_copy_in_sandbox(data))
    for found in traces:
        typer.echo(_said(found))
    if not traces:
        raise NothingFound("No mark of an export was found in this copy.")


def _said(trace: Trace) -> str:
    export = trace.export
    made_at = timezone.localtime(export.ready_from or export.requested_at)
    marks = ", ".join(mark.wording for mark in trace.found_by)
    return (
        f"{export.kind.wording} {export.object_id}, exported by {export.requested_by_name} on "
        f"{made_at:%d/%m/%Y at %H:%M}. Found by: {marks}."
    )


def _bytes_of(copy: str) -> bytes:
    if copy == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(copy).read_bytes()
    except OSError as error:
        raise WrongInput(f"{copy} cannot be opened: {error.strerror}.") from error
