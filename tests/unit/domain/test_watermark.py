"""A mark is found again after what happens to a text on its way."""

from hypothesis import given
from hypothesis import strategies as st

from sightline.domain.watermark import (
    ALPHABET,
    REFERENCE_LENGTH,
    hidden_references,
    laid_out_reference,
    printed,
    printed_reference,
    step,
    with_hidden,
    without_hidden,
)

REFERENCE, OTHER = "XK7M9Q2D", "B4TTR0WS"
references = st.text(st.sampled_from(ALPHABET), min_size=REFERENCE_LENGTH, max_size=REFERENCE_LENGTH)
# Without long rows of joiners, which nobody writes.
texts = st.text(st.characters(exclude_characters="\u200c\u200d"))


@given(texts, references)
def test_a_hidden_mark_comes_off_again(text: str, reference: str) -> None:
    assert without_hidden(with_hidden(text, reference)) == text


@given(references)
def test_a_hidden_mark_says_the_reference_and_no_other(reference: str) -> None:
    assert hidden_references(with_hidden("Fit the locks. Then tell her.", reference)) == {reference}


def test_each_sentence_carries_the_mark() -> None:
    first, second = with_hidden("Fit the locks. Then tell her.", REFERENCE).split(" Then")
    assert hidden_references(first) == hidden_references(second) == {REFERENCE}


def test_a_mark_from_another_export_is_replaced() -> None:
    copied = with_hidden("Fit the locks now.", OTHER)
    assert hidden_references(with_hidden(copied, REFERENCE)) == {REFERENCE}


def test_a_word_or_two_and_joiners_that_people_write_are_left_alone() -> None:
    family = "\N{WOMAN}\N{ZERO WIDTH JOINER}\N{GIRL}"
    assert with_hidden("Marram Police", REFERENCE) == "Marram Police"
    assert without_hidden(f"می\u200cخواهم {family}") == f"می\u200cخواهم {family}"


def test_a_mark_with_a_wrong_letter_in_it_is_no_mark() -> None:
    marked = with_hidden("Fit the locks.", REFERENCE)
    turned = marked[:20] + ("\u200c" if marked[20] == "\u200d" else "\u200d") + marked[21:]
    assert hidden_references(turned) == frozenset()


def test_a_printed_reference_is_read_in_spite_of_two_wrong_letters() -> None:
    for typed in ("XK7M-9Q2D", "xk7m-9q2d", "XK7M - 9Q2D", "XK7M–9Q2O", "XK7-9Q2D", "XR7M-9Q20"):
        assert printed_reference(f"reference {typed}. Page 2", [OTHER, REFERENCE]) == REFERENCE


def test_a_printed_reference_that_could_be_two_or_none_is_not_guessed() -> None:
    assert printed_reference("reference XK7M-9Q2D", ["XK7M9Q2A", "XK7M9Q2B"]) is None
    assert printed_reference("reference XK77-7727", [REFERENCE]) is None
    assert printed_reference("a long-term and well-known plan", [REFERENCE]) is None


def laid_out(reference: str, *widths: int) -> list[list[int]]:
    return [[step(reference, table, column) for column in range(width)] for table, width in enumerate(widths)]


def test_widths_lead_to_the_export_they_were_made_for() -> None:
    assert laid_out_reference(laid_out(REFERENCE, 14, 6, 8), [OTHER, REFERENCE]) == REFERENCE


def test_widths_of_a_few_changed_columns_still_lead_there() -> None:
    tables = laid_out(REFERENCE, 24)
    tables[0][3] = (tables[0][3] + 1) % 4
    assert laid_out_reference(tables, [OTHER, REFERENCE]) == REFERENCE


def test_widths_that_are_too_few_or_fit_nobody_lead_nowhere() -> None:
    assert laid_out_reference(laid_out(REFERENCE, 3), [REFERENCE]) is None
    assert laid_out_reference(laid_out(REFERENCE, 7), [REFERENCE]) == REFERENCE
    many = [f"{number:08}" for number in range(1_000)]
    assert laid_out_reference(laid_out(REFERENCE, 7), [*many, REFERENCE]) is None
    assert laid_out_reference([[0] * 24], [OTHER, REFERENCE]) is None


def test_a_reference_is_printed_in_two_halves() -> None:
    assert printed(REFERENCE) == "XK7M-9Q2D"
