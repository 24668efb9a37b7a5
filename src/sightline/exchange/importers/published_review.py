"""A published review from its file to what was found in it, as one JSON-ready envelope.

Everything happens in this process. Files from outside go through `sandbox.read_in_sandbox`.
"""

import hashlib
from collections.abc import Callable
from typing import Any

from sightline.domain.published_reviews.document import ReadDocument
from sightline.domain.published_reviews.interpret import interpret
from sightline.domain.published_reviews.reading import SCHEMA_VERSION, as_json
from sightline.exchange.importers.progress import Progress, ProgressHandler, ignore_progress
from sightline.exchange.importers.sniff import FileFormat, sniff


def read_document(data: bytes, *, progress: ProgressHandler = ignore_progress) -> ReadDocument:
    """Read a file of any accepted format into its text and blocks.

    Raises: UnreadableFile
    """
    progress(Progress("open", 0, 1))
    reader = _reader(sniff(data))
    progress(Progress("open", 1, 1))
    return reader(data, progress=progress)


def _reader(file_format: FileFormat) -> Callable[..., ReadDocument]:
    """Return a format's reader. Its libraries are loaded for files of that format only, to start at once."""
    match file_format:
        case FileFormat.DOCX:
            from sightline.exchange.importers.docx import read_docx

            return read_docx
        case FileFormat.PDF:
            from sightline.exchange.importers.pdf import read_pdf

            return read_pdf
        case FileFormat.TXT:
            from sightline.exchange.importers.txt import read_txt

            return read_txt
        case FileFormat.XLSX:
            raise AssertionError("a workbook is never taken for a report")


def read_published_review(
    data: bytes, *, name: str, progress: ProgressHandler = ignore_progress
) -> dict[str, Any]:
    """Read a published review and return what was found, with the text and the file's particulars.

    Raises: UnreadableFile
    """
    document = read_document(data, progress=progress)
    progress(Progress("interpret", 0, 1))
    reading = interpret(document)
    progress(Progress("interpret", 1, 1))
    return {
        "schema_version": SCHEMA_VERSION,
        "file": {
            "name": name,
            "format": document.format,
            "sha256": hashlib.sha256(data).hexdigest(),
            "bytes": len(data),
            "pages": len(document.page_starts) or None,
            "page_starts": list(document.page_starts),
            "characters": len(document.text),
        },
        "text": document.text,
        **as_json(reading),
    }
