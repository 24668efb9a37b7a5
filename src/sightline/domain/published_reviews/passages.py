"""A review's text as passages: each section's lines, under what its headings say it holds.

What lies between the outline and the readers of people, terms, lessons and the rest: they ask for
the passages of a topic and read the lines, each without its bullet or number.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from sightline.domain.published_reviews.document import Block, Paragraph, ReadDocument, Row, Span, Table
from sightline.domain.published_reviews.outline import Outline, Section
from sightline.domain.published_reviews.words import trimmed
from sightline.domain.vocabulary.review_headings import Topic, topic_of

_BULLET = re.compile(r"\s*(?:(?:[•·▪◦●○■□➢►✓\uf0b7\uf0a7\uf0d8*–—-]|o(?=\s))(?:\s+|(?=[A-Z])))+")
NUMBER_WORDS = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen"
    r"|sixteen|seventeen"
    r"|eighteen|nineteen|twenty)\b"
)
_LABEL = re.compile(
    r"\s*(?:(?:Key\s+)?(?:Recommendation|Lesson|Finding|Learning\s+Point|Learning|KLOE"
    r"|Key\s+Line\s+of\s+Enquiry"
    r"|Term\s+of\s+Reference|ToR|Question|Issue|Term))\s*(?:No\.?\s*|#\s*)?"
    r"(?P<number>\d{1,3}[a-z]?(?:\.\d{1,3})*|" + NUMBER_WORDS + r")\s*(?:[.:)–—-]+\s*|\s+|\Z)",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"\s*(?:"
    r"(?P<in_brackets>\((?:\d{1,3}|[a-z]|[ivx]{1,5})\))\s*"
    r"|(?P<dotted>\d{1,3}(?:\.\d{1,3})+)[.):]?(?:\s+|(?=[A-Z“‘]))"
    r"|(?P<plain>\d{1,3}|[a-z]|[ivx]{1,5}|[A-Z])[.):](?:\s+|(?=[A-Z“‘]))"
    r"|(?P<tabbed>\d{1,3})\s*\t\s*"
    r"|(?P<coded>(?:R|Rec|REC|L|LP|F|Q|T|ToR|TOR|KLOE)\d{1,3}(?:\.\d{1,3})*)[.:)]?(?:\t|\s+)(?=[A-Z])"
    r")"
)
_SUB_HEAD = re.compile(r"(?:the\s+)?(?:lessons?|learning(?: points?)?|findings?)\s*:?", re.IGNORECASE)
_LETTER = re.compile(r"\(?(?:[A-Za-z]|[ivx]+)\)?")
_PAGE_MARK = re.compile(
    r"(?:page\s+)?\d{1,3}(?:\s+of\s+\d{1,3})?|\d{1,3}\s*\|\s*page|[-–]\s*\d{1,3}\s*[-–]", re.IGNORECASE
)
_CELL = re.compile(r"[^\t]*[^\t\s][^\t]*")


_LASTING = frozenset(
    {
        Topic.FINDINGS,
        Topic.LESSONS,
        Topic.RECOMMENDATIONS,
        Topic.ACTION_PLAN,
        Topic.DEFINITIONS,
        Topic.ANALYSIS,
    }
)
_LISTED = frozenset(
    {Topic.TERMS_OF_REFERENCE, Topic.RECOMMENDATIONS, Topic.CONTRIBUTIONS, Topic.PANEL, Topic.SUBJECTS}
)
_NAMING = frozenset({Topic.CONTRIBUTIONS, Topic.PANEL, Topic.SUBJECTS})
_SHORTEST_SENTENCE = 9
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_FULL_LINE = 60
_LONGEST_COVER_LINE = 25
_MOST_COVER_LINES = 8
_NAMES_THE_REVIEW = re.compile(
    r"\b(?:homicide|death|case) review\b|\breport\b|\bsummary\b|\boverview\b", re.IGNORECASE
)
_OPENS_THE_TEXT = re.compile(
    r"(?:\S+ / )?(?:the )?(?:introduction|preface|foreword|background|contents|glossary"
    r"|timescales?|tribute|pen portrait)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph, or a row of a table, without the bullet or number before its words.

    `whole` holds the mark too. `cells` are the words between tabs, or a row's cells; `label` is the
    word before the number, as in “Recommendation 3 –”.
    """

    span: Span
    whole: Span
    number: str | None = None
    label: str | None = None
    is_bullet: bool = False
    indent: int = 0
    cells: tuple[Span, ...] = ()
    is_row: bool = False
    is_bold: bool = False

    @property
    def is_lettered(self) -> bool:
        """Whether the number is a letter or a Roman numeral, as of a point within another."""
        return self.number is not None and _LETTER.fullmatch(self.number) is not None

    @property
    def is_marked(self) -> bool:
        """Whether a bullet or a number stands before the words."""
        return self.is_bullet or self.number is not None


