"""The tables of an agency's chronology, whatever its format: Word, Excel, .csv or text.

What the columns mean is told in `domain.chronology.columns`. Files from outside go through
`sandbox.read_chronology_in_sandbox`.
"""

from sightline.domain.chronology.tables import RawTable
from sightline.exchange.importers.chronology_delimited import delimited_tables
from sightline.exchange.importers.chronology_document import document_tables
from sightline.exchange.importers.chronology_workbook import workbook_tables
from sightline.exchange.importers.docx import read_docx
from sightline.exchange.importers.sniff import CHRONOLOGY, FileFormat, sniff
from sightline.exchange.importers.txt import read_txt
from sightline.exchange.importers.txt.encoding import decode


def read_tables(data: bytes, file_name: str) -> list[RawTable]:
    """Read a file's tables in this process; a file without any gives one table of notes only.

    Raises: UnreadableFile
    """
    match sniff(data, CHRONOLOGY):
        case FileFormat.XLSX:
            return workbook_tables(data, file_name)
        case FileFormat.DOCX:
            return document_tables(read_docx(data), file_name)
        case _:
            delimited = delimited_tables(decode(data), file_name)
            return document_tables(read_txt(data), file_name) if delimited is None else delimited
