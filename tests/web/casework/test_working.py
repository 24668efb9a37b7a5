"""Working on a case: what is written, corrected, shared and ended, and who hears of it."""

import re

import pytest
from django.http import HttpResponse
from django.urls import reverse

from sightline.cli.acting import clock
from sightline.domain.vocabulary.roles import Role
from sightline.records.access.services import appoint
from sightline.records.audit.models import AuditEntry
from sightline.records.cases.models import CaseNote, EmergencyAccess, Seal
from sightline.records.cases.services.notes import correct_note
from sightline.records.cases.services.subjects import correct_record
from sightline.records.people.models import PersonRecord
from tests.factories.casework import Casework
from tests.web.casework.conftest import SignedIn
from tests.web.casework.test_routes import alert_about
from tests.web.looks import logged_rows


def test_who_opens_a_case_leads_it_and_fills_it(casework: Casework, signed_in: SignedIn) -> None:
    client = signed_in("police_colleague")
    opened = client.post("/cases/open", {"kind": "CASEWORK"})
    case = opened.headers["Location"]
    assert "you are its lead worker" in client.get(case).text

    person = {"role": "VICTIM", "name": "Petronella Quince", "born_on": "May 1990", "aliases": "Nell\nPet"}
    client.post(f"{case}people/new", person)
    client.post(f"{case}notes/new", {"text": "She rang twice.", "item_class": "C3"})

    shown = client.get(case).text
    for words in ("Petronella Quince", "May 1990", "Nell, Pet", "She rang twice.", "Your agency"):
        assert words in shown
    # the agency's privacy officer sees that there is a case, and no more
    officer = signed_in("police_privacy").get(case).text
    assert "Quince" not in officer
    assert "rang twice" not in officer
    assert "There is nobody here for you to see." in officer


def test_a_date_of_birth_that_is_no_date_is_asked_for_again(casework: Casework, signed_in: SignedIn) -> None:
    client, address = signed_in("idva"), reverse("subject_add", args=[casework.case.pk])
    typed = {"role": "CHILD", "name": "Petronella Quince", "born_on": "last spring"}
    refused = client.post(address, typed)
    assert "Write one date, like 17 May 1990" in refused.text
    assert "Petronella Quince" in refused.text


def test_two_who_correct_one_note_see_both_texts(casework: Casework, signed_in: SignedIn) -> None:
    note = casework.notes["police_C2"]
    address = reverse("note_correct", args=[casework.case.pk, note])
    correct_note(
        by=casework.users["police_officer"],
        now=clock(),
        note_id=note,
        version=1,
        text="Two officers went at noon.",
    )
    client = signed_in("marac_coordinator")

    late = client.post(address, {"version": "1", "text": "One officer went at ten."})

    assert late.status_code == 409
    assert "This note was corrected while you were writing" in late.text
    assert "Two officers went at noon." in late.text
    assert "One officer went at ten." in late.text
    assert CaseNote.objects.get(pk=note).text == "Two officers went at noon."

    merged = {"version": "2", "text": "One officer went at ten, two at noon."}
    assert client.post(address, merged).status_code == 302
    history = client.get(reverse("note", args=[casework.case.pk, note])).text
    places = [
        history.index(words)
        for words in ("at ten, two at noon", "Two officers went at noon.", "What was seen on the day.")
    ]
    assert places == sorted(places)


def test_two_who_correct_one_record_see_what_both_say(casework: Casework, signed_in: SignedIn) -> None:
    record = casework.records["perpetrator"]
    here = [casework.case.pk, record.pk]
    officer = casework.users["police_officer"]
    correct_record(
        by=officer, now=clock(), record_id=record.pk, version=1, name="Wilfred Quince", born_on="1985-02"
    )
    client = signed_in("marac_coordinator")

    typed = {"name": "Wilbur Quince", "born_on": "3 March 1985"}
    late = client.post(reverse("record_correct", args=here), {"version": "1", **typed})

    assert late.status_code == 409
    for words in ("This record was corrected while you were writing", "Wilfred Quince", "February 1985"):
        assert words in late.text
    assert 'value="Wilbur Quince"' in late.text
    assert PersonRecord.objects.get(pk=record.pk).name == "Wilfred Quince"

    assert client.post(reverse("record_correct", args=here), {"version": "2", **typed}).status_code == 302
    assert "Corrected 2 times" in client.get(reverse("case", args=[casework.case.pk])).text
    history = client.get(reverse("record", args=here)).text
    places = [history.index(words) for words in ("Wilbur Quince", "Wilfred Quince", record.name)]
    assert places == sorted(places)
    assert officer.name in history


