"""Action plans printed without a table: under each recommendation, lines that begin with a label.

"Action: …", "Lead: …", "Timescale: …". A list of recommendations without such lines is no plan.
"""

import re
from collections.abc import Iterator, Sequence

from sightline.domain.published_reviews.action_plan.columns import Key, head_key
from sightline.domain.published_reviews.action_plan.drafts import Draft
from sightline.domain.published_reviews.action_plan.numbers import leading_number
from sightline.domain.published_reviews.agencies import looks_like_an_agency
from sightline.domain.published_reviews.document import Paragraph, Span
from sightline.domain.published_reviews.outline import Outline, Section
from sightline.domain.published_reviews.words import Words

_LABEL = re.compile(r"\s*(?:[-•·▪]\s+)?(?P<label>[A-Z][^:\t\n.]{1,45}?)\s*(?::|\t|\s[–—-]\s)\s*")
_OPENER = re.compile(r"\s*(?i:recommendation|action|rec)\.?\s*(?i:no\.?\s*)?\d")
_SECTION_TITLE = re.compile(r"\b(?:action plans?|recommendations?)\b", re.IGNORECASE)
_OWN = (Key.LEAD, Key.ACTION, Key.MILESTONE, Key.TARGET, Key.STATUS)
_GOES_ON = (Key.RECOMMENDATION, Key.ACTION, Key.MILESTONE)
_MAX_LABEL_WORDS = 6


def labelled_drafts(outline: Outline) -> list[Draft]:
    """Return the rows of a plan printed as labelled lines, in reading order."""
    drafts: list[Draft] = []
    for section in outline.walk():
        path = outline.path_to(section.heading.span.start)
        is_outermost = not any(_SECTION_TITLE.search(above.title) for above in path[:-1])
        if _SECTION_TITLE.search(section.title) and is_outermost:
            drafts.extend(_Lines(outline.words).read(section))
    return drafts


class _Lines:
    def __init__(self, words: Words) -> None:
        self.words = words
        self.drafts: list[Draft] = []
        self.key: Key | None = None
        self.section: tuple[str, tuple[Span, ...]] | None = None

    def read(self, section: Section) -> Iterator[Draft]:
        paragraphs = [block for block in section.all_blocks() if isinstance(block, Paragraph)]
        paragraphs = [p for p in paragraphs if self.words.of(p.span) and not p.is_footnote]
        headings = {inner.heading.span: inner for inner in section.walk()}
        for at, paragraph in enumerate(paragraphs):
            heading = headings.get(paragraph.span)
            label = self._label(paragraph)
            if _OPENER.match(self.words.of(paragraph.span)):
                self._open(paragraph.span)
            elif heading is not None:
                is_agency = looks_like_an_agency(heading.title)
                self.section = (heading.title, (paragraph.span,)) if is_agency else self.section
                self.key = None
            elif label is not None:
                self._add_labelled(*label)
            else:
                self._add_plain(paragraph.span, is_followed=self._is_followed(paragraphs, at))
        return (draft for draft in self.drafts if self._is_row(draft))

    def _is_row(self, draft: Draft) -> bool:
        return sum(draft.has(key) for key in _OWN) >= 2 and (
            draft.has(Key.ACTION, Key.RECOMMENDATION) or Key.RECOMMENDATION in draft.lent
        )

    def _is_followed(self, paragraphs: Sequence[Paragraph], at: int) -> bool:
        """Say whether the next line has a label, so that this one is the recommendation over it."""
        return at + 1 < len(paragraphs) and self._label(paragraphs[at + 1]) is not None

    def _label(self, paragraph: Paragraph) -> tuple[Key, Span, Span] | None:
        """Return a line's key, the whole line, and the words after its label."""
        text = self.words.document.words(paragraph.span)
        match = _LABEL.match(text)
        if (
            match is None
            or len(match["label"].split()) > _MAX_LABEL_WORDS
            or re.search(r"\d", match["label"])
        ):
            return None
        key = head_key(match["label"])
        if key is None:
            return None
        return key, paragraph.span, Span(paragraph.span.start + match.end(), paragraph.span.end)

    def _open(self, span: Span) -> None:
        """Begin a row with a line such as "Recommendation 3" or "Recommendation 3: Train staff"."""
        draft = self._begun(span)
        text = self.words.document.words(span)
        number = leading_number(text, bare=True)
        rest = span
        if number is not None:
            draft.number = number.printed
            draft.add(Key.NUMBER, [Span(span.start + number.start, span.start + number.end)])
            rest = Span(span.start + number.rest, span.end)
        if self.words.of(rest):
            draft.add(Key.RECOMMENDATION, [rest])
        self.key = Key.RECOMMENDATION

    def _begun(self, span: Span) -> Draft:
        draft = Draft(printed=[span])
        if self.section is not None:
            draft.section_name, draft.section = self.section
        self.drafts.append(draft)
        return draft

    def _add_labelled(self, key: Key, whole: Span, rest: Span) -> None:
        draft = self.drafts[-1] if self.drafts else None
        is_next_action = (
            key is Key.ACTION and draft is not None and draft.has(Key.ACTION, Key.LEAD, Key.TARGET)
        )
        is_next_row = key is Key.RECOMMENDATION and draft is not None and draft.has(Key.RECOMMENDATION, *_OWN)
        if draft is None or is_next_row or (is_next_action and draft.has(Key.LEAD, Key.TARGET)):
            fresh = self._begun(whole)
            if draft is not None and not is_next_row:
                fresh.lend(draft, (Key.NUMBER, Key.RECOMMENDATION))
            draft = fresh
        else:
            draft.printed.append(whole)
        if key in (Key.UNPLACED, Key.SECTION):
            self.key = None
            return
        if self.words.of(rest):
            draft.add(key, [rest])
        self.key = key

    def _add_plain(self, span: Span, *, is_followed: bool) -> None:
        draft = self.drafts[-1] if self.drafts else None
        if is_followed and (draft is None or draft.has(Key.LEAD, Key.TARGET)):
            self._open(span)
        elif (draft is not None and self.key in _GOES_ON) or (
            draft is not None and self.key is not None and not draft.has(self.key)
        ):
            draft.printed.append(span)
            draft.add(self.key, [span])
        else:
            self.key = None
