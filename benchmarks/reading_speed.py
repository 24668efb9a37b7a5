"""How fast published reviews are read, beside the bare libraries that only extract the text.

`make bench` runs it. Every figure is of one run on one machine, which it names: wall time through the
reading process as a user waits for it, its peak memory, the time of reading alone, and that time as a
multiple of the bare library's for the same file. The last table shows how time grows with length.
"""

import io
import math
import os
import platform
import resource
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pdfplumber
import pypdfium2
from docx import Document
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Flowable, SimpleDocTemplate, Table, TableStyle
from reportlab.platypus import Paragraph as Words

from sightline.domain.published_reviews.document import Paragraph, ReadDocument
from sightline.exchange.importers.published_review import read_document, read_published_review
from sightline.exchange.importers.sandbox import read_in_sandbox
from tests.corpus.files import draw, known_reports
from tests.seeds import SEEDS

_WORDS_PER_PAGE = 450
_REPEATS = 3
_ENOUGH_SECONDS = 5


@dataclass(frozen=True, slots=True)
class Sample:
    """A file to read, what it must stay under, and the bare libraries for it."""

    name: str
    data: bytes
    limit_seconds: float
    bare: dict[str, Callable[[bytes], object]]


def main() -> None:
    """Measure and print."""
    print(f"Machine: {_machine()}\n")
    source = _source()
    print(
        "| file | size | limit | wall | peak memory | read | of which file to blocks | bare library | ratio |"
    )
    print("|---|---|---|---|---|---|---|---|---|")
    for sample in _samples(source):
        print(_line(sample))
    print("\n| format | words | seconds | exponent |\n|---|---|---|---|")
    for line in _growth(source):
        print(line)


def _machine() -> str:
    model = next(
        (
            line.split(":", 1)[1].strip()
            for line in Path("/proc/cpuinfo").read_text().splitlines()
            if line.startswith("model name")
        ),
        platform.processor(),
    )
    return f"{os.cpu_count()} × {model}, Python {platform.python_version()}"


def _source() -> ReadDocument:
    """Return the blocks that long files are made of: the longest report at hand."""
    files = [seed.path.read_bytes() for seed in SEEDS if seed.path.is_file()]
    files = files or [draw(report, "txt").data for report in known_reports()]
    return max((read_document(data) for data in files), key=lambda document: len(document.text))


def _samples(source: ReadDocument) -> Iterator[Sample]:
    for seed in SEEDS:
        if seed.path.is_file():
            yield Sample(f"{seed.path.stem[:3]}, text", seed.path.read_bytes(), 1, {"decode": _bare_txt})
    yield Sample("60 pages, Word", _docx(source, 60 * _WORDS_PER_PAGE), 3, {"python-docx": _bare_docx})
    yield Sample(
        "200 pages, PDF", _pdf(source, 200), 20, {"pdfplumber": _bare_pdfplumber, "pypdfium2": _bare_pdfium}
    )


def _line(sample: Sample) -> str:
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    wall = _best(lambda: read_in_sandbox(sample.data, "report"))
    # The largest child so far; samples come in the order of their size.
    peak = max(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, before) / 1024
    whole = _best(lambda: read_published_review(sample.data, name="report"))
    blocks = _best(lambda: read_document(sample.data))
    bare = {
        name: _best(lambda extract=extract: extract(sample.data)) for name, extract in sample.bare.items()
    }
    bare_text = "; ".join(f"{name} {seconds:.3f} s" for name, seconds in bare.items())
    ratios = "; ".join(f"{whole / seconds:.1f} ({blocks / seconds:.1f})" for seconds in bare.values())
    return (
        f"| {sample.name} | {len(sample.data) / 1024:,.0f} kB | {sample.limit_seconds:g} s | {wall:.2f} s "
        f"| {peak:.0f} MB | {whole:.3f} s | {blocks:.3f} s | {bare_text} | {ratios} |"
    )


def _best(work: Callable[[], object]) -> float:
    """Return the shortest of some runs; of slow work, of the first."""
    times: list[float] = []
    while len(times) < _REPEATS and sum(times) < _ENOUGH_SECONDS:
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


