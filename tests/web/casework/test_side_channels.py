"""Whether there is a case that somebody may not know of shows in nothing they are ever answered.

Twelve probes are asked before and after the case comes to be. What they are answered must be the same.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from sightline.cli.acting import clock
from sightline.domain.vocabulary.cases import CaseKind, CaseRole, SealChangeKind
from sightline.domain.vocabulary.exports import ExportKind
from sightline.domain.vocabulary.item_classes import ItemClass
from sightline.jobs.exports import request_export
from sightline.records.actions.services.evidence_files import add_evidence
from sightline.records.cases.models import Case
from sightline.records.cases.services.notes import write_note
from sightline.records.cases.services.seals import decide_seal, propose_seal
from sightline.records.cases.services.stages import open_case
from sightline.records.cases.services.subjects import add_subject
from sightline.records.people.models import PersonRecord
from sightline.records.people.services import set_bar
from tests.factories.casework import Casework
from tests.web.casework.conftest import SignedIn
from tests.web.foreign_ids import World, make_world, undone

NAME, BORN_ON = "Petronella Quince", "14 March 1988"
PROOF = b"The same proof, wherever it is sent."
#: What differs from one asking to the next though nothing else does.
_NEW_EACH_TIME = re.compile(
    r'name="csrfmiddlewaretoken" value="[^"]+"|data-signs-out-in="[0-9]+"|[0-9]{1,2}:[0-9]{2}(:[0-9]{2})?'
    r"|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|\b[0-9A-Z]{4}-[0-9A-Z]{4}\b"
)


@dataclass(frozen=True)
class Probe:
    """Who asks, and how; the reference is that of the hidden case, or one of no case."""

    person: str
    ask: Callable[[Client, World, str], HttpResponse]


def _get(address: str, **headers: str) -> Callable[[Client, World, str], HttpResponse]:
    def ask(client: Client, world: World, _reference: str) -> HttpResponse:
        return client.get(address.format(**world.ids), **headers)

    return ask


def _post(address: str, **form: str) -> Callable[[Client, World, str], HttpResponse]:
    def ask(client: Client, world: World, reference: str) -> HttpResponse:
        typed = {name: value.format(reference=reference, **world.ids) for name, value in form.items()}
        return client.post(address.format(**world.ids), typed, follow=True)

    return ask


def _same_proof(client: Client, world: World, _reference: str) -> HttpResponse:
    typed = {"file": SimpleUploadedFile("proof.txt", PROOF), "description": "Proof."}
    return client.post(f"/actions/{world.ids['council_action']}/evidence", typed, follow=True)


PROBES = {
    "counts": Probe("idva", _get("/")),
    "totals": Probe("idva", _get("/cases/")),
    "page numbers": Probe("idva", _get("/cases/?page=2")),
    "search hints": Probe(
        "idva",
        _post(
            "/cases/emergency",
            reference="{reference}",
            code="RISK_TO_LIFE",
            reason="He is at her door, says a neighbour.",
        ),
    ),
    "duplicate warnings": Probe(
        "idva", _post("/cases/{case}/people/new", name=NAME, born_on=BORN_ON, aliases="", role="VICTIM")
    ),
    "unique constraints": Probe("council_spoc", _same_proof),
    "ids in sequence": Probe("idva", _post("/cases/open", kind="CASEWORK")),
    "the tag of a page": Probe(
        "idva", _get("/cases/{case}/", HTTP_IF_MODIFIED_SINCE="Thu, 01 Jan 1970 00:00:00 GMT")
    ),
    "length of the queue": Probe("council_spoc", _get("/exports/")),
    "who looked": Probe("idva", _get("/cases/{case}/who-looked")),
    "menus and what waits": Probe("council_privacy", _get("/safeguards/")),
    "conflict of interest": Probe(
        "idva", _post("/conflicts/declare", name=NAME, born_on=BORN_ON, aliases="")
    ),
}


def answered(signed_in: SignedIn, world: World, probe: Probe, reference: str) -> tuple[object, ...]:
    with undone():
        answer = probe.ask(signed_in(probe.person), world, reference)
        redirects = [
            _NEW_EACH_TIME.sub("", address) for address, _status in getattr(answer, "redirect_chain", ())
        ]
        headers = {name: value for name, value in answer.headers.items() if name != "Content-Length"}
        text = answer.content.decode().replace(reference, "")
        return answer.status_code, redirects, headers, _NEW_EACH_TIME.sub("", text)


@pytest.fixture
def world(db: None) -> World:
    return make_world(clock())


@pytest.fixture
def casework(world: World) -> Casework:
    """Who can be signed in."""
    return world.casework


def foreign(world: World, now: datetime) -> Case:
    """A case of the police with a person in it, as are the others; and what else the police do meanwhile."""
    users, agencies = world.casework.users, world.casework.agencies
    officer, police = users["police_officer"], agencies["police"]
    case_id = open_case(by=officer, now=now, kind=CaseKind.CASEWORK, agency_id=police)
    add_subject(
        by=officer,
        now=now,
        case_id=case_id,
        role=CaseRole.VICTIM,
        name=NAME,
        born_on="1988-03-14",
        aliases=(),
        agency_id=police,
    )
    write_note(
        by=officer,
        now=now,
        case_id=case_id,
        agency_id=police,
        item_class=ItemClass.SHARED_CONTENT,
        text="A note.",
    )
    add_evidence(
        by=users["police_spoc"],
        now=now,
        action_id=world.ids["police_action"],
        name="proof.txt",
        data=PROOF,
        description="Proof.",
    )
    request_export(
        by=users["police_spoc"],
        now=now,
        kind=ExportKind.ACTION_PLAN,
        object_id=world.ids["review"],
        extension="csv",
    )
    return Case.objects.get(pk=case_id)


def sealed(world: World, now: datetime) -> Case:
    case, users = foreign(world, now), world.casework.users
    lead, officer = users["police_officer"], users["police_privacy"]
    proposal = propose_seal(
        by=lead,
        now=now,
        case_id=case.pk,
        kind=SealChangeKind.SEAL,
        user_ids=(lead.pk, officer.pk),
        reason="He works for a partner agency.",
    )
    decide_seal(by=officer, now=now, change_id=proposal, confirm=True)
    return case


def barred(world: World, now: datetime) -> Case:
    case, users = foreign(world, now), world.casework.users
    person_id = PersonRecord.objects.get(subject__case=case).person_id
    for name, officer in (("idva", "harbour_privacy"), ("council_spoc", "council_privacy")):
        set_bar(by=users[officer], now=now, user_id=users[name].pk, person_id=person_id, reason="A relative.")
    return case


def test_there_are_twelve_probes_and_each_gets_somewhere(world: World, signed_in: SignedIn) -> None:
    assert len(PROBES) == 12
    assert {answered(signed_in, world, probe, "3333-3333")[0] for probe in PROBES.values()} == {200}


@pytest.mark.parametrize("hide", [foreign, sealed, barred])
def test_no_probe_tells_of_a_case(
    world: World, signed_in: SignedIn, hide: Callable[[World, datetime], Case]
) -> None:
    before = {name: answered(signed_in, world, probe, "3333-3333") for name, probe in PROBES.items()}

    reference = hide(world, clock()).reference
    if hide is foreign:  # which opens to its very reference in an emergency, as it should; but to no other
        reference = reference[:-1] + ("3" if reference[-1] != "3" else "4")

    after = {name: answered(signed_in, world, probe, reference) for name, probe in PROBES.items()}
    assert [name for name in PROBES if after[name] != before[name]] == []


def test_a_case_that_is_the_users_own_is_told_of(world: World, signed_in: SignedIn) -> None:
    """The probes themselves on trial: of what somebody may know, they tell."""
    own = {name: Probe("police_officer", PROBES[name].ask) for name in ("totals",)}
    before = {name: answered(signed_in, world, probe, "3333-3333") for name, probe in own.items()}

    foreign(world, clock())

    after = {name: answered(signed_in, world, probe, "3333-3333") for name, probe in own.items()}
    assert after["totals"] != before["totals"]
