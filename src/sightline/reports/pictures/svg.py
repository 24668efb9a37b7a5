"""Elements of a picture as text, and the sheet that they stand on.

Only presentation attributes are written: the website's content security policy lets no style through.
"""

import re
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

INK = "#0b0c0c"
PALE = "#b1b4b6"
PAPER = "#ffffff"
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture, and the same in words: a title, a sentence or two, and a table with its heads."""

    title: str
    description: str
    svg: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def element(name: str, *content: str, **attributes: object) -> str:
    """Return an element around content that is markup already; `stroke_width` becomes `stroke-width`.

    Example:
        >>> element("line", x1=0, x2=10.04, stroke_width=1)
        '<line x1="0" x2="10" stroke-width="1"/>'
    """
    written = "".join(
        f" {name.replace('_', '-')}={quoteattr(_value(value))}" for name, value in attributes.items()
    )
    return f"<{name}{written}>{''.join(content)}</{name}>" if content else f"<{name}{written}/>"


def _value(value: object) -> str:
    return f"{value:.1f}".removesuffix(".0") if isinstance(value, float) else clean(str(value))


def clean(words: str) -> str:
    """Return words without the characters that no XML can hold."""
    return _NOT_XML.sub("", words)


def text(x: float, y: float, words: str, **attributes: object) -> str:
    """Return words at a place, escaped."""
    return element("text", escape(clean(words)), x=x, y=y, **attributes)


def titled(shape: str, words: str) -> str:
    """Return a shape that tells what it is when it is pointed at."""
    return element("g", element("title", escape(clean(words))), shape)


def wrapped(words: str, width: int, lines: int) -> list[str]:
    """Return words on so many lines at most, the last with an ellipsis where there are more."""
    return textwrap.wrap(clean(words), width, max_lines=lines, placeholder="…") or [""]


def label(x: float, middle: float, words: str, *, width: int, size: float = 12) -> str:
    """Return words on one or two lines about a middle."""
    lines = wrapped(words, width, 2)
    top = middle + size * 0.35 - (len(lines) - 1) * size * 0.6
    return "".join(text(x, top + number * size * 1.2, line) for number, line in enumerate(lines))


def sheet(
    picture_id: str, title: str, description: str, *, width: float, height: float, body: Sequence[str]
) -> str:
    """Return a whole picture. Its id sets its patterns apart from those of other pictures on a page."""
    return element(
        "svg",
        element("title", escape(clean(title)), id=f"{picture_id}-title"),
        element("desc", escape(clean(description)), id=f"{picture_id}-desc"),
        _patterns(picture_id),
        element("rect", width=width, height=height, fill=PAPER),
        *body,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {_value(width)} {_value(height)}",
        width="100%",
        role="img",
        aria_labelledby=f"{picture_id}-title {picture_id}-desc",
        font_family="Arial, Helvetica, sans-serif",
        font_size=12,
        fill=INK,
    )


def pattern(picture_id: str, name: str) -> str:
    """Return how a shape is filled with one of the sheet's patterns: `hatch` or `dots`."""
    return f"url(#{picture_id}-{name})"


def _patterns(picture_id: str) -> str:
    paper = element("rect", width=6, height=6, fill=PAPER)
    size = {"width": 6, "height": 6, "patternUnits": "userSpaceOnUse"}
    hatch = element("path", d="M-1 1l2-2M0 6l6-6M5 7l2-2", stroke=INK, stroke_width=1)
    dots = element("circle", cx=3, cy=3, r=0.8, fill="#6f777b")
    return element(
        "defs",
        element("pattern", paper, hatch, id=f"{picture_id}-hatch", **size),
        element("pattern", paper, dots, id=f"{picture_id}-dots", **size),
    )
