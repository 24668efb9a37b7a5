"""The corpus as files: every report in every format."""

import importlib
import pkgutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.corpus import held_out, reports, unforeseen
from tests.corpus.contents import Report
from tests.corpus.plain import text_of
from tests.corpus.platypus import reportlab_pdf_of
from tests.corpus.reports import saltby
from tests.corpus.typeset import typst_pdf_of
from tests.corpus.word import docx_of

EXAMPLE = saltby.REPORT
EXAMPLE_PATH = Path(__file__).parents[2] / "src" / "sightline" / "examples" / "saltby.docx"
FORMATS = ("docx", "pdf", "txt")


@dataclass(frozen=True, slots=True)
class CorpusFile:
    """One report drawn in one format."""

    report: Report
    format: str
    data: bytes

    @property
    def name(self) -> str:
        """Return the file's name."""
        return f"{self.report.slug}.{self.format}"


def known_reports() -> tuple[Report, ...]:
    """Return the reports the reader was built against."""
    return _reports(reports)


def held_out_reports() -> tuple[Report, ...]:
    """Return the reports kept from those who built the reader."""
    return _reports(held_out)


def unforeseen_reports() -> tuple[Report, ...]:
    """Return the reports in layouts that the reader was mended for after a first read."""
    return _reports(unforeseen)


def _reports(package: object) -> tuple[Report, ...]:
    names = sorted(module.name for module in pkgutil.iter_modules(package.__path__))  # type: ignore[attr-defined]
    return tuple(importlib.import_module(f"{package.__name__}.{name}").REPORT for name in names)  # type: ignore[attr-defined]


def draw(report: Report, format_: str) -> CorpusFile:
    """Draw a report in one format."""
    if format_ == "docx":
        data = docx_of(report)
    elif format_ == "txt":
        data = text_of(report).encode()
    elif report.look.pdf.startswith("typst"):
        data = typst_pdf_of(report)
    else:
        data = reportlab_pdf_of(report)
    return CorpusFile(report, format_, data)


def corpus_files(chosen: tuple[Report, ...], formats: tuple[str, ...] = FORMATS) -> Iterator[CorpusFile]:
    """Draw reports in each format, one after the other."""
    for report in chosen:
        for format_ in formats:
            yield draw(report, format_)
