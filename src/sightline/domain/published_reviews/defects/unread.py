"""Words the reader could not place, and headings with nothing under them."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from sightline.domain.published_reviews.action_plan import ReadPlan
from sightline.domain.published_reviews.document import Paragraph, ReadDocument, Span, Table
from sightline.domain.published_reviews.outline import Outline, Section, block_span, is_shared_heading
from sightline.domain.published_reviews.passages import Passage
from sightline.domain.published_reviews.reading import Defect
from sightline.domain.vocabulary.review_headings import Topic

_WORDS_OF_A_PLAN = 60  # fewer only say what the plan is or where it stands


def empty_headings(outline: Outline, passages: Sequence[Passage]) -> Iterator[Defect]:
    """Yield the headings with no words before the next heading of their level or a higher one.

    Lines of the title page are none, nor are numbered sentences that only look like headings.
    """
    for section in (passage.section for passage in passages if passage.section):
        if section.blocks or section.sections or not _is_certain(section):
            continue
        source = outline.words.source(section.heading.span)
        yield Defect(
            code="empty_heading",
            message=f"Nothing is printed under the heading “{section.title or section.number}”.",
            where=f"section/{section.number or section.title}",
            sources=(source,) if source else (),
        )


def _is_certain(section: Section) -> bool:
    is_marked = section.heading.level is not None or section.number is not None
    return is_marked or is_shared_heading(section.title)


def unread_text(
    document: ReadDocument, outline: Outline, plan: ReadPlan, passages: Sequence[Passage]
) -> Iterator[Defect]:
    """Yield what no part of the reading takes: columns and tables of the plan, pages without words."""
    for unplaced in plan.unplaced:
        source = outline.words.source(*unplaced.spans)
        if source is None:
            continue
        column = f"the column “{unplaced.head}”" if unplaced.head else "a column without a head"
        yield Defect(
            code="unread_text",
            message=f"The words in {column} have no place in an action plan's row and were left out.",
            where="action_plan",
            sources=(source,),
        )
    yield from _unread_tables(outline, plan, passages)
    yield from _unread_paragraphs(outline, plan, passages)
    yield from _pages_without_words(document)


def _unread_tables(outline: Outline, plan: ReadPlan, passages: Sequence[Passage]) -> Iterator[Defect]:
    read = {id(table) for table in plan.tables}
    for passage in passages:
        if not passage.is_under(Topic.ACTION_PLAN):
            continue
        for block in passage.blocks:
            if (
                isinstance(block, Table)
                and id(block) not in read
                and (source := outline.words.source(block_span(block)))
            ):
                yield Defect(
                    code="unread_text",
                    message="This table stands under the action plan, but was not read as actions.",
                    where=passage.name,
                    sources=(source,),
                )


def _unread_paragraphs(outline: Outline, plan: ReadPlan, passages: Sequence[Passage]) -> Iterator[Defect]:
    """Yield the paragraphs under a plan's heading where no action was read: a table that lost its cells."""
    for passage in passages:
        if not passage.is_under(Topic.ACTION_PLAN) or any(
            isinstance(block, Table) for block in passage.blocks
        ):
            continue
        paragraphs = [block for block in passage.blocks if isinstance(block, Paragraph)]
        spans = [paragraph.span for paragraph in paragraphs if not paragraph.is_footnote]
        n_words = sum(len(outline.words.of(span).split()) for span in spans)
        if n_words < _WORDS_OF_A_PLAN or any(_is_placed(span, plan.placed) for span in spans):
            continue
        if source := outline.words.source(*spans):
            yield Defect(
                code="unread_text",
                message="These words stand under the action plan, but were not read as actions.",
                where=passage.name,
                sources=(source,),
            )


def _is_placed(span: Span, placed: Sequence[Span]) -> bool:
    return any(span.start < other.end and other.start < span.end for other in placed)


def _pages_without_words(document: ReadDocument) -> Iterator[Defect]:
    bounds = [*document.page_starts, len(document.text)] if document.page_starts else []
    for number, (start, end) in enumerate(pairwise(bounds), 1):
        if not document.text[start:end].strip():
            yield Defect(
                code="unread_text",
                message=f"Page {number} has no text: it may be a picture or a scan.",
                where=f"page/{number}",
            )
