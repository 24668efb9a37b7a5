"""What stands on a PDF page: words with their boxes, and the lines and shaded boxes drawn there.

Units: points; x grows to the right, y downwards from the top of the page as it is shown
"""

import ctypes
import math
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise, takewhile

import pypdfium2.raw as pdfium

from sightline.exchange.importers import limits

# The library marks a hyphen at a line end with one of two code points of its own.
_WORD = re.compile("[^\\s\x02\ufffe\x00]+[\x02\ufffe]?|[\x02\ufffe]")
_HYPHEN_MARKS = str.maketrans({"\x02": "-", "\ufffe": "-", "\u00ad": "-"})
_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_BOLD = re.compile(rb"bold|black|heavy|semibold|demi", re.IGNORECASE)
_BOLD_WEIGHT = 600
# How far type reaches above and below the line it stands on, in its size.
_ABOVE_LINE = 0.78
_BELOW_LINE = 0.22
_SMALLEST_SIZE = 0.5
_SLANT = 0.1
_RAISED_SIZE = 0.8
_THIN = 3.0
_NEARLY_WHITE = 245
_FONT_NAME_BYTES = 128
_MAX_FORM_DEPTH = 4


@dataclass(slots=True)
class Word:
    """A word and its box; `size` is that of its type, `middle` the height of its middle on the page."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    is_bold: bool
    place: int
    size: float = field(init=False)
    middle: float = field(init=False)

    def __post_init__(self) -> None:
        """Keep what is asked of each word many times over."""
        self.size = self.bottom - self.top
        self.middle = (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line: for an upright one `at` is x and the ends are y, for a level one the reverse."""

    at: float
    start: float
    end: float


@dataclass(slots=True)
class PageContent:
    """Everything read from one page. A shaded box's edges are kept apart from drawn lines."""

    width: float
    height: float
    words: list[Word] = field(default_factory=list)
    upright: list[Rule] = field(default_factory=list)
    level: list[Rule] = field(default_factory=list)
    shaded: list[tuple[float, float, float, float]] = field(default_factory=list)


class _Placing:
    """From the file's coordinates, whatever the page's rotation, to those of the page as shown."""

    def __init__(self, page: object) -> None:
        box = pdfium.FS_RECTF()
        if not pdfium.FPDF_GetPageBoundingBox(page, box):
            box.left, box.bottom, box.right, box.top = 0, 0, pdfium.FPDF_GetPageWidthF(page), 0
            box.top = pdfium.FPDF_GetPageHeightF(page)
        self._left, self._bottom, self._right, self._top = box.left, box.bottom, box.right, box.top
        self._turns = pdfium.FPDFPage_GetRotation(page) % 4
        width, height = box.right - box.left, box.top - box.bottom
        self.width, self.height = (height, width) if self._turns % 2 else (width, height)

    def box(self, x0: float, y0: float, x1: float, y1: float) -> tuple[float, float, float, float]:
        """Return left, top, right and bottom of a box given by two of its corners."""
        if self._turns == 0:
            xs, ys = (x0 - self._left, x1 - self._left), (self._top - y0, self._top - y1)
        elif self._turns == 1:
            xs, ys = (y0 - self._bottom, y1 - self._bottom), (x0 - self._left, x1 - self._left)
        elif self._turns == 2:
            xs, ys = (self._right - x0, self._right - x1), (y0 - self._bottom, y1 - self._bottom)
        else:
            xs, ys = (self._top - y0, self._top - y1), (self._right - x0, self._right - x1)
        return min(xs), min(ys), max(xs), max(ys)


def page_content(page: object) -> PageContent:
    """Read the words and lines of an open page."""
    placing = _Placing(page)
    content = PageContent(placing.width, placing.height)
    _read_drawings(page, content, placing)
    text_page = pdfium.FPDFText_LoadPage(page)
    if not text_page:
        return content
    try:
        content.words = list(_words(text_page, content, placing))
    finally:
        pdfium.FPDFText_ClosePage(text_page)
    return content


# --- Words


def _words(text_page: object, content: PageContent, placing: _Placing) -> Iterator[Word]:
    characters = _characters(text_page)
    upright = sorted((rule.at, rule.start, rule.end) for rule in content.upright)
    reader = _BoxReader(text_page, placing)
    for count, match in enumerate(_WORD.finditer(characters)):
        if count >= limits.PAGE_WORDS:
            return
        first, last = match.start(), match.end() - 1
        baseline, size, is_level = reader.line_at(first)
        if not is_level:
            # Printed aslant: a watermark, part of no sentence.
            continue
        x0, x1 = reader.sides(first)
        if last > first:
            left, right = reader.sides(last)
            x0, x1 = min(x0, left), max(x1, right)
        top, bottom = baseline - _ABOVE_LINE * size, baseline + _BELOW_LINE * size
        is_bold = reader.is_bold(first)
        text = match[0].translate(_HYPHEN_MARKS)
        if last > first:
            if upright:
                pieces = list(_split_at_rules(reader, upright, first, last + 1, (x0, top, x1, bottom)))
                if len(pieces) > 1:
                    for start, end in pieces:
                        left, right = reader.sides(start)[0], reader.sides(end - 1)[1]
                        yield Word(
                            text[start - first : end - first], left, right, top, bottom, is_bold, start
                        )
                    continue
            if text[-1].isdecimal() or text[0].isdecimal():
                text = reader.with_raised_digits(first, text)
        yield Word(text, x0, x1, top, bottom, is_bold, first)


