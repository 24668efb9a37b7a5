"""The zip file that a .docx is: opened within limits, its XML parsed without entities or network."""

import io
import posixpath
import zipfile
import zlib
from collections.abc import Mapping
from functools import cached_property

from lxml import etree

from sightline.exchange.importers import limits
from sightline.exchange.importers.unreadable import UnreadableFile

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", W[1:-1].encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", RELATIONSHIPS.encode()),
)
_DAMAGED = (
    "This Office file is damaged or cut short and cannot be opened. Open it in the program that made it, "
    "save it again as .docx or .xlsx and try that copy."
)


def damaged() -> UnreadableFile:
    """Return the error for an Office file that is broken inside."""
    return UnreadableFile(_DAMAGED)


def opened_archive(data: bytes) -> zipfile.ZipFile:
    """Open a zip file and check its sizes before anything is unpacked.

    Raises: UnreadableFile
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError) as error:
        raise damaged() from error
    _check_archive(archive)
    return archive


class Package:
    """The parts of a Word file that hold words, numbering and styles."""

    def __init__(self, data: bytes) -> None:
        """Open the zip file and check its sizes before anything is unpacked.

        Raises: UnreadableFile
        """
        self._zip = opened_archive(data)
        self._names = {entry.filename: entry for entry in self._zip.infolist()}
        if any(posixpath.basename(name).lower() == "vbaproject.bin" for name in self._names):
            raise UnreadableFile(
                "This Word file holds macros, which are never accepted. In Word choose Save as, "
                "Word document (.docx), which leaves the macros out, and try that copy."
            )

    @cached_property
    def document_name(self) -> str:
        """The name of the main part."""
        for kind, target in _relationships(self._xml("_rels/.rels"), base=""):
            if kind.endswith("/officeDocument") and target in self._names:
                return target
        if "word/document.xml" in self._names:
            return "word/document.xml"
        raise damaged()

    @cached_property
    def document(self) -> etree._Element:
        """The main part."""
        root = self._xml(self.document_name)
        if root is None:
            raise damaged()
        return root

    def related(self, kind: str) -> etree._Element | None:
        """Return the part of this kind ("styles", "numbering", "footnotes" …) that the document names."""
        target = self._targets.get(kind)
        return self._xml(target) if target else None

    @cached_property
    def _targets(self) -> Mapping[str, str]:
        folder, name = posixpath.split(self.document_name)
        root = self._xml(posixpath.join(folder, "_rels", f"{name}.rels"))
        return {kind.rsplit("/", 1)[-1]: target for kind, target in _relationships(root, base=folder)}

    def _xml(self, name: str) -> etree._Element | None:
        if name not in self._names:
            return None
        data = self._bytes(name)
        for strict, transitional in _STRICT:
            data = data.replace(strict, transitional)
        parser = etree.XMLParser(
            resolve_entities=False,
            load_dtd=False,
            no_network=True,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        try:
            root = etree.fromstring(data, parser)
        except etree.XMLSyntaxError as error:
            raise damaged() from error
        if root.getroottree().docinfo.doctype:
            raise UnreadableFile(
                "This Word file declares entities or a document type of its own, which no word processor "
                "writes. It is refused. Open it in Word, save it again as .docx and try that copy."
            )
        return root

    def _bytes(self, name: str) -> bytes:
        entry = self._names[name]
        try:
            with self._zip.open(entry) as part:
                data = part.read(limits.PACKED_PART_BYTES + 1)
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            OSError,
            RuntimeError,
            NotImplementedError,
            ValueError,
        ) as error:
            raise damaged() from error
        if len(data) > limits.PACKED_PART_BYTES:
            raise too_large_inside()
        return data


def _check_archive(archive: zipfile.ZipFile) -> None:
    """Refuse a zip file that is encrypted or would unpack beyond the limits.

    Raises: UnreadableFile
    """
    entries = archive.infolist()
    if len(entries) > limits.ARCHIVE_ENTRIES:
        raise too_large_inside()
    if sum(entry.file_size for entry in entries) > limits.UNPACKED_BYTES:
        raise too_large_inside()
    for entry in entries:
        if entry.flag_bits & 0x1:
            raise UnreadableFile("This file is protected with a password. Remove the password and try again.")
        if limits.is_packed_too_tight(entry):
            raise too_large_inside()


def too_large_inside() -> UnreadableFile:
    """Return the error for a file that unpacks to far more than a report holds."""
    return UnreadableFile(
        "This file unpacks to far more than a report holds, so it is refused. At most "
        f"{limits.UNPACKED_BYTES // limits.MEGABYTE} MB in {limits.ARCHIVE_ENTRIES:,} parts are read. "
        "Open it in Word, remove large pictures, save it again as .docx and try that copy."
    )


def _relationships(root: etree._Element | None, *, base: str) -> list[tuple[str, str]]:
    if root is None:
        return []
    found = []
    for relation in root:
        target = relation.get("Target", "")
        if relation.get("TargetMode") == "External" or not target:
            continue
        path = target.lstrip("/") if target.startswith("/") else posixpath.join(base, target)
        found.append((relation.get("Type", ""), posixpath.normpath(path)))
    return found
