"""The errors for a table larger than is read."""

from sightline.exchange.importers import limits
from sightline.exchange.importers.unreadable import UnreadableFile


def too_many_rows() -> UnreadableFile:
    """Return the error for a file with more rows than are read."""
    return UnreadableFile(
        f"This file has more than {limits.TABLE_ROWS:,} rows, more than any chronology. Delete rows that "
        "belong to nobody in the review, or send it in parts."
    )


def too_many_columns(place: str) -> UnreadableFile:
    """Return the error for a row with words further to the right than is read."""
    return UnreadableFile(
        f"{place} has words in more than {limits.TABLE_COLUMNS} columns, more than any chronology. Look for "
        "words far to the right, or for a delimiter that stands in the words themselves."
    )
