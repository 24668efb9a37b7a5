"""Files made to break a reader, each with what may come of it: words of the message, or a reading."""

import io
import random
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from docx import Document
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

READS = ""
EITHER = ".*"

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
    'officeDocument" Target="word/document.xml"/></Relationships>'
)


@dataclass(frozen=True, slots=True)
class HostileFile:
    """A file and the pattern its message must match; `READS` where it must be read."""

    name: str
    make: Callable[[], bytes]
    outcome: str


def docx_of(body: str, *, before: str = "", extra: dict[str, bytes] | None = None) -> bytes:
    """Pack the XML of a body as a Word file, with parts of any kind beside it."""
    document = f'<?xml version="1.0"?>{before}<w:document {_W}><w:body>{body}</w:body></w:document>'
    return packed({"word/document.xml": document.encode(), **(extra or {})})


def packed(parts: dict[str, bytes], *, types: str = _TYPES) -> bytes:
    """Pack parts as the zip file that Office files are."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", types)
        archive.writestr("_rels/.rels", _RELATIONS)
        for name, data in parts.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def paragraph(words: str) -> str:
    """Return the XML of one paragraph."""
    return f'<w:p><w:r><w:t xml:space="preserve">{words}</w:t></w:r></w:p>'


def honest_docx() -> bytes:
    """Return a Word file with nothing wrong."""
    document = Document()
    document.add_heading("Review of the death of Rowan", 1)
    for number in range(40):
        document.add_paragraph(f"{number}. The panel met and heard from each agency in turn.")
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def honest_pdf(*, pages: int = 3, encryption: StandardEncryption | None = None) -> bytes:
    """Return a PDF with nothing wrong."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, encrypt=encryption, invariant=1)
    for number in range(pages):
        canvas.drawString(72, 700, f"Page {number} says that the panel met.")
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def pdf_of(*objects: str | bytes, root: int = 1, tail: str = "") -> bytes:
    """Write objects, numbered from 1, as a PDF with a right table of where they stand."""
    output = bytearray(b"%PDF-1.7\n")
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(output))
        data = body.encode("latin-1") if isinstance(body, str) else body
        output += b"%d 0 obj\n" % number + data + b"\nendobj\n"
    start = len(output)
    output += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    for offset in offsets:
        output += b"%010d 00000 n \n" % offset
    output += b"trailer\n<< /Size %d /Root %d 0 R %s >>\n" % (len(objects) + 1, root, tail.encode())
    return bytes(output + b"startxref\n%d\n%%%%EOF\n" % start)


def stream(data: bytes, entries: str = "") -> bytes:
    """Write a stream object."""
    return b"<< /Length %d %s >>\nstream\n" % (len(data), entries.encode()) + data + b"\nendstream"


def page_of(content: bytes, *, box: str = "0 0 595 842", resources: str = "/Font << /F1 5 0 R >>") -> bytes:
    """Write a PDF of one page with this content."""
    return pdf_of(
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [{box}] /Contents 4 0 R /Resources << {resources} >> >>",
        stream(content),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    )


_WORDS_ON_PAGE = b"BT /F1 12 Tf 72 700 Td (The panel met in spring.) Tj ET\n"


def _random_after(magic: bytes, seed: int) -> Callable[[], bytes]:
    return lambda: magic + random.Random(seed).randbytes(20_000)


def _bomb() -> bytes:
    return docx_of("", extra={"word/styles.xml": b"<a>" + b" " * 190_000_000 + b"</a>"})


def _lying_bomb() -> bytes:
    """Return a zip file whose directory says that a part is small."""
    real = 40_000_000
    data = packed(
        {"word/document.xml": b"<w:document " + _W.encode() + b">" + b" " * real + b"</w:document>"}
    )
    size = struct.pack("<L", real + len(b"<w:document ") + len(_W) + 1 + len(b"</w:document>"))
    return data.replace(size, struct.pack("<L", 1_000))


def _overlapping_bomb() -> bytes:
    """Return a zip file whose many entries all unpack the same bytes."""
    packed_zeros = zlib.compress(b"\0" * 2_000_000, 9)[2:-4]
    local = struct.pack("<4s5H3L2H", b"PK\3\4", 20, 0, 8, 0, 0, 0, len(packed_zeros), 2_000_000, 1, 0) + b"w"
    body = local + packed_zeros
    directory = b""
    for number in range(1_500):
        name = f"word/{number:04}.xml".encode()
        directory += struct.pack(
            "<4s6H3L5H2L", b"PK\1\2", 20, 20, 0, 8, 0, 0, 0, len(packed_zeros), 2_000_000, len(name),
            0, 0, 0, 0, 0, 0,
        ) + name  # fmt: skip
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 1_500, 1_500, len(directory), len(body), 0)
    return body + directory + end


