"""A whole PDF: its pages read, running lines removed, blocks put in order and into one text."""

import statistics
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise, takewhile

import pypdfium2
import pypdfium2.raw as pdfium

from sightline.domain.published_reviews.document import Block, Cell, Paragraph, ReadDocument, Row, Span, Table
from sightline.exchange.importers import limits
from sightline.exchange.importers.assembly import Assembly
from sightline.exchange.importers.column_heads import place_of_heads
from sightline.exchange.importers.pdf.aligned import aligned_tables
from sightline.exchange.importers.pdf.grids import PlacedCell, PlacedTable, ruled_tables
from sightline.exchange.importers.pdf.lines import (
    USUAL_PITCH,
    Measure,
    TextLine,
    Vocabulary,
    begins_item,
    ended_early,
    joined,
    lines_of_words,
    measure_of,
    paragraphs_of,
    pitch_of,
    vocabulary_of,
    whole_words,
)
from sightline.exchange.importers.pdf.margins import remove_running_lines
from sightline.exchange.importers.pdf.words import PageContent, Word, page_content
from sightline.exchange.importers.progress import Progress, ProgressHandler, ignore_progress
from sightline.exchange.importers.unreadable import UnreadableFile

_HEADING_SIZE = 1.12
_BODY_SHARE = 0.2
_HEADING_LENGTH = 200
_NOTE_SIZE = 0.93
_MAX_LEVELS = 6
_MARK_DIGITS = 2
_RUNNING_LINES = 3
_MAX_HEAD_ROWS = 4
_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_TERMINAL = ".!?:;”\"'’)"
_GUTTER = 10.0
_DAMAGED = (
    "This PDF is damaged or cut short and cannot be opened. Open it in a PDF viewer, print or save it again "
    "as PDF and try that copy, or use the Word file it was made from."
)
_SCAN = (
    "This PDF is a scan: it has no text layer, only pictures of pages. Turn it into text first (optical "
    "character recognition, which most scanners and PDF programs offer), or ask for the Word file or the "
    "PDF saved from it."
)


def read_pdf(data: bytes, *, progress: ProgressHandler = ignore_progress) -> ReadDocument:
    """Read a PDF's text layer.

    Raises: UnreadableFile
    """
    contents = _contents(data, progress)
    if not any(content.words for content in contents):
        raise UnreadableFile(_SCAN)
    body_size = _body_size(contents)
    heading_sizes = _heading_sizes(contents, body_size)
    printed = vocabulary_of(word for content in contents for word in content.words)
    without_text = tuple(number for number, content in enumerate(contents, 1) if not content.words)
    # Words inside ruled tables are taken first: cells may look alike at the foot of page after page.
    ruled = [ruled_tables(content) for content in contents]
    remove_running_lines(contents)
    vocabulary = Vocabulary(printed, frozenset(_whole_words(contents, ruled)))
    writer = _Writer(body_size, heading_sizes, _measures(contents), vocabulary)
    edges: Sequence[float] | None = None
    for number, content in enumerate(contents, 1):
        edges = writer.write_page(content, ruled[number - 1], number, edges)
        progress(Progress("arrange", number, len(contents)))
    return writer.document(without_text)


def _contents(data: bytes, progress: ProgressHandler) -> list[PageContent]:
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if error.err_code == pdfium.FPDF_ERR_PASSWORD:
            raise UnreadableFile(
                "This PDF is protected with a password. Remove the password and try again."
            ) from error
        raise UnreadableFile(_DAMAGED) from error
    try:
        n_pages = len(document)
        if not n_pages:
            raise UnreadableFile("This PDF has no pages. Choose the file that holds the report.")
        if n_pages > limits.PDF_PAGES:
            raise UnreadableFile(
                f"This PDF has {n_pages:,} pages; at most {limits.PDF_PAGES} are read. Split it and choose "
                "the part that holds the report."
            )
        contents = []
        for number in range(n_pages):
            contents.append(_content(document, number))
            progress(Progress("read", number + 1, n_pages))
        return contents
    finally:
        document.close()


def _content(document: pypdfium2.PdfDocument, number: int) -> PageContent:
    page = pdfium.FPDF_LoadPage(document, number)
    if not page:
        return PageContent(0, 0)
    try:
        return page_content(page)
    finally:
        pdfium.FPDF_ClosePage(page)


