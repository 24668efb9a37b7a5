"""Staff and people in cases: who is taken for whom, and who is not."""

import pytest

from sightline.domain.identity.addresses import are_addresses_alike, telephone_numbers
from sightline.domain.identity.birth_dates import Likeness, likeness
from sightline.domain.identity.matching import Identity, Matched, matches
from sightline.domain.identity.names import are_names_alike
from tests.factories.staff_and_subjects import planted_pairs, unrelated_pairs

N_PAIRS = 2000


def test_of_2000_planted_pairs_99_in_100_are_found() -> None:
    missed = [pair for pair in planted_pairs(N_PAIRS) if not matches(pair[1], pair[2])]
    assert len(missed) <= N_PAIRS // 100, missed[:5]


def test_of_2000_unrelated_pairs_hardly_any_is_barred() -> None:
    barred = [pair for pair in unrelated_pairs(N_PAIRS) if matches(pair[1], pair[2])]
    assert len(barred) <= N_PAIRS // 200, barred[:5]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ottoline Quarrenden", "QUARRENDEN, Ottoline"),
        ("Ottoline Quarrenden", "Dr Ottoline Quarrendon"),
        ("Ottoline Quarrenden", "Ottoline Quarrenden-Vane"),
        ("Elizabeth O’Dowd", "Liz ODowd"),
        ("Zoë Łapińska", "Zoe Lapinska"),
        ("Stephen Clarke", "Steven Clark"),
        ("Anna Maria Tanner", "Anna Tanner"),
    ],
)
def test_one_name_is_written_in_many_ways(one: str, other: str) -> None:
    assert are_names_alike(one, other)
    assert are_names_alike(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Anna Maria Tanner", "Anna Maria Dunmow"),
        ("Jane Tanner", "Mark Tanner"),
        ("Ottoline Quarrenden", "Ottoline"),
        ("", ""),
        ("Dr", "Dr"),
    ],
)
def test_another_name_is_another_name(one: str, other: str) -> None:
    assert not are_names_alike(one, other)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("1990-05-17", "1990-05-17", Likeness.SAME),
        ("1990-05-07", "1990-07-05", Likeness.NEAR),
        ("1990-05-17", "1990-05-16", Likeness.NEAR),
        ("1990-05-17", "1989-05-17", Likeness.NEAR),
        ("1990-05-17", "1990-05", Likeness.NEAR),
        ("1990", "1990", Likeness.NEAR),
        ("1990-05-17", "1993-11-02", Likeness.DIFFERENT),
        ("1990", "1972", Likeness.DIFFERENT),
        ("1990-05-17", "", Likeness.UNKNOWN),
    ],
)
def test_a_date_of_birth_is_compared_as_far_as_it_is_known(one: str, other: str, expected: Likeness) -> None:
    assert likeness(one, other) is expected
    assert likeness(other, one) is expected


def test_the_same_name_with_another_date_of_birth_is_somebody_else() -> None:
    staff = Identity(("Jane Tanner",), "1990-05-17")
    assert matches(staff, Identity(("Jane Tanner",), "1961-11-02")) == ()
    assert matches(staff, Identity(("Jane Tanner",))) == (Matched.NAME,)


def test_a_name_that_changed_is_found_by_the_day_of_birth_or_by_the_name_before() -> None:
    now = Identity(("Jane Dunmow",), "1990-05-17")
    assert matches(now, Identity(("Jane Tanner",), "1990-05-17")) == (Matched.PART_OF_NAME, Matched.BORN_ON)
    told = Identity(("Jane Dunmow", "Jane Tanner"))
    assert matches(told, Identity(("Jane Taner",))) == (Matched.NAME,)


def test_a_household_is_found_whatever_the_names() -> None:
    staff = Identity(
        ("Jane Tanner",), addresses=("12 Mill Lane, Saltby ZZ1 4QX",), telephones=("07700 900123",)
    )
    same_door = Identity(("Humphrey Vane",), addresses=("12 mill ln zz14qx",))
    same_line = Identity(("Humphrey Vane",), telephones=("+44 7700 900-123 after six",))
    assert matches(staff, same_door) == (Matched.ADDRESS,)
    assert matches(staff, same_line) == (Matched.TELEPHONE,)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("12 Mill Lane, Saltby ZZ1 4QX", "14 Mill Lane, Saltby ZZ1 4QX"),
        ("12 Mill Lane, Saltby", "12 Mill Lane, Thornaby"),
        ("Saltby", "Saltby"),
        ("Larkspur Mews", "12 Mill Lane, Saltby ZZ1 4QX"),
    ],
)
def test_neighbours_are_no_household(one: str, other: str) -> None:
    assert not are_addresses_alike(one, other)


def test_short_numbers_are_no_telephone_numbers() -> None:
    assert telephone_numbers("Room 101, extension 2345") == frozenset()
