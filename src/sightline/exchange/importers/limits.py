"""The limits of reading, each once. The page docs/reference/reading-limits.md prints them."""

from zipfile import ZipInfo

MEGABYTE = 1024 * 1024

FILE_BYTES = 25 * MEGABYTE
UNPACKED_BYTES = 200 * MEGABYTE
PACKED_PART_BYTES = 60 * MEGABYTE
COMPRESSION_RATIO = 100
# A ratio says little about a part this small: an empty style sheet packs very well.
RATIO_FLOOR_BYTES = 2 * MEGABYTE
ARCHIVE_ENTRIES = 2_000
PDF_PAGES = 500
PAGE_WORDS = 20_000
PAGE_RULES = 20_000
TABLE_ROWS = 50_000
TABLE_COLUMNS = 200

MEMORY_BYTES = 512 * MEGABYTE
CPU_SECONDS = 60
WALL_SECONDS = 120
RESULT_BYTES = 200 * MEGABYTE
OPEN_FILES = 64


def is_packed_too_tight(entry: ZipInfo) -> bool:
    """Say whether a part of a zip file unpacks to more than is believable of its packed size."""
    packed = max(entry.compress_size, 1)
    return entry.file_size > RATIO_FLOOR_BYTES and entry.file_size > packed * COMPRESSION_RATIO
