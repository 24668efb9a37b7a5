"""A printed date falls due at the end of what is printed."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.domain.due_dates import last_day

DAYS = st.dates(min_value=date(1900, 1, 1), max_value=date(2199, 12, 30))


@given(DAYS)
def test_a_day_is_due_on_that_day(day: date) -> None:
    assert last_day(day.isoformat()) == day


@given(DAYS)
def test_a_month_is_due_on_its_last_day(day: date) -> None:
    due = last_day(f"{day:%Y-%m}")
    assert (due.year, due.month) == (day.year, day.month)
    assert (due + timedelta(days=1)).day == 1


@given(DAYS)
def test_a_year_is_due_on_its_last_day(day: date) -> None:
    assert last_day(f"{day:%Y}") == date(day.year, 12, 31)


@pytest.mark.parametrize(
    "text", ["", "April 2014", "2014-13", "2014-02-30", "14-04", "2014-4", "2014-04-", "0000"]
)
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"\S"):
        last_day(text)
