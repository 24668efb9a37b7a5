"""What is typed when an item is corrected, and what it becomes in the published form."""

import pytest

from sightline.domain.vocabulary.reviews import ReadingSection
from sightline.web.published_documents.forms import ItemForm

ROW = {
    "number": "4",
    "recommendation": "Train all staff.",
    "lead": "Northmere Council",
    "action": "First part\nSecond part",
    "target_text": "April 2014",
    "target_on": ["2014-04"],
    "status": None,
}


def typed_again(item: dict[str, object], section: ReadingSection) -> dict[str, str]:
    """This is what a browser sends back when nothing was changed, line breaks as browsers send them."""
    form = ItemForm(section=section, item=item)
    return {
        field.html_name: str(field.value() or "").replace("\n", "\r\n") for _component, field in form.inputs()
    }


def corrected(typed: dict[str, str], item: dict[str, object], section: ReadingSection) -> dict[str, object]:
    form = ItemForm(typed, section=section)
    assert form.is_valid(), form.errors
    return form.changes(item)


def test_a_form_sent_back_unchanged_changes_nothing() -> None:
    section = ReadingSection.ACTION_PLAN
    assert corrected(typed_again(ROW, section), ROW, section) == {}


def test_only_the_field_that_was_changed_counts_as_corrected() -> None:
    section = ReadingSection.ACTION_PLAN
    typed = {**typed_again(ROW, section), "lead": "Northmere Council and Fenwick Police"}
    assert corrected(typed, ROW, section) == {"lead": "Northmere Council and Fenwick Police"}


def test_target_dates_are_typed_as_people_write_them_and_kept_as_exactly() -> None:
    section = ReadingSection.ACTION_PLAN
    typed = {**typed_again(ROW, section), "target_on": "30/4/2014\r\nMay 2014\r\n2015"}
    assert corrected(typed, ROW, section) == {"target_on": ["2014-04-30", "2014-05", "2015"]}


def test_a_line_that_is_no_date_is_refused_and_named() -> None:
    form = ItemForm({"target_on": "in 4 weeks"}, section=ReadingSection.ACTION_PLAN)
    assert not form.is_valid()
    assert "in 4 weeks" in form.errors["target_on"][0]


@pytest.mark.parametrize(
    ("typed", "on", "precision"),
    [
        ("25th August 2014", "2014-08-25", "day"),
        ("August 2014", "2014-08", "month"),
        ("not known", None, None),
    ],
)
def test_the_report_s_date_keeps_its_words_and_is_read_no_more_exactly(
    typed: str, on: str | None, precision: str | None
) -> None:
    item: dict[str, object] = {"title": "Review 1", "report_date": None}
    section = ReadingSection.DOCUMENT
    changed = corrected({**typed_again(item, section), "report_date": typed}, item, section)
    assert changed == {"report_date": {"text": typed, "on": on, "precision": precision}}


def test_a_period_is_read_from_its_words() -> None:
    item: dict[str, object] = {"title": "Review 1", "scope": None}
    section = ReadingSection.DOCUMENT
    changed = corrected({**typed_again(item, section), "scope": "July 2011 to May 2012"}, item, section)
    assert changed == {"scope": {"text": "July 2011 to May 2012", "start": "2011-07", "end": "2012-05"}}


def test_what_cannot_be_absent_is_asked_for() -> None:
    form = ItemForm({"name": ""}, section=ReadingSection.PANEL)
    assert not form.is_valid()
    assert form.errors["name"] == ["Enter: name"]