def _characters(text_page: object) -> str:
    """Return the page's characters, each at the index by which the library knows its box."""
    count = pdfium.FPDFText_CountChars(text_page)
    if count <= 0:
        return ""
    buffer = (ctypes.c_ushort * (count * 2 + 1))()
    written = pdfium.FPDFText_GetText(text_page, 0, count, buffer)
    characters = bytes(buffer)[: 2 * max(written - 1, 0)].decode("utf-16-le", errors="replace")
    if len(characters) == count:
        return characters
    codes = (pdfium.FPDFText_GetUnicode(text_page, index) for index in range(count))
    return "".join(
        chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else " " for code in codes
    )


def _split_at_rules(
    reader: "_BoxReader",
    upright: list[tuple[float, float, float]],
    first: int,
    after: int,
    box: tuple[float, float, float, float],
) -> Iterator[tuple[int, int]]:
    """Part a run of characters where a drawn line passes between two cells without a space."""
    x0, top, x1, bottom = box
    middle = (top + bottom) / 2
    walls = []
    for at, start, end in upright[bisect_left(upright, (x0 + 2, 0, 0)) :]:
        if at >= x1 - 2:
            break
        if start <= middle <= end:
            walls.append(at)
    piece_start = first
    for wall in walls:
        for index in range(piece_start + 1, after):
            left, right = reader.sides(index)
            if (left + right) / 2 > wall:
                yield piece_start, index
                piece_start = index
                break
    yield piece_start, after


class _BoxReader:
    """Boxes and fonts of single characters of one page."""

    def __init__(self, text_page: object, placing: _Placing) -> None:
        self._text_page = text_page
        self._placing = placing
        self._rectangle = pdfium.FS_RECTF()
        self._matrix = pdfium.FS_MATRIX()
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._name = ctypes.create_string_buffer(_FONT_NAME_BYTES)
        self._flags = ctypes.c_int()

    def sides(self, index: int) -> tuple[float, float]:
        """Return where a character begins and ends across the page."""
        rectangle = self._rectangle
        if not pdfium.FPDFText_GetLooseCharBox(self._text_page, index, rectangle):
            return 0.0, 0.0
        box = self._placing.box(rectangle.left, rectangle.top, rectangle.right, rectangle.bottom)
        return box[0], box[2]

    def line_at(self, index: int) -> tuple[float, float, bool]:
        """Return the height of the line a character stands on, the size of its type, and whether it is level.

        The library's boxes are no measure of size: in some files they end where the ink ends.
        """
        matrix = self._matrix
        pdfium.FPDFText_GetCharOrigin(self._text_page, index, self._x, self._y)
        pdfium.FPDFText_GetMatrix(self._text_page, index, matrix)
        across, down = abs(matrix.a), abs(matrix.b)
        size = pdfium.FPDFText_GetFontSize(self._text_page, index) * math.hypot(matrix.c, matrix.d)
        x, y = self._x.value, self._y.value
        is_level = min(across, down) <= _SLANT * max(across, down)
        return self._placing.box(x, y, x, y)[1], max(size, _SMALLEST_SIZE), is_level

    def is_bold(self, index: int) -> bool:
        size = pdfium.FPDFText_GetFontInfo(self._text_page, index, self._name, _FONT_NAME_BYTES, self._flags)
        if 0 < size <= _FONT_NAME_BYTES and _BOLD.search(self._name.raw, 0, size):
            return True
        return pdfium.FPDFText_GetFontWeight(self._text_page, index) >= _BOLD_WEIGHT

    def with_raised_digits(self, first: int, text: str) -> str:
        """Return the word with the digits of a reference mark raised, so that none joins a year.

        A raised digit stands off the line and is small, whether set in smaller type or drawn so.
        """
        inked = [self._inked(first + place) for place in range(len(text))]
        height = max(bottom - top for top, bottom in inked)
        floor = max(bottom for (_, bottom), character in zip(inked, text, strict=True) if character.isalnum())
        raised = [
            character.isdigit() and bottom - top < _RAISED_SIZE * height and bottom < floor - 0.25 * height
            for (top, bottom), character in zip(inked, text, strict=True)
        ]
        n_leading = _count_true(raised)
        n_trailing = _count_true(reversed(raised)) if n_leading < len(text) else 0
        leading, trailing = text[:n_leading], text[len(text) - n_trailing :]
        middle = text[n_leading : len(text) - n_trailing]
        return leading.translate(_SUPERSCRIPT) + middle + trailing.translate(_SUPERSCRIPT)

    def _inked(self, index: int) -> tuple[float, float]:
        """Return the upper and lower end of the ink of a character, not of its line."""
        left, right, bottom, top = (ctypes.c_double() for _ in range(4))
        pdfium.FPDFText_GetCharBox(self._text_page, index, left, right, bottom, top)
        box = self._placing.box(left.value, top.value, right.value, bottom.value)
        return box[1], box[3]