def _body_size(contents: Sequence[PageContent]) -> float:
    """Return the size of the running text: the largest that a good part of all characters has.

    The text of long tables is often more, and smaller.
    """
    sizes: Counter[float] = Counter()
    for content in contents:
        for word in content.words:
            sizes[round(word.size * 2) / 2] += len(word.text)
    enough = _BODY_SHARE * sizes.total()
    return max((size for size, count in sizes.items() if count >= enough), default=1.0)


def _heading_sizes(contents: Sequence[PageContent], body_size: float) -> list[float]:
    """Return the sizes that headings are set in, largest first; sizes nearly alike count as one.

    What is set in a size of the first page alone is a title, not a heading.
    """
    sizes = {
        round(word.size * 2) / 2
        for content in contents[1:] or contents
        for word in content.words
        if word.size > body_size * _HEADING_SIZE
    }
    distinct: list[float] = []
    for size in sorted(sizes, reverse=True):
        if not distinct or distinct[-1] / size > 1.06:
            distinct.append(size)
    return distinct[:_MAX_LEVELS]


def _measures(contents: Sequence[PageContent]) -> dict[int, Measure]:
    """Return where text begins and how wide it is, for each width of page.

    One line in fifty may stick out on either side; tables are left out where drawn lines make them.
    """
    runs: dict[int, list[list[TextLine]]] = defaultdict(list)
    for content in contents:
        runs[round(content.width)].append(lines_of_words(content.words))
    return {width: _measure(pages) for width, pages in runs.items()}


def _measure(pages: Sequence[Sequence[TextLine]]) -> Measure:
    lefts = sorted(line.x0 for lines in pages for line in lines)
    rights = sorted(line.x1 for lines in pages for line in lines)
    if not lefts:
        return Measure(0, 0, 1)
    stray = len(lefts) // 50
    return Measure(lefts[stray], rights[-1 - stray] - lefts[stray], pitch_of(pages))


