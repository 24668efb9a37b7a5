"""`sightline audit watch`: alerts about unusual reading."""

import typer

from sightline.cli.acting import clock
from sightline.jobs.unusual_reading import watch_reading


def watch() -> None:
    """Raise alerts, and print how many and why; whom they are about is for the officers' page."""
    found = list(watch_reading(now=clock()))
    for finding in found:
        typer.echo(
            f"Alert: {finding.reason.wording} ({finding.n_subjects}; usual are up to {finding.usual})."
        )
    typer.echo(f"{len(found)} new {'alert' if len(found) == 1 else 'alerts'}.")
