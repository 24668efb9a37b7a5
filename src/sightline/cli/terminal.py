"""What the commands share of a terminal: progress that shows only where a person can see it."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

#: (stage, done, total)
ProgressShown = Callable[[str, int, int], None]


@contextmanager
def progress_shown() -> Iterator[ProgressShown]:
    """This shows progress on the error stream while it is a terminal, and leaves no trace of it."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda stage, done, total: None
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("Starting …", total=None)

        def show(stage: str, done: int, total: int) -> None:
            bar.update(task, description=stage, completed=done, total=total or None)

        yield show


def is_terminal() -> bool:
    """Return whether a person reads what is printed."""
    return sys.stdout.isatty()