class _Writer:
    """Puts pages into one text. Notes wait until the paragraph that runs over the page is whole."""

    def __init__(
        self,
        body_size: float,
        heading_sizes: Sequence[float],
        measures: dict[int, Measure],
        vocabulary: Vocabulary,
    ) -> None:
        self._body_size = body_size
        self._vocabulary = vocabulary
        self._measures = measures
        self._heading_sizes = heading_sizes
        self._assembly = Assembly()
        self._separator = ""
        self._blocks: list[Block] = []
        self._page_starts: list[int] = []
        self._notes: list[tuple[list[TextLine], int]] = []
        self._first_rows: list[list[str]] = []
        self._last_line: TextLine | None = None
        self._last_page = 0
        self._cell_pitch = USUAL_PITCH
        self._is_cover = False

    def document(self, without_text: tuple[int, ...]) -> ReadDocument:
        self._write_notes()
        text = self._assembly.text()
        return ReadDocument(
            "pdf", text, tuple(self._blocks), tuple(self._page_starts), pages_without_text=without_text
        )

    def write_page(
        self, content: PageContent, ruled: list[PlacedTable], number: int, edges: Sequence[float] | None
    ) -> Sequence[float] | None:
        """Write one page; return the columns of a table without lines that may go on overleaf."""
        aligned: list[PlacedTable] = []
        runs = []
        for words in _columns(content):
            column = PageContent(content.width, content.height, words, [], content.level, content.shaded)
            aligned += aligned_tables(column, earlier=edges)
            runs.append(column.words)
        tables = [*ruled, *aligned]
        pieces: list[tuple[float, int, list[TextLine] | PlacedTable]] = []
        for run, words in enumerate(runs):
            for lines in _paragraph_runs(words, tables):
                # A column of two has its own measure; a whole page shares that of its like.
                whole = self._measures[round(content.width)]
                measure = whole if len(runs) == 1 else measure_of(lines, whole.pitch)
                pieces += [(group[0].top, run, group) for group in paragraphs_of(lines, measure)]
        pieces += [(table.top, 0, table) for table in tables]
        pieces.sort(key=lambda piece: (piece[1], piece[0]))
        self._page_starts.append(self._assembly.length + len(self._separator))
        self._write_pieces([piece for _, _, piece in pieces], number, self._measures[round(content.width)])
        last = pieces[-1][2] if pieces else None
        return last.columns if isinstance(last, PlacedTable) and any(last is t for t in aligned) else None

    def _write_pieces(
        self, pieces: Sequence[list[TextLine] | PlacedTable], page: int, measure: Measure
    ) -> None:
        notes_from = self._first_note(pieces)
        # A first page without running text holds the title and its like: large type heads nothing there.
        self._is_cover = page == 1 and not any(
            isinstance(piece, PlacedTable) or len(piece) >= _RUNNING_LINES for piece in pieces
        )
        for number, piece in enumerate(pieces):
            if isinstance(piece, PlacedTable):
                self._write_notes(before=page)
                self._write_table(piece, page)
            elif number >= notes_from:
                self._notes.append((piece, page))
            else:
                self._write_paragraph(piece, page, measure if number == 0 else None)

    def _first_note(self, pieces: Sequence[list[TextLine] | PlacedTable]) -> int:
        """Return from which piece on the page holds footnotes: small type that a number begins."""
        first = len(pieces)
        for number in range(len(pieces) - 1, -1, -1):
            piece = pieces[number]
            if isinstance(piece, PlacedTable) or piece[0].size > self._body_size * _NOTE_SIZE:
                break
            mark = piece[0].words[0].text
            if mark[0] in _RAISED or (mark.isdecimal() and len(mark) <= _MARK_DIGITS):
                first = number
        return first

    def _write_paragraph(self, lines: list[TextLine], page: int, measure: Measure | None) -> None:
        """Write a paragraph; with a measure it is a page's first and may go on from the page before."""
        earlier = None
        if measure is not None and self._last_page == page - 1:
            earlier = self._running_on(lines, measure)
        self._last_page = page
        if earlier is not None:
            self._assembly.add("\n" + joined(lines, self._vocabulary))
            whole = Span(earlier.span.start, self._assembly.length)
            self._blocks[-1] = replace(earlier, span=whole)
            self._last_line = lines[-1]
            self._write_notes(before=page)
            return
        self._write_notes(before=page)
        span = self._add(lines)
        if span is None:
            return
        size = statistics.median_high([line.size for line in lines])
        is_bold = all(line.is_bold for line in lines)
        self._blocks.append(Paragraph(span, page, self._level(size, span), is_bold=is_bold))
        self._last_line = lines[-1]

    def _running_on(self, lines: list[TextLine], measure: Measure) -> Paragraph | None:
        """Return the last paragraph of the page before, if a page's first lines are the rest of it."""
        last = self._blocks[-1] if self._blocks else None
        above, line = self._last_line, lines[0]
        if above is None or not isinstance(last, Paragraph) or last.level is not None or begins_item(line):
            return None
        if not 0.9 < line.size / above.size < 1.1 or line.is_bold != above.is_bold:
            return None
        last_word, first_word = above.words[-1].text, line.words[0].text
        if last_word[-1] in _TERMINAL:
            return None
        return last if first_word[:1].islower() or not ended_early(above, line, measure) else None

    def _write_notes(self, *, before: int | None = None) -> None:
        for lines, page in self._notes:
            if before is None or page < before:
                span = self._add(lines)
                if span is not None:
                    self._blocks.append(Paragraph(span, page, is_footnote=True))
                    self._last_line = lines[-1]
        self._notes = [note for note in self._notes if before is not None and note[1] >= before]

    def _add(self, lines: Sequence[TextLine], room: float | None = None) -> Span | None:
        words = joined(lines, self._vocabulary, room).strip()
        if not words:
            return None
        self._assembly.add(self._separator)
        self._separator = "\n"
        return self._assembly.add(words)

    def _level(self, size: float, span: Span) -> int | None:
        is_heading = size > self._body_size * _HEADING_SIZE and span.end - span.start <= _HEADING_LENGTH
        if self._is_cover or not is_heading:
            return None
        for level, heading_size in enumerate(self._heading_sizes, 1):
            if heading_size * 1.06 > size > heading_size / 1.06:
                return level
        return None

    # --- Tables

    def _write_table(self, table: PlacedTable, page: int) -> None:
        printed = sorted({cell.row for cell in table.cells if cell.words})
        if not printed:
            return
        lines = {id(cell): lines_of_words(cell.words) for cell in table.cells}
        self._cell_pitch = pitch_of(lines.values(), otherwise=self._cell_pitch)
        widths = _widths(table)
        rows = []
        for number in printed:
            cells = []
            for cell in table.cells:
                if cell.row == number:
                    width = sum(widths[cell.column : cell.column + cell.n_columns])
                    cells.append(
                        self._cell(cell, lines[id(cell)], width, page, printed, is_ruled=table.is_ruled)
                    )
            rows.append(Row(tuple(cells), page))
            self._separator = "\n"
        self._blocks.append(Table(self._with_heads(rows), table.n_columns))

    def _cell(
        self,
        cell: PlacedCell,
        lines: Sequence[TextLine],
        width: float,
        page: int,
        printed: Sequence[int],
        *,
        is_ruled: bool,
    ) -> Cell:
        paragraphs = []
        left = min((line.x0 for line in lines), default=0.0)
        for group in paragraphs_of(lines, Measure(left, width, self._cell_pitch)):
            span = self._add(group, width if is_ruled else None)
            if span is not None:
                paragraphs.append(Paragraph(span, page, is_bold=all(line.is_bold for line in group)))
        self._separator = "\t" if self._separator == "\n" else self._separator + "\t"
        n_rows = sum(cell.row <= row < cell.row + cell.n_rows for row in printed)
        return Cell(cell.column, tuple(paragraphs), cell.n_columns, max(n_rows, 1))

    def _with_heads(self, rows: list[Row]) -> tuple[Row, ...]:
        """Mark the row of column heads, and on later pages all first rows that repeat the first ones."""
        words = [self._row_words(row) for row in rows]
        if self._first_rows and words[0] == self._first_rows[0]:
            pairs = zip(words, self._first_rows, strict=False)
            heads = set(range(sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))))
        else:
            place = place_of_heads(words)
            heads = set() if place is None else {place}
            self._first_rows = words[:_MAX_HEAD_ROWS]
        return tuple(Row(row.cells, row.page, is_header=place in heads) for place, row in enumerate(rows))

    def _row_words(self, row: Row) -> list[str]:
        return [
            " ".join(" ".join(self._words(p.span) for p in cell.paragraphs).split()) for cell in row.cells
        ]

    def _words(self, span: Span) -> str:
        return self._assembly.words(span)