@pytest.mark.may_also_see(marac_representative=["harbour-C3"])
def test_a_share_opens_one_note_to_another_agency_and_taking_it_back_closes_it(
    casework: Casework, signed_in: SignedIn
) -> None:
    client, case = signed_in("idva"), reverse("case", args=[casework.case.pk])
    share = reverse("share", args=[casework.case.pk])
    council = signed_in("marac_representative")
    assert "CANARY-HARBOUR-9W5C7J-C3" not in council.get(case).text
    typed = {
        "what": f"note:{casework.notes['harbour_C3']}",
        "to_agency": str(casework.agencies["council"]),
        "basis": "VITAL_INTERESTS",
        "agreement": "Saltby information sharing agreement",
    }
    too_long = client.post(share, {**typed, "until": "1 January 2031"})
    assert "within 365 days" in too_long.text
    offered = re.search(r'name="until"[^>]* value="([^"]+)"', client.get(share).text)
    assert offered

    client.post(share, {**typed, "until": offered[1]})

    assert "CANARY-HARBOUR-9W5C7J-C3" in council.get(case).text
    end = re.search(r'action="([^"]+/shares/[^"]+/end)"', client.get(case).text)
    assert end
    client.post(end[1])
    assert "CANARY-HARBOUR-9W5C7J-C3" not in council.get(case).text


@pytest.mark.may_also_see(supervisor=["harbour-NAME", "harbour-C2", "harbour-C3", "police-NAME", "police-C2"])
def test_a_member_joins_and_leaves(casework: Casework, signed_in: SignedIn) -> None:
    client, case = signed_in("idva"), reverse("case", args=[casework.case.pk])
    supervisor = signed_in("supervisor")
    assert supervisor.get(case).status_code == 404
    typed = {
        "email": "supervisor@saltby.example",
        "agency": str(casework.agencies["harbour"]),
        "capacity": "COVER",
        "until": "31 December 2040",
    }
    client.post(reverse("member_add", args=[casework.case.pk]), typed)
    assert "until 31 December 2040" in supervisor.get(case).text
    member = casework.case.members.get(user=casework.users["supervisor"])
    client.post(reverse("member_end", args=[casework.case.pk, member.pk]))
    assert supervisor.get(case).status_code == 404


def test_a_closed_case_is_read_and_not_written(casework: Casework, signed_in: SignedIn) -> None:
    client, case = signed_in("idva"), reverse("case", args=[casework.case.pk])
    client.post(f"{case}close", {"version": "1"})
    shown = client.get(case).text
    assert "Add a note" not in shown
    assert "CANARY-HARBOUR-9W5C7J-C2" in shown
    assert client.get(f"{case}notes/new").status_code == 403
    assert client.post(f"{case}reopen", {"version": "1"}).status_code == 409
    client.post(f"{case}reopen", {"version": "2"})
    assert "Add a note" in client.get(case).text


def test_a_seal_holds_once_somebody_else_confirms_it(casework: Casework, signed_in: SignedIn) -> None:
    lead, officer = signed_in("idva"), signed_in("harbour_privacy")
    case = reverse("case", args=[casework.case.pk])
    typed = {
        "kind": "SEAL",
        "people": [str(casework.users["idva"].pk)],
        "emails": "harbour_privacy@saltby.example",
        "reason": "He works for a partner agency.",
    }
    lead.post(f"{case}seal", typed)
    member = signed_in("police_officer")
    assert member.get(case).status_code == 200
    waiting = officer.get("/safeguards/").text
    decide = re.search(r'href="(/safeguards/seals/[^"]+)"', waiting)
    assert decide
    assert lead.get(decide[1]).status_code == 403
    assert "He works for a partner agency." in officer.get(decide[1]).text

    officer.post(decide[1], {"decision": "confirm"})

    assert member.get(case).status_code == 404
    shown = lead.get(case).text
    assert "Sealed since" in shown
    assert "Eustace Lambourne" in shown
    assert Seal.objects.filter(case=casework.case, ended_at=None).exists()


