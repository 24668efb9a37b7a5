"""A practitioner opens a case and shares it; what is sealed is absent; what is revealed hides itself."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from sightline.cli.acting import clock
from tests.factories.casework import Casework, make_casework


@pytest.fixture
def casework(transactional_db: None) -> Casework:
    return make_casework(clock())


@pytest.fixture
def change_to(page: Page, sign_in: Callable[[Page, str], None]) -> Callable[[str], None]:
    """This signs out whoever is signed in, and somebody else in."""

    def change(name: str) -> None:
        if page.get_by_role("button", name="Sign out").count():
            page.get_by_role("button", name="Sign out").click()
        sign_in(page, f"{name}@saltby.example")

    return change


def test_a_practitioner_opens_a_case_and_shares_it_with_another_agency(
    page: Page,
    at: Callable[[str], str],
    casework: Casework,
    change_to: Callable[[str], None],
    look: Callable[[Page, str], None],
) -> None:
    # given a practitioner
    change_to("police_officer")
    page.get_by_role("link", name="Cases", exact=True).click()
    look(page, "cases")

    # when a case is opened, a person added and a note written
    page.get_by_role("button", name="Open a case").click()
    look(page, "case-open")
    page.get_by_role("button", name="Open the case").click()
    expect(page.get_by_text("you are its lead worker")).to_be_visible()
    case = page.url
    page.get_by_role("button", name="Add a person").click()
    page.get_by_role("button", name="Add the person").click()
    look(page, "subject-mistake")
    page.get_by_role("radio", name="Victim").check()
    page.get_by_label("Name", exact=True).fill("Petronella Quince")
    page.get_by_label("Date of birth").fill("May 1990")
    page.get_by_label("Other names").fill("Nell")
    page.get_by_role("button", name="Add the person").click()
    page.get_by_role("button", name="Add a note").click()
    look(page, "note-add")
    page.get_by_label("What is there to know?").fill("She rang twice last night.\n\nA neighbour heard it.")
    page.get_by_role("button", name="Save the note").click()
    expect(page.get_by_text("The note is saved.")).to_be_visible()
    look(page, "case")

    # and shared with the council, whose point of contact then sees it
    page.get_by_role("link", name="Share the note of").click()
    look(page, "share")
    page.get_by_label("With which agency?").select_option(label="Saltby Council")
    page.get_by_role("radio", name="Vital interests").check()
    page.get_by_label("Under which information sharing agreement?").fill("Saltby agreement, part 4")
    page.get_by_role("button", name="Share it").click()
    expect(page.get_by_role("row", name="One note")).to_contain_text("Saltby Council")
    page.get_by_role("link", name="Let somebody work on this case").click()
    look(page, "member-add")
    page.goto(case)
    page.get_by_role("link", name="Who looked at this case").click()
    look(page, "who-looked")
    change_to("council_spoc")
    page.goto(case)
    expect(page.get_by_text("She rang twice last night.")).to_be_visible()
    expect(page.get_by_text("Petronella Quince")).to_have_count(0)
    look(page, "case-shared")


def test_a_sealed_case_is_absent_and_emergency_access_does_not_open_it(
    page: Page,
    at: Callable[[str], str],
    casework: Casework,
    change_to: Callable[[str], None],
    look: Callable[[Page, str], None],
) -> None:
    # given a sealed case, seen by those named on it
    change_to("police_officer")
    page.goto(at(f"/cases/{casework.sealed.pk}/"))
    expect(page.get_by_text("Sealed since")).to_be_visible()
    look(page, "case-sealed")
    page.get_by_role("link", name="Change the seal").click()
    look(page, "seal")

    # then it is not there for a colleague, nor in an emergency
    change_to("marac_coordinator")
    page.goto(at("/cases/"))
    expect(page.get_by_text(casework.sealed.reference)).to_have_count(0)
    page.goto(at(f"/cases/{casework.sealed.pk}/"))
    expect(page.get_by_role("heading", name="This page is not here")).to_be_visible()
    page.goto(at("/cases/"))
    page.get_by_role("link", name="I need to see a case in an emergency").click()
    page.get_by_label("Reference of the case").fill(casework.sealed.reference)
    page.get_by_role("radio", name="A child is at risk").check()
    page.get_by_label("What is happening?").fill("The school rings: nobody has come for him.")
    page.get_by_role("button", name="Open the case for 60 minutes").click()
    expect(page.get_by_role("link", name="There is no case of that reference")).to_be_visible()
    look(page, "emergency-none")

    # and what somebody took waits for their privacy officer
    change_to("harbour_practitioner")
    page.goto(at(f"/cases/{casework.case.pk}/"))
    look(page, "case-emergency")
    change_to("harbour_privacy")
    look(page, "home-privacy-officer")
    page.get_by_role("link", name="Safeguards", exact=True).click()
    look(page, "safeguards")
    page.get_by_role("link", name=f"Case {casework.case.reference}").click()
    look(page, "emergency-review")
    change_to("police_privacy")
    page.goto(at("/safeguards/bars/"))
    look(page, "bars")
    page.get_by_role("link", name="Humphrey Yelverton").click()
    look(page, "bar")


def test_where_somebody_is_is_shown_for_a_minute(
    page: Page,
    at: Callable[[str], str],
    casework: Casework,
    change_to: Callable[[str], None],
    look: Callable[[Page, str], None],
) -> None:
    # given the lead worker, who says why
    change_to("idva")
    page.clock.install()
    page.goto(at(f"/cases/{casework.case.pk}/"))
    page.get_by_role("link", name="Show where they are").first.click()
    look(page, "reveal")
    page.get_by_label("Why do you need it now?").fill("She has called and I am to meet her there.")
    page.get_by_role("button", name="Show it for a minute").click()
    place = page.get_by_text("4 Larkspur Mews")
    expect(place).to_be_visible()
    look(page, "revealed")

    # when most of a minute has passed it is there, then it is not
    page.clock.fast_forward(50_000)
    expect(place).to_be_visible()
    page.clock.fast_forward(11_000)
    expect(place).to_have_count(0)
    expect(page.get_by_role("status").filter(has_text="Hidden again")).to_be_visible()
    assert "Larkspur" not in page.content()


def test_two_who_correct_one_note_see_both_texts(
    page: Page,
    at: Callable[[str], str],
    casework: Casework,
    change_to: Callable[[str], None],
    look: Callable[[Page, str], None],
) -> None:
    # given two windows that correct one note
    change_to("police_officer")
    note = at(f"/cases/{casework.case.pk}/notes/{casework.notes['police_C2']}/correct")
    page.goto(note)
    faster = page.context.new_page()
    faster.goto(note)
    faster.get_by_label("What is there to know?").fill("Two officers went at noon.")
    faster.get_by_role("button", name="Save the correction").click()
    faster.close()

    # when the slower one saves, then both texts stand side by side
    page.get_by_label("What is there to know?").fill("One officer went at ten.")
    page.get_by_role("button", name="Save the correction").click()
    expect(page.get_by_text("Two officers went at noon.")).to_be_visible()
    look(page, "note-merge")
    page.get_by_label("What is there to know?").fill("One officer went at ten, two at noon.")
    page.get_by_role("button", name="Save the correction").click()
    expect(page.get_by_text("What it said before is kept.")).to_be_visible()
    page.get_by_role("link", name="Corrected 2 times").click()
    look(page, "note")
