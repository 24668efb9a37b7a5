"""Tables with a watermark: the exporters write them like any others.

Each row ends with the printed mark, so that a few rows copied elsewhere still carry it. Cells that a
person fills in, and words to choose from, get no hidden mark: Excel would take them for other words.
Source: SECURITY-P11
"""

from dataclasses import replace

from sightline.domain.watermark import N_STEPS, Mark, step, with_hidden
from sightline.exchange.exporters.tables import Column, Export, Table, Value

_MARK = Column("exported_as", "Exported as", 20)


def watermarked(export: Export, mark: Mark, *, hides: bool) -> Export:
    """This is the same export with its mark; where programs take words as they are, nothing is hidden."""
    return replace(
        export,
        about=(*export.about, ("exported_as", mark.short)),
        notes=(mark.words, *export.notes),
        tables=tuple(_table(number, table, mark, hides=hides) for number, table in enumerate(export.tables)),
        footer=mark.words,
    )


def _table(number: int, table: Table, mark: Mark, *, hides: bool) -> Table:
    columns = (*table.columns, _MARK)
    rows = (
        (
            *(
                value if column.is_hidden or column.is_editable else _marked(value, mark, hides=hides)
                for column, value in zip(table.columns, row, strict=True)
            ),
            mark.short,
        )
        for row in table.rows
    )
    widened = (
        replace(column, width=column.width + step(mark.reference, number, place) / N_STEPS)
        for place, column in enumerate(columns)
    )
    return replace(table, columns=tuple(widened), rows=tuple(rows))


def _marked(value: Value, mark: Mark, *, hides: bool) -> Value:
    return with_hidden(value, mark.reference) if hides and isinstance(value, str) else value
