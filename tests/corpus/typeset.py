"""Draws a report as a PDF with Typst: tagged, hyphenated, rows cut by page breaks.

`Look.pdf` is "typst-ruled", "typst-plain" (serif, no colour) or "typst-large".
"""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import typst

from tests.corpus.contents import Report

TEMPLATE = Path(__file__).with_name("typeset.typ")
_LOOKS: dict[str, dict[str, Any]] = {
    "typst-ruled": {"font": "DejaVu Sans", "size": 9, "colour": "#cfe3f1", "hyphenate": False},
    "typst-plain": {"font": "Libertinus Serif", "size": 11, "colour": "", "hyphenate": True},
    "typst-large": {"font": "New Computer Modern", "size": 12, "colour": "#e8d7ee", "hyphenate": True},
}


def typst_pdf_of(report: Report) -> bytes:
    """Return the report as a PDF."""
    look = _LOOKS[report.look.pdf] | {"header": report.look.header, "footer": report.look.footer}
    data = {
        "title": report.reading.document.title or report.slug,
        "look": look,
        "blocks": [{"type": type(block).__name__, **asdict(block)} for block in report.blocks],
    }
    return typst.compile(TEMPLATE.read_bytes(), sys_inputs={"report": json.dumps(data)})
