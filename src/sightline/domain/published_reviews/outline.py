"""The headings of a document and what stands under each, whatever the file format.

A heading is known by the style the file marks, by its number, by capitals, by bold type, by the table
of contents, or because it is one of the headings such reviews share. Lines of the table of contents
are recognised and are not headings.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from sightline.domain.published_reviews.dates import is_all_dates
from sightline.domain.published_reviews.document import Block, Paragraph, ReadDocument, Span, Table
from sightline.domain.published_reviews.words import Words, paragraphs_of
from sightline.domain.vocabulary.review_headings import Topic, topic_of


@dataclass(frozen=True)
class Section:
    """A heading and what stands under it: `blocks` up to the first sub-heading, then `sections`.

    `number` is as printed without a closing dot ("6.4", "Appendix B"); `title` has no number.
    `end` is the offset at which the section, sub-sections included, ends.
    """

    number: str | None
    title: str
    level: int
    heading: Paragraph
    blocks: tuple[Block, ...]
    sections: tuple["Section", ...]
    end: int

    def walk(self) -> Iterator["Section"]:
        """Yield this section and all its sub-sections in reading order."""
        yield self
        for section in self.sections:
            yield from section.walk()

    def all_blocks(self) -> tuple[Block, ...]:
        """Return every block of the section, sub-headings as paragraphs, in reading order."""
        blocks = list(self.blocks)
        for section in self.sections:
            blocks.append(section.heading)
            blocks.extend(section.all_blocks())
        return tuple(blocks)


@dataclass(frozen=True)
class Outline:
    """The tree of a document's sections.

    `front` is what stands before the first section (title page), `contents` the table of contents.
    """

    words: Words
    front: tuple[Block, ...]
    contents: tuple[Block, ...]
    sections: tuple[Section, ...]
    _walked: tuple[Section, ...] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Keep the sections in reading order."""
        object.__setattr__(self, "_walked", tuple(s for top in self.sections for s in top.walk()))

    def walk(self) -> tuple[Section, ...]:
        """Return every section in reading order."""
        return self._walked

    def path_to(self, offset: int) -> tuple[Section, ...]:
        """Return the sections an offset stands in, outermost first; a heading stands in its section."""
        path: list[Section] = []
        level = self.sections
        while level:
            at = bisect_right([section.heading.span.start for section in level], offset) - 1
            if at < 0 or offset >= level[at].end:
                break
            path.append(level[at])
            level = level[at].sections
        return tuple(path)

    def section_at(self, offset: int) -> Section | None:
        """Return the innermost section an offset stands in."""
        path = self.path_to(offset)
        return path[-1] if path else None

    def titled(self, pattern: str) -> tuple[Section, ...]:
        """Return the outermost sections whose title holds a pattern, in any case."""
        wanted = re.compile(pattern, re.IGNORECASE)

        def search(sections: tuple[Section, ...]) -> Iterator[Section]:
            for section in sections:
                if wanted.search(section.title):
                    yield section
                else:
                    yield from search(section.sections)

        return tuple(search(self.sections))


def read_outline(document: ReadDocument) -> Outline:
    """Return the sections of a document."""
    words = Words(document)
    n_front_contents, contents = _contents(document, words)
    entries = _contents_titles(contents, words)
    headings = _headings(document, words, n_front_contents, contents, entries)
    body = [block for block in document.blocks if id(block) not in contents]
    front: list[Block] = []
    flat: list[_Flat] = []
    standing = front
    for block in body:
        if isinstance(block, Paragraph) and id(block) in headings:
            standing = []
            flat.append((headings[id(block)], block, standing))
        else:
            standing.append(block)
    flat = _titled_appendices(flat)
    return Outline(
        words=words,
        front=tuple(front),
        contents=tuple(contents.values()),
        sections=_nested(flat, len(document.text)),
    )


# -- headings ---------------------------------------------------------------------------------------

