"""Finds the action plan's tables in a document and reads their rows.

Plans are laid out in many ways; what is read here: one row per recommendation or action; a merged
recommendation cell, or a heading row, over several actions; one table per agency or one for all
with agencies as heading rows or in a column; a small table, or lines, of labels and words per
recommendation.
Repeated heads, the questions under them and rules are no rows. A row that a page break cuts, or a
table that goes on without heads, is put together again.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sightline.domain.published_reviews.action_plan.cards import read_cards, rest_of_card
from sightline.domain.published_reviews.action_plan.columns import (
    Key,
    columns_by_content,
    head_key,
    plan_columns,
)
from sightline.domain.published_reviews.action_plan.drafts import NO_ACTION, Draft, finished
from sightline.domain.published_reviews.action_plan.grid import GridRow, Place, column_of, grid_rows, spans_of
from sightline.domain.published_reviews.action_plan.lines import labelled_drafts
from sightline.domain.published_reviews.action_plan.numbers import leading_number, parts_of_number
from sightline.domain.published_reviews.action_plan.parts import paired_parts
from sightline.domain.published_reviews.action_plan.sections import (
    agency_part,
    is_generic,
    is_plan_title,
    line_above,
    section_above,
)
from sightline.domain.published_reviews.agencies import looks_like_an_agency
from sightline.domain.published_reviews.dates import is_all_dates
from sightline.domain.published_reviews.document import Cell, Paragraph, ReadDocument, Span, Table
from sightline.domain.published_reviews.outline import Outline, block_span
from sightline.domain.published_reviews.reading import ActionPlanRow

TEXT_KEYS = (Key.FINDING, Key.RECOMMENDATION, Key.ACTION)
_HEADS_WITHIN = 5
_MAX_HEAD_END = 3
_RULE = re.compile(r"[\s\-–—_=.]*")
_QUESTION = re.compile(
    r"\s*(?:\(?(?:who|what|how|when|which|where|why|will|is|are|has|have|please|e\.?g|i\.?e)\b)",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?:;]\s*\Z")
_RECOMMENDATION_HEADING = re.compile(r"(?i:recommendation|rec)\.?\s*(?:no\.?\s*)?\d")


@dataclass(frozen=True, slots=True)
class Unplaced:
    """Words of a plan that no column takes, with the head they stand under where there is one."""

    head: str | None
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class ReadPlan:
    """The rows of an action plan, and what became of every word of its tables.

    `placed` covers rows, heads, prompts, heading rows and rules; `unplaced` the rest.
    """

    rows: tuple[ActionPlanRow, ...]
    tables: tuple[Table, ...]
    placed: tuple[Span, ...]
    unplaced: tuple[Unplaced, ...]


def read_action_plan(document: ReadDocument, outline: Outline) -> ReadPlan:
    """Return the action plan of a document, in reading order."""
    return _Reader(document, outline).read()


@dataclass(frozen=True, slots=True)
class _Columns:
    """The heads of a plan's columns; `printed` is the first row of heads, to know it when it is repeated."""

    heads: tuple[Cell, ...]
    keys: tuple[Key | None, ...]
    names: tuple[str, ...]
    printed: tuple[str, ...]

    def key_of(self, cell: Cell) -> Key | None:
        return self.keys[column_of(cell, self.heads)]

    def head_of(self, cell: Cell) -> str:
        return self.names[column_of(cell, self.heads)]