def _growth(source: ReadDocument) -> Iterator[str]:
    makers: dict[str, Callable[[int], bytes]] = {
        "text": lambda n_words: _txt(source, n_words),
        "Word": lambda n_words: _docx(source, n_words),
        "PDF": lambda n_words: _pdf(source, n_words // _WORDS_PER_PAGE),
    }
    for name, make in makers.items():
        sizes = [9_000 * factor for factor in (1, 2, 4, 8)]
        times = [_best(partial(read_published_review, make(size), name="report")) for size in sizes]
        seconds = ", ".join(f"{value:.2f}" for value in times)
        yield f"| {name} | {', '.join(f'{s:,}' for s in sizes)} | {seconds} | {_exponent(sizes, times):.2f} |"


def _exponent(sizes: Sequence[int], times: Sequence[float]) -> float:
    """Return the slope of the line through the logarithms of sizes and times."""
    xs, ys = [math.log(size) for size in sizes], [math.log(value) for value in times]
    mean_x, mean_y = sum(xs) / len(xs), sum(ys) / len(ys)
    return sum((x - mean_x) * (y - mean_y) for x, y in zip(xs, ys, strict=True)) / sum(
        (x - mean_x) ** 2 for x in xs
    )


# --- Bare libraries: only the text, as the simplest program gets it


def _bare_txt(data: bytes) -> object:
    return data.decode().splitlines()


def _bare_docx(data: bytes) -> object:
    document = Document(io.BytesIO(data))
    words = [paragraph.text for paragraph in document.paragraphs]
    words += [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return words


def _bare_pdfplumber(data: bytes) -> object:
    with pdfplumber.open(io.BytesIO(data)) as document:
        return [page.extract_text() for page in document.pages]


def _bare_pdfium(data: bytes) -> object:
    document = pypdfium2.PdfDocument(data)
    try:
        return [document[number].get_textpage().get_text_range() for number in range(len(document))]
    finally:
        document.close()


# --- Long files made of the source's blocks over and over


def _contents(source: ReadDocument, n_words: int) -> Iterator[str | list[list[str]]]:
    """Yield paragraphs, and tables as lists of rows, until there are enough words."""
    count = 0
    while count < n_words:
        for block in source.blocks:
            if isinstance(block, Paragraph):
                words = " ".join(source.words(block.span).split())
                count += len(words.split())
                yield words
            else:
                width = block.n_columns
                table = []
                for row in block.rows:
                    cells = [""] * width
                    for cell in row.cells:
                        cells[cell.column] = "\n".join(source.words(p.span) for p in cell.paragraphs)
                    table.append(cells)
                    count += sum(len(cell.split()) for cell in cells)
                    if count >= n_words:
                        break
                yield table
            if count >= n_words:
                return


def _txt(source: ReadDocument, n_words: int) -> bytes:
    lines = []
    for content in _contents(source, n_words):
        if isinstance(content, str):
            lines.append(content)
        else:
            lines += ["\n".join(f"\t{cell}" for cell in row) + "\n" for row in content]
    return "\n\n".join(lines).encode()


def _docx(source: ReadDocument, n_words: int) -> bytes:
    document = Document()
    for content in _contents(source, n_words):
        if isinstance(content, str):
            document.add_paragraph(content)
            continue
        table = document.add_table(0, len(content[0]), style="Table Grid")
        for row in content:
            for cell, words in zip(table.add_row().cells, row, strict=True):
                cell.text = words
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _pdf(source: ReadDocument, n_pages: int) -> bytes:
    """Lay the source out, with more of it each time until there are enough pages."""
    n_words = n_pages * _WORDS_PER_PAGE
    while True:
        data = _laid_out(source, n_words)
        document = pypdfium2.PdfDocument(data)
        found = len(document)
        document.close()
        if found >= 0.97 * n_pages:
            return data
        n_words = int(n_words * max(1.05, n_pages / found))


def _laid_out(source: ReadDocument, n_words: int) -> bytes:
    style = getSampleStyleSheet()["BodyText"]
    flowables: list[Flowable] = []
    for content in _contents(source, n_words):
        if isinstance(content, str):
            flowables.append(Words(_escaped(content), style))
            continue
        rows = [[Words(_escaped(cell), style) for cell in row] for row in content]
        table = Table(rows, colWidths=[450 / len(content[0])] * len(content[0]))
        table.setStyle(
            TableStyle([("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("VALIGN", (0, 0), (-1, -1), "TOP")])
        )
        flowables.append(table)
    buffer = io.BytesIO()
    SimpleDocTemplate(buffer, pagesize=A4).build(flowables)
    return buffer.getvalue()


def _escaped(words: str) -> str:
    escaped = words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return escaped.replace("\n", "<br/>")


if __name__ == "__main__":
    main()
