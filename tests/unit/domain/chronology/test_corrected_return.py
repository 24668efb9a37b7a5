"""What a corrected file changed, by what entries say and not by the row they stand in."""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from sightline.domain.chronology.corrected_return import Correction, difference
from sightline.domain.chronology.drafts import Reading
from sightline.domain.chronology.returned_file import read_returned_file
from tests.factories.chronology_files import FIRST, HEADS, SECOND, raw_table

THIRD = ("1 July 2013", "", "Log 300", "A letter is sent to the surgery", "", "")


def reading_of(*rows: Sequence[str]) -> Reading:
    return read_returned_file([raw_table([HEADS, *rows])]).reading


def changed_texts(correction: Correction) -> list[tuple[str, str]]:
    return [(old.text, new.text) for old, new in correction.changed]


def test_rows_in_another_order_change_nothing() -> None:
    assert not difference(
        reading_of(FIRST, SECOND, THIRD), reading_of(THIRD, (), FIRST, SECOND)
    ).changes_anything


def test_a_new_row_is_added_and_a_missing_one_removed() -> None:
    correction = difference(reading_of(FIRST, SECOND), reading_of(SECOND, THIRD))
    assert [draft.text for draft in correction.added] == [THIRD[3]]
    assert [draft.text for draft in correction.removed] == [FIRST[3]]
    assert correction.changed == ()


def test_the_same_words_on_another_date_are_one_entry_changed() -> None:
    moved = ("04/05/2013", *FIRST[1:])
    ((old, new),) = difference(reading_of(SECOND, FIRST), reading_of(moved, SECOND)).changed
    assert (old.date_words, new.date_words) == ("03/05/2013", "04/05/2013")


def test_other_words_at_the_same_time_are_one_entry_changed_if_much_is_the_same() -> None:
    reworded = (*FIRST[:3], "Neighbour reports loud shouting at the flat", *FIRST[4:])
    correction = difference(reading_of(FIRST, SECOND), reading_of(SECOND, reworded))
    assert changed_texts(correction) == [(FIRST[3], reworded[3])]
    replaced = (FIRST[0], "", "Letter 4", "Tenancy signed", "", "")
    correction = difference(reading_of(FIRST), reading_of(replaced))
    assert (len(correction.added), len(correction.removed), correction.changed) == (1, 1, ())


def test_each_copy_of_a_row_that_stands_twice_counts() -> None:
    correction = difference(reading_of(FIRST, FIRST), reading_of(FIRST))
    assert (len(correction.removed), correction.added, correction.changed) == (1, (), ())


ROWS = st.lists(
    st.tuples(
        st.sampled_from(("3 May 2013", "4 May 2013", "")),
        st.just(""),
        st.sampled_from(("Log 1", "Log 2")),
        st.sampled_from(("Call", "Call from a neighbour", "Visit", "A visit to the flat")),
        st.sampled_from(("", "Advice")),
        st.just(""),
    ),
    max_size=6,
)


@given(old=ROWS, new=ROWS)
def test_every_entry_of_both_files_is_accounted_for_once(
    old: list[tuple[str, ...]], new: list[tuple[str, ...]]
) -> None:
    before, after = reading_of(*old), reading_of(*new)
    correction = difference(before, after)
    n_same = len(before.drafts) - len(correction.removed) - len(correction.changed)
    assert n_same == len(after.drafts) - len(correction.added) - len(correction.changed)
    assert n_same >= 0
    assert not difference(before, before).changes_anything