def _billion_laughs() -> bytes:
    entities = '<!ENTITY a0 "ha">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    return docx_of(paragraph("&a11;"), before=f"<!DOCTYPE w:document [{entities}]>")


def _nested_tables(depth: int) -> bytes:
    return docx_of("<w:tbl><w:tr><w:tc>" * depth + paragraph("deep") + "</w:tc></w:tr></w:tbl>" * depth)


def _cyclic_styles() -> bytes:
    styles = (
        f"<w:styles {_W}>"
        '<w:style w:type="paragraph" w:styleId="A"><w:basedOn w:val="B"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="B"><w:basedOn w:val="A"/></w:style></w:styles>'
    )
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r1" Target="styles.xml" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles"/></Relationships>'
    )
    body = '<w:p><w:pPr><w:pStyle w:val="A"/></w:pPr><w:r><w:t>Styled in a circle</w:t></w:r></w:p>'
    return docx_of(
        body,
        extra={"word/styles.xml": styles.encode(), "word/_rels/document.xml.rels": relations.encode()},
    )


def _many_entries() -> bytes:
    return docx_of(paragraph("one"), extra={f"word/media/{n}.xml": b"x" for n in range(3_000)})


def _encrypted_entries() -> bytes:
    """Return a Word file whose zip entries say that they are encrypted."""
    data = bytearray(honest_docx())
    position = 0
    while (position := data.find(b"PK\1\2", position)) >= 0:
        data[position + 8] |= 1
        position += 4
    return bytes(data)


def _macro_document() -> bytes:
    types = _TYPES.replace(
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
        "application/vnd.ms-word.document.macroEnabled.main+xml",
    )
    body = f"<w:document {_W}><w:body>{paragraph('macros')}</w:body></w:document>"
    return packed({"word/document.xml": body.encode()}, types=types)


def _nested_zip() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("report.docx", honest_docx())
    return buffer.getvalue()


def _ole(stream_name: str) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 1016 + stream_name.encode("utf-16-le") + b"\0" * 512


def _looping_pages() -> bytes:
    return pdf_of("<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>")


def _looping_xref() -> bytes:
    data = pdf_of("<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [] /Count 0 >>")
    start = data.index(b"xref\n")
    return data.replace(b"/Root 1 0 R ", b"/Root 1 0 R /Prev %d" % start)


def _form_in_itself() -> bytes:
    return pdf_of(
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        "/Resources << /XObject << /X 5 0 R >> >> >>",
        stream(b"/X Do\n" * 20),
        stream(
            b"/X Do\n/X Do\n",
            "/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 5 0 R >> >>",
        ),
    )


def _inflating_stream() -> bytes:
    data = zlib.compress(b" " * 400_000_000, 1)
    return pdf_of(
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>",
        stream(data, "/Filter /FlateDecode"),
    )


def _twice_inflating_stream() -> bytes:
    data = zlib.compress(zlib.compress(b"q " * 200_000_000, 6), 6)
    return pdf_of(
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>",
        stream(data, "/Filter [/FlateDecode /FlateDecode]"),
    )


def _scan() -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, invariant=1)
    for _ in range(3):
        canvas.rect(50, 50, 400, 600, fill=1)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _many_rules() -> bytes:
    lines = b"".join(
        b"%d %d m %d %d l S\n" % (n % 590, n % 830, n % 590, n % 830 + 9) for n in range(200_000)
    )
    return page_of(_WORDS_ON_PAGE + lines)


def _polyglot() -> bytes:
    return honest_pdf() + honest_docx()