_NUMBER = re.compile(
    r"(?P<number>(?:appendix|annex|annexe|schedule)\s+(?:[a-z]|\d{1,2}|[ivx]{1,4}|one|two|three|four|five|six|seven|eight)\b"
    r"|(?:section|chapter|part)\s+(?:\d{1,2}|[a-z]|one|two|three|four|five|six|seven|eight|nine"
    r"|ten|eleven|twelve)\b"
    r"|\d{1,2}(?:\.\d{1,2})*(?=[.):]?\s)|\d{1,2}(?:\.\d{1,2})*[.)](?=[A-Z])|[A-Z][.)](?=\s)"
    r"|[IVX]{1,4}[.)](?=\s))"
    r"[.):\-–—\s]*",
    re.IGNORECASE,
)
_NUMERIC = re.compile(r"\d{1,2}(?:\.\d{1,2})*")
_PART = re.compile(r"(?:section|chapter|part)\b", re.IGNORECASE)
_APPENDIX = re.compile(r"(?:appendix|annexe?|schedule)\b", re.IGNORECASE)
_BULLET = re.compile(r"[-–—•·●▪■◦‣*oo§]\s|[•·●▪]")
_FINITE_VERB = re.compile(
    r"\b(?:is|are|was|were|has|had|have|did|does|do|will|would|should|could|can|may|must|shall"
    r"|been|said|made|"
    r"recommends?|provides?|provided|includes?|agreed|became|took|gave|told|saw|went|came|felt|thought|knew|"
    r"undertook|completed|submitted|received|ensures?|identifies|establishes|determines|supports)\b",
    re.IGNORECASE,
)
_SHORT_SENTENCE = re.compile(
    r"(?:The|No|An?|It|He|She|They|There|This|That|Each|All|Both|Some|Many|Nobody|Neither)\b.*\b[a-z]{2,}ed\b.*\."
)
_TWO_SENTENCES = re.compile(r"[a-z]{3}\.\s+[A-Z]")
_SHARED_HEADINGS = re.compile(
    r"(?:the\s+)?(?:"
    r"contents|table of contents|introduction|preface|foreword|tribute|pen portrait|condolences|background|"
    r"background information.*|glossary(?: of terms)?|abbreviations|definitions|summary|executive summary|"
    r"time\s?scales?|confidentiality|dissemination|methodology|equality (?:and|&) diversity|scope.{0,30}|"
    r"terms of reference.{0,30}|(?:the )?review process|(?:review )?panel.{0,30}|(?:dhr )?panel"
    r" members?(?:hip)?|what happened|who contributed|what (?:was|can be|we) learn(?:ed|t)|"
    r"contributors.{0,30}|parallel (?:reviews|processes).{0,20}|(?:the )?facts|chronology"
    r"|(?:summary|combined) chronology|"
    r"overview|analysis.{0,40}|key (?:issues|findings|themes|events|lines of enquiry).{0,30}"
    r"|findings|conclusions?|"
    r"lessons? (?:learn(?:ed|t)|identified|to be learn(?:ed|t)).{0,40}|learning|good practice|"
    r"(?:.{0,40}\s)?recommendations(?:\s.{0,40})?|(?:.{0,60}[\s–-])?action plans?(?:\s.{0,40})?"
    r"|bibliography|references|"
    r"family (?:involvement|contribution|engagement)|involvement of family.{0,60}|"
    r"predictability.{0,30}|preventability|author.{0,60}|subjects of the review|genogram|family"
    r" genogram.{0,40}"
    r")\s*:?",
    re.IGNORECASE,
)
_TOP_LEVEL = re.compile(
    r"(?:glossary|bibliography|references|executive summary|(?:.*\s)?action plan|preface|foreword)\b.*",
    re.IGNORECASE,
)
_LABELLED = re.compile(
    r"(?:lesson|finding|learning point|recommendation|theme)\s+\d{1,2}\s*[:.–—-]", re.IGNORECASE
)
_MAX_HEADING_WORDS = 32
_MAX_BARE_WORDS = 12
_LONGEST_CLOSED_TITLE = 8
_LONGEST_PLAIN_TITLE = 6
_PLAIN_TOPICS = frozenset(
    {
        Topic.CONTRIBUTIONS,
        Topic.LESSONS,
        Topic.SUBJECTS,
        Topic.TERMS_OF_REFERENCE,
        Topic.SCOPE,
        Topic.ACTION_PLAN,
    }
)