class _Reader:
    def __init__(self, document: ReadDocument, outline: Outline) -> None:
        self.document = document
        self.outline = outline
        self.words = outline.words
        self.headings = {section.heading.span for section in outline.walk()}
        self.drafts: list[Draft] = []
        self.tables: list[Table] = []
        self.placed: list[Span] = []
        self.unplaced: dict[str, list[Span]] = {}
        self.columns: _Columns | None = None
        self.n_columns = 0
        self.section: tuple[str, tuple[Span, ...]] | None = None
        self.standing: Draft | None = None
        self.is_standing_used = True
        self.card: Draft | None = None
        self.n_before = 0  # rows read before the heads that stand
        self.last_page: int | None = None
        self.is_prompt_due = False

    # -- tables -------------------------------------------------------------------------------------

    def read(self) -> ReadPlan:
        previous: list[Paragraph] = []
        contents = {id(block) for block in self.outline.contents}
        for block in self.document.blocks:
            if id(block) in contents:
                continue
            if isinstance(block, Paragraph):
                previous.append(block)
                continue
            self._table(block, previous)
            previous = []
        self._settle_standing()
        if not self.drafts:
            self.drafts = labelled_drafts(self.outline)
            self.placed.extend(span for draft in self.drafts for span in draft.spans())
        rows = [self._row(draft) for draft in self.drafts if draft.cells]
        unplaced = tuple(Unplaced(head or None, tuple(spans)) for head, spans in self.unplaced.items())
        return ReadPlan(tuple(rows), tuple(self.tables), tuple(sorted(self.placed)), unplaced)

    def _row(self, draft: Draft) -> ActionPlanRow:
        return replace(finished(draft, self.words), parts=paired_parts(draft, self.words))

    def _table(self, table: Table, above: Sequence[Paragraph]) -> None:
        rows = list(grid_rows(table, self.words))
        heads_at, columns = self._heads(rows)
        if columns is None and self._read_cards(table, rows, above):
            return
        goes_on = False
        if columns is None:
            goes_on = self._goes_on(table, rows, above)
            if goes_on:
                columns = self.columns
            elif self._is_under_plan(block_span(table).start):
                columns = self._columns_by_content(rows)
            if columns is None:
                return
            heads_at = -1
        elif self.columns is not None and columns.printed == self.columns.printed:
            columns = self.columns
            path = self.outline.path_to(block_span(table).start)
            goes_on = not self._has_heading(above) and line_above(self.words, above, path) is None
        if not goes_on:
            self._begin(above, block_span(table).start)
        self.tables.append(table)
        self.columns, self.n_columns = columns, table.n_columns
        for row in rows[: max(heads_at, 0)]:
            self._row_above_heads(row)
        is_first = True
        for row in rows[max(heads_at, 0) :]:
            was_row = self._grid_row(row, is_first=is_first and goes_on)
            is_first = is_first and not was_row
            if was_row:
                self.last_page = row.row.page

    def _begin(self, above: Sequence[Paragraph], start: int) -> None:
        """Begin a new table of the plan: its section and recommendation may stand above it."""
        self._settle_standing()
        self.n_before = len(self.drafts)
        self.standing = None
        self.section = section_above(self.outline, above, start)
        self.last_page = None
        last = next((p for p in reversed(above) if not p.is_footnote and self.words.of(p.span)), None)
        if last is not None and _RECOMMENDATION_HEADING.match(self.words.of(last.span)):
            self._stand([last.span], self.words.of(last.span))

    def _heads(self, rows: Sequence[GridRow]) -> tuple[int, _Columns | None]:
        for at, row in enumerate(rows[:_HEADS_WITHIN]):
            columns = self._columns(row)
            if columns is not None:
                return at, columns
        return -1, None

    def _columns(self, row: GridRow) -> _Columns | None:
        places = [place for place in row.places if not place.is_lent]
        if len([place for place in places if place.text]) < 2:
            return None
        names = tuple(place.text.replace("\n", " ") for place in places)
        keys = plan_columns(names)
        if keys is None:
            return None
        return _Columns(tuple(place.cell for place in places), keys, names, names)

    def _columns_by_content(self, rows: Sequence[GridRow]) -> _Columns | None:
        wide = max(rows, key=lambda row: len(row.places), default=None)
        if wide is None:
            return None
        heads = tuple(place.cell for place in wide.places)
        table = [["" for _ in heads] for _ in rows]
        for cells, row in zip(table, rows, strict=True):
            for place in row.places:
                cells[column_of(place.cell, heads)] = place.text
        keys = columns_by_content(table)
        names = tuple("" for _ in heads)
        return _Columns(heads, keys, names, names) if keys else None

    def _goes_on(self, table: Table, rows: Sequence[GridRow], above: Sequence[Paragraph]) -> bool:
        """Say whether a table without heads carries on the plan before it."""
        if self.columns is None or not self.tables:
            return False
        n_cells = max((len(row.places) for row in rows), default=0)
        is_alike = table.n_columns == self.n_columns or n_cells == len(self.columns.heads)
        if not is_alike or len(self.columns.heads) < 3:
            return False
        if self._has_heading(above):
            return self._is_under_plan(block_span(table).start) and self._is_agency_heading(above)
        gap = [p for p in above if not p.is_footnote]
        return len(gap) <= 3 or self._is_under_plan(block_span(table).start)

    def _has_heading(self, above: Sequence[Paragraph]) -> bool:
        return any(paragraph.span in self.headings for paragraph in above)

    def _is_agency_heading(self, above: Sequence[Paragraph]) -> bool:
        section = self.outline.section_at(above[-1].span.start) if above else None
        return section is not None and looks_like_an_agency(section.title)

    def _is_under_plan(self, offset: int) -> bool:
        return any(is_plan_title(section.title) for section in self.outline.path_to(offset))

    # -- rows -----------------------------------------------------------------------------------------

    def _row_above_heads(self, row: GridRow) -> None:
        """Take the rows over the column heads: a title, or the agency."""
        texts = [place.text for place in row.own]
        if len(texts) == 1:
            text = texts[0].replace("\n", " ")
            if _RECOMMENDATION_HEADING.match(text):
                self._stand(self._spans(row.own), text)
                return
            if not is_generic(text):
                self.section = (text, tuple(self._spans(row.own)))
            elif agency := agency_part(text):
                self.section = (agency, tuple(self._spans(row.own)))
        self._place(row.own)

    def _grid_row(self, row: GridRow, *, is_first: bool) -> bool:
        """Read one printed row; True where it is, or carries on, a row of the plan."""
        own = row.own
        assert self.columns is not None
        if not own or all(_RULE.fullmatch(place.text) for place in own):
            self._place(own)
            return False
        columns = self._columns(row)
        if columns is not None and columns.printed == self.columns.printed:
            self.is_prompt_due = True
            self._place(own)
            return False
        if self.is_prompt_due and self._are_sub_heads(own):
            self.columns = self._with_sub_heads(own)
            self._place(own)
            return False
        if self.is_prompt_due and self._is_prompt(own):
            self._place(own)
            return False
        if row.row.is_header and self.is_prompt_due:
            self._place(own)
            return False
        if columns is not None and all(head_key(name) for name in columns.names if name):
            self.columns = columns
            self.is_prompt_due = True
            self._place(own)
            return False
        self.is_prompt_due = False
        if len(own) == 1 and self._single(row, own[0], is_first=is_first):
            return True
        self._plan_row(row, is_first=is_first)
        return True

    def _are_sub_heads(self, own: Sequence[Place]) -> bool:
        """Say whether a row under the heads parts a head that covers several columns."""
        assert self.columns is not None
        wide = [head for head in self.columns.heads if head.n_columns > 1]
        return bool(wide) and all(
            head_key(place.text) and any(h.column <= place.cell.column < h.column + h.n_columns for h in wide)
            for place in own
        )

    def _with_sub_heads(self, own: Sequence[Place]) -> _Columns:
        assert self.columns is not None
        parted = [(place.cell, head_key(place.text), place.text) for place in own]
        kept = [
            whole
            for whole in zip(self.columns.heads, self.columns.keys, self.columns.names, strict=True)
            if not any(
                whole[0].column <= place.cell.column < whole[0].column + whole[0].n_columns for place in own
            )
        ]
        heads, keys, names = zip(*sorted([*kept, *parted], key=lambda whole: whole[0].column), strict=True)
        return replace(self.columns, heads=heads, keys=keys, names=names)

    def _is_prompt(self, own: Sequence[Place]) -> bool:
        asking = [p for p in own if p.text.rstrip().endswith("?") or _QUESTION.match(p.text)]
        return len(asking) * 2 > len(own) or (
            len(own) > 1 and len(asking) * 2 == len(own) and any(p.text.endswith("?") for p in asking)
        )

    def _single(self, row: GridRow, place: Place, *, is_first: bool) -> bool:
        """Read a row with words in one cell only, unless it is an ordinary row; True where it was read."""
        assert self.columns is not None
        text = place.text
        plain = text.replace("\n", " ")
        n_words = len(plain.split())
        key = self.columns.key_of(place.cell)
        spans_row = place.cell.n_columns >= max(2, self.n_columns - 1)
        is_leading = (
            spans_row or place.cell.column == 0 or key in (Key.RECOMMENDATION, Key.FINDING, Key.SECTION)
        )
        number = leading_number(text)
        if not is_leading or any(p.is_lent for p in row.places if p.text and not spans_row):
            return False
        if number is not None and NO_ACTION.fullmatch(plain[number.rest :]):
            return False
        is_labelled = _RECOMMENDATION_HEADING.match(plain) is not None
        if (is_labelled and (spans_row or Key.RECOMMENDATION not in self.columns.keys)) or (
            spans_row and number and n_words > 3
        ):
            self._settle_standing()
            self._stand(self._spans([place]), text)
            return True
        if number is not None and number.rest < len(text):
            return False
        if self._carries_on(plain, key, is_first=is_first, spans_row=spans_row):
            return False
        if number is None and (
            plain.isupper() or self._is_heading_row(plain, spans_row=spans_row, place=place)
        ):
            self._settle_standing()
            self.standing = None
            self.section = (plain.rstrip(":").strip(), tuple(self._spans([place])))
            self._place([place])
            return True
        if plain.endswith(":"):
            self._place([place])
            return True
        if spans_row and n_words > 12:
            self._settle_standing()
            self._stand(self._spans([place]), text)
            return True
        return False

    def _is_heading_row(self, text: str, *, spans_row: bool, place: Place) -> bool:
        n_words = len(text.split())
        if n_words > 14 or text[:1].islower() or re.search(r"[.;,?]\Z", text) or NO_ACTION.fullmatch(text):
            return False
        if text.endswith(":") and (n_words > 6 or re.search(r"\brecommend|\b(?:that|should|must)\b", text)):
            return False
        is_bold = all(p.is_bold for p in place.paragraphs)
        return spans_row or is_bold or looks_like_an_agency(text) or n_words <= 6

    def _carries_on(self, text: str, key: Key | None, *, is_first: bool, spans_row: bool) -> bool:
        """Say whether a row's only cell is the rest of the cell above that a page break cut."""
        if not self.drafts or key is None or spans_row:
            return False
        last = self.drafts[-1].text(self.words, key)
        if text[:1].islower():
            return bool(last)
        return is_first and bool(last) and not _SENTENCE_END.search(last) and not looks_like_an_agency(text)

    def _plan_row(self, row: GridRow, *, is_first: bool) -> None:
        if is_first and len(self.drafts) == self.n_before and self._completes_heads(row):
            self._place(row.own)
            return
        draft = self._drafted(row)
        if not draft.cells:
            return
        if self.drafts and self.is_standing_used and self._is_continuation(draft, row, is_first=is_first):
            self._stitch(draft)
            return
        borrowed = [key for key in (Key.NUMBER, Key.FINDING, Key.RECOMMENDATION) if not draft.has(key)]
        lent = self._lent(row)
        if lent.cells:
            draft.lend(lent, borrowed)
        elif self.standing is not None and not draft.has(Key.RECOMMENDATION):
            draft.lend(self.standing, [key for key in borrowed if not (key is Key.NUMBER and draft.number)])
            if draft.number is None:
                draft.number = self.standing.number
            self.is_standing_used = True
        elif self.drafts and self._is_further_action(draft):
            draft.lend(self.drafts[-1], borrowed)
        if draft.has(Key.RECOMMENDATION):
            self._settle_standing()
            self.standing = None
        if not draft.section_name and self.section is not None:
            draft.section_name, draft.section = self.section
        self.placed.extend(draft.spans())
        self.drafts.append(draft)

    def _completes_heads(self, row: GridRow) -> bool:
        """Say whether a table's first row is the end of its heads, which a page break cut."""
        assert self.columns is not None
        columns = self.columns
        return (
            bool(row.own)
            and len(row.own) < len(columns.heads)
            and all(
                len(place.text.split()) <= _MAX_HEAD_END
                and head_key(place.text) is not None
                and head_key(f"{columns.head_of(place.cell)} {place.text}") is not None
                for place in row.own
            )
        )

    def _drafted(self, row: GridRow) -> Draft:
        assert self.columns is not None
        draft = Draft()
        for place in row.own:
            key = self.columns.key_of(place.cell)
            spans = self._spans([place])
            if key is None or key is Key.UNPLACED:
                self.unplaced.setdefault(self.columns.head_of(place.cell), []).extend(spans)
                continue
            draft.printed.extend(spans)
            if key is Key.SECTION:
                draft.section_name, draft.section = place.text.replace("\n", " "), tuple(spans)
                self.section = (draft.section_name, draft.section)
                self.placed.extend(spans)
            elif key is Key.NUMBER:
                number = leading_number(place.text)
                draft.number = number.printed if number else place.text.strip(" .:)")
                draft.add(key, spans)
            else:
                draft.add(key, spans)
        self._split_number(draft)
        return draft

    def _split_number(self, draft: Draft) -> None:
        """Take the number off the first cell of text, in a plan without a column of numbers."""
        assert self.columns is not None
        if Key.NUMBER in self.columns.keys:
            return
        first = next((key for key in self.columns.keys if key in TEXT_KEYS and draft.has(key)), None)
        if first is None or self.columns.keys.index(first) > 1:
            return
        span, *rest = draft.cells[first][0]
        text = self.document.words(span)
        number = leading_number(text, bare=True)
        if number is None or (first is Key.ACTION and not number.is_labelled):
            return
        if leading_number(text) is None and not self._is_next(number.printed):
            return
        draft.number = number.printed
        draft.cells[Key.NUMBER] = [[Span(span.start + number.start, span.start + number.end)]]
        remaining = [Span(span.start + number.rest, span.end)] if number.rest < len(text) else []
        spans = remaining + rest
        if spans:
            draft.cells[first] = [spans]
        else:
            del draft.cells[first]
        self.placed.append(span)

    def _is_next(self, printed: str) -> bool:
        """Say whether a bare figure is the number of the next row, and not the first word of its text."""
        before = self.drafts[-1].number if self.drafts else None
        last = parts_of_number(before)[-1] if before and parts_of_number(before) else 0
        return parts_of_number(printed) in {(last + 1,), (1,)}

    def _is_continuation(self, draft: Draft, row: GridRow, *, is_first: bool) -> bool:
        """Say whether a row without a number is the rest of the row above."""
        last = self.drafts[-1]
        if draft.number is not None or any(place.is_lent and place.text for place in row.places):
            return False
        at_break = is_first or (row.row.page is not None and self.last_page not in (None, row.row.page))
        first = next((key for key in TEXT_KEYS if draft.has(key)), None)
        starts_low = first is not None and draft.text(self.words, first)[:1].islower()
        if starts_low and not draft.has(Key.LEAD, Key.TARGET, Key.RECOMMENDATION):
            return True
        if last.number is not None and self._numbers_rows():
            if draft.has(Key.RECOMMENDATION, Key.FINDING):
                return True
            return at_break and not self._is_whole_action(draft, last)
        if not at_break:
            return False
        if draft.has(Key.RECOMMENDATION):
            before = last.text(self.words, Key.RECOMMENDATION)
            return starts_low or (
                bool(before) and not _SENTENCE_END.search(before) and not draft.has(Key.TARGET)
            )
        return not self._is_whole_action(draft, last)

    def _numbers_rows(self) -> bool:
        """Say whether the rows of this plan are numbered, by those read so far in this section."""
        numbered = [draft for draft in self.drafts[-12:] if draft.number is not None]
        return len(numbered) * 2 > len(self.drafts[-12:])

    def _is_whole_action(self, draft: Draft, last: Draft) -> bool:
        """Say whether a row has an action with an owner or date of its own, beside those above."""
        action = draft.text(self.words, Key.ACTION)
        if not draft.has(Key.ACTION) or action[:1].islower():
            return False
        before = last.text(self.words, Key.ACTION)
        has_target = draft.has(Key.TARGET) and is_all_dates(draft.text(self.words, Key.TARGET))
        return has_target or (draft.has(Key.LEAD) and bool(_SENTENCE_END.search(before)))

    def _is_further_action(self, draft: Draft) -> bool:
        """Say whether a row without a recommendation belongs to that of the row above."""
        last = self.drafts[-1]
        if draft.has(Key.RECOMMENDATION, Key.FINDING) or not draft.has(Key.ACTION, Key.MILESTONE):
            return False
        section = draft.section_name or (self.section[0] if self.section else None)
        return section == last.section_name and (
            draft.number is None or self._is_sibling(draft.number, last.number)
        )

    def _is_sibling(self, number: str, before: str | None) -> bool:
        """Say whether 1.2 stands beside 1.1, or 1b beside 1a: actions of one recommendation."""
        parts, last = parts_of_number(number), parts_of_number(before or "")
        if number[-1].isalpha() and (before or "")[-1:].isalpha():
            return parts == last
        return len(parts) == len(last) > 1 and parts[:-1] == last[:-1]

    def _lent(self, row: GridRow) -> Draft:
        """Return the cells merged from a row above, as that row read them."""
        assert self.columns is not None
        lent = Draft()
        if not any(place.is_lent and place.text for place in row.places) or not self.drafts:
            return lent
        last = self.drafts[-1]
        for place in row.places:
            key = self.columns.key_of(place.cell)
            if place.is_lent and place.text and key is not None and key is not Key.UNPLACED:
                pieces = last.cells.get(key) or last.lent.get(key)
                if pieces:
                    lent.cells[key] = pieces
        if last.number and (Key.NUMBER in lent.cells or not self._has_number_column()):
            lent.number = last.number
            pieces = last.cells.get(Key.NUMBER) or last.lent.get(Key.NUMBER)
            if pieces:
                lent.cells[Key.NUMBER] = pieces
        return lent

    def _has_number_column(self) -> bool:
        return self.columns is not None and Key.NUMBER in self.columns.keys

    def _stitch(self, draft: Draft) -> None:
        last = self.drafts[-1]
        for key, pieces in draft.cells.items():
            for piece in pieces:
                last.add(key, piece)
        last.printed.extend(draft.printed)
        self.placed.extend(draft.spans())

    # -- recommendations as headings ------------------------------------------------------------------

    def _stand(self, spans: Sequence[Span], text: str) -> None:
        """Let a heading row be the recommendation of the rows beneath it."""
        draft = Draft(printed=list(spans))
        first, *rest = spans
        number = leading_number(self.document.words(first), bare=True)
        if number is None:
            draft.add(Key.RECOMMENDATION, spans)
        else:
            draft.number = number.printed
            draft.add(Key.NUMBER, [Span(first.start + number.start, first.start + number.end)])
            remaining = (
                [Span(first.start + number.rest, first.end)] if number.rest < first.end - first.start else []
            )
            if remaining or rest:
                draft.add(Key.RECOMMENDATION, [*remaining, *rest])
        if self.section is not None:
            draft.section_name, draft.section = self.section
        self.placed.extend(spans)
        self.standing, self.is_standing_used = draft, False

    def _settle_standing(self) -> None:
        """Keep a recommendation that no action stood under: it is a row of its own."""
        if self.standing is not None and not self.is_standing_used and self.standing.has(Key.RECOMMENDATION):
            self.drafts.append(self.standing)
        self.is_standing_used = True

    # -- tables of labels and words -------------------------------------------------------------------

    def _read_cards(self, table: Table, rows: Sequence[GridRow], above: Sequence[Paragraph]) -> bool:
        """Read a table of labels and words; False where it is none."""
        cards = read_cards(rows, self.words)
        if cards is None:
            return self._read_rest_of_card(table, rows, above)
        self.card = cards.drafts[-1] if cards.drafts else None
        self._begin(above, block_span(table).start)
        self.tables.append(table)
        self.columns = None
        for row in cards.titles:
            self._row_above_heads(row)
        self.placed.extend(cards.labels)
        for head, spans in cards.unplaced.items():
            self.unplaced.setdefault(head, []).extend(spans)
        for draft in cards.drafts:
            if self.standing is not None and not draft.has(Key.RECOMMENDATION):
                draft.lend(self.standing, (Key.NUMBER, Key.RECOMMENDATION))
                draft.number = draft.number or self.standing.number
                self.is_standing_used = True
            if not draft.section_name and self.section is not None:
                draft.section_name, draft.section = self.section
            self.placed.extend((*draft.spans(), *draft.section))
            self.drafts.append(draft)
        return True

    def _read_rest_of_card(self, table: Table, rows: Sequence[GridRow], above: Sequence[Paragraph]) -> bool:
        """Read what a page break cut off the last card; False where a table is none of it."""
        is_next = self.card is not None and self.drafts[-1:] == [self.card]
        if self.card is None or not is_next or any(not paragraph.is_footnote for paragraph in above):
            return False
        rest = rest_of_card(rows, self.words, self.card)
        if rest is None:
            return False
        self.tables.append(table)
        self.placed.extend(rest.labels)
        self._stitch(rest.drafts[0])
        return True

    # -- words ----------------------------------------------------------------------------------------

    def _spans(self, places: Sequence[Place]) -> list[Span]:
        return [span for place in places for span in spans_of(place, self.words)]

    def _place(self, places: Sequence[Place]) -> None:
        self.placed.extend(self._spans(places))
