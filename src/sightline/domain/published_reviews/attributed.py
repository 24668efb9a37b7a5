"""Building items whose every filled field says where its words stand."""

from dataclasses import dataclass
from typing import Any, TypeVar

from sightline.domain.published_reviews.document import Span
from sightline.domain.published_reviews.reading import Item, Source
from sightline.domain.published_reviews.words import Words

SomeItem = TypeVar("SomeItem", bound=Item)


@dataclass(frozen=True, slots=True)
class Printed:
    """A value and the words it was read from."""

    value: Any
    source: Source


def printed(words: Words, *spans: Span | None) -> Printed | None:
    """Return the words of the spans with their source, or None where there are none."""
    filled = [span for span in spans if span is not None]
    source = words.source(*filled)
    return Printed(words.of(*filled), source) if source else None


def item(kind: type[SomeItem], whole: Source | None, /, **read: Printed | None) -> SomeItem:
    """Return an item from what was read for each of its fields; what is None stays absent."""
    filled = {name: found for name, found in read.items() if found is not None}
    values = {name: found.value for name, found in filled.items()}
    sources = {name: found.source for name, found in filled.items()}
    return kind(source=whole, sources=sources, **values)
