"""Values from places in a document: white space, words cut at a line end, and sources."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.domain.published_reviews.document import ReadDocument, Span
from sightline.domain.published_reviews.words import Words


def words_of(text: str, *elsewhere: str) -> str:
    document = ReadDocument("pdf", "\n\n".join([text, *elsewhere]), ())
    return Words(document).of(Span(0, len(text)))


@pytest.mark.parametrize(
    ("text", "elsewhere", "value"),
    [
        ("one   two\n three", "", "one two three"),
        ("the safe-\nguarding lead", "", "the safeguarding lead"),
        ("a multi-\nagency plan", "each agency", "a multi-agency plan"),
        ("ex-\nplain the form", "", "explain the form"),
        ("a co-\noperative", "the cooperative", "a cooperative"),
        ("a care-\nplan", "one care-plan", "a care-plan"),
        ("mid-\nAugust", "", "mid-August"),
        ("MANAGEMENT RE-\nVIEWS", "", "MANAGEMENT REVIEWS"),
        ("soft\u00adened, zero\u200bwidth", "", "softened, zerowidth"),
        ("<p>First.</p> <p>Second<br>third</p>", "", "First.\nSecond\nthird"),
        ("less < more", "", "less < more"),
    ],
)
def test_a_value_is_the_printed_words_made_whole(text: str, elsewhere: str, value: str) -> None:
    assert words_of(text, elsewhere) == value


def test_adjoining_paragraphs_are_one_place_and_others_are_continued() -> None:
    document = ReadDocument("txt", "First line \n\n second | last", (), page_starts=(0, 12))
    source = Words(document).source(Span(0, 11), Span(13, 21), Span(22, 28))
    assert source is not None
    assert (source.text, source.page) == ("First line \n\n second", 1)
    assert [(place.text, place.page) for place in source.continued] == [("last", 2)]


def test_blank_places_have_no_source() -> None:
    assert Words(ReadDocument("txt", "  \n ", ())).source(Span(0, 4)) is None


@given(st.text(max_size=80), st.data())
def test_a_source_always_holds_exactly_the_words_at_its_offsets(text: str, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), min_size=2, max_size=6)))
    spans = [Span(start, end) for start, end in zip(cuts[::2], cuts[1::2], strict=False)]
    source = Words(ReadDocument("txt", text, ())).source(*spans)
    for place in (source, *source.continued) if source else ():
        assert text[place.start : place.end] == place.text == place.text.strip() != ""
