"""Plain text, as converters leave it: paragraphs, and tables flattened to lines or to tabs."""

from sightline.exchange.importers.txt.document import read_txt

__all__ = ["read_txt"]
