"""Date words are read as the table in tests/spec/dates.toml says, and never more exactly than written."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from sightline.domain.chronology.reading_dates import DayMonthOrder, read_date
from sightline.domain.chronology.uncertain_date import DatePrecision, DateQualifier, UncertainDate

SPEC = tomllib.loads((Path(__file__).parents[3] / "spec" / "dates.toml").read_text(encoding="utf-8"))


LINES = [
    pytest.param(group, words, expected, id=f"{group['title']}: {words}")
    for group in SPEC["group"]
    for words, expected in group["readings"].items()
]


def as_told(found: UncertainDate) -> str:
    if found.precision is DatePrecision.UNKNOWN:
        return "undated"
    first, last = found.earliest or "", found.latest or ""
    parts = [str(first) if first == last else f"{first}..{last}", found.precision]
    parts += [f"{found.at:%H:%M}"] if found.at else []
    parts += [found.qualifier] if found.qualifier is not DateQualifier.NONE else []
    return " ".join(parts)


@pytest.mark.parametrize(("group", "words", "expected"), LINES)
def test_words_are_read_as_the_table_says(group: dict[str, Any], words: str, expected: str) -> None:
    order = DayMonthOrder(group.get("order", "DAY_FIRST"))
    after = read_date(group["after"]) if "after" in group else None
    found = read_date(words, order=order, after=after)
    assert as_told(found) == expected
    assert found.text == words


def test_the_table_is_long_enough_to_be_relied_on() -> None:
    assert len(LINES) >= 250
