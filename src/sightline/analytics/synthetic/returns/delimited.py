"""A grid → text with a delimiter, as different programs save it."""

import csv
import io

from sightline.analytics.synthetic.returns.grid import Grid


def delimited_file(grid: Grid, delimiter: str, encoding: str) -> bytes:
    """Return the lines with their notes above, each a line of one cell."""
    written = io.StringIO()
    writer = csv.writer(written, delimiter=delimiter, lineterminator="\r\n")
    writer.writerows([note] for note in grid.notes)
    writer.writerows([cell.words for cell in line.cells] for line in grid.lines)
    return written.getvalue().encode(encoding)


def barred_file(grid: Grid) -> bytes:
    """Return the lines with upright bars between the cells, under their notes and an empty line."""
    lines = [*grid.notes, ""] if grid.notes else []
    lines += [" | ".join(cell.words for cell in line.cells) for line in grid.lines]
    return "\n".join((*lines, "")).encode()