def _whole_words(contents: Sequence[PageContent], ruled: Sequence[Sequence[PlacedTable]]) -> Iterator[str]:
    """Yield the words that no narrow column can have cut: those of the text, and the sure ones of tables."""
    for content, tables in zip(contents, ruled, strict=True):
        yield from vocabulary_of(content.words)
        for table in tables:
            for cell in table.cells:
                yield from whole_words(lines_of_words(cell.words))


def _widths(table: PlacedTable) -> list[float]:
    """Return how much room words have in each column.

    Between drawn lines that is the column less the space left free on both sides; without lines it
    is what the longest words take.
    """
    if table.is_ruled:
        gaps = [word.x0 - cell.x0 for cell in table.cells for word in cell.words if word.x0 >= cell.x0]
        padding = min(gaps, default=0.0)
        return [right - left - 2 * padding for left, right in pairwise(table.columns)]
    widths = [0.0] * table.n_columns
    for column in range(table.n_columns):
        words = [
            w for cell in table.cells if (cell.column, cell.n_columns) == (column, 1) for w in cell.words
        ]
        if words:
            widths[column] = max(word.x1 for word in words) - min(word.x0 for word in words)
    return widths


def _paragraph_runs(words: Sequence[Word], tables: Sequence[PlacedTable]) -> Iterator[list[TextLine]]:
    """Yield the lines between one table and the next, which no paragraph crosses."""
    run: list[TextLine] = []
    edges = sorted(table.top for table in tables)
    for line in lines_of_words(words):
        if run and any(run[-1].top < edge <= line.top for edge in edges):
            yield run
            run = []
        run.append(line)
    if run:
        yield run


def _columns(content: PageContent) -> list[list[Word]]:
    """Return the words of each column of a page set in two; otherwise all words as one column.

    A table also has an empty stretch from top to bottom, but its cells are written row by row, and
    columns of prose one after the other.
    """
    words = content.words
    lines = lines_of_words(words)
    if len(lines) < 12:
        return [words]
    middle = content.width / 2
    crossing = [w for w in words if w.x0 < middle + _GUTTER / 2 and w.x1 > middle - _GUTTER / 2]
    left = [w for w in words if w.x1 <= middle - _GUTTER / 2]
    right = [w for w in words if w.x0 >= middle + _GUTTER / 2]
    if crossing or min(len(left), len(right)) < 0.3 * len(words):
        return [words]
    ordered = sorted(words, key=lambda word: word.place)
    sides = [word.x0 >= middle for word in ordered]
    n_changes = sum(a != b for a, b in pairwise(sides))
    return [left, right] if n_changes <= 2 else [words]