@dataclass(frozen=True, slots=True)
class _Heading:
    number: str | None
    title: str
    level: int


def _headings(
    document: ReadDocument,
    words: Words,
    n_front: int,
    contents: dict[int, Block],
    entries: dict[str, str | None],
) -> dict[int, _Heading]:
    """Return the headings among the blocks, by block identity."""
    found: dict[int, _Heading] = {}
    trail: list[int] = []
    last_item = 0  # the last number of a list that is running: its next item is no heading
    deepest_listed = max(
        (len(n.split(".")) for n in entries.values() if n and _NUMERIC.fullmatch(n)), default=0
    )
    has_begun = False
    part_level: int | None = None  # the depth of "Section 2", beneath which 2.1 stands
    styled_level: int | None = None  # the depth of the last heading the file itself marks
    prose = _prose_levels(document, words)
    is_styled = any(isinstance(b, Paragraph) and b.level not in prose for b in document.blocks)
    for index, block in enumerate(document.blocks):
        if not isinstance(block, Paragraph) or id(block) in contents or block.is_footnote:
            continue
        text = words.of(block.span).replace("\n", " ")
        if not text or len(text) > 300 or _BULLET.match(text) or is_all_dates(text):
            continue
        number, title = _split_number(text)
        numeric = number if number and _NUMERIC.fullmatch(number) else None
        is_listed = _is_listed(numeric, title, entries)
        if (
            "\t" in document.words(block.span).strip()[len(number or "") + 1 :].strip()
            and block.level in prose
        ):
            continue
        if not title and not (number and _APPENDIX.match(number)):
            continue
        if numeric:
            path = [int(part) for part in numeric.removesuffix(".0").split(".")]
            styled = block.level not in prose or block.is_bold
            is_next_item = len(path) == 1 and path[0] == last_item + 1 > 1
            likely = is_listed or (
                _reads_as_heading(title, is_marked=styled)
                and (styled or len(path) > deepest_listed or not deepest_listed or _is_capitals(title))
            )
            is_plain_item = is_next_item and not (styled or is_listed or _is_capitals(title))
            if not (likely and _follows(path, trail)) or is_plain_item:
                last_item = path[0] if len(path) == 1 else last_item
                continue
            trail, last_item = path, 0
            depth = len(path) if part_level is None else part_level + max(1, len(path) - 1)
            found[id(block)] = _Heading(number, title, depth)
            has_begun = True
            continue
        level = _unnumbered_level(
            block, text, number, title, trail, is_listed, document, index, is_styled, prose
        )
        if level is None:
            continue
        if number and _PART.match(number):
            part_level = level
        elif block.level in prose and not (number and _APPENDIX.match(number)):
            is_top = bool(_TOP_LEVEL.fullmatch(title))
            level = max(
                level, *(above + 1 for above in (part_level, None if is_top else styled_level) if above), 1
            )
        if block.level not in prose:
            styled_level = level
        is_certain = (
            block.level not in prose
            or is_listed
            or number is not None
            or bool(_SHARED_HEADINGS.fullmatch(title))
        )
        if not has_begun and (not is_certain or index < n_front):
            continue
        has_begun = True
        if number and _APPENDIX.match(number):
            trail = [0]
        elif level == 1:
            trail = trail[:1]
        else:
            trail = trail[: max(1, level - 1)]
        found[id(block)] = _Heading(number, title, level)
    return found


