"""PDF files with a text layer: words by their places on the page, put back into paragraphs and tables."""

from sightline.exchange.importers.pdf.document import read_pdf

__all__ = ["read_pdf"]
