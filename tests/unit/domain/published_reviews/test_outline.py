"""Headings by style, number, capitals and table of contents; what stands under each."""

from dataclasses import replace

from sightline.domain.published_reviews.outline import Outline, read_outline
from tests.unit.domain.published_reviews.printed_plan import Heading, Printed, printed


def outline_of(*blocks: Printed) -> Outline:
    return read_outline(printed(*blocks))


def headings(outline: Outline) -> list[tuple[str | None, str, int]]:
    return [(section.number, section.title, section.level) for section in outline.walk()]


SENTENCE = (
    "The panel heard how the agencies worked together, and it was told what each of them knew at the time."
)


def test_numbers_nest_sections() -> None:
    outline = outline_of(
        "1.\tINTRODUCTION", SENTENCE, "2. The review", "2.1\tDecision making", SENTENCE, "3 Findings"
    )
    assert headings(outline) == [
        ("1", "INTRODUCTION", 1),
        ("2", "The review", 1),
        ("2.1", "Decision making", 2),
        ("3", "Findings", 1),
    ]
    assert [section.title for section in outline.sections[1].sections] == ["Decision making"]


def test_a_numbered_sentence_is_no_heading() -> None:
    outline = outline_of(
        "1. Introduction", f"1.1 {SENTENCE}", "1.2 The chair was told of this on the same day."
    )
    assert headings(outline) == [("1", "Introduction", 1)]


def test_a_short_numbered_sentence_is_no_heading() -> None:
    outline = outline_of(
        "1. Equality", "1.1 The panel considered age and sex.", "2. Analysis", "2.1 No agency asked."
    )
    assert headings(outline) == [("1", "Equality", 1), ("2", "Analysis", 1)]


def test_a_numbered_list_is_no_run_of_headings() -> None:
    items = [f"{n}. Trains its staff in the {word} pathway" for n, word in enumerate("abcdefgh", 1)]
    outline = outline_of("1. Background", SENTENCE, "2. Recommendations", *items, "3. Conclusions", SENTENCE)
    assert [title for _, title, _ in headings(outline)] == ["Background", "Recommendations", "Conclusions"]


def test_the_table_of_contents_is_recognised_and_names_headings() -> None:
    outline = outline_of(
        "Review into the death of Wren",
        "1.1\tBackground.....\t4",
        "1.2\tPeople of the review.....5",
        "2\tWhat each agency said of its work with the family and of",
        "the years before......9",
        "1.1 Background",
        SENTENCE,
        "1.2 People of the review",
        SENTENCE,
        "2 What each agency said of its work with the family and of the years before",
        SENTENCE,
    )
    assert [number for number, _, _ in headings(outline)] == ["1.1", "1.2", "2"]
    assert len(outline.contents) == 4
    assert len(outline.front) == 1


def test_styled_headings_need_no_numbers() -> None:
    outline = outline_of(
        Heading("Introduction"), SENTENCE, Heading("The panel", 2), SENTENCE, Heading("Analysis")
    )
    assert headings(outline) == [(None, "Introduction", 1), (None, "The panel", 2), (None, "Analysis", 1)]


def test_an_appendix_takes_the_heading_on_its_next_line_for_its_title() -> None:
    outline = outline_of("1. Introduction", SENTENCE, "APPENDIX B", "ACTION PLAN", SENTENCE)
    assert headings(outline)[-1] == ("APPENDIX B", "ACTION PLAN", 1)


def test_the_section_of_a_place_is_the_innermost() -> None:
    outline = outline_of("1. Introduction", SENTENCE, "1.1 Scope", SENTENCE, "2. Findings", SENTENCE)
    text = outline.words.document.text
    path = outline.path_to(text.index("1.1 Scope") + 15)
    assert [section.title for section in path] == ["Introduction", "Scope"]
    assert outline.section_at(text.rindex("The panel")) is outline.sections[1]
    assert [section.title for section in outline.titled("scope|find")] == ["Scope", "Findings"]


def test_a_plain_line_of_words_that_head_sections_is_a_heading_in_a_text_file() -> None:
    document = printed("Introduction", SENTENCE, "Agencies involved", SENTENCE, "Lessons", SENTENCE)

    outline = read_outline(replace(document, format="txt"))

    assert [title for _, title, _ in headings(outline)] == ["Introduction", "Agencies involved", "Lessons"]
