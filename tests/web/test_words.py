"""The document's words around what was read, with the right stretches marked."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from sightline.records.reviews.queries.documents import SourceRow
from sightline.web.published_documents.words import Mark, marks_of, passages

TEXT = "Before. All staff are trained. Lead: Northmere. After."


def shown(text: str, marks: list[Mark], around: int = 4) -> str:
    """This draws passages on one line: [a:marked], and | where text is left out."""
    return "|".join(
        "".join(f"[{''.join(run.letters)}:{run.text}]" if run.is_marked else run.text for run in passage.runs)
        for passage in passages(text, [replace(mark, around=around) for mark in marks])
    )


def test_marked_words_stand_between_the_words_around_them() -> None:
    start = TEXT.index("All")
    assert shown(TEXT, [Mark(start, start + 9, "a")], around=100) == (
        "Before. [a:All staff] are trained. Lead: Northmere. After."
    )


def test_no_word_is_cut_where_a_passage_begins_and_ends() -> None:
    start = TEXT.index("are")
    assert shown(TEXT, [Mark(start, start + 3, "a")], around=3).strip() == "[a:are]"
    assert shown(TEXT, [Mark(start, start + 3, "a")], around=9).strip() == "staff [a:are] trained."


def test_passages_that_touch_become_one_and_others_stay_apart() -> None:
    near = [Mark(0, 6, "a"), Mark(8, 11, "b")]
    assert len(passages(TEXT, [replace(mark, around=5) for mark in near])) == 1
    far = [Mark(0, 6, "a"), Mark(len(TEXT) - 6, len(TEXT), "b")]
    assert len(passages(TEXT, [replace(mark, around=3) for mark in far])) == 2


def test_words_that_overlap_are_marked_once_and_each_letter_stands_where_its_words_begin() -> None:
    assert shown("one two three", [Mark(0, 7, "a"), Mark(4, 13, "b")], around=0) == "[a:one ][b:two][: three]"


def source(start: int, end: int, page: int | None = None, *continued: SourceRow) -> SourceRow:
    return SourceRow(page=page, start=start, end=end, text="", continued=continued)


def test_a_value_cut_by_a_page_is_marked_in_both_places() -> None:
    marks = list(marks_of(source(0, 3, None, source(8, 13)), "a"))
    assert shown("one two three", marks, around=50) == "[a:one] two [:three]"


def test_the_page_shown_is_the_one_the_marked_words_stand_on() -> None:
    assert passages(TEXT, marks_of(source(8, 11, 7)))[0].page == 7
    assert passages(TEXT, marks_of(source(8, 11)))[0].page is None


def test_several_blank_lines_are_shown_as_one() -> None:
    runs = passages("one\n \n\n\ntwo\nthree\n\nfour", [Mark(0, 3)])[0].runs
    assert "".join(run.shown for run in runs) == "one\n\ntwo\nthree\n\nfour"


def test_blank_lines_that_go_over_from_unmarked_to_marked_words_are_shown_as_one() -> None:
    runs = passages("one\n\n\n \n\ntwo", [Mark(5, 12, "a")])[0].runs
    assert [run.shown for run in runs if run.shown] == ["one\n", "\ntwo"]


@given(st.text(max_size=80), st.data())
def test_what_is_marked_is_exactly_what_the_marks_cover(text: str, data: st.DataObject) -> None:
    offsets = st.integers(0, len(text))
    marks = [
        Mark(*sorted(pair), around=7) for pair in data.draw(st.lists(st.tuples(offsets, offsets), max_size=5))
    ]
    marked = "".join(run.text for passage in passages(text, marks) for run in passage.runs if run.is_marked)
    covered = {offset for mark in marks for offset in range(mark.start, mark.end)}
    assert marked == "".join(text[offset] for offset in sorted(covered))
