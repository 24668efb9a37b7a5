"""Every invented report is read in every format: how well, and what must never happen."""

import io
import zipfile
from functools import cache

import pytest

from sightline.exchange.importers.published_review import read_published_review
from tests.corpus.contents import Report
from tests.corpus.files import EXAMPLE, EXAMPLE_PATH, FORMATS, draw, held_out_reports, known_reports
from tests.corpus.scoring import KEYS, PLAN_FIELDS, Json, Score, score
from tests.seeds import FIRST, SECOND, Seed, requires_seeds

ALL = {report.slug: report for report in known_reports() + held_out_reports()}
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


# Just under what is reached, so that a change that reads worse fails; the page of figures has the values.
FLOORS: dict[str, tuple[float, float]] = {
    "document": (0.95, 0.9),
    "subjects": (0.95, 0.9),
    "panel": (0.95, 0.9),
    "contributions": (0.95, 0.9),
    "terms_of_reference": (0.95, 0.9),
    "events": (0.95, 0.9),
    "findings": (0.95, 0.9),
    "lessons": (0.95, 0.9),
    "recommendations": (0.95, 0.9),
    "action_plan": (0.98, 0.98),
    "defects": (0.8, 0.8),
}
PLAN_CELL_FLOORS = dict.fromkeys(PLAN_FIELDS, 0.95)


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("key", KEYS)
def test_what_is_printed_is_read_and_no_more(key: str, format_: str) -> None:
    tally = total(format_).keys[key]
    precision, recall = FLOORS[key]
    assert (tally.precision or 0) >= precision
    assert (tally.recall or 0) >= recall


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("field", PLAN_FIELDS)
def test_cells_of_the_plan_are_whole_and_in_their_column(field: str, format_: str) -> None:
    result = total(format_)
    right = result.fields_right["action_plan", field] / result.fields["action_plan", field]
    assert right >= PLAN_CELL_FLOORS[field]


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
    def text_parts(data: bytes) -> dict[str, bytes]:
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            return {name: file.read(name) for name in sorted(file.namelist()) if name.startswith("word/")}

    assert text_parts(EXAMPLE_PATH.read_bytes()) == text_parts(draw(EXAMPLE, "docx").data)


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
