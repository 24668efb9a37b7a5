"""Each limit of a file from outside, at its last allowed value and one beyond."""

import io
import zipfile

import pytest

from sightline.exchange.importers import limits
from sightline.exchange.importers.action_plan_xlsx import UNPACKED_BYTES, read_action_plan_xlsx
from sightline.exchange.importers.docx.package import opened_archive
from sightline.exchange.importers.pdf.document import read_pdf
from sightline.exchange.importers.sniff import sniff
from sightline.exchange.importers.unreadable import UnreadableFile
from sightline.records.actions.evidence_types import MAX_BYTES, EvidenceRefused, evidence_type
from tests.integration.exchange.importers.hostile_active import many_pages


def archive_of(*parts: tuple[str, int], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Pack parts of blanks of these sizes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression, compresslevel=9) as archive:
        for name, size in parts:
            archive.writestr(name, b" " * size)
    return buffer.getvalue()


def claiming(size: int) -> bytes:
    """Return a zip file of one small part that is said to unpack to this many bytes, packed not too tight."""
    data = bytearray(archive_of(("xl/a", 4), compression=zipfile.ZIP_STORED))
    place = data.rfind(b"PK\1\2")
    data[place + 20 : place + 28] = size.to_bytes(4, "little") * 2
    return bytes(data)


def test_the_size_of_a_file() -> None:
    sniff(b"x" * limits.FILE_BYTES)
    with pytest.raises(UnreadableFile, match="larger than 25 MB"):
        sniff(b"x" * (limits.FILE_BYTES + 1))


def test_the_size_of_evidence() -> None:
    evidence_type(b"x" * MAX_BYTES)
    with pytest.raises(EvidenceRefused, match="larger than 25 MB"):
        evidence_type(b"x" * (MAX_BYTES + 1))


def test_the_number_of_parts() -> None:
    opened_archive(archive_of(*((f"{n}", 0) for n in range(limits.ARCHIVE_ENTRIES))))
    with pytest.raises(UnreadableFile, match="2,000 parts"):
        opened_archive(archive_of(*((f"{n}", 0) for n in range(limits.ARCHIVE_ENTRIES + 1))))


def test_what_a_file_unpacks_to() -> None:
    opened_archive(claiming(limits.UNPACKED_BYTES))
    with pytest.raises(UnreadableFile, match="unpacks to far more"):
        opened_archive(claiming(limits.UNPACKED_BYTES + 1))


@pytest.mark.parametrize(("n_bytes", "message"), [(UNPACKED_BYTES, "damaged"), (UNPACKED_BYTES + 1, "60 MB")])
def test_what_a_workbook_unpacks_to(n_bytes: int, message: str) -> None:
    """At the limit it is looked into, and found to be none."""
    with pytest.raises(UnreadableFile, match=message):
        read_action_plan_xlsx(claiming(n_bytes), titles={}, key="")


def test_how_tightly_a_part_is_packed() -> None:
    opened_archive(archive_of(("small", limits.RATIO_FLOOR_BYTES)))
    with pytest.raises(UnreadableFile, match="unpacks to far more"):
        opened_archive(archive_of(("small", limits.RATIO_FLOOR_BYTES + 1)))


def test_the_pages_of_a_pdf() -> None:
    read_pdf(many_pages(limits.PDF_PAGES))
    with pytest.raises(UnreadableFile, match="501 pages"):
        read_pdf(many_pages(limits.PDF_PAGES + 1))
