"""Tables → JSON for other programs. Described in docs/reference/exported-json.md.

Keys are the columns' keys; what is absent is null; dates are ISO 8601; several values are a list.
Hidden columns are included: a program needs the ids most.
"""

import json
from datetime import date

from sightline.exchange.exporters.tables import Export, Value

#: Rises in its first part when a reader of the earlier form would break.
SCHEMA_VERSION = "1.1"


def export_json(export: Export) -> bytes:
    """This writes one object with a list of objects for each table."""
    content = {
        "schema_version": SCHEMA_VERSION,
        "kind": export.kind,
        "title": export.title,
        **dict(export.about),
        **{
            table.key: [
                {column.key: _value(value) for column, value in zip(table.columns, row, strict=True)}
                for row in table.rows
            ]
            for table in export.tables
        },
    }
    return json.dumps(content, ensure_ascii=False, indent=2).encode("utf-8", errors="replace") + b"\n"


def _value(value: Value) -> str | int | list[str] | None:
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value
