"""The action plans of the two real reviews: every printed word in its place, without their words here."""

import re
from functools import cache

import pytest

from sightline.domain.published_reviews.action_plan import ReadPlan, read_action_plan
from sightline.domain.published_reviews.document import ReadDocument
from sightline.domain.published_reviews.outline import read_outline
from sightline.domain.published_reviews.reading import Source
from sightline.domain.published_reviews.words import paragraphs_of
from sightline.exchange.importers.txt.document import read_txt
from tests.seeds import FIRST, SECOND, SEEDS, Seed, requires_seeds

pytestmark = requires_seeds

CELLS = ("finding", "recommendation", "lead", "action", "milestone", "target_text")


@cache
def reading_of(seed: Seed) -> tuple[ReadDocument, ReadPlan]:
    document = read_txt(seed.path.read_bytes())
    return document, read_action_plan(document, read_outline(document))


def offsets(source: Source | None) -> set[int]:
    places = (source, *source.continued) if source else ()
    return {offset for place in places for offset in range(place.start, place.end)}


@pytest.mark.parametrize("seed", SEEDS)
def test_there_is_an_item_for_every_printed_row(seed: Seed) -> None:
    _, plan = reading_of(seed)
    assert len(plan.rows) == seed.n_plan_rows


def test_the_first_review_numbers_its_rows_through() -> None:
    _, plan = reading_of(FIRST)
    assert [row.number for row in plan.rows] == [str(n) for n in range(1, 103)]
    assert len({row.section for row in plan.rows}) == 15


def test_the_second_review_numbers_its_findings_in_each_table() -> None:
    _, plan = reading_of(SECOND)
    numbers: dict[str | None, list[str | None]] = {}
    for row in plan.rows:
        numbers.setdefault(row.section, []).append(row.number)
    assert [len(found) for found in numbers.values()] == [3, 3, 10, 3, 2, 3, 7, 9]
    assert list(numbers.values())[2] == ["1", "1", "2", "3", "1 and 4", "4", "5", "6", "7", "8"]
    assert list(numbers.values())[3] == ["2", "3", "4"]


@pytest.mark.parametrize("seed", SEEDS)
def test_every_word_of_the_tables_is_in_exactly_one_row_or_in_a_head(seed: Seed) -> None:
    document, plan = reading_of(seed)
    in_rows: dict[int, int] = {}
    for row in plan.rows:
        for offset in offsets(row.source):
            in_rows[offset] = in_rows.get(offset, 0) + 1
    placed = {offset for span in plan.placed for offset in range(span.start, span.end)}
    for paragraph in paragraphs_of(plan.tables):
        for offset in range(paragraph.span.start, paragraph.span.end):
            if document.text[offset].strip():
                assert in_rows.get(offset, 0) == 1 or offset in placed
                assert in_rows.get(offset, 0) <= 1
    assert plan.unplaced == ()


@pytest.mark.parametrize("seed", SEEDS)
def test_each_cell_is_whole_and_no_word_is_invented(seed: Seed) -> None:
    _, plan = reading_of(seed)
    for row in plan.rows:
        for name in CELLS:
            value, source = getattr(row, name), row.sources.get(name)
            assert (value is None) == (source is None)
            if value is not None and source is not None:
                printed = " ".join(place.text for place in (source, *source.continued))
                printed = re.sub(r"</?p>", " ", printed)
                assert value.split() == printed.split()


@pytest.mark.parametrize("seed", SEEDS)
def test_each_cell_stands_in_its_own_column(seed: Seed) -> None:
    _, plan = reading_of(seed)
    names = ("finding", "recommendation", "action", "lead", "target_text")
    if seed is FIRST:
        names = ("recommendation", "lead", "action", "milestone", "target_text")
    columns = {place.start: name for row in plan.rows for name, place in row.sources.items() if name in CELLS}
    for table in plan.tables:
        for printed_row in table.rows:
            for cell in printed_row.cells:
                for paragraph in cell.paragraphs[:1]:
                    name = columns.get(paragraph.span.start)
                    assert name is None or name == names[cell.column]


@pytest.mark.parametrize("seed", SEEDS)
def test_every_printed_target_date_is_read(seed: Seed) -> None:
    _, plan = reading_of(seed)
    for row in plan.rows:
        years = re.findall(r"\b20\d\d\b", row.target_text or "")
        short = re.findall(r"\b\d{1,2}[./]\d{1,2}[./](\d\d)\b", row.target_text or "")
        assert sorted(on[2:4] for on in row.target_on) == sorted([year[2:] for year in years] + short)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_status_is_only_what_is_printed(seed: Seed) -> None:
    _, plan = reading_of(seed)
    for row in plan.rows:
        if row.status is not None:
            assert row.status in {row.target_text, row.recommendation}
            assert row.target_on == ()
