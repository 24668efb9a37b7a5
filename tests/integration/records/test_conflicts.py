"""Staff who may know somebody in a case: barred before anybody could look, whoever comes second."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sightline.domain.vocabulary.cases import CaseRole
from sightline.domain.vocabulary.people import BarOrigin, BarState
from sightline.domain.vocabulary.roles import Role
from sightline.errors import NotFound
from sightline.records.access.models import User
from sightline.records.access.policies import NotAllowed, actor_for
from sightline.records.access.queries import user_with_email
from sightline.records.access.services import add_user
from sightline.records.actor import acting
from sightline.records.audit.models import AuditEntry
from sightline.records.cases import queries
from sightline.records.cases.models import Case
from sightline.records.cases.services.subjects import add_location, add_subject, correct_record
from sightline.records.people.models import Bar, PersonRecord
from sightline.records.people.services import (
    add_staff_details,
    confirm_bar,
    declare_conflict,
    lift_bar,
    match_all,
    set_bar,
)
from tests.factories.casework import NOW, Casework, make_casework
from tests.factories.partnership import FOR_EVER, PASSWORD

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(minutes=5)


@pytest.fixture
def casework() -> Casework:
    return make_casework()


def add_person(casework: Casework, name: str, born_on: str = "", by: str = "idva") -> PersonRecord:
    """Somebody in `case`, as an agency describes them."""
    agency = {"idva": "harbour", "police_officer": "police"}[by]
    record_id = add_subject(
        by=casework.users[by],
        now=LATER,
        case_id=casework.case.pk,
        role=CaseRole.OTHER,
        name=name,
        born_on=born_on,
        agency_id=casework.agencies[agency],
    )
    return PersonRecord.objects.get(pk=record_id)


def correct(casework: Casework, record: PersonRecord, name: str, born_on: str) -> None:
    correct_record(
        by=casework.users["idva"], now=LATER, record_id=record.pk, version=1, name=name, born_on=born_on
    )


def hire(casework: Casework, name: str) -> User:
    add_user(
        by=casework.users["coordinator"],
        now=LATER,
        email="new@saltby.example",
        name=name,
        agency_id=casework.agencies["police"],
        role=Role.PRACTITIONER,
        password=PASSWORD,
        until=FOR_EVER,
    )
    return user_with_email("new@saltby.example")


def bars_of(user: User) -> set[tuple[UUID, str, str]]:
    return {(bar.person_id, bar.origin, bar.state) for bar in Bar.objects.filter(user=user)}


def found(record: PersonRecord, origin: BarOrigin = BarOrigin.MATCHED) -> set[tuple[UUID, str, str]]:
    return {(record.person_id, origin.value, BarState.PROPOSED.value)}


def test_no_two_of_the_example_are_alike(casework: Casework) -> None:
    assert Bar.objects.count() == 1


def test_somebody_in_a_case_bars_the_staff_who_may_be_them(casework: Casework) -> None:
    record = add_person(casework, "CATERMOLE, Drusila")
    officer = casework.users["police_officer"]
    assert bars_of(officer) == found(record)
    with acting(actor_for(officer, LATER)):
        assert casework.case.pk not in {row.id for row in queries.cases(officer, now=LATER)}
        with pytest.raises(NotFound):
            queries.case_page(officer, casework.case.pk, now=LATER)
        assert not Case.objects.filter(pk=casework.case.pk).exists()
    entry = AuditEntry.objects.get(verb="barred", actor_id=casework.users["idva"].pk)
    assert "rusil" not in entry.details_text.lower()


def test_who_adds_themself_is_out_at_once(casework: Casework) -> None:
    officer = casework.users["police_officer"]
    with acting(actor_for(officer, LATER)):
        add_subject(
            by=officer,
            now=LATER,
            case_id=casework.case.pk,
            role=CaseRole.OTHER,
            name=officer.name,
            agency_id=casework.agencies["police"],
        )
        with pytest.raises(NotFound):
            queries.case_page(officer, casework.case.pk, now=LATER)


def test_whoever_is_taken_on_is_barred_in_the_transaction_that_adds_them(casework: Casework) -> None:
    record = add_person(casework, "Tryphena Oglethorpe")
    with CaptureQueriesContext(connection) as asked:
        user = hire(casework, "Tryphena Ogelthorpe")
    assert bars_of(user) == found(record)
    statements = [each["sql"] for each in asked]
    added = next(i for i, sql in enumerate(statements) if sql.startswith('INSERT INTO "access_user"'))
    barred = next(i for i, sql in enumerate(statements) if sql.startswith('INSERT INTO "people_bar"'))
    between = statements[added:barred]
    assert not [sql for sql in between if "COMMIT" in sql or sql.startswith("RELEASE SAVEPOINT")]


def test_what_is_told_later_of_either_bars_too(casework: Casework) -> None:
    user = hire(casework, "Tryphena Oglethorpe")
    record = add_person(casework, "Minnie Example", "1990-02-03")
    assert not bars_of(user)
    add_location(
        by=casework.users["idva"],
        now=LATER,
        record_id=record.pk,
        agency_id=casework.agencies["harbour"],
        kind="HOME",
        text="12 Tanyard Ln, Saltby ZZ3 7HJ",
    )
    add_staff_details(
        by=casework.users["police_spoc"],
        now=LATER,
        user_id=user.pk,
        addresses=("12 Tanyard Lane, Saltby, ZZ3 7HJ",),
    )
    assert bars_of(user) == found(record)
    other = add_person(casework, "Maud Sample")
    correct_record(
        by=casework.users["idva"],
        now=LATER,
        record_id=other.pk,
        version=1,
        name="T. Oglethorpe Tryphena",
        born_on="",
    )
    assert bars_of(user) == found(record) | found(other)


def test_a_former_name_counts(casework: Casework) -> None:
    record = add_person(casework, "Tryphena Wetherspoon")
    user = hire(casework, "Tryphena Oglethorpe")
    assert not bars_of(user)
    add_staff_details(
        by=casework.users["police_spoc"], now=LATER, user_id=user.pk, former_names=("Tryphena Wetherspoon",)
    )
    assert bars_of(user) == found(record)


def test_a_declared_conflict_holds_for_who_comes_later_and_tells_nothing(casework: Casework) -> None:
    officer = casework.users["police_officer"]
    present = add_person(casework, "Peregrine Dalrymple")
    with acting(actor_for(officer, LATER)):
        answers = {
            declare_conflict(by=officer, now=LATER, name=name)
            for name in ("Peregrine Dalrymple", "Nobody Whatever")
        }
    assert len(answers) == 1
    assert bars_of(officer) == found(present, BarOrigin.DECLARED)
    later = add_person(casework, "Nobody Whatever")
    assert bars_of(officer) == found(present, BarOrigin.DECLARED) | found(later, BarOrigin.DECLARED)


def test_a_bar_that_was_lifted_stays_lifted_until_more_matches(casework: Casework) -> None:
    officer, user = casework.users["police_privacy"], hire(casework, "Tryphena Oglethorpe")
    record = add_person(casework, "Tryphena Oglethorpe")
    bar = Bar.objects.get(user=user)
    lift_bar(by=officer, now=LATER, bar_id=bar.pk, reason="Another person of that name.")
    match_all(now=LATER)
    assert Bar.objects.get(user=user).state == BarState.LIFTED
    correct_record(
        by=casework.users["idva"],
        now=LATER,
        record_id=record.pk,
        version=1,
        name=record.name,
        born_on="1990-02-03",
    )
    add_staff_details(by=casework.users["police_spoc"], now=LATER, user_id=user.pk, born_on="1990-02-03")
    assert Bar.objects.get(user=user).state == BarState.PROPOSED


def test_bars_are_for_the_officers_of_the_agency_and_never_ones_own(casework: Casework) -> None:
    officer = casework.users["police_privacy"]
    record = add_person(casework, officer.name)
    own = Bar.objects.get(user=officer)
    assert {row.id for row in queries.bars(officer, now=LATER)} == {casework.bar}
    for user in ("police_privacy", "council_privacy"):
        with pytest.raises(NotFound):
            lift_bar(by=casework.users[user], now=LATER, bar_id=own.pk, reason="It is not me.")
    with pytest.raises(NotAllowed):
        lift_bar(by=casework.users["police_officer"], now=LATER, bar_id=casework.bar, reason="No.")
    with pytest.raises(NotAllowed):
        set_bar(
            by=casework.users["council_privacy"],
            now=LATER,
            user_id=officer.pk,
            person_id=record.person_id,
            reason="Not of my agency.",
        )
    confirm_bar(by=casework.users["police_spoc"], now=LATER, bar_id=own.pk, reason="It is.")
    assert Bar.objects.get(pk=own.pk).state == BarState.CONFIRMED
