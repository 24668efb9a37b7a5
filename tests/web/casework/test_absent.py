"""A barred case, a sealed one and one that does not exist are the same page, to the last byte."""

import re
from uuid import UUID, uuid4

import pytest
from django.test import Client

from sightline.cli.acting import clock
from sightline.domain.vocabulary.cases import CaseKind
from sightline.domain.vocabulary.item_classes import ItemClass
from sightline.records.audit.models import AuditEntry
from sightline.records.cases.services.notes import write_note
from sightline.records.cases.services.stages import open_case
from tests.factories.casework import Casework, canaries
from tests.web.casework.conftest import SignedIn

#: What is new on every page: the secret of the sign-out form, and when the session ends.
_NEW_EACH_TIME = re.compile(
    rb'name="csrfmiddlewaretoken" value="[^"]+"|data-signs-out-in="[0-9]+"|signed out at [0-9:]+'
)

ABOUT_A_CASE = (
    "", "who-looked", "seal", "people/new", "notes/new", "chronology/", "members/new", "shares/new"
)  # fmt: skip


def page(client: Client, address: str) -> tuple[int, bytes, dict[str, str]]:
    """What a browser gets, less what is new each time."""
    answer = client.get(address)
    headers = {name: value for name, value in answer.headers.items() if name != "Content-Length"}
    return answer.status_code, _NEW_EACH_TIME.sub(b"", answer.content), headers


@pytest.mark.parametrize("below", ABOUT_A_CASE)
def test_what_is_barred_sealed_or_foreign_looks_like_what_is_not_there(
    casework: Casework, signed_in: SignedIn, below: str
) -> None:
    client = signed_in("police_colleague")
    nothing = page(client, f"/cases/{uuid4()}/{below}")
    for hidden in (casework.case, casework.sealed, casework.review):
        assert page(client, f"/cases/{hidden.pk}/{below}") == nothing


def test_the_list_has_neither_the_barred_nor_the_sealed_case(casework: Casework, signed_in: SignedIn) -> None:
    assert "There is no case here for you" in signed_in("police_colleague").get("/cases/").text
    # Named on the seal, the officer sees both; of the same agency and not named, the others see one.
    assert casework.sealed.reference in signed_in("police_officer").get("/cases/").text
    assert casework.case.reference in signed_in("marac_coordinator").get("/cases/").text
    for person in ("marac_coordinator", "police_spoc", "council_privacy", "idva"):
        assert casework.sealed.reference not in signed_in(person).get("/cases/").text


@pytest.mark.parametrize("hidden", ["barred", "sealed", "no such"])
def test_emergency_access_gives_one_answer_for_every_case_it_does_not_open(
    casework: Casework, signed_in: SignedIn, hidden: str
) -> None:
    references = {
        "barred": casework.case.reference,
        "sealed": casework.sealed.reference,
        "no such": "2222-2222",
    }
    answer = asked_in_an_emergency(signed_in("police_colleague"), references[hidden])
    expected = asked_in_an_emergency(signed_in("police_colleague"), "3333-3333")
    assert answer.replace(references[hidden], "3333-3333") == expected
    assert "There is no case of that reference" in expected


def asked_in_an_emergency(client: Client, reference: str) -> str:
    typed = {
        "reference": reference,
        "code": "RISK_TO_LIFE",
        "reason": "He is at her door, says a neighbour.",
    }
    answer = client.post("/cases/emergency", typed)
    assert answer.status_code == 200
    return _NEW_EACH_TIME.sub(b"", answer.content).decode()


def test_the_attempt_is_in_the_audit_trail(casework: Casework, signed_in: SignedIn) -> None:
    asked_in_an_emergency(signed_in("police_colleague"), casework.case.reference)
    entry = AuditEntry.objects.latest("sequence")
    assert (entry.verb, entry.actor_id) == ("refused", casework.users["police_colleague"].pk)


def test_who_is_barred_is_refused_as_a_member_like_who_does_not_exist(
    casework: Casework, signed_in: SignedIn
) -> None:
    client, police = signed_in("idva"), casework.agencies["police"]
    refused = {
        refusal(client, casework.case.pk, email, police)
        for email in ("police_colleague@saltby.example", "nobody@saltby.example", "analyst@saltby.example")
    }
    assert len(refused) == 1
    assert "may not work on this case" in refused.pop()


def refusal(client: Client, case_id: UUID, email: str, agency_id: UUID) -> str:
    typed = {"email": email, "agency": str(agency_id), "capacity": "WORKER", "until": ""}
    answer = client.post(f"/cases/{case_id}/members/new", typed)
    assert answer.status_code == 200
    return _NEW_EACH_TIME.sub(b"", answer.content).decode().replace(email, "")


def test_a_member_of_staff_learns_nothing_by_declaring_whom_they_know(
    casework: Casework, signed_in: SignedIn
) -> None:
    client = signed_in("idva")
    known, unknown = casework.records["perpetrator"].name, "Nobody Atall"
    answers = set()
    for name in (unknown, known):
        typed = {"name": name, "born_on": "", "aliases": ""}
        answers.add(_NEW_EACH_TIME.sub(b"", client.post("/conflicts/declare", typed, follow=True).content))
    assert len(answers) == 1
    # and yet the declarer is kept from the case at once
    assert client.get(f"/cases/{casework.case.pk}/").status_code == 404


def test_nobody_reads_what_another_agency_keeps_to_itself(casework: Casework, signed_in: SignedIn) -> None:
    shown = signed_in("idva").get(f"/cases/{casework.case.pk}/").text
    assert f"{canaries()['harbour']}-C3" in shown
    assert f"{canaries()['police']}-C2" in shown
    assert f"{canaries()['police']}-C3" not in shown
    # the council was given that note by the police
    assert (
        f"{canaries()['police']}-C3"
        in signed_in("marac_representative").get(f"/cases/{casework.case.pk}/").text
    )


def test_what_others_keep_to_themselves_changes_no_byte(casework: Casework, signed_in: SignedIn) -> None:
    client, case, now = signed_in("idva"), f"/cases/{casework.case.pk}/", clock()
    addresses = ("/", "/cases/", case, f"{case}notes/{casework.notes['harbour_C2']}/")
    before = [page(client, address) for address in addresses]
    officer, police = casework.users["police_officer"], casework.agencies["police"]

    written = {"by": officer, "now": now, "agency_id": police, "item_class": ItemClass.AGENCY_RAW}
    write_note(case_id=casework.case.pk, text="For the police alone.", **written)
    other = open_case(by=officer, now=now, kind=CaseKind.CASEWORK, agency_id=police)
    write_note(case_id=other, text="Of somebody else.", **written)

    assert [page(client, address) for address in addresses] == before
    assert "For the police alone." in signed_in("police_officer").get(case).text