def _prose_levels(document: ReadDocument, words: Words) -> frozenset[int | None]:
    """Return the levels that mark no heading: None, and one that many whole sentences have.

    A file may set its text larger than its tables, and then the text looks like headings.
    """
    found: set[int | None] = {None}
    paragraphs = [block for block in document.blocks if isinstance(block, Paragraph)]
    for level in {paragraph.level for paragraph in paragraphs} - {None}:
        lines = [words.of(paragraph.span) for paragraph in paragraphs if paragraph.level == level]
        n_prose = sum(line.endswith(".") and len(line.split()) > _MAX_BARE_WORDS for line in lines)
        if n_prose > len(lines) / 5:
            found.add(level)
    return frozenset(found)


def _unnumbered_level(
    block: Paragraph,
    text: str,
    number: str | None,
    title: str,
    trail: list[int],
    is_listed: bool,
    document: ReadDocument,
    index: int,
    is_styled: bool,
    prose: frozenset[int | None],
) -> int | None:
    """Return the depth of a heading without an arabic number; None where the line is no heading."""
    n_words = len(text.split())
    if number and _APPENDIX.match(number):
        return 1 if n_words <= _MAX_HEADING_WORDS and not text.endswith((".", ",", ";")) else None
    if block.level is not None and block.level not in prose:
        return max(1, block.level) if _reads_as_heading(title, is_marked=True) else None
    if number and len(number) > 2 and not number.islower() and _reads_as_heading(title, is_marked=True):
        return 1
    below = len(trail) + 1
    if block.is_bold and n_words <= _MAX_HEADING_WORDS and _LABELLED.match(text) and text[-1] not in ".,;":
        return below
    if n_words > _MAX_BARE_WORDS or text.endswith((".", ",", ";")):
        return 1 if is_listed else None
    if is_listed or _SHARED_HEADINGS.fullmatch(title):
        is_top = not trail or (trail != [0] and _TOP_LEVEL.fullmatch(title))
        return 1 if is_top else below
    if _is_capitals(text) or (block.is_bold and not text.endswith(":")):
        return below
    if document.format == "txt" and not is_styled and _is_title_of_topic(title):
        return below if trail else 1
    if is_styled or not _stands_alone(document, index):
        return None
    return below + 1 if _is_title_case(text) else None


def _is_listed(number: str | None, title: str, entries: dict[str, str | None]) -> bool:
    """Say whether the table of contents lists a heading, be it in slightly other words."""
    plain = _plain(title)
    if plain in entries:
        return number is None or entries[plain] in (None, number)
    return number is not None and any(
        listed == number and SequenceMatcher(None, entry, plain, autojunk=False).ratio() > 0.7
        for entry, listed in entries.items()
    )


def _split_number(text: str) -> tuple[str | None, str]:
    match = _NUMBER.match(text)
    if match is None:
        return None, text
    number = re.sub(r"\s+", " ", match["number"]).rstrip(".):")
    return number, text[match.end() :].strip()


def _reads_as_heading(title: str, *, is_marked: bool) -> bool:
    """Say whether words can be a heading: short, and not a sentence."""
    n_words = len(title.split())
    if not n_words or not any(c.isalpha() for c in title):
        return False
    if not is_marked and (_TWO_SENTENCES.search(title) or _SHORT_SENTENCE.fullmatch(title)):
        return False
    if is_marked:
        return n_words <= _MAX_HEADING_WORDS and not (
            title.endswith((".", ";")) and n_words > _MAX_BARE_WORDS
        )
    if not title[0].isupper() and not title[0].isdigit() and title[0] not in "“\"'‘[(":
        return False
    if (
        title.endswith((";", ","))
        or n_words > 20
        or (title.endswith(".") and n_words > _LONGEST_CLOSED_TITLE)
    ):
        return False
    return not (title.endswith((".", ":")) or n_words > 8) or not _FINITE_VERB.search(title)


def _follows(path: list[int], trail: list[int]) -> bool:
    """Say whether a section number may come next: deeper by one, or later at the same or a higher level."""
    if not trail:
        return len(path) <= 2 or path[-1] == 1
    if len(path) == 1:
        return trail[0] < path[0] <= trail[0] + 3
    if path[: len(trail)] == trail and len(path) > len(trail):
        return len(path) - len(trail) <= 2
    if path[0] != trail[0]:
        return trail[0] < path[0] <= trail[0] + 2 and path[1] <= 2
    shared = min(len(path), len(trail))
    return path[:shared] > trail[:shared] or (
        len(path) <= len(trail) and path[-1] == 1 < trail[len(path) - 1]
    )