def hostile_files() -> Iterator[HostileFile]:
    """Yield every hostile file."""
    damaged = "damaged|cut short"
    yield HostileFile("empty", lambda: b"", "empty")
    yield HostileFile("one NUL", lambda: b"\0", "NUL|encoding")
    yield HostileFile("only blanks", lambda: b" \n\t \xc2\xa0\n" * 50, "no words")
    yield HostileFile("only a byte order mark", lambda: b"\xef\xbb\xbf", "no words")
    yield HostileFile("random bytes", _random_after(b"", 1), "encoding|NUL")
    yield HostileFile("random bytes as zip", _random_after(b"PK\3\4", 2), damaged)
    yield HostileFile("random bytes as PDF", _random_after(b"%PDF-1.7\n", 3), damaged)
    yield HostileFile(
        "random bytes as ended PDF", lambda: _random_after(b"%PDF-1.7\n", 4)() + b"%%EOF", damaged
    )
    yield HostileFile(
        "random bytes as old Office", _random_after(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 5), "old"
    )
    yield HostileFile("random bytes as text with a mark", _random_after(b"\xff\xfe", 6), EITHER)
    yield HostileFile("26 MB of text", lambda: b"The panel met. \n" * 1_750_000, "25 MB")
    yield HostileFile("zip bomb", _bomb, "unpacks to far more")
    yield HostileFile("zip bomb that lies", _lying_bomb, f"{damaged}|unpacks to far more")
    yield HostileFile("zip bomb that overlaps", _overlapping_bomb, f"{damaged}|unpacks to far more")
    yield HostileFile("3,000 parts", _many_entries, "unpacks to far more")
    yield HostileFile("billion laughs", _billion_laughs, f"entities|{damaged}")
    yield HostileFile(
        "external entity",
        lambda: docx_of(paragraph("&x;"), before='<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>'),
        "entities",
    )
    yield HostileFile(
        "external document type",
        lambda: docx_of(paragraph("x"), before='<!DOCTYPE w SYSTEM "http://example.org/w.dtd">'),
        "entities",
    )
    yield HostileFile("60 nested tables", lambda: _nested_tables(60), READS)
    yield HostileFile("5,000 nested tables", lambda: _nested_tables(5_000), f"{damaged}|nests")
    yield HostileFile(
        "5,000 nested content controls",
        lambda: docx_of("<w:sdt><w:sdtContent>" * 5_000 + paragraph("x") + "</w:sdtContent></w:sdt>" * 5_000),
        f"{damaged}|nests",
    )
    yield HostileFile("no document part", lambda: packed({"word/styles.xml": b"<a/>"}), damaged)
    yield HostileFile("no body", lambda: packed({"word/document.xml": b"<a/>"}), damaged)
    yield HostileFile("empty body", lambda: docx_of(""), "no text")
    yield HostileFile("broken XML", lambda: docx_of("<w:p><w:r>"), damaged)
    yield HostileFile("XML of another encoding", lambda: docx_of("\xff\xfe<w:p/>"), EITHER)
    yield HostileFile("styles in a circle", _cyclic_styles, READS)
    yield HostileFile(
        "two thousand million columns",
        lambda: docx_of(
            "<w:tbl><w:tr>"
            + f'<w:tc><w:tcPr><w:gridSpan w:val="2000000000"/></w:tcPr>{paragraph("wide")}</w:tc>' * 3
            + "</w:tr></w:tbl>"
        ),
        READS,
    )
    yield HostileFile(
        "numbers that are none",
        lambda: docx_of(
            f'<w:tbl><w:tr><w:trPr><w:gridBefore w:val="x"/></w:trPr><w:tc>{paragraph("a")}</w:tc>'
            '<w:tc><w:tcPr><w:gridSpan w:val="-4"/><w:vMerge w:val="?"/></w:tcPr>'
            f"{paragraph('b')}</w:tc></w:tr></w:tbl>"
            '<w:p><w:pPr><w:numPr><w:ilvl w:val="99"/><w:numId w:val="\u0663"/></w:numPr>'
            '<w:outlineLvl w:val=""/></w:pPr><w:r><w:t>c</w:t></w:r></w:p>'
        ),
        READS,
    )
    yield HostileFile(
        "part outside the archive", lambda: docx_of(paragraph("in"), extra={"../../etc/x": b"x"}), READS
    )
    yield HostileFile("encrypted entries", _encrypted_entries, "password")
    yield HostileFile("encrypted Office file", lambda: _ole("EncryptedPackage"), "password")
    yield HostileFile("old Word file", lambda: _ole("WordDocument"), r"\.doc\b")
    yield HostileFile("Word file with macros", _macro_document, "macros")
    yield HostileFile(
        "macros in a plain Word file",
        lambda: docx_of(paragraph("x"), extra={"word/vbaProject.bin": b"x"}),
        "macros",
    )
    yield HostileFile("zip in a zip", _nested_zip, "Unpack")
    yield HostileFile("Excel", lambda: packed({"xl/workbook.xml": b"<a/>"}), "Excel")
    yield HostileFile("PowerPoint", lambda: packed({"ppt/presentation.xml": b"<a/>"}), "PowerPoint")
    yield HostileFile(
        "OpenDocument", lambda: packed({"mimetype": b"x", "content.xml": b"<a/>"}), "OpenDocument"
    )
    yield HostileFile("Rich Text", lambda: rb"{\rtf1\ansi The panel met.}", "Rich Text")
    yield HostileFile("web page", lambda: b"<!-- x -->\n<!DOCTYPE html><p>The panel met.</p>", "web page")
    yield HostileFile("XML", lambda: b"<?xml version='1.0'?><a/>", "XML")
    yield HostileFile("picture", lambda: b"\x89PNG\r\n\x1a\n" + b"\0" * 99, "picture")
    yield HostileFile("archive", lambda: b"Rar!\x1a\x07\x01\x00" + b"\0" * 99, "archive")
    yield HostileFile("program", lambda: b"\x7fELF" + b"\0" * 99, "program")
    for cut in (9, 60, 200, 700, 2_000, 9_000, 20_000):
        yield HostileFile(f"Word file cut at {cut}", lambda cut=cut: honest_docx()[:cut], damaged)
    for share in (0.05, 0.3, 0.6, 0.9, 0.99):
        yield HostileFile(
            f"PDF cut at {share:.0%}",
            lambda share=share: honest_pdf()[: int(share * len(honest_pdf()))],
            "cut short",
        )
    yield HostileFile("PDF with its middle missing", lambda: honest_pdf()[:300] + honest_pdf()[-300:], EITHER)
    yield HostileFile(
        "encrypted PDF", lambda: honest_pdf(encryption=StandardEncryption("secret")), "password"
    )
    yield HostileFile("PDF without pages", lambda: pdf_of(
        "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [] /Count 0 >>"
    ), f"no pages|{damaged}")  # fmt: skip
    yield HostileFile("PDF whose pages hold themselves", _looping_pages, EITHER)
    yield HostileFile("PDF whose table of places points to itself", _looping_xref, EITHER)
    yield HostileFile("PDF form that draws itself", _form_in_itself, "scan|made the reader stop")
    yield HostileFile("PDF of 501 pages", lambda: honest_pdf(pages=501), "501 pages")
    yield HostileFile("PDF of pictures", _scan, "scan")
    yield HostileFile("PDF page of great size", lambda: page_of(_WORDS_ON_PAGE, box="0 0 9e9 9e9"), EITHER)
    yield HostileFile("PDF page of no size", lambda: page_of(_WORDS_ON_PAGE, box="0 0 0 0"), EITHER)
    yield HostileFile("PDF page upside down", lambda: page_of(_WORDS_ON_PAGE, box="595 842 0 0"), READS)
    yield HostileFile(
        "PDF words far outside the page",
        lambda: page_of(b"BT /F1 1e6 Tf -1e7 1e8 Td (The panel met.) Tj ET\n"),
        EITHER,
    )
    yield HostileFile("PDF with 200,000 lines", _many_rules, READS)
    yield HostileFile("PDF with 60,000 words", lambda: page_of(_WORDS_ON_PAGE + b"BT /F1 1 Tf 9 9 Td " +
        b"(a b c d e f) Tj 0 1 Td " * 10_000 + b"ET"), READS)  # fmt: skip
    yield HostileFile("PDF stream that inflates", _inflating_stream, EITHER)
    yield HostileFile("PDF stream that inflates twice", _twice_inflating_stream, EITHER)
    yield HostileFile("PDF and Word file in one", _polyglot, EITHER)
    yield HostileFile("Word file behind a script", lambda: b"#!/bin/sh\n" + honest_docx(), EITHER)
    yield HostileFile(
        "UTF-16 cut in a character", lambda: "The panel met.".encode("utf-16")[:-1], "damaged or cut short"
    )
    yield HostileFile(
        "UTF-8 cut in a character", lambda: "“The panel” – met ‘then’".encode()[:-1], "damaged or cut short"
    )
    yield HostileFile("text with NUL", lambda: b"The panel\0 met." * 9, "NUL|encoding")
    yield HostileFile("control characters", lambda: b"The panel \x01\x02\x8d met.", "encoding")
    yield HostileFile("Windows text", lambda: "The panel’s view – “met”".encode("cp1252"), READS)
    yield HostileFile("one line of 1 MB", lambda: b"The panel met. " * 70_000, READS)
    yield HostileFile("one line of dashes", lambda: b"-" * 500_000 + b"x", READS)
    yield HostileFile("100,000 tabs", lambda: b"\t" * 100_000 + b"x\n\tLead\n\tAction\n", READS)
    yield HostileFile("30,000 cells", lambda: b"\tAction\n" * 30_000, READS)
    yield HostileFile("markup without end", lambda: b"a\tb\tc\n" + b"<p <br " * 50_000 + b"\t\t\n", READS)
    yield HostileFile("100,000 upright strokes", lambda: b"|" * 100_000 + b"\n|a|b|\n", EITHER)
    yield HostileFile(
        "right to left, joiners and odd spaces",
        "\u202eהועדה\u202c נפגשה\u00a0\u2003\u200b\u200dالفريق\u3000met".encode,
        READS,
    )
