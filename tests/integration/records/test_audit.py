"""No change without an entry, and no entry that can be changed."""

from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from sightline.records.actions.models import ActionUpdate
from sightline.records.agencies.models import Agency
from sightline.records.append_only import AppendOnlyError
from sightline.records.audit.models import AuditEntry
from sightline.records.audit.services import UnauditedChange, change
from tests.factories.partnership import NOW, Partnership, accepted_review
from tests.factories.readings import envelope, row


def test_a_change_without_an_entry_is_rolled_back(people: Partnership) -> None:
    with pytest.raises(UnauditedChange), change(by=people.coordinator, now=NOW):
        Agency.objects.create(name="Nobody heard of it")
    assert not Agency.objects.filter(name="Nobody heard of it").exists()


@pytest.mark.django_db(transaction=True)
def test_a_change_inside_a_change_is_refused() -> None:
    with change(by=None, now=NOW) as outer:
        outer.record("tried", Agency(name="outer"))
        with pytest.raises(RuntimeError, match="durable"):
            change(by=None, now=NOW).__enter__()
    assert [entry.verb for entry in AuditEntry.objects.all()] == ["tried"]


def test_an_entry_names_actor_object_and_time(people: Partnership) -> None:
    entry = AuditEntry.objects.get(object_id=str(people.police.pk))
    assert (entry.actor_id, entry.at, entry.verb) == (people.coordinator.pk, NOW, "added")
    assert (entry.object_type, entry.details) == ("access.User", {})


@pytest.mark.parametrize("statement", ["UPDATE {table} SET {column} = ''", "DELETE FROM {table}"])
@pytest.mark.parametrize(("model", "column"), [(AuditEntry, "verb"), (ActionUpdate, "text")])
def test_the_database_refuses_to_change_what_is_written_once(
    people: Partnership, model: Any, column: str, statement: str
) -> None:
    accepted_review(people.coordinator, envelope(plan=[row("1", "Ask.", status="Completed")]))
    sql = statement.format(table=model._meta.db_table, column=column)
    with (
        pytest.raises(DatabaseError, match="written once"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql)
    assert model.objects.exists()


def test_the_model_refuses_too(people: Partnership) -> None:
    entry = AuditEntry.objects.first()
    assert entry is not None
    for attempt in (
        entry.save,
        entry.delete,
        AuditEntry.objects.all().delete,
        lambda: AuditEntry.objects.update(verb=""),
        lambda: AuditEntry.objects.bulk_update([entry], ["verb"]),
    ):
        with pytest.raises(AppendOnlyError):
            attempt()