def _is_capitals(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    return len(letters) >= 4 and all(not c.islower() for c in letters)


def _is_title_case(text: str) -> bool:
    names = re.findall(r"[^\W\d_][\w'’-]*", text)
    long_words = [word for word in names if len(word) > 3]
    return bool(long_words) and not text.endswith(":") and all(word[0].isupper() for word in long_words)


def _is_title_of_topic(title: str) -> bool:
    """Say whether a plain line is made of the words that head sections: text files mark no headings."""
    is_short = (
        len(title.split()) <= _LONGEST_PLAIN_TITLE
        and title[:1].isupper()
        and title[-1:].isalpha()
        and not re.search(r"[\d:]", title)
    )
    return is_short and not _FINITE_VERB.search(title) and topic_of(title) in _PLAIN_TOPICS


def _stands_alone(document: ReadDocument, index: int) -> bool:
    """Say whether blank lines part a paragraph from the blocks before and after it."""
    block = document.blocks[index]
    before = _end(document.blocks[index - 1]) if index else 0
    after = _start(document.blocks[index + 1]) if index + 1 < len(document.blocks) else len(document.text)
    gaps = document.text[before : _start(block)], document.text[_end(block) : after]
    return all(gap.count("\n") >= 2 for gap in gaps)


_Flat = tuple[_Heading, Paragraph, list[Block]]


def _titled_appendices(flat: list[_Flat]) -> list[_Flat]:
    """Join "Appendix A" to the heading on the line after it, which is its title."""
    joined: list[_Flat] = []
    for heading, block, blocks in flat:
        if joined and not joined[-1][0].title and not joined[-1][2] and heading.number is None:
            appendix, first, _ = joined.pop()
            joined.append((_Heading(appendix.number, heading.title, appendix.level), first, blocks))
        else:
            joined.append((heading, block, blocks))
    return joined


def _nested(flat: list[_Flat], end_of_text: int) -> tuple[Section, ...]:
    """Return headings in a row as a tree by their levels."""
    sections: list[Section] = []
    i = 0
    while i < len(flat):
        heading, block, blocks = flat[i]
        j = i + 1
        while j < len(flat) and flat[j][0].level > heading.level:
            j += 1
        end = _start(flat[j][1]) if j < len(flat) else end_of_text
        sections.append(
            Section(
                number=heading.number,
                title=heading.title,
                level=heading.level,
                heading=block,
                blocks=tuple(blocks),
                sections=_nested(flat[i + 1 : j], end),
                end=end,
            )
        )
        i = j
    return tuple(sections)


# -- table of contents ------------------------------------------------------------------------------

_CONTENTS = re.compile(r"(?:table of )?contents(?: page)?\s*:?", re.IGNORECASE)
_CONTENTS_HEADS = re.compile(
    r"(?:(?:section|chapter|para(?:graph)?|item|title|heading|no)\.?\s*)*(?:page|pages)(?:\s+(?:no\.?|number))?",
    re.IGNORECASE,
)
_LEADER = re.compile(r"(?:\.{2,}|…+|(?:\. ){2,}|_{3,})[\s.…]*\d{1,3}\s*$")
_PAGE_AT_END = re.compile(r"\s(?P<page>\d{1,3})\s*$")
_MAX_PAGES_ON = 20
_TABBED_PAGE = re.compile(r"(?:\t|\s{3,})\s*\d{1,3}\s*$")
_MAX_GAP = 3


def _contents(document: ReadDocument, words: Words) -> tuple[int, dict[int, Block]]:
    """Return the blocks that are the table of contents, by identity, and how many blocks precede it."""
    lines: list[int] = []
    heading: int | None = None
    last_page = 0
    for index, block in enumerate(document.blocks):
        text = "\n".join(document.words(p.span) for p in paragraphs_of([block])).strip()
        if heading is None and not lines and _CONTENTS.fullmatch(text):
            heading = index
            continue
        is_near = lines and index - lines[-1] <= _MAX_GAP
        opens = not lines and (heading is None or index - heading <= _MAX_GAP)
        under_heading = heading is not None and (is_near or opens)
        is_entry = bool(_LEADER.search(text)) or bool(
            (under_heading or is_near or opens) and _TABBED_PAGE.search(text) and isinstance(block, Paragraph)
        )
        page = _PAGE_AT_END.search(text) if len(text) < 300 else None
        is_entry = is_entry or bool(under_heading and page)
        is_next = page is not None and last_page <= int(page["page"]) <= last_page + _MAX_PAGES_ON
        is_entry = is_entry or bool(len(lines) >= 3 and is_near and is_next)
        is_entry = is_entry or (isinstance(block, Table) and _is_contents_table(block, document))
        if is_entry and (is_near or opens):
            lines.append(index)
            last_page = int(page["page"]) if page else last_page
        elif lines and not is_near:
            if len(lines) >= 3 or heading is not None or isinstance(document.blocks[lines[0]], Table):
                break
            lines = []
            if is_entry:
                lines.append(index)
    is_contents = len(lines) >= 3 or (
        lines and (heading is not None or isinstance(document.blocks[lines[0]], Table))
    )
    if not is_contents:
        return 0, {id(document.blocks[heading]): document.blocks[heading]} if heading is not None else {}
    first = min(lines[0], heading) if heading is not None else lines[0]
    span = range(first, lines[-1] + 1)
    return first, {id(document.blocks[i]): document.blocks[i] for i in span}


def _is_contents_table(table: Table, document: ReadDocument) -> bool:
    """Say whether a table lists headings with page numbers in its last column."""
    rows = [
        [document.words(p.span).strip() for cell in row.cells for p in cell.paragraphs] for row in table.rows
    ]
    ending = [bool(row) and (row[-1].isdigit() or bool(_LEADER.search(row[-1]))) for row in rows]
    pages = [int(page[-1]) for row in rows if row and (page := re.findall(r"\d+\s*$", row[-1]))]
    is_shaped = len(rows) >= 3 and sum(ending) >= 0.8 * len(rows) and all(len(row) <= 4 for row in rows)
    return is_shaped and pages == sorted(pages)


def _contents_titles(contents: dict[int, Block], words: Words) -> dict[str, str | None]:
    """Return the plain titles the table of contents lists, each with its number where one is printed."""
    titles: dict[str, str | None] = {}
    pending = ""
    for block in contents.values():
        rows = (
            ["\t".join(words.of_cell(cell) for cell in row.cells) for row in block.rows]
            if isinstance(block, Table)
            else [words.document.words(block.span)]
        )
        for row in rows:
            for line in row.splitlines() if "\n" in row else [row]:
                text = " ".join(f"{pending} {line}".split())
                if _CONTENTS.fullmatch(text) or _CONTENTS_HEADS.fullmatch(text):
                    continue
                title = re.sub(r"[\s.…_]*\d{1,3}$", "", text)
                if title == text:
                    pending = text
                    continue
                pending = ""
                number, rest = _split_number(title)
                titles[_plain(rest)] = number
    titles.pop("", None)
    return titles


def _plain(text: str) -> str:
    return re.sub(r"[\W_]+", " ", text).strip().lower()


# -- offsets ----------------------------------------------------------------------------------------


def is_shared_heading(title: str) -> bool:
    """Say whether a title is one of the headings that such reviews share."""
    return _SHARED_HEADINGS.fullmatch(title) is not None


def block_span(block: Block) -> Span:
    """Return the range a block covers; empty at 0 for a table without words."""
    spans = [paragraph.span for paragraph in paragraphs_of([block])]
    return Span(min(s.start for s in spans), max(s.end for s in spans)) if spans else Span(0, 0)


def _start(block: Block) -> int:
    return block_span(block).start


def _end(block: Block) -> int:
    return block_span(block).end
