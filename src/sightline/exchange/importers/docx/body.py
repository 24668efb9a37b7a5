"""The body of a Word file, walked once in reading order."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from sightline.domain.published_reviews.document import (
    Block,
    Cell,
    Paragraph,
    ReadDocument,
    Row,
    Span,
    Table,
)
from sightline.exchange.importers.assembly import Assembly
from sightline.exchange.importers.docx.numbering import BULLET, Numbering, number_as_text
from sightline.exchange.importers.docx.package import Package, W, damaged
from sightline.exchange.importers.docx.styles import Styles, integer, is_on, list_of, outline_level
from sightline.exchange.importers.progress import Progress, ProgressHandler, ignore_progress
from sightline.exchange.importers.unreadable import UnreadableFile

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_TEXT_BOX = W + "txbxContent"
_P, _TBL, _R, _T = W + "p", W + "tbl", W + "r", W + "t"

# Everything else that holds runs or blocks (hyperlinks, insertions, content controls, smart tags, custom
# XML …) is walked through as if it were not there.
_NOT_PRINTED = {
    W + name
    for name in (
        "del", "moveFrom", "delText", "delInstrText", "instrText", "pPr", "rPr", "sdtPr", "sdtEndPr", "tblPr",
        "tblGrid", "tblPrEx", "trPr", "tcPr", "sectPr", "commentReference", "annotationRef", "rt", "rubyPr",
        "smartTagPr", "customXmlPr", "fldData", "altChunk", "object",
    )
}  # fmt: skip
_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_SYMBOLS = {"F0B7": BULLET, "F0A7": "▪", "F0D8": "➢", "F0FC": "✓", "F0FE": "☑", "F0A8": "☐", "F06F": "☐"}
_LINE_BREAK = "\x0b"
_PAGE_BREAK = "\x0c"
_PROGRESS_STEP = 50
_MAX_COLUMNS = 200


def superscript(digits: str) -> str:
    """Return digits raised, as a reference mark is printed; plain digits would run into a year.

    Example:
        >>> superscript("12")
        '¹²'
    """
    return digits.translate(_SUPERSCRIPT)


@dataclass(slots=True)
class _Words:
    """The words of a paragraph while they are gathered."""

    pieces: list[str] = field(default_factory=list)
    text_boxes: list[etree._Element] = field(default_factory=list)
    n_bold: int = 0
    n_characters: int = 0


def read_docx(data: bytes, *, progress: ProgressHandler = ignore_progress) -> ReadDocument:
    """Read a Word file.

    Pages are known only where Word left marks of its last layout; a page break that the author typed
    does not say on which page it stands.

    Raises: UnreadableFile
    """
    package = Package(data)
    reader = _Reader(package)
    try:
        return reader.read(progress)
    except RecursionError as error:
        raise UnreadableFile(
            "This Word file nests tables or boxes so deeply that it cannot be read. Open it in Word, take "
            "the tables out of each other, save it again as .docx and try that copy."
        ) from error


class _Reader:
    def __init__(self, package: Package) -> None:
        self._package = package
        self._styles = Styles(package.related("styles"))
        self._numbering = Numbering(package.related("numbering"), self._styles)
        self._assembly = Assembly()
        self._separator = ""
        self._page_starts: list[int] = []
        self._has_pages = False
        self._open_fields: list[bool] = []
        self._notes: list[tuple[str, str, str]] = []
        self._in_notes = False
        self._note_mark = ""
        self._carried: list[str] = []

    def read(self, progress: ProgressHandler) -> ReadDocument:
        body = self._package.document.find(W + "body")
        if body is None:
            raise damaged()
        self._has_pages = next(body.iter(W + "lastRenderedPageBreak"), None) is not None
        blocks: list[Block] = []
        total = len(body)
        for done, element in enumerate(body):
            blocks += self._blocks(element)
            if done % _PROGRESS_STEP == 0:
                progress(Progress("read", done, total))
        blocks += self._footnotes()
        progress(Progress("read", total, total))
        text = self._assembly.text()
        if not blocks:
            raise UnreadableFile(
                "This Word file holds no text. If its pages are pictures of a printed report, it has to be "
                "turned into text first (optical character recognition), or ask for the original file."
            )
        return ReadDocument("docx", text, tuple(blocks), self._pages(len(text)))

    def _pages(self, length: int) -> tuple[int, ...]:
        return (0, *(min(start, length) for start in self._page_starts)) if self._has_pages else ()

    # --- Blocks

    def _blocks(self, element: etree._Element) -> Iterator[Block]:
        if element.tag == _P:
            yield from self._paragraph(element)
        elif element.tag == _TBL:
            yield from self._table(element)
        elif element.tag not in _NOT_PRINTED:
            for child in _shown_children(element):
                yield from self._blocks(child)

    def _paragraph(self, element: etree._Element) -> Iterator[Block]:
        properties = element.find(W + "pPr")
        style_id = self._styles.default_id
        named = None if properties is None else properties.find(W + "pStyle")
        if named is not None:
            style_id = named.get(W + "val")
        style = self._styles.style(style_id)
        words = _Words(pieces=self._carried)
        self._carried = []
        self._walk(element, words, is_bold=style.is_bold)
        if _mark_is_deleted(properties):
            self._carried = words.pieces
            return
        num_id, ilvl = list_of(properties)
        if num_id is None:
            num_id, ilvl = style.num_id, style.ilvl if ilvl is None else ilvl
        label = self._numbering.label(num_id, ilvl, style_id)
        level = outline_level(properties) or style.level
        is_bold = words.n_characters > 0 and words.n_bold == words.n_characters
        text = "".join(words.pieces)
        if level is not None:
            text = text.replace(_LINE_BREAK, " ")
        for line_number, line in enumerate(text.split(_LINE_BREAK)):
            span = self._add(line, label[0] if label and line_number == 0 else "")
            if span is not None:
                yield Paragraph(
                    span,
                    page=self._page(span),
                    level=level,
                    indent=label[1] if label else 0,
                    is_bold=is_bold,
                    is_footnote=self._in_notes,
                )
        for box in words.text_boxes:
            for child in box:
                yield from self._blocks(child)

    def _add(self, line: str, label: str) -> Span | None:
        """Append one printed line with its number; page breaks in it become page starts."""
        words_from = len(line) - len(line.lstrip(_PAGE_BREAK + " \t\r\n"))
        leading = line[:words_from].count(_PAGE_BREAK)
        line = line[words_from:].rstrip(" \t\r\n")
        words = line.replace(_PAGE_BREAK, "")
        is_drawn = bool(label) and label != BULLET
        if not words.strip() and not is_drawn:
            self._page_starts += [self._assembly.length] * line.count(_PAGE_BREAK)
            self._page_starts += [self._assembly.length] * leading
            return None
        start = self._assembly.add(self._separator).end
        self._separator = "\n"
        self._page_starts += [start] * leading
        prefix = f"{label}\t" if label and words.strip() else label
        self._assembly.add(prefix)
        position = start + len(prefix)
        for piece in line.split(_PAGE_BREAK)[:-1]:
            position += len(piece)
            self._page_starts.append(position)
        self._assembly.add(words)
        return Span(start, self._assembly.length)

    def _page(self, span: Span) -> int | None:
        if not self._has_pages:
            return None
        return 1 + bisect_right(self._page_starts, span.start)

    # --- Tables

    def _table(self, element: etree._Element) -> Iterator[Block]:
        rows = list(_rows(element))
        if len(rows) == 1 and len(list(_cells(rows[0]))) == 1:
            # A box drawn as a table of one cell, or a page laid out in one: its words are the document's.
            for child in _shown_children(next(_cells(rows[0]))):
                yield from self._blocks(child)
            return
        read = _Grid()
        for row in rows:
            self._row(row, read)
        built = read.rows()
        if any(cell.paragraphs for row in built for cell in row.cells):
            yield Table(built, max(read.n_columns, 1))

    def _row(self, element: etree._Element, grid: "_Grid") -> None:
        properties = element.find(W + "trPr")
        before = integer(None if properties is None else properties.find(W + "gridBefore")) or 0
        column = min(max(before, 0), _MAX_COLUMNS)
        n_breaks = len(self._page_starts)
        page = 1 + n_breaks if self._has_pages else None
        is_header = bool(is_on(properties, "tblHeader"))
        grid.begin_row(page=page, is_header=is_header)
        for cell in _cells(element):
            span, merge = _spans(cell)
            known_breaks = len(self._page_starts)
            if merge == "continue" and grid.extend(column, span):
                self._end_cell()
                column += span
                continue
            paragraphs = tuple(self._cell_paragraphs(cell))
            if known_breaks > n_breaks:
                # A break across the row is marked in each of its cells and must count once.
                del self._page_starts[known_breaks:]
            grid.add(column, span, paragraphs, is_merged=merge is not None)
            self._end_cell()
            column += span
        self._separator = "\n" if self._assembly.length else ""

    def _end_cell(self) -> None:
        self._separator = "\t" if self._separator == "\n" else self._separator + "\t"

    def _cell_paragraphs(self, cell: etree._Element) -> Iterator[Paragraph]:
        for child in _shown_children(cell):
            for block in self._blocks(child):
                yield from _flattened(block)

    # --- Words

    def _walk(self, element: etree._Element, words: _Words, *, is_bold: bool) -> None:
        for child in _shown_children(element):
            if child.tag == _R:
                self._run(child, words, is_bold=is_bold)
            elif child.tag not in _NOT_PRINTED:
                if child.tag == _MATH_TEXT:
                    self._put(child.text or "", words, is_bold=False)
                else:
                    self._walk(child, words, is_bold=is_bold)

    def _run(self, element: etree._Element, words: _Words, *, is_bold: bool) -> None:
        properties = element.find(W + "rPr")
        if is_on(properties, "vanish"):
            # Hidden words are not printed, but a field may begin or end in a hidden run.
            for child in element.iterfind(W + "fldChar"):
                self._field(child)
            return
        own_bold = is_on(properties, "b")
        if own_bold is None and properties is not None:
            character_style = properties.find(W + "rStyle")
            if character_style is not None and self._styles.style(character_style.get(W + "val")).is_bold:
                own_bold = True
        is_raised = _is_raised(properties)
        for child in _shown_children(element):
            self._run_child(
                child, words, is_bold=is_bold if own_bold is None else own_bold, is_raised=is_raised
            )

    def _run_child(self, child: etree._Element, words: _Words, *, is_bold: bool, is_raised: bool) -> None:
        tag = child.tag
        if tag == _T:
            text = (child.text or "").replace("\u00ad", "")
            self._put(superscript(text) if is_raised and text.isdecimal() else text, words, is_bold=is_bold)
        elif tag in (W + "tab", W + "ptab"):
            self._put("\t", words, is_bold=is_bold)
        elif tag in (W + "br", W + "cr"):
            if child.get(W + "type") in (None, "textWrapping"):
                self._put(_LINE_BREAK, words, is_bold=is_bold)
        elif tag == W + "noBreakHyphen":
            self._put("-", words, is_bold=is_bold)
        elif tag == W + "sym":
            self._put(_symbol(child), words, is_bold=is_bold)
        elif tag == W + "lastRenderedPageBreak":
            words.pieces.append(_PAGE_BREAK)
        elif tag == W + "fldChar":
            self._field(child)
        elif tag in (W + "footnoteReference", W + "endnoteReference"):
            self._put(self._note(child), words, is_bold=is_bold)
        elif tag in (W + "footnoteRef", W + "endnoteRef"):
            self._put(self._note_mark, words, is_bold=is_bold)
            self._note_mark = ""
        elif tag not in _NOT_PRINTED:
            words.text_boxes += _text_boxes(child)
            self._walk_inner_text(child, words, is_bold=is_bold)

    def _walk_inner_text(self, element: etree._Element, words: _Words, *, is_bold: bool) -> None:
        """Take the words that a ruby annotates; text boxes come after the paragraph."""
        if element.tag == W + "ruby":
            for base in element.iterfind(W + "rubyBase"):
                self._walk(base, words, is_bold=is_bold)

    def _put(self, text: str, words: _Words, *, is_bold: bool) -> None:
        if any(self._open_fields) or not text:
            return
        words.pieces.append(text)
        if text.strip():
            words.n_characters += len(text)
            words.n_bold += len(text) if is_bold else 0

    def _field(self, element: etree._Element) -> None:
        """Follow a field: between its begin and its separator stand instructions, then what is printed."""
        kind = element.get(W + "fldCharType")
        if kind == "begin":
            self._open_fields.append(True)
        elif kind == "separate" and self._open_fields:
            self._open_fields[-1] = False
        elif kind == "end" and self._open_fields:
            self._open_fields.pop()

    # --- Notes

    def _note(self, element: etree._Element) -> str:
        kind = "footnotes" if element.tag == W + "footnoteReference" else "endnotes"
        count = 1 + sum(1 for note_kind, _, _ in self._notes if note_kind == kind)
        mark = superscript(str(count)) if kind == "footnotes" else number_as_text(count, "lowerRoman")
        is_custom = element.get(W + "customMarkFollows") in ("1", "true", "on")
        self._notes.append((kind, element.get(W + "id", ""), "" if is_custom else mark))
        return "" if is_custom else mark

    def _footnotes(self) -> Iterator[Block]:
        parts: dict[str, dict[str, etree._Element]] = {}
        for kind in {kind for kind, _, _ in self._notes}:
            root = self._package.related(kind)
            parts[kind] = {} if root is None else {note.get(W + "id", ""): note for note in root}
        self._in_notes = True
        for kind, identity, mark in list(self._notes):
            note = parts[kind].get(identity)
            self._note_mark = mark
            for child in () if note is None else _shown_children(note):
                for block in self._blocks(child):
                    yield from _flattened(block)


@dataclass(slots=True)
class _GrowingCell:
    column: int
    paragraphs: tuple[Paragraph, ...]
    n_columns: int
    n_rows: int = 1


class _Grid:
    """The rows of a table while they are read, so that a cell over several rows can grow."""

    def __init__(self) -> None:
        self._rows: list[tuple[int | None, bool, list[_GrowingCell]]] = []
        self._open: dict[int, _GrowingCell] = {}
        self.n_columns = 0

    def begin_row(self, *, page: int | None, is_header: bool) -> None:
        self._rows.append((page, is_header, []))

    def extend(self, column: int, span: int) -> bool:
        """Grow the cell above by a row; False where there is none to grow."""
        above = self._open.get(column)
        if above is None:
            return False
        above.n_rows += 1
        self.n_columns = max(self.n_columns, column + span)
        return True

    def add(self, column: int, span: int, paragraphs: tuple[Paragraph, ...], *, is_merged: bool) -> None:
        cell = _GrowingCell(column, paragraphs, span)
        self._rows[-1][2].append(cell)
        for covered in range(column, column + span):
            self._open.pop(covered, None)
        if is_merged:
            self._open[column] = cell
        self.n_columns = max(self.n_columns, column + span)

    def rows(self) -> tuple[Row, ...]:
        return tuple(
            Row(tuple(Cell(c.column, c.paragraphs, c.n_columns, c.n_rows) for c in cells), page, is_header)
            for page, is_header, cells in self._rows
            if cells
        )


def _shown_children(element: etree._Element) -> Iterator[etree._Element]:
    """Yield the children, of alternatives for old and new Word only the first that holds anything."""
    for child in element:
        if child.tag == _MC + "AlternateContent":
            yield from _alternative(child)
        else:
            yield child


def _alternative(element: etree._Element) -> Iterator[etree._Element]:
    branches = [*element.iterfind(_MC + "Choice"), *element.iterfind(_MC + "Fallback")]
    for branch in branches:
        if next(branch.iter(_TEXT_BOX, _T), None) is not None:
            yield from _shown_children(branch)
            return


def _text_boxes(element: etree._Element) -> Iterator[etree._Element]:
    for child in _shown_children(element):
        if child.tag == _TEXT_BOX:
            yield child
        else:
            yield from _text_boxes(child)


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for child in _shown_children(table):
        if child.tag == W + "tr":
            properties = child.find(W + "trPr")
            if properties is None or properties.find(W + "del") is None:
                yield child
        elif child.tag not in _NOT_PRINTED:
            yield from _rows(child)


def _cells(row: etree._Element) -> Iterator[etree._Element]:
    for child in _shown_children(row):
        if child.tag == W + "tc":
            yield child
        elif child.tag not in _NOT_PRINTED:
            yield from _cells(child)


def _spans(cell: etree._Element) -> tuple[int, str | None]:
    """Return how many columns a cell covers, and whether it begins or continues a merge over rows."""
    properties = cell.find(W + "tcPr")
    if properties is None:
        return 1, None
    span = integer(properties.find(W + "gridSpan")) or 1
    merge = properties.find(W + "vMerge")
    return min(max(span, 1), _MAX_COLUMNS), None if merge is None else merge.get(W + "val", "continue")


def _flattened(block: Block) -> Iterator[Paragraph]:
    if isinstance(block, Paragraph):
        yield block
        return
    for row in block.rows:
        for cell in row.cells:
            yield from cell.paragraphs


def _mark_is_deleted(properties: etree._Element | None) -> bool:
    mark = None if properties is None else properties.find(W + "rPr")
    return mark is not None and mark.find(W + "del") is not None


def _is_raised(properties: etree._Element | None) -> bool:
    alignment = None if properties is None else properties.find(W + "vertAlign")
    return alignment is not None and alignment.get(W + "val") == "superscript"


def _symbol(element: etree._Element) -> str:
    code = element.get(W + "char", "").upper()
    if code in _SYMBOLS:
        return _SYMBOLS[code]
    try:
        character = chr(int(code, 16))
    except (ValueError, OverflowError):
        return ""
    return "" if "\ue000" <= character <= "\uf8ff" or not character.isprintable() else character
