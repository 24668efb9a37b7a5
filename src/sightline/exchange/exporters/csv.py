"""Tables → CSV that Excel opens as it should: UTF-8 with a byte order mark, no formulas.

Every field is quoted, so that a comma or a line break inside one cannot begin a new cell. Hidden
columns are left out: CSV does not come back in.
Source: RFC-4180, SECURITY-P24
"""

import csv
import io
from typing import Any

from sightline.exchange.exporters.cell_text import safe_text
from sightline.exchange.exporters.tables import Export, Table, as_words


def export_csv(export: Export) -> bytes:
    """This writes the tables one after another; where there are several, each under its title."""
    written = io.StringIO()
    writer = csv.writer(written, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    for number, table in enumerate(export.tables):
        if number:
            written.write("\r\n")
        if len(export.tables) > 1:
            writer.writerow([safe_text(table.title)])
        _write_table(writer, table)
    return written.getvalue().encode("utf-8-sig", errors="replace")


def _write_table(writer: Any, table: Table) -> None:
    shown = [index for index, column in enumerate(table.columns) if not column.is_hidden]
    writer.writerow([safe_text(table.columns[index].title) for index in shown])
    for row in table.rows:
        # The module would refuse a NUL on the way back in, and no text of a plan needs one.
        writer.writerow(
            [safe_text(as_words(row[index])).replace("\0", "\N{REPLACEMENT CHARACTER}") for index in shown]
        )
