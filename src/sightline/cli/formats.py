"""The formats a command can be asked for."""

from enum import StrEnum


class ReadingFormat(StrEnum):
    """How a reading is printed."""

    TEXT = "text"
    JSON = "json"


class PlanFormat(StrEnum):
    """The kinds of file a plan is written to; the value is the file name's extension."""

    XLSX = "xlsx"
    DOCX = "docx"
    CSV = "csv"
    JSON = "json"