@dataclass(frozen=True, slots=True)
class Passage:
    """The text directly under one heading, with the headings above it.

    `path` runs from the outermost section inwards and is empty for the title page; `topics` are
    those of the same headings, innermost first.
    """

    path: tuple[Section, ...]
    topics: tuple[Topic | None, ...]
    blocks: tuple[Block, ...]

    @property
    def section(self) -> Section | None:
        """The section whose heading the passage stands under."""
        return self.path[-1] if self.path else None

    @property
    def topic(self) -> Topic | None:
        """What the passage holds: the topic of the nearest heading whose words say one.

        Under lessons, findings or recommendations only another such heading changes the topic: a
        lesson titled “Information sharing policy” is still a lesson.
        """
        return next((t for t in self.topics if t in _LASTING), next((t for t in self.topics if t), None))

    @property
    def own_topic(self) -> Topic | None:
        """The topic of its own heading, whatever those above say."""
        return self.topics[0] if self.topics else None

    @property
    def name(self) -> str:
        """How a defect points to it: by the section's number, or its title where none is printed."""
        return f"section/{self.section.number or self.section.title}" if self.section else "section/front"

    def is_under(self, *topics: Topic) -> bool:
        """Say whether the nearest heading with a topic has one of these."""
        return self.topic in topics


def passages_of(outline: Outline) -> tuple[Passage, ...]:
    """Return the passages of a document in reading order, the title page first.

    A numbered sentence that looks like a heading is put back among the lines it stands with.
    """
    cover = _cover_sections(outline)
    blocks = [block for section in cover for block in (section.heading, *section.blocks)]
    found = [Passage((), (), (*outline.front, *blocks))]

    def walk(section: Section, above: Passage) -> None:
        passage = Passage((*above.path, section), (topic_of(section.title), *above.topics), section.blocks)
        if section in cover:
            passage = above
        elif above.path and _is_a_line(section, above):
            last = found[-1]
            found[-1] = Passage(last.path, last.topics, (*last.blocks, section.heading, *section.blocks))
            passage = above
        else:
            found.append(passage)
        for inner in section.sections:
            walk(inner, passage)

    for section in outline.sections:
        walk(section, found[0])
    return tuple(found)


def _cover_sections(outline: Outline) -> tuple[Section, ...]:
    """Return the sections that are lines of the title page, set large enough to look like headings."""
    cover: list[Section] = []
    for section in outline.walk():
        is_text = (
            section.number is not None or _OPENS_THE_TEXT.match(section.title) or _is_named_topic(section)
        )
        words = [outline.words.of(block.span) for block in section.blocks if isinstance(block, Paragraph)]
        is_prose = len(words) < len(section.blocks) or any(
            len(line.split()) > _LONGEST_COVER_LINE for line in words
        )
        if is_text or is_prose or len(words) > _MOST_COVER_LINES:
            break
        cover.append(section)
    return tuple(cover) if len(cover) <= _MOST_COVER_LINES else ()


def _is_named_topic(section: Section) -> bool:
    """Say whether a heading names a part of such a review, and not the review itself."""
    topic = topic_of(section.title)
    return topic not in {None, Topic.CHAIR} and not _NAMES_THE_REVIEW.search(section.title)


def _is_a_line(section: Section, above: Passage) -> bool:
    """Say whether a section's heading is rather a line of the passage above."""
    title = section.title.strip()
    if _SUB_HEAD.fullmatch(title):
        return True
    is_long = len(title.split()) >= _SHORTEST_SENTENCE or _YEAR.search(title) is not None
    is_sentence = title.endswith((".", "?", "!", ";")) and is_long
    is_bare = not section.blocks and not section.sections
    if above.topic in {Topic.FINDINGS, Topic.LESSONS}:
        return is_bare and section.number is not None and title.endswith((".", "?", "!", ";"))
    if above.topic in _LISTED:
        is_closed = title.endswith((".", "?", ";", ":"))
        is_named = is_bare and above.topic in _NAMING and section.number is None
        return is_closed or is_named or (topic_of(title) is None and is_bare and section.number is not None)
    return is_sentence and section.number is not None


