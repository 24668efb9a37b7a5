"""An Excel workbook opened row by row, so that a large one takes little memory."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from openpyxl import load_workbook

from sightline.exchange.importers.unreadable import UnreadableFile


@contextmanager
def opened_workbook(data: bytes, damaged: UnreadableFile, *, with_results: bool = False) -> Iterator[Any]:
    """Open a workbook; `with_results` gives what a formula came to when it was saved, not the formula.

    Raises: `damaged`, for whatever goes wrong inside that is no `UnreadableFile` itself
    """
    try:
        workbook = load_workbook(io.BytesIO(data), read_only=True, keep_links=False, data_only=with_results)
        try:
            yield workbook
        finally:
            workbook.close()
    except (UnreadableFile, MemoryError):
        raise
    except Exception as error:  # openpyxl lets any error through that a broken file causes
        raise damaged from error
