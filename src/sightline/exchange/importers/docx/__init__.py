"""Word files (.docx): the words in reading order, with tables, numbers and notes as Word draws them."""

from sightline.exchange.importers.docx.body import read_docx

__all__ = ["read_docx"]
