"""Evidence is known by its bytes; what can run is refused, whatever it is called."""

import io
import zipfile

import pytest

from sightline.records.actions.evidence_types import MAX_BYTES, EvidenceRefused, evidence_type

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def archive(**parts: bytes) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as target:
        for name, content in parts.items():
            target.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return written.getvalue()


def damaged_archive() -> bytes:
    """An archive whose first file cannot be unpacked."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as target:
        target.writestr("mimetype", b"application/vnd.oasis.opendocument.text")
    data = bytearray(written.getvalue())
    data[38:46] = b"\xff" * 8
    return bytes(data)


def misnamed_archive() -> bytes:
    """An archive with a name that is not what it says it is written in."""
    return archive(é=b"").replace("é".encode(), b"\xff\xff")


WORD = archive(word__document_dot_xml=b"<w/>")


@pytest.mark.parametrize(
    ("data", "content_type"),
    [
        (b"%PDF-1.4 ...", "application/pdf"),
        (b"\x89PNG\r\n\x1a\n...", "image/png"),
        (b"\xff\xd8\xff\xe0", "image/jpeg"),
        (WORD, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        (
            archive(xl__workbook_dot_xml=b""),
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ),
        (
            archive(mimetype=b"application/vnd.oasis.opendocument.text", content_dot_xml=b""),
            "application/vnd.oasis.opendocument.text",
        ),
        (OLE + "WordDocument".encode("utf-16-le"), "application/msword"),
        (OLE + "__substg1.0_0037".encode("utf-16-le"), "application/vnd.ms-outlook"),
        ("Minutes: 3 < 4, café".encode(), "text/plain"),
    ],
)
def test_allowed_kinds_are_recognised(data: bytes, content_type: str) -> None:
    assert evidence_type(data) == content_type


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "empty"),
        (b"%PDF-" + b"." * MAX_BYTES, "25 MB"),
        (b"MZ\x90\x00", "program"),
        (b"\x7fELF\x02", "program"),
        (b"#!/bin/sh\n", "program"),
        (b"  <!DOCTYPE html><p>", "scripts"),
        (b'<svg onload="x()">', "scripts"),
        (b"<?xml version='1.0'?><svg/>", "scripts"),
        (archive(word__document_dot_xml=b"", word__vbaProject_dot_bin=b""), "macros"),
        (OLE + "WordDocument".encode("utf-16-le") + "_VBA_PROJECT".encode("utf-16-le"), "macros"),
        (archive(a_dot_exe=b"MZ"), "archive"),
        (WORD[:40], "damaged"),
        (damaged_archive(), "damaged"),
        (misnamed_archive(), "damaged"),
        (b"{\\rtf1 ...}", "cannot be kept"),
        (b"\x00\x01\x02", "cannot be kept"),
        (b"\xfe\xfd\xfc", "cannot be kept"),
        (OLE, "cannot be kept"),
    ],
)
def test_what_can_run_or_is_not_known_is_refused_with_a_reason(data: bytes, said: str) -> None:
    with pytest.raises(EvidenceRefused, match=said):
        evidence_type(data)
