"""Agency names: one agency written twice, and the names a sentence holds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.domain.published_reviews.agencies import (
    AgencyNames,
    abbreviations_in,
    looks_like_an_agency,
    same_agency,
)
from sightline.domain.vocabulary.agency_words import NAME_ENDINGS


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("St Win’s Medical Centre", "St Winn's Medical Centre"),
        ("Larch Medical Practice", "Larch Surgery"),
        ("Fenmoor Council Peoples Services", "Fenmoor Peoples Service"),
        ("Fen and Moor Valleys NHS Foundation Trust", "FEN & MOOR VALLEY NHS TRUST"),
        ("Moor and Fen Probation Trust", "The Moor Fen Probation Trust [MFPT]"),
        ("Children’s Social Care, Fenmoor", "Fenmoor County Council Children's Social Care"),
        ("Fenmoor Constabulary", "Fenmoor Police"),
        ("HLH", "Hollow Lane Housing"),
    ],
)
def test_one_agency_written_differently(one: str, other: str) -> None:
    assert same_agency(one, other)
    assert same_agency(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("North Fenmoor Police", "South Fenmoor Police"),
        ("Fenmoor Police", "Fenmoor Council"),
        ("Fenmoor NHS Trust", "Fenmoor Ambulance Service"),
        ("Fenmoor NHS", "Fenmoor Housing"),
        ("", "Fenmoor Police"),
        ("Trust", "NHS Trust"),
    ],
)
def test_two_agencies(one: str, other: str) -> None:
    assert not same_agency(one, other)


@given(
    st.lists(st.sampled_from(["Fen", "Moor", "Lane", "and", "Vale"]), min_size=1),
    st.sampled_from(NAME_ENDINGS),
)
def test_a_name_is_the_same_as_itself_in_capitals(words: list[str], ending: str) -> None:
    name = " ".join([*words, ending])
    assert same_agency(name, name.upper())


def test_an_abbreviation_is_taken_with_the_words_it_stands_for() -> None:
    text = (
        "The Safer Fenmoor Partnership [SFP] met. Fen and South Moor NHS Foundation"
        " Trust\t\t[FaSM] came, as did "
        "Larch and Options (L&O). The multi-agency meeting (see below) was short [2013]."
    )
    assert abbreviations_in(text) == {
        "SFP": "Safer Fenmoor Partnership",
        "FaSM": "Fen and South Moor NHS Foundation Trust",
        "L&O": "Larch and Options",
    }


def test_a_document_tells_its_abbreviations_apart() -> None:
    names = AgencyNames.of("Fenmoor Borough Council [FBC] and Moor Rehabilitation Company (MRC) answered.")
    assert names.in_full("FBC") == "Fenmoor Borough Council"
    assert names.same("Adult Services FBC", "Adult Services")
    assert names.same("West MRC", "West Moor Rehabilitation Company")
    assert not names.same("FBC", "MRC")


def test_agencies_are_named_as_the_sentence_prints_them() -> None:
    names = AgencyNames.of("Fenmoor Police (FP)", ["Lanternlight", "Larch Housing"])
    sentence = (
        "On Monday Lanternlight told FP and Larch Housing; Moor Vale NHS Trust was not told. Larch"
        " Housing wrote."
    )
    assert names.named_in(sentence) == ("Lanternlight", "FP", "Larch Housing", "Moor Vale NHS Trust")


def test_a_name_without_an_agency_word_is_not_taken_for_one() -> None:
    assert not looks_like_an_agency("Wilhelmina Larkspur")
    assert looks_like_an_agency("Larkspur Women’s Aid")


def test_independence_is_not_an_agency() -> None:
    names = AgencyNames.of("", ["Independent"]).with_names(["Chair", "Fenmoor Police"])
    assert names.names == ("Fenmoor Police",)
    assert names.named_in("Independent advice was had from Fenmoor Police.") == ("Fenmoor Police",)
