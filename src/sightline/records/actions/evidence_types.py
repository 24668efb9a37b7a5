"""What kind of file evidence is, told from its bytes; kinds that can run something are refused.

The name a file came with is never trusted: it decides neither the kind nor where the file is kept.
"""

import io
import re
import zipfile
import zlib

from sightline.errors import UserError

MAX_BYTES = 25 * 1024 * 1024
ALLOWED = (
    "Allowed are PDF, Word, Excel, PowerPoint and OpenDocument files without macros, Outlook messages, "
    "pictures (PNG, JPEG, GIF, TIFF) and plain text."
)

PLAIN_TEXT = "text/plain"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BEGINNINGS = {
    b"%PDF-": "application/pdf",
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"GIF87a": "image/gif",
    b"GIF89a": "image/gif",
    b"II*\x00": "image/tiff",
    b"MM\x00*": "image/tiff",
}
_OFFICE = "application/vnd.openxmlformats-officedocument"
_OFFICE_PARTS = {
    "word/document.xml": f"{_OFFICE}.wordprocessingml.document",
    "xl/workbook.xml": f"{_OFFICE}.spreadsheetml.sheet",
    "ppt/presentation.xml": f"{_OFFICE}.presentationml.presentation",
}
_OPEN_DOCUMENT = frozenset(
    f"application/vnd.oasis.opendocument.{kind}" for kind in ("text", "spreadsheet", "presentation")
)
_OLE_STREAMS = {
    "WordDocument": "application/msword",
    "Workbook": "application/vnd.ms-excel",
    "PowerPoint Document": "application/vnd.ms-powerpoint",
    "__substg1.0_": "application/vnd.ms-outlook",
}
_PROGRAMS = (b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe", b"\xfe\xed\xfa")
_WEB_PAGE = re.compile(
    r"<\s*(!doctype\s+(html|svg)|html|head|body|script|svg|iframe|object|embed|\?xml|!entity)", re.IGNORECASE
)


class EvidenceRefused(UserError):
    """A file that cannot be kept as evidence."""

    exit_code = 2


def evidence_type(data: bytes) -> str:
    """Return the content type of a file of evidence. Raises: EvidenceRefused."""
    if not data:
        raise EvidenceRefused("The file is empty. Choose the file again.")
    if len(data) > MAX_BYTES:
        raise EvidenceRefused(
            "The file is larger than 25 MB. Send a smaller version, or the part that proves it."
        )
    if data.startswith(_PROGRAMS):
        raise EvidenceRefused(f"The file is a program. {ALLOWED}")
    for beginning, content_type in _BEGINNINGS.items():
        if data.startswith(beginning):
            return content_type
    if data.startswith(b"PK"):
        return _type_of_archive(data)
    if data.startswith(_OLE):
        return _type_of_ole(data)
    return _type_of_text(data)


def _type_of_archive(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 100:
                declared = archive.read("mimetype").decode("ascii", "replace").strip()
            else:
                declared = ""
    except (zipfile.BadZipFile, zlib.error, RuntimeError, OSError, EOFError, ValueError) as error:
        raise EvidenceRefused(f"The file is damaged. Save it again and choose it again. {ALLOWED}") from error
    if any(re.search(r"vba|macro|^Basic/|^Scripts/|activeX", name, re.IGNORECASE) for name in names):
        raise EvidenceRefused("The file holds macros. Save it without macros, or as PDF.")
    if declared in _OPEN_DOCUMENT:
        return declared
    for part, content_type in _OFFICE_PARTS.items():
        if part in names:
            return content_type
    raise EvidenceRefused(f"The file is an archive. Take the documents out of it and add each. {ALLOWED}")


def _type_of_ole(data: bytes) -> str:
    if any(name.encode("utf-16-le") in data for name in ("_VBA_PROJECT", "Macros", "VBA\0")):
        raise EvidenceRefused("The file holds macros. Save it without macros, or as PDF.")
    for stream, content_type in _OLE_STREAMS.items():
        if stream.encode("utf-16-le") in data:
            return content_type
    raise EvidenceRefused(f"The file is of a kind that cannot be kept as evidence. {ALLOWED}")


def _type_of_text(data: bytes) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise EvidenceRefused(f"The file is of a kind that cannot be kept as evidence. {ALLOWED}") from error
    if "\0" in text or text.startswith("{\\rtf"):
        raise EvidenceRefused(f"The file is of a kind that cannot be kept as evidence. {ALLOWED}")
    if _WEB_PAGE.search(text):
        raise EvidenceRefused(
            f"The file is a web page or a drawing that can run scripts. Save it as PDF. {ALLOWED}"
        )
    return PLAIN_TEXT