def _count_true(flags: Iterable[bool]) -> int:
    return sum(1 for _ in takewhile(bool, flags))


# --- Lines and boxes


def _read_drawings(page: object, content: PageContent, placing: _Placing) -> None:
    identity = pdfium.FS_MATRIX(1, 0, 0, 1, 0, 0)
    count = min(pdfium.FPDFPage_CountObjects(page), limits.PAGE_RULES)
    for index in range(count):
        _read_drawing(pdfium.FPDFPage_GetObject(page, index), content, placing, [identity])


def _read_drawing(shape: object, content: PageContent, placing: _Placing, outer: list[object]) -> None:
    kind = pdfium.FPDFPageObj_GetType(shape)
    if kind == pdfium.FPDF_PAGEOBJ_FORM and len(outer) <= _MAX_FORM_DEPTH:
        matrix = pdfium.FS_MATRIX()
        pdfium.FPDFPageObj_GetMatrix(shape, matrix)
        for index in range(min(pdfium.FPDFFormObj_CountObjects(shape), limits.PAGE_RULES)):
            _read_drawing(pdfium.FPDFFormObj_GetObject(shape, index), content, placing, [*outer, matrix])
    elif kind == pdfium.FPDF_PAGEOBJ_PATH:
        _read_path(shape, content, placing, outer)


def _read_path(shape: object, content: PageContent, placing: _Placing, outer: list[object]) -> None:
    if len(content.upright) + len(content.level) + len(content.shaded) > limits.PAGE_RULES:
        return
    fill_mode, is_stroked = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(shape, fill_mode, is_stroked)
    if not fill_mode.value and not is_stroked.value:
        return
    if not is_stroked.value and _is_white(shape):
        return
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(shape, matrix)
    for points in _subpaths(shape, [*outer, matrix]):
        _add_outline(points, content, placing, is_stroked=bool(is_stroked.value))


def _is_white(shape: object) -> bool:
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not pdfium.FPDFPageObj_GetFillColor(shape, red, green, blue, alpha):
        return False
    return alpha.value == 0 or min(red.value, green.value, blue.value) >= _NEARLY_WHITE


def _subpaths(shape: object, matrices: list[object]) -> Iterator[list[tuple[float, float]]]:
    """Yield the corners of each outline of a path; outlines with curves are no part of a table."""
    points: list[tuple[float, float]] = []
    has_curves = False
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(min(pdfium.FPDFPath_CountSegments(shape), limits.PAGE_RULES)):
        segment = pdfium.FPDFPath_GetPathSegment(shape, index)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            if len(points) > 1 and not has_curves:
                yield points
            points, has_curves = [], False
        elif kind == pdfium.FPDF_SEGMENT_BEZIERTO:
            has_curves = True
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        points.append(_transformed(x.value, y.value, matrices))
        if pdfium.FPDFPathSegment_GetClose(segment) and points:
            points.append(points[0])
    if len(points) > 1 and not has_curves:
        yield points


def _transformed(x: float, y: float, matrices: list[object]) -> tuple[float, float]:
    for matrix in reversed(matrices):
        x, y = matrix.a * x + matrix.c * y + matrix.e, matrix.b * x + matrix.d * y + matrix.f  # type: ignore[attr-defined]
    return x, y


def _add_outline(
    points: list[tuple[float, float]], content: PageContent, placing: _Placing, *, is_stroked: bool
) -> None:
    placed = [placing.box(x, y, x, y)[:2] for x, y in points]
    xs, ys = [x for x, _ in placed], [y for _, y in placed]
    x0, x1, y0, y1 = min(xs), max(xs), min(ys), max(ys)
    if x1 - x0 <= _THIN and y1 - y0 > _THIN:
        content.upright.append(Rule((x0 + x1) / 2, y0, y1))
    elif y1 - y0 <= _THIN and x1 - x0 > _THIN:
        content.level.append(Rule((y0 + y1) / 2, x0, x1))
    elif is_stroked:
        for (ax, ay), (bx, by) in pairwise(placed):
            if abs(ax - bx) <= 1 and abs(ay - by) > _THIN:
                content.upright.append(Rule((ax + bx) / 2, min(ay, by), max(ay, by)))
            elif abs(ay - by) <= 1 and abs(ax - bx) > _THIN:
                content.level.append(Rule((ay + by) / 2, min(ax, bx), max(ax, bx)))
    elif x1 - x0 > _THIN and y1 - y0 > _THIN and len(points) <= 6:
        content.shaded.append((x0, y0, x1, y1))
