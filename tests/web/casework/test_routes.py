"""Every address of a case as those who stand in different relations to it: who may open what."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.urls import reverse

from sightline.domain.audit_trail.unusual import Finding
from sightline.domain.vocabulary.cases import SealChangeKind
from sightline.domain.vocabulary.unusual_reading import UnusualReading
from sightline.records.audit.models import ReadingAlert
from sightline.records.audit.services import raise_reading_alert
from sightline.records.cases.models import EmergencyAccess
from sightline.records.cases.services.seals import propose_seal
from sightline.web.casework import urls as casework
from sightline.web.chronologies import urls as chronologies
from tests.factories.casework import Casework
from tests.web.casework.conftest import SignedIn

#: Lead worker, member of another agency, another agency's privacy officer, who took emergency access,
#: who is barred, a data analyst.
PEOPLE = ("idva", "police_officer", "police_privacy", "harbour_practitioner", "police_colleague", "analyst")

#: Address → what each of them gets. Who holds a permission over nothing at all learns that from any.
TABLE: dict[str, tuple[int, ...]] = {
    "cases": (200, 200, 200, 200, 200, 403),
    "case_open": (200, 200, 403, 200, 200, 403),
    "emergency": (200, 200, 403, 200, 200, 403),
    "case": (200, 200, 200, 200, 404, 403),
    "case_close": (405, 405, 403, 405, 405, 403),
    "case_reopen": (405, 405, 403, 405, 405, 403),
    "panel_open": (405, 405, 403, 405, 405, 403),
    "who_looked": (200, 403, 200, 403, 404, 403),
    "seal_propose": (200, 403, 200, 403, 404, 403),
    "subject_add": (200, 200, 403, 403, 404, 403),
    "record": (200, 200, 403, 200, 404, 403),
    "record_correct": (200, 403, 403, 403, 404, 403),
    "locations": (200, 403, 403, 403, 404, 403),
    "location_add": (200, 200, 403, 403, 404, 403),
    "contact_add": (200, 200, 403, 403, 404, 403),
    "record_who_looked": (200, 403, 200, 403, 404, 403),
    "bar_set": (403, 403, 404, 403, 404, 403),
    "note_add": (200, 200, 403, 403, 404, 403),
    "note": (200, 200, 403, 200, 404, 403),
    "note_correct": (200, 403, 403, 403, 404, 403),
    "chronology": (200, 200, 200, 200, 404, 403),
    "event_add": (200, 200, 403, 403, 404, 403),
    "member_add": (200, 403, 403, 403, 404, 403),
    "member_end": (405, 405, 403, 405, 405, 403),
    "share": (200, 200, 403, 403, 404, 403),
    "share_end": (405, 405, 403, 405, 405, 403),
    "conflict_declare": (200, 200, 200, 200, 200, 200),
    "safeguards": (403, 403, 200, 403, 403, 403),
    "emergency_review": (403, 403, 200, 403, 403, 403),
    "seal_decide": (403, 403, 200, 403, 404, 403),
    "reading_alerts": (403, 403, 200, 403, 403, 403),
    "reading_alert": (403, 403, 200, 403, 403, 403),
    "bars": (403, 403, 200, 403, 403, 403),
    "bar_decide": (403, 403, 200, 403, 403, 403),
}
PATTERNS = {pattern.name: pattern for pattern in (*casework.urlpatterns, *chronologies.urlpatterns)}


@pytest.fixture
def ids(casework: Casework) -> dict[str, object]:
    lead, case = casework.users["idva"], casework.case
    named = (lead.pk, casework.users["police_privacy"].pk)
    return {
        "case_id": case.pk,
        "record_id": casework.records["victim"].pk,
        "note_id": casework.notes["harbour_C2"],
        "member_id": case.members.get(user=lead).pk,
        "share_id": casework.shares["police_note"],
        "access_id": EmergencyAccess.objects.get(case=case).pk,
        "change_id": propose_seal(
            by=lead,
            now=case.opened_at,
            case_id=case.pk,
            kind=SealChangeKind.SEAL,
            user_ids=named,
            reason="He works for a partner agency.",
        ),
        "bar_id": casework.bar,
        "alert_id": alert_about(casework, "police_officer"),
    }


def alert_about(casework: Casework, name: str) -> UUID:
    """This is an alert of unusual reading by one of the people."""
    now = casework.case.opened_at
    finding = Finding(UnusualReading.HOUR, now - timedelta(hours=1), now, n_subjects=60, usual=4)
    raise_reading_alert(now=now, actor_id=casework.users[name].pk, finding=finding)
    return ReadingAlert.objects.get(actor_id=casework.users[name].pk).pk


def address(name: str, ids: dict[str, object]) -> str:
    return reverse(name, kwargs={key: ids[key] for key in PATTERNS[name].pattern.converters})


def test_the_table_has_every_address() -> None:
    assert TABLE.keys() == PATTERNS.keys()


@pytest.mark.parametrize("person", PEOPLE)
def test_each_address_answers_each_person_as_the_table_says(
    person: str, signed_in: SignedIn, ids: dict[str, object]
) -> None:
    client, place = signed_in(person), PEOPLE.index(person)
    answers = {name: client.get(address(name, ids)).status_code for name in TABLE}
    assert answers == {name: expected[place] for name, expected in TABLE.items()}


def test_a_note_or_person_of_another_case_is_not_found_under_this_one(
    casework: Casework, signed_in: SignedIn, ids: dict[str, object]
) -> None:
    client = signed_in("police_officer")
    elsewhere = {**ids, "case_id": casework.sealed.pk}
    for name in ("note", "note_correct", "record", "record_correct", "location_add"):
        assert client.get(address(name, elsewhere)).status_code == 404, name


@pytest.mark.parametrize("name", ["member_end", "share_end", "case_close", "case_reopen", "panel_open"])
def test_what_only_posts_do_is_not_found_for_who_may_not_see_it(
    name: str, signed_in: SignedIn, ids: dict[str, object]
) -> None:
    client = signed_in("police_colleague")
    nowhere = {key: uuid4() for key in ids}
    answers = {client.post(address(name, each)).status_code for each in (ids, nowhere)}
    assert len(answers) == 1
    assert answers <= {403, 404}
