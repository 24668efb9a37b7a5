"""`sightline read`: what a published review holds, without a database."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import typer
from rich.console import Console

from sightline.cli.errors import WrongInput
from sightline.cli.formats import ReadingFormat
from sightline.cli.summary import print_summary
from sightline.cli.terminal import progress_shown
from sightline.exchange.importers.progress import Progress
from sightline.exchange.importers.sandbox import read_in_sandbox


def read(file: Path, *, output_format: ReadingFormat, output: Path | None) -> None:
    """Read a file and print or write what was found."""
    envelope = envelope_of(file)
    if output is None:
        _print(envelope, output_format)
        return
    try:
        with output.open("w", encoding="utf-8") as target:
            _write(envelope, output_format, target)
    except OSError as error:
        raise WrongInput(f"{output} cannot be written: {error.strerror}.") from error


def envelope_of(file: Path) -> Mapping[str, Any]:
    """This reads a file in the sandbox, showing progress. Raises: UnreadableFile"""
    with progress_shown() as show:

        def progress(step: Progress) -> None:
            show(step.stage, step.done, step.total)

        return read_in_sandbox(file, file.name, progress)


def _print(envelope: Mapping[str, Any], output_format: ReadingFormat) -> None:
    if output_format is ReadingFormat.JSON:
        typer.echo(_as_json(envelope))
    else:
        print_summary(envelope, Console(highlight=False))


def _write(envelope: Mapping[str, Any], output_format: ReadingFormat, target: Any) -> None:
    if output_format is ReadingFormat.JSON:
        target.write(f"{_as_json(envelope)}\n")
    else:
        print_summary(envelope, Console(file=target, width=120, highlight=False))


def _as_json(envelope: Mapping[str, Any]) -> str:
    return json.dumps(envelope, ensure_ascii=False, indent=2)
