"""A chair reads a review's chronology: filters it, asks what was known on a day, goes from entry to entry."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from sightline.cli.acting import clock
from tests.factories.chronologies import ReviewChronology, make_review_chronology


@pytest.fixture
def chronology(transactional_db: None) -> ReviewChronology:
    return make_review_chronology(clock())


@pytest.mark.may_also_see(chair=["council-REVIEW"])  # the panel is open here
def test_a_chair_reads_filters_and_asks_what_was_known(
    page: Page,
    at: Callable[[str], str],
    chronology: ReviewChronology,
    sign_in: Callable[[Page, str], None],
    look: Callable[[Page, str], None],
) -> None:
    # given a chair, who opens the review
    sign_in(page, "chair@saltby.example")
    page.goto(at(f"/cases/{chronology.case_id}/"))
    page.get_by_role("link", name="Chronology: what happened, in order").click()
    entries = page.get_by_role("article")
    expect(entries).to_have_count(5)
    look(page, "chronology")

    # when she goes on by keyboard, the entries are reached one by one
    page.keyboard.press("j")
    expect(entries.nth(0)).to_be_focused()
    page.keyboard.press("j")
    expect(entries.nth(1)).to_be_focused()
    page.keyboard.press("k")
    expect(entries.nth(0)).to_be_focused()

    # and filters by agency, then asks what the police knew on a day
    page.get_by_label("Agency", exact=True).select_option(label="Harbour")
    page.get_by_role("button", name="Show these").click()
    expect(entries).to_have_count(3)
    page.get_by_role("link", name="Show all entries").click()
    page.get_by_label("As known to").select_option(label="Marram Police")
    page.get_by_role("button", name="Show these").click()
    expect(page.get_by_role("link", name="Write at the end of which day")).to_be_visible()
    look(page, "chronology-mistake")
    page.get_by_label("At the end of").fill("1 January 2022")
    page.get_by_role("button", name="Show these").click()
    expect(page.get_by_text("As known to Marram Police at the end of 1 January 2022.")).to_be_visible()
    expect(entries).to_have_count(1)
    look(page, "chronology-known")

    # and sees pseudonyms, on paper too
    page.get_by_role("link", name="Show all entries").click()
    page.get_by_role("link", name="Show pseudonyms").click()
    expect(page.get_by_text("Odette")).to_have_count(0)
    page.emulate_media(media="print")
    expect(page.get_by_role("search", name="Entries")).to_be_hidden()
    expect(entries.first).to_be_visible()
    page.emulate_media(media="screen")
    look(page, "chronology-pseudonyms")


def test_a_practitioner_records_an_event(
    page: Page,
    at: Callable[[str], str],
    chronology: ReviewChronology,
    sign_in: Callable[[Page, str], None],
    look: Callable[[Page, str], None],
) -> None:
    sign_in(page, "idva@saltby.example")
    page.goto(at(f"/cases/{chronology.casework.case.pk}/chronology/"))
    page.get_by_role("link", name="Record an event").click()
    look(page, "event-add")
    page.get_by_label("When did it happen?").fill("early April 2026")
    page.get_by_label("What kind of thing happened?").select_option(label="Contact")
    page.get_by_label("What happened?").fill("She rang from a friend’s telephone.")
    page.get_by_role("button", name="Record the event").click()
    expect(page.get_by_text("The event is recorded.")).to_be_visible()
    expect(page.get_by_role("article")).to_contain_text("early April 2026")
    look(page, "chronology-casework")