def title_span(document: ReadDocument, section: Section) -> Span:
    """Return where a section's title stands, without its number."""
    whole = trimmed(document.text, section.heading.span)
    if section.number is None or not section.title:
        return whole
    after = number_span(document, section)
    start = document.text.find(section.title.split()[0], after.end if after else whole.start, whole.end)
    return Span(start, whole.end) if start >= 0 else whole


def number_span(document: ReadDocument, section: Section) -> Span | None:
    """Return where a section's number stands, as printed without its closing dot."""
    if section.number is None:
        return None
    start, end = section.heading.span.start, section.heading.span.end
    first, *_ = section.number.split()
    at = document.text.find(first, start, end)
    return Span(at, at + len(section.number)) if at >= 0 else None


def lines_of(document: ReadDocument, blocks: Iterable[Block]) -> Iterator[Line]:
    """Yield the lines of blocks in reading order, a table's rows among them; no blank ones or footnotes.

    A paragraph that a page break cuts is one line.
    """
    last: tuple[Paragraph, Line] | None = None
    for block in blocks:
        if isinstance(block, Table):
            if last:
                yield last[1]
            last = None
            yield from (line for row in block.rows if (line := _row_line(document, row)))
        elif not block.is_footnote and (line := line_of(document, block)):
            if last and _goes_on_overleaf(document, last, (block, line)):
                last = block, _joined(document, last[1], line)
                continue
            if last:
                yield last[1]
            last = block, line
    if last:
        yield last[1]


def _goes_on_overleaf(
    document: ReadDocument, last: tuple[Paragraph, Line], following: tuple[Paragraph, Line]
) -> bool:
    """Say whether a page break cuts one paragraph into these two."""
    (before, line), (after, rest) = last, following
    if before.page == after.page or rest.is_marked or len(rest.cells) > 1:
        return False
    text = document.text
    is_open = text[line.span.end - 1] not in ".!?:;”)]"
    is_full = line.span.end - line.span.start > _FULL_LINE
    return is_open and is_full and not text[line.span.end : rest.whole.start].strip()


def _joined(document: ReadDocument, first: Line, second: Line) -> Line:
    whole, span = Span(first.whole.start, second.span.end), Span(first.span.start, second.span.end)
    return replace(first, span=span, whole=whole, cells=tuple(_cell_spans(document.text, span)))


def line_of(document: ReadDocument, paragraph: Paragraph) -> Line | None:
    """Return a paragraph as a line, or None where it holds no words, or only the number of a page."""
    text = document.text
    whole = trimmed(text, paragraph.span)
    start, end = whole.start, whole.end
    if start == end or _PAGE_MARK.fullmatch(text, start, end):
        return None
    number, label, is_bullet = None, None, False
    if match := _BULLET.match(text, start, end):
        is_bullet, start = True, match.end()
    if match := _LABEL.match(text, start, end):
        number, label = match["number"], text[match.start() : match.start("number")].strip()
        start = match.end()
    elif match := _NUMBER.match(text, start, end):
        number = (
            match["in_brackets"] or match["dotted"] or match["plain"] or match["tabbed"] or match["coded"]
        )
        start = match.end()
        if inner := _LABEL.match(text, start, end):
            number, label = inner["number"], text[inner.start() : inner.start("number")].strip()
            start = inner.end()
    span = trimmed(text, Span(start, end))
    cells = tuple(_cell_spans(text, span))
    return Line(span, whole, number, label, is_bullet, paragraph.indent, cells, is_bold=paragraph.is_bold)


def line_number(document: ReadDocument, line: Line) -> Span | None:
    """Return where a line's number stands, as printed without a closing dot or colon."""
    if line.number is None:
        return None
    start = document.text.index(line.number, line.whole.start, line.span.start)
    return Span(start, start + len(line.number))


def _cell_spans(text: str, span: Span) -> Iterator[Span]:
    for match in _CELL.finditer(text, span.start, span.end):
        yield trimmed(text, Span(*match.span()))


def _row_line(document: ReadDocument, row: Row) -> Line | None:
    cells = []
    for cell in row.cells:
        first = cell.paragraphs[0].span.start if cell.paragraphs else 0
        last = cell.paragraphs[-1].span.end if cell.paragraphs else 0
        cells.append(trimmed(document.text, Span(first, last)))
    filled = [cell for cell in cells if cell.start < cell.end]
    if not filled:
        return None
    span = Span(min(cell.start for cell in filled), max(cell.end for cell in filled))
    return Line(span, span, cells=tuple(cells), is_row=True)
