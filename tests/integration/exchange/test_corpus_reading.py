"""Every invented report is read in every format: how well, and what must never happen."""

from functools import cache

import pytest

from sightline.exchange.importers.published_review import read_published_review
from tests.corpus.contents import Report
from tests.corpus.files import (
    EXAMPLE,
    EXAMPLE_PATH,
    FORMATS,
    draw,
    held_out_reports,
    known_reports,
    unforeseen_reports,
)
from tests.corpus.scoring import KEYS, PLAN_FIELDS, Json, Score, Tally, score
from tests.seeds import FIRST, SECOND, Seed, requires_seeds

ALL = {report.slug: report for report in known_reports() + held_out_reports() + unforeseen_reports()}
KNOWN = tuple(report.slug for report in known_reports())


@cache
def envelope_of(slug: str, format_: str) -> Json:
    file = draw(ALL[slug], format_)
    return read_published_review(file.data, name=file.name)


@cache
def score_of(slug: str, format_: str) -> Score:
    return score(envelope_of(slug, format_), ALL[slug].expected())


@cache
def total(format_: str) -> Score:
    result = Score()
    for slug in KNOWN:
        result.add(score_of(slug, format_))
    return result


every_file = pytest.mark.parametrize(
    ("slug", "format_"), [(slug, format_) for slug in ALL for format_ in FORMATS]
)


@every_file
def test_each_source_holds_the_words_at_its_offsets(slug: str, format_: str) -> None:
    result = score_of(slug, format_)
    assert result.n_sources > 20
    assert result.wrong_sources == []


@every_file
def test_no_value_has_words_that_are_not_printed(slug: str, format_: str) -> None:
    assert score_of(slug, format_).invented == []


@every_file
def test_each_value_says_where_it_stands(slug: str, format_: str) -> None:
    assert score_of(slug, format_).unsourced == []


# All is read at the time of writing; a change may cost a little of one report, not a kind of report.
FLOOR = 0.98
DEFECT_FLOOR = 0.95
PARTS_FLOOR = 0.95  # a PDF or flattened text does not always show where a paragraph of a cell ends


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("key", KEYS)
def test_what_is_printed_is_read_and_no_more(key: str, format_: str) -> None:
    tally = total(format_).keys[key]
    floor = DEFECT_FLOOR if key == "defects" else FLOOR
    assert (tally.precision or 0) >= floor
    assert (tally.recall or 0) >= floor


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("field", PLAN_FIELDS)
def test_cells_of_the_plan_are_whole_and_in_their_column(field: str, format_: str) -> None:
    result = total(format_)
    right = result.fields_right["action_plan", field] / result.fields["action_plan", field]
    assert right >= (PARTS_FLOOR if field == "parts" else FLOOR)


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("slug", [report.slug for report in held_out_reports()])
def test_a_report_not_met_before_is_read_for_the_most_part(slug: str, format_: str) -> None:
    tally = Tally()
    for read in score_of(slug, format_).keys.values():
        tally.add(read)
    assert (tally.precision or 0) >= 0.8
    assert (tally.recall or 0) >= 0.7


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("slug", [report.slug for report in unforeseen_reports()])
def test_a_layout_once_unforeseen_is_read_whole(slug: str, format_: str) -> None:
    result = score_of(slug, format_)
    right, printed = result.fields_right.total(), result.fields.total()
    assert result.keys["action_plan"].n_found == result.keys["action_plan"].n_expected
    assert right / printed >= 0.95


@pytest.mark.parametrize("format_", FORMATS)
def test_a_table_of_figures_is_not_a_plan(format_: str) -> None:
    assert envelope_of("eastcombe", format_)["action_plan"] == []


@pytest.mark.parametrize("format_", FORMATS)
def test_a_panel_that_is_not_printed_is_not_found(format_: str) -> None:
    assert envelope_of("harrowmere", format_)["panel"] == []


def test_a_review_reads_the_same_in_each_format() -> None:
    plans = [
        [
            (row["number"], row["target_on"], row["status"])
            for row in envelope_of(EXAMPLE.slug, format_)["action_plan"]
        ]
        for format_ in FORMATS
    ]
    assert plans[0] == plans[1] == plans[2]


@requires_seeds
@pytest.mark.parametrize("seed", [FIRST, SECOND], ids=["first", "second"])
def test_the_real_reviews_keep_every_row_and_invent_nothing(seed: Seed) -> None:
    envelope = read_published_review(seed.path.read_bytes(), name=seed.path.name)
    nothing = {key: [] for key in KEYS} | {"document": dict.fromkeys(envelope["document"])}
    result = score(envelope, nothing)
    assert len(envelope["action_plan"]) == seed.n_plan_rows
    assert result.wrong_sources == []
    assert result.invented == []


def test_the_example_that_is_shipped_is_the_one_defined_here() -> None:
    assert EXAMPLE_PATH.read_bytes() == draw(EXAMPLE, "docx").data


def as_read(report: Report) -> Json:
    """Return the envelope of a perfect reading, each value with itself as its source."""
    envelope = report.expected()
    text: list[str] = []

    def source(words: str) -> Json:
        start = sum(map(len, text))
        text.append(words)
        return {"page": None, "start": start, "end": start + len(words), "text": words, "continued": []}

    def give_sources(item: Json) -> None:
        for value in item.values():
            for part in value if isinstance(value, list) else [value]:
                if isinstance(part, dict):
                    give_sources(part)
        item["sources"] = {name: source(value) for name, value in item.items() if isinstance(value, str)}
        item["source"] = source(item["text"]) if item.get("text") else None

    envelope["defects"] = [
        {
            "code": defect["code"],
            "where": (*defect["where"], "")[0],
            "message": " ".join(defect["words"]),
            "sources": [],
        }
        for defect in envelope["defects"]
    ]
    for key in KEYS[:-1]:
        for item in [envelope[key]] if key == "document" else envelope[key]:
            give_sources(item)
    return envelope | {"text": "".join(text)}


def test_the_score_of_a_perfect_reading_is_perfect() -> None:
    for report in ALL.values():
        result = score(as_read(report), report.expected())
        assert result.differences == []
        assert result.invented == result.unsourced == result.wrong_sources == []


def test_the_score_sees_what_is_wrong() -> None:
    envelope = as_read(EXAMPLE)
    envelope["action_plan"][0]["lead"] = "Nobody in particular"
    envelope["action_plan"][1]["sources"]["lead"]["start"] += 1
    del envelope["action_plan"][2]
    del envelope["defects"][0]
    result = score(envelope, EXAMPLE.expected())
    assert result.keys["action_plan"].n_expected_found == len(EXAMPLE.reading.action_plan) - 1
    assert len(result.invented) == 1
    assert len(result.wrong_sources) == 1
    assert result.keys["defects"].n_expected_found == len(EXAMPLE.defects) - 1
