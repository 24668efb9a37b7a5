"""A pseudonym stands for each name the case has, in whole words, and for no other word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.domain.chronology.pseudonyms import Known, Pseudonyms

PEOPLE = (
    Known("Adult A", ("Odette Farthingale", "Dottie")),
    Known("Adult B", ("Lucan van Brackenbury",)),
    Known("Child C", ("Perpetua Farthingale", "Pip")),
)
NAMES = {part for person in PEOPLE for name in person.names for part in name.split() if part != "van"}


def shown(text: str) -> str:
    return "".join(f"[{run.text}]" if run.is_replaced else run.text for run in Pseudonyms(PEOPLE).runs(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Odette Farthingale rang.", "[Adult A] rang."),
        ("Odette’s sister; Dottie's coat", "[Adult A]’s sister; [Adult A]'s coat"),
        ("FARTHINGALE attended", "[Adult A or Child C] attended"),
        ("Mr Brackenbury in a van", "Mr [Adult B] in a van"),
        ("an apple pip; Pippa; Pip", "an apple pip; Pippa; [Child C]"),
        ("Farthingale-Brackenbury", "[Adult A or Child C]-[Adult B]"),
        ("", ""),
    ],
)
def test_names_are_replaced_as_whole_words(text: str, expected: str) -> None:
    assert shown(text) == expected


@given(st.lists(st.sampled_from([*sorted(NAMES), "and", "rang", "the", "’s"])))
def test_no_name_stays_and_no_other_word_goes(words: list[str]) -> None:
    runs = Pseudonyms(PEOPLE).runs(" ".join(words))
    kept = "".join(run.text for run in runs if not run.is_replaced).split()
    assert not NAMES & set(kept)
    assert kept == [word for word in words if word not in NAMES]


def test_without_people_every_text_stays_as_it_is() -> None:
    assert [run.text for run in Pseudonyms(()).runs("Odette rang.")] == ["Odette rang."]