def test_emergency_access_says_when_it_ends_and_waits_for_a_review(
    casework: Casework, signed_in: SignedIn
) -> None:
    taker, officer = signed_in("harbour_practitioner"), signed_in("harbour_privacy")
    shown = taker.get(reverse("case", args=[casework.case.pk])).text
    assert "by emergency access until" in shown
    assert "CANARY-HARBOUR-9W5C7J-C3" not in shown
    review = re.search(r'href="(/safeguards/emergencies/[^"]+)"', officer.get("/safeguards/").text)
    assert review
    assert "1 emergency to review" in words_of(officer.get("/"))
    assert "She is at our door now" in officer.get(review[1]).text
    officer.post(review[1], {"was_justified": "yes", "text": "Asked her supervisor; it was needed."})
    assert review[1] not in officer.get("/safeguards/").text
    assert officer.get(review[1]).status_code == 404


def test_a_supervisor_is_shown_what_waits_of_their_team_and_no_bars(
    casework: Casework, signed_in: SignedIn
) -> None:
    assert 'id="emergencies"' in signed_in("supervisor").get("/safeguards/").text
    appoint(
        by=casework.users["coordinator"],
        now=clock(),
        user_id=casework.users["harbour_practitioner"].pk,
        role=Role.IDVA,
        agency_id=casework.agencies["harbour"],
        supervisor_id=casework.users["supervisor"].pk,
    )
    supervisor = signed_in("supervisor")
    shown = supervisor.get("/safeguards/").text
    review = re.search(r'href="(/safeguards/emergencies/[^"]+)"', shown)
    assert review
    assert "Bars to look at" not in shown
    assert 'href="/safeguards/"' in supervisor.get("/").text
    supervisor.post(review[1], {"was_justified": "yes", "text": "We spoke of it the same day."})
    assert EmergencyAccess.objects.get().reviewed_by == casework.users["supervisor"]


def words_of(answer: HttpResponse) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.text).split())


@pytest.mark.may_also_see(supervisor=["harbour-NAME", "harbour-C2", "police-NAME", "police-C2"])
def test_emergency_access_opens_one_case(casework: Casework, signed_in: SignedIn) -> None:
    client = signed_in("supervisor")
    typed = {
        "reference": casework.case.reference.lower().replace("-", " "),
        "code": "PERSON_PRESENT",
        "reason": "She is here with two children and asks for help.",
    }
    short = client.post("/cases/emergency", {**typed, "reason": "She is here."})
    assert "20 characters" in short.text
    taken = client.post("/cases/emergency", typed)
    assert taken.headers["Location"] == reverse("case", args=[casework.case.pk])
    assert client.get(taken.headers["Location"]).status_code == 200


def test_a_bar_is_set_looked_at_and_lifted_by_others_than_who_is_barred(
    casework: Casework, signed_in: SignedIn
) -> None:
    case = reverse("case", args=[casework.case.pk])
    spoc, officer = signed_in("police_spoc"), signed_in("police_officer")
    bar = reverse("bar_set", args=[casework.case.pk, casework.records["perpetrator"].pk])
    foreign = spoc.post(bar, {"email": "idva@saltby.example", "reason": "They are cousins."})
    assert foreign.status_code in {200, 403}
    assert signed_in("idva").get(case).status_code == 200

    spoc.post(bar, {"email": "police_officer@saltby.example", "reason": "They are cousins."})

    assert officer.get(case).status_code == 404
    listed = signed_in("police_privacy").get("/safeguards/bars/").text
    assert "Drusilla Cattermole" in listed
    assert "Wilhelmina" not in listed
    decide = re.search(r'href="(/safeguards/bars/[^"]+)">Drusilla Cattermole', listed)
    assert decide
    signed_in("police_privacy").post(decide[1], {"decision": "lift", "reason": "Asked both; another family."})
    assert officer.get(case).status_code == 200


