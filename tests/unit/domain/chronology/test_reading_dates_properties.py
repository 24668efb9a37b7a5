"""What holds of every reading, whatever was written."""

from datetime import date, timedelta

from hypothesis import assume, given
from hypothesis import strategies as st

from sightline.domain.chronology.day_month_order import DayMonthOrder, evidence_of_order, order_in
from sightline.domain.chronology.edtf import to_edtf
from sightline.domain.chronology.reading_dates import read_date
from sightline.domain.chronology.uncertain_date import DatePrecision, UncertainDate
from tests.factories.date_words import WAYS

days = st.dates(date(1970, 1, 1), date(2069, 12, 31))
orders = st.sampled_from(DayMonthOrder)
# Pieces that words of dates are made of, so that what is put together often nearly makes sense.
pieces = st.sampled_from(
    "3 12 31 05 13 2013 1985 12/13 3/5/13 2013-05-03 3rd May Feb Friday spring winter early mid- late "
    "Christmas Easter night of between and to - / , ( ) ? c. about before after since by w/c the following "
    "day two days later 2am 14:30 0200hrs or 1980s Q1 week weekend times in".split(" ")
)
nearly_dates = st.lists(pieces, max_size=9).map(" ".join) | st.lists(pieces, max_size=9).map("".join)
anything = st.text(max_size=300) | nearly_dates


@st.composite
def intervals(draw: st.DrawFn) -> UncertainDate:
    first = draw(st.none() | st.dates(date(2010, 1, 1), date(2010, 3, 1)))
    last = draw(st.none() | st.dates(first or date(2010, 1, 1), date(2010, 4, 1)))
    return UncertainDate("some time", first, last, DatePrecision.RANGE)


@given(st.sampled_from(sorted(WAYS)), days)
def test_each_way_to_write_a_day_is_read_as_what_it_allows(way: str, day: date) -> None:
    written = WAYS[way](day)
    found = read_date(written.words)
    assert (found.earliest, found.latest, found.at) == (written.first, written.last, written.at)
    assert found.earliest is None or found.earliest <= day
    assert found.latest is None or day <= found.latest


@given(st.sampled_from(sorted(WAYS)), days)
def test_capitals_and_spacing_change_nothing(way: str, day: date) -> None:
    words = WAYS[way](day).words
    plainly = read_date(words)
    for other in (words.upper(), words.replace(" ", "\u00a0"), words.replace(" ", "\n "), f" {words}."):
        found = read_date(other)
        assert (found.earliest, found.latest, found.at) == (plainly.earliest, plainly.latest, plainly.at)
        assert (found.precision, found.qualifier) == (plainly.precision, plainly.qualifier)


@given(days, orders)
def test_figures_are_read_in_the_order_of_their_file(day: date, order: DayMonthOrder) -> None:
    words = f"{day:%d/%m/%Y}" if order is DayMonthOrder.DAY_FIRST else f"{day:%m/%d/%Y}"
    assert read_date(words, order=order).earliest == day


@given(anything, orders, st.none() | intervals())
def test_no_text_breaks_the_reading(text: str, order: DayMonthOrder, after: UncertainDate | None) -> None:
    found = read_date(text, order=order, after=after)
    assert found.text == text
    assert found.is_dated is (found.precision is not DatePrecision.UNKNOWN)
    assert read_date(found.text, order=order, after=after) == found


def test_a_long_text_is_no_date() -> None:
    for text in ("3 May 2013 " * 1000, "?" * 10_000, "(" * 10_000, "1/" * 5_000, "3 May 2013" + " " * 10_000):
        assert not read_date(text).is_dated


@given(
    st.dates(date.min, date.max),
    st.sampled_from(["the following day", "99 years later", "999 months before"]),
)
def test_the_ends_of_the_calendar_are_no_trouble(day: date, words: str) -> None:
    after = UncertainDate("then", day, day, DatePrecision.DAY)
    found = read_date(words, after=after)
    assert found.precision in (DatePrecision.DAY, DatePrecision.RANGE, DatePrecision.UNKNOWN)


@given(nearly_dates)
def test_words_that_count_from_nothing_are_undated(words: str) -> None:
    assume(not any(each.isdigit() for each in words))
    assert not read_date(words).is_dated


@given(anything)
def test_edtf_is_written_of_what_has_days_and_of_nothing_else(text: str) -> None:
    found = read_date(text)
    if found.precision is not DatePrecision.TIME:
        assert (to_edtf(found) is not None) is found.is_dated


@given(days)
def test_edtf_of_a_day_is_iso_8601(day: date) -> None:
    assert to_edtf(read_date(f"{day:%d/%m/%Y}")) == day.isoformat()


@given(intervals(), intervals(), intervals())
def test_certainly_before_is_a_strict_order(
    one: UncertainDate, other: UncertainDate, third: UncertainDate
) -> None:
    assert not one.is_certainly_before(one)
    assert not (one.is_certainly_before(other) and other.is_certainly_before(one))
    if one.is_certainly_before(other) and other.is_certainly_before(third):
        assert one.is_certainly_before(third)


@given(intervals(), intervals())
def test_two_dates_are_before_after_or_may_overlap(one: UncertainDate, other: UncertainDate) -> None:
    relations = (one.is_certainly_before(other), other.is_certainly_before(one), one.may_overlap(other))
    assert sum(relations) == 1
    assert one.may_overlap(other) is other.may_overlap(one)
    if one.is_certainly_before(other):
        assert one.is_possibly_before(other)
        assert not other.is_possibly_before(one)


@given(intervals(), intervals())
def test_what_may_overlap_has_a_day_in_common(one: UncertainDate, other: UncertainDate) -> None:
    span = [date(2009, 12, 31) + timedelta(days=number) for number in range(95)]
    common = [day for day in span if _may_be_on(one, day) and _may_be_on(other, day)]
    assert one.may_overlap(other) is bool(common)


def _may_be_on(when: UncertainDate, day: date) -> bool:
    return (when.earliest or date.min) <= day <= (when.latest or date.max)


@given(st.lists(days, max_size=12), orders)
def test_the_order_of_a_file_is_found_or_left_open_and_never_mistaken(
    written: list[date], order: DayMonthOrder
) -> None:
    form = "%d/%m/%Y" if order is DayMonthOrder.DAY_FIRST else "%m/%d/%Y"
    texts = [day.strftime(form) for day in written]
    expected = order if any(day.day > 12 for day in written) else None
    assert order_in(texts) is expected
    assert order_in([*texts, "3 May 2013", "2013-05-13", "n/k"]) is expected


@given(st.lists(days, min_size=1), st.randoms(use_true_random=False))
def test_the_rows_of_a_file_may_stand_in_any_sequence(written: list[date], dice: object) -> None:
    texts = [f"{day:%a %d/%m/%Y}" for day in written]
    shuffled = list(texts)
    dice.shuffle(shuffled)  # type: ignore[attr-defined]
    assert order_in(texts) is order_in(shuffled)


def test_a_file_that_contradicts_itself_says_which_rows() -> None:
    evidence = evidence_of_order(["03/04/2013", "25/04/2013", "04/25/2013", "n/k", "26.04.13"])
    assert evidence.order is None
    assert evidence.contradicts_itself
    assert evidence.day_first == (1, 4)
    assert evidence.month_first == (2,)


def test_a_weekday_settles_the_order() -> None:
    assert order_in(["Wed 03/04/2013"]) is DayMonthOrder.DAY_FIRST
    assert order_in(["Mon 03/04/2013"]) is DayMonthOrder.MONTH_FIRST
    assert order_in(["Sun 03/04/2013"]) is None
