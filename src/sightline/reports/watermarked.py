"""A document with a watermark: a line at the head and at the foot of each page, and marks nobody sees.

Source: SECURITY-P11
"""

from dataclasses import replace

from sightline.domain.watermark import Mark, step, with_hidden
from sightline.reports.tree import Block, BulletList, Document, Heading, Paragraph, Table


def watermarked_document(document: Document, mark: Mark) -> Document:
    """This is the same document with its mark."""
    n_tables, blocks = 0, []
    for block in document.blocks:
        blocks.append(_marked(block, n_tables, mark.reference))
        n_tables += isinstance(block, Table)
    footer = f"{document.footer} · {mark.words}" if document.footer else mark.words
    return replace(document, blocks=(Paragraph(mark.words), *blocks), footer=footer)


def _marked(block: Block, table: int, reference: str) -> Block:
    match block:
        case Heading():
            return block
        case Paragraph(text):
            return Paragraph(with_hidden(text, reference))
        case BulletList(items):
            return BulletList(tuple(with_hidden(item, reference) for item in items))
        case Table():
            columns = (
                replace(column, widened_by=step(reference, table, place))
                for place, column in enumerate(block.columns)
            )
            rows = (tuple(with_hidden(cell, reference) for cell in row) for row in block.rows)
            return replace(block, columns=tuple(columns), rows=tuple(rows))
