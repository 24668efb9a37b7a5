"""Every address as every kind of person: the table that says who may open what and who may send what.

200 a page or a file, 302 done and led on, 403 not allowed, 404 not here (or not for this person to know
of), 405 this address takes no such request. Somebody who has not signed in is led to the sign-in page
from everywhere but there.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from sightline.domain.vocabulary.exports import ExportKind
from sightline.domain.vocabulary.reviews import ReadingSection
from sightline.domain.vocabulary.roles import Role
from sightline.jobs.exports import request_export
from sightline.records.access.models import Appointment
from sightline.records.access.queries import user_with_email
from sightline.records.access.services import add_user
from sightline.records.actions.services.evidence_files import add_evidence
from sightline.records.actions.services.user_views import save_view
from sightline.records.reviews.queries.plan import whole_plan
from sightline.records.reviews.services.documents import open_section
from sightline.records.reviews.services.reviews import open_review
from sightline.web.analysis import urls as analysis
from sightline.web.casework import urls as casework
from sightline.web.chronologies import urls as chronologies
from sightline.web.returns import urls as returns
from tests.web.header_rules import header_faults
from tests.web.partnership import COORDINATOR, COUNCIL, FOR_EVER, POLICE, Partnership
from tests.web.review import READ_AT, accept_example

ROLES = {"coordinator": COORDINATOR, "own agency": POLICE, "other agency": COUNCIL}

#: Address → (coordinator, own agency, other agency) for GET, then for an empty POST.
TABLE: dict[str, tuple[tuple[int, int, int], tuple[int, int, int]]] = {
    "security_contact": ((404, 404, 404), (405, 405, 405)),
    "home": ((200, 200, 200), (405, 405, 405)),
    "account": ((200, 200, 200), (405, 405, 405)),
    "password": ((200, 200, 200), (200, 200, 200)),
    "sign_in": ((302, 302, 302), (302, 302, 302)),
    "sign_in_with_passkey": ((405, 405, 405), (302, 302, 302)),
    "passkey_options": ((405, 405, 405), (200, 200, 200)),
    "second_step": ((302, 302, 302), (302, 302, 302)),
    "meeting": ((405, 405, 405), (302, 302, 302)),
    "confirm": ((200, 200, 200), (200, 200, 200)),
    "factors": ((200, 200, 200), (405, 405, 405)),
    "factor_first": ((200, 200, 200), (405, 405, 405)),
    "passkey_new": ((302, 302, 302), (302, 302, 302)),
    "passkey_new_options": ((405, 405, 405), (302, 302, 302)),
    "app_new": ((302, 302, 302), (302, 302, 302)),
    "recovery_codes_new": ((405, 405, 405), (302, 302, 302)),
    "factor_remove": ((405, 405, 405), (302, 302, 302)),
    "sign_out": ((405, 405, 405), (302, 302, 302)),
    "agencies": ((200, 403, 403), (405, 403, 403)),
    "agency_new": ((200, 403, 403), (200, 403, 403)),
    "agency": ((200, 403, 403), (200, 403, 403)),
    "user_new": ((200, 200, 403), (200, 200, 403)),
    "role_new": ((200, 200, 403), (200, 200, 403)),
    "own_staff": ((403, 302, 302), (403, 405, 405)),
    "staff": ((200, 200, 403), (405, 405, 405)),
    "staff_report": ((200, 200, 403), (405, 405, 405)),
    "appointment_confirm": ((405, 405, 405), (302, 302, 404)),
    "appointment_end": ((405, 405, 405), (302, 302, 404)),
    "user_invite": ((405, 405, 405), (302, 302, 404)),
    "recovery_start": ((405, 405, 405), (302, 302, 302)),
    "recovery_confirm": ((405, 405, 405), (302, 302, 302)),
    "user_leave": ((405, 405, 405), (302, 302, 404)),
    "link": ((404, 404, 404), (404, 404, 404)),
    "published_documents": ((200, 403, 403), (405, 403, 403)),
    "document_new": ((200, 403, 403), (200, 403, 403)),
    "document": ((302, 403, 403), (405, 403, 403)),
    "document_progress": ((200, 403, 403), (405, 403, 403)),
    "document_read": ((405, 403, 403), (302, 403, 403)),
    "document_dismiss": ((405, 403, 403), (409, 403, 403)),
    "document_text": ((200, 403, 403), (405, 403, 403)),
    "document_defects": ((200, 403, 403), (405, 403, 403)),
    "document_agencies": ((200, 403, 403), (302, 403, 403)),
    "document_accept": ((302, 403, 403), (302, 403, 403)),
    "section": ((200, 403, 403), (405, 403, 403)),
    "section_accept": ((405, 403, 403), (403, 403, 403)),
    "item_add": ((200, 403, 403), (200, 403, 403)),
    "item_decide": ((405, 403, 403), (404, 403, 403)),
    "item_correct": ((200, 403, 403), (200, 403, 403)),
    "reviews": ((200, 200, 200), (405, 405, 405)),
    "review": ((200, 200, 200), (405, 405, 405)),
    "board": ((200, 200, 200), (405, 405, 405)),
    "board_record": ((405, 403, 403), (302, 403, 403)),
    "plan": ((200, 200, 200), (405, 405, 405)),
    "plan_import": ((200, 200, 200), (200, 200, 200)),
    "actions": ((200, 200, 200), (405, 405, 405)),
    "actions_assign": ((405, 403, 403), (302, 403, 403)),
    "view_save": ((405, 405, 405), (302, 302, 302)),
    "view_delete": ((405, 405, 405), (404, 302, 404)),
    "action": ((200, 200, 404), (405, 405, 405)),
    "action_update": ((200, 200, 404), (200, 200, 404)),
    "evidence_add": ((200, 200, 404), (200, 200, 404)),
    "action_targets": ((200, 403, 404), (200, 403, 404)),
    "action_assign": ((200, 403, 404), (200, 403, 404)),
    "duplicate_link": ((200, 403, 404), (200, 403, 404)),
    "duplicate_unlink": ((200, 403, 404), (200, 403, 404)),
    "evidence": ((200, 200, 404), (405, 405, 405)),
    "evidence_seen": ((405, 403, 404), (302, 403, 404)),
    "plan_export": ((200, 200, 200), (200, 200, 200)),
    "board_export": ((200, 200, 200), (200, 200, 200)),
    "exports": ((200, 200, 200), (405, 405, 405)),
    "export": ((200, 200, 404), (405, 405, 405)),
    "export_progress": ((200, 200, 404), (405, 405, 405)),
    "export_file": ((404, 200, 404), (405, 405, 405)),
    "export_approve": ((405, 403, 404), (409, 403, 404)),
    "export_decline": ((405, 403, 404), (409, 403, 404)),
}


@dataclass(frozen=True, slots=True)
class World:
    """The ids that addresses are made of: a review, and an action of the police with evidence."""

    ids: dict[str, UUID | str]

    def address(self, name: str) -> str:
        pattern = PATTERNS[name]
        return reverse(name, kwargs={key: self.ids[key] for key in pattern.pattern.converters})


def _patterns() -> Iterator[URLPattern]:
    for found in get_resolver().url_patterns:
        yield from getattr(found, "url_patterns", [found])


PATTERNS = {pattern.name: pattern for pattern in _patterns()}


@pytest.fixture
def world(partnership: Partnership) -> World:
    review_id = accept_example(partnership)
    coordinator, police = user_with_email(COORDINATOR), user_with_email(POLICE)
    plan = whole_plan(police, today=READ_AT.date(), review_id=review_id)
    action_id = plan.rows[0].id
    evidence_id = add_evidence(
        by=police, now=READ_AT, action_id=action_id, name="proof.txt", data=b"Proof.", description="Proof"
    )
    view_id = save_view(by=police, now=READ_AT, name="Mine", query="due=OVERDUE")
    export_id = request_export(
        by=police,
        now=READ_AT,
        kind=ExportKind.ACTION_PLAN,
        object_id=review_id,
        extension="csv",
    )
    document_id = open_review(by=coordinator, now=READ_AT, review_id=review_id).document_id
    assert document_id
    panel = open_section(by=coordinator, now=READ_AT, document_id=document_id, section=ReadingSection.PANEL)
    invited = add_user(
        by=coordinator,
        now=READ_AT,
        email="pat@saltby.example",
        name="Pat Specimen",
        agency_id=partnership.police_agency_id,
        role=Role.PRACTITIONER,
        until=FOR_EVER,
    )
    appointment = Appointment.objects.get(user_id=invited.id)
    return World(
        {
            "review_id": review_id,
            "action_id": action_id,
            "evidence_id": evidence_id,
            "view_id": view_id,
            "document_id": document_id,
            "item_id": panel.items[0].id,
            "key": ReadingSection.PANEL.value,
            "agency_id": partnership.police_agency_id,
            "export_id": export_id,
            "factor_id": 1,
            "user_id": invited.id,
            "appointment_id": appointment.pk,
            "recovery_id": uuid4(),
            "secret": "made-up",
        }
    )


def signed_in(email: str) -> Client:
    client = Client()
    client.force_login(user_with_email(email))
    return client


def test_the_table_has_every_address() -> None:
    # What is about cases has tables of its own: in tests/web/analysis, casework, chronologies, returns.
    of_cases = {
        pattern.name for each in (analysis, casework, chronologies, returns) for pattern in each.urlpatterns
    }
    assert TABLE.keys() == PATTERNS.keys() - of_cases


@pytest.mark.parametrize("role", ROLES)
def test_each_address_answers_each_person_as_the_table_says(role: str, world: World) -> None:
    place, email = list(ROLES).index(role), ROLES[role]
    read = {name: signed_in(email).get(world.address(name)).status_code for name in TABLE}
    assert read == {name: reading[place] for name, (reading, _sending) in TABLE.items()}
    sent = {name: signed_in(email).post(world.address(name)).status_code for name in TABLE}
    assert sent == {name: sending[place] for name, (_reading, sending) in TABLE.items()}


#: Where somebody begins to sign in. The others lead a stranger to the first of these.
OPEN = {"security_contact", "sign_in", "sign_in_with_passkey", "passkey_options", "link"}
#: Asks for a fresh proof of who one is before anything is looked up.
ASKS_FIRST = {"recovery_start", "recovery_confirm"}
#: Open to somebody who gave the right password and has no factor yet, so that the method is looked at first.
FOR_BEGINNERS = {"factor_first", "passkey_new_options"}


def test_nobody_gets_anything_without_signing_in(world: World) -> None:
    for name in TABLE.keys() - OPEN:
        for answer in (Client().get(world.address(name)), Client().post(world.address(name))):
            if name in FOR_BEGINNERS and answer.status_code == 405:
                continue  # says nothing
            assert answer.status_code == 302, name
            assert answer.headers["Location"].startswith("/account/sign-in"), name


def test_an_id_that_does_not_exist_is_not_found(world: World) -> None:
    ids = set(world.ids) - {"key", "factor_id", "secret"}
    nowhere = World({**world.ids, **{key: uuid4() for key in ids}})
    for name in (
        name for name in TABLE if ids & PATTERNS[name].pattern.converters.keys() if name not in ASKS_FIRST
    ):
        client = signed_in(COORDINATOR)
        address = nowhere.address(name)
        answers = {client.get(address).status_code, client.post(address).status_code}
        assert answers in ({404}, {404, 405}), name


def test_each_answer_says_what_a_browser_may_do_with_it(world: World) -> None:
    faults = {}
    for client in (signed_in(COORDINATOR), signed_in(COUNCIL), Client()):
        for name in TABLE:
            for ask in (client.get, client.post, client.delete):
                answer = ask(world.address(name))
                if found := header_faults(answer.headers):
                    faults[name, answer.status_code] = found
    assert faults == {}


def test_evidence_is_handed_out_to_be_kept_and_never_opened_here(world: World) -> None:
    answer = signed_in(COORDINATOR).get(world.address("evidence"))
    assert answer.headers["Content-Disposition"] == 'attachment; filename="proof.txt"'
    assert answer.headers["Content-Security-Policy"] == (
        "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox"
    )
    assert answer.content == b"Proof."


@pytest.mark.django_db
def test_what_was_written_after_the_session_ended_is_given_back(client: Client) -> None:
    address = "/actions/7e57ab1e-0000-7000-8000-000000000000/update"
    came_from = f"http://testserver{address}"
    typed = {"text": "Forms <agreed> today.", "status": "DONE_CLAIMED", "password": "not for show"}
    answer = client.post(address, typed, headers={"Referer": came_from})
    assert answer.status_code == 403
    assert "You were signed out" in answer.text
    assert "Forms &lt;agreed&gt; today." in answer.text
    assert "not for show" not in answer.text
    assert f'href="/account/sign-in?{urlencode({"next": address})}"' in answer.text


@pytest.mark.django_db
def test_signing_in_again_leads_to_no_other_site(client: Client) -> None:
    answer = client.post("/actions/assign", {}, headers={"Referer": "https://elsewhere.example/actions/"})
    assert answer.status_code == 302
    assert "elsewhere.example" not in answer.headers["Location"]


@pytest.mark.django_db
@pytest.mark.parametrize(("origin", "n_shown"), [("http://testserver", 1), ("https://elsewhere.example", 0)])
def test_no_other_site_puts_its_words_on_the_page_of_a_form_that_expired(origin: str, n_shown: int) -> None:
    browser = Client(enforce_csrf_checks=True)
    answer = browser.post("/actions/assign", {"text": "Ring this number"}, headers={"Origin": origin})
    assert answer.status_code == 403
    assert answer.text.count("Ring this number") == n_shown
