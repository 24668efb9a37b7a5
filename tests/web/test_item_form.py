"""What is typed when an item is corrected, and what it becomes."""

from sightline.domain.vocabulary.reviews import FIELDS, ReadingSection
from sightline.web.published_documents.forms import ItemForm

ROW = {
    "number": "4",
    "recommendation": "Train all staff.",
    "lead": "Northmere Council",
    "action": "First part\nSecond part",
    "target_text": "April 2014 and 30 June 2014",
    "target_on": "2014-04\n2014-06-30",
}
PLAN = FIELDS[ReadingSection.ACTION_PLAN]


def typed_again(values: dict[str, str]) -> dict[str, str]:
    """This is what a browser sends back when nothing was changed, line breaks as browsers send them."""
    form = ItemForm(item_fields=PLAN, values=values)
    inputs = form.inputs()
    return {field.html_name: str(field.value() or "").replace("\n", "\r\n") for _component, field in inputs}


def corrected(**typed: str) -> dict[str, str]:
    form = ItemForm({**typed_again(ROW), **typed}, item_fields=PLAN, values=ROW)
    assert form.is_valid(), form.errors
    return form.changes()


def test_dates_stand_in_the_form_as_people_write_them() -> None:
    assert typed_again(ROW)["target_on"] == "April 2014\r\n30 June 2014"


def test_a_form_sent_back_unchanged_changes_nothing() -> None:
    assert corrected() == {}


def test_only_the_field_that_was_changed_counts_as_corrected() -> None:
    assert corrected(lead="Northmere Council and Fenwick Police") == {
        "lead": "Northmere Council and Fenwick Police"
    }


def test_a_field_can_be_emptied() -> None:
    assert corrected(target_on="") == {"target_on": ""}


def test_target_dates_are_typed_as_people_write_them_and_kept_as_exactly() -> None:
    assert corrected(target_on="30/4/2014\r\nMay 2014\r\n2015") == {"target_on": "2014-04-30\n2014-05\n2015"}


def test_a_line_that_is_no_date_is_refused_and_named() -> None:
    form = ItemForm({"target_on": "in 4 weeks"}, item_fields=PLAN)
    assert not form.is_valid()
    assert "in 4 weeks" in form.errors["target_on"][0]


def test_what_cannot_be_absent_is_asked_for() -> None:
    form = ItemForm({"name": ""}, item_fields=FIELDS[ReadingSection.PANEL])
    assert not form.is_valid()
    assert form.errors["name"] == ["Enter the name"]