def test_who_looked_names_who_was_shown_the_case_and_who_was_refused_it(
    casework: Casework, signed_in: SignedIn
) -> None:
    case = reverse("case", args=[casework.case.pk])
    signed_in("police_officer").get(case)
    signed_in("police_colleague").get(case)
    for person in ("idva", "police_privacy"):
        shown = words_of(signed_in(person).get(f"{case}who-looked"))
        assert "Drusilla Cattermole Marram Police Opened it" in shown
        assert "Humphrey Yelverton Marram Police Asked for it and was refused" in shown
    people = f"{case}people/{casework.records['victim'].pk}/who-looked"
    for person in ("idva", "police_privacy"):
        answer = signed_in(person).get(people)
        assert "Who looked at this person" in words_of(answer)
        assert "Drusilla Cattermole" in answer.text
        assert casework.records["victim"].name not in answer.text
    of_another_case = f"/cases/{casework.sealed.pk}/people/{casework.records['victim'].pk}/who-looked"
    assert signed_in("police_privacy").get(of_another_case).status_code == 404


@pytest.mark.parametrize("below", ["", "notes/new", "seal", "members/new", "shares/new", "people/new"])
def test_every_page_of_a_case_is_in_the_audit_trail(
    casework: Casework, signed_in: SignedIn, below: str
) -> None:
    client = signed_in("idva")
    before = AuditEntry.objects.latest("sequence").sequence
    assert client.get(f"/cases/{casework.case.pk}/{below}").status_code == 200
    assert ("cases.Case", str(casework.case.pk)) in logged_rows(before)


def test_the_page_of_a_case_logs_whose_records_it_shows(casework: Casework, signed_in: SignedIn) -> None:
    client = signed_in("idva")
    before = AuditEntry.objects.latest("sequence").sequence
    client.get(f"/cases/{casework.case.pk}/")
    people = {object_id for kind, object_id in logged_rows(before) if kind == "people.PersonRecord"}
    assert people == {str(record.pk) for record in casework.records.values()}


def test_the_menu_offers_what_a_role_may_open(signed_in: SignedIn) -> None:
    def menu(person: str) -> set[str]:
        first_page = signed_in(person).get("/").text
        return set(re.findall(r'<a class="govuk-service-navigation__link" href="([^"]+)"', first_page))

    assert {"/cases/"} == menu("idva") & {"/cases/", "/safeguards/"}
    assert {"/cases/", "/safeguards/"} == menu("police_privacy") & {"/cases/", "/safeguards/"}
    assert not menu("analyst") & {"/cases/", "/safeguards/"}


def test_an_alert_of_unusual_reading_is_for_the_reader_s_own_privacy_officer(
    casework: Casework, signed_in: SignedIn
) -> None:
    alert = alert_about(casework, "idva")
    officer = signed_in("harbour_privacy")
    assert "1 alert to look into" in officer.get("/safeguards/").text
    assert "Clementine Dunmow" in officer.get("/safeguards/reading/").text
    assert "Clementine Dunmow" not in signed_in("police_privacy").get("/safeguards/reading/").text
    address = f"/safeguards/reading/{alert}"
    assert signed_in("police_privacy").post(address, {"text": "Nothing."}).status_code == 404

    officer.post(address, {"text": "She reads for the meeting tomorrow, says her supervisor."})

    assert "She reads for the meeting tomorrow" in officer.get("/safeguards/reading/").text
    assert officer.get(address).status_code == 404


def test_everybody_finds_where_to_say_whom_they_know(signed_in: SignedIn) -> None:
    for person in ("idva", "analyst", "administrator"):
        assert 'href="/conflicts/declare"' in signed_in(person).get("/account/").text


def test_a_first_page_speaks_of_actions_to_those_only_who_see_them(signed_in: SignedIn) -> None:
    assert "Nothing is overdue" in signed_in("police_spoc").get("/").text
    officer = signed_in("police_privacy").get("/").text
    assert "overdue" not in officer
    assert "emergency to review" in officer
