"""PostgreSQL shows a row only to whom the rules show it, whatever SQL asks."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

import pytest
from django.db import connection

from sightline.records.access.checks import RULES_PASSED_BY, the_database_keeps_the_rules
from sightline.records.access.models import User
from sightline.records.access.rows import protected_models
from sightline.records.cases.models import Case, CaseMember
from tests.conftest import as_who_serves_pages
from tests.factories.partnership import NOW, Partnership

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif("connection.vendor != 'postgresql'", reason="row-level security is PostgreSQL's"),
]


@contextmanager
def told(user: User | None) -> Iterator[None]:
    """Ask as the database user that serves pages, who neither owns the tables nor passes them by."""
    with connection.connection.cursor() as cursor:
        cursor.execute("SELECT set_config('sightline.system', '', true)")
        cursor.execute("SELECT set_config('sightline.user', %s, true)", [str(user.pk) if user else ""])
        yield


def ids(sql: str) -> set[UUID]:
    with connection.connection.cursor() as cursor:
        return {row[0] for row in cursor.execute(sql)}


@pytest.fixture
def case_of_police(people: Partnership) -> Case:
    case = Case.objects.create(
        reference="K7QF-93MX",
        kind="CASEWORK",
        agency=people.police.agency,
        opened_at=NOW,
        opened_by=people.police,
    )
    CaseMember.objects.create(
        case=case, user=people.police, agency=people.police.agency, capacity="LEAD", starts_at=NOW
    )
    return case


def test_every_guarded_table_has_its_policies() -> None:
    with connection.connection.cursor() as cursor:
        secured = cursor.execute("SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity")
        assert {row[0] for row in secured} == {model._meta.db_table for model in protected_models()}


def test_the_owner_of_the_tables_is_told_that_the_rules_do_not_hold_for_it() -> None:
    assert the_database_keeps_the_rules(databases=["default"]) == []
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
    try:
        found = the_database_keeps_the_rules(databases=["default"])
    finally:
        as_who_serves_pages(connection)
    assert [each.id for each in found] == [RULES_PASSED_BY]


def test_sql_by_hand_finds_what_the_rules_show_and_nothing_untold(
    people: Partnership, case_of_police: Case
) -> None:
    asked = "SELECT id FROM cases_case"
    with told(None):
        assert ids(asked) == set()
    with told(people.police):
        assert ids(asked) == {case_of_police.pk}
    with told(people.council):
        assert ids(asked) == set()
        assert ids("SELECT case_id FROM cases_casemember") == set()
