"""Documents made from the lines and tables that a test prints, without any file format."""

from collections.abc import Sequence
from dataclasses import fields
from typing import Any

from sightline.domain.published_reviews.agencies import AgencyNames
from sightline.domain.published_reviews.document import Block, Cell, Paragraph, ReadDocument, Row, Span, Table
from sightline.domain.published_reviews.outline import read_outline
from sightline.domain.published_reviews.passages import Passage, passages_of
from sightline.domain.published_reviews.reading import Item, Source
from sightline.domain.published_reviews.words import Words

Printed = str | Sequence[Sequence[str]]


def document_of(*printed: Printed) -> ReadDocument:
    """Return a document: a string is a paragraph (“# ” marks a heading), rows of strings a table."""
    text = ""
    blocks: list[Block] = []

    def paragraph(words: str, level: int | None = None) -> Paragraph:
        nonlocal text
        start = len(text)
        text += words + "\n"
        return Paragraph(Span(start, start + len(words)), level=level)

    for block in printed:
        if isinstance(block, str):
            level = len(block) - len(block.lstrip("#")) or None
            blocks.append(paragraph(block.lstrip("# ") if level else block, level))
        else:
            rows = [Row(tuple(Cell(i, (paragraph(cell),)) for i, cell in enumerate(row))) for row in block]
            blocks.append(Table(tuple(rows), len(block[0])))
    return ReadDocument("txt", text, tuple(blocks))


def passages_in(*printed: Printed) -> tuple[tuple[Passage, ...], Words]:
    """Return the passages of what is printed, and its words."""
    outline = read_outline(document_of(*printed))
    return passages_of(outline), outline.words


def names_in(words: Words, *agencies: str) -> AgencyNames:
    """Return the agency names of a document, those given among them."""
    return AgencyNames.of(words.document.text, agencies)


def values_of(item: Item) -> dict[str, Any]:
    """Return the filled fields of an item, without their sources."""
    return {
        field.name: value
        for field in fields(item)
        if field.name not in {"source", "sources"} and (value := getattr(item, field.name)) not in (None, ())
    }


def assert_attributed(item: Item, words: Words) -> None:
    """Fail unless each field of an item has a source that holds exactly its words."""
    for name, value in values_of(item).items():
        source: Source = item.sources[name]
        assert words.document.text[source.start : source.end] == source.text
        if type(value) is str:
            places = (source, *source.continued)
            said = " ".join(" ".join(place.text.split()) for place in places)
            assert all(word in said for word in value.split()), (name, value, said)
