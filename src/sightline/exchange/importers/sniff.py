"""What a file is, told by its content; its name and extension are never asked."""

import re
import zipfile
from dataclasses import dataclass
from enum import StrEnum

from sightline.exchange.importers import limits
from sightline.exchange.importers.docx.package import damaged, opened_archive
from sightline.exchange.importers.unreadable import UnreadableFile

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PDF = re.compile(rb"%PDF-\d")
_HTML = re.compile(rb"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL)
_MIME = re.compile(rb"(?:MIME-Version:|From: .{0,200}\r?\nMIME-Version:)", re.IGNORECASE)
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"BM", b"\x00\x00\x01\x00")
_ARCHIVES = (b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"BZh", b"\xfd7zXZ", b"\x28\xb5\x2f\xfd")
_PROGRAMS = (b"MZ", b"\x7fELF", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe")
_HEAD_BYTES = 1024
_TAIL_BYTES = 8 * 1024
_MACROS = (
    "This Office file is of the kind that holds macros (.docm, .xlsm), which are never accepted. In Word or "
    "Excel choose Save as, .docx or .xlsx, which leaves the macros out, and try that copy."
)


class FileFormat(StrEnum):
    """The formats that are read."""

    DOCX = "docx"
    XLSX = "xlsx"
    PDF = "pdf"
    TXT = "txt"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a file should be: the name of such a thing for the messages, and which formats are taken."""

    thing: str
    formats: frozenset[FileFormat]
    advice: str


REPORT = Wanted(
    "report",
    frozenset({FileFormat.DOCX, FileFormat.PDF, FileFormat.TXT}),
    "Sightline reads Word files (.docx), PDF files with a text layer (.pdf) and plain text (.txt).",
)
CHRONOLOGY = Wanted(
    "chronology",
    frozenset({FileFormat.DOCX, FileFormat.XLSX, FileFormat.TXT}),
    "Sightline reads a chronology as Word file (.docx), Excel workbook (.xlsx), .csv or plain text (.txt).",
)


def sniff(data: bytes, wanted: Wanted = REPORT) -> FileFormat:
    """Return a file's format.

    Raises: UnreadableFile where it is none of the wanted
    """
    if not data:
        raise UnreadableFile(
            f"This file is empty. Choose the file that holds the {wanted.thing}. {wanted.advice}"
        )
    if len(data) > limits.FILE_BYTES:
        raise too_large()
    found = _sniffed(data, wanted)
    if found not in wanted.formats:
        raise UnreadableFile(f"{_WRONG_FORMAT[found]} {wanted.advice}")
    return found


def _sniffed(data: bytes, wanted: Wanted) -> FileFormat:
    head = data[:_HEAD_BYTES]
    if head.startswith(b"PK"):
        return _sniff_archive(data, wanted)
    if head.startswith(_OLE):
        raise _ole(data, wanted)
    if _PDF.search(head):
        if b"%%EOF" not in data[-_TAIL_BYTES:]:
            raise UnreadableFile(
                "This PDF is cut short: its end is missing. Fetch or save it again and try that copy."
            )
        return FileFormat.PDF
    unwanted = _unwanted(head, wanted.thing)
    if unwanted:
        raise UnreadableFile(f"{unwanted} {wanted.advice}")
    return FileFormat.TXT


_WRONG_FORMAT = {
    FileFormat.DOCX: "This is a Word file.",
    FileFormat.XLSX: "This is an Excel workbook.",
    FileFormat.PDF: "This is a PDF, which has lost what stood in which row. Ask for the file it was made of.",
    FileFormat.TXT: "This is plain text.",
}


def too_large() -> UnreadableFile:
    """Return the error for a file above the size limit."""
    return UnreadableFile(
        f"This file is larger than {limits.FILE_BYTES // limits.MEGABYTE} MB. Remove large pictures or save "
        "a smaller copy and try that one."
    )


def _unwanted(head: bytes, thing: str) -> str | None:
    """Return what a file is that is neither, or None where it may be plain text."""
    if head.startswith(b"{\\rtf"):
        return "This is a Rich Text file (.rtf). Open it in Word, save it as .docx and try that copy."
    if _HTML.match(head):
        return "This is a web page (HTML). Open it in Word, save it as .docx and try that file."
    if _MIME.match(head):
        return f"This is an e-mail or a web archive. Save the {thing} itself and try that file."
    if head.lstrip().startswith(b"<?xml"):
        return "This is an XML file. Open it in the program that made it and save it as .docx or .xlsx."
    if head.startswith(_PICTURES) or head[4:12] in (b"ftypheic", b"ftypmif1") or head[8:12] == b"WEBP":
        return f"This is a picture. A {thing} that was scanned has to be turned into text first."
    if head.startswith(_ARCHIVES):
        return f"This is a packed archive. Unpack it and choose the {thing} itself."
    if head.startswith(_PROGRAMS):
        return f"This is a program, not a {thing}."
    return None


def _sniff_archive(data: bytes, wanted: Wanted) -> FileFormat:
    archive = opened_archive(data)
    names = [entry.filename for entry in archive.infolist()]
    for folder, file_format in (("word/", FileFormat.DOCX), ("xl/", FileFormat.XLSX)):
        if any(name.startswith(folder) for name in names):
            if file_format in wanted.formats and _is_macro_enabled(archive):
                raise UnreadableFile(_MACROS)
            return file_format
    if any(name.startswith("ppt/") for name in names):
        kind = "PowerPoint presentation."
    elif "mimetype" in names and "content.xml" in names:
        kind = "OpenDocument file. Save it as .docx or .xlsx and try that copy."
    else:
        kind = f"zip archive. Unpack it and choose the {wanted.thing} itself."
    article = "an" if kind.startswith("O") else "a"
    raise UnreadableFile(f"This is {article} {kind} {wanted.advice}")


def _is_macro_enabled(archive: zipfile.ZipFile) -> bool:
    """Say whether the list of content types names a document with macros."""
    try:
        with archive.open("[Content_Types].xml") as part:
            kinds = part.read(limits.MEGABYTE)
    except Exception as error:  # the many ways in which a zip entry can be broken all mean the same here
        raise damaged() from error
    return b"macroenabled" in kinds.lower()


def _ole(data: bytes, wanted: Wanted) -> UnreadableFile:
    """Return the error for the container of old Office files and of encrypted new ones."""
    if "EncryptedPackage".encode("utf-16-le") in data or "EncryptionInfo".encode("utf-16-le") in data:
        return UnreadableFile(
            "This Office file is protected with a password. Remove the password and try again."
        )
    if "WordDocument".encode("utf-16-le") in data:
        return UnreadableFile(
            "This is a Word file of the old kind (.doc). Open it in Word or LibreOffice, save it as .docx "
            "and try that copy."
        )
    return UnreadableFile(f"This is an Office file of an old kind. {wanted.advice}")
